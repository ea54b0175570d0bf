"""Measures answered in kind: "answered Peru's ban on its shrimp with one of its own on Peruvian onions"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import PREPOSITIONS, party_of
from accord.docket.frames.heads import NOBODY, Role, head
from accord.docket.frames.phrases import falls_on

_OWN = (("its", "own"), ("their", "own"))


def in_kind(frame: Frame) -> Frame | None:
    """Return the measure of who answers one with another of its own, None where nobody does; whose goods the first hits is told too."""
    row, clause = frame.clause.row, frame.clause
    if frame.agent.how != "owner":
        return None
    for at in range(frame.at + 1, clause.last - 3):
        told = tuple(m.lower for m in row[at : at + 3])
        again = row[at - 1].lower in ("one", "ones", "measures") or row[at - 1].kind == "lever"
        if told[0] == "of" and told[1:] in _OWN and again:
            return _answered(frame, at + 3)
    return None


def _answered(frame: Frame, at: int) -> Frame | None:
    row, clause = frame.clause.row, frame.clause
    owner = next(
        (i for i in range(clause.first, frame.at) if party_of(row[i]) and row[i + 1].lower == "'s"), None
    )
    who = head(row, clause.first, owner) if owner is not None else NOBODY
    if not who.codes or set(who.codes) & set(frame.agent.codes):
        return None
    falls = falls_on(row, at + (row[at].lower in PREPOSITIONS), clause.last)
    hit = frame.agent.codes
    frame.patient = frame.patient or Role(who.codes, "answers", who.words, who.kind)
    if frame.lever == "export_ban" and not frame.falls.dests:
        frame.lever = "import_ban"
    fresh = replace(
        frame, at=at, agent=replace(who, how="subject"), patient=Role(hit, "answered", "", "economy")
    )
    return replace(
        fresh,
        falls=falls,
        goods=tuple(falls.goods),
        amount=None,
        value=None,
        deed="impose",
        kinds=["impose"],
        verbs=[],
    )
