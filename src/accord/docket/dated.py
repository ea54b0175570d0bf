"""Dates that no trigger has read: the words of their clause tell what happened then, if anything did."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from accord.docket.dates.before import DateMention
from accord.docket.items import Event
from accord.docket.reading import Reading, brief, evidence
from accord.docket.rules import expression, rule_file
from accord.docket.tense import would_have
from accord.docket.tokens import Sentence
from accord.docket.triggers import expand
from accord.docket.when import is_denied

MOST = 4
"""Dates of a sentence that are looked at; no sentence of a report tells more acts."""
_TURN = re.compile(
    r"\s(?:and|but|after|before|that|which|who|whom|when|while|as|where|because|since|whose|if|unless|"
    r"although|though)\s|[;:\"\u2014]|,(?!\d)"
)
_GENERIC = re.compile(
    r"\b(?:approv\w*|restrict\w*|suspen\w+|bans?|bann?ed|curb\w*|measures?|permits?|licen[cs]\w+|block\w*|step|rules)\b"
)
_PROBE = re.compile(r"\b(?:probes?|investigat\w+|inquir\w+|imports?)\b")
_GOODS_OUT = re.compile(r"\b(?:export\w*|shipments?|shipping)\b")
_REFERS = re.compile(
    r"\b(?:since|until|till|before|than|the|of|last\s+\w+\s+in|first\s+\w+\s+in)\s+"
    r"(?:at\s+least\s+)?(?:late\s+|early\s+|mid-)?$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|from|of|for)\s+(?:late\s+|early\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until)\s+(?:the\s+)?$", re.IGNORECASE)
_BACK = re.compile(
    r"^\W*(?:(?:They|It|These|Those|This|Both)\b|(?:The|Those|These|Such)\s+(?:\w+\s+)?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|"
    r"measures?|curbs|restrictions|sanctions|controls|rules?|rates?|ban|changes?|decision|move|order|law|bill|"
    r"deal|agreement|pact|talks|negotiations|package|exemptions?|quotas?|case|step|suspension)\b)"
)
_SPAN = re.compile(r"^(?:over|within)\b|\bnext\s+\d|\bafter$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|failed)\b")
_BORROWED = (
    "tariff_change",
    "export_control",
    "sanction",
    "legislation",
    "negotiation",
    "agreement",
    "regulatory_action",
    "court_ruling",
)
_LASTING = ("tariff_change", "export_control", "sanction", "regulatory_action")

Topics = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], Topics]:
    """Return the verbs that make an act, the words that make none, wishes, and the words of each type."""
    data = rule_file("events")["dated"]
    topics = tuple((t["type"], expression(rf"\b(?:{expand(t['words'])})")) for t in data["topics"])
    act, idle, wish = (expression(rf"\b(?:{expand(data[key])})") for key in ("act", "idle", "wish"))
    return act, idle, wish, topics


def dated_events(
    reading: Reading, told: list[Event], economies: Callable[[Sentence], tuple[str, ...]]
) -> list[Event]:
    """Return an event for each date of an act that no event of its sentence has taken."""
    found: list[Event] = []
    for sentence in reading.sentences:
        if sentence.is_title or not reading.dates_of(sentence):
            continue
        inside = [e for e in told if sentence.start <= e.evidence.start < sentence.end]
        for mention in reading.dates_of(sentence)[:MOST]:
            if any(e.date == mention.iso for e in inside):
                continue
            event = _event(reading, sentence, mention, economies(sentence), told)
            if (
                event is not None
                and not any(_same(e, event) for e in found)
                and not any(
                    e.type == event.type and (_same(e, event) or (e.date_text and e.type not in _LASTING))
                    for e in inside
                )
            ):
                found.append(event)
                inside.append(event)
    return found


def _same(a: Event, b: Event) -> bool:
    return a.type == b.type and (a.date or "")[:7] == (b.date or "")[:7]


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause of a date: up to the next turn; a date alone goes with the clause beside it."""
    act, *_ = _rules()
    cuts = [m.start() for m in _TURN.finditer(text) if m.end() <= start or m.start() >= end]
    left = max((c for c in cuts if c <= start), default=0)
    opening = len(text[:start].split()) <= 5
    right = next(
        (c for c in (*(c for c in cuts if c >= end), len(text)) if not opening or act.search(text[left:c])),
        len(text),
    )
    return left, right


