"""What comes next: everything the report dates after itself, and the next round it speaks of."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from accord.docket.cues import clause
from accord.docket.dates.before import DateMention
from accord.docket.events import economies_of
from accord.docket.items import Step
from accord.docket.reading import Reading, evidence
from accord.docket.tokens import Sentence
from accord.docket.when import is_unreal

_KINDS = (
    ("accession", r"invit|join|signator|accede|membership"),
    ("negotiation", r"round\s+of|negotiat|trade\s+talks|talks"),
    ("exemption", r"no\s+longer\s+apply|exempt|duty-free"),
    ("tariff", r"tariff|dut(?:y|ies)|lev(?:y|ies)"),
    ("control", r"export|quota|ban\b|sanction"),
    ("report", r"report\s+(?:on|to)|brief|testify"),
    ("vote", r"vote|ratif|parliament|election"),
    ("meeting", r"meet|summit|visit|travel|trip|host|attend|call"),
    ("deadline", r"deadline|expir|by\b|until"),
)
_NEXT_ROUND = re.compile(
    r"\b(?:next|further|another|second|third|fourth|fifth)\s+(?:\w+\s+)?round|"
    r"\bscheduled\s+for\b|\bto\s+(?:be\s+held|take\s+place)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(r"\buntil\s+at\s+least\s+$", re.IGNORECASE)
_DUE = re.compile(r"\b(?:is|are|was|were)\s+(?:(?:due|scheduled|set|expected|slated)\s+)?to\b", re.IGNORECASE)
_LATER = re.compile(r"\blater\s+(?:on\s+)?$", re.IGNORECASE)
_SPAN = re.compile(
    r"\b(?:at\s+least\s+(?:the\s+)?|"
    r"(?<!scheduled )(?<!set )(?<!due )(?<!planned )(?<!slated )for\s+|through\s+|"
    r"during\s+(?:the\s+rest\s+of\s+)?|in\s+each\s+of\s+)$|\buntil\s+at\s+least\s+$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|announced|told|made\s+public|published|released|issued)\s+(?:on\s+)?$", re.IGNORECASE
)
_TO_ANOTHER = re.compile(r"\s+to\s+(?:the\s+)?(?:end|start|\d|[A-Z])")
_BY_THEN = re.compile(
    r"\b(?:will|is\s+to|are\s+to|to\s+(?:begin|start|open|end|expire|host|chair|review|raise|reach)|can\s+reach|could\s+reach|due|scheduled|"
    r"expects?|intends?|plans?|review|upcoming)\b[^;]*\b(?:by|in|before|until)\s+$",
    re.IGNORECASE,
)
_OVERTAKEN = re.compile(
    r"\b(?:had\s+(?:been\s+)?(?:due|set|threatened|planned|scheduled)|was\s+to\s+have|initially|originally|"
    r"recently\s+threatened|(?:removed|averted|lifted)\s+the\s+threat)\b",
    re.IGNORECASE,
)
_VAGUE = ("other", "deadline")
_OPEN = re.compile(
    r"\b(?:will|is\s+to|are\s+to|expected\s+to|plans?\s+to|agreed\s+to|set\s+to|"
    r"scheduled\s+to|hopes?\s+to|invited|invitation|would)\s+(?:\w+\s+){0,3}?(?:meet|"
    r"visit|hold|host|travel|join|sign|continue|resume|discuss|send|vote|attend)\b",
    re.IGNORECASE,
)


def find_steps(reading: Reading) -> list[Step]:
    """Return the next steps: dated ones first by place in the text, then undated ones."""
    steps: dict[tuple[str | None, str], Step] = {}
    for sentence in reading.sentences:
        if not reading.has_room(steps, "next steps"):
            break
        for mention in _heads(reading, sentence):
            if _is_step(reading, sentence, mention):
                kind = _kind(sentence, mention)
                key = (mention.iso, kind if len(mention.iso) < 10 else "")
                vague = kind in _VAGUE and any(iso == mention.iso for iso, _ in steps)
                if not vague:
                    steps.setdefault(key, _step(reading, sentence, mention, kind))
        if (
            not sentence.is_title
            and _OPEN.search(sentence.text)
            and not any(d.ahead for d in reading.dates_of(sentence))
        ):
            steps.setdefault((None, sentence.text[:40]), _open_step(reading, sentence))
    days = [s.date for s in steps.values() if s.date and s.date_precision == "day"]
    titles = {x.start for x in reading.sentences if x.is_title}
    months = {(s.date or "")[:7] for s in steps.values() if s.evidence.start not in titles}
    steps = {
        k: s for k, s in steps.items() if s.evidence.start not in titles or (s.date or "")[:7] not in months
    }
    kept = [s for s in steps.values() if not (s.date_precision == "approx" and _told_better(s, days))]
    return sorted(kept, key=lambda s: (s.evidence.start, s.date or ""))


def _heads(reading: Reading, sentence: Sentence) -> list[DateMention]:
    """Return the dates of a sentence, of listed months the first: "in January, February and March"."""
    dates = reading.dates_of(sentence)
    gaps = [reading.text[a.end : b.start].strip(" ,") for a, b in pairwise(dates)]
    listed = [b.precision == "month" and gap in ("", "and") for b, gap in zip(dates[1:], gaps, strict=True)]
    return [d for d, skip in zip(dates, [False, *listed][: len(dates)], strict=True) if not skip]


def _told_better(step: Step, days: list[str]) -> bool:
    """Whether "this week" or "next week" is told to the day elsewhere."""
    start = step.date or ""
    within = len(start) == 10 and "week" in step.date_text and "weekend" not in step.date_text
    return within and any(0 <= (date.fromisoformat(d) - date.fromisoformat(start)).days < 7 for d in days)


def _is_step(reading: Reading, sentence: Sentence, mention: DateMention) -> bool:
    at = mention.start - sentence.start
    before = sentence.text[:at]
    if is_unreal(sentence.text, at) or _is_no_date_of_its_own(sentence, mention, before):
        return False
    if mention.precision == "year" or len(mention.iso) < 7:
        return mention.ahead and bool(_BY_THEN.search(before[-80:]))
    if mention.ahead or len(mention.iso) < 10:
        return mention.ahead and not _OVERTAKEN.search(before[-90:])
    left, _ = clause(sentence.text, at, at)
    days = (reading.today - date.fromisoformat(mention.iso)).days
    if days == 0:
        due = _DUE.search(sentence.text[left:at])
        return bool(_LATER.search(before[-12:]) or due) or mention.rule == "the weekday to come"
    return 0 < days <= 3 and bool(_NEXT_ROUND.search(sentence.text[left:at]))


def _is_no_date_of_its_own(sentence: Sentence, mention: DateMention, before: str) -> bool:
    """Whether a date is a span ("over six months"), a day of speaking, or what is moved "from May"."""
    after = sentence.text[mention.end - sentence.start :]
    spans = mention.precision != "day" and _SPAN.search(before[-30:])
    moved = before.endswith("from ") and _TO_ANOTHER.match(after)
    over = mention.text.casefold().startswith("over ")
    return bool(over or moved or spans or _SAID.search(before[-20:]) or _LEAST.search(before[-30:]))


def _kind(sentence: Sentence, mention: DateMention) -> str:
    at = mention.start - sentence.start
    left, right = clause(sentence.text, at, at + len(mention.text))
    for part in (sentence.text[left:right], sentence.text):
        if kind := next((k for k, p in _KINDS if re.search(p, part, re.IGNORECASE)), None):
            return kind
    return "other"


def _step(reading: Reading, sentence: Sentence, mention: DateMention, kind: str) -> Step:
    at = mention.start - sentence.start
    left, right = clause(sentence.text, at, at + len(mention.text))
    words = sentence.text[left:right].lower()
    possible = re.search(r"\b(?:possible|potential|could|may|might|hope|if)\b", words)
    deadline = re.search(r"\b(?:deadline|expires?|by|until)\b", words)
    return Step(
        what=" ".join(sentence.text[left:right].split())[:200].strip(" ,"),
        date=mention.iso,
        date_precision=mention.precision,
        date_text=mention.text,
        status="possible" if possible else "deadline" if deadline else "scheduled",
        countries=economies_of(reading, sentence),
        evidence=evidence(reading, sentence),
        trace=(f"'{mention.text}' is {mention.iso}: {mention.rule}", f"kind {kind}"),
    )


def _open_step(reading: Reading, sentence: Sentence) -> Step:
    match = _OPEN.search(sentence.text)
    return Step(
        " ".join(sentence.text.split())[:200], None, None, "", "planned",
        economies_of(reading, sentence), evidence(reading, sentence),
        (f"'{match[0]}' speaks of what is to come" if match else "",),
    )  # fmt: skip
