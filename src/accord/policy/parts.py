"""What the products of a sector pay: parts of a flow with the points that duties add on each, on one day or two.

A duty may be paid by a part of a product line only, where preference or content frees the rest. The duties on
every product are paid by the same part of a line, from its beginning; those that pre-empt them by the part at
its end. So the mean of a line is what ``line_rates`` says, and no product pays a share of a duty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import GOODS
from accord.core.errors import InputError
from accord.core.shock import Array
from accord.policy.book import DutyBook, load_book
from accord.policy.incidence import LineRates, line_rates
from accord.policy.measure_stack import duties_paid
from accord.policy.tariffs import everyone
from accord.policy.weights import SECTOR_NAMES, Weights, partner_for, partners, weights

STEP = 0.5
"""Percentage points: products whose points round to the same multiple are one part, at their mean."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts of a sector's imports: ``weight`` ``[a]`` sums to one, ``points`` ``[a, day]`` percentage points.

    The parts that pay most on the last day come first.
    """

    weight: Array
    points: Array


@dataclass(frozen=True)
class Day:
    """A day of the stack, with duties never collected that are taken as if they had been."""

    as_of: date
    announced: tuple[str, ...] = ()


def sector_parts(
    importer: str, exporter: str, days: Sequence[Day], book: DutyBook | None = None
) -> dict[str, Parts]:
    """Return what an exporter's goods pay on top of the base by ICIO sector, product by product.

    With two days a part holds the products that pay the same on both. Where the exporter has no imports in a
    sector, or no weights at all, the product mix of all partners stands in, at the exporter's own rates.
    Raises InputError where the importer has no weights.
    """
    if book is None:
        return _shipped(importer, exporter, tuple(days))
    return _parts(importer, exporter, days, book)


@lru_cache(maxsize=4096)
def _shipped(importer: str, exporter: str, days: tuple[Day, ...]) -> dict[str, Parts]:
    return _parts(importer, exporter, days, load_book(importer))


def _parts(importer: str, exporter: str, days: Sequence[Day], book: DutyBook) -> dict[str, Parts]:
    if not partners(importer):
        raise InputError(f"stack: there are no import weights for {importer}, so no rates by sector")
    partner = partner_for(importer, exporter)
    tables = [] if partner is None else [weights(importer, partner)]
    found: dict[str, Parts] = {}
    for table in (*tables, everyone(importer)):
        missing = [j for j, sector in enumerate(SECTOR_NAMES) if sector in GOODS and sector not in found]
        if missing:
            found |= _by_sector(importer, exporter, days, book, _only(table, missing))
    return {sector: found[sector] for sector in GOODS if sector in found}


def _only(table: Weights, sectors: Sequence[int]) -> Weights:
    """Return the lines of a table that lie in some sectors and were imported."""
    kept = np.isin(table.sector, sectors) & (table.imports > 0)
    return Weights(table.partner, table.place[kept], table.imports[kept], table.base[kept], table.by_line)


def _by_sector(
    importer: str, exporter: str, days: Sequence[Day], book: DutyBook, table: Weights
) -> dict[str, Parts]:
    """Group the lines of a table, cut where only a part of one pays, by sector and by what they pay."""
    ends, points = [], []
    for day in days:
        duties = duties_paid(book, exporter, day.as_of, day.announced)
        general = {duty.id for duty in duties if duty.general}
        lines = line_rates(duties, exporter, day.as_of, table)
        low, high, rate = _spans(lines, general)
        ends.append(np.concatenate([low, high]))
        points.append((low, high, rate))
    cuts = np.sort(np.concatenate([*ends, np.zeros((1, len(table.imports))), np.ones((1, len(table.imports)))]), axis=0)
    width = np.diff(cuts, axis=0)
    k, line = np.nonzero(width > 1e-12)
    middle = (cuts[k, line] + cuts[k + 1, line]) / 2
    paid = np.stack(
        [
            (((low[:, line] < middle) & (middle < high[:, line])) * rate[:, line]).sum(axis=0)
            for low, high, rate in points
        ],
        axis=1,
    )
    return _grouped(table.sector[line], table.imports[line] * width[k, line], paid)


def _spans(lines: LineRates, general: set[str]) -> tuple[Array, Array, Array]:
    """Return which part of each line pays each duty, as its ends ``[d, line]``, and the points it adds."""
    size = len(lines.hit)
    low, high, rate = (np.zeros((len(lines.by_duty), size)) for _ in range(3))
    used = np.zeros(size)
    for d, (name, (share, adds)) in enumerate(lines.by_duty.items()):
        rate[d] = np.where(share > 0, adds / np.where(share > 0, share, 1.0), 0.0)
        if name in general:
            high[d] = share
            continue
        top = np.where(used + share > 1.0 + 1e-9, 1.0, 1.0 - used)
        low[d], high[d] = np.maximum(top - share, 0.0), top
        used = used + share
    return low, high, rate


def _grouped(sector: NDArray[np.int64], weight: Array, paid: Array) -> dict[str, Parts]:
    """Group parts of lines by sector and rounded points."""
    key = np.column_stack([sector, np.round(paid / STEP).astype(np.int64)])
    distinct, of = np.unique(key, axis=0, return_inverse=True)
    of = of.reshape(-1)
    total = np.bincount(of, weight, len(distinct))
    mean = np.column_stack([np.bincount(of, weight * column, len(distinct)) / total for column in paid.T])
    found = {}
    for j in np.unique(distinct[:, 0]):
        rows = np.flatnonzero(distinct[:, 0] == j)
        rows = rows[np.argsort(-mean[rows, -1], kind="stable")]
        found[SECTOR_NAMES[int(j)]] = Parts(total[rows] / total[rows].sum(), mean[rows])
    return found
