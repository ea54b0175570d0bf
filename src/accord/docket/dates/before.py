"""Dates in words, resolved against the report's date: "on Tuesday", "next month", "since February last year".

Direction (was it, or will it be?) comes from the word before the date, else from the nearest verb of its
clause, else the occurrence closest to the report is taken. Each result says which rule read it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from accord.docket.tense import first_direction, last_direction

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "wed"), ("thursday", "thurs", "thu"),
            ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip
NUMBERS = {
    word: number
    for number, word in enumerate((
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ))
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}  # fmt: skip
NUMBERS["several"] = 0

_M = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_W = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues|"
    r"Tue|Wed|Thurs|Thu|Fri|Sat|Sun)\b\.?)"
)
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>19[5-9]\d|20[0-4]\d)"
_N = r"(?P<count>\d{1,3}|(?i:" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + "))"
_U = r"(?P<unit>day|week|month|year)s?"

_HELD_THEN = re.compile(r"\s+(?:\S+\s+){0,3}?(?:summit|meeting|talks|call)\b")
_TO_DO = re.compile(
    r"\bto\s+(?:discuss|meet|hold|vote|visit|sign|travel|attend|decide|speak|host|start|begin|resume)\s+"
    r"(?:\w+\s+){0,3}?(?:on\s+)?$"
)


@dataclass(frozen=True)
class DateMention:
    """A date expression: the ISO day, month or year it means, how precise, and which rule read it."""

    start: int
    end: int
    text: str
    iso: str
    precision: str
    rule: str
    ahead: bool


@dataclass(frozen=True)
class _Where:
    """What a rule may look at: the report's date, the words around, the date an earlier word fixed."""

    report: date
    before: str
    after: str
    anchor: date | None
    told: date | None

    def direction(self) -> int:
        """1 ahead, -1 past, 0 unknown."""
        word = re.search(r"(\w+)\s+(?:the\s+|late\s+|early\s+|mid-?\s*|at least\s+)*$", self.before)
        if word and word[1].casefold() in ("by", "until", "till", "next", "before", "starting"):
            return 1
        if word and word[1].casefold() in ("since", "last"):
            return -1
        if re.search(
            r"\b(?:decision|announcement|statement|ruling|vote|order|meeting)\s+on\s+$", self.before
        ):
            return -1
        if _TO_DO.search(self.before):
            return 1
        if word and word[1].casefold() == "from" and last_direction(self.before) == 0:
            return 1
        return last_direction(self.before) or first_direction(self.after)


def _iso(year: int, month: int | None = None, day: int | None = None) -> str:
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def _month_number(text: str) -> int:
    return MONTHS[text.casefold().rstrip(".")]


