"""What the products of a sector pay: parts of a flow with the points that duties add on each, on one day or two.

A duty may be paid by a part of a product line only, where preference or content frees the rest. The duties on
every product are paid by the same part of a line, from its beginning; those that pre-empt them by the part at
its end. So the mean of a line is what ``line_rates`` says, and no product pays a share of a duty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import GOODS
from accord.core.errors import InputError
from accord.core.shock import Array
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.duty import Duty, territory
from accord.policy.stack.incidence import duty_rates
from accord.policy.stack.sectors import everyone
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES, Weights, weights

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
    if not partners(importer):
        raise InputError(f"stack: there are no import weights for {importer}, so no rates by sector")
    if book is not None:
        return _parts(book, importer, exporter, days)
    return _shipped(importer, exporter, tuple(days))


@lru_cache(maxsize=1024)
def _shipped(importer: str, exporter: str, days: tuple[Day, ...]) -> dict[str, Parts]:
    return _parts(load_book(importer), importer, exporter, days)


def _parts(book: DutyBook, importer: str, exporter: str, days: Sequence[Day]) -> dict[str, Parts]:
    partner = partner_for(importer, exporter)
    paid = [_Paid.of(book, exporter, day) for day in days]
    found: dict[str, Parts] = {}
    if partner is not None:
        found |= _by_sector(importer, partner, tuple(paid))
    if missing := tuple(sector for sector in GOODS if sector not in found):
        everybody = _by_sector(importer, "", tuple(paid))
        found |= {sector: everybody[sector] for sector in missing if sector in everybody}
    return {sector: found[sector] for sector in GOODS if sector in found}


@dataclass(frozen=True, eq=False)
class _Paid:
    """The duties that an exporter's goods pay on a day; two exporters that pay the same are equal."""

    day: date
    duties: tuple[Duty, ...]
    exporter: str

    @classmethod
    def of(cls, book: DutyBook, exporter: str, day: Day) -> _Paid:
        duties = duties_paid(book, exporter, day.as_of, day.announced)
        return cls(day.as_of, tuple(sorted(duties, key=lambda duty: duty.id)), exporter)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """What decides the duties on each product."""
        names = territory(self.exporter)
        rates = [
            (
                id(duty),
                duty.rate_on(self.exporter),
                duty.liable_on(self.exporter),
                tuple(part.frees(names, self.day) for part in duty.exempt),
            )
            for duty in self.duties
        ]
        return (self.day, *rates)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Paid) and self.key == other.key


@lru_cache(maxsize=2048)
def _by_sector(importer: str, partner: str, paid: tuple[_Paid, ...]) -> dict[str, Parts]:
    """Group the lines of a partner's imports by sector and by what they pay, cut where only a part pays.

    Without a partner, the imports from all partners together.
    """
    table = weights(importer, partner) if partner else everyone(importer)
    kept = (table.imports > 0) & np.isin(table.sector, [SECTOR_NAMES.index(code) for code in GOODS])
    table = Weights(table.partner, table.place[kept], table.imports[kept], table.base[kept], table.by_line)
    lines = [_Lines.of(one, table) for one in paid]
    cut = np.any([each.cut for each in lines], axis=0)
    whole = np.flatnonzero(~cut)
    line, width, pays = _cut(lines, np.flatnonzero(cut))
    line = np.concatenate([whole, line])
    pays = np.concatenate([np.column_stack([each.total[whole] for each in lines]), pays])
    weight = np.concatenate([table.imports[whole], table.imports[line[len(whole) :]] * width])
    return _grouped(table.sector[line], weight, pays)


@dataclass(frozen=True, eq=False)
class _Lines:
    """The duties that reach some line on a day.

    duties  share of each line that pays a duty, and the points it adds, by duty
    general duties on every product
    cut     lines of which only a part pays some duty
    total   points that all duties add to a line that is not cut
    """

    duties: dict[str, tuple[Array, Array]]
    general: frozenset[str]
    cut: NDArray[np.bool_]
    total: Array

    @classmethod
    def of(cls, paid: _Paid, table: Weights) -> _Lines:
        """Return the lines of a day."""
        duties = duty_rates(paid.duties, paid.exporter, paid.day, table)
        used = {name: columns for name, columns in duties.items() if columns[0].any()}
        total, cut = np.zeros(len(table.imports)), np.zeros(len(table.imports), dtype=bool)
        for share, adds in used.values():
            total += adds
            cut |= (share > 0.0) & (share != 1.0)
        return cls(used, frozenset(duty.id for duty in paid.duties if duty.general), cut, total)

    def spans(self, lines: NDArray[np.intp]) -> tuple[Array, Array, Array]:
        """Return which part of some lines pays each duty, as its ends ``[d, line]``, and the points it adds."""
        low, high, rate = (np.zeros((len(self.duties), len(lines))) for _ in range(3))
        used = np.zeros(len(lines))
        for d, (name, columns) in enumerate(self.duties.items()):
            share, adds = (column[lines] for column in columns)
            rate[d] = np.where(share > 0, adds / np.where(share > 0, share, 1.0), 0.0)
            if name in self.general:
                high[d] = share
                continue
            top = np.where(used + share > 1.0 + 1e-9, 1.0, 1.0 - used)
            low[d], high[d] = np.maximum(top - share, 0.0), top
            used = used + share
        return low, high, rate


def _cut(days: Sequence[_Lines], lines: NDArray[np.intp]) -> tuple[NDArray[np.intp], Array, Array]:
    """Cut lines where what they pay changes: the line, the width and the points ``[a, day]`` of each piece."""
    spans = [day.spans(lines) for day in days]
    edge = np.zeros((1, len(lines)))
    ends = [end for low, high, _ in spans for end in (low, high)]
    cuts = np.sort(np.concatenate([*ends, edge, edge + 1.0]), axis=0)
    width = np.diff(cuts, axis=0)
    k, at = np.nonzero(width > 1e-12)
    middle = (cuts[k, at] + cuts[k + 1, at]) / 2
    pays = [
        (((low[:, at] < middle) & (middle < high[:, at])) * rate[:, at]).sum(axis=0)
        for low, high, rate in spans
    ]
    return lines[at], width[k, at], np.stack(pays, axis=1)


def _grouped(sector: NDArray[np.int64], weight: Array, paid: Array) -> dict[str, Parts]:
    """Group parts of lines by sector and rounded points."""
    step = np.round(paid / STEP).astype(np.int64)
    key = sector
    for column in (step - step.min()).T:
        key = key * (int(column.max()) + 1) + column
    distinct, first, of = np.unique(key, return_index=True, return_inverse=True)
    of, place = of.reshape(-1), sector[first]
    total = np.bincount(of, weight, len(distinct))
    mean = np.column_stack([np.bincount(of, weight * column, len(distinct)) / total for column in paid.T])
    found = {}
    for j in np.unique(place):
        rows = np.flatnonzero(place == j)
        rows = rows[np.argsort(-mean[rows, -1], kind="stable")]
        found[SECTOR_NAMES[int(j)]] = Parts(total[rows] / total[rows].sum(), mean[rows])
    return found
