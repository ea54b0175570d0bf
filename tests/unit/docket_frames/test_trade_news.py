"""Kinds of sentence of trade news: ranges of two sellers, markets told alone, countries gone back to, rules to come."""

import pytest

from accord.docket import read

DAY = "2026-02-10"


def told(text, *slots):
    return [tuple(getattr(m, s) for s in slots) for m in read(text, DAY).measures]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (
            "Turkey set duties of between zero and 37 percent for Chilean firms and zero and 15.5 percent for Thai firms.",
            [("CHL", 37), ("THA", 15.5)],
        ),
        (
            "Oman set duties of between 5 percent and 12.5 percent for Thai firms and 15 percent and 20 percent for Kenyan firms.",
            [("THA", 12.5), ("KEN", 20)],
        ),
        (
            "The duties range from zero to 25.8 percent for Thai firms and from zero to 9.9 percent for Kenyan firms, Ankara said.",
            [("THA", 25.8), ("KEN", 9.9)],
        ),
    ],
)
def test_a_second_range_goes_on_from_the_first(text, rates):
    assert told(text, "target", "value") == [((code,), rate) for code, rate in rates]


def test_a_numeral_in_letters_counts_things_and_is_no_rate_before():
    text = "Peru raised its duties on tiles. In some cases they went from 10.8% to 12%, in the other two from 14.4% to 16%."
    assert told(text, "previous_value", "value")[-2:] == [(10.8, 12), (14.4, 16)]


@pytest.mark.parametrize(
    ("text", "who", "hit"),
    [
        (
            "Under the new rules, shoes and toys will be subject to a 20 percent duty in Kenya.",
            "KEN",
            "world",
        ),
        ("Used cars now attract a 35 percent levy in Oman.", "OMN", "world"),
        ("Peruvian gloves had been hit by a duty of 9% in Oman.", "OMN", "PER"),
        (
            "Norway on Friday put a 20% duty on tea. It will lift the total import duty on tea to 27% as it also pays Norway's Farm Cess.",
            "NOR",
            "world",
        ),
    ],
)
def test_where_a_duty_holds_says_who_charges_it(text, who, hit):
    assert told(text, "imposing", "target")[-1] == ((who,), (hit,))


@pytest.mark.parametrize(
    ("text", "hit", "goods"),
    [
        (
            "Oman put duties on flat steel from Peru and Kenya. Duties of 12 percent will apply to imports of the subject merchandise from the alleged countries.",
            ("PER", "KEN"),
            ("flat steel",),
        ),
        (
            "Oman put duties on polyester yarn from Peru and Kenya. Imports from these countries will be charged 12 percent.",
            ("PER", "KEN"),
            ("polyester yarn",),
        ),
        (
            "Oman put duties on tiles from Peru. A duty of 9 percent will apply to imports from all countries.",
            ("world",),
            (),
        ),
        (
            "Oman approved duties on goods from Peru and Kenya. Under the new rules, products such as tyres and shoes will be subject to duties of 40 percent.",
            ("PER", "KEN"),
            ("tyres", "shoes"),
        ),
    ],
)
def test_countries_and_goods_that_a_later_sentence_goes_back_to(text, hit, goods):
    assert told(text, "target", "goods")[-1] == (hit, goods)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya's 25% duty on tyres will be effective for 12 months.", "announced"),
        ("Imports above the quota will be subject to a 25% duty in Kenya.", "announced"),
        ("Supplies exceeding the quota will be subject to a 25% duty in Kenya.", "announced"),
        ("Kenya's 25% duty on tyres has been effective since May 2025.", "in_force"),
    ],
)
def test_what_will_hold_is_not_in_force(text, status):
    assert told(text, "value", "status_norm") == [(25, status)]


@pytest.mark.parametrize(
    "text",
    [
        "Firms in Chile use new codes to dodge anti-dumping duties and quotas.",
        "Traders route sugar through Benin to evade import bans.",
    ],
)
def test_what_somebody_gets_round_is_no_new_measure(text):
    assert not told(text, "lever")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway on Friday took the 9% duty off Kenyan tea.", [("NOR", "KEN", 0, "ended")]),
        ("The dispute has seen Peru raising tariffs on Chilean wine.", [("PER", "CHL", None, "in_force")]),
        (
            "A 9% tariff on U.S. imports of furniture starts on March 1, Washington said.",
            [("USA", "world", 9, "scheduled")],
        ),
        ("Canada imposed a 9% tariff on U.S. imports.", [("CAN", "USA", 9, "in_force")]),
        (
            "Oman imposed definitive duties on Omani imports of tyres from Peru.",
            [("OMN", "PER", None, "in_force")],
        ),
        ("President Trump announced a 9% tariff Monday targeting Peru.", [("USA", "PER", 9, "announced")]),
        (
            "Trade shrank as Peru's trade minister, Ana Diaz, announced a 9% duty on Chilean wine.",
            [("PER", "CHL", 9, "announced")],
        ),
        (
            "A 9% tariff on copper, a metal used in wires, will take effect soon, Peru said.",
            [("PER", "world", 9, "announced")],
        ),
        ("Kenya cut its output despite the 9% duty in Oman.", [("OMN", "KEN", 9, "in_force")]),
    ],
)
def test_who_does_what_to_whom(text, found):
    assert [
        (a[0], t[0], v, s) for a, t, v, s in told(text, "imposing", "target", "value", "status_norm")
    ] == found