def _shift_months(day: date, months: int) -> tuple[int, int]:
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def _month_day(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    month, day = _month_number(m["month"]), int(m["day"])
    if not 1 <= day <= monthrange(2024, month)[1]:
        return None
    if m["year"]:
        year, rule = int(m["year"]), "written in full"
    elif w.after.lstrip(" ,").startswith("last year"):
        year, rule = w.report.year - 1, "of last year"
    else:
        options = [y for y in range(w.report.year - 4, w.report.year + 5) if day <= monthrange(y, month)[1]]
        year = min(options, key=lambda y: abs((date(y, month, day) - w.report).days))
        rule = "day and month: the occurrence closest to the report"
        gap = (date(year, month, day) - w.report).days
        if abs(gap) > 60 and w.direction() * gap < 0 and re.search(r"\bon\s+$", w.before):
            year, rule = year - (1 if gap > 0 else -1), "day and month, by the verb"
    if day > monthrange(year, month)[1]:
        return None
    return _iso(year, month, day), "day", rule


def _month_year(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    return _iso(int(m["year"]), _month_number(m["month"])), "month", "month and year as written"


def _month_relative_year(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    month = _month_number(m["month"])
    words = m["relative"].casefold().split()
    year = w.report.year + {"last": -1, "this": 0, "next": 1, "previous": -1}.get(words[-2], 0)
    return _iso(year, month), "month", f"month of {' '.join(words[-2:])}"


def _bare_month(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    if (
        re.search(r"\bthe\s+$", w.before)
        and re.match(r"\s+[\w-]+\s", w.after)
        and not _HELD_THEN.match(w.after)
    ):
        return None
    month = _month_number(m["month"])
    this, here = w.report.year, w.report.month
    direction = w.direction()
    prefix = (m["prefix"] or "").casefold()
    if prefix in ("last", "since"):
        return (
            _iso(this if month < here or (month == here and prefix == "since") else this - 1, month),
            "month",
            f"{prefix} {month}: the last one before the report",
        )
    if prefix == "next" or direction == 1:
        return _iso(this if month >= here else this + 1, month), "month", "a month still to come"
    if direction == -1:
        return _iso(this if month <= here else this - 1, month), "month", "a month gone by"
    year = min((this - 1, this, this + 1), key=lambda y: abs((y - this) * 12 + month - here))
    return _iso(year, month), "month", "the occurrence closest to the report"  # fmt: skip


def _weekday(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    number = WEEKDAYS[m["weekday"].casefold().rstrip(".")]
    prefix = (m["prefix"] or "").casefold()
    ahead = (number - w.report.weekday()) % 7
    if prefix == "next":
        return _day(w.report + timedelta(ahead or 7)), "day", "the weekday after the report"
    if prefix in ("last", "previous", "past"):
        return _day(w.report - timedelta((7 - ahead) % 7 or 7)), "day", "the weekday before the report"
    if w.anchor and re.search(r"\b(?:would|was to|were to)\b", w.before):
        step = (number - w.anchor.weekday()) % 7
        return _day(w.anchor + timedelta(step)), "day", "the weekday after the day it was said"
    owned = w.after.startswith("'s")
    follows = w.anchor is not None and w.anchor > w.report
    meant = re.search(r"(?<!was scheduled )(?<!was set )(?<!was due )(?<!were due )\bfor\s+$", w.before)
    direction = w.direction() or int(follows)
    if (
        prefix == "coming"
        or meant
        or (prefix == "this" and direction != -1)
        or (direction == 1 and not owned)
    ):
        return _day(w.report + timedelta(ahead)), "day", "the weekday to come"
    return _day(w.report - timedelta((7 - ahead) % 7)), "day", "the weekday at or before the report"


def _day(day: date) -> str:
    return day.isoformat()


def _plain_day(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    shift = {"yesterday": -1, "tomorrow": 1}.get(m["plain"].casefold(), 0)
    return _day(w.report + timedelta(shift)), "day", "counted from the report's date"


def _day_beside(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    shift = -1 if m["side"].casefold() in ("earlier", "before", "previous") else 1
    base = w.anchor or w.told or w.report
    return _day(base + timedelta(shift)), "day", f"counted from {base}, the day spoken of before"


def _unit_relative(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    unit, word = m["unit"].casefold(), m["relative"].casefold()
    shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(word, 0)
    rule = f"{m[0].casefold()}, counted from the report's date"
    monday = w.report - timedelta(w.report.weekday())
    if unit == "year":
        return _iso(w.report.year + shift), "year", rule
    if unit == "month":
        return _iso(*_shift_months(w.report, shift)), "month", rule
    if unit == "weekend":
        direction = w.direction()
        passed = word == "last" or (word in ("over the", "the") and direction == -1)
        passed = passed or (word == "this" and w.report.weekday() < 2 and direction != 1)
        saturday = monday + timedelta(5 + 7 * (shift if word == "next" else -1 if passed else 0))
        return _day(saturday), "approx", rule
    if shift == 0:
        return _day(w.report), "approx", rule
    return _day(monday + timedelta(7 * shift)), "approx", rule


def _counted(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    text = m["count"].casefold()
    count = int(text) if text.isdigit() else NUMBERS[text]
    unit = m["unit"].casefold()
    if count == 0:
        return None
    sign = -1 if m.groupdict().get("ago") else 1
    if sign == 1 and w.direction() == -1:
        return None
    rule = f"{count} {unit}s {'before' if sign < 0 else 'after'} the report"
    if unit in ("day", "week"):
        return _day(w.report + timedelta(sign * count * (1 if unit == "day" else 7))), "approx", rule
    months = sign * count * (1 if unit == "month" else 12)
    if unit == "year" and count > 1:
        return _iso(w.report.year + sign * count), "year", rule
    return _iso(*_shift_months(w.report, months)), "approx", rule


def _soon(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    return _day(w.report + timedelta(3 if m["soon"] == "days" else 14)), "approx", "soon after the report"


def _counted_before(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    """Return the month of "three months after Trump imposed ...", counted from the day spoken of."""
    text, unit = m["count"].casefold(), m["unit"].casefold()
    count = int(text) if text.isdigit() else NUMBERS[text]
    base = w.anchor or w.told or w.report
    day = base - timedelta(count * {"day": 1, "week": 7, "month": 30}[unit])
    return _iso(day.year, day.month), "approx", f"{count} {unit}s before {base}"


def _end_of_period(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    words = m[0].casefold()
    shift = 1 if "next" in words else -1 if "last" in words else 0
    if "month" in words:
        return _last_day(*_shift_months(w.report, shift))
    return _last_day(w.report.year + shift, 12)


def _end_of_month(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    month = _month_number(m["month"])
    return _last_day(int(m["year"] or w.report.year + (month < w.report.month)), month)


def _last_day(year: int, month: int) -> tuple[str, str, str]:
    return _iso(year, month, monthrange(year, month)[1]), "day", "the last day of the period named"


def _day_of_month(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    day = int(m["day"])
    shift = 0 if day <= w.report.day or w.direction() == 1 else -1
    year, month = _shift_months(w.report, shift)
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return _iso(year, month, day), "day", "a day of the report's month"


def _quarter(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    name = {"final": "fourth", "last": "fourth"}.get(m["quarter"], m["quarter"])
    month = 3 * (1 + ("first", "second", "third", "fourth").index(name))
    return _iso(int(m["year"]), month), "approx", "the last month of the quarter"


def _bare_year(m: re.Match[str], w: _Where) -> tuple[str, str, str]:
    return m["year"], "year", "the year as written"


def _iso_day(m: re.Match[str], w: _Where) -> tuple[str, str, str] | None:
    try:
        return date.fromisoformat(m[0]).isoformat(), "day", "written in full"
    except ValueError:
        return None


_Rule = Callable[[re.Match[str], _Where], "tuple[str, str, str] | None"]
MOST = 12
"""Dates of one sentence that are read; no sentence of a report has more."""
_END = r"(?:the\s+)?(?:end|close)\s+of\s+"
_MID = r"(?:(?:mid-|late\s+|early\s+)(?:in\s+)?)?"
_RULES: tuple[tuple[str, _Rule], ...] = (
    (r"\d{4}-\d\d-\d\d", _iso_day),
    (rf"{_END}(?i:(?:this|the|next|last)\s+(?:year|month))|year-end|the\s+year's\s+end", _end_of_period),
    (rf"{_END}{_M}(?:,?\s+{_Y})?", _end_of_month),
    (rf"{_END}{_Y}", lambda m, w: _last_day(int(m["year"]), 12)),
    (rf"(?:{_W},?\s+)?\(?{_M}\s+{_D}(?:,?\s+{_Y})?(?!\s*(?:per\s?cent|percent|%|,\d))", _month_day),
    (rf"(?:{_W},?\s+)?\(?{_D}(?:\s+of)?\s+{_M}(?:,?\s+{_Y})?", _month_day),
    (r"(?P<quarter>first|second|third|fourth|final|last)\s+quarter\s+of\s+" + _Y, _quarter),
    (rf"{_M}\s+of\s+(?:that|the\s+same)\s+year", lambda m, w: None),
    (rf"{_MID}{_M},?\s+(?:of\s+)?{_Y}", _month_year),
    (rf"{_M}\s+(?:of\s+)?(?P<relative>(?:last|this|next|the previous)\s+year)", _month_relative_year),
    (rf"(?P<prefix>[Nn]ext|[Ll]ast|[Tt]his|[Cc]oming|[Pp]revious|[Pp]ast)?\s*{_W}", _weekday),
    (rf"(?:(?P<prefix>[Ll]ast|[Nn]ext|[Ss]ince)\s+)?{_MID}{_M}", _bare_month),
    (
        r"(?:(?<=on )|(?<=from ))the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)(?:\s+of\s+this\s+month)?"
        r"(?!\s+(?:of|anniversary|session|round|"
        r"meeting|package|summit))",
        _day_of_month,
    ),
    (r"(?P<plain>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight)(?!'s)", _plain_day),
    (
        r"(?:[Ll]ater\s+|[Ee]arlier\s+)?(?P<relative>(?i:last|this|next|previous|past|coming|"
        r"following|over\s+the))\s+"
        r"(?P<unit>weekend|week|month|year)(?!-|'s\s+end)",
        _unit_relative,
    ),
    (
        r"(?:[Aa]|[Oo]ne|[Tt]he)\s+day\s+(?P<side>earlier|later)",
        _day_beside,
    ),
    (r"[Tt]he\s+(?P<side>previous|following|next)\s+day", _day_beside),
    (rf"{_N}\s+{_U}\s+(?P<ago>ago|earlier)", _counted),
    (r"(?i:in\s+the\s+(?:next|coming)\s+(?:few\s+)?(?P<soon>days|weeks))", _soon),
    (rf"{_N}\s+(?P<unit>day|week|month)s?\s+after", _counted_before),
    (
        rf"(?i:in|within|over)\s+(?:the\s+next\s+|about\s+|"
        rf"another\s+)?{_N}[\s-]+{_U}(?!\s+(?:of|ago|period))",
        _counted,
    ),
    (rf"{_Y}(?!\s*(?:tonnes|tons|per|%|million|billion|vehicles|barrels|[,.]\d))", _bare_year),
)
_COMPILED = tuple((re.compile(rf"(?<![\w$€£¥.,])(?:{pattern})(?!\w)"), rule) for pattern, rule in _RULES)


def find_dates(text: str, start: int, end: int, report: date, told: date | None = None) -> list[DateMention]:
    """Return the dates of ``text[start:end]`` (one sentence), in order, none overlapping another.

    ``told`` is the last day the sentences before spoke of, which "a day earlier" counts from.
    """
    sentence = text[start:end]
    claimed: list[tuple[int, int]] = []
    matches: list[tuple[re.Match[str], _Rule]] = []
    for pattern, rule in _COMPILED:
        for m in pattern.finditer(sentence):
            if len(claimed) < 4 * MOST and all(m.end() <= a or m.start() >= b for a, b in claimed):
                claimed.append(m.span())
                matches.append((m, rule))
    found: list[DateMention] = []
    anchor: date | None = None
    for m, rule in sorted(matches, key=lambda pair: pair[0].start())[:MOST]:
        last_end = found[-1].end - start if found else 0
        where = _Where(report, sentence[last_end : m.start()], sentence[m.end() :], anchor, told)
        result = rule(m, where)
        if result is None:
            continue
        iso, precision, why = result
        a, b = _trim(sentence, m.start(), m.end())
        ahead = is_ahead(iso, report) or sentence[a:b].casefold().startswith("later this")
        found.append(DateMention(start + a, start + b, sentence[a:b], iso, precision, why, ahead))
        anchor = date.fromisoformat(iso) if len(iso) == 10 else anchor
    return found


def _trim(sentence: str, a: int, b: int) -> tuple[int, int]:
    piece = sentence[a:b]
    a += len(piece) - len(piece.lstrip())
    return a, a + len(piece.strip())


def is_ahead(iso: str, report: date) -> bool:
    """Whether an ISO day, month or year lies after the report's date, to its own precision."""
    return iso > report.isoformat()[: len(iso)]
