"""What every page must agree on with itself, on pages of reports of our own composed once."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from accord.assess.desk import Desk
from accord.assess.kind import Parameters
from accord.assess.record import make
from accord.brief.compose import compose
from accord.core.provenance import Figure
from accord.docket import load_documents, read_documents, together
from accord.page.blocks import (
    Chart,
    Day,
    Entries,
    Keys,
    Prose,
    Question,
    Range,
    Read,
    Rounded,
    Since,
    Size,
    figures,
    plain_words,
)
from accord.page.words import show

HERE = Path(__file__).with_name("pages")
SOLVED = ("japan_cars", "china_cars", "switzerland", "indonesia_nickel")
"""Reports on duties, solved at ten years to stay quick."""
REFUSED = ("india_oman",)
UNSOLVED = (*REFUSED, "china_japan", "britain_russia")
"""Reports that no trade model is solved for."""
LATER = ("timeline",)
"""Charts that hold what is due."""


@lru_cache(maxsize=8)
def brief(name, draws=0):
    docket = together(read_documents(load_documents([str(HERE / f"{name}.txt")])))
    return compose(make(docket, Desk(Parameters(horizon="10", draws=draws))))


def parts(text):
    """Yield the parts of a text."""
    if isinstance(text, tuple):
        for part in text:
            yield from parts(part)
    else:
        yield text


def answer(page):
    """Return the texts of the answer: headline, sentences, key figures."""
    blocks = page.sections[0].blocks
    leads = [block.text for block in blocks if isinstance(block, Prose) and block.style == "lead"]
    keys = [item.figure for block in blocks if isinstance(block, Keys) for item in block.items]
    return [page.title, *leads, *keys]


@pytest.mark.parametrize("name", [*SOLVED, *UNSOLVED])
def test_every_number_of_the_answer_is_a_figure_of_two_digits(name):
    for text in answer(brief(name)):
        for part in parts(text):
            if isinstance(part, str):
                assert not re.search(r"\d", part), part
            else:
                assert isinstance(part, Figure | Size | Rounded | Range | Day | Read)
                assert not (isinstance(part, Read) and re.search(r"\d", part.words)), part
        words = plain_words(text, answer=True).replace(" ", "")
        for number in re.findall(r"([\d.]+)\s?%", words):
            assert len(number.replace(".", "").strip("0")) <= 2, words


@pytest.mark.parametrize("name", SOLVED)
def test_the_dominant_chart_names_the_largest_of_its_own_table(name):
    chart = next(block for block in brief(name).sections[0].blocks if isinstance(block, Chart))
    goods = [row for row in chart.table.rows[1:] if "SERVICES" not in row[3].key]
    total = sum(row[3].value for row in goods)
    most = (max if total >= 0 else min)(goods, key=lambda row: row[3].value)
    assert most[0].lower() in plain_words(chart.title).lower()


def days(node):
    """Yield every day under a block, but those of boxes and notes that say they are later."""
    if isinstance(node, Day):
        yield node.iso
    elif isinstance(node, Since | Entries) or (isinstance(node, Chart) and node.key in LATER):
        return
    elif is_dataclass(node):
        for item in fields(node):
            if not (isinstance(node, Chart) and item.name == "note"):
                yield from days(getattr(node, item.name))
    elif isinstance(node, tuple):
        for part in node:
            yield from days(part)


@pytest.mark.parametrize("name", [*SOLVED, *UNSOLVED])
def test_nothing_dated_after_the_report_stands_outside_the_box_for_it(name):
    page = brief(name)
    shown = [day for section in page.sections if section.key != "sources" for day in days(section.blocks)]
    assert not [day for day in shown if re.match(r"\d{4}-\d\d-\d\d$", day) and day > page.date]


@pytest.mark.parametrize("name", SOLVED)
def test_a_missing_figure_is_never_a_nought_and_a_steep_fall_has_its_reason(name):
    page = brief(name)
    for figure in figures(page.sections).values():
        if figure.value is None:
            assert not re.search(r"\d", show(figure))
    for block in page.sections[0].blocks:
        if isinstance(block, Prose) and block.style == "lead":
            told = [part.figure for part in parts(block.text) if isinstance(part, Rounded)]
            steep = [one for one in told if one.unit == "% change" and (one.value or 0) < -80]
            assert not steep or "buyers turn" in plain_words(block.text)


def test_a_sign_that_intervals_leave_open_is_given_nowhere():
    """Where nine draws of ten lie on both sides of nought, key figure, answer and map title say so."""
    page = brief("china_cars", draws=12)
    every = {
        block.key: block for section in page.sections for block in section.blocks if isinstance(block, Chart)
    }
    keys = {
        item.label: item.figure
        for block in page.sections[0].blocks
        if isinstance(block, Keys)
        for item in block.items
    }
    told = " ".join(plain_words(text, answer=True) for text in answer(page))
    rows = every["intervals"].table.rows
    asked = {row[0]: row[2].value < 0 < row[4].value for row in rows if row[1] == rows[0][1]}
    assert asked == {"China": False, "European Union": True}
    for economy, is_open in asked.items():
        assert (keys[economy] == "Sign not known") == is_open
        assert (f"{economy} gains or loses is not known" in told) == is_open
    assert "European Union gains most" not in plain_words(every["map"].title)


def test_a_refusal_shows_its_question_with_both_rates_and_no_source():
    page = brief("india_oman")
    asked = next(block for block in page.sections[0].blocks if isinstance(block, Question))
    assert plain_words(asked.text) == "Oman’s duty on India, from 5 % to 0 %: agreed, as the report has it"
    assert "no economy of its own for Oman" in plain_words(page.sections[0].blocks[1].text)
    assert "sources" not in [section.key for section in page.sections]


def test_a_tax_on_exports_is_looked_at_in_its_own_direction():
    page = brief("indonesia_nickel")
    assert page.questions[0]["lever"] == "export_tax"
    assert plain_words(page.title).startswith("Indonesia’s sales")