@pytest.mark.parametrize(
    "text",
    [
        "Coffee prices there have risen as much as 40% this year, partly because of the tariffs.",
        "Shipments to the United States have dropped 30% since the duty.",
        "The decision to add duties to imported tea will hurt Kenyan drinkers.",
    ],
)
def test_what_a_duty_does_to_trade_is_no_rate(text):
    found = told(f"Peru faces a 9% U.S. duty.\n\n{text}", "lever", "value", "imposing")
    assert [f for f in found if f[1] is not None or f[0] != "tariff"] == [("tariff", 9, ("USA",))]


def test_an_average_of_years_past_dates_nothing():
    text = "Oman will put a 25% duty on tyres whose imports rose compared to the 2020-2022 average."
    assert told(text, "value", "effective_date", "end_date") == [(25, None, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Oman's duty on apples dropped from 70 percent to 50 percent on Monday.",
            [(50, 70, "in_force", "2026-02-09")],
        ),
        ("Oman dropped its 20 percent duty on apples.", [(0, 20, "ended", None)]),
        (
            "Oman announced raising its customs tax on cars from 10 to 20 percent.",
            [(20, 10, "announced", None)],
        ),
        (
            "Monday's proclamation sets the start of Oman's tea duties two weeks later, on March 14.",
            [(None, None, "scheduled", "2026-03-14")],
        ),
        (
            "Oman raised its duty on tea to 9 percent. The order applies to goods entered on or after 3 July.",
            [(9, None, "scheduled", "2026-07-03")],
        ),
        (
            "Oman decided on a duty of 40% on cars from Peru. In 2023, Oman had imposed a duty on vans from Peru.",
            [(40, None, "announced", None)],
        ),
        (
            "As set out in Regulation (EU) 2024/1866 of 3 July 2024, Oman's duties are set at 9% on tea.",
            [(9, None, "in_force", None)],
        ),
    ],
)
def test_states_and_days_of_trade_news(text, found):
    assert told(text, "value", "previous_value", "status_norm", "effective_date")[:1] == found


def test_wares_in_front_and_rates_behind():
    text = "Oman cut its duties. For dates, the import duty has been cut from 25 percent to 15 percent."
    assert told(text, "goods", "value")[-1] == (("dates",), 15)
    text = "Oman's duties on tyres will vary; 7 percent for Peruvian firms and 9 percent for Kenyan firms."
    assert told(text, "target", "value") == [(("PER",), 7), (("KEN",), 9)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oman cut its 25% duty on tea.", [("tariff", None, 25, "in_force")]),
        ("Oman imposed its 25% duty on tea.", [("tariff", 25, None, "in_force")]),
        (
            "Oman plans to cut its duty on tea to 5 percent while raising that on rice to 9 percent.",
            [("tariff", 5, None, "announced"), ("tariff", 9, None, "announced")],
        ),
        (
            "Oman cut its duty on tea to 5 percent while raising that on rice to 9 percent.",
            [("tariff", 5, None, "in_force"), ("tariff", 9, None, "in_force")],
        ),
        ("Oman will eliminate import tariffs on tea.", [("tariff", 0, None, "announced")]),
        (
            "Oman opened duty-free bilateral quotas for Peru on 500 tonnes of beef and 1,500 tonnes of lamb.",
            [("tariff_quota", 500, None, "in_force"), ("tariff_quota", 1500, None, "in_force")],
        ),
    ],
)
def test_rates_and_shares_that_are_no_new_rate(text, found):
    assert [
        f for f in told(text, "lever", "value", "previous_value", "status_norm") if f[3] != "ruled_out"
    ] == found


@pytest.mark.parametrize(
    ("text", "who", "hit"),
    [
        ("Peru hailed its deal with Oman. It will also get a new 9,000 tonne quota of beef.", (), "PER"),
        (
            "Oman will open a tariff-rate quota on steel for countries with which it has pacts, excluding Kenya.",
            ("OMN",),
            "world",
        ),
        ("On average, tariffs on rice rose to 9 percent in Oman.", ("OMN",), "world"),
    ],
)
def test_who_gets_a_quota_and_who_is_left_out(text, who, hit):
    found = told(text, "imposing", "target")[-1]
    assert found[1] == (hit,)
    assert not who or found[0] == who


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Peru hit Kenya with duties. It put a 9 percent duty on its partner in response to its purchases of Iranian oil.",
            ("tariff", "PER", "KEN", 9),
        ),
        (
            "The Omani Trade and Industry Ministry is imposing duties on steel from Peru and Kenya.",
            ("tariff", "OMN", "PER", None),
        ),
        (
            "Peru wants to settle tariffs imposed by Oman on lobster and beef exports.",
            ("tariff", "OMN", "PER", None),
        ),
        ("Oman will eliminate 100% of import tariffs on shoes from Peru.", ("tariff", "OMN", "PER", 0)),
        (
            "The deals maintain Omani tariffs announced earlier \u2014 19% for Peru and Kenya, and 20% for Chile.",
            ("tariff", "OMN", "CHL", 20),
        ),
        ("Oman raised its levy on lime exports to 9 percent.", ("export_tax", "OMN", "world", 9)),
    ],
)
def test_roles_that_a_near_name_does_not_take(text, found):
    lever, who, hit, value = told(text, "lever", "imposing", "target", "value")[-1]
    assert (lever, who[0], hit[0], value) == found
