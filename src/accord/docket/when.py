"""When an event is: the date that belongs to its words, and whether it happened, is to come, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.docket.cues import clause
from accord.docket.dates.before import DateMention
from accord.docket.reading import Reading
from accord.docket.tense import direction_at, would_have
from accord.docket.tokens import Sentence
from accord.docket.triggers import Trigger

_SAID_ON = re.compile(
    r"\b(?:said|says|told|wrote|announced|confirmed|added|reported|"
    r"stated)\s+(?:reporters\s+)?(?:on\s+|late\s+|early\s+)*$",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:put\s+off|postponed|cancelled|canceled|called\s+off|scrapped|shelved|boycotted)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|without|nor|neither|cannot)|n't)\s+(?:[^\s,;:.]+\s+){0,3}$", re.IGNORECASE
)
_SINCE_THEN = re.compile(
    r"\b(?:(?:years?|decades?)\s+after|(?:days?|weeks?|months?|years?|decades?)\s+(?:since|before))\s+$",
    re.IGNORECASE,
)
_MUST = re.compile(r"(?:must|has|have|needs?|yet)\s", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:in|since|by|from|until)\s+(?:late\s+|early\s+)?$", re.IGNORECASE)
_IN_A_CLAUSE = re.compile(
    r"\b(?:that|which|who|when|after|before|while|as)\s[^,;]*\b(?:\w+ed|was|were|had|took|made|met|held|won|came|went)\b"
)
_ONCE = re.compile(r"\b(?:after|following)\b[^,]*$")
_WOULD = re.compile(r"\bwould\s+(?:\S+\s+){0,5}$", re.IGNORECASE)
_GOVERNOR = re.compile(
    r"\b((?!expected|scheduled|planned|slated|issued|released|published|dated|reported|based|proposed|noted)\w+ed|"
    r"struck|made|held|won|took|began|begun|gave|wrote)\s+(?:back\s+|again\s+|first\s+|late\s+|early\s+|"
    r"only\s+|public\s+)?(?:in|on|since|from|by)?\s*(?:late\s+|early\s+)?$"
)
_TURNS_TO = re.compile(r"\band\s+(?:it|he|she|they|is|are|will|would|expects?|plans?|hopes?|could)\b")
_FIRST_SINCE = re.compile(r"\bsince\s+(?:\S+\s+)?$", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:first|second|third|fourth|fifth|\w+th|only|last|round)\b", re.IGNORECASE)
_RECALLED = re.compile(
    r"(?:deal|agreement|pact|accord|framework|truce|treaty|contract)\b.*(?:ed|struck)$", re.IGNORECASE
)
_SPOKEN = ("post", "statement", "reaction", "said")
_FROM = ("tariff_change", "export_control", "sanction", "legislation", "deadline", "as before", "visit")
_WITHOUT_A_DAY = ("export_control", "sanction", "launch")
_DONE_DEEDS = ("agreement", "legislation", "launch")
_REACHED = re.compile(
    r"(?:reached|struck|signed|sealed|concluded|clinched|decided|agreed|approved|passed|adopted|launched|unveiled)\b",
    re.IGNORECASE,
)
_PAST_ONLY = (*_SPOKEN, "purchase", "investment")
_NAMED_YEAR = re.compile(r"(?:last|this|next)\s+year", re.IGNORECASE)
_TURN = re.compile(
    r"\b(?:and|but|after|before|that|which|who|when|while|as|following|ahead|during|where)\b|[,;:]"
)
_INTO = re.compile(r"\b(?:that|which|who|whose|to|would|will|could)\b")
_ANNOUNCING = re.compile(
    r"\b(?:announc|sa(?:id|ys)|confirm|order(?:ed|s)|decided?|agreed|approv|unveil|declar|told|publish|showed|pledg|commit)\w*\b|"
    r"\bsign\w*\s+(?:on\s+\w+\s+)?(?:an?|the)\s+(?:\w+\s+)?(?:order|proclamation|decree|law|bill|memo)\b"
)
_SIGNED = re.compile(
    r"\b(?:sign|ink|reach|str[iu]|conclud)\w*\s+(?:\S+\s+){0,4}?(?:deal|agreement|contract|memorandum)"
)
_BEFORE_IT = re.compile(
    r"\b(?:before|ahead\s+of|prior\s+to)\s+(?:the\s+|an?\s+)?(?:deadline\s+(?:of\s+)?)?$", re.IGNORECASE
)
_OF_ANOTHER = re.compile(r"(?:'s|\s+deadline)\b", re.IGNORECASE)
_DONE = re.compile(
    r"(?:has|have|had|was|were|been)\s|\w+ed\b|\b(?:put|cut|set|took|struck|brought|bought|froze)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"expir|laps|ran\s+out|end", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^(?:He|She|They|It|The\s+(?:two|eight|group|bloc|visit|ministers|senate|Senate|"
    r"parliament|lower|upper|bill|law|summit|presidents|deal|agreement|pact|accord|"
    r"leaders|call|meeting|conversation|talks|sides|pair|ministers)|Both|Their|His|Her|"
    r"After\s+the|During\s+the|Also)\b"
)


@dataclass(frozen=True)
class Dating:
    """When an event is: the date, its precision and words, the reason, whether it is still to come."""

    iso: str | None
    precision: str
    words: str
    why: str
    planned: bool


def goes_on(sentence: Sentence) -> bool:
    """Whether a sentence goes on about who or what the one before told of: "The talks ...", "They ..."."""
    return bool(_GOES_ON.match(sentence.text))


def is_denied(text: str, at: int) -> bool:
    """Whether what stands at a place did not happen, or only measures time: "a year after talks began"."""
    return bool(_DENIED.search(text[:at][-60:]) or _SINCE_THEN.search(text[:at][-40:])) or is_unreal(text, at)


def is_unreal(text: str, at: int) -> bool:
    """Whether a place stands in what would have happened: "without the order duties would have risen"."""
    left, right = clause(text, at, at)
    return would_have(text[max(left - 12, 0) : right])


def dating(reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]) -> Dating | None:
    """Return when an event is, or None where what is to come, or must have a date, carries none."""
    text = sentence.text
    chosen = nearest_date(reading, sentence, trigger, match)
    if chosen is not None and chosen.ahead and trigger.type in _DONE_DEEDS and _REACHED.match(match[0]):
        chosen = nearest_date(reading, sentence, trigger, match, past=True)
    direction = direction_at(text, match.start(), match.end())
    if (
        chosen is not None
        and len(chosen.iso) == 4
        and direction == -1
        and is_later(chosen.iso, reading.today.isoformat())
    ):
        chosen = nearest_date(reading, sentence, trigger, match, past=True)
    off = trigger.type in ("visit", "meeting", "summit") or (trigger.type == "negotiation" and chosen is None)
    if off and _OFF.search(text):
        return None
    if trigger.type in _PAST_ONLY and chosen is not None and chosen.ahead:
        chosen = None
    to_come = direction == 1 or match[0].casefold().startswith(("to ", "will "))
    infinitive = text[: match.start()].endswith("to ") and trigger.type not in ("purchase", "investment")
    to_come = (
        to_come
        or (infinitive and chosen is None)
        or bool(_MUST.match(match[0]) and trigger.type == "legislation")
    )
    ahead = chosen.ahead if chosen and len(chosen.iso) > 4 else to_come
    if trigger.type == "deadline" and not ahead and not _OVER.match(match[0]):
        return None
    if chosen is not None:
        why = f"date '{chosen.text}': {chosen.rule}"
        return Dating(chosen.iso, chosen.precision, chosen.text, why, ahead or to_come)
    return (
        None if ahead and trigger.undated != "now" else _undated(reading, sentence, trigger, match, to_come)
    )


def is_later(iso: str, day: str) -> bool:
    """Whether an ISO day, month or year is after another, to the coarser precision."""
    return iso > day[: len(iso)]


def _undated(
    reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str], to_come: bool
) -> Dating | None:
    """Return the day of what carries no date: the day spoken of before, or the report's, if it may be so."""
    done = _DONE.search(sentence.text[: match.end()][max(match.start() - 12, 0) :])
    if trigger.undated == "never" or (trigger.undated == "lead" and not done):
        return None
    if trigger.undated == "lead" and not reading.is_lead(sentence):
        told_of = trigger.type in _WITHOUT_A_DAY
        return Dating(None, "unknown", "", "the text gives no day", to_come) if told_of else None
    if goes_on(sentence) and (told := reading.told_before(sentence)):
        why = f"goes on from '{told.text}' in the sentence before"
        return Dating(told.iso, "inferred", "", why, to_come)
    day, why = reading.lead_day
    return Dating(day, "inferred", "", why, to_come)


