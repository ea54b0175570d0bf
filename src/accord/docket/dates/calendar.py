"""Names of days and months, and reckoning with days, months, quarters and fiscal years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from accord.core.frozen import NamedTuple

_MONTH_NAMES = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_DAY_NAMES = (
    ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "wed"), ("thursday", "thurs", "thur", "thu"),
    ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
WEEKDAYS = {name: number for number, names in enumerate(_DAY_NAMES) for name in names}
NUMBERS = {
    word: number
    for number, word in enumerate((
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ))
} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 2}
"""The last month of each season on the northern half of the globe."""
FISCAL_START = {
    "IND": 4, "JPN": 4, "GBR": 4, "CAN": 4, "SGP": 4, "HKG": 4, "USA": 10, "THA": 10,
    "AUS": 7, "PAK": 7, "EGY": 7, "BGD": 7, "ZAF": 4,
}  # fmt: skip
"""The month in which the government's year begins, where it is not January."""
NAMED_BY_END = frozenset({"IND", "USA", "THA", "AUS", "PAK", "EGY", "BGD", "ZAF"})
"""Economies that call a fiscal year by the calendar year in which it ends."""


class Period(NamedTuple):
    """What an expression means: ISO to its precision, the end of a period, and the rule that read it."""

    iso: str
    precision: str
    how: str
    until: str = ""
    other: str = ""


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return ISO 8601 for a year, a month or a day."""
    if month is None:
        return f"{year:04d}"
    return f"{year:04d}-{month:02d}" if day is None else f"{year:04d}-{month:02d}-{day:02d}"


def real(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, or None where there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """Return 1 to 12 for "Sept." and its like."""
    return MONTHS[name.casefold().rstrip(".")]


def shifted(day: date, months: int) -> tuple[int, int]:
    """Return the year and month that lie so many months from a day."""
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def later(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years from a day; a month's end stays in its month."""
    if unit in ("day", "week", "fortnight"):
        return day + timedelta(count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    year, month = shifted(day, count * (12 if unit == "year" else 1))
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day(year: int, month: int = 12) -> str:
    """Return the last day of a month."""
    return iso(year, month, monthrange(year, month)[1])


def quarter(year: int, number: int) -> Period:
    """Return a quarter: its last month, with the rule that says so."""
    return Period(iso(year, 3 * number), "quarter", "the last month of the quarter", iso(year, 3 * number))


def half(year: int, number: int) -> Period:
    """Return a half year: its last month."""
    return Period(iso(year, 6 * number), "half", "the last month of the half year", iso(year, 6 * number))


def fiscal(first: int, last: int | None, economy: str, ends: bool) -> Period:
    """Return a fiscal year given as "2025-26" (``last`` 26) or "2026" (``last`` None), or its end.

    Two years name it in full; one names it by the custom of the economy, where that is known. Without an
    economy two years run from April, as in the economies that write them so.
    """
    start = FISCAL_START.get(economy, 4 if last is not None else 0)
    if not start:
        why = "a fiscal year; the text does not say in which month it starts"
        return Period(iso(first), "fiscal year", why)
    begins = first if last is not None or economy not in NAMED_BY_END else first - 1
    closing = (begins + 1, start - 1)
    why = f"a fiscal year from {_name(start)} {begins}"
    if ends:
        return Period(last_day(*closing), "day", f"the end of {why}")
    return Period(iso(begins), "fiscal year", why, iso(*closing))


def _name(month: int) -> str:
    return _MONTH_NAMES[month - 1][0].capitalize()
