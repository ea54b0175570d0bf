"""The answer first: the question, the sentences of every kind, what is open, and what was not computed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from accord.assess.desk import Assessed
from accord.assess.kind import Page, as_sentence
from accord.assess.question import Question as Asked
from accord.brief.sections.read import lever_figure
from accord.core.codec import Document
from accord.core.levers import lever
from accord.page.blocks import (
    Block,
    Code,
    Doubt,
    Doubts,
    Part,
    Point,
    Prose,
    Question,
    Read,
    Section,
    Unanswered,
)
from accord.page.names import possessive, the
from accord.page.words import capital, join, several

NOTHING = ("The report was read, and nothing in it could be computed.",)
MOST = 4
"""Sentences of an answer."""
SUBJECTS = {"oil": "Oil and gas", "nuclear": "Nuclear power", "purchase": "Purchases"}
"""What a kind that refuses without a measure of the report is about."""
HOW = (
    "To settle it, save the reading (", Code("accord read --save"), "), correct it, and brief on it (",
    Code("accord brief --docket"), ").",
)  # fmt: skip
LISTED = 8
"""What was read and not computed: so many are named, the weightiest first."""


def build(done: Assessed, pages: Sequence[Page]) -> Section:
    """Return the answer; first the question that the report is about where nothing answers it, and why."""
    asked = None if done.first_is_open else next((page.question for page in pages if page.question), None)
    asked = asked or _first(done)
    leads = shared([page.lead for page in pages])
    said = done.first_is_open or not leads
    blocks: list[Block] = [asked] if asked else []
    blocks += [Prose(sentence, "lead") for sentence in (*([_none(done)] if said else []), *leads)]
    blocks += [block for page in pages for block in page.head]
    blocks += [Prose(page.note, "note") for page in pages if page.note][:1]
    blocks += _doubts(done)
    blocks += _unanswered(done, [point for page in pages for point in page.open], said=said)
    return Section("answer", "The answer", tuple(blocks))


def shared(told: Sequence[Sequence[tuple[Part, ...]]]) -> list[tuple[Part, ...]]:
    """Return the sentences of the answer, in order: two of the weightiest kind, one of each other while there is room.

    What room is left goes to the weightiest.
    """
    spoken = [list(sentences) for sentences in told if sentences]
    spoken = spoken[: MOST - (len(spoken) >= MOST and len(spoken[0]) > 1)]
    room = [1] * len(spoken)
    for at, sentences in enumerate(spoken):
        while room[at] < len(sentences) and sum(room) < MOST:
            room[at] += 1
    return [sentence for sentences, most in zip(spoken, room, strict=False) for sentence in sentences[:most]]


def _first(done: Assessed) -> Question | None:
    """Return the report's first question where no kind has put one."""
    found = done.questions
    return Question((*words_of(found[0]), *_rates(done, found[0]), _told(found[0]))) if found else None


def _rates(done: Assessed, question: Asked) -> list[Part]:
    """Return the rates before and after, or the sum or amount, as the report tells them."""
    measure = done.docket.measures[question.at]
    row = cast(Document, done.docket.to_json()["policy_levers"][question.at])
    every = ("previous_value", "value") if measure.unit == "percent" else ("value",)
    told = [which for which in every if row.get(which) is not None]
    if not told:
        return []
    glue = (", from ", " to ") if len(told) > 1 else (", ",)
    shown = (lever_figure(done.docket.to_json(), question.at + 1, row, which) for which in told)
    return [part for pair in zip(glue, shown, strict=True) for part in pair]


def words_of(question: Asked) -> tuple[Part, ...]:
    """Return a question in one line: who does what to whom, on which goods."""
    known = lever(question.lever)
    acting = () if "imposing" in question.unclear else question.imposing[:3]
    who = join(possessive(code, start=at == 0) for at, code in enumerate(acting))
    who = who or (f"{question.stranger}’s" if question.stranger else "")
    noun = f"{who} {known.noun}" if who else capital(known.noun)
    whom = "" if "target" in question.unclear else _parties(question.target)
    goods = f" ({join(question.goods[:4])})" if question.goods else ""
    return (noun, f" {known.towards} {whom}" if whom else "", Read(goods))


def _parties(codes: Sequence[str]) -> str:
    if "world" in codes:
        return "everybody"
    named = [the(code) for code in codes]
    return several(named)


def _told(question: Asked) -> str:
    return f": {question.status.replace('_', ' ')}, as the report has it" if question.status else ""


def _none(done: Assessed) -> tuple[Part, ...]:
    """Return why nothing is answered."""
    left = done.unanswered
    if not left:
        return NOTHING
    question, reason = left[0]
    return (*words_of(question), f" is not computed: {reason}.")


def _doubts(done: Assessed) -> list[Block]:
    """Return the roles that the report leaves open as questions, with their words."""
    items = tuple(Doubt(_as_question(each.reason), each.ask) for each in done.refusals.values() if each.ask)
    return [Doubts(items, how=HOW)] if items else []


def _as_question(reason: str) -> str:
    """Return a role left open as a question: "the report leaves unclear who imposes it" asks who does."""
    asked = re.fullmatch(
        r"the report leaves (?:unclear|open) (?P<what>.+)|the report leaves (?P<role>.+) unclear", reason
    )
    if asked is None:
        return as_sentence(reason)
    what = asked["what"] or f"what is {asked['role']}"
    what = "on whom does it fall" if what == "on whom it falls" else what
    return f"{capital(what)}?"


def _unanswered(done: Assessed, left: Sequence[Point], *, said: bool) -> list[Block]:
    """Return what was read and not computed, one reason each; without what the answer has ``said`` already.

    What is ``left`` of a question that is answered comes first.
    """
    points = {repr(point.subject): point for point in left}
    for question, reason in done.unanswered[int(said) :]:
        words = (*words_of(question), *_rates(done, question))
        points.setdefault(repr(words), Point(words, as_sentence(reason)))
    for kind, refusal in done.refusals.items():
        if not refusal.measures and not refusal.ask:
            points.setdefault(kind, Point(SUBJECTS.get(kind, kind), as_sentence(refusal.reason)))
    shown = tuple(points.values())[:LISTED]
    return [Unanswered(shown)] if shown else []
