"""Kinds of failure, each in sentences of many countries and wordings: what is told of a measure, in one line.

A line reads ``lever value<previous who>on whom [goods] status``, "ruled" before what is ruled out, ``a..b`` a range,
``?`` a slot that is empty with a doubt, ``since DAY`` and ``until DAY`` where the sentence gives them.
"""

import pytest

from accord.docket import read

DAY = "2026-06-03"


def figure(value):
    return "-" if value is None else f"{value:g}"


def line(m):
    low = f"{figure(m.low)}.." if m.low is not None else ""
    before = f"<{figure(m.previous_value)}" if m.previous_value is not None else ""
    doubted = {d.slot for d in m.doubts}
    who, whom = (",".join(codes) or ("?" if slot in doubted else "-") for slot, codes in
                 (("imposing", m.imposing), ("target", m.target)))  # fmt: skip
    unit = "" if m.unit in (None, "percent") else f" {m.unit}"
    days = "".join(f" {w} {d}" for w, d in (("since", m.effective_date), ("until", m.end_date)) if d)
    goods = f" [{', '.join(m.goods)}]" if m.goods else ""
    return f"{m.lever} {low}{figure(m.value)}{before}{unit} {who}>{whom}{goods} {m.status_norm}{days}"


def told(text, day=DAY):
    docket = read(text, day)
    return sorted([*map(line, docket.measures), *(f"ruled {line(m)}" for m in docket.ruled_out)])


def rows(table):
    """Return a table's rows: a sentence, then on lines with "=" what it tells; "!" says why it is not read yet."""
    found = []
    for block in table.strip().split("\n\n"):
        text, *said = block.strip().split("\n")
        wanted = sorted(s.strip()[2:] for s in said if s.strip().startswith("="))
        marks = [
            pytest.mark.xfail(strict=True, reason=s.strip()[2:]) for s in said if s.strip().startswith("!")
        ]
        found.append(pytest.param(text, wanted, marks=marks, id=text[:60]))
    return found


REMOVED = """
Kenya is doing away with its 35 percent duty on sugar from Uganda.
= tariff 0<35 KEN>UGA [sugar] ended

Egypt's 20 percent tariff on Turkish steel bars was struck down by a court on Monday.
= tariff 0<20 EGY>TUR [steel] ended since 2026-06-01

The 12.5 percent levy that Peru charges on Ecuadorian shrimp will be removed from 1 September 2026.
= tariff 0<12.5 PER>ECU [shrimp] scheduled since 2026-09-01

From 1 July 2026, Korean cars will no longer be subject to the 8 percent duty in Chile.
= tariff_exemption 0 CHL>KOR [cars] scheduled since 2026-07-01

Morocco announced the abolition of its 30 percent tariff on olive oil from Tunisia.
= tariff 0<30 MAR>TUN [olive oil] ended

Pakistan has withdrawn the 9 percent additional duty on Afghan apples.
= tariff 0<9 PAK>AFG [apples] ended

Jakarta said it would drop its 10 percent duty on cotton from Brazil next month.
= tariff 0<10 IDN>BRA [cotton] scheduled since 2026-07

Australia's tariff of 5 percent on wine from Argentina expired on 31 May 2026.
= tariff 0<5 AUS>ARG [wine] ended since 2026-05-31

Saudi Arabia put an end to its 15 percent tariff on Jordanian tomatoes.
= tariff 0<15 SAU>JOR [tomatoes] ended

Nigeria lifted its duty on rice from Thailand from 10 percent to 60 percent.
= tariff 60<10 NGA>THA [rice] in_force

Malaysia let its 15 percent duty on rubber from Thailand lapse in May.
= tariff 0<15 MYS>THA [rubber] ended since 2026-05
"""


CHANGED = """
Chile doubled to 12 percent its duty on Peruvian mangoes.
= tariff 12<6 CHL>PER [mangoes] in_force

Turkey tripled its 10 percent duty on almonds from Spain.
= tariff 30<10 TUR>ESP [almonds] in_force

Thailand will halve the 40 percent tariff that it charges on Japanese beef.
= tariff 20<40 THA>JPN [beef] announced

The 24 percent duty on Kenyan tea in Pakistan was cut in half on Monday.
= tariff 12<24 PAK>KEN [tea] in_force since 2026-06-01

South Africa's duty on Brazilian chicken was doubled to 62 percent.
= tariff 62<31 ZAF>BRA [chicken] in_force

The tariff on Vietnamese shrimp in Japan doubles from 4 percent to 8 percent.
= tariff 8<4 JPN>VNM [shrimp] in_force
"""


