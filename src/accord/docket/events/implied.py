"""Events that measures imply: each on the day that the report gives it, of the economies that bear it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from accord.docket.dates import DateFound
from accord.docket.items import Event, Measure
from accord.docket.measures.told import BOUND, is_ahead
from accord.docket.patterns import regex
from accord.docket.quoted import brief, evidence
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

OF_LEVER = {
    "tariff": "tariff_change", "tariff_exemption": "tariff_change", "tariff_quota": "tariff_change",
    "export_control": "export_control", "export_ban": "export_control", "export_quota": "export_control",
    "licence": "export_control", "export_tax": "tariff_change", "sanction": "sanction", "import_ban": "import_ban", "import_restriction": "import_ban",
    "purchase": "purchase", "investment": "investment", "stake": "investment", "quota": "regulatory_action", "subsidy": "investment", "credit": "investment",
    "minimum_price": "regulatory_action", "price_cap": "sanction", "port_fee": "regulatory_action",
}  # fmt: skip


def with_parties(event: Event, measures: tuple[Measure, ...]) -> Event:
    """Give a change of duties the economies of the measures that its sentence tells."""
    here = (m for m in measures if m.evidence.start == event.evidence.start)
    codes = dict.fromkeys(c for m in here if event.type == OF_LEVER.get(m.lever) for c in m.parties)
    return replace(event, countries=tuple(codes)) if codes else event


AGAIN = "again"
"""The type of an expression that goes back to a measure: "In June it prolonged the ban"."""
_NAMED = (
    (
        regex(r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies)|surtax|rate)|%|per ?cent", re.IGNORECASE),
        {"tariff_change"},
    ),
    (
        regex(r"\b(?:ban|embargo|moratori|prohibit|suspension)", re.IGNORECASE),
        {"export_control", "import_ban", "sanction"},
    ),
)
"""Which measures a word may go back to."""


def gone_back_to(told: list[Event], measures: tuple[Measure, ...]) -> list[Event]:
    """Give what goes back to a measure the type and the economies of the one told last."""
    made = []
    for event in (e for e in told if e.type == AGAIN):
        before = [m for m in measures if m.evidence.start <= event.evidence.start and m.lever in OF_LEVER]
        kinds = next((kinds for name, kinds in _NAMED if name.search(event.trace[0])), set(OF_LEVER.values()))
        before = [m for m in before if OF_LEVER[m.lever] in kinds]
        last = max(before, key=lambda m: m.evidence.start, default=None)
        if last and last.parties and OF_LEVER[last.lever] not in ("purchase", "investment"):
            made.append(replace(event, type=OF_LEVER[last.lever], countries=last.parties))
    return made


_PLACED = regex(r"\b(?:in|since|by|from|until|of|early|late|mid|during)\s*-?$", re.IGNORECASE)
_NAME_OF_LAW = regex(r"\b(?:Act|Law|Code|Order|Treaty|Agreement|Plan|Programme)(?:\s+(?:\S+\s+)?of\s*|,\s*)$")


def is_day(sentence: Sentence, found: DateFound) -> bool:
    """Whether a date tells when something is; the year of a law's name does not."""
    lead = sentence.text[: found.start - sentence.start].rstrip()[-40:]
    lasts = found.text.casefold().startswith("over ")  # "to invest over 15 years"
    if lasts or BOUND.search(sentence.text[: found.end - sentence.start]):
        return False
    if len(found.iso) > 4 and lead.casefold().endswith(("over the", "over this")):
        return False  # "rose by 3 percent over the past month"
    if len(found.iso) > 4:
        return not _NAME_OF_LAW.search(lead)
    return (bool(_PLACED.search(lead)) and not _NAME_OF_LAW.search(lead)) or not found.text.isdigit()


_ACTS = ("agreement", "regulatory_action", "legislation", "court_ruling")


def kind_of(measure: Measure) -> str | None:
    """Return the type of event that a measure makes; a licence in spite of sanctions is one on sanctions."""
    told = (
        any(t.startswith("target from let") for t in measure.trace)
        or "waiver" in measure.evidence.text.casefold()
    )
    return "sanction" if measure.lever == "licence" and told else OF_LEVER.get(measure.lever)


