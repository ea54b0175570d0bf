"""Which products a duty covers: HS codes and lists, matched at the digits they were published with."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache

from accord.core.frozen import dataclass
from accord.core.places import files
from accord.policy.parties import Parties

LENGTHS = (2, 4, 6, 8, 10)
"""Digits that an HS code may have."""


class Reach:
    """Lists and codes together, hashed once: some have thousands of codes."""

    def __init__(self, lists: tuple[str, ...], codes: tuple[str, ...]) -> None:
        self.held = lists, codes
        self._hash = hash(self.held)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reach) and self.held == other.held


@dataclass(frozen=True)
class Products:
    """Products by the name of a published list and by HS code; a code covers everything below it.

    An exemption may hold only ``since`` a day, or ``until`` one.
    """

    lists: tuple[str, ...] | None = None
    codes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @cached_property
    def reach(self) -> Reach:
        """Its lists and codes, on whatever day it holds."""
        return Reach(self.lists or (), self.codes)

    def holds_on(self, day: date) -> bool:
        """Whether it holds on ``day``: from ``since`` on, up to but not on ``until``."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Exemption(Products):
    """Products that a duty leaves out, for all exporters or some, wholly or where a condition of use is met.

    ``share`` is the part of the value of the listed products that meets ``condition``: civil aircraft parts
    are free by what they are used for, which customs data show only as the share that claimed it.
    """

    exporters: Parties | None = None
    share: float = 1.0
    condition: str = ""

    def frees(self, names: tuple[str, ...], day: date) -> bool:
        """Whether it holds on ``day`` for an exporter, given the words that name it."""
        if not self.holds_on(day):
            return False
        if self.exporters is None:
            return True
        inside = any(name in self.exporters.of for name in (*names, "all"))
        return inside and not any(name in self.exporters.except_ for name in names)


@lru_cache(maxsize=1)
def product_lists() -> dict[str, frozenset[str]]:
    """Return the codes of each published list by its name: those built from source files, and those typed."""
    lists: dict[str, frozenset[str]] = {}
    for file in ("data/products.txt", "data/notices.txt"):
        for block in files("accord.policy").joinpath(file).read_text("utf-8").split("[")[1:]:
            name, codes = block.split("]", 1)
            lists[name] = frozenset(codes.split())
    return lists


def codes_of(products: Products) -> frozenset[str]:
    """Return all codes of a scope, from its lists and its own."""
    return all_codes(products.reach)


@lru_cache(maxsize=512)
def all_codes(reach: Reach) -> frozenset[str]:
    """Return the codes of some lists and some single codes together."""
    lists, codes = reach.held
    return frozenset(codes).union(*(product_lists()[name] for name in lists))


def overlap(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether some product is covered by both sets of codes."""
    return _reaches(one, two) or _reaches(two, one)


def _reaches(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    return any(not wide.isdisjoint(_heads(narrow, digits)) for digits in lengths(wide))


@lru_cache(maxsize=1024)
def lengths(codes: frozenset[str]) -> frozenset[int]:
    """Return how many digits the codes have."""
    return frozenset(map(len, codes))


@lru_cache(maxsize=1024)
def _heads(codes: frozenset[str], digits: int) -> frozenset[str]:
    """The first digits of all codes that have so many."""
    return frozenset(code[:digits] for code in codes if len(code) >= digits)
