"""What the rules on measures share: the measures told so far, and what stands in a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, Clause, Verb, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.items import Measure
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

Made = list[tuple[Frame, Measure]]
LIVE = ("announced", "agreed", "scheduled", "in_force")
"""States of what holds or is to hold, by which a day decides between the two."""
BOUND = regex(
    r"\b(?:loaded|shipped|produced|concluded|registered)\b[^,;]{0,50}\b(?:before|prior to|as of)\b[^,;]{0,22}$"
    r"|\b(?:average|averages|averaged|mean)\b[^;]{0,70}\b(?:between|in|from|of|over|during) [^;]{4,24}$",
    re.IGNORECASE,
)
"""Words before a day that only bounds which goods are meant: "oil loaded on ships as of"."""


def is_ahead(reading: Reading, day: str) -> bool:
    """Whether a day, month or year lies after that of the report."""
    return day > reading.today.isoformat()[: len(day)]


def row_of(reading: Reading, sentence: Sentence) -> list[Mark]:
    """Return the marks of a sentence."""
    return next((c.row for c in reading.clauses_of(sentence)), [])


def codes_of(mark: Mark) -> tuple[str, ...]:
    """Return the economies that a mark names."""
    return getattr(mark.ref, "codes", ()) if mark.kind == "party" else ()


def days_in(clause: Clause, first: int = 0) -> list[int]:
    """Return where the days of a clause stand, from a mark on."""
    return [i for i in range(max(first, clause.first), clause.last) if clause.row[i].kind == "date"]


def verbs_in(clause: Clause, first: int = 0) -> Iterator[Verb]:
    """Return the verbs of a clause, from a mark on."""
    span = range(max(first, clause.first), clause.last)
    return (v for i in span if (v := verb_at(clause.row, i, clause.first)) is not None)


def deed_of(frame: Frame) -> Verb | None:
    """Return the verb of what is done to a measure: its own, else the innermost that governs it."""
    return frame.own or (frame.verbs[-1] if frame.verbs else None)


def opening(clause: Clause) -> list[str]:
    """Return the first words of a clause behind the one that opens it."""
    lead = [m.lower for m in clause.row[clause.first : clause.first + 4]]
    return lead[1:] if lead[:1] == [clause.opener] else lead


_AT_FIRST = frozenset(["original", "originally", "initial", "initially"])


def planned_at_first(clause: Clause, group: int) -> bool:
    """Whether a clause tells of a plan that another took the place of: "Under the original schedule the ban was to start"."""
    past = {"was", "were", "had"} & {m.lower for m in clause.row[max(group - 2, clause.first) : group + 3]}
    return bool(past) and any(m.lower in _AT_FIRST for m in clause.row[clause.first : group + 3])


def is_relative(clause: Clause) -> bool:
    """Whether "that" opens a clause about a noun: "the assets that were frozen"; not "said that the duty was lifted"."""
    return clause.opener == "that" and clause.row[min(clause.first + 1, clause.last - 1)].lower in AUX