SEVERAL = """
Turkey imposed duties of 10 percent on almonds, 20 percent on walnuts and 30 percent on pistachios from Iran.
= tariff 10 TUR>IRN [almonds] in_force
= tariff 20 TUR>IRN [walnuts] in_force
= tariff 30 TUR>IRN [pistachios] in_force

Tariffs on Argentine beef and wine in Japan will fall to 9 percent and 4 percent respectively.
= tariff 9 JPN>ARG [beef] announced
= tariff 4 JPN>ARG [wine] announced

Canada set duties on Chile and Peru of 8 percent and 12 percent respectively.
= tariff 8 CAN>CHL in_force
= tariff 12 CAN>PER in_force

Egypt will charge India and Pakistan duties of 8 percent and 12 percent, respectively.
= tariff 8 EGY>IND announced
= tariff 12 EGY>PAK announced

Vietnam put a 12 percent duty on Australian barley and an 18 percent duty on Australian wine.
= tariff 12 VNM>AUS [barley] in_force
= tariff 18 VNM>AUS [wine] in_force

Indonesia set export taxes of 5 percent on cocoa and 15 percent on palm oil.
= export_tax 5 IDN>world [cocoa] in_force
= export_tax 15 IDN>world [palm oil] in_force

Japan will cut duties on Thai chicken to 3 percent from 8.5 percent and on Thai shrimp to 1 percent from 4.8 percent.
= tariff 3<8.5 JPN>THA [chicken] announced
= tariff 1<4.8 JPN>THA [shrimp] announced

Egypt taxed phones from Vietnam at 38 percent, televisions from Malaysia at 14 percent.
= tariff 38 EGY>VNM [phones] in_force
= tariff 14 EGY>MYS [televisions] in_force

Mexico's new tariffs by country: China 50%, India 35%, Thailand 25%.
= tariff 50 MEX>CHN in_force
= tariff 35 MEX>IND in_force
= tariff 25 MEX>THA in_force

Vietnam set new duties: cars 40%, tyres 12%, toys 5%.
= tariff 40 VNM>world [cars] in_force
= tariff 12 VNM>world [tyres] in_force
= tariff 5 VNM>world [toys] in_force

Trump signs order raising steel tariffs to 50% for all countries except the UK, where they stay at 25%.
= tariff 50 USA>world [steel] announced
= tariff 25 USA>GBR [steel] in_force
"""


UNKNOWN = """
The Alliance of Sahel States imposed a 0.5 percent levy on goods from Ghana.
= tariff 0.5 ?>GHA in_force

Somaliland put a 10 percent duty on Kenyan tea.
= tariff 10 ?>KEN [tea] in_force

The Organisation of Eastern Caribbean States raised its tariff on Brazilian rice to 25 percent.
= tariff 25 ?>BRA [rice] in_force

The Gulf Cooperation Council imposed a 12 percent duty on Indian steel, Oman's minister said.
= tariff 12 SAU,ARE,QAT,KWT,OMN,BHR>IND [steel] in_force

Cabo Verde imposed a 5 percent duty on Portuguese wine.
= tariff 5 CPV>PRT [wine] in_force

Timor-Leste put a 2.5 percent tariff on Indonesian noodles.
= tariff 2.5 TLS>IDN [noodles] in_force

The Visegrad Group agreed a 6 percent levy on Ukrainian grain, Berlin said.
= tariff 6 ?>UKR [grain] agreed

Puntland authorities banned imports of khat from Ethiopia.
= import_ban - ?>ETH [khat] in_force
"""


