"""Every date of a sentence, resolved, with the word that ties it to its clause and the hour beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from accord.core.frozen import dataclass
from accord.docket.dates.forms import FORMS, Form
from accord.docket.dates.where import Context, Where
from accord.docket.patterns import holds, regex

MOST = 12
"""Dates of one sentence that are read; no sentence of a report has more."""
_ROLES = (
    ("from", r"from|starting(?:\s+on|\s+from|\s+in)?|beginning(?:\s+on|\s+in)?|effective(?:\s+(?:on|from"
     r"|as\s+of))?|as\s+(?:of|from)|"
     r"with\s+effect\s+from|on\s+or\s+after|commencing(?:\s+on)?|as\s+early\s+as"),
    ("by", r"by|no(?:t)?\s+later\s+than|on\s+or\s+before|deadline\s+of|deadline\s+is"),
    ("until", r"until|till|through|up\s+to|expir\w+\s+(?:on|in|at)|ends?\s+(?:on|in)"),
    ("since", r"since|ever\s+since"),
    ("before", r"before|ahead\s+of|prior\s+to"),
    ("after", r"after|following"),
    ("within", r"within|inside"),
    ("on", r"on|in|at|during|for|of|over|dated"),
)  # fmt: skip
_ROLE = regex(
    "(?<![\\w-])(?:" + "|".join(f"(?P<r{i}>{p})" for i, (_, p) in enumerate(_ROLES))
    + r")\s+(?:at\s+least\s+|about\s+|around\s+|late\s+|early\s+|mid-|the\s+)*$",
    re.IGNORECASE,
)  # fmt: skip
_HOUR = (
    r"(?:(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?|(?P<h2>[01]?\d"
    r"|2[0-3]):(?P<m2>[0-5]\d)(?:\s?(?:hours|hrs|h)\b)?|(?P<name>midnight|noon))"
)
_ZONE = (
    r"(?:\s+\(?(?P<zone>eastern|central|pacific|mountain|ET|EST|EDT|CT|PT|GMT|BST|UTC|CET|CEST|IST|JST"
    r"|KST|local\s+time|Washington\s+time|Beijing\s+time|"
    r"(?:[A-Z][a-z]+\s+)time)(?:\s+(?:daylight|standard))?(?:\s+time)?\)?)?"
)
_QUICK = regex(r"\d\s?[ap]\.?\s?m\b|\d:\d\d|midnight|noon", re.IGNORECASE)
_ZONES = {
    "eastern": "America/New_York", "et": "America/New_York", "central": "America/Chicago",
    "ct": "America/Chicago",
    "pacific": "America/Los_Angeles", "pt": "America/Los_Angeles", "mountain": "America/Denver",
}  # fmt: skip


@dataclass(frozen=True)
class DateFound:
    """A date of a text: ISO to the precision of the words, what ties it to its clause, how it was read.

    ``precision`` is ``day``, ``week``, ``month``, ``quarter``, ``half``, ``season``, ``year`` or ``fiscal
    year``; ``until`` the end of a range or a period; ``ambiguous`` the other reading of "05/06/2026", or
    empty; ``role`` ``on``, ``by``, ``from``, ``until``, ``since``, ``before``, ``after``, ``within`` or
    empty; ``clock`` "00:01" and ``zone`` as told; ``ahead`` whether it lies after the report.
    """

    iso: str
    precision: str
    start: int
    end: int
    text: str
    how: str
    ahead: bool
    ambiguous: str = ""
    role: str = ""
    until: str = ""
    clock: str = ""
    zone: str = ""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end

    @property
    def day(self) -> date | None:
        """The day, where the words carry one."""
        return date.fromisoformat(self.iso) if len(self.iso) == 10 else None


def find_dates(
    text: str, start: int, end: int, context: Context, direction: Callable[[int, int], int] | None = None
) -> list[DateFound]:
    """Return the dates of ``text[start:end]`` (one sentence), in order, none overlapping.

    ``direction(start, end)`` says for a span of the text whether its clause looks ahead (1), back (-1) or
    does not tell (0); without it the verbs nearby are looked at.
    """
    sentence = text[start:end]
    found: list[DateFound] = []
    anchor: date | None = None
    for m, form in _claimed(sentence):
        last = found[-1].end - start if found else 0
        a, b = start + m.start(), start + m.end()
        said = (lambda a=a, b=b: direction(a, b)) if direction is not None else None
        where = Where(
            context,
            sentence[last : m.start()],
            sentence[m.end() :],
            anchor,
            said,
            int(bool(found) and found[-1].ahead),
            found[-1].iso if found else context.last,
        )
        period = form.rule(m, where)
        if period is None:
            continue
        x, y = _trimmed(sentence, m.start(), m.end())
        ahead = is_ahead(period.iso, context.report) or sentence[x:y].casefold().startswith("later this")
        one = DateFound(
            period.iso, period.precision, start + x, start + y, sentence[x:y], period.how, ahead,
            period.other, _role(sentence[:x], sentence[x:y]), period.until,
        )  # fmt: skip
        found.append(_timed(one, sentence[last:x], sentence[y : y + 60]))
        anchor = one.day or anchor
    return found


def _claimed(sentence: str) -> list[tuple[re.Match[str], Form]]:
    """Return the matches in order, earlier rules before later ones, none overlapping."""
    if not (_FIGURE.search(sentence) or _NAMED.search(sentence)):
        return []
    taken: list[tuple[re.Match[str], Form]] = []
    lower = sentence.casefold()
    for form in FORMS:
        if not holds(lower, form.words):
            continue
        for m in form.compiled.finditer(sentence):
            if len(taken) < 4 * MOST and all(m.end() <= t.start() or m.start() >= t.end() for t, _ in taken):
                taken.append((m, form))
    return sorted(taken, key=lambda pair: pair[0].start())[:MOST]


_FIGURE = regex(r"\d")
_NAMED = regex(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|day|week|month"
    r"|quarter|year|morning|"
    r"afternoon|evening|tonight|tomorrow|fortnight|spring|summer|autumn|fall|winter",
    re.IGNORECASE,
)


def _role(before: str, words: str) -> str:
    inside = re.match(r"(within|inside|in|over|by)\b", words, re.IGNORECASE)
    if inside:
        return {"within": "within", "inside": "within", "by": "by"}.get(inside[1].casefold(), "on")
    m = _ROLE.search(before[-60:])
    return next((name for i, (name, _) in enumerate(_ROLES) if m[f"r{i}"]), "") if m else ""


@lru_cache(maxsize=1)
def _clocks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an hour right before and right after a day."""
    return (
        regex(rf"\b{_HOUR}{_ZONE},?\s+(?:on\s+|of\s+)?$", re.IGNORECASE),
        regex(rf",?\s+(?:at|from|by|as\s+of|until)\s+{_HOUR}{_ZONE}", re.IGNORECASE),
    )


