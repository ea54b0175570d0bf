"""What a rate was before, told beside it: in a relative clause, in a sentence of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.items import Measure
from accord.docket.measures.told import Made
from accord.docket.patterns import regex
from accord.docket.rules import words

_NOW = words("holds_now", "measures")
_WAS = regex(
    r"^\W*(?:(?:and|but|earlier|previously|before(?: that| then)?|until (?:now|then)|so far|formerly),? )*"
    r"(?:(?:it|they|that|this|the (?:rate|duty|tariff|levy|tax|figure|ceiling|cap|quota)s?) (?:had been|used to be|had stood at|(?:was|were|stood at) (?=.{0,40}\b(?:before|until|previously|earlier)\b))"
    r"|(?:earlier|previously|before(?: that| then)?|until (?:now|then)|so far|formerly),? (?:it|they|the (?:rate|duty|tariff|levy|tax)s?) (?:was|were|stood at|has been|have been)"
    r"|the (?:old|previous|earlier|former|prior|present|current|existing) (?:rate|duty|tariff|levy|tax|figure|ceiling|cap|quota)s?, (?=[^a-z]{1,12}\w*,)"
    r"|(?:the|its|their) (?:old|previous|earlier|former|prior|present|current|existing) (?:rate|duty|tariff|levy|tax|figure|ceiling|cap|quota)s? (?:was|were|is|are|stood at|stands at|had been))\b",
    re.IGNORECASE,
)
"""Opens what says the rate before: "It had been 8 percent", "The old rate was 8 percent"."""


def in_relative(frame: Frame) -> float | None:
    """Return the rate that goods bear today by the clause between them and their verb: "cars that now face 60% will"."""
    row = frame.clause.row
    at = next((i for i, m in enumerate(row) if m.kind == "amount" and m.ref is frame.amount), -1)
    whole = next((c for c in frame.siblings if c.first <= at < c.last), frame.clause)
    if whole.opener != RESUMED:
        return None
    told = next((c for c in frame.siblings if c.last == whole.first), whole)
    inside = row[told.first : told.last]
    rates = [m.amount.value for m in inside if m.kind == "amount" and m.amount.kind == "rate"]
    return rates[0] if len(rates) == 1 and _NOW & {m.lower.split()[0] for m in inside} else None


def with_past(made: Made) -> Made:
    """Give a measure the figure that the sentence beside it says held before; that is no measure of its own."""
    kept = list(made)
    for frame, past in made:
        first = 0 if frame.clause.opener in ("", ",") else frame.clause.start
        text = frame.sentence.text[first : frame.clause.end]
        if past.value is None or past.previous_value is not None or not _WAS.match(text):
            continue
        near = [
            i
            for i, (other, one) in enumerate(kept)
            if one is not past and abs(other.sentence.number - frame.sentence.number) <= 1 and _of(one, past)
        ]
        before = [i for i in near if kept[i][1].evidence.start <= past.evidence.start]
        if near:
            index = before[-1] if before else near[0]
            kept[index] = kept[index][0], replace(kept[index][1], previous_value=past.value)
            kept = [pair for pair in kept if pair[1] is not past]
    return [pair for pair in kept if not any(_is_before(pair, other) for other in kept)]


def _is_before(pair: tuple[Frame, Measure], other: tuple[Frame, Measure]) -> bool:
    """Whether a rate of a relative clause is the one before of the measure that the clause hangs on."""
    frame, past = pair
    here = past.status_norm == "in_force" and frame.sentence is other[0].sentence
    relative = here and past.value is not None and frame.clause.opener in ("which", "that")
    return relative and other[1].previous_value == past.value and other[1] is not past


def _of(one: Measure, past: Measure) -> bool:
    """Whether a figure may be the one before of a measure."""
    alike = one.lever == past.lever or (one.lever in RATED and past.lever in RATED)
    open_ = one.value is not None and one.value != past.value and one.previous_value is None
    return alike and open_ and (one.unit or "").startswith(past.unit or "-")
