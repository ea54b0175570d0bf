"""Dates in figures: which of two numbers is the day, from the text itself, else from where it was written."""

from __future__ import annotations

import re
from datetime import date

from accord.docket.dates.calendar import Period, iso, real
from accord.docket.patterns import regex

NUMERIC = r"(?P<a>[0-3]?\d)(?P<mark>[/.-])(?P<b>[0-3]?\d)(?P=mark)(?P<y>(?:19|20)\d\d|\d\d)"
_FOUND = regex(rf"(?<![\w/.,$\u20ac\u00a3-]){NUMERIC}(?![\w/]|[.,-]\d)")
MONTH_FIRST = frozenset({"USA", "PHL", "FSM", "MHL", "PLW", "PRI"})
EITHER = frozenset({"CAN", ""})


def day_order(text: str, economy: str = "", report: date | None = None) -> bool | None:
    """Whether the day stands first in the text's numeric dates; None where nothing settles it.

    A number above 12 settles it for the whole text; else a date that is the report's own day in one reading
    only; else the custom of the economy it was written in (ISO 3166 alpha-3).
    """
    votes: set[bool] = set()
    for m in _FOUND.finditer(text):
        if m["mark"] == ".":
            continue
        a, b, year = int(m["a"]), int(m["b"]), _year(m["y"])
        if (a > 12) != (b > 12):
            votes.add(a > 12)
        elif report is not None and a != b and (real(year, b, a) == report) != (real(year, a, b) == report):
            votes.add(real(year, b, a) == report)
    if len(votes) == 1:
        return votes.pop()
    return None if votes or economy in EITHER else economy not in MONTH_FIRST


def numeric(m: re.Match[str], day_first: bool | None) -> Period | None:
    """Return the day of a match of NUMERIC; where nothing settles the order, with the other reading."""
    a, b, year = int(m["a"]), int(m["b"]), _year(m["y"])
    days = (real(year, b, a), real(year, a, b))
    settled = True if m["mark"] == "." else day_first
    first, second = days if settled in (True, None) else days[::-1]
    if first is None or (second is None and settled is None):
        only = first or second
        return Period(only.isoformat(), "day", "the only reading of the figures") if only else None
    if settled is None and second is not None and first != second:
        return Period(
            first.isoformat(), "day", "day before month, which nothing settles", other=second.isoformat()
        )
    how = "day before month" if settled in (True, None) else "month before day"
    return Period(first.isoformat(), "day", how)


def short(day: int, month: int, report: date) -> Period | None:
    """Return the day of "13/07" without a year: the occurrence closest to the report."""
    options = [d for y in range(report.year - 1, report.year + 2) if (d := real(y, month, day))]
    found = min(options, key=lambda d: abs((d - report).days), default=None)
    if found is None:
        return None
    return Period(iso(found.year, found.month, found.day), "day", "the occurrence closest to the report")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