def _timed(found: DateFound, before: str, after: str) -> DateFound:
    """Add the hour that stands right before or after a day."""
    if found.precision != "day" or not _QUICK.search(before[-70:] + "\n" + after):
        return found
    clock_before, clock_after = _clocks()
    m = clock_before.search(before[-70:]) or clock_after.match(after)
    if m is None:
        return found
    zone = (m["zone"] or "").casefold()
    role = found.role
    if role in ("", "on") and (lead := _ROLE.search(before[-70:][: m.start()])) and m.re is clock_before:
        role = next(name for i, (name, _) in enumerate(_ROLES) if lead[f"r{i}"])
    return replace(found, clock=_hour(m), zone=_ZONES.get(zone, m["zone"] or ""), role=role)


def _hour(m: re.Match[str]) -> str:
    if m["name"]:
        return "00:00" if m["name"].casefold() == "midnight" else "12:00"
    hour, minute = int(m["h"] or m["h2"]), m["m"] or m["m2"] or "00"
    if m["half"]:
        hour = hour % 12 + (12 if m["half"].casefold() == "p" else 0)
    return f"{hour:02d}:{minute}"


def _trimmed(sentence: str, a: int, b: int) -> tuple[int, int]:
    piece = sentence[a:b]
    a += len(piece) - len(piece.lstrip(" ("))
    return a, a + len(piece.strip(" ("))


def is_ahead(iso: str, report: date) -> bool:
    """Whether an ISO day, month or year lies after the report's day, to its own precision."""
    return iso > report.isoformat()[: len(iso)]