def implied(reading: Reading, measures: tuple[Measure, ...], deeds: list[Event]) -> list[Event]:
    """Return the event of each measure that the report dates, and of those that its first sentences tell."""
    made: list[Event] = []
    past = _told_of_past(reading)
    for measure in measures:
        kind = kind_of(measure)
        if kind is None or measure.status_norm in ("proposed", "ruled_out", "threatened"):
            continue
        deal = kind in ("purchase", "investment")
        parties = measure.parties
        day = measure.end_date if measure.status_norm == "ended" else measure.effective_date
        if deal and (day is None or not measure.main) and measure.lever != "subsidy":
            continue
        told = day is None and measure.status_norm in ("in_force", "announced", "ended", "paused")
        if told and measure.main:
            acts = [e for e in deeds if e.type in _ACTS and reading.is_lead_span(e.evidence.start)]
            if any(set(e.countries) & set(parties) for e in acts):
                continue
            day = past.get(measure.evidence.start, reading.lead_day[0])
            if measure.status_norm == "announced" and _long_ago(reading, day):
                day = reading.lead_day[0]
        elif told:
            entry = reading.cleaned.entry_at(measure.evidence.start)
            untimed = entry is None or not entry.clock or measure.status_norm != "announced"
            dated_on = entry.day if entry is not None and entry.day else None if untimed else reading.today
            day = dated_on.isoformat() if dated_on is not None else None
        if day is None or not parties or _is_told(kind, day, parties, measure, (*deeds, *made)):
            continue
        status = "planned" if is_ahead(reading, day) else "done"
        made.append(Event(kind, day, "day" if len(day) == 10 else "month", "", parties, status, (), "", measure.evidence,
                          (f"the measure '{measure.lever}'",)))  # fmt: skip
    return made


def _is_told(
    kind: str, day: str, parties: tuple[str, ...], measure: Measure, deeds: tuple[Event, ...]
) -> bool:
    """Whether an act of that day is told already: the deal of the same sentence, or what says more than a rule does."""
    mine = [e for e in deeds if e.date == day and set(e.countries) & set(parties)]
    rule = kind == "regulatory_action" and any(e.type in OF_LEVER.values() for e in mine)
    begins = any(e.type == "agreement" and e.status == "planned" for e in mine)  # a pact's own first day
    return rule or begins or any(e.type in _ACTS and e.evidence.start == measure.evidence.start for e in mine)


def _long_ago(reading: Reading, day: str) -> bool:
    """Whether a day lies too far back for what is announced now: "the deal he did last summer"."""
    return day < (reading.today - timedelta(days=45)).isoformat()[: len(day)]


def _told_of_past(reading: Reading) -> dict[int, str]:
    """Return the first month or day gone by that each sentence tells, by where the sentence starts."""
    days = {
        s.start: [d.iso for d in reading.dates_of(s) if len(d.iso) > 6 and not d.ahead and is_day(s, d)]
        for s in reading.sentences
    }
    return {start: found[0] for start, found in days.items() if found}


def dated(reading: Reading, measures: tuple[Measure, ...], deeds: list[Event]) -> list[Event]:
    """Return an event for each day that a measure's sentence tells and no other event has taken."""
    made: list[Event] = []
    taken = {e.date for e in deeds}
    by_start = {m.evidence.start: m for m in measures}
    for sentence in reading.sentences:
        measure = by_start.get(sentence.start)
        kind = kind_of(measure) if measure else None
        if measure is None or kind in (None, "purchase", "investment") or sentence.is_title:
            continue
        parties = measure.parties
        wished = measure.status_norm in ("threatened", "proposed")
        for found in reading.dates_of(sentence):
            over = measure.status_norm == "ended" and measure.end_date is not None
            only_ends = over or (found.iso == measure.end_date and found.iso != measure.effective_date)
            if (wished and not found.ahead) or only_ends:
                continue
            if len(found.iso) < 7 or found.iso in taken or not parties or not is_day(sentence, found):
                continue
            taken.add(found.iso)
            status = "planned" if found.ahead else "done"
            made.append(Event(str(kind), found.iso, found.precision, found.text, parties, status, (), brief(sentence),
                              evidence(reading, sentence), (f"a day told of the measure '{measure.lever}'",)))  # fmt: skip
    return made
