"""What a heading tells of the measures below it: "Optical fibre cables imported from China"."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.named import DEALS
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.measures.sides import INWARD
from accord.docket.measures.told import LIVE, Made, is_ahead, row_of
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence


def under_heading(reading: Reading, frame: Frame) -> None:
    """Let a measure on imports that names no goods fall on those that its heading names with whose they are."""
    falls = frame.falls
    if frame.lever not in INWARD or frame.goods or frame.patient or falls.everybody:
        return
    headed = _flow_above(reading, frame)
    if headed is not None and set(falls.origins) <= set(headed.origins):
        falls.goods = [*headed.goods]
        frame.goods = tuple(headed.goods)
        falls.origins = falls.origins or [*headed.origins]


def dated_by_lead(reading: Reading, made: Made) -> None:
    """Date the items of a list by the one day of the line that leads it in: "From 4 April the duties are: (a) 9 percent for"."""
    for index, (frame, measure) in enumerate(made):
        item = frame.clause.row[frame.at].kind == "amount" and frame.at - frame.clause.first < 4
        if not item or measure.effective_date or measure.status_norm not in LIVE:
            continue
        lead = _lead_of(reading, frame)
        days = {d.iso for d in reading.dates_of(lead) if d.precision == "day"} if lead else set()
        if len(days) == 1:
            start = days.pop()
            status = "scheduled" if is_ahead(reading, start) else "in_force"
            made[index] = frame, replace(measure.stated(status), effective_date=start)


_PROPOSED = regex(r"\b(?:propos\w+|plans?|recommend\w*)\b", re.IGNORECASE)


def listed_status(reading: Reading, frame: Frame) -> str:
    """Return "proposed" for an item in -ing of a list that a proposal leads in: "The plan protects makers by: - limiting"."""
    verb = frame.verbs[0] if frame.verbs else None
    gerund = verb is not None and verb.tense == "gerund" and verb.at - frame.clause.first < 3
    lead = _lead_of(reading, frame) if gerund and frame.lever not in DEALS else None
    return "proposed" if lead is not None and _PROPOSED.search(lead.text) else ""


def _lead_of(reading: Reading, frame: Frame) -> Sentence | None:
    """Return the line with a colon that leads in the list whose item a sentence is, none where another stands between."""
    for sentence in reversed(reading.sentences[max(frame.sentence.number - 6, 0) : frame.sentence.number]):
        if sentence.text.rstrip().endswith(":"):
            return sentence
        block = reading.cleaned.block_at(sentence.start)
        if block is None or block.kind != "bullet":
            return None
    return None


def _flow_above(reading: Reading, frame: Frame) -> Falls | None:
    """Return the flow of goods that the heading right above a sentence names."""
    block = reading.cleaned.block_at(frame.sentence.start)
    heads = [
        b
        for b in map(reading.cleaned.blocks.__getitem__, block.under if block else ())
        if b.kind == "heading"
    ]
    for sentence in reading.sentences if heads else ():
        if heads[-1].start <= sentence.start < heads[-1].end:
            row = row_of(reading, sentence)
            found = falls_on(row, 0, len(row))
            return found if found.goods and found.origins and any(m.kind == "good" for m in row) else None
    return None
