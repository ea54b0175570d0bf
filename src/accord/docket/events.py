"""What happened and what is to happen: triggers of ``lexicon/events.yml``, with date and economies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from accord.docket.cues import clause
from accord.docket.dates import DateMention
from accord.docket.items import Event, Evidence
from accord.docket.reading import Reading
from accord.docket.rules import expression, rule_file
from accord.docket.tariffs import Found
from accord.docket.tense import direction_at
from accord.docket.tokens import Sentence
from accord.docket.vocabulary import KnownLaw

FAMILY = {"visit": "meeting", "summit": "meeting", "protest": "statement"}
_BOTH = re.compile(
    r"\b(?:the|both|their)\s+(?:two\s+)?(?:countries|sides|governments|leaders|nations|"
    r"economies|parties|teams|delegations|presidents|ministers)\b|\bbilateral\b",
    re.IGNORECASE,
)
_STARTED = re.compile(
    r"\b(?:announc|impos|introduc|rais|hik|doubl|lower|cut|reduc|slash|scrap|remov|slapp|"
    r"tighten|expand|lift|suspend|paus|reinstat|extend|end|replac|ban|bann|took\s+effect|"
    r"kick|halt|restrict|unveil|add|eas|start|begin|begun|began|trim|block|widen|adopt|"
    r"hit|implement|expand|levi|suspend|respond|retaliat|prohibit|requir|cap|capp|agree|abolish|revers)(?:ed|s|es|ing)?\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:He|She|They|It|The\s+(?:two|eight|group|bloc|visit|ministers|senate|Senate|"
    r"parliament|lower|upper|bill|law|summit|presidents|deal|agreement|pact|accord|"
    r"leaders|call|meeting|conversation|talks|sides|pair|ministers)|Both|Their|His|Her|"
    r"After\s+the|During\s+the|Also)\b"
)
_SAID_ON = re.compile(
    r"\b(?:said|says|told|wrote|announced|confirmed|added|reported|"
    r"stated)\s+(?:reporters\s+)?(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_ANNOUNCED_IN = re.compile(
    r"\b(?:announced|imposed|introduced|unveiled|placed|brought\s+in|barred|banned|halted|stopped|abolished|lifted|"
    r"restricted|tightened|prohibited|suspended|outlawed|capped|scrapped|reversed|removed|doubled|raised|cut)\s+"
    r"(?:[^\s,;.]+\s+){0,6}?in\s+$"
)
_OFF = re.compile(
    r"\b(?:put\s+off|postponed|cancelled|canceled|called\s+off|scrapped|shelved)\b", re.IGNORECASE
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|without|nor|neither|cannot)|n't)\s+(?:[^\s,;:.]+\s+){0,3}$", re.IGNORECASE
)
_UNREAL = re.compile(
    r"^(?:Without|Had)\b[^;]*\bwould\s+have\b|\bwould\s+(?:otherwise\s+)?have\s+(?:been\s+)?[a-z]+\b[^,;]*$",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(
    r"\b(?:days?|weeks?|months?|years?|decades?)\s+(?:after|since|before)\s+$", re.IGNORECASE
)
_MUST = re.compile(r"(?:must|has|have|needs?|yet)\s", re.IGNORECASE)
_ALWAYS = ("statement", "deadline", "court_ruling", "protest")
_BY_YEAR = ("legislation", "launch", "agreement")
_DECIDED = re.compile(
    r"^(?:The|This|That|Its|His|Her|Their)\s+(?:decision|move|step|measures?|ban|"
    r"announcement|order|change|agreement|deal|accord)\s+(?:was|were|has\s+been|came|"
    r"follow)",
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
def triggers() -> tuple[tuple[Trigger, ...], dict[str, re.Pattern[str]]]:
    """Return the shipped triggers, and the words that turn one into a wish, by event type or for all."""
    data = rule_file("events")
    made = tuple(
        Trigger(e["type"], expression(rf"\b(?:{e['pattern']})"), e["needs"], e.get("dated", False))
        for e in data["events"]
    )
    return made, {kind: expression(rf"\b{p}") for kind, p in data["not_events"].items()}


def find_events(reading: Reading, measures: list[Found]) -> list[Event]:
    """Return the events of a report: those the triggers tell and those its measures imply, merged."""
    told: list[Event] = []
    for sentence in reading.sentences:
        if not reading.has_room(told, "events"):
            break
        told += _events_of(reading, sentence)
    implied = [e for f in measures for e in _implied(reading, f, measures)]
    return merge_events([*told, *implied])


def _events_of(reading: Reading, sentence: Sentence) -> list[Event]:
    """Return the events of a sentence: one of a family, and another where it has a date of its own."""
    found: list[Event] = []
    families: set[str] = set()
    for trigger in triggers()[0]:
        family = FAMILY.get(trigger.type, trigger.type)
        for event in _told(reading, sentence, trigger):
            dates = {e.date for e in found if FAMILY.get(e.type, e.type) == family}
            if family not in families or (event.date_text and event.date not in dates and len(dates) < 3):
                found.append(event)
                families |= {family} | ({"meeting"} if family == "call" else set())
    return found


def deal_in_lead(reading: Reading) -> bool:
    """Whether the first sentences tell of an agreement reached."""
    trigger = next(t for t in triggers()[0] if t.type == "agreement")
    told = (e for s in reading.sentences[:3] for e in _told(reading, s, trigger))
    return any(e.status == "held" for e in told)


def _told(reading: Reading, sentence: Sentence, trigger: Trigger) -> list[Event]:
    """Return what a trigger tells in a sentence: one event, or several with dates of their own."""
    wishes = triggers()[1]
    if sentence.is_title and trigger.type in (
        "statement",
        "deadline",
        "visit",
        "meeting",
        "summit",
        "legislation",
    ):
        return []
    found: list[Event] = []
    for match in trigger.pattern.finditer(sentence.text):
        before = sentence.text[: match.start()][-70:]
        denied = trigger.type not in _ALWAYS and _is_denied(sentence.text, match.start())
        if denied or wishes.get(trigger.type, wishes["all"]).search(before):
            continue
        event = _event(reading, sentence, trigger, match)
        if event is not None and (not found or event.date_text):
            found.append(event)
    return found


def _is_denied(text: str, at: int) -> bool:
    """Whether what stands at a place did not happen, or only measures time: "a year after talks began"."""
    return bool(_DENIED.search(text[:at][-60:]) or _SINCE_THEN.search(text[:at][-40:])) or is_unreal(text, at)


def is_unreal(text: str, at: int) -> bool:
    """Whether a place stands in what would have happened: "without the order duties would have risen"."""
    left, right = clause(text, at, at)
    return bool(_UNREAL.search(text[left:right]))


def economies_of(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return the economies that take part in a sentence; places only where nobody else does."""
    actors = reading.actors(sentence)
    codes = [a.code for a in actors if not a.is_place or a.kind in ("economy", "adjective")]
    if _BOTH.search(sentence.text):
        codes += reading.pair or reading.common[:2]
    if len(set(codes)) < 2 and _GOES_ON.match(sentence.text):
        for earlier in reversed(reading.sentences[max(sentence.number - 2, 0) : sentence.number]):
            if inherited := [a.code for a in reading.actors(earlier) if not a.is_place]:
                codes += inherited
                break
    return tuple(dict.fromkeys(codes or [a.code for a in actors]))


