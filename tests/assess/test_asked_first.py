"""Which question a report asks first: who acts on whom, by which lever, from which rate to which."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.assess.dockets import TOY, docket, duty, words
from tests.assess.reading import dockets

from accord.assess.desk import Desk, assess
from accord.assess.question import questions
from accord.core.errors import InputError
from accord.docket import read, together
from accord.docket.given import CORRECTED, check_told
from accord.docket.items import Doubt, Evidence, Participant

HERE = Path(__file__).with_name("asked_first.txt")
LABELLED = Path(__file__).parents[3] / "shared" / "articles"


def blocks():
    """Return our own reports: headline, day, the question expected, and the text."""
    for block in HERE.read_text("utf-8").split("=====\n")[1:]:
        head, text = block.split("\n\n", 1)
        title, day, expected = head.split("\n")
        yield title, day, expected.split(" | "), text


def rate(value):
    return "-" if value is None else f"{value:g}"


@pytest.mark.parametrize(("title", "day", "expected", "text"), [*blocks()], ids=lambda part: str(part)[:24])
def test_the_first_question_of_our_own_reports(title, day, expected, text):
    first = questions(read(text, day, title=title))[0]
    told = [
        ",".join(first.imposing),
        ",".join(first.target),
        first.lever,
        rate(first.before),
        rate(first.after),
    ]
    assert told == expected


def fair(label, told):
    """Return whether an answer is one that a label holds fair; a label without one holds all fair."""
    answers = label if isinstance(label, list) else [label]
    return None in answers or label is None or told in answers or any(isinstance(one, str) for one in answers)


def many(label):
    return {one for one in (label if isinstance(label, list) else [label]) if one}


def verdict(label, docket):
    """Return "right", "open" (a role is named as not settled), "wrong" or "reversed"."""
    found = questions(docket)
    if not found:
        return "wrong"
    first = found[0]
    sides = {*first.imposing} <= many(label["imposer"]) and {*first.target} <= many(label["target"])
    right = sides and first.lever in many(label["lever"]) and fair(label["after"], first.after)
    if right and not first.unclear:
        return "right"
    if first.unclear:
        return "open"
    turned = {*first.imposing} == many(label["target"]) and {*first.target} == many(label["imposer"])
    return "reversed" if turned and not sides else "wrong"


@pytest.mark.shared
def test_the_labelled_reports_are_asked_what_their_labels_ask():
    verdicts = {}
    for path in sorted(LABELLED.glob("*.json")):
        label = json.loads(path.read_text("utf-8")).get("question")
        if label:
            verdicts[path.stem] = verdict(label, together(dockets(str(path.with_suffix(".txt")))))
    count = {kind: sum(one == kind for one in verdicts.values()) for kind in ("right", "open", "reversed")}
    assert count["reversed"] == 0, verdicts
    assert count["right"] + count["open"] >= 0.8 * len(verdicts), verdicts


def test_a_body_that_no_table_knows_is_named_and_not_called_unclear():
    held = duty(lever="quota", imposing=(), doubts=(Doubt("imposing", "not resolved", "Copper Club"),))
    (first,) = questions(docket(held))
    assert (first.imposing, first.unclear, first.stranger) == ((), (), "Copper Club")
    (left,) = assess(docket(held), Desk()).unanswered
    assert left[1] == "Accord has no economy or group called Copper Club"
    nobody = duty(imposing=(), doubts=(Doubt("imposing", "not resolved", "they"),))
    assert questions(docket(nobody))[0].unclear == ("imposing",)


def test_a_text_that_tells_of_nothing_is_refused_in_one_sentence():
    text = (
        "SPRINGFIELD - Hundreds of people came to the cat show on Saturday. A ginger cat won the first prize."
    )
    with pytest.raises(InputError, match="tells of no measure"):
        check_told(read(text, "2026-01-05", title="Cat shows draw crowds"))


def test_an_empty_document_says_that_it_is_empty():
    with pytest.raises(InputError, match="holds no text"):
        read(" \n", "2026-01-05")


def test_who_is_guessed_is_asked_about_unless_a_person_has_settled_it():
    told = duty(target=("world",), evidence=words("tariffs on textiles of El Salvador will go"))
    for guessed in (told, duty(target=("USA",))):
        read_once = docket(guessed, notes=())
        assert questions(read_once)[0].unclear == ("target",)
        assert questions(docket(guessed))[0].unclear == ()
    everybody = duty(target=("world",), evidence=words("a duty on imports, those of El Salvador too"))
    assert questions(docket(everybody, notes=()))[0].unclear == ()


def test_the_members_of_a_grouping_charge_those_who_sell_to_them():
    sold = duty(
        value=0.0,
        imposing=("NZL",),
        target=("GBR",),
        evidence=words("Most exports to countries of the CPTPP will be free of tariffs"),
        doubts=(Doubt("imposing", "other side", ""),),
    )
    (first,) = questions(docket(sold, day="2023-07-16"))
    assert {"AUS", "CAN", "JPN", "VNM"} <= {*first.imposing}
    assert "GBR" not in first.imposing
    assert first.unclear == ()


def at(text, part):
    """Return the span of a part in a text."""
    start = text.index(part)
    return Evidence(part, start, start + len(part))


def test_whom_a_measure_falls_on_is_not_its_author():
    told = "Mexico and Chile had been spared the duty of 25 per cent"
    spared = duty(imposing=("MEX", "CHL"), target=("world",), evidence=words(told))
    assert questions(docket(spared, notes=()))[0].unclear == ("imposing",)
    faced = duty(
        imposing=("USA",), target=("MEX",), evidence=words("goods sent to the United States face 25 per cent")
    )
    assert questions(docket(faced, notes=(), text="Mexico: goods sent"))[0].unclear == ()


def test_a_figure_that_turns_what_the_report_is_about_is_asked_about():
    about = duty(
        value=None, imposing=("CHN",), target=("EU",), goods=("brandy",), evidence=words("China taxes")
    )
    rate = duty(
        imposing=("EU",), target=("CHN",), main=False, evidence=words("Makers who answered pay 30 per cent")
    )
    first, second = questions(docket(about, rate, notes=(), text="China, the EU"))
    assert (first.imposing, first.after) == (("CHN",), None)
    assert (second.imposing, second.unclear) == (("EU",), ("imposing",))


def test_whom_only_a_later_sentence_names_is_no_target():
    text = "Above the quota 50 per cent is charged on imports. Talks with the European Union go on."
    late = duty(imposing=("GBR",), target=("EU",), evidence=at(text, "50 per cent is charged on imports"))
    assert questions(docket(late, notes=(), text=text))[0].unclear == ("target",)
    named = docket(late, notes=(), text=text, title="Britain and Europe")
    assert questions(replace(named, title="Britain charges European Union steel"))[0].unclear == ()


def test_the_only_one_who_acts_in_a_report_is_its_author():
    text = "The government charges 12 per cent on steel. Shipments from China rose."
    guessed = duty(
        imposing=("IND",),
        target=("world",),
        evidence=at(text, "The government charges 12 per cent on steel"),
        doubts=(Doubt("imposing", "told from", "The government"),),
    )
    speaks = Participant("Piyush Goyal", "minister", "IND", "speaks", words("Piyush Goyal"))
    assert questions(docket(guessed, notes=(), text=text))[0].unclear == ("imposing",)
    assert questions(docket(guessed, notes=(), text=text, participants=(speaks,)))[0].unclear == ()
    another = duty(imposing=("CHN",), target=("IND",), main=False, evidence=words("China charges 5 per cent"))
    told = docket(guessed, another, notes=(), text=text, participants=(speaks,))
    assert next(one for one in questions(told) if one.at == 0).unclear == ("imposing",)


@pytest.mark.parametrize(
    ("measure", "title", "text", "left"),
    [
        (duty(), "Britain strikes at Brazil", "London acts today.", ("imposing",)),
        (duty(), "The United States strikes at Brazil", "Washington acts today.", ()),
        (duty(), "The United States to charge Brazil 50 per cent", "Washington acts today.", ("value",)),
        (duty(), "The United States to charge Brazil 40 per cent", "Washington acts today.", ()),
        (duty(main=False), "The United States and Chile meet", "Brazil pays.", ("act",)),
        (duty(main=False, status_norm="agreed"), "The United States and Chile meet", "Brazil pays.", ()),
        (
            duty(main=False, status_norm="agreed", previous_value=40.0),
            "The United States and Brazil meet",
            "-",
            ("act",),
        ),
        (
            duty(lever="purchase", value=None, main=False, status_norm="agreed"),
            "Brazil meets the United States",
            "-",
            ("act",),
        ),
    ],
)
def test_what_the_head_of_a_report_does_not_bear_out_stays_open(measure, title, text, left):
    told = replace(docket(measure, notes=(), text=text), title=title)
    assert questions(told)[0].unclear == left
    assert questions(replace(told, notes=(CORRECTED,)))[0].unclear == ()


def test_a_measure_with_an_open_act_is_not_computed_and_stands_first():
    beside = docket(duty(main=False), notes=(), text="Brazil pays.")
    done = assess(replace(beside, title="The United States and Chile meet"), Desk(TOY))
    assert done.answers == ()
    assert done.unanswered[0][1] == "the report leaves open which of its measures it is about"


def test_a_rate_told_as_standing_is_the_rate_before():
    told = "the duty on Brazilian goods, which has stood at 20 percent since May, will be 40 percent"
    (first,) = questions(docket(duty(additional=False, status_norm="agreed", evidence=words(told))))
    assert (first.before, first.after) == (20.0, 40.0)


def test_a_headline_that_turns_a_rate_round_yields_to_the_sentence_below_it():
    title = "Brazil, US near a deal on 40 per cent"
    turned = duty(imposing=("BRA",), target=("USA",), evidence=words(title))
    below = duty(evidence=words("the United States would charge Brazil 40 per cent"))
    (first,) = questions(replace(docket(turned, below), title=title))
    assert first.imposing == ("USA",)
