"""What is said to be banned, expected, brought forward, paid into a fund or put into the form of another measure."""

import pytest

from accord.docket import read
from accord.docket.frames.marks import measure_nouns

DAY = "2025-08-22"


def told(text):
    docket = read(text, DAY)
    return [
        (m.lever, m.value, ",".join(m.imposing), ",".join(m.target), m.status_norm, m.effective_date)
        for m in docket.measures
    ]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "On Monday Ghana said that exports of raw bauxite were banned with immediate effect.",
            ("export_ban", None, "GHA", "world", "in_force", "2025-08-18"),
        ),
        (
            "Last Wednesday Ghana announced that exports of raw bauxite were banned at once.",
            ("export_ban", None, "GHA", "world", "in_force", "2025-08-20"),
        ),
        (
            "Ghana announced on Tuesday that imports of frozen chicken are halted.",
            ("import_ban", None, "GHA", "world", "announced", None),
        ),
        (
            "China said on Tuesday that exports of gallium to Chile would be banned from January.",
            ("export_ban", None, "CHN", "CHL", "scheduled", "2026-01"),
        ),
    ],
)
def test_who_says_that_exports_are_banned_bans_them(text, measure):
    assert told(text) == [measure]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Canada expects the talks to result in the lifting of Chile's duty on Canadian pork.", "in_force"),
        ("The ministers expected the inquiry to lead to the removal of Chile's duty on pork.", "in_force"),
        ("The inquiry is expected to lead to the imposition of Chilean duties on Thai tyres.", "proposed"),
        ("The talks led to the removal of Chile's duty on Canadian pork.", "ended"),
        ("Kenya announced the repeal of its 9 percent duty on Chilean onions.", "ended"),
    ],
)
def test_what_is_only_expected_is_not_done(text, status):
    assert [m[4] for m in told(text)] == [status]


@pytest.mark.parametrize(
    ("after", "status", "day"),
    [
        ("Under the original schedule the ban was to start in January 2027.", "in_force", "2025-08-18"),
        ("The ban was originally to start in January 2027.", "in_force", "2025-08-18"),
        ("The ban had been due to start in January 2027.", "in_force", "2025-08-18"),
    ],
)
def test_a_plan_at_first_dates_nothing(after, status, day):
    assert [m[4:] for m in told(f"Ghana banned exports of raw bauxite on Monday. {after}")] == [(status, day)]


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("Ghana's cabinet brought its ban on exports of bauxite forward to Wednesday.", "in_force", "2025-08-20"),
        ("Ghana moved its ban on bauxite exports forward from 2027 to next month.", "scheduled", "2025-09"),
        ("Ghana has brought forward a ban on bauxite exports that was to start in 2027.", "in_force", None),
        ("Kenya taxed its exports of macadamia. The duty was imposed on August 20.", "in_force", "2025-08-20"),
        ("Chile will drop its 9 percent duty on Peruvian onions. The duties end on Monday.", "ended", "2025-08-25"),
    ],
)  # fmt: skip
def test_from_when_it_holds(text, status, day):
    assert told(text)[0][4:] == (status, day)


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Chile would put $300 million into a joint fund of $500 million which is to finance projects in Kenya.", "CHL", "KEN"),
        ("Chile will contribute $300 million to a fund of $3 billion that is to finance projects in Peru.", "CHL", "PER"),
        ("Norway will pay $300 million into a fund for Egypt.", "NOR", "EGY"),
    ],
)  # fmt: skip
def test_money_put_into_a_fund_is_invested(text, who, whom):
    assert told(text) == [("investment", 3e8, who, whom, "pledged", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Norway set up a fund to finance railways in Kenya.",
        "Tourism contributes $2 billion to Kenya's economy.",
        "Morocco opened an inquiry into safeguard measures on wire rod.",
    ],
)
def test_no_measure_at_all(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "lever", "value"),
    [
        ("Chile adopted safeguard measures on imports of flat glass. They consist of tariff rate quotas.", "tariff_quota", None),
        ("Chile adopted safeguard measures on imports of flat glass. The measures are a duty of 12 percent.", "tariff", 12.0),
        ("Chile applied safeguard measures on steel. They take the form of a quota of 40,000 tonnes.", "quota", 40000.0),
        ("Chile adopted a safeguard measure on polyester in the form of a tariff quota.", "tariff_quota", None),
    ],
)  # fmt: skip
def test_a_safeguard_is_what_it_consists_of(text, lever, value):
    assert [m[:4] for m in told(text)] == [(lever, value, "CHL", "world")]


