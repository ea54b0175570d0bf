"""What a sentence says before its measure of who is struck: "whoever buys", "For products of Chile"."""

from __future__ import annotations

from accord.docket.frames.bearers import WARES
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.patterns import regex


def of_front(frame: Frame) -> None:
    """Take from before the measure who is struck and on what: "whoever buys", "for products of Chile"."""
    whoever = _WHOEVER.search(frame.sentence.text, frame.clause.start)
    frame.falls.everybody = frame.falls.everybody or whoever is not None
    fronted = _fronted(frame)
    frame.falls.origins += fronted.origins
    frame.cue = frame.cue or ("fronted" if fronted.origins else "")
    frame.falls.goods += [] if frame.falls.goods else fronted.goods


_WHOEVER = regex(
    r"\b(?:products of|imports from|goods (?:of|from)|articles of|exports of|on) (?:(?:any|every|all|the|those|foreign|other) )?"
    r"(?:other |foreign )?(?:countr(?:y|ies)|nations?) (?:(?:in|of) [\w ]{1,24})?(?:that|which|who|found|buying|purchasing|importing|doing)\b"
)
"""Words by which a duty strikes whoever does something: "products of any country that buys oil from Chile"."""


def _fronted(frame: Frame) -> Falls:
    """Read whose goods a sentence opens with: "For products of Chile, Peru or Kenya, the duty shall be 9 percent"."""
    row = frame.clause.row
    first = next((i + 1 for i in range(min(20, frame.first)) if row[i].lower == ":"), 0)
    own = frame.clause.first + (row[frame.clause.first].lower == frame.clause.opener)
    comma = row[frame.first - 1].lower == ","
    next_to = row[frame.first - 1 - comma].kind == "good" or (comma and own + 3 == frame.first)
    if (
        (row[frame.at].kind == "amount" or next_to)
        and own + 1 < frame.first
        and row[own].lower in ("for", "on")
    ):
        part = falls_on(row, own + 1, frame.first)
        known = row[frame.at].sizes("specific") or any(m.kind == "good" for m in row[own : frame.first])
        return part if part.origins or known or comma else Falls()
    opens = (
        first < frame.first
        and row[first].lower == "for"
        and any(m.lower in WARES | {"product", "articles"} for m in row[first + 1 : first + 4])
    )
    part = falls_on(row, first + 1, frame.first) if opens or _for_parties(row, first) else Falls()
    return part if part.origins else Falls()


def _for_parties(row: list[Mark], first: int) -> bool:
    """Whether a clause opens by saying for whom somebody acts: "For Peru and Chile, Norway will also remove"."""
    step = first + 1
    while step < len(row) and (row[step].kind == "party" or row[step].lower in ("and", "the")):
        step += 1
    who = step + 1 + (step + 2 < len(row) and row[step + 1].lower == "the")
    told = row[first].lower == "for" and step > first + 1 and who + 1 < len(row) and row[step].lower == ","
    return told and row[who].kind == "party" and row[who + 1].lower in AUX