def is_only_possible(text: str, start: int) -> bool:
    """Whether words stand after "would" that nobody announces: "the plan would raise tariffs"."""
    would = _WOULD.search(text[:start][-60:])
    return bool(would) and not _ANNOUNCING.search(text[:start])


def is_recalled(sentence: Sentence, match: re.Match[str], reading: Reading) -> bool:
    """Whether words name something done, with its date: "the agreement announced in October"."""
    after = sentence.start + match.end()
    near = any(0 <= d.start - after <= 6 and not d.ahead for d in reading.dates_of(sentence))
    return near and bool(_RECALLED.match(match[0]))


def nearest_date(
    reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str], past: bool = False
) -> DateMention | None:
    """Return the date nearest a trigger's words, one of the same clause before any other.

    A day on which something was merely said comes last, or not at all where a date is needed; a bare year
    counts only after a preposition: "in 2018", not "the 2018 tariffs".
    """
    text, (start, end) = sentence.text, match.span()
    left, right = clause(text, start, end)

    def said(mention: DateMention) -> bool:
        at = mention.start - sentence.start
        return bool(_SAID_ON.search(text[:at][-40:])) and not start <= at <= end

    def rank(mention: DateMention) -> tuple[bool, bool, int, int, bool]:
        at, stop = mention.start - sentence.start, mention.end - sentence.start
        turns = len(_TURN.findall(_between(text, at, stop, start, end)))
        near = min(abs(at - end), abs(stop - start))
        return said(mention), not left <= at <= right, turns, near, at < start

    usable = [d for d in reading.dates_of(sentence) if _belongs(sentence, d, trigger, start, end)]
    if past:
        usable = [d for d in usable if not d.ahead and not is_later(d.iso, reading.today.isoformat())]
    if trigger.undated == "never" and trigger.type != "said":
        usable = [d for d in usable if not said(d)]
    return min(usable, key=rank, default=None)


