"""What a measure takes from around it: lists of rates, goods told before, headings, whose promise it is."""

import pytest

from accord.docket import read

DAY = "2026-02-10"


def told(text):
    return [(m.lever, m.value, m.imposing, m.target) for m in read(text, DAY).measures]


@pytest.mark.parametrize("row", ["{} ({}%)", "{}: {}%", "{} - {} percent", "- {} ({} per cent)"])
def test_lines_of_a_name_and_a_rate_are_a_table(row):
    rates = {"Chile": 12, "Peru": 8, "Kenya": 25, "Norway": 31}
    lines = "\n".join(row.format(*pair) for pair in rates.items())
    text = f"Canada announced new tariff rates on Monday. They take effect on March 1.\n\n{lines}\n\nTalks go on."
    found = {m.target: (m.value, m.imposing, m.effective_date) for m in read(text, DAY).measures if m.value}
    codes = dict(zip(rates, ("CHL", "PER", "KEN", "NOR"), strict=True))
    assert found == {(codes[n],): (v, ("CAN",), "2026-03-01") for n, v in rates.items()}


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("Norway put a duty on cheese from Chile in May. The duty stands at 12 percent.", "cheese"),
        ("Chilean salmon farms complain. Norway imposed duties of 9% to shield its salmon.", "salmon"),
        ("Kenya bans rice exports. The ban on rice will last for a year.", "rice"),
        ("Norway imposed a 12 percent duty on goods from Chile. Cheese is a Chilean pride.", ""),
        ("Chile faces a 12 percent duty in Norway, whose cheese is good.", ""),
        ("The Steel Ministry of India said India had imposed a 12 percent duty on imports from Chile.", ""),
    ],
)
def test_goods_of_what_is_told_around(text, goods):
    found = read(text, DAY).measures
    assert found
    assert all((goods in " ".join(m.goods)) if goods else not m.goods for m in found)


@pytest.mark.parametrize(
    "text",
    [
        "The sides hailed Chile's pledge to buy 300 trucks from Norway.",
        "They signed an agreement for Chile to buy 300 trucks from Norway.",
        "Chile made a commitment to buy 300 trucks from Norway.",
    ],
)
def test_a_promise_is_that_of_its_owner(text):
    assert ("purchase", 300, ("CHL",), ("NOR",)) in told(text)


@pytest.mark.parametrize("given", ["Chile and Peru a 12% duty", "Chile and Peru a duty of 12%"])
def test_who_is_charged_stands_before_the_duty(given):
    assert told(f"Norway will charge {given} from May.") == [("tariff", 12, ("NOR",), ("CHL", "PER"))]


def test_a_heading_says_whose_actions_follow():
    text = "The sides met on Monday, and their ministers spoke of trade for three hours.\n\nCHILEAN ACTIONS:\n- The 12% duty on cheese will be cut to 5%.\n\nThe end of it all."
    assert [(m.value, m.previous_value) for m in read(text, DAY).measures] == [(5, 12)]
    assert read(text, DAY).measures[0].imposing == ("CHL",)


@pytest.mark.parametrize(
    ("text", "lever"),
    [
        ("From 1 March raw logs may no longer leave the country, Gabon decreed.", "export_ban"),
        ("Under the decree of Gabon raw logs may not be exported.", "export_ban"),
        ("Second-hand cars may not be imported, Gabon ruled.", "import_ban"),
    ],
)
def test_what_may_not_be_done_is_a_ban(text, lever):
    found = read(text, DAY).measures
    assert [m.lever for m in found] == [lever]
    assert found[0].status_norm in ("announced", "scheduled", "in_force")


def test_a_later_sentence_spells_out_countries_and_goods():
    text = "Norway raised duties to 12 percent on goods from several countries. The countries hit are Chile, Peru and Kenya."
    assert told(text) == [("tariff", 12, ("NOR",), ("CHL", "PER", "KEN"))]


@pytest.mark.parametrize(
    "text",
    [
        "Norway and Chile will deepen cooperation on export controls, sanctions and screening.",
        "Norway will go on removing tariff and non-tariff barriers.",
        "Section 12 of the Trade Act authorizes the President to impose duties on cheese from Chile.",
        "The Kenyan minister condemned the sanctions.",
    ],
)
def test_what_is_but_talked_of_is_no_measure(text):
    assert told(text) == []


def test_a_guess_stays_marked_where_it_is_gone_back_to():
    text = "The 50% duty on cheese will be halved to 25%. The duty will then fall to 5%."
    for measure in read(text, DAY).measures:
        assert measure.imposing == () or any(d.slot == "imposing" for d in measure.doubts)
        assert any(d.slot == "imposing" for d in measure.doubts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Peru lifted its duty on rice to 12 percent, on sugar to 20 percent and on maize to 9 percent.",
            {12.0: "rice", 20.0: "sugar", 9.0: "maize"},
        ),
        (
            "Peru raised export taxes on copper to 12 percent and raised taxes on zinc from 7 percent to 9 percent.",
            {12.0: "copper", 9.0: "zinc"},
        ),
        (
            "Peru set duties on glass fibre imported from Laos, with tariffs ranging from 9 percent to 14 percent.",
            {14.0: "glass fibre"},
        ),
        ("From May, ethanol imports will pay a tax of 12 percent to enter Peru.", {12.0: "ethanol"}),
    ],
)
def test_each_rate_has_the_goods_told_beside_it(text, told):
    measures = read(text, "2026-06-03").measures
    assert {m.value: m.goods[0] for m in measures} == told
    assert {m.imposing for m in measures} == {("PER",)}
