"""What later sentences say of a tariff told before: when it takes effect, that it is put off."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from accord.docket.amounts.before import rates
from accord.docket.cues import Standing, cues
from accord.docket.items import Measure
from accord.docket.parties import Parties
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence


@dataclass(frozen=True)
class Found:
    """A measure with its polarity and the parties it was given, for what follows to refer to."""

    measure: Measure
    standing: Standing
    parties: Parties
    sentence: int


def stand_by(found: list[Found]) -> None:
    """Let a pause told without a rate hold for the rates it is about: "paused tariffs he had imposed"."""
    pauses = [
        f for f in found if f.measure.value is None and f.measure.status_norm in ("paused", "suspended")
    ]
    for index, item in enumerate(found):
        standing_rate = item.measure.value is not None and item.measure.status_norm in _STANDING
        for pause in pauses if standing_rate else ():
            same = set(pause.parties.imposing) & set(item.parties.imposing)
            if same and set(pause.parties.target) & set(item.parties.target):
                told = pause.measure
                measure = replace(item.measure, status=told.status, status_norm=told.status_norm)
                found[index] = replace(item, measure=measure)


_CHANGE = re.compile(
    r"^(?:The|These|Those|Both|All|They|It|That|This)\b[^.;]{0,50}?\b(?:changes?|rates?|"
    r"cuts?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|measures?|reductions?|increases?|hikes?|"
    r"they|it|that|taxes)\b",
    re.IGNORECASE,
)
_INTO_EFFECT = re.compile(
    r"\b(?:effect|force|apply|applies|applied|start|starts|started|begin|begins|began|"
    r"kick|kicked|in\s+place)\b",
    re.IGNORECASE,
)


_IT_TAKES = re.compile(
    r"^(?:It|They|This|These|Both)\s+(?:will\s+|is\s+to\s+|are\s+to\s+)?(?:take|took|enter|appl|start|go|come|kick|begin)"
)


def take_effect(reading: Reading, sentence: Sentence, found: list[Found]) -> None:
    """Date the measures of the two sentences before: "The changes are to take effect by May 14"."""
    about = (
        _CHANGE.match(sentence.text) or _IT_TAKES.match(sentence.text) or cues().tariff.search(sentence.text)
    )
    if rates(sentence.text) or not about or not _INTO_EFFECT.search(sentence.text):
        return
    when = next((d for d in reading.dates_of(sentence) if d.precision in ("day", "month")), None)
    if when is None:
        return
    for index, item in enumerate(found):
        if 0 < sentence.number - item.sentence <= 2 and item.measure.effective_date is None:
            coming = when.ahead and item.measure.status_norm == "in_force"
            status = "scheduled" if coming else item.measure.status_norm
            measure = replace(item.measure, effective_date=when.iso, status_norm=status)
            found[index] = replace(item, measure=measure)


_PUT_OFF = re.compile(
    r"\b(?:paus|postpon|defer|delay|put|push)(?:e|es|ed|ing|s|ting)?\s+(?:it|them|this|(?:the|those|these|that)\s+"
    r"(?:\w+\s+)?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|measures?|rates?|increases?|hikes?))\b|"
    r"\b(?:suspend|shelv|freez)\w*\s+(?:it|them|(?:the|those|these)\s+(?:\w+\s+)?(?:tariffs?|dut(?:y|ies)|measures?))\b|"
    r"\b(?:pause|reprieve|suspension|extension)\b[^.;]{0,60}\b(?:from|of|on|to)\s+(?:that|the|those|these)\s+(?:\w+\s+)?"
    r"(?:increases?|hikes?|tariffs?|dut(?:y|ies)|rise)\b|"
    r"^(?:It|They|These|Those|The\s+\w+)\s+(?:was|were|has\s+been|have\s+been)\s+(?:\w+\s+)?(?:paused|suspended|postponed|delayed)\b|"
    r"\b(?:par|cut|scal|brought|reduc|lower)\w*\s+(?:it|them)\s+(?:back|down)?\s*to\b",
    re.IGNORECASE,
)


def stand_down(sentence: Sentence, found: list[Found]) -> None:
    """Pause the tariffs of the sentence before: "Washington afterwards paused it for 90 days"."""
    match = _PUT_OFF.search(sentence.text)
    if match is None or _DENIED.search(sentence.text[: match.start()]):
        return
    status = "suspended" if re.match("suspend|shelv|freez", match[0], re.IGNORECASE) else "paused"
    for index, item in enumerate(found):
        beside = 0 < sentence.number - item.sentence <= 1
        if beside and item.measure.status_norm in (*_STANDING, "threatened"):
            found[index] = replace(item, measure=replace(item.measure, status=status, status_norm=status))


_DENIED = re.compile(r"\b(?:not|never|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
_STANDING = ("in_force", "announced", "scheduled")
