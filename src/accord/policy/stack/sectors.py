"""What the stack means for a model: percentage points by sector on one exporter's goods."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from accord.core.codes import GOODS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.averages import Rates, by_group
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.incidence import line_rates
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES, Weights, concordance, weights


@dataclass(frozen=True)
class SectorTariffs:
    """Percentage points that the duties add to the base, by sector of goods.

    ``general`` is the part of the points that duties on every product make, the rest comes from special ones.
    ``own_weights`` is False where the product mix of all partners stood in for want of the exporter's own.
    """

    points: dict[str, float]
    general: dict[str, float]
    own_weights: bool


def sector_tariffs(
    importer: str, exporter: str, as_of: date, announced: tuple[str, ...] = (), book: DutyBook | None = None
) -> SectorTariffs:
    """Return general and special duties together, in points on top of the base, by ICIO sector.

    Where the exporter has no imports in a sector, or no weights at all, the product mix of all partners
    together stands in, at the exporter's own rates.
    """
    book = book or load_book(importer)
    if not partners(importer):
        raise InputError(f"stack: there are no import weights for {importer}, so no rates by sector")
    partner = partner_for(importer, exporter)
    paid = duties_paid(book, exporter, as_of, announced)
    stand_in = everyone(importer)
    tables = [stand_in] if partner is None else [stand_in, weights(importer, partner)]
    found: dict[str, Rates] = {}
    for table in tables:
        lines = line_rates(paid, exporter, as_of, table)
        found |= by_group(lines, table, table.sector, SECTOR_NAMES)
    rates = {sector: found[sector] for sector in GOODS if sector in found}
    return SectorTariffs(
        points={sector: rate.addon_pct + rate.preempting_pct for sector, rate in rates.items()},
        general={sector: rate.addon_pct for sector, rate in rates.items()},
        own_weights=partner is not None,
    )


@lru_cache(maxsize=2)
def everyone(importer: str) -> Weights:
    """Return the imports from all partners together by tariff line, each partner counted once."""
    size = len(concordance()[0])
    imports, duty = np.zeros(size), np.zeros(size)
    for partner in partners(importer):
        if partner == "SVK":  # inside EU27
            continue
        table = weights(importer, partner)
        imports += np.bincount(table.place, table.imports, size)
        duty += np.bincount(table.place, table.imports * table.base, size)
    return Weights("all partners", np.arange(size), imports, duty / np.maximum(imports, 1e-9), by_line=False)


@lru_cache(maxsize=64)
def codes_of_sectors(sectors: tuple[str, ...]) -> frozenset[str]:
    """Return the HS6 products, as text, that some sectors make."""
    lines, sector = concordance()
    wanted = [SECTOR_NAMES.index(name) for name in sectors if name in SECTOR_NAMES]
    return frozenset(f"{code:06d}" for code in np.unique(lines[np.isin(sector, wanted)] // 10_000))
