"""The one table of units: how each is written around its number, in sentences and, shorter, in tables."""

from __future__ import annotations

import re

from accord.core.frozen import dataclass


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
    "USD per head": Unit("USD ", " per head"),
    "USD per head change": Unit("USD ", " per head", signed=True),
    "USD change": Unit("USD ", signed=True),
    "USD/bbl": Unit("USD ", " a barrel"),
    "USD bn a year": Unit("USD ", " billion a year", " bn a year"),
    "USD mn a day": Unit("USD ", " million a day", " mn a day"),
    "count": Unit(),
    "index": Unit(),
    "relative error": Unit(tiny=True),
}
"""The units whose writing is special; any other unit follows its number after a space."""

SPOKEN = {
    "% change": "change, %",
    "points change": "change, percentage points",
    "points": "percentage points",
    "USD mn change": "change, USD mn",
    "USD bn change": "change, USD bn",
    "USD per head change": "change, USD per head",
    "USD/bbl": "USD a barrel",
}
"""How a unit reads at the head of a column, where that is not the unit's own name."""


def unit_of(name: str) -> Unit:
    """Return how to write a unit; sums of money carry their currency first."""
    if name in UNITS:
        return UNITS[name]
    if money := re.fullmatch(r"((?:million|billion|trillion) )?([A-Z]{3})", name):
        return Unit(f"{money[2]} ", f" {money[1] or ''}".rstrip())
    return Unit(after=f" {name}" if name else "")


def heading(name: str, *, short: bool = False) -> str:
    """Return a unit as it stands at the head of a column; ``short`` where columns are narrow."""
    return name.removesuffix(" change") if short else SPOKEN.get(name, name)
