"""Which question on oil, gas, reactors and purchases a report asks; the reports are short and our own."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.assess.mentions import named, owners, sellers
from accord.assess.nuclear.kind import KIND as NUCLEAR
from accord.assess.nuclear.plans import plan_of
from accord.assess.nuclear.read import Asked as Programme
from accord.assess.oil.found import find
from accord.assess.oil.heard import fuels_of
from accord.assess.oil.kind import KIND as OIL
from accord.assess.oil.output import output_change
from accord.assess.oil.read import DUTIES_OVER_OIL, Asked, cap_level
from accord.assess.purchase.kind import KIND as PURCHASE
from accord.assess.purchase.read import Asked as Pledge
from accord.assess.purchase.read import is_energy
from accord.assess.tariff.kind import KIND as TARIFF
from accord.core.errors import InputError
from accord.docket.items import Docket
from accord.docket.read import read
from accord.energy.answers.markets import output
from accord.energy.answers.newbuild import Plan, new_build
from accord.page.blocks import figures, plain_words
from accord.study.energy.fueltrade import fuel_trade, members
from accord.study.energy.oil import market

REPORTS = {
    "uk-rosneft": (
        "UK sanctions Rosneft",
        "2025-10-16",
        "LONDON - Britain on Wednesday imposed sanctions on the Russian oil company Rosneft and on 40 "
        "tankers that carry its crude. The Treasury said the measures would cut what Moscow earns from "
        "oil. Two Chinese oil terminals were listed too.",
    ),
    "eu-cap": (
        "EU lowers oil price cap",
        "2025-09-03",
        "BRUSSELS - The European Union lowered its price cap on Russian crude oil to $47.60 a barrel "
        "from $60 on Wednesday. The cap is part of the bloc's 18th sanctions package.",
    ),
    "iran-buyers": (
        "US hits buyers of Iranian oil",
        "2025-08-22",
        "WASHINGTON - The United States imposed sanctions on Thursday on two Chinese terminals that "
        "bought Iranian oil. The Treasury said China takes most of Iran's crude exports.",
    ),
    "india-russia": (
        "Modi and Putin meet",
        "2025-12-05",
        "NEW DELHI - Prime Minister Narendra Modi met President Vladimir Putin on Friday. Russia is "
        "ready to keep supplying crude oil to India, Putin said. India has bought Russian oil at a "
        "discount since 2022. The two agreed on a programme for trade until 2030.",
    ),
    "venezuela": (
        "US to tax buyers of Venezuelan oil",
        "2025-03-25",
        "WASHINGTON - The United States will charge a 25% tariff on goods from countries importing "
        "Venezuelan oil, President Donald Trump said on Monday. The tariff takes effect on April 2.",
    ),
    "eu-lng": (
        "EU bans Russian LNG",
        "2025-10-23",
        "BRUSSELS - The European Union adopted its 19th package of sanctions on Thursday, which bans "
        "imports of Russian liquefied natural gas from January 2027. Short-term contracts end after six "
        "months.",
    ),
    "us-phl-123": (
        "US and Philippines sign nuclear pact",
        "2023-11-17",
        "SAN FRANCISCO - The United States and the Philippines signed a civil nuclear cooperation "
        "agreement, a so-called 123 agreement, on Friday. The Philippines plans to have nuclear power in"
        " its energy mix by 2032.",
    ),
    "kaz": (
        "Kazakhstan picks Rosatom",
        "2025-06-14",
        "ASTANA - Kazakhstan chose Russia's Rosatom to lead the building of its first nuclear power "
        "plant. The nuclear plant will have two reactors near Lake Balkhash.",
    ),
    "hun": (
        "US and Hungary agree on reactors",
        "2025-11-08",
        "WASHINGTON - Hungary will buy nuclear fuel from the American company Westinghouse for the Paks "
        "nuclear power plant, the two governments said on Friday. They also agreed to cooperate on small"
        " modular reactors.",
    ),
    "shanti": (
        "India opens nuclear power to private firms",
        "2025-12-18",
        "NEW DELHI - India's parliament passed the SHANTI Bill on Thursday, which lets private companies"
        " build nuclear power plants and changes the nuclear liability law. The government wants 100 GW "
        "of nuclear power by 2047.",
    ),
    "japan": (
        "Japan restarts reactor",
        "2025-12-23",
        "TOKYO - The governor of Niigata approved the restart of a nuclear reactor at Kashiwazaki-Kariwa"
        " on Monday. Japan wants nuclear power to make a fifth of its electricity by 2040.",
    ),
    "opec": (
        "OPEC+ raises output",
        "2025-09-08",
        "VIENNA - OPEC+ agreed on Sunday to raise its oil output by 137,000 barrels a day from October. "
        "Saudi Arabia, Russia and six others decided in an online meeting. Saudi oil output will rise "
        "most.",
    ),
    "us-ind-500": (
        "US and India reach trade deal",
        "2026-02-07",
        "WASHINGTON - The United States and India agreed on an interim trade deal on Friday. India "
        "intends to buy $500 billion of U.S. energy, aircraft and technology over five years. The United"
        " States will cut its tariff on Indian goods to 18%, and India commits to stop buying Russian "
        "oil.",
    ),
    "pipeline": (
        "Russia and China sign gas deal",
        "2025-09-03",
        "BEIJING - Russia and China signed a memorandum on Tuesday to build the Power of Siberia 2 "
        "pipeline. It would carry 50 billion cubic metres of natural gas a year from Russia to China for"
        " 30 years.",
    ),
    "hormuz": (
        "Hormuz closes",
        "2026-03-02",
        "DUBAI - Tankers stopped passing the Strait of Hormuz on Monday after Iran declared it closed. A"
        " fifth of the world's oil passes the strait. Oil prices rose by 10%.",
    ),
    "cap-g7-not-oil": (
        "Australia caps gas price",
        "2022-12-16",
        "CANBERRA - Australia's parliament passed a price cap of 12 Australian dollars a gigajoule on "
        "natural gas on Thursday.",
    ),
    "palm": (
        "Indonesia lifts palm oil levy",
        "2025-05-17",
        "JAKARTA - Indonesia raised its export levy on crude palm oil to 10% on Saturday. The oil is "
        "used in biodiesel.",
    ),
    "duty-50": (
        "US doubles India tariff",
        "2025-08-06",
        "WASHINGTON - The United States imposed an additional 25% tariff on goods from India on "
        "Wednesday over its purchases of Russian oil. The tariff takes effect on August 27.",
    ),
    "jpn-us": (
        "Japan pledges LNG purchases",
        "2025-09-05",
        "TOKYO - Japan will buy $7 billion of U.S. energy a year, among it liquefied natural gas from "
        "Alaska, under a deal with the United States signed on Thursday.",
    ),
    "turkiye": (
        "Turkey cuts Russian oil",
        "2025-10-30",
        "ISTANBUL - Turkey's largest refiners are buying less Russian crude oil after sanctions of the "
        "United States on Rosneft, traders said. Turkey buys oil from Iraq and Kazakhstan instead.",
    ),
    "weapons": (
        "Iran nuclear programme",
        "2025-06-20",
        "GENEVA - European ministers met Iran's foreign minister on Friday over its nuclear programme. "
        "The United States struck nuclear enrichment sites. No deal was reached on nuclear cooperation.",
    ),
    "waiver": (
        "US lets India take Russian oil",
        "2026-03-06",
        "WASHINGTON - The United States issued a licence on Thursday that lets India buy Russian oil "
        "that is already at sea. The waiver runs for 30 days. The Treasury said the war with Iran had "
        "cut supply.",
    ),
    "ukraine-fuel": (
        "EU mulls ban on Russian nuclear fuel",
        "2025-06-18",
        "BRUSSELS - The European Commission proposed a duty on imports of enriched uranium from Russia "
        "on Tuesday. Hungary and Slovakia run reactors on Russian nuclear fuel.",
    ),
    "turkey-lng": (
        "Turkey signs for American gas",
        "2025-09-26",
        "ANKARA - Turkey will buy 4 billion cubic metres of liquefied natural gas a year from the United States for "
        "20 years, its energy minister said on Thursday. Washington urged Turkey to stop buying Russian oil.",
    ),
    "buyers-of-russian": (
        "US threatens duty on buyers of Russian oil",
        "2025-07-15",
        "WASHINGTON - The United States will impose secondary tariffs of 100 per cent on countries that buy Russian "
        "oil, President Donald Trump said on Monday. China, India and Turkey buy most Russian crude.",
    ),
    "transit": (
        "Ukraine lets gas transit run out",
        "2025-01-02",
        "KYIV - Ukraine stopped the transit of Russian gas on Wednesday as a contract with Gazprom ended. "
        "Slovakia was the main customer and threatened to answer.",
    ),
    "eu-pledge": (
        "EU to buy American energy",
        "2025-07-28",
        "BRUSSELS - The European Union will purchase $750 billion of American oil, gas and nuclear fuel over three "
        "years under a deal with the United States, the Commission said on Sunday.",
    ),
    "hungary-waiver": (
        "US exempts Hungary",
        "2025-11-08",
        "WASHINGTON - The United States granted Hungary a one-year exemption from sanctions on Russian "
        "oil and gas on Friday.",
    ),
}


def _answered(kind, name):
    asked = kind.read(held(name), Desk())
    return asked, kind.assess(asked, Desk()), held(name)


@cache
def held(name: str) -> Docket:
    title, day, text = REPORTS[name]
    return read(text, date=day, title=title)


OIL_ASKED = {
    "uk-rosneft": ("RUS", "crude oil", None),
    "eu-cap": ("RUS", "crude oil", None),
    "iran-buyers": ("IRN", "crude oil", "CHN"),
    "india-russia": ("RUS", "crude oil", "IND"),
    "venezuela": ("VEN", "crude oil", None),
    "eu-lng": ("RUS", "LNG", None),
    "us-ind-500": ("RUS", "crude oil", "IND"),
    "pipeline": ("RUS", "pipeline gas", None),
    "duty-50": ("RUS", "crude oil", "IND"),
    "jpn-us": ("USA", "LNG", "JPN"),
    "turkiye": ("RUS", "crude oil", "TUR"),
    "waiver": ("RUS", "crude oil", "IND"),
    "hungary-waiver": ("RUS", "crude oil", None),
}


@pytest.mark.parametrize("name", OIL_ASKED)
def test_seller_fuel_and_buyer_are_those_the_report_names(name: str) -> None:
    asked = OIL.read(held(name), Desk())
    assert asked is not None
    assert not isinstance(asked, Refusal)
    assert (asked.seller, asked.fuel, asked.buyer) == OIL_ASKED[name]


@pytest.mark.parametrize(
    "name", ["us-phl-123", "kaz", "shanti", "palm", "cap-g7-not-oil", "weapons", "ukraine-fuel"]
)
def test_what_is_not_about_a_seller_of_fuel_asks_nothing_of_oil(name: str) -> None:
    assert OIL.read(held(name), Desk()) is None


def test_a_change_of_output_is_an_upper_end_and_without_barrels_refused() -> None:
    asked = OIL.read(held("opec"), Desk())
    assert isinstance(asked, Asked)
    assert (asked.output, asked.at) == (0.137, (0,))
    found = find(asked).output
    assert found is not None
    assert found.price < 0
    words = (
        "VIENNA - OPEC+ agreed on Sunday to change its output quotas in barrels. Saudi Arabia decides last."
    )
    kept = (
        "RIYADH - Eight members of OPEC+ agreed on Sunday to extend their cuts of 2.2 million barrels a day."
    )
    refused = OIL.read(read(kept, date="2024-11-04", title="OPEC+ extends cuts"), Desk())
    assert isinstance(refused, Refusal)
    assert "kept as it is" in refused.reason
    assert not isinstance(OIL.read(read(words, date="2025-09-08", title="OPEC+ meets"), Desk()), Asked)
    assert output_change("cut output by 1.2 million barrels a day") == -1.2
    assert output_change("raise output by 548,000 barrels per day") == 0.548
    assert output_change("raise production by 137 thousand barrels per day") == pytest.approx(0.137)
    assert (
        output_change("extend additional voluntary cuts of 2.2 million barrels per day until December")
        is None
    )
    assert output_change("unwind cuts of 2.2 mln barrels per day") == pytest.approx(2.2)
    assert output_change("additional cuts of 1.65 million b/d") == pytest.approx(-1.65)
    assert output_change("pump 9 million barrels a day") is None


def test_a_cap_is_read_in_dollars_a_barrel() -> None:
    asked = OIL.read(held("eu-cap"), Desk())
    assert asked is not None
    assert not isinstance(asked, Refusal)
    assert asked.cap == 47.6


OPENS = {
    "turkiye": ("Russia supplies 78 % of the crude oil that Turkey buys abroad", "Turkey took 7.7 %"),
    "waiver": ("Russia supplies 38 % of the crude oil that India buys abroad", "India took 39 %"),
    "hungary-waiver": (
        "Russia supplies 100 % of the crude oil that Hungary buys abroad",
        "Hungary took 1.9 %",
    ),
    "turkey-lng": ("The United States supplies 87 % of the LNG that Turkey buys abroad", "Turkey took 3.3 %"),
    "buyers-of-russian": (
        "China, India and Turkey take 93 % of Russia’s crude oil sold abroad",
        "China took 46 %",
    ),
    "eu-lng": (
        "The European Union takes 43 % of Russia’s LNG sold abroad",
        "the European Union’s members together took",
    ),
    "transit": ("Russia supplies 98 % of the pipeline gas that Slovakia buys abroad", "Slovakia took 11 %"),
    "uk-rosneft": ("Russia supplies 21 % of the crude oil that China buys abroad", "China took 46 %"),
}
"""Headline, and whom the first sentence on sales names first."""


@pytest.mark.parametrize("name", OPENS)
def test_a_page_opens_with_the_buyer_that_the_report_is_about(name: str) -> None:
    asked = OIL.read(held(name), Desk())
    assert isinstance(asked, Asked)
    page = OIL.page(asked, find(replace(asked, risk=False, halt=None)), held(name))
    title, first = OPENS[name]
    assert plain_words(page.title, answer=True) == title
    assert f", {first}" in plain_words(page.lead[0], answer=True)


def test_a_purchase_is_held_against_what_both_sides_trade_and_a_stop_beside_it_is_answered() -> None:
    asked = OIL.read(held("turkey-lng"), Desk())
    assert isinstance(asked, Asked)
    assert asked.amount == (pytest.approx(4 * 0.735), True)
    assert asked.halt == ("TUR", "RUS")
    assert {held("turkey-lng").measures[at].lever for at in asked.at} == {"purchase", "purchase_stop"}
    found = find(asked)
    assert found.contract is not None
    assert found.contract.of_purchases > 100, "more than all that it bought by ship"
    assert found.stop is not None
    assert (found.stop.buyer, found.stop.supplier) == ("TUR", "RUS")


def test_a_pledge_has_the_page_where_a_sum_is_told() -> None:
    asked = OIL.read(held("eu-pledge"), Desk())
    assert isinstance(asked, Asked)
    assert asked.pledged
    assert ("USA", "pipeline gas") not in {(asked.seller, asked.fuel), *asked.also}, "none goes to the Union"
    page = OIL.page(asked, find(asked), held("eu-pledge"))
    assert not page.lead
    assert page.sections
    assert PURCHASE.page(*_answered(PURCHASE, "eu-pledge")).title


def test_small_buyers_that_hang_on_a_seller_are_told_so() -> None:
    words = (
        "BUDAPEST - Deliveries of Russian oil through the Druzhba pipeline to Hungary and Slovakia stopped on Friday "
        "after a strike, the two governments said."
    )
    docket = read(words, date="2025-08-22", title="Hungary and Slovakia protest")
    asked = OIL.read(docket, Desk())
    assert isinstance(asked, Asked)
    title = plain_words(OIL.page(asked, find(replace(asked, risk=False)), docket).title, answer=True)
    assert title == "Russia supplies 100 % of the crude oil that Hungary buys abroad and 88 % of Slovakia’s"


def test_a_pledge_over_years_and_a_half_is_told_a_year() -> None:
    words = (
        "SEOUL - South Korea will purchase $100 billion of liquefied natural gas and other energy from the United States "
        "over the next three and a half years, its minister said on Wednesday."
    )
    asked = PURCHASE.read(read(words, date="2025-07-31", title="Seoul to buy energy"), Desk())
    assert isinstance(asked, Pledge)
    assert asked.years == 3.5
    assert asked.a_year == pytest.approx(100 / 3.5)


def test_a_duty_on_whoever_buys_from_another_is_asked_of_nobody() -> None:
    for name in ("buyers-of-russian", "venezuela"):
        refused = TARIFF.read(held(name), Desk())
        assert isinstance(refused, Refusal)
        assert "whoever buys" in refused.reason


def test_a_closed_strait_is_asked_as_one() -> None:
    asked = OIL.read(held("hormuz"), Desk())
    assert asked is not None
    assert not isinstance(asked, Refusal)
    assert asked.strait
    assert asked.buyer is None


def test_the_duty_over_oil_is_weighed_only_while_it_stands() -> None:
    authors = {}
    for name in ("duty-50", "us-ind-500", "waiver", "india-russia"):
        asked = OIL.read(held(name), Desk())
        assert asked is not None
        assert not isinstance(asked, Refusal)
        authors[name] = asked.imposer
    assert authors == {"duty-50": "USA", "us-ind-500": "USA", "waiver": None, "india-russia": None}
    (duty,) = DUTIES_OVER_OIL
    assert duty.since < duty.until


def test_a_duty_beyond_any_scenario_is_named_and_not_weighed() -> None:
    text = (
        "WASHINGTON - The United States will impose a 500% tariff on goods from India over its purchases of Russian "
        "oil, a senator said on Monday. India bought more Russian oil in May."
    )
    asked = OIL.read(read(text, date="2025-12-01", title="Senator wants 500% tariff on India"), Desk())
    assert asked is not None
    assert not isinstance(asked, Refusal)
    assert asked.imposer is None
    if asked.buyer == "IND":
        assert any("500" in words for words in asked.unheld)


def test_nothing_later_than_the_report_is_used() -> None:
    for name in OIL_ASKED:
        asked = OIL.read(held(name), Desk())
        assert asked is not None
        assert not isinstance(asked, Refusal)
        assert asked.flows < asked.day.year
        assert asked.trade_year < asked.day.year


@pytest.mark.parametrize(
    ("name", "country", "partner"),
    [("hun", "HUN", "USA"), ("shanti", "IND", None), ("japan", "JPN", None)],
)
def test_the_reactors_are_those_of_who_runs_them(name: str, country: str, partner: str | None) -> None:
    asked = NUCLEAR.read(held(name), Desk())
    assert asked is not None
    assert not isinstance(asked, Refusal)
    assert (asked.country, asked.partner) == (country, partner)


def test_a_country_whose_first_reactors_are_being_built_has_a_page() -> None:
    words = (
        "ANKARA - Turkey and the United States signed a memorandum on civil nuclear cooperation on Thursday. Russia's "
        "Rosatom is building four VVER-1200 reactors at Akkuyu; the first is to start in 2026."
    )
    asked = NUCLEAR.read(read(words, date="2025-09-26", title="Turkey signs nuclear pact"), Desk())
    assert isinstance(asked, Programme)
    page = NUCLEAR.page(asked, NUCLEAR.assess(asked, Desk()), held("kaz"))
    assert "Turkey’s first reactors come to" in " ".join(plain_words(one) for one in page.lead)


def test_a_limit_that_the_seller_sets_on_uranium_is_the_buyers_loss() -> None:
    words = (
        "MOSCOW - Russia banned exports of enriched uranium to the United States on Friday, the government said. "
        "American reactors buy about a quarter of their enriched uranium from Russia."
    )
    asked = NUCLEAR.read(read(words, date="2024-11-15", title="Russia bans uranium exports"), Desk())
    assert isinstance(asked, Programme)
    assert (asked.country, asked.supplier, asked.stage, asked.at) == ("USA", "RUS", "enrichment", (0,))


def test_dates_of_a_plan_may_stand_in_the_sentence_after() -> None:
    words = (
        "PRAGUE - The Czech Republic signed with South Korea's KHNP on Wednesday to build two reactors at Dukovany. "
        "Building work should start in 2029 and the first unit is to be finished by 2036."
    )
    asked = NUCLEAR.read(read(words, date="2025-06-04", title="Prague signs for reactors"), Desk())
    assert isinstance(asked, Programme)
    assert asked.plan == Plan(None, 2, 2029, 2036)
    told = (
        "Four BWRX-300 reactors are built.",
        "Construction starts this year.",
        "It is to be connected to the grid by 2030.",
    )
    assert plan_of(told, 2025) == Plan("BWRX-300", 4, 2025, 2030)


@pytest.mark.parametrize(
    ("name", "words"),
    [("us-phl-123", "the Philippines"), ("ukraine-fuel", "Hungary and Slovakia")],
)
def test_a_country_without_reactors_and_an_open_one_are_refused_by_name(name: str, words: str) -> None:
    found = NUCLEAR.read(held(name), Desk())
    assert isinstance(found, Refusal)
    assert words in found.reason


@pytest.mark.parametrize("name", ["weapons", "uk-rosneft", "us-ind-500", "opec"])
def test_what_is_not_about_reactors_asks_nothing_of_them(name: str) -> None:
    assert NUCLEAR.read(held(name), Desk()) is None


def test_a_pledge_is_read_with_its_years() -> None:
    asked = PURCHASE.read(held("us-ind-500"), Desk())
    assert asked is not None
    assert not isinstance(asked, Refusal)
    assert (asked.buyer, asked.seller, asked.usd_bn, asked.years) == ("IND", "USA", 500.0, 5)


def test_a_pledge_of_any_pair_is_held_against_its_trade_and_one_of_no_energy_is_refused() -> None:
    asked = PURCHASE.read(held("jpn-us"), Desk())
    assert isinstance(asked, Pledge)
    assert (asked.buyer, asked.seller, asked.a_year, asked.total) == ("JPN", "USA", 7.0, None)
    trade = fuel_trade("JPN", "USA")
    for row in trade.rows:
        assert row.now <= min(row.bought, row.sold) + 1e-9
    text = (
        "NEW DELHI - India will buy $30 billion of American aircraft from the United States over five years."
    )
    planes = PURCHASE.read(read(text, date="2026-02-10", title="India buys aircraft"), Desk())
    assert planes is None or isinstance(planes, Refusal)


def test_a_sum_of_farm_goods_and_of_plant_fuels_is_no_pledge_of_energy() -> None:
    text = (
        "TOKYO - Japan will purchase $8 billion of U.S. goods from the United States, including corn, soybeans, "
        "bioethanol and sustainable aviation fuel, the White House said on Thursday."
    )
    found = PURCHASE.read(read(text, date="2025-09-05", title="Japan to buy American corn"), Desk())
    assert found is None or isinstance(found, Refusal)
    assert [is_energy(word) for word in ("sustainable aviation fuel", "farm products", "nuclear fuel")] == [
        False
    ] * 3
    assert [is_energy(word) for word in ("energy", "oil", "goods", "liquefied natural gas")] == [True] * 4


def test_the_union_buys_as_one_without_its_own_trade() -> None:
    union = fuel_trade("EU", "USA")
    alone = sum(fuel_trade(code, "USA").total("now") for code in members("EU", union.year))
    assert union.total("now") == pytest.approx(alone)
    assert union.total("bought") < sum(
        fuel_trade(code, "USA").total("bought") for code in members("EU", union.year)
    )


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("Russian seaborne crude", ("RUS",)),
        ("Russia's oil and gas", ("RUS",)),
        ("crude oil from Iraq", ("IRQ",)),
        ("oil and petroleum products of Russian Federation origin", ("RUS",)),
        ("Indian refiners bought cheap Russian oil", ("RUS",)),
        ("Malaysian palm oil", ()),
        ("Chinese buyers of oil", ()),
    ],
)
def test_whose_oil_words_speak_of(words: str, whose: tuple[str, ...]) -> None:
    assert sellers(words) == whose


def test_words_for_fuels_and_names() -> None:
    assert fuels_of("liquefied natural gas") == ("LNG",)
    assert fuels_of("a gas pipeline") == ("pipeline gas",)
    assert fuels_of("crude palm oil") == ()
    assert fuels_of("natural gas and oil") == ("pipeline gas", "LNG", "crude oil")
    assert fuels_of("natural gas", ("LNG",)) == ("LNG",)
    assert owners("Lukoil's refinery takes Urals") == (("RUS", "crude oil"),)
    assert named("Washington and New Delhi on Russian oil") == ("USA", "IND", "RUS")


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("1.2 million barrels a day from Iraq", ("IRQ",)),
        ("LNG cargoes from the United States", ("USA",)),
        ("Iran's four largest oil companies", ("IRN",)),
        ("Kuwait's imports of Dutch cheese and oil paintings", ()),
    ],
)
def test_a_seller_stands_behind_the_words_of_its_deliveries(words: str, whose: tuple[str, ...]) -> None:
    assert sellers(words) == whose


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Ministers cut the limit on Russian oil from $55 to $50 a barrel.", 50.0),
        ("The cap of 45 dollars a barrel on Russian oil stays.", 45.0),
        ("The ceiling on Russian crude rises from 40 dollars a barrel to 42.5 dollars.", 42.5),
        ("The cap on Russian crude was $60 a barrel and Urals sold at $52 a barrel.", None),
    ],
)
def test_the_level_of_a_cap_is_the_new_one_and_none_where_two_stand_alike(
    words: str, level: float | None
) -> None:
    assert cap_level(words) == level


@pytest.mark.parametrize(
    ("words", "plan"),
    [
        ("Four AP1000 reactors are planned, first concrete is due in 2029.", Plan("AP1000", 4, 2029, None)),
        (
            "The two VVER-1200 units should run by 2037; construction starts in 2027.",
            Plan("VVER-1200", 2, 2027, 2037),
        ),
        ("An EPR2 at Penly is to enter service in 2038.", Plan("EPR-1650", 1, None, 2038)),
        ("Twelve small modular reactors are foreseen.", Plan(None, 12, None, None)),
        ("Nuclear power is popular.", None),
    ],
)
def test_the_plan_of_new_reactors_is_what_words_tell(words: str, plan: Plan | None) -> None:
    assert plan_of((words,), 2026) == plan


def test_a_country_without_reactors_is_told_what_its_plan_would_bring() -> None:
    asked = NUCLEAR.read(held("kaz"), Desk())
    assert isinstance(asked, Programme)
    assert (asked.country, asked.partner, asked.fleet) == ("KAZ", "RUS", False)
    first, more = (
        new_build("KAZ", Plan("AP1000", 1, 2028, 2036)),
        new_build("KAZ", Plan("AP1000", 3, 2028, 2030)),
    )
    assert first.years[0] < first.years[1] < first.years[2]
    assert first.output
    assert more.output
    assert more.output.twh == pytest.approx(3 * first.output.twh)
    assert 0 < (more.odds or 0) < (first.odds or 0) < 1
    assert new_build("KAZ", Plan(None, 2, None, None)).output is None
    with pytest.raises(InputError, match="units"):
        new_build("KAZ", Plan("AP1000", 0, None, None))


def test_a_ban_on_enriched_uranium_is_the_buyers_loss() -> None:
    text = (
        "WASHINGTON - The United States banned imports of enriched uranium from Russia on Monday. Utilities that run "
        "American reactors may ask for waivers."
    )
    asked = NUCLEAR.read(read(text, date="2024-06-04", title="US bans Russian enriched uranium"), Desk())
    assert isinstance(asked, Programme)
    assert (asked.country, asked.supplier, asked.stage) == ("USA", "RUS", "enrichment")


def test_sanctions_on_a_seller_name_their_buyers_and_the_risk() -> None:
    asked = OIL.read(held("hungary-waiver"), Desk())
    assert isinstance(asked, Asked)
    assert asked.risk
    assert "HUN" in asked.spoken
    assert asked.also == (("RUS", "pipeline gas"),), "Hungary takes none of it by ship"
    found = find(asked)
    assert [row.buyer for row in found.named] == ["HUN"]
    assert found.named[0].of_purchases > 50
    assert found.risks[0].seller_loss < found.risks[1].seller_loss


def test_a_buyer_with_an_article_has_one_name_on_its_page() -> None:
    asked = OIL.read(held("venezuela"), Desk())
    assert isinstance(asked, Asked)
    found = find(asked)
    assert found.sales
    assert "USA" in [row.buyer for row in found.sales.buyers]
    assert figures(OIL.page(asked, found, held("venezuela")))


def test_more_output_lowers_the_price_and_less_raises_it() -> None:
    more, less = market(output(0.5)), market(output(-0.5))
    assert more.price < 0 < less.price
    assert max(more.certificate.residual, less.certificate.residual) < 1e-8
    with pytest.raises(InputError, match="output"):
        output(99.0)