def test_who_speaks_for_a_ministry_is_a_person():
    docket = read(
        "Ghana banned exports of bauxite.\n\nAkua Boateng of the trade ministry said it had to.", DAY
    )
    assert [(p.person, p.country) for p in docket.participants] == [("Akua Boateng", "GHA")]
    docket = read("Ghana banned exports of bauxite.\n\nCocoa Growers of the federation said it had to.", DAY)
    assert not docket.participants


@pytest.mark.parametrize(
    "form", ["{}", "The {}", "{} of", "{}:", "which {}", "{} of Chile", "{} 5%", "Chile {}"]
)
def test_a_heading_of_a_word_or_two_is_read(form):
    nouns = {
        " ".join(phrase) for told in measure_nouns().values() for phrase, lever in told if lever != "tariff"
    }
    for noun in sorted(nouns):
        assert read(f"News\n\n{form.format(noun)}\n\nChile met Peru.", DAY)


@pytest.mark.parametrize(
    ("text", "value", "who", "whom"),
    [
        ("Norway has decided on asset freezes for 12 entities of Belarus.", 12, "NOR", "BLR"),
        ("Since 2020 Norway has placed sanctions on more than 300 individuals and entities.", 300, "NOR", "world"),
        ("Norway put its sanctions on Chad. It has sanctions on 40 tankers.", 40, "NOR", "TCD"),
    ],
)  # fmt: skip
def test_how_many_a_sanction_strikes(text, value, who, whom):
    docket = read(text, DAY)
    struck = [m for m in docket.measures if m.value == value]
    assert [(m.lever, ",".join(m.imposing), ",".join(m.target)) for m in struck] == [("sanction", who, whom)]
    assert not [g for m in struck for g in m.goods if "than" in g]


def test_the_figure_in_brackets_that_holds_until_now_is_the_one_before():
    text = (
        "Peru is lowering its export duties on farm goods. The new rates will be 12% for beef (15% until now), "
        "9% for leather (previously 11%), 7% for rice and oats (down from 8%) and 4% for wool (before: 6%)."
    )
    rates = [(m.goods, m.value, m.previous_value) for m in read(text, DAY).measures]
    assert rates == [(("beef",), 12, 15), (("leather",), 9, 11), (("rice", "oats"), 7, 8), (("wool",), 4, 6)]


LETTERS = (
    "Canada's prime minister signed an order on Friday. He sent letters to several countries on their new tariff rates, "
    "which will take effect on September 1.\n\n- Some rates are lower than before.\n- The countries he wrote to include:\n"
)


def test_a_list_of_rates_is_of_who_acts_above_it():
    rows = read(f"{LETTERS}- Chile (12%)\n- Peru (9%)\n- Kenya (20%)\n", DAY).measures
    told = [(m.value, m.imposing, m.target, m.status_norm, m.effective_date) for m in rows]
    assert told == [
        (v, ("CAN",), (c,), "scheduled", "2025-09-01") for v, c in ((12, "CHL"), (9, "PER"), (20, "KEN"))
    ]
    assert all(m.doubts_of("imposing") for m in rows)


def test_a_list_of_growth_below_a_duty_is_none_of_rates():
    text = LETTERS.replace("The countries he wrote to include", "Growth in the countries he wrote to was")
    assert not read(f"{text}- Chile (12%)\n- Peru (9%)\n- Kenya (20%)\n", DAY).measures