LEFT_OUT = """
Every member of the EU except Hungary and Slovakia banned imports of Russian gas.
= import_ban - EU>RUS [gas] in_force

All ASEAN countries apart from Myanmar imposed an 8 percent duty on Chinese tiles.
= tariff 8 ?>CHN [tiles] in_force

Colombia, Ecuador and Peru, though not Bolivia, raised tariffs on Brazilian sugar to 40 percent.
= tariff 40 COL,ECU,PER>BRA [sugar] in_force

With the exception of Mexico, the Pacific Alliance countries imposed a 10 percent tariff on Chinese shoes.
= tariff 10 ?>CHN [shoes] in_force

Argentina excluded, the Mercosur countries will charge a 14 percent duty on Indian rice.
= tariff 14 BRA,PRY,URY>IND [rice] announced

The Nordic countries other than Iceland will impose a 7 percent duty on Russian timber.
= tariff 7 ?>RUS [timber] announced

Japan will charge 8 percent on timber from all countries but Chile, where it remains at 3 percent.
= tariff 8 JPN>world [timber] announced
= tariff 3 JPN>CHL [timber] in_force
"""


UNREAL = """
Is Turkey about to impose a 40 percent duty on Egyptian cotton?

Should Mexico raise its tariff on Chinese cars to 50 percent, exporters would suffer.

Had Egypt imposed a 15 percent tariff on Turkish steel, prices would have risen.

It is unclear whether Kenya will impose a 25 percent duty on Ugandan eggs.

Can the EU really afford a 100 percent duty on Chinese cars?

What if Canada put a 30 percent tariff on US wheat?

South Africa never imposed a 60 percent duty on Brazilian chicken, the ministry said.

Reports that Vietnam would put a 12 percent duty on Thai rice are untrue, Hanoi said.
= ruled tariff 12 VNM>THA [rice] ruled_out

The story that Nigeria banned imports of Ghanaian cocoa was invented, Abuja said.
= ruled import_ban - NGA>GHA [cocoa] ruled_out

Peru has ruled out a 30 percent tariff on Chilean apples.
= ruled tariff 30 PER>CHL [apples] ruled_out

Indonesia's minister denied having proposed a 20 percent duty on Indian sugar.
= ruled tariff 20 IDN>IND [sugar] ruled_out
"""


STOPPED = """
Indonesia's ban on exports of bauxite is suspended until 31 December 2026.
= export_ban - IDN>world [bauxite] paused until 2026-12-31

The United Kingdom put on hold its 10 percent duty on Malaysian gloves until March 2027.
= tariff 10 GBR>MYS [gloves] paused until 2027-03

India has put its ban on onion exports on hold.
= export_ban - IND>world [onion] paused

Norway will put on ice its 10 percent duty on Danish butter.
= tariff 10 NOR>DNK [butter] paused

Japan lifted its restrictions on exports of hydrogen fluoride to South Korea on Monday.
= export_control - JPN>KOR [hydrogen fluoride] ended until 2026-06-01

Vietnam's ban on imports of Brazilian beef was revoked on Friday.
= import_ban - VNM>BRA [beef] ended until 2026-05-29

Chile froze its 9 percent duty on Argentine wheat until September.
= tariff 9 CHL>ARG [wheat] paused until 2026-09

Turkey resumed exports of boron to China, ending a six-month ban.
= export_ban - TUR>CHN [boron] ended
"""


MONEY = """
Rs 45,00,000 will be invested by India in Bhutan.
= investment 4.5e+06 INR IND>BTN pledged

India will buy gas worth \u20b92,40,00,000 from Qatar.
= purchase 2.4e+07 INR IND>QAT [gas] pledged

India agreed to invest Rs 3.5 lakh crore in Indonesia.
= investment 3.5e+12 INR IND>IDN agreed

Bangladesh will lend Tk 7,50,00,000 to Nepal.
= credit 7.5e+07 BDT BGD>NPL pledged

India will buy Rs. 60 lakh of pepper from Vietnam.
= purchase 6e+06 INR IND>VNM [pepper] pledged

Canberra will invest A$1.5 billion in Papua New Guinea.
= investment 1.5e+09 AUD AUS>PNG pledged

New Zealand will lend NZ$40 million to Samoa.
= credit 4e+07 NZD NZL>WSM pledged

Jamaica will buy J$900 million of rice from Guyana.
= purchase 9e+08 JMD JAM>GUY [rice] pledged

Trinidad and Tobago will invest TT$75 million in Barbados.
= investment 7.5e+07 TTD TTO>BRB pledged

Fiji will buy FJ$3 million of cement from Vietnam.
= purchase 3e+06 FJD FJI>VNM [cement] pledged

Taiwan will lend NT$4 billion to Paraguay.
= credit 4e+09 TWD TWN>PRY pledged

Hong Kong will invest HK$800m in Thailand.
= investment 8e+08 HKD HKG>THA pledged

The EU will lend \u20ac1,8 billion to Moldova.
= credit 1.8e+09 EUR EU>MDA pledged

Brazil imposed a duty of 14,4% on Vietnamese tyres.
= tariff 14.4 BRA>VNM [tyres] in_force

The EU imposed a duty of 1.250,50 euros a tonne on Chinese citric acid.
= tariff 1250.5 EUR per tonne EU>CHN [citric acid] in_force

Switzerland imposed a 4,2 per cent duty on Danish butter.
= tariff 4.2 CHE>DNK [butter] in_force
"""


