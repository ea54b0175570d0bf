"""What the products of a sector pay: parts of a flow with the points that duties add on each, on one day or two.

A duty may be paid by a part of a product line only, where preference or content frees the rest. The duties on
every product are paid by the same part of a line, from its beginning; those that pre-empt them by the part at
its end. So the mean of a line is what ``line_rates`` says, and no product pays a share of a duty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import GOODS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.policy.stack.alike import Together, alike
from accord.policy.stack.book import DutyBook, collected, load_book, paid_by
from accord.policy.stack.duty import BASE_KINDS, Duty, territory
from accord.policy.stack.incidence import duty_rates
from accord.policy.stack.sectors import everyone
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES, Weights, concordance, weights

STEP = 0.5
"""Percentage points: products whose points round to the same multiple are one part, at their mean."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts of an exporter's goods ``[a]``, by sector, those of a sector that pay most on the last day first.

    sector  [a]       position in SECTOR_NAMES, ascending
    weight  [a]       share of the sector's imports; those of one sector sum to one
    points  [a, day]  percentage points that duties add
    """

    sector: NDArray[np.int64]
    weight: Array
    points: Array


@dataclass(frozen=True)
class Day:
    """A day of the stack, with duties never collected that are taken as if they had been."""

    as_of: date
    announced: tuple[str, ...] = ()


def sector_parts(
    importer: str, exporters: Sequence[str], days: Sequence[Day], book: DutyBook | None = None
) -> dict[str, Parts]:
    """Return by exporter what its goods pay on top of the base by ICIO sector, product by product.

    With two days a part holds the products that pay the same on both. Where the exporter has no imports in a
    sector, or no weights at all, the product mix of all partners stands in, at the exporter's own rates.
    Raises InputError where the importer has no weights.
    """
    if not partners(importer):
        raise InputError(f"stack: there are no import weights for {importer}, so no rates by sector")
    if book is not None:
        return _parts(book, importer, exporters, days)
    return _shipped(importer, exporters, tuple(days))


NOTHING = Parts(np.zeros(0, np.int64), np.zeros(0), np.zeros((0, 1)))
_KEPT: dict[tuple[str, str, tuple[Day, ...]], Parts] = {}
MOST = 2048
"""Exporters and days that are kept."""


def _shipped(importer: str, exporters: Sequence[str], days: tuple[Day, ...]) -> dict[str, Parts]:
    """Return the parts by the list that comes with Accord, each remembered."""
    found = {name: _KEPT[importer, name, days] for name in exporters if (importer, name, days) in _KEPT}
    missing = [name for name in exporters if name not in found]
    new = _parts(load_book(importer), importer, missing, days)
    if len(_KEPT) + len(new) > MOST:
        _KEPT.clear()
    _KEPT.update({(importer, name, days): parts for name, parts in new.items()})
    return found | new


def _parts(book: DutyBook, importer: str, exporters: Sequence[str], days: Sequence[Day]) -> dict[str, Parts]:
    """Work out the parts of exporters, those that pay the same duties together."""
    told = _told(Together(book.duties), tuple(days))
    groups: dict[tuple[_Paid, ...], list[str]] = {}
    live = [sorted(collected(book, day.as_of, day.announced), key=lambda duty: duty.id) for day in days]
    for exporter in exporters:
        paid = tuple(
            _Paid(day.as_of, tuple(paid_by(duties, exporter)), exporter)
            for day, duties in zip(days, live, strict=True)
        )
        groups.setdefault(paid, []).append(exporter)
    found: dict[str, Parts] = {}
    for paid, names in groups.items():
        found |= _of_group(importer, names, paid, told)
    return found


def _of_group(
    importer: str, exporters: Sequence[str], paid: tuple[_Paid, ...], told: Together
) -> dict[str, Parts]:
    """Return the parts of exporters that pay the same duties, from their own imports and from all partners'."""
    own = {name: partner_for(importer, name) or "" for name in exporters}
    tables = {partner: _goods(importer, partner) for partner in own.values() if partner}
    lacking = np.bincount(concordance()[1], minlength=len(SECTOR_NAMES)) > 0
    lacking &= np.isin(SECTOR_NAMES, GOODS)
    if "" not in own.values():
        held = [np.bincount(table.sector, minlength=len(lacking)) > 0 for table in tables.values()]
        lacking &= ~np.all(held, axis=0)
    if lacking.any():
        everybody = _goods(importer, "")
        tables[""] = _kept(everybody, lacking[everybody.sector])
    claims = [partner for partner, table in tables.items() if table.usmca is not None]
    found: dict[str, Parts] = {}
    others = [one for one in tables if one not in claims]
    for partners_of in (*([one] for one in claims), *([others] if others else [])):
        parts = _joined([tables[one] for one in partners_of], paid, told)
        found |= dict(zip(partners_of, parts, strict=True))
    return {name: _filled(found.get(partner), found.get("")) for name, partner in own.items()}