@pytest.mark.parametrize(
    ("text", "value", "before", "whom"),
    [
        ("Mexico will cut the sugar quota for Brazil from 90 percent to 60 percent of last year's volume.", 60, 90, "BRA"),
        ("Mexico will cut Japan's steel quota to 75 percent of 2024 levels.", 75, None, "JPN"),
        ("Norway set the quota for Chilean salmon at 80 percent of 2023 imports.", 80, None, "CHL"),
        ("Under that plan Norway will raise its duty on Chilean tyres to 9 percent.", 9, None, "CHL"),
    ],
)  # fmt: skip
def test_a_quota_may_be_a_share_of_what_was_traded(text, value, before, whom):
    (measure,) = read(text, DAY).measures
    assert (measure.value, measure.previous_value, ",".join(measure.target)) == (value, before, whom)
    assert not read("Chile used 80 percent of its beef quota.", DAY).measures


@pytest.mark.parametrize(
    "text",
    [
        "Kenya put a 15 percent duty on Chadian beef. Frozen beef that was ordered before May will be exempt from the duty.",
        "Kenya put a 15 percent duty on Chadian beef. Frozen beef that is at sea and is covered by a contract will be exempt from the duty.",
    ],
)  # fmt: skip
def test_what_a_relative_clause_describes_is_exempt(text):
    assert [(m.lever, m.value, m.goods) for m in read(text, DAY).measures] == [
        ("tariff", 15, ("beef",)),
        ("tariff_exemption", 0, ("frozen beef",)),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The new package of the EU includes a ban on imports of Russian nickel.", "announced"),
        (
            "Norway adopted a package of sanctions on Peru, which contains a ban on imports of copper.",
            "announced",
        ),
        ("The bill, which senators filed on Tuesday, contains a 50% duty on Chilean wine.", "proposed"),
        ("The agreement, signed on Thursday, includes a tariff of 15% on Chilean cars.", "agreed"),
        ("The budget presented on Saturday includes a cut in the duty on cocoa from 15% to 6%.", "announced"),
        ("A rise in Peru's duty on wheat is off the table, the minister said.", "ruled_out"),
        ("An increase of Peru's duty on rice had, for now, been excluded, the minister said.", "ruled_out"),
        ("It is not the time to impose duties on Chilean steel, Peru's economy minister said.", "ruled_out"),
        ("Norway is not considering a ban on exports of herring, its minister said.", "ruled_out"),
        ("Peru sees no need for duties on Chilean cars, its finance minister said.", "ruled_out"),
        ("Peru is considering the possible imposition of duties on Chilean coffee.", "proposed"),
        ("Turkey is examining the possibility of an export ban on copper scrap.", "proposed"),
        ("The potential imposition of Norwegian duties on Peru would hurt, traders said.", "proposed"),
        ("Norway has agreed to keep its duties on Chilean salmon on hold until 6 August 2026.", "paused"),
    ],
)
def test_how_a_measure_stands_by_the_paper_that_holds_it_and_the_plan_it_is(text, status):
    live = {m.status_norm for m in read(text, DAY).measures if m.lever != "sanction"}
    assert live | {"ruled_out" for _ in read(text, DAY).ruled_out} == {status}


def test_who_sees_no_need_for_duties_is_not_charged_them():
    (out,) = read("Peru sees no need for duties on Chilean cars, its finance minister said.", DAY).ruled_out
    assert (out.imposing, out.target) == (("PER",), ("CHL",))


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("They apply as of 6 September and are to stay in place for five years.", "2025-09-06"),
        ("Collection starts on 15 October.", "2025-10-15"),
        ("Customs officers will enforce it from 4 September.", "2025-09-04"),
        ("It comes into operation in January 2027.", "2027-01"),
        ("It becomes effective on 3 October.", "2025-10-03"),
    ],
)
def test_the_next_sentence_tells_from_when_a_duty_holds(after, day):
    assert told(f"Peru put a duty of 25% on steel from Chile. {after}") == [
        ("tariff", 25.0, "PER", "CHL", "scheduled", day)
    ]