@dataclass(frozen=True)
class _Dating:
    """When an event is: the date, its precision and words, the reason, whether it is still to come."""

    iso: str | None
    precision: str
    words: str
    why: str
    planned: bool


def _event(reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]) -> Event | None:
    codes = _sides(reading, sentence, trigger, match)
    when = _dating(reading, sentence, trigger, match)
    if codes is None or when is None:
        return None
    law = _known_law(reading, sentence) if trigger.type == "legislation" and not when.words else None
    if law is not None:
        why = f"the lexicon of laws: {law.name} passed {law.passed}"
        when, codes = _Dating(law.passed, "month", "", why, False), (law.code,)
    return Event(
        type=trigger.type,
        date=when.iso,
        date_precision=when.precision,
        date_text=when.words,
        countries=codes or tuple(reading.common[:1]),
        status="planned" if when.planned else "held",
        participants=tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person)),
        description=brief(sentence),
        evidence=evidence(reading, sentence),
        trace=(f"trigger '{match[0].strip()[:60]}'", when.why),
    )


def _sides(
    reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]
) -> tuple[str, ...] | None:
    """Return the economies of an event, or None where it has fewer than its type needs."""
    codes = economies_of(reading, sentence) or _of_the_group(reading, sentence)
    if trigger.type == "visit":
        codes = tuple(dict.fromkeys((*codes, *(a.code for a in reading.actors(sentence)))))
    if trigger.type in ("negotiation", "call") and len(codes) == 1 and codes[0] in reading.pair:
        codes = (*codes, *(c for c in reading.pair if c not in codes))
    alone = trigger.type == "meeting" and not _has_two_sides(reading, sentence, match, codes)
    return None if alone or len(codes) < trigger.needs else codes


def _dating(reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]) -> _Dating | None:
    """Return when an event is, or None where what is to come, or a deadline, carries no date."""
    text = sentence.text
    if trigger.type in ("visit", "meeting", "summit", "negotiation") and _OFF.search(text):
        return None
    years = trigger.type in _BY_YEAR
    chosen = nearest_date(reading, sentence, match.start(), match.end(), years, spoken=not trigger.dated)
    if trigger.type == "statement" and chosen is not None and chosen.ahead:
        chosen = None
    direction = direction_at(text, match.start(), match.end())
    to_come = direction == 1 or match[0].casefold().startswith(("to ", "will "))
    to_come = to_come or bool(_MUST.match(match[0]) and trigger.type == "legislation")
    ahead = chosen.ahead if chosen and len(chosen.iso) > 4 else to_come
    if (chosen is None and (trigger.dated or ahead)) or (trigger.type == "deadline" and not ahead):
        return None
    if chosen is None and _GOES_ON.match(text) and (told := reading.told_before(sentence)):
        return _Dating(
            told.iso, "inferred", "", f"goes on from '{told.text}' in the sentence before", to_come
        )
    return _Dating(*_when(reading, chosen), ahead or to_come)