def _between(text: str, at: int, stop: int, start: int, end: int) -> str:
    return text[end:at] if at >= end else text[stop:start] if stop <= start else ""


def _belongs(sentence: Sentence, mention: DateMention, trigger: Trigger, start: int, end: int) -> bool:
    """Whether a date may be that of words at a place of its sentence."""
    text, at, stop = sentence.text, mention.start - sentence.start, mention.end - sentence.start
    before, between = text[:at], _between(text, at, stop, start, end)
    named = mention.precision == "month" and before.endswith("the ") and not 0 <= start - stop <= 40
    remote = len(between.split()) > 8 or re.search(r"\b(?:said|told|that)\b", between)
    far = named or (trigger.type in ("reaction", "statement") and remote)
    past = mention.text.endswith("after") and not 0 <= start - stop <= 60
    if far or past or _only_refers(mention, trigger, before, text[max(start - 20, 0) : at]):
        return False
    if trigger.type in ("said", "as before"):
        beside = len(between.split()) <= 5 and not _TURN.search(between)
        return beside and (trigger.type == "said" or at >= end)
    if trigger.type == "deadline" or start <= at <= end:
        return True
    owner = _OF_ANOTHER.match(text[stop:])
    owned = owner is not None and (owner[0] != "'s" or not 0 <= start - stop <= 30)
    once = stop <= start and _ONCE.search(between)
    if owned or once or _BEFORE_IT.search(before[-30:]) or _TURNS_TO.search(between):
        return False
    if at >= end:
        compared = re.search(r"\bsince\s.*\b(?:\w+ed|took|began|came|won)\s", between)
        return not (compared or _of_another_verb(before, at, end) or _IN_A_CLAUSE.search(between))
    into = _INTO.search(between) if trigger.type not in _SPOKEN else None
    matrix = before[-90:] + between[: into.start() if into else 0]
    bought = trigger.type in ("purchase", "investment") and _SIGNED.search(matrix)
    return into is None or bool(bought or _ANNOUNCING.search(matrix))


def _only_refers(mention: DateMention, trigger: Trigger, before: str, since: str) -> bool:
    """Whether a date only refers: "the 2018 tariffs", "the first visit since 2018", "from May"."""
    year = mention.precision == "year"
    placed = _IN_YEAR.search(before[-20:]) or _NAMED_YEAR.match(mention.text)
    return bool(
        (year and (trigger.type in _SPOKEN or not placed))
        or (_FIRST_SINCE.search(before + mention.text.split()[0] + " ") and _COUNTED.search(since))
        or (trigger.type not in _FROM and before.endswith(("from ", "as of ")))
    )


def _of_another_verb(before: str, at: int, end: int) -> bool:
    """Whether a later verb stands right before a date: "signed the pact that was agreed in May"."""
    tail = before[-40:]
    governor = _GOVERNOR.search(tail)
    return bool(governor) and at - len(tail) + (governor.start(1) if governor else 0) > end + 12