@pytest.mark.parametrize("after", ["Deliveries begin in 2026.", "The first cargo is due in 2026."])
def test_a_purchase_holds_from_its_first_delivery(after):
    assert told(f"Peru will buy 4 million tonnes of wheat from Norway. {after}") == [
        ("purchase", 4e6, "PER", "NOR", "pledged", "2026")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Norway said countries that buy oil from Peru will pay a 25% duty on all trade with it.",
        "Any nation that does business with Peru will face a 25% Norwegian duty, the minister said.",
        "Countries buying Peruvian oil will be hit with duties of 25% by Norway.",
        "Norway will put duties of 25 percent on buyers of Peruvian oil.",
        "Norway will impose 25% duties on nations that sell oil to Peru.",
    ],
)
def test_countries_that_are_only_described_are_not_those_of_their_description(text):
    assert {m[2:4] for m in told(text)} == {("NOR", "world")}


def test_each_of_several_duties_has_its_goods_and_its_rate():
    text = (
        "Peru put up its duties on Norwegian imports. A decree bearing the signature of its president takes the duty on cars to "
        "120 percent, the one on spirits to 140 percent and the one on leaf tobacco to 60 percent."
    )
    measures = read(text, DAY).measures
    assert {(m.value, m.previous_value, m.goods) for m in measures} == {
        (120.0, None, ("cars",)),
        (140.0, None, ("spirits",)),
        (60.0, None, ("leaf tobacco",)),
    }
    assert {(m.imposing, m.target) for m in measures} == {(("PER",), ("NOR",))}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Peru has gone ahead with its plan to ban exports of tin to Norway.",
            ("export_ban", None, "PER", "NOR", "announced", None),
        ),
        (
            "Peru's trade chamber accepted a recommendation to put duties of 9% on Norwegian steel.",
            ("tariff", 9.0, "PER", "NOR", "announced", None),
        ),
        (
            "Norwegian firms have to obtain government approval before they can ship lasers to Peru.",
            ("licence", None, "NOR", "PER", "announced", None),
        ),
        (
            "Peruvian exporters must seek permits to export tin to Norway from 1 December.",
            ("licence", None, "PER", "NOR", "scheduled", "2025-12-01"),
        ),
    ],
)
def test_plans_carried_out_and_leave_that_sellers_need(text, measure):
    assert told(text) == [measure]


def test_what_is_bought_by_habit_is_no_purchase():
    assert told("Peru buys large volumes of machinery from Norway, the ministry said.") == []


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Peru is set to lift its export levy on copper to 10 percent of the reference price on 17 September, from 7.5 percent.",
            ("export_tax", 10.0, "PER", "world", "scheduled", "2025-09-17"),
        ),
        (
            "Peru put a levy of 2 percent of the customs value on all imports.",
            ("tariff", 2.0, "PER", "world", "in_force", None),
        ),
        (
            "Peru set final dumping margins of up to 21% on tiles from Norway.",
            ("tariff", 21.0, "PER", "NOR", "in_force", None),
        ),
        (
            "Peru opened an inquiry into tiles from India and Norway. It put provisional duties on the goods from both countries.",
            ("tariff", None, "PER", "IND,NOR", "in_force", None),
        ),
        (
            "Unlike any other deal in Peruvian history, the Government of Norway has agreed to invest $5 billion in Peru.",
            ("investment", 5e9, "NOR", "PER", "agreed", None),
        ),
        (
            "Norway's Equinor paid $2 billion for rights to drill off Peru.",
            ("investment", 2e9, "NOR", "PER", "in_force", None),
        ),
        (
            "Norway is to provide Peru with natural gas for 9 years. The minister said it would deliver three million tonnes a year.",
            ("purchase", 3e6, "PER", "NOR", "agreed", None),
        ),
        (
            "Norway will sell wheat to Peru under a deal signed on Monday.",
            ("purchase", None, "PER", "NOR", "agreed", None),
        ),
    ],
)
def test_on_what_a_rate_is_reckoned_whom_both_are_and_who_is_supplied(text, measure):
    assert told(text) == [measure]