def _tells(text: str, mention: DateMention, at: int, left: int, right: int) -> bool:
    """Whether the clause of a date tells an act: no speech, no figures, no wish, nothing that is denied."""
    act, idle, wish, _ = _rules()
    part = text[left:right]
    verb = act.search(part)
    if verb is None or idle.search(part) or wish.search(part) or would_have(part):
        return False
    bare = mention.text[-4:].isdigit() and mention.precision == "year"
    quoted = text[:at].count('"') % 2 or _SPAN.search(mention.text)
    refers = quoted or _REFERS.search(text[:at][-30:]) or (bare and not _IN.search(text[:at]))
    return not refers and not is_denied(text, left + verb.start())


def _event(
    reading: Reading, sentence: Sentence, mention: DateMention, codes: tuple[str, ...], told: list[Event]
) -> Event | None:
    text, at, stop = sentence.text, mention.start - sentence.start, mention.end - sentence.start
    left, right = clause_of(text, at, stop)
    part = text[left:right]
    kind = (
        _kind(reading, sentence, left, part, mention, told)
        if _tells(text, mention, at, left, right)
        else None
    )
    if kind is None or (kind in ("purchase", "investment") and _BY.search(text[:at])):
        return None
    if _BACK.search(text):
        codes = tuple(dict.fromkeys((*codes, *_who_before(sentence, kind, told))))
    codes = codes or reading.pair or tuple(reading.common[:1])
    if not codes or not _is_near(reading, mention, kind, told):
        return None
    people = tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person))
    status = "planned" if mention.ahead else "held"
    why = f"date '{mention.text}': {mention.rule}"
    return Event(
        kind, mention.iso, mention.precision, mention.text, codes, status, people, brief(sentence),
        evidence(reading, sentence), (f"clause '{' '.join(part.split())[:60]}'", why),
    )  # fmt: skip


def _kind(
    reading: Reading, sentence: Sentence, left: int, part: str, mention: DateMention, told: list[Event]
) -> str | None:
    """Return the type the words of a clause tell; where they only refer, those before it do."""
    *_, topics = _rules()
    kind = next((k for k, words in topics if words.search(part) and (k != "deadline" or mention.ahead)), None)
    if kind == "regulatory_action" and _GENERIC.search(part) and not _PROBE.search(part):
        return _meant(sentence.text, told, left)
    if kind is not None:
        return kind
    if left:
        return _last_topic(" ".join(sentence.text[:left].split()[-8:]))
    if _BACK.search(part) and sentence.number:
        return _last_topic(reading.sentences[sentence.number - 1].text)
    return None


def _who_before(sentence: Sentence, kind: str, told: list[Event]) -> tuple[str, ...]:
    """Return the economies of the last act of a type told before a sentence."""
    earlier = [e for e in told if e.type == kind and e.evidence.start < sentence.start]
    return max(earlier, key=lambda e: e.evidence.start).countries if earlier else ()


def _last_topic(text: str) -> str | None:
    """Return the type of the last thing a text speaks of that may be done at a date."""
    *_, topics = _rules()
    if _NOT.search(text):
        return None
    ends = [(m.start(), k) for k, words in topics if k in _BORROWED for m in words.finditer(text)]
    return max(ends)[1] if ends else None


def _meant(text: str, told: list[Event], left: int) -> str:
    """Return what a ban, a permit or an approval is about: what was spoken of, exports, the act told of."""
    before = _last_topic(" ".join(text[:left].split()[-8:]))
    if before and before != "regulatory_action":
        return before
    if _GOODS_OUT.search(text):
        return "export_control"
    acts = [e.type for e in told if e.type in ("export_control", "sanction", "regulatory_action")]
    return acts[-1] if acts else "regulatory_action"


def _is_near(reading: Reading, mention: DateMention, kind: str, told: list[Event]) -> bool:
    """Whether a date is one the report is about: not long before it, or in the two years to come."""
    year, month = int(mention.iso[:4]), int(mention.iso[5:7] or 0)
    months = (year - reading.today.year) * 12 + (month - reading.today.month if month else 0)
    if kind == "launch" and mention.precision == "year" and not mention.ahead and mention.text.isdigit():
        return False
    past = 84 if kind in _LASTING and any(e.type == kind for e in told) else 60
    return -past <= months <= 25 and (
        mention.precision != "year" or months <= 0 or not mention.text.isdigit()
    )
