"""How numbers, dates and lists read on the page."""

from __future__ import annotations

import math
import re
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
    """How a unit is written around a number, in a sentence and, where shorter, in a chart or table.

    ``signed`` units are changes and always carry their sign; ``tiny`` ones are written as 2.3e-12.
    """

    before: str = ""
    after: str = ""
    short: str | None = None
    signed: bool = False
    tiny: bool = False


UNITS: dict[str, Unit] = {
    "%": Unit(after=" %"),
    "% change": Unit(after=" %", signed=True),
    "points": Unit(after=" percentage points", short=" points"),
    "points change": Unit(after=" percentage points", short=" points", signed=True),
    "USD mn": Unit("USD ", " million", " mn"),
    "USD bn": Unit("USD ", " billion", " bn"),
    "USD mn change": Unit("USD ", " million", " mn", signed=True),
    "USD bn change": Unit("USD ", " billion", " bn", signed=True),
    "USD/bbl": Unit("USD ", " a barrel"),
    "count": Unit(),
    "index": Unit(),
    "relative error": Unit(tiny=True),
}
"""The units whose writing is special; any other unit follows its number after a space."""


def unit_of(name: str) -> Unit:
    """Return how to write a unit; sums of money carry their currency first."""
    if money := re.fullmatch(r"((?:million|billion|trillion) )?([A-Z]{3})", name):
        return Unit(f"{money[2]} ", f" {money[1] or ''}".rstrip())
    return UNITS.get(name, Unit(after=f" {name}" if name else ""))


SMALLEST = 0.001
"""The smallest number that is written out; what lies below it is said to, without a sign."""


def digits(size: float) -> str:
    """Return a positive number with the digits that carry meaning: whole from 100, else two or three figures.

    Thousands are set apart by a thin space.
    """
    if size >= 99.95 or math.isclose(size, round(size), abs_tol=1e-9):
        return f"{size:,.0f}".replace(",", "\u2009")
    if 0 < size < SMALLEST:
        return f"<{SMALLEST:g}"
    if size >= 9.995:
        return f"{size:.1f}".removesuffix(".0")
    return f"{size:.2f}" if size >= 0.0995 else f"{size:.3f}"


def sign_of(value: float, *, signed: bool) -> str:
    """Return the typographic sign of a number; what is too small to write out has none."""
    if abs(value) < SMALLEST:
        return ""
    return "−" if value < 0 else "+" if signed else ""


def number(value: float, *, signed: bool = False) -> str:
    """Return a number with its sign, without a unit."""
    return sign_of(value, signed=signed) + digits(abs(value))


def show(figure: Figure, *, unit: bool = True, sign: bool = True, short: bool = False) -> str:
    """Return a figure as the page shows it: ``−USD 6.2 billion``, ``+0.13 %``.

    ``unit`` and ``sign`` can be left out; ``short`` is the form of charts and tables.
    """
    if figure.value is None:
        return NO_DATA
    form = unit_of(figure.unit)
    before = sign_of(figure.value, signed=form.signed) if sign else ""
    size = f"{abs(figure.value):.1e}" if form.tiny else digits(abs(figure.value))
    if not unit:
        return before + size
    after = form.short if short and form.short is not None else form.after
    return f"{before}{form.before}{size}{after}"


def is_iso(text: str) -> bool:
    """Return whether a text is an ISO day, month or year."""
    return re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?", text) is not None


def date_words(iso: str) -> str:
    """Return an ISO day, month or year in words; anything else unchanged."""
    if not is_iso(iso) or len(iso) == 4:
        return iso
    year, month, *day = iso.split("-")
    words = f"{MONTHS[int(month) - 1]} {year}"
    return f"{int(day[0])} {words}" if day else words


def join(words: Iterable[str], last: str = "and") -> str:
    """Return "a", "a and b" or "a, b and c"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
