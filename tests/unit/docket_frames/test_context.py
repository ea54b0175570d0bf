"""Slots that a sentence leaves to the words before it: "the duties", a country a report is told from, its first sentences."""

import pytest

from accord.docket import read
from accord.docket import reading as rooms

DAY = "2026-06-03"


def told(text, day=DAY):
    docket = read(text, day)
    return {
        (m.lever, m.value, ",".join(m.imposing), ",".join(m.target), m.status_norm)
        for m in (*docket.measures, *docket.ruled_out)
    }


def goods(text, value):
    return next(m.goods for m in read(text, DAY).measures if m.value == value)


@pytest.mark.parametrize("again", ["The duties", "These tariffs"])
def test_goods_and_parties_of_a_measure_gone_back_to(again):
    text = (
        "Norway has offered Chilean makers of steel a way round the anti-dumping duties that it charges. "
        f"{again} stand at 17% for most mills and are due to run until 2029."
    )
    assert ("tariff", 17.0, "NOR", "CHL", "in_force") in told(text)
    assert goods(text, 17.0) == ("steel",)


def test_a_list_goes_on():
    text = "Norway charges a 20 percent duty on cheese from Chile. Salmon still faces 8 percent."
    assert {(v, t) for _, v, _, t, _ in told(text)} == {(20.0, "CHL"), (8.0, "CHL")}


@pytest.mark.parametrize("source", ["Peruvian newspaper", "a bulletin from Peru"])
def test_who_imposes_in_a_report_told_at_home(source):
    text = (
        f"SOURCE: {source}\nDATE: 2026-06-03\n\nImporters will pay a 12 percent duty on cheese from July 1."
    )
    measures = read(text).measures
    assert [(m.imposing, m.doubts[0].how) for m in measures] == [(("PER",), "told from")]


def test_a_country_is_no_author_of_what_others_let_out():
    text = "SOURCE: Peruvian newspaper\nDATE: 2026-06-03\n\nExports of copper from Chile to Peru still need an export licence."
    assert all(m.imposing != ("PER",) for m in read(text).measures)


def test_the_first_sentences_are_those_that_tell():
    text = "From: An office\n\nTo: all clients\n\nGood morning.\n\nNorway imposed a 12 percent duty on cheese from Chile. It is high."
    assert [m.main for m in read(text, DAY).measures] == [True]


@pytest.mark.parametrize("verb", ["retaliate", "answer"])
def test_what_will_not_be_done(verb):
    text = f"The prime minister said that Norway would not {verb} with duties on Chilean cheese."
    assert {s for *_, s in told(text)} == {"ruled_out"}


def test_a_denial_of_an_easing_keeps_the_ban():
    text = "Chile's mining minister denies that the export ban on copper will be relaxed."
    assert ("export_ban", None, "CHL", "world", "in_force") in told(text)


def test_a_floor_is_no_denial():
    text = (
        "SOURCE: Chilean newspaper\n\nUnder the decree, copper may not be exported for less than $3 per kilo."
    )
    assert ("minimum_price", 3.0, "CHL", "world", "in_force") in told(text)


def test_not_subject_to_a_duty_is_an_exemption():
    text = "Norway's government decided that certain cheeses shall not be subject to the additional duty."
    assert {(lever, v) for lever, v, *_ in told(text)} == {("tariff_exemption", 0.0)}


def test_whose_goods_come_in():
    text = "Norway and Chile struck a deal. Chilean goods will pay a 10 percent tariff in Norway, while Norwegian goods will come in at 3 percent."
    assert {(v, i, t) for _, v, i, t, _ in told(text)} == {(10.0, "NOR", "CHL"), (3.0, "CHL", "NOR")}


def test_a_range_of_rates():
    text = "Norway will levy anti-dumping duties on steel from Chile. The rates, which hold for five years, range from 12 to 19 percent."
    assert 19.0 in {v for _, v, *_ in told(text)}


def test_a_fixed_sum():
    text = "Norway imposed an anti-dumping duty on steel from Chile. It is a fixed sum: $284 a tonne for all mills."
    assert ("tariff", 284.0, "NOR", "CHL", "in_force") in told(text)


def test_bought_in_the_passive():
    text = "Chile and Norway met on Monday. Norwegian salmon for 600 million dollars is to be bought over five years."
    assert {(lever, v) for lever, v, *_ in told(text)} == {("purchase", 600e6)}


def test_what_an_authority_decides_is_an_event():
    text = "Norway's government decided on Tuesday on support for makers of batteries. It gave no sum."
    assert [(e.type, e.countries) for e in read(text, DAY).events] == [("regulatory_action", ("NOR",))]


