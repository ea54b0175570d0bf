# ruff: noqa: E501
"""What happened and what is to happen: triggers of ``lexicon/events.yml``, dated, with the economies of the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from accord.docket.cues import clause
from accord.docket.dates import DateMention
from accord.docket.items import Event, Evidence
from accord.docket.reading import Reading
from accord.docket.tariffs import Found
from accord.docket.tokens import Sentence

FAMILY = {"visit": "meeting", "summit": "meeting", "protest": "statement"}
_FUTURE = re.compile(
    r"\b(?:will|to|is\s+to|are\s+to|due|set|scheduled|expected|plans?|planned|preparing|may|could|next|upcoming|would|possible|potential|later\s+on|later\s+today|tomorrow)\b",
    re.IGNORECASE,
)
_STARTED = re.compile(
    r"\b(?:announc|impos|introduc|rais|hik|doubl|lower|cut|reduc|slash|scrap|remov|slapp|tighten|expand|lift|suspend|paus|reinstat|extend|end|replac|ban|bann|took\s+effect|halt|restrict|unveil|add|eas|start|begin|begun|began)(?:ed|s|es|ing)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Trigger:
    """One event type and the words that tell it."""

    type: str
    pattern: re.Pattern[str]
    needs: int
    dated: bool


@lru_cache(maxsize=1)
def triggers() -> tuple[tuple[Trigger, ...], re.Pattern[str]]:
    """Return the shipped triggers, and the words that turn one into a wish or a condition."""
    text = files("accord.docket.lexicon").joinpath("events.yml").read_text("utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    made = tuple(
        Trigger(
            e["type"], re.compile(rf"\b(?:{e['pattern']})", re.IGNORECASE), e["needs"], e.get("dated", False)
        )
        for e in data["events"]
    )
    return made, re.compile(rf"\b{data['not_events']['before']}", re.IGNORECASE)


def find_events(reading: Reading, measures: list[Found]) -> list[Event]:
    """Return the events of a report: those the triggers tell and those its measures imply, merged."""
    told: list[Event] = []
    known, wishes = triggers()
    for sentence in reading.sentences:
        for trigger in known:
            match = trigger.pattern.search(sentence.text)
            if match is None or (sentence.is_title and trigger.type == "statement"):
                continue
            if trigger.type not in ("statement", "deadline", "court_ruling", "protest") and wishes.search(
                sentence.text[: match.start()][-70:]
            ):
                continue
            event = _event(reading, sentence, trigger, match)
            if event is not None:
                told.append(event)
    implied = [e for f in measures for e in _implied(reading, f)]
    return merge_events([*told, *implied])


def _event(reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]) -> Event | None:
    codes = tuple(dict.fromkeys(a.code for a in reading.actors(sentence)))
    if len(codes) < trigger.needs:
        return None
    chosen = nearest_date(reading, sentence, match.start(), match.end())
    if chosen is None and trigger.dated:
        return None
    ahead = bool(_FUTURE.search(sentence.text[max(match.start() - 40, 0) : match.end()]))
    if trigger.type == "meeting" and not _has_two_sides(reading, sentence, codes):
        return None
    iso, precision, words, why = _when(reading, chosen, ahead)
    return Event(
        type=trigger.type,
        date=iso,
        date_precision=precision,
        date_text=words,
        countries=codes or tuple(reading.common[:1]),
        status="planned"
        if ahead and (chosen is None or chosen.iso >= reading.today.isoformat()[: len(chosen.iso)])
        else "held",
        participants=tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person)),
        description=brief(sentence),
        evidence=evidence(reading, sentence),
        trace=(f"trigger '{match[0].strip()[:60]}'", why),
    )


def _has_two_sides(reading: Reading, sentence: Sentence, codes: tuple[str, ...]) -> bool:
    return len(codes) > 1 or any(a.person for a in reading.actors(sentence))


def _when(reading: Reading, chosen: DateMention | None, ahead: bool) -> tuple[str | None, str, str, str]:
    if chosen is not None:
        return chosen.iso, chosen.precision, chosen.text, f"date '{chosen.text}': {chosen.rule}"
    if ahead:
        return None, "unknown", "", "no date given for what is to come"
    return reading.today.isoformat(), "inferred", "", "no date in the sentence: the report's own"


def nearest_date(reading: Reading, sentence: Sentence, start: int, end: int) -> DateMention | None:
    """Return the date nearest a place of a sentence, one of the same clause before any other."""
    left, right = clause(sentence.text, start, end)

    def rank(mention: DateMention) -> tuple[bool, int]:
        at = mention.start - sentence.start
        return not left <= at <= right, min(abs(at - end), abs(mention.end - sentence.start - start))

    return min(reading.dates_of(sentence), key=rank, default=None)


def evidence(reading: Reading, sentence: Sentence) -> Evidence:
    """Return a sentence as evidence."""
    return Evidence(reading.text[sentence.start : sentence.end], sentence.start, sentence.end)


def brief(sentence: Sentence, limit: int = 160) -> str:
    """Return the sentence's first words, for a description."""
    text = " ".join(sentence.text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "\u2026"


def _implied(reading: Reading, found: Found) -> list[Event]:
    """A tariff, control or sanction that starts, changes or ends is an event at each such date."""
    measure = found.measure
    kind = _kind(measure.lever)
    sentence = reading.sentences[found.sentence]
    if kind is None or found.standing.denied:
        return []
    base = Event(
        kind, None, "day", "", (*measure.imposing, *(c for c in measure.target if c != "world")), measure.status_norm, (),
        brief(sentence), measure.evidence, (f"the measure '{measure.lever}'",),
    )  # fmt: skip
    dates = [
        d for d in (measure.effective_date, measure.end_date if measure.lever == "export_ban" else None) if d
    ]
    made = [
        replace(
            base,
            date=d,
            date_precision="day" if len(d) == 10 else "month",
            status="planned" if d > reading.today.isoformat()[: len(d)] else "in force",
        )
        for d in dates
    ]
    announced = next(
        (
            d
            for d in reading.dates_of(sentence)
            if not d.ahead and d.precision == "day" and d.iso not in dates
        ),
        None,
    )
    if _STARTED.search(sentence.text) and not found.standing.requested and not sentence.is_title:
        if announced is not None and (reading.today.toordinal() - _ordinal(announced.iso)) < 15:
            made.append(replace(base, date=announced.iso, date_text=announced.text, status="announced"))
        elif not made and sentence.number <= 2 and measure.status_norm in ("announced", "scheduled"):
            made.append(
                replace(base, date=reading.today.isoformat(), date_precision="inferred", status="announced")
            )
    return made


def _ordinal(iso: str) -> int:
    from datetime import date

    return date.fromisoformat(iso).toordinal()


def _kind(lever: str) -> str | None:
    for stem, kind in (
        ("export_", "export_control"),
        ("tariff", "tariff_change"),
        ("sanction", "sanction"),
        ("import_ban", "tariff_change"),
        ("embargo", "sanction"),
    ):
        if lever.startswith(stem):
            return kind
    return None


def merge_events(events: list[Event]) -> list[Event]:
    """Join events of one family, one month and a common economy; the fuller and the surer one stays."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (e.date_precision == "inferred", e.date is None)):
        index = next((i for i, k in enumerate(kept) if _same(k, event)), None)
        if index is None:
            kept.append(event)
        else:
            kept[index] = replace(
                kept[index],
                countries=tuple(dict.fromkeys((*kept[index].countries, *event.countries))),
                participants=tuple(dict.fromkeys((*kept[index].participants, *event.participants))),
            )
    return sorted(kept, key=lambda e: e.evidence.start)


def _same(a: Event, b: Event) -> bool:
    family = FAMILY.get(a.type, a.type) == FAMILY.get(b.type, b.type)
    return (
        family
        and bool(set(a.countries) & set(b.countries))
        and (not b.date or not a.date or a.date[:7] == b.date[:7])
    )