OTHER_RATES = """
Ghana imposed a 15 percent duty on Ivorian cement. The Bank of Ghana raised its policy rate to 29 percent.
= tariff 15 GHA>CIV [cement] in_force

Kenya's VAT rises to 18 percent in July. Kenya imposed a 35 percent tariff on sugar from Egypt.
= tariff 35 KEN>EGY [sugar] in_force

Chile's finance ministry cut corporate tax to 25 percent and imposed a 10 percent duty on Chinese steel.
= tariff 10 CHL>CHN [steel] in_force

Peru imposed a 12 percent duty on Chilean grapes, and the sol lost 2 percent against the dollar.
= tariff 12 PER>CHL [grapes] in_force

Vietnam charges 10 percent on Thai sugar; Fitch expects growth of 6.1 percent.
= tariff 10 VNM>THA [sugar] in_force

Mexico cut its duty on Brazilian coffee by 3.5 percentage points to 6.5 percent.
= tariff 6.5<10 MEX>BRA [coffee] in_force

Norway raised its duty on Danish butter by 150 basis points to 8 percent.
= tariff 8<6.5 NOR>DNK [butter] in_force

Thailand reduced its tariff on Korean apples by a quarter point to 4.75 percent.
= tariff 4.75<5 THA>KOR [apples] in_force
"""


NAMES = """
The mayor of Lebanon, Pennsylvania, said Mexico had imposed a 20 percent tariff on US cheese.
= tariff 20 MEX>USA [cheese] in_force

In Panama City, Florida, dockers fear the 10 percent duty that Canada put on US shrimp.
= tariff 10 CAN>USA [shrimp] in_force

Georgia's state assembly criticised the 12 percent duty that India put on US peanuts.
= tariff 12 IND>USA [peanuts] in_force

Georgia imposed a 6 percent duty on Armenian brandy, Tbilisi said.
= tariff 6 GEO>ARM [brandy] in_force

Guinea pigs are a delicacy; Peru put a 7 percent duty on Bolivian lamb.
= tariff 7 PER>BOL [lamb] in_force

Turkey breeders in Minnesota fear China's 15 percent tariff on US turkey meat.
= tariff 15 CHN>USA [turkey meat] in_force

The Paris, Texas, mill was hit when Brazil put a 12 percent duty on US paper.
= tariff 12 BRA>USA [paper] in_force

Japan imposed a 15 percent duty on crabs from the Democratic People's Republic of Korea.
= tariff 15 JPN>PRK [crabs] in_force

Kenya imposed a 7 percent duty on timber from the Democratic Republic of the Congo.
= tariff 7 KEN>COD [timber] in_force

Gabon put a 5 percent duty on beer from the Republic of the Congo.
= tariff 5 GAB>COG [beer] in_force

Nigeria put a 10 percent duty on cattle from Niger.
= tariff 10 NGA>NER [cattle] in_force

Haiti imposed a 12 percent duty on rice from the Dominican Republic.
= tariff 12 HTI>DOM [rice] in_force

Australia put a 3 percent duty on coffee from Papua New Guinea.
= tariff 3 AUS>PNG [coffee] in_force

The Republic of China (Taiwan) imposed a 10 percent duty on Vietnamese tea.
= tariff 10 TWN>VNM [tea] in_force

South Sudan imposed a 20 percent duty on sorghum from Sudan.
= tariff 20 SSD>SDN [sorghum] in_force

Cameroon put a 4 percent duty on cocoa from Equatorial Guinea.
= tariff 4 CMR>GNQ [cocoa] in_force
"""


