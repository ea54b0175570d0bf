"""Every item rests on words: its span cut from the text is its evidence, and holds what the item claims.

Over all own reports and over random edits of them; over the labelled ones where they are read for their scores.
"""

import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import texts, tries

from accord.docket import read
from accord.docket.people.find import fold
from accord.docket.vocabulary import vocabulary

ROOT = Path(__file__).parents[2]
OWN = [*sorted((ROOT / "tests" / "docket_reports").glob("*/*.txt")), ROOT / "examples" / "dispatch.txt"]


def names(name, text):
    """Whether words name a grouping, or a body of it by the grouping and its own name: "the group's Finance Network"."""
    told = name.split()
    parted = any(" ".join(told[:i]) in text and " ".join(told[i:]) in text for i in range(1, len(told)))
    return parted or any(form in text for form in forms(name))


def words_hold_claims(docket):
    kinds = ("participants", "events", "measures", "ruled_out", "alliances", "minerals", "products", "topics")
    for kind in (*kinds, "legislation", "money", "next_steps", "statements"):
        for item in getattr(docket, kind):
            words = item.evidence
            assert docket.text[words.start : words.end] == words.text, (kind, item)
            assert words.text.strip(), (kind, item)
    for person in docket.participants:
        assert fold(person.person).split()[-1] in fold(person.evidence.text) or holds_part(person)
    for measure in (*docket.measures, *docket.ruled_out):
        if measure.value:
            assert says_number(measure.value, measure.evidence.text), measure
    for event in (*docket.events, *docket.next_steps):
        assert event.date_text in event.evidence.text, event
    for alliance in docket.alliances:
        assert names(alliance.name, alliance.evidence.text), alliance
    for law in docket.legislation:
        assert law.evidence.text == law.name
    for amount in docket.money:
        assert says_number(amount.value, amount.evidence.text), amount
    for said in docket.statements:
        assert not said.direct_quote or '"' in said.evidence.text


def holds_part(person):
    """A name written in another order or form in the lexicon: one of its parts stands in the text."""
    return any(part in fold(person.evidence.text) for part in fold(person.person).split() if len(part) > 1)


SCALES = {"": 1, "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9}
SCALES |= {"bln": 1e9, "trillion": 1e12, "tn": 1e12, "lakh": 1e5, "crore": 1e7, "lakh crore": 1e12}
WRITTEN = re.compile(
    r"(\d+(?:\.\d+)?)[\s-]*(lakh crore|thousand|million|billion|trillion|crore|lakh|mn|bln|bn|tn|m|b)?\b"
)


def says_number(value, text):
    """A number stands in the text in digits, with or without "million" after it, or spelt out."""
    plain = text.replace(",", "").casefold()
    spelt = (
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "fifteen",
        "hundred",
    )
    tens = ("hundred", "twelve", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    part = 0.01 if re.search(r"\bcents?\b", plain) else 0.5 if re.search(r"\bhal[fv]", plain) else 1
    told = [
        float(n) * SCALES[scale or ""] * share for n, scale in WRITTEN.findall(plain) for share in (1, part)
    ]
    return (
        any(abs(number - value) <= 1e-9 * max(abs(value), 1) for number in told)
        or f"{value:g}" in plain
        or any(w in plain for w in (*spelt, *tens))
    )


SPELT = (
    "one",
    "two",
    "three",
    "four",
    "six",
    "seven",
    "eight",
    "nine",
    "eleven",
    "twelve",
    "eighty",
    "ninety",
)


def forms(name):
    known = [" ".join(p.words) for group in vocabulary().names.values() for p in group if p.value == name]
    return [name, *(k.replace(" - ", "-").replace(" + ", "+").replace(" +", "+") for k in known)]


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_own_reports(path):
    docket = read(path.read_text("utf-8"))
    words_hold_claims(docket)
    assert docket.to_json(explain=True) == read(path.read_text("utf-8")).to_json(explain=True)


@tries(60)
@given(st.sampled_from(OWN), st.integers(0, 2**32 - 1))
def test_random_edits(path, seed):
    rng = random.Random(seed)
    text = path.read_text("utf-8")
    for _ in range(rng.randrange(1, 30)):
        at, length = rng.randrange(len(text)), rng.randrange(0, 40)
        other = rng.randrange(len(text))
        new = rng.choice(
            (
                text[other : other + length],
                "",
                " ",
                "\n\n",
                '"',
                "%",
                "’s ",
                " on Tuesday ",
                " 12.5% ",
                "U.S.",
            )
        )
        text = text[:at] + new + text[at + length :]
    words_hold_claims(read(text, date(2025, 10, 7), force=True))


@tries(60)
@given(texts(400).filter(str.strip))
def test_any_text(text):
    words_hold_claims(read(text, date(2025, 10, 7), force=True))