def _filled(own: Parts | None, everybody: Parts | None) -> Parts:
    """Return an exporter's own parts with those of all partners in the sectors that it has none of."""
    if own is None or everybody is None:
        return own or everybody or NOTHING
    lacking = ~np.isin(everybody.sector, own.sector)
    if not lacking.any():
        return own
    sector = np.concatenate([own.sector, everybody.sector[lacking]])
    order = np.argsort(sector, kind="stable")
    weight = np.concatenate([own.weight, everybody.weight[lacking]])
    points = np.concatenate([own.points, everybody.points[lacking]])
    return Parts(sector[order], weight[order], points[order])


@lru_cache(maxsize=64)
def _told(listed: Together, days: tuple[Day, ...]) -> Together:
    """Return the duties of a list that anybody pays on some day: by these lines of goods are told apart."""
    return Together(
        [
            duty
            for duty in listed.duties
            if duty.kind not in BASE_KINDS
            and any(duty.collected_on(day.as_of) or duty.id in day.announced for day in days)
        ]
    )


@dataclass(frozen=True, eq=False)
class _Paid:
    """The duties that an exporter's goods pay on a day; two exporters that pay the same are equal."""

    day: date
    duties: tuple[Duty, ...]
    exporter: str

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


def _joined(tables: Sequence[Weights], paid: tuple[_Paid, ...], told: Together) -> list[Parts]:
    """Group the lines of some partners' imports, apart, by sector and by what they pay, cut where only a part pays."""
    block = np.repeat(np.arange(len(tables)), [len(table.place) for table in tables])
    table, block = alike(_together(tables), block, told, paid[0].exporter)
    lines = [_Lines.of(one, table) for one in paid]
    cut = np.any([each.cut for each in lines], axis=0)
    whole = np.flatnonzero(~cut)
    line, width, pays = _cut(lines, np.flatnonzero(cut))
    line = np.concatenate([whole, line])
    pays = np.concatenate([np.column_stack([each.total[whole] for each in lines]), pays])
    weight = np.concatenate([table.imports[whole], table.imports[line[len(whole) :]] * width])
    return _grouped(block[line], table.sector[line], weight, pays, len(tables))


def _together(tables: Sequence[Weights]) -> Weights:
    """Return the lines of several partners one after the other."""
    if len(tables) == 1:
        return tables[0]
    place, imports, base = (
        np.concatenate([getattr(table, key) for table in tables]) for key in ("place", "imports", "base")
    )
    return replace(tables[0], partner="", place=place, imports=imports, base=base)


@lru_cache(maxsize=64)
def _goods(importer: str, partner: str) -> Weights:
    """Return the lines of goods that a partner, or all partners together without one, sold something in."""
    table = weights(importer, partner) if partner else everyone(importer)
    return _kept(
        table, (table.imports > 0) & np.isin(table.sector, [SECTOR_NAMES.index(code) for code in GOODS])
    )


def _kept(table: Weights, kept: NDArray[np.bool_]) -> Weights:
    return replace(table, place=table.place[kept], imports=table.imports[kept], base=table.base[kept])


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


def _grouped(
    block: NDArray[np.int64], sector: NDArray[np.int64], weight: Array, paid: Array, blocks: int
) -> list[Parts]:
    """Group parts of lines by block, sector and rounded points."""
    step = np.round(paid / STEP).astype(np.int64)
    key = place = block * len(SECTOR_NAMES) + sector
    for column in (step - step.min(initial=0)).T:
        key = key * (int(column.max(initial=0)) + 1) + column
    distinct, first, of = np.unique(key, return_index=True, return_inverse=True)
    of, place = of.reshape(-1), place[first]
    total = np.bincount(of, weight, len(distinct))
    mean = np.column_stack([np.bincount(of, weight * column, len(distinct)) / total for column in paid.T])
    share = total / np.bincount(place, total)[place]
    order = np.lexsort((-np.round(mean[:, -1], 9), place))
    ends = np.searchsorted(place, np.arange(1, blocks) * len(SECTOR_NAMES))
    return [Parts(place[rows] % len(SECTOR_NAMES), share[rows], mean[rows]) for rows in np.split(order, ends)]