def test_a_table_between_strokes():
    text = (
        "Chile's export duties\n\nChile lowered its export duties on Tuesday.\n\n"
        "Product / old / new (per cent)\nCopper / 26 / 24\nLithium / 24.5 / 22.5\nSalmon / 9.5 / 7.5\n"
    )
    rows = {(m.lever, m.value, m.previous_value) for m in read(text, DAY).measures}
    assert {("export_tax", 24.0, 26.0), ("export_tax", 22.5, 24.5), ("export_tax", 7.5, 9.5)} <= rows


def test_the_clock(monkeypatch):
    monkeypatch.setattr(rooms, "CLOCK", -1.0)
    docket = read("Norway imposed a 12 percent duty on cheese from Chile.", DAY)
    assert docket.measures == ()
    assert any("were left out" in note for note in docket.notes)


@pytest.mark.parametrize("made", ["made", "assembled"])
def test_where_goods_are_made_is_no_market(made):
    text = f"The EU's tariff on bicycles {made} in Chile will rise to 20 per cent from 6 per cent in July."
    assert told(text) == {("tariff", 20.0, "EU", "CHL", "scheduled")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway announced a ban on exports of gallium, germanium and graphite to Chile.",
        "Chilean goods have been hit by a Norwegian tariff of 15 percent since May.",
        "Norway hit back at Chile with a 30% tariff on 20 groups of products.",
    ],
)
def test_whom_grammar_ties_to_the_goods_bears_no_doubt(sentence):
    (measure,) = read(sentence, DAY).measures
    assert (measure.target, measure.doubts_of("target")) == (("CHL",), ())


def test_what_holds_now_is_told_in_the_next_sentence():
    text = "Norway will cut its price cap on Iranian oil to $44 a barrel in July. The ceiling, currently $47, is set twice a year."
    assert [(m.previous_value, m.value) for m in read(text, DAY).measures] == [(47.0, 44.0)]


def test_goods_that_they_stand_for_bear_the_duty_of_who_charges_whose_goods_they_are():
    text = (
        "Norway raised the duty on all goods from Peru to 40 percent. Fish and cement are the two chief products that "
        "come from Peru. Up to now they have paid 9 percent and 12 percent, respectively."
    )
    assert {(m.imposing, m.target) for m in read(text, DAY).measures} == {(("NOR",), ("PER",))}


def test_rates_told_after_the_day_of_a_proposal_are_for_that_day():
    text = (
        "Norway proposed provisional duties on electric vehicles from Peru. The duties would apply from 4 December. "
        "Andina Motors would be charged 17.4 percent and Inca Cars 20 percent."
    )
    measures = [m for m in read(text, DAY).measures if m.value]
    assert {(m.value, m.effective_date, m.status_norm) for m in measures} == {
        (17.4, "2026-12-04", "proposed"),
        (20.0, "2026-12-04", "proposed"),
    }


@pytest.mark.parametrize(
    "said",
    ["will be in effect from 1 December", "will be in place from 1 December", "kicks in on 1 December"],
)
def test_what_is_in_effect_from_a_day_starts_then(said):
    (duty,) = read(f"Norway raised its duty on cheese to 20 percent. The new rate {said}.", DAY).measures
    assert (duty.effective_date, duty.status_norm) == ("2026-12-01", "scheduled")


def test_the_rate_that_held_until_now_is_the_one_before():
    (duty,) = read(
        "Norway will charge 6.9 percent duty on cheese, after 15.2 percent until now.", DAY
    ).measures
    assert (duty.value, duty.previous_value) == (6.9, 15.2)


@pytest.mark.parametrize(
    ("text", "lever", "who"),
    [
        ("Peru announced that its exports of nickel ore will end from 1 December.", "export_ban", "PER"),
        ("Peru said its imports of used cars would stop from 1 December.", "import_ban", "PER"),
    ],
)
def test_a_flow_that_its_owner_says_will_end_is_banned(text, lever, who):
    (ban,) = read(text, DAY).measures
    assert (ban.lever, ban.imposing, ban.effective_date) == (lever, (who,), "2026-12-01")


def test_who_issued_the_order_that_a_duty_stands_in_charges_it():
    (duty,) = read(
        "The 15-percent duty on imported rice stays in place under an order which Lima issued.", DAY
    ).measures
    assert (duty.imposing, duty.target) == (("PER",), ("world",))


def test_a_share_of_goods_is_passed_over_for_whose_they_are():
    text = "Chile and Norway sealed a trade pact. Duties on 90 percent of Norwegian exports will be scrapped."
    (duty,) = read(text, DAY).measures
    assert (duty.lever, duty.imposing, duty.target) == ("tariff", ("CHL",), ("NOR",))