def test_the_home_market_of_who_charges_makes_it_no_seller():
    text = (
        "Peru will stop charging duties on barley from Norway on Saturday. The Peruvian barley market had changed and there was no "
        "longer any need to keep up the duties, the ministry said. The levies, 80.5 per cent in all, were put in place in 2020."
    )
    assert {m[2:4] for m in told(text)} == {("PER", "NOR")}


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Peru's tribunal set duties on rebar: 12 percent for Norway and 30 percent for Chile.",
            {("tariff", 12.0, "PER", "NOR"), ("tariff", 30.0, "PER", "CHL")},
        ),
        (
            "The final duties on tiles from Norway and Chile are 5 percent and 9 percent respectively.",
            {("tariff", 5.0, "", "NOR"), ("tariff", 9.0, "", "CHL")},
        ),
        (
            "Peru has today put duties on kegs that come from Chile. They lie between 62.6% and 69.6%.",
            {("tariff", 69.6, "PER", "CHL")},
        ),
        (
            "A state-run Peruvian company signed a contract on Monday for two reactors that Hitachi of Japan will build.",
            {("purchase", 2.0, "PER", "JPN")},
        ),
        ("Norway took off its 9% duty on Kenyan roses.", {("tariff", 0.0, "NOR", "KEN")}),
    ],
)
def test_lists_of_rates_and_contracts_told_in_a_clause_behind(text, measures):
    assert {m[:4] for m in told(text)} == measures


def test_a_rate_in_the_present_stands_as_the_act_it_spells_out():
    text = (
        "Peru is to bring down its export taxes on metals, the minister said on Tuesday.\n\nThe duty on copper exports goes from 26% "
        "to 24%."
    )
    assert [(m.value, m.status_norm) for m in read(text, DAY).measures if m.value] == [(24.0, "announced")]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Peru made good on its threat to put a 25% surtax on Chilean cars.",
            ("tariff", 25.0, "PER", "CHL", "announced", None),
        ),
        (
            "Those duties will go up to 25% at the start of 2026, Norway said of its duties on Peruvian goods.",
            ("tariff", 25.0, "NOR", "PER", "scheduled", "2026-01"),
        ),
        (
            "The 25% duties that Norway has charged on Peruvian fish are to stay.",
            ("tariff", 25.0, "NOR", "PER", "in_force", None),
        ),
        (
            "Peru will follow the advice of its experts and put a duty of 9% on tea.",
            ("tariff", 9.0, "PER", "world", "announced", None),
        ),
        (
            "Norway's Export Bank signed a loan of $500 million for a copper mine in Peru.",
            ("credit", 5e8, "NOR", "PER", "agreed", None),
        ),
        (
            "The Peru Trade Commission opened an inquiry on Monday. The Commission will put a duty of 12 percent on Chilean tyres.",
            ("tariff", 12.0, "PER", "CHL", "announced", None),
        ),
    ],
)
def test_threats_kept_duties_that_stay_and_the_commission_named_before(text, measure):
    assert told(text) == [measure]


def test_a_duty_that_others_only_react_to_is_not_theirs():
    text = "For its exports the Norwegian duty is 36 per cent, Peru said. When the 36 per cent duty was announced, Lima said it hurt."
    assert {m[2:4] for m in told(text)} <= {("NOR", "PER"), ("NOR", "world")}


def test_what_somebody_is_called_as_well_is_no_person_of_its_own():
    people = read(
        "President Joko Widodo, who is widely known as Jokowi, met Prime Minister Anwar Ibrahim on Monday.",
        DAY,
    )
    assert len(people.participants) == 2


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "Norway announced a duty of 9% on wheat in May, but exempted a number of neighbours, Peru among them.",
            ("tariff", 9.0, "NOR", "world", "announced", None),
        ),
        (
            "Norway gives Peru a quota of 2 million tonnes of tuna a year, 70 percent of its average exports between 2015 and 2017.",
            ("quota", 2e6, "NOR", "PER", "in_force", None),
        ),
        (
            "The deal between Peru and Norway was signed on Monday. It provides for Peru to import 2 million tonnes of fuel.",
            ("purchase", 2e6, "PER", "NOR", "agreed", None),
        ),
    ],
)
def test_who_is_let_off_average_years_and_what_a_pact_provides_for(text, measure):
    assert [m for m in told(text) if m[1]] == [measure]


