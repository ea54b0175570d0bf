"""How numbers, dates and lists read on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from accord.core.provenance import Figure

NO_DATA = "no data"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Unit:
    """How a unit is written around a number; ``signed`` units are changes and always carry their sign."""

    before: str = ""
    after: str = ""
    signed: bool = False


UNITS: dict[str, Unit] = {
    "%": Unit(after=" %"),
    "% change": Unit(after=" %", signed=True),
    "points": Unit(after=" percentage points"),
    "points change": Unit(after=" percentage points", signed=True),
    "USD mn": Unit(before="USD ", after=" million"),
    "USD bn": Unit(before="USD ", after=" billion"),
    "USD bn change": Unit(before="USD ", after=" billion", signed=True),
    "USD/bbl": Unit(before="USD ", after=" a barrel"),
    "count": Unit(),
    "index": Unit(),
}
"""The units whose writing is special; any other unit follows its number after a space."""


def unit_of(name: str) -> Unit:
    """Return how to write a unit."""
    return UNITS.get(name, Unit(after=f" {name}" if name else ""))


def number(value: float, signed: bool = False) -> str:
    """Return a number with the digits that carry meaning: whole from 100, else two or three figures.

    The minus sign is typographic, thousands are set apart by a thin space, what rounds to zero has no sign.
    """
    size = abs(value)
    if size >= 100 or math.isclose(size, round(size), abs_tol=1e-12):
        text = f"{size:,.0f}".replace(",", " ")
    elif size >= 10:
        text = f"{size:.1f}"
    elif size >= 0.0995:
        text = f"{size:.2f}"
    else:
        text = f"{size:.3f}"
    if not text.strip("0."):
        return text
    sign = "−" if value < 0 else "+" if signed else ""
    return sign + text


def show(figure: Figure, unit: bool = True, sign: bool = True) -> str:
    """Return a figure as the page shows it, with or without its unit and its sign."""
    if figure.value is None:
        return NO_DATA
    form = unit_of(figure.unit)
    value = figure.value if sign else abs(figure.value)
    text = number(value, signed=form.signed and sign)
    return f"{form.before}{text}{form.after}" if unit else text


def date_words(iso: str) -> str:
    """Return an ISO day, month or year in words; anything else unchanged."""
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    if len(parts) == 1:
        return iso
    if not 1 <= int(parts[1]) <= 12:
        return iso
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{int(parts[2])} {month}"


def join(words: Iterable[str], last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
