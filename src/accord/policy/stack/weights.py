"""Import weights: what the importer bought from each partner in 2024, by product, with the duty collected.

US imports for consumption (US Census Bureau, public domain): India by 10-digit tariff line, the others by
6-digit product. A 6-digit product is spread evenly over its tariff lines, so that a measure published by
line covers the share of lines it names; for India nothing is spread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.products import Products, Reach, product_lists
from accord.policy.stack.tables import IMPORTS, MISSING, claimed, column, partners, schedule

if TYPE_CHECKING:
    from accord.core.shock import Array

UNMAPPED = "unmapped"
"""Stands where a sector would, for products of chapters 98 and 99 that no sector makes."""

SECTOR_NAMES: tuple[str, ...] = (*SECTORS, UNMAPPED)

YEAR = 2024


@dataclass(frozen=True, eq=False)
class Weights:
    """One partner's imports by tariff line, all arrays one-dimensional.

    ``place`` are positions in the tariff schedule, ``imports`` thousand USD, ``base`` the duty collected in
    2024 as a fraction of imports (0.024 is 2.4 %). ``by_line`` tells whether imports are known by line.
    ``collected`` is False where ``base`` is the ordinary tariff of the schedule instead, which holds none of
    the special duties of 2024. ``meets_usmca`` takes the place of the shares that claimed USMCA.
    """

    partner: str
    place: NDArray[np.int64]
    imports: Array
    base: Array
    by_line: bool
    collected: bool = True
    meets_usmca: bool | None = None

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """10-digit tariff lines as integers."""
        return concordance()[0][self.place]

    @cached_property
    def sector(self) -> NDArray[np.int64]:
        """Position of each line's sector in SECTOR_NAMES."""
        return concordance()[1][self.place]

    @cached_property
    def ordinary(self) -> Array:
        """General rate of the tariff schedule as a fraction; zero where it is no percentage."""
        rates = ordinary_rates()[self.place]
        return np.where(np.isnan(rates), 0.0, rates)

    @cached_property
    def usmca(self) -> Array | None:
        """Share of each line's imports that claimed USMCA (July to September 2025); None but for its members."""
        shares = claimed(self.partner)
        if shares is None or self.meets_usmca is None:
            return None if shares is None else np.asarray(shares)[self.place] / 100
        return np.full(len(self.place), float(self.meets_usmca))

    @property
    def nothing(self) -> Array:
        """Zero for each line."""
        return np.zeros(len(self.place))

    def scope(self, products: Products) -> Array | None:
        """Return 1 where a product scope covers a line, 0 elsewhere; None where it covers none."""
        found = covered_lines(products)[self.place]
        return found.astype(float) if found.any() else None

    @staticmethod
    def least(one: Array, two: Array | float) -> Array:
        """Return the smaller of two, line by line."""
        return np.minimum(one, two)

    @staticmethod
    def most(one: Array, two: Array | float) -> Array:
        """Return the larger of two, line by line."""
        return np.maximum(one, two)

    def weigh(self, column: Array) -> float:
        """Return the sum of one number for each line, times its imports."""
        return float((self.imports * column).sum())

    @staticmethod
    def some(column: Array) -> bool:
        """Whether one number for each line is not zero somewhere."""
        return bool(column.any())

    def at(self, base: float | None, meets_usmca: bool | None = None) -> Weights:
        """Return the lines at another ordinary tariff, where one is given, and where all or none meet USMCA."""
        column = self.base if base is None else np.full(len(self.place), base)
        return replace(self, base=column, meets_usmca=meets_usmca)

    def by_chapter(self, shares: Mapping[str, float]) -> Array:
        """Return each line's share by its HS chapter; 1 for chapters that are not named."""
        chapters = np.ones(100)
        for chapter, share in shares.items():
            chapters[int(chapter)] = share
        return chapters[self.codes // 10**8]


@lru_cache(maxsize=64)
def weights(importer: str, partner: str) -> Weights:
    """Return the weights of one partner; raise InputError where there are none."""
    if partner not in partners(importer):
        raise InputError(f"there are no import weights for {importer} from {partner}")
    if partner == "IND":
        place, imports, duty = (_whole(f"india_{key}") for key in ("line", "imports", "duty"))
        return Weights(partner, place, imports.astype(float), duty / np.maximum(imports, 1), by_line=True)
    rows = _whole("partner") == partners(importer).index(partner)
    product, imports, duty = (_whole(key)[rows] for key in ("product", "imports", "duty"))
    lines = concordance()[0]
    first = np.searchsorted(lines, product * 10000)
    count = np.searchsorted(lines, (product + 1) * 10000) - first
    of = np.repeat(np.arange(len(product)), count)
    place = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    base = duty / np.maximum(imports, 1)
    return Weights(partner, place, (imports / count)[of], base[of], by_line=False)


def lines_of(partner: str, places: Sequence[int], imports: Sequence[float], base: Sequence[float]) -> Weights:
    """Return some lines of the tariff schedule, at their ordinary tariff."""
    columns = np.array(places), np.array(imports), np.array(base)
    return Weights(partner, *columns, by_line=False, collected=False)


@lru_cache(maxsize=1)
def concordance() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all tariff lines (10 digits, ascending) and the position of each one's sector in SECTOR_NAMES.

    Each line goes to one sector with weight one; rules and vintage are in ``accord.sources.concordance``.
    """
    return np.asarray(schedule()).astype(np.int64), _whole("sector") % len(SECTOR_NAMES)


@lru_cache(maxsize=1)
def ordinary_rates() -> Array:
    """Return the US general rate of each tariff line as a fraction; NaN where it is no percentage (HTS 2026)."""
    rates = _whole("ordinary")
    return np.where(rates == MISSING, np.nan, rates / 10_000)


def known(products: Products) -> bool:
    """Return whether some tariff line lies in a product scope."""
    return bool(covered_lines(products).any())


def covered_lines(products: Products) -> NDArray[np.bool_]:
    """Return which lines of the tariff schedule a product scope covers."""
    return _covered(products.reach)


@lru_cache(maxsize=512)
def _covered(reach: Reach) -> NDArray[np.bool_]:
    lists, codes = reach.held
    found = covered(concordance()[0], frozenset(codes))
    for name in lists:
        found |= _of_list(name)
    return found


@lru_cache(maxsize=512)
def _of_list(name: str) -> NDArray[np.bool_]:
    return covered(concordance()[0], product_lists()[name])


def covered(lines: NDArray[np.int64], codes: frozenset[str]) -> NDArray[np.bool_]:
    """Return which 10-digit lines, ascending, the codes cover: a code covers all lines that begin with it."""
    heads = np.fromiter(map(int, codes), np.int64, len(codes))
    below = 10 ** (10 - np.fromiter(map(len, codes), np.int64, len(codes)))
    first, after = (np.searchsorted(lines, edge * below) for edge in (heads, heads + 1))
    begun, ended = (np.bincount(at, minlength=len(lines) + 1) for at in (first, after))
    return np.cumsum(begun - ended)[:-1] > 0


@lru_cache(maxsize=16)
def _whole(key: str) -> NDArray[np.int64]:
    return np.asarray(column(IMPORTS, key)).astype(np.int64)