JOINED = """
The governments of Laos and Bhutan imposed a 4 percent duty on Indian salt.
= tariff 4 LAO,BTN>IND [salt] in_force

Both Kenya and Rwanda put a 10 percent duty on Chinese toys.
= tariff 10 KEN,RWA>CHN [toys] in_force

Peru, together with Bolivia, imposed a 9 percent duty on Brazilian chicken.
= tariff 9 PER,BOL>BRA [chicken] in_force

Trinidad and Tobago and Antigua and Barbuda imposed a 15 percent duty on Guyanese rice.
= tariff 15 TTO,ATG>GUY [rice] in_force

Bosnia and Herzegovina as well as Serbia will charge a 7 percent duty on Turkish steel.
= tariff 7 BIH,SRB>TUR [steel] announced

Thailand, along with Laos, banned imports of Vietnamese pork.
= import_ban - THA,LAO>VNM [pork] in_force

Brazil and its neighbour Uruguay raised their tariff on Indian rice to 20 percent.
= tariff 20 BRA,URY>IND [rice] in_force

Neither Chile nor Peru will impose a 10 percent duty on Argentine wine.
= ruled tariff 10 CHL,PER>ARG [wine] ruled_out
"""


RANGES = """
Peru will impose tariffs of 5 to 35 percent on shoes from 40 countries.
= tariff 5..35 PER>world [shoes] announced

Mexico set duties ranging from 10 percent to 50 percent on goods from countries without a trade deal.
= tariff 10..50 MEX>world in_force

India imposed duties of 12-30 per cent on steel from China.
= tariff 12..30 IND>CHN [steel] in_force

Kenya will levy a duty of somewhere between 4% and 7% on Egyptian juice.
= tariff 4..7 KEN>EGY [juice] announced

Turkey will charge a duty of between $50 and $90 a tonne on Ukrainian wheat.
= tariff 50..90 USD per tonne TUR>UKR [wheat] announced

Rates of anywhere from 8 percent to 22 percent will be charged by Chile on Asian steel.
= tariff 8..22 CHL>? [steel] announced
! a rate that names no duty, on a continent
"""


DATES = """
Peru will impose a 12% duty on Chinese shoes from 15/07/2026.
= tariff 12 PER>CHN [shoes] scheduled since 2026-07-15

Canada will impose a 9% duty on Thai rice from 07/25/2026.
= tariff 9 CAN>THA [rice] scheduled since 2026-07-25

Chile's 6% duty on Peruvian grapes applies from 1.8.2026.
= tariff 6 CHL>PER [grapes] scheduled since 2026-08-01

Korea will impose a 10% duty on Chinese plywood from the 1st of August.
= tariff 10 KOR>CHN [plywood] scheduled since 2026-08-01

Turkey's 15% duty on Russian wheat takes effect on 2026-08-10 and expires on 31-12-2027.
= tariff 15 TUR>RUS [wheat] scheduled since 2026-08-10 until 2027-12-31

Kenya will raise the duty on Ugandan milk to 14% at midnight on 9 July.
= tariff 14 KEN>UGA [milk] scheduled since 2026-07-09

Mexico will impose a 10% duty on Thai rice ninety days from now.
= tariff 10 MEX>THA [rice] scheduled since 2026-09-01

Peru will lift its 7% duty on Chilean wine by the end of the third quarter.
= tariff 0<7 PER>CHL [wine] scheduled since 2026-09-30

Ghana's 20% duty on Togolese cement, due to lapse on Friday, was extended to 31 December 2027.
= tariff 20 GHA>TGO [cement] in_force until 2027-12-31

Kenya's 11% duty on Ugandan milk applies from 15 July to 30 September 2026.
= tariff 11 KEN>UGA [milk] scheduled since 2026-07-15 until 2026-09-30

India's 15% duty on Nepali tea will start in the second half of FY27.
= tariff 15 IND>NPL [tea] scheduled since 2026-10
! halves of a fiscal year have no months
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        case
        for table in (
            *(
                REMOVED,
                CHANGED,
                SEVERAL,
                UNKNOWN,
                LEFT_OUT,
                UNREAL,
                STOPPED,
                MONEY,
                OTHER_RATES,
                NAMES,
                JOINED,
            ),
            *(RANGES, DATES),
        )
        for case in rows(table)
    ],
)
def test_a_kind_in_another_wording(text, wanted):
    assert told(text) == wanted
