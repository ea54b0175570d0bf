"""What a measure implies: the day it was announced, the day it starts, the day a ban ends."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from accord.docket.dates.before import DateMention
from accord.docket.following import Found
from accord.docket.items import Event
from accord.docket.reading import Reading, brief, span
from accord.docket.tense import would_have
from accord.docket.tokens import Sentence

_STARTED = re.compile(
    r"\b(?:announc|impos|introduc|rais|hik|doubl|lower|cut|reduc|slash|scrap|remov|slapp|"
    r"tighten|expand|lift|suspend|paus|reinstat|extend|end|replac|ban|bann|took\s+effect|"
    r"kick|halt|restrict|unveil|add|eas|start|begin|begun|began|trim|block|widen|adopt|"
    r"hit|implement|expand|levi|suspend|respond|retaliat|prohibit|requir|cap|capp|agree|abolish|revers)(?:ed|s|es|ing)?\b",
    re.IGNORECASE,
)
_ANNOUNCED_IN = re.compile(
    r"\b(?:announced|imposed|introduced|unveiled|placed|brought\s+in|barred|banned|halted|stopped|abolished|lifted|"
    r"restricted|tightened|prohibited|suspended|outlawed|capped|scrapped|reversed|removed|doubled|raised|cut)\s+"
    r"(?:[^\s,;.]+\s+){0,6}?in\s+$"
)
_SAID_ON = re.compile(
    r"\b(?:said|announced|told\s+\w+|unveiled|declared)\s+(?:(?:on|in|late|early)\s+)*$", re.IGNORECASE
)
_DECIDED = re.compile(
    r"^(?:The|This|That|Its|His|Her|Their)\s+(?:decision|move|step|measures?|ban|"
    r"announcement|order|change|agreement|deal|accord)\s+(?:was|were|has\s+been|came|"
    r"follow)",
    re.IGNORECASE,
)


def implied(reading: Reading, found: Found) -> list[Event]:
    """Return the events a measure implies: its start, its end, the day it was announced."""
    measure = found.measure
    kind = kind_of(measure.lever)
    if measure.lever == "import_ban" and "sanction" in reading.text.casefold():
        kind = "sanction"
    sentence = reading.sentences[found.sentence]
    if kind is None or found.standing.denied or would_have(sentence.text):
        return []
    parties = tuple(c for c in (*measure.imposing, *measure.target) if c != "world")
    trace = (f"the measure '{measure.lever}'",)
    base = Event(
        kind, None, "day", "", parties, measure.status_norm, (), brief(sentence), measure.evidence, trace
    )
    idle = measure.status_norm in ("paused", "suspended")
    ends = measure.end_date if measure.lever == "export_ban" else None
    dates = [d for d in (None if idle else measure.effective_date, ends) if d]
    made = [
        replace(
            base,
            date=d,
            date_precision="day" if len(d) == 10 else "month",
            status="planned" if d > reading.today.isoformat()[: len(d)] else "in force",
        )
        for d in dates
    ]
    said, place = _announced(reading, found)
    if said is not None and place is not None and said.iso not in dates:
        words = span(reading, sentence.start, place.end)
        made.append(replace(base, date=said.iso, date_text=said.text, status="announced", evidence=words))
    elif (
        not made
        and not sentence.is_title
        and sentence.number <= 2
        and measure.status_norm in ("announced", "scheduled")
    ):
        made.append(replace(base, date=reading.lead_day[0], date_precision="inferred", status="announced"))
    return made


def _announced(reading: Reading, found: Found) -> tuple[DateMention | None, Sentence | None]:
    """Return the day a measure was announced, in its sentence or in the one after."""
    sentence = reading.sentences[found.sentence]
    if found.standing.requested or sentence.is_title or found.measure.status_norm == "agreed":
        return None, None
    following = reading.sentences[found.sentence + 1 : found.sentence + 2]
    for place in [sentence, *(s for s in following if _DECIDED.match(s.text))]:
        for mention in reading.dates_of(place):
            before = place.text[: mention.start - place.start][-30:]
            told = place is not sentence or _STARTED.search(sentence.text) or _SAID_ON.search(before)
            if mention.ahead or len(mention.iso) < 7 or not told:
                continue
            days = (reading.today - date.fromisoformat(mention.iso)).days if len(mention.iso) == 10 else 99
            recent = days < 75
            if recent or (
                mention.precision == "month" and (_ANNOUNCED_IN.search(before) or _SAID_ON.search(before))
            ):
                return mention, place
    return None, None


def kind_of(lever: str) -> str | None:
    """Return the type of event that a lever's change is, or None."""
    kinds = (
        ("export_", "export_control"),
        ("tariff", "tariff_change"),
        ("sanction", "sanction"),
        ("import_ban", "regulatory_action"),
        ("embargo", "sanction"),
    )
    return next((kind for stem, kind in kinds if lever.startswith(stem)), None)
