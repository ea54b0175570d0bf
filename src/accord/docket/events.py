"""What happened and what is to happen: triggers of ``lexicon/events.yml``, with date and economies."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from accord.docket.dated import dated_events
from accord.docket.following import Found
from accord.docket.implied import implied, kind_of
from accord.docket.items import Event
from accord.docket.reading import Reading, brief, evidence
from accord.docket.tokens import Sentence
from accord.docket.triggers import Trigger, triggers
from accord.docket.vocabulary import KnownLaw
from accord.docket.when import Dating, dating, goes_on, is_denied, is_later, is_only_possible, is_recalled

MOST = 12
"""Places of a sentence that one trigger may read; no sentence of a report has more."""
FAMILY = {"visit": "meeting", "summit": "meeting", "protest": "statement"}
_SEVERAL = re.compile(
    r"\b(?:the|these|same)\s+(?:three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+)?"
    r"(?:countries|members|nations|states|ministers|governments|economies)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:the|both|their)\s+(?:two\s+)?(?:countries|sides|governments|leaders|nations|"
    r"economies|parties|teams|delegations|presidents|ministers)\b|\bbilateral\b",
    re.IGNORECASE,
)
_REMARKS = ("post", "statement", "reaction", "said")
_ALWAYS = (*_REMARKS, "deadline", "court_ruling", "protest")
_ACTS = ("tariff_change", "export_control", "sanction", "regulatory_action")
_IN_TITLES = ("agreement", "call", "protest", "court_ruling")


def find_events(reading: Reading, measures: list[Found]) -> list[Event]:
    """Return the events of a report: those the triggers tell and those its measures imply, merged."""
    told: list[Event] = []
    for sentence in reading.sentences:
        if not reading.has_room(told, "events"):
            break
        told += _as_before(_events_of(reading, sentence), told, measures)
    remarks = [e for e in told if e.type in _REMARKS]
    deeds = [e for e in told if e.type not in _REMARKS]
    deeds = merge_events([*deeds, *(e for f in measures for e in implied(reading, f))])
    by_date = dated_events(reading, [*deeds, *remarks], lambda s: economies_of(reading, s))
    deeds = merge_events([*deeds, *by_date])
    return sorted([*deeds, *_remark(reading, remarks, deeds)], key=lambda e: e.evidence.start)


def _remark(reading: Reading, remarks: list[Event], deeds: list[Event]) -> list[Event]:
    """Return the remark that is an event of the report; all others are listed as statements alone.

    A post comes before words to reporters, these before a reaction, this before what was merely said, which
    counts on another day than the report's, or where nothing else happened on its own.
    """
    days = {d.date for d in deeds if d.date_precision == "day" and d.status != "planned"}
    quiet = (reading.lead_day[0], reading.today.isoformat())
    told = {d.evidence.start for d in deeds}
    fit = [
        e
        for e in remarks
        if e.type != "said" or e.date not in quiet or (e.date not in days and e.evidence.start not in told)
    ]
    order = sorted(
        fit, key=lambda e: (not e.date_text, _REMARKS.index(e.type), e.date in quiet, e.evidence.start)
    )
    others = (e for e in order[1:] if e.date not in quiet and not _same_month(e, order[0]))
    return [_with_sides(e, fit) for e in (*order[:1], *list(others)[:1])]


def _same_month(a: Event, b: Event) -> bool:
    return (a.date or "")[:7] == (b.date or "")[:7]


def _with_sides(remark: Event, remarks: list[Event]) -> Event:
    """Return a remark with the economies of all remarks of its month."""
    same = (e for e in remarks if _same_month(e, remark))
    sides = dict.fromkeys(c for e in (remark, *same) for c in e.countries)
    return replace(remark, type="statement", countries=tuple(sides))


def _events_of(reading: Reading, sentence: Sentence) -> list[Event]:
    """Return the events of a sentence: one of a family, and another where it has a date of its own.

    Words tell one event: what an earlier trigger of the list has read is closed to those after it.
    """
    found: list[Event] = []
    families: set[str] = set()
    taken: list[tuple[int, int]] = []
    for trigger in triggers():
        family = FAMILY.get(trigger.type, trigger.type)
        for event in _told(reading, sentence, trigger, taken):
            dates = {e.date for e in found if FAMILY.get(e.type, e.type) == family}
            if family == "negotiation" and any(x.type == "agreement" and x.date == event.date for x in found):
                continue
            if family not in families or (event.date_text and event.date not in dates and len(dates) < 3):
                found.append(event)
                families |= {family} | ({"meeting"} if family == "call" else set())
    return found


def _as_before(found: list[Event], told: list[Event], measures: list[Found]) -> list[Event]:
    """Give "the measures take effect on Friday" the type and the economies of the act told of last."""
    acts = [e for e in told if e.type in _ACTS]
    act = next(
        (e for e in reversed(acts) if e.type != "regulatory_action"), acts[-1] if acts else None
    ) or next(
        (
            Event(kind, None, "", "", f.measure.imposing, "", (), "", f.measure.evidence)
            for f in measures
            if (kind := kind_of(f.measure.lever))
        ),
        None,
    )
    named = [e for e in found if e.type != "as before"]
    rest = [e for e in found if e.type == "as before"]
    if act is None or any(e.type in _ACTS for e in named):
        return named
    return named + [
        replace(e, type=act.type, countries=tuple(dict.fromkeys((*act.countries, *e.countries))))
        for e in rest
    ]


def deal_in_lead(reading: Reading) -> bool:
    """Whether the first sentences tell of an agreement reached."""
    trigger = next(t for t in triggers() if t.type == "agreement")
    told = (e for s in reading.sentences[:3] for e in _told(reading, s, trigger, []))
    return any(e.status == "held" for e in told)


def _told(
    reading: Reading, sentence: Sentence, trigger: Trigger, taken: list[tuple[int, int]]
) -> list[Event]:
    """Return what a trigger tells in a sentence: one event, or several with dates of their own."""
    if sentence.is_title and trigger.type not in _IN_TITLES:
        return []
    found: list[Event] = []
    for match in islice(trigger.pattern.finditer(sentence.text), MOST):
        if any(_covers(span, match.span()) for span in taken) and trigger.type != "deadline":
            continue
        before = sentence.text[: match.start()][-70:]
        denied = trigger.type not in _ALWAYS and is_denied(sentence.text, match.start())
        wished = trigger.wished(before) or is_only_possible(sentence.text, match.start())
        if denied or (wished and trigger.type not in _ALWAYS and not is_recalled(sentence, match, reading)):
            taken.append((match.start(), match.start() + 1))
            continue
        event = _event(reading, sentence, trigger, match)
        if event is not None:
            taken.append(match.span())
        if event is not None and (not found or event.date_text):
            found.append(event)
    return found


def _covers(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def economies_of(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    """Return the economies that take part in a sentence; places only where nobody else does."""
    actors = reading.actors(sentence)
    codes = [a.code for a in actors if not a.is_place or a.kind in ("economy", "adjective")]
    if _BOTH.search(sentence.text):
        codes += reading.pair or reading.common[:2]
    if _SEVERAL.search(sentence.text):
        codes += reading.common[:8]
    if len(set(codes)) < 2 and goes_on(sentence):
        for earlier in reversed(reading.sentences[max(sentence.number - 2, 0) : sentence.number]):
            if inherited := [a.code for a in reading.actors(earlier) if not a.is_place]:
                codes += [*inherited, *reading.common[:1]]
                break
    return tuple(dict.fromkeys(codes or [a.code for a in actors]))


def _event(reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]) -> Event | None:
    codes = _sides(reading, sentence, trigger, match)
    when = dating(reading, sentence, trigger, match)
    if codes is None or when is None:
        return None
    law = _known_law(reading, sentence) if trigger.type == "legislation" and not when.words else None
    if law is not None:
        why = f"the lexicon of laws: {law.name} passed {law.passed}"
        when, codes = Dating(law.passed, "month", "", why, False), (law.code,)
    return Event(
        type=trigger.type,
        date=when.iso,
        date_precision=when.precision,
        date_text=when.words,
        countries=codes or tuple(reading.common[:1]),
        status=_status(trigger.type, when, reading.today.isoformat()),
        participants=tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person)),
        description=brief(sentence),
        evidence=evidence(reading, sentence),
        trace=(f"trigger '{match[0].strip()[:60]}'", when.why),
    )


def _status(kind: str, when: Dating, day: str) -> str:
    """Return how an event stands: what is dated after the report is planned, whatever its verb."""
    if when.planned or (when.iso and is_later(when.iso, day)):
        return "planned"
    return "in force" if kind in ("tariff_change", "export_control", "sanction") else "held"


def _sides(
    reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]
) -> tuple[str, ...] | None:
    """Return the economies of an event, or None where it has fewer than its type needs."""
    codes = economies_of(reading, sentence) or _of_the_group(reading, sentence)
    if trigger.type == "visit":
        codes = tuple(dict.fromkeys((*codes, *(a.code for a in reading.actors(sentence)))))
    codes = codes or reading.pair or (tuple(reading.common[:1]) if trigger.needs else ())
    if trigger.type in ("negotiation", "call") and len(codes) == 1 and codes[0] in reading.pair:
        codes = (*codes, *(c for c in reading.pair if c not in codes))
    alone = trigger.type == "meeting" and not _has_two_sides(reading, sentence, match, codes)
    with_group = bool(codes) and any(m.kind == "alliance" for m in sentence.names)
    return None if alone or len(codes) + with_group < trigger.needs else codes


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
    if (_BOTH.search(sentence.text) or _SEVERAL.search(sentence.text)) or (
        goes_on(sentence) and len(codes) > 1
    ):
        return True
    if "EU" in codes or (not actors and len(codes) > 1):
        return True
    noun = re.match(r"(?:meeting|talks|discussions)\b", match[0], re.IGNORECASE)
    return not noun and len({a.code for a in actors}) > 1


def merge_events(events: list[Event]) -> list[Event]:
    """Join events of one type, one month and a common economy; the fuller and the surer one stays."""
    kept: list[Event] = []
    events = [e for e in events if e.countries or e.type != "accession"]
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
    """Whether two entries tell one event: type, an economy, and the day, or the month if days are vague."""
    if not (set(a.countries) & set(b.countries)):
        return False
    if a.type != b.type:
        vague = "inferred" in (a.date_precision, b.date_precision)
        return vague and a.date == b.date and FAMILY.get(a.type, a.type) == FAMILY.get(b.type, b.type)
    if not a.date or not b.date:
        return True
    exact = a.date_precision == b.date_precision == "day"
    return a.date == b.date if exact else a.date[:7] == b.date[:7]