def test_prices_listed_under_a_heading_sentence_are_measures_of_their_own():
    text = (
        "The minimum import prices of Peru for copper wares shall be:\n\n(i) $21 per kilogram for copper rods;\n\n"
        "(ii) $90 per kilogram for copper wire."
    )
    assert {(m.value, m.imposing, m.goods) for m in read(text, DAY).measures if m.value} == {
        (21.0, ("PER",), ("copper rods",)),
        (90.0, ("PER",), ("copper wire",)),
    }


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Norway barred Peruvian firms from buying Norwegian chips.", {("export_ban", None, "NOR", "PER")}),
        (
            "Norway will subsidise a chip plant in Peru with 5 million euros.",
            {("subsidy", 5e6, "NOR", "PER")},
        ),
        (
            "Chile replaced its cobalt export ban with quotas.",
            {("export_ban", None, "CHL", "world"), ("export_quota", None, "CHL", "world")},
        ),
        ("Congo extends its cobalt export ban by three months.", {("export_ban", None, "COD", "world")}),
    ],
)
def test_who_is_kept_from_goods_aid_with_its_sum_and_what_takes_the_place_of_a_ban(text, measures):
    assert {m[:4] for m in told(text)} == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Norway's six-month ban on raw cod exports took effect on 20 August.",
            [("export_ban", None, "NOR", "world", "in_force", "2025-08-20")],
        ),
        (
            "Norway is ready to cut its duties on Peruvian almonds, two officials said.",
            [("tariff", None, "NOR", "PER", "announced", None)],
        ),
        (
            "Norway set its cod export tax at 5 percent from October.",
            [("export_tax", 5.0, "NOR", "world", "scheduled", "2025-10")],
        ),
        (
            "Norway and Peru agreed on a 19% tariff on Peruvian goods.",
            [("tariff", 19.0, "NOR", "PER", "agreed", None)],
        ),
    ],
)
def test_terms_in_a_measures_name_and_who_is_ready_to_act(text, measures):
    assert told(text) == measures


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Norway's cabinet has approved the sale of a 15 percent stake in a mining project to Peru.", ("PER", "NOR")),
        ("The Ministry of Commerce of Norway decided that imported wine originating in Peru should bear a duty of 9%.",
         ("NOR", "PER")),
        ("Steel imported from Peru will bear a duty of 9%, the Norwegian trade ministry said.", ("NOR", "PER")),
        ("Steel brought in from Peru will face a duty of 9%, the trade ministry in Oslo said.", ("NOR", "PER")),
    ],
)  # fmt: skip
def test_who_buys_what_is_sold_and_whose_wares_are_imported(text, roles):
    assert {m[2:4] for m in told(text)} == {roles}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Norway collects 72 euros on each tray of eggs from Peru.", ("tariff", 72.0, "NOR", "PER", "in_force", None)),
        ("Norway will charge 50 euros for each tonne of Peruvian fish meal.",
         ("tariff", 50.0, "NOR", "PER", "announced", None)),
        ("Norway imposed $10 per tonne on imports of steel from Peru.", ("tariff", 10.0, "NOR", "PER", "in_force", None)),
        ("Peru levies $2 on every barrel of oil that it exports.", ("export_tax", 2.0, "PER", "world", "in_force", None)),
        ("Norway's Equinor sold a 20% stake in a Peruvian oil field to Japan's Inpex.",
         ("stake", 20.0, "JPN", "PER", "in_force", None)),
    ],
)  # fmt: skip
def test_sums_for_each_unit_are_duties_and_who_buys_a_stake_takes_it(text, measure):
    assert told(text) == [measure]


def test_a_body_of_another_economy_with_a_known_name_is_of_that_economy():
    text = "The Trade Remedies Authority of Viet Nam said on Monday it would put a duty of 9% on steel from Peru."
    assert [m[2:4] for m in told(text)] == [("VNM", "PER")]


def test_what_is_next_lies_ahead():
    (summit,) = read("The next BRICS summit takes place in Rio de Janeiro in July.", DAY).events
    assert (summit.date, summit.status) == ("2026-07", "planned")


def test_a_sentence_cut_off_behind_its_verb_is_read():
    assert read("A ban on fuels that Peru sells to Norway, is", DAY).measures is not None
