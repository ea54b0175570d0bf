"""Whose act a measure is, where a noun or another clause tells it; what holds today beside what a deal gives."""

import pytest

from accord.docket import read

DAY = "2026-02-10"


def told(text):
    docket = read(text, DAY)
    return sorted(
        f"{m.lever} {'-' if m.value is None else f'{m.value:g}'} {','.join(m.imposing) or '?'}>{','.join(m.target) or '?'} "
        f"{m.status_norm} {m.effective_date or ''}".strip()
        for m in (*docket.measures, *docket.ruled_out)
    )


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Reacting to Norway's announcement of 100% tariffs and new export restrictions, the Chilean spokesperson called for talks.",
            ["export_control - NOR>CHL announced", "tariff 100 NOR>CHL announced"],
        ),
        (
            "Answering the United States' announcement of 30% tariffs, the Chilean ministry asked for calm.",
            ["tariff 30 USA>CHL announced"],
        ),
        (
            "A spokesperson for Chile's Ministry of Commerce defended the country's decision to impose export controls on lithium.",
            ["export_control - CHL>world announced"],
        ),
        (
            "Chile wanted to be spared the carbon border tax that Norway will start charging on steel in January 2027.",
            ["tariff - NOR>CHL scheduled 2027-01"],
        ),
        (
            "The Norwegian government said Kupfer, linked to Oro, Russia's largest gold miner, was blacklisted for smuggling.",
            ["sanction - NOR>RUS in_force"],
        ),
        (
            "Norway will charge all countries other than Kenya 12 percent on flowers.",
            ["tariff 12 NOR>world announced"],
        ),
        (
            "Norway will charge Chile and Peru duties of 8 percent and 12 percent, respectively.",
            ["tariff 12 NOR>PER announced", "tariff 8 NOR>CHL announced"],
        ),
        (
            "Norway may impose a duty of 25 percent on goods that are products of any country that buys oil from Chile.",
            ["tariff 25 NOR>world threatened"],
        ),
        (
            "For products of Chile, Peru or Kenya, Norway's duty shall be no higher than 9 percent.",
            ["tariff 9 NOR>CHL,PER,KEN announced"],
        ),
    ],
)
def test_who_charges_whom_is_read_from_whose_act_it_is(text, measures):
    assert told(text) == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            'The Chilean minister says the government should "answer with strength" and impose tariffs on salmon from Norway.',
            ["tariff - CHL>NOR proposed"],
        ),
        (
            "Norway should scrap its 12 percent tariff on salmon from Chile, the Chilean minister said.",
            ["tariff 12 NOR>CHL in_force"],
        ),
        (
            "Norway agreed to remove its 25% tariff on goods from Chile. Accordingly, the Norwegian premier signed an order last "
            "Friday removing that 25% tariff.",
            ["tariff 0 NOR>CHL ended"],
        ),
        (
            "To deal with that threat, Norway determined that it was necessary to impose a duty of 25 percent on articles of Chile.",
            ["tariff 25 NOR>CHL announced"],
        ),
        (
            "Chile has committed to stop directly or indirectly importing Russian oil.",
            ["purchase_stop - CHL>RUS agreed"],
        ),
        ("Chile called for a 5% duty on cheese from Norway.", ["tariff 5 CHL>NOR proposed"]),
        ("Chile called for talks on the 5% duty on cheese from Norway.", ["tariff 5 CHL>NOR in_force"]),
        (
            "Norway let its 9% duty on rubber from Chile lapse in May 2025.",
            ["tariff 0 NOR>CHL ended 2025-05"],
        ),
        (
            "Norway will ban imports of Russian gas from 2027 for short-term contracts and from 2028 for long-term contracts.",
            ["import_ban - NOR>RUS scheduled 2027", "import_ban - NOR>RUS scheduled 2028"],
        ),
        (
            "Norway will from 10 March stop collecting the duty of 10 percent on chicken from Chile.",
            ["tariff 0 NOR>CHL scheduled 2026-03-10"],
        ),
        (
            "Norway raised its duty on steel from Chile to 50% from 25%. The decision took effect at 12:01 a.m. on Wednesday.",
            ["tariff 50 NOR>CHL in_force 2026-02-04"],
        ),
    ],
)
def test_the_state_of_a_measure_is_that_of_the_act_told_last(text, measures):
    assert told(text) == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Norway will grant zero-duty access to goods from Chile under the deal. The average tariff at present is 2.2%; "
            "textiles and ceramics attract up to 10%.",
            ["tariff 0 NOR>CHL agreed"],
        ),
        (
            "India will let in apples at a duty of 25% and subject to a minimum import price of $1.25 per kg.",
            ["minimum_price 1.25 IND>world announced", "tariff 25 IND>world announced"],
        ),
        (
            "The offer of Chile to Norway includes an end to the duty on Norwegian chicken within a quota of 72,000 tonnes.",
            ["tariff_quota 72000 CHL>NOR proposed"],
        ),
        (
            "10 percent tariff rate: The Norwegian Trade Ministry shall impose a tariff of 10 percent on goods of Chile and Peru.",
            ["tariff 10 NOR>CHL,PER announced"],
        ),
        (
            "Duties on frozen chicken originating in or imported from Brazil, Denmark and Spain have been reinstated, Kenya said.",
            ["tariff - KEN>BRA,DNK,ESP in_force"],
        ),
    ],
)
def test_each_figure_belongs_to_what_it_is_said_of(text, measures):
    assert told(text) == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "The Dutch government seized control of the Chinese-owned chipmaker Nexil on Monday.",
            ["other - NLD>CHN in_force 2026-02-09"],
        ),
        (
            "The Dutch government is suspending its intervention in the manufacturer Nexil, a subsidiary of the Chinese company Wing.",
            ["other - NLD>CHN paused"],
        ),
        (
            "Norway nationalised the Chilean copper miner Nordmet on Monday.",
            ["other - NOR>CHL in_force 2026-02-09"],
        ),
        (
            "Norway placed the Chilean-owned smelter Nordmet under state administration on Monday.",
            ["other - NOR>CHL in_force 2026-02-09"],
        ),
        (
            "Norway is buying $400 million of preferred stock of the Chilean miner Nordmet.",
            ["stake 4e+08 NOR>CHL announced"],
        ),
        (
            "Norway bought a 10 percent share in the Chilean miner Nordmet for $200 million.",
            ["stake 10 NOR>CHL in_force"],
        ),
        ("Norway seized a shipment of Chilean cigarettes on Monday.", []),
        ("Trade with Chile took over the news in Norway.", []),
    ],
)
def test_what_a_government_does_with_a_company(text, measures):
    assert told(text) == measures


