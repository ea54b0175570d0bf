"""From numbers and dates to pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date

from accord.core.frozen import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight line from values ``low`` to ``high`` to pixels ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def span(values: Iterable[float], *, zero: bool = True) -> tuple[float, float]:
    """Return the least and the greatest value, with zero among them unless told otherwise."""
    known = [*values, *([0.0] if zero else [])]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return (low, high) if high > low else (low, low + 1.0)


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round values between two numbers, 1, 2 or 5 times a power of ten apart."""
    raw = (high - low) / max(about, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * unit for unit in (1, 2, 5, 10) if raw <= power * unit * (1 + 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(step * at, 10) for at in range(first, last + 1)]


def day_number(iso: str) -> int:
    """Return the day number of an ISO day, month or year; a month counts from its first day."""
    parts = [int(part) for part in iso.split("-")]
    return date(*[*parts, 1, 1][:3]).toordinal()


def month_starts(low: int, high: int, most: int) -> list[date]:
    """Return at most ``most`` first days of months between two day numbers, evenly apart."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    for step in (1, 2, 3, 6, 12, 24, 60):
        chosen = [date(at // 12, at % 12 + 1, 1) for at in months if at % step == 0]
        inside = [day for day in chosen if low <= day.toordinal() <= high]
        if len(inside) <= most:
            return inside
    return []
