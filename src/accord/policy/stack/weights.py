"""Import weights: what the importer bought from each partner in 2024, by product, with the duty collected.

US imports for consumption (US Census Bureau, public domain): India by 10-digit tariff line, the others by
6-digit product. A 6-digit product is spread evenly over its tariff lines, so that a measure published by
line covers the share of lines it names; for India nothing is spread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.core.places import files
from accord.policy.stack.duty import territory
from accord.policy.stack.products import Products, all_codes, covered, covers_line

if TYPE_CHECKING:
    from accord.core.shock import Array

UNMAPPED = "unmapped"
"""Stands where a sector would, for products of chapters 98 and 99 that no sector makes."""

SECTOR_NAMES: tuple[str, ...] = (*SECTORS, UNMAPPED)

YEAR = 2024

FEW = 200
"""Up to so many lines are looked up one by one."""

MISSING = 65535
"""Stands in the tables for a rate that is not a percentage."""


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
    meets_usmca: float | None = None

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
        shares = _table(f"usmca_{self.partner}")
        if shares is None or self.meets_usmca is None:
            return None if shares is None else shares[self.place] / 100
        return np.full(len(self.place), self.meets_usmca)

    def covers(self, products: Products) -> NDArray[np.bool_]:
        """Return which lines a product scope covers."""
        if len(self.place) > FEW:
            return covered_lines(products)[self.place]
        key = products.lists or (), products.codes
        if key not in self._looked_up:
            codes = all_codes(*key)
            self._looked_up[key] = np.array([covers_line(int(line), codes) for line in self.codes], bool)
        return self._looked_up[key]

    @cached_property
    def _looked_up(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], NDArray[np.bool_]]:
        return {}

    def by_chapter(self, shares: Mapping[str, float]) -> Array:
        """Return each line's share by its HS chapter; 1 for chapters that are not named."""
        chapters = np.ones(100)
        for chapter, share in shares.items():
            chapters[int(chapter)] = share
        return chapters[self.codes // 10**8]


def partners(importer: str = "USA") -> tuple[str, ...]:
    """Return the partners with weights, EU27 standing for the European Union as a whole."""
    return tuple(str(name) for name in _table("names")) if importer == "USA" else ()


def partner_for(importer: str, exporter: str) -> str | None:
    """Return the partner whose weights stand for an exporter (EU27 for most members), or None."""
    return next((name for name in territory(exporter) if name in partners(importer)), None)


@lru_cache(maxsize=64)
def weights(importer: str, partner: str) -> Weights:
    """Return the weights of one partner; raise InputError where there are none."""
    if partner not in partners(importer):
        raise InputError(f"there are no import weights for {importer} from {partner}")
    if partner == "IND":
        place, imports, duty = (
            _table(f"india_{key}").astype(np.int64) for key in ("line", "imports", "duty")
        )
        return Weights(partner, place, imports.astype(float), duty / np.maximum(imports, 1), by_line=True)
    rows = _table("partner") == partners(importer).index(partner)
    product, imports, duty = (_table(key)[rows].astype(np.int64) for key in ("product", "imports", "duty"))
    first = np.searchsorted(_table("line"), product * 10000)
    count = np.searchsorted(_table("line"), (product + 1) * 10000) - first
    of = np.repeat(np.arange(len(product)), count)
    place = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    base = duty / np.maximum(imports, 1)
    return Weights(partner, place, (imports / count)[of], base[of], by_line=False)


@lru_cache(maxsize=1)
def concordance() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all tariff lines (10 digits, ascending) and the position of each one's sector in SECTOR_NAMES.

    Each line goes to one sector with weight one; rules and vintage are in ``accord.sources.concordance``.
    """
    return _table("line"), _table("sector") % len(SECTOR_NAMES)


@lru_cache(maxsize=1)
def ordinary_rates() -> Array:
    """Return the US general rate of each tariff line as a fraction; NaN where it is no percentage (HTS 2026)."""
    rates = _table("ordinary").astype(float)
    return np.where(rates == MISSING, np.nan, rates / 10_000)


def known(products: Products) -> bool:
    """Return whether some tariff line lies in a product scope."""
    return bool(covered_lines(products).any())


def covered_lines(products: Products) -> NDArray[np.bool_]:
    """Return which lines of the tariff schedule a product scope covers."""
    return _covered(products.lists or (), products.codes)


@lru_cache(maxsize=512)
def _covered(lists: tuple[str, ...], codes: tuple[str, ...]) -> NDArray[np.bool_]:
    return covered(concordance()[0], all_codes(lists, codes))


@lru_cache(maxsize=64)
def _table(key: str) -> Any:
    """Return one of the shipped tables, None where it does not exist; each is unpacked when first asked for."""
    place = files("accord.policy").joinpath("data/us_imports_2024.npz")
    with place.open("rb") as file, np.load(file) as data:
        found = data.get(key)
    return found.astype(np.int64) if key in {"line", "sector"} else found