@pytest.mark.parametrize(
    "text",
    [
        "Firms with mines in Chile include Prospero Resources, Arcana Minerals and Askar Metals. Metals are dear.",
        "Order 12 of Chile (Blocking Property and Taking Certain Other Actions) took certain steps, the ministry said.",
        "Further, the trade representative of Chile has advised the president on duties.",
        "Rules of Chile (Adjusting Imports of Automobiles and Automobile Parts Into Chile) hold. Into it all goes.",
    ],
)
def test_names_of_firms_and_titles_of_orders_are_no_persons(text):
    assert read(text, DAY).participants == ()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "OPEC and allies including Russia have agreed to raise output by 648,000 barrels per day in July.",
            ("agreement", "2026-02-10"),
        ),
        (
            "The deals helped the trade deal that Norway is due to sign with Chile on 19 February.",
            ("agreement", "2026-02-19"),
        ),
        (
            "Ministers of the 12-nation CPTPP wrapped up a day of talks in Melbourne on Friday.",
            ("meeting", "2026-02-06"),
        ),
        (
            "The Norwegian president also sent tariff letters to Chile and Peru informing them of new rates.",
            ("tariff_change", "2026-02-10"),
        ),
    ],
)
def test_what_happened_is_dated_by_its_own_words(text, event):
    assert event in [(e.type, e.date) for e in read(text, DAY).events]


@pytest.mark.parametrize(
    ("text", "groupings"),
    [
        (
            "The members of the Minerals Security Partnership on Monday launched the group's Metal Network in Lima.",
            ("Minerals Security Partnership Metal Network", "launch"),
        ),
        (
            "Britain signed the treaty on its accession to CPTPP on Monday. Peru was there. To date, it includes Chile, Japan and Peru.",
            ("CPTPP", "member"),
        ),
    ],
)
def test_bodies_of_a_grouping_and_who_is_in_it(text, groupings):
    assert groupings in [(a.name, a.action) for a in read(text, DAY).alliances]


def test_a_grouping_in_the_name_of_a_private_body_is_none():
    assert read("The Chile-ASEAN Business Council gave the figure on Monday for Chile.", DAY).alliances == ()


@pytest.mark.parametrize(
    "text",
    [
        "The Chilean president is to host that meeting in Lima, Peru later on Tuesday.",
        "The minister said that the terms would appear on the ministry's website later in the day.",
        "Norway and Chile are due to sign the trade deal on 10 February.",
    ],
)
def test_what_is_still_to_come_today_is_a_next_step(text):
    assert [s.date for s in read(text, DAY).next_steps] == [DAY]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Exporters in Chile are bracing for a 25 percent tariff from Norway.",
            ["tariff 25 NOR>CHL in_force"],
        ),
        (
            "In retaliation for Norway's 25 percent tariffs on copper, Chile will charge 12 percent on salmon.",
            ["tariff 12 CHL>NOR announced", "tariff 25 NOR>CHL in_force"],
        ),
    ],
)
def test_an_answer_goes_the_other_way(text, measures):
    assert told(text) == measures