def _known_law(reading: Reading, sentence: Sentence) -> KnownLaw | None:
    """Return the law of the lexicon that a sentence names, if it had been passed by the report's date."""
    today = reading.today.isoformat()
    laws = (law for law in reading.words.laws if any(form in sentence.text for form in law.forms))
    return next((law for law in laws if law.passed <= today), None)


def _of_the_group(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return the economies of the next sentence, where an alliance alone acts in this one."""
    if not any(m.kind == "alliance" for m in sentence.names):
        return ()
    return tuple(
        dict.fromkeys(
            a.code
            for s in reading.sentences[sentence.number + 1 : sentence.number + 2]
            for a in reading.actors(s)
        )
    )


def _has_two_sides(
    reading: Reading, sentence: Sentence, match: re.Match[str], codes: tuple[str, ...]
) -> bool:
    """Whether a meeting has someone at it: a person near the words, or two economies."""
    at = sentence.token_at(sentence.start + match.start())
    end = sentence.token_at(sentence.start + match.end())
    actors = reading.actors(sentence)
    if any(a.person and (at - 14 <= a.first <= end + 8) for a in actors):
        return True
    if any(m.kind == "alliance" for m in sentence.names) and reading.dates_of(sentence):
        return True
    if _BOTH.search(sentence.text) or (_GOES_ON.match(sentence.text) and len(codes) > 1):
        return True
    noun = re.match(r"(?:meeting|talks|discussions)\b", match[0], re.IGNORECASE)
    return not noun and len({a.code for a in actors}) > 1


def _when(reading: Reading, chosen: DateMention | None) -> tuple[str | None, str, str, str]:
    if chosen is not None:
        return chosen.iso, chosen.precision, chosen.text, f"date '{chosen.text}': {chosen.rule}"
    day, why = reading.lead_day
    return day, "inferred", "", why


def nearest_date(
    reading: Reading, sentence: Sentence, start: int, end: int, years: bool = True, spoken: bool = True
) -> DateMention | None:
    """Return the date nearest a place of a sentence, one of the same clause before any other.

    A day on which something was merely said comes last, or not at all without ``spoken``; a bare year
    counts only where ``years`` will do.
    """
    text = sentence.text
    left, right = clause(text, start, end)

    def said(mention: DateMention) -> bool:
        at = mention.start - sentence.start
        return bool(_SAID_ON.search(text[:at][-40:])) and not start <= at <= end

    def rank(mention: DateMention) -> tuple[bool, bool, int]:
        at = mention.start - sentence.start
        return (
            said(mention),
            not left <= at <= right,
            min(abs(at - end), abs(mention.end - sentence.start - start)),
        )

    usable = [d for d in reading.dates_of(sentence) if years or d.precision != "year"]
    usable = [d for d in usable if spoken or not said(d)]
    return min(usable, key=rank, default=None)


def span(reading: Reading, start: int, end: int) -> Evidence:
    """Return a piece of the cleaned text as evidence."""
    return Evidence(reading.text[start:end], start, end)


def evidence(reading: Reading, sentence: Sentence) -> Evidence:
    """Return a sentence as evidence."""
    return span(reading, sentence.start, sentence.end)


def brief(sentence: Sentence, limit: int = 160) -> str:
    """Return the sentence's first words, for a description."""
    text = " ".join(sentence.text.split())
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "\u2026"


def _implied(reading: Reading, found: Found, measures: list[Found]) -> list[Event]:
    """Return the events a measure implies: its start, its end, the day it was announced."""
    measure = found.measure
    kind = _kind(measure.lever)
    sentence = reading.sentences[found.sentence]
    if kind is None or found.standing.denied or _UNREAL.search(sentence.text):
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
    places = [sentence] if _STARTED.search(sentence.text) else []
    places += [s for s in following if _DECIDED.match(s.text)]
    for place in places:
        for mention in reading.dates_of(place):
            if mention.ahead or len(mention.iso) < 7:
                continue
            before = place.text[: mention.start - place.start][-30:]
            recent = (
                mention.precision == "day" and (reading.today - date.fromisoformat(mention.iso)).days < 75
            )
            if recent or (mention.precision == "month" and _ANNOUNCED_IN.search(before)):
                return mention, place
    return None, None


def _kind(lever: str) -> str | None:
    kinds = (
        ("export_", "export_control"),
        ("tariff", "tariff_change"),
        ("sanction", "sanction"),
        ("import_ban", "sanction"),
        ("embargo", "sanction"),
    )
    return next((kind for stem, kind in kinds if lever.startswith(stem)), None)


def merge_events(events: list[Event]) -> list[Event]:
    """Join events of one type, one month and a common economy; the fuller and the surer one stays."""
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
    together = bool(set(a.countries) & set(b.countries)) or a.type == "statement"
    return a.type == b.type and together and (not b.date or not a.date or a.date[:7] == b.date[:7])
