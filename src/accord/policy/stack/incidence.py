"""Who pays what: duties on product lines, and averages over them weighted by imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accord.policy.stack.duty import Duty, territory
from accord.policy.stack.weights import Weights

if TYPE_CHECKING:
    from accord.core.shock import Array


@dataclass(frozen=True)
class Rates:
    """Rates and shares over some products. Shares are fractions that sum to one; rates are percent.

    ``addon_pct`` is what the general duties add on average, ``preempting_pct`` what the special ones add,
    ``base_pct`` the duty of 2024; ``total_pct`` is their sum.
    """

    imports_usd_bn: float
    exempt_share: float
    preempted_share: float
    hit_share: float
    addon_pct: float
    preempting_pct: float
    base_pct: float
    total_pct: float


@dataclass(frozen=True)
class LineRates:
    """By product line: shares that sum to one, and percentage points that each duty adds."""

    exempt: Array
    preempted: Array
    hit: Array
    general: Array
    special: Array
    by_duty: dict[str, tuple[Array, Array]]


def line_rates(duties: Iterable[Duty], exporter: str, day: date, table: Weights) -> LineRates:
    """Return what each product line pays under ``duties`` (all in force, none replaced by another).

    A duty that the law of 2024 charged in full already counts in no share: its goods pay nothing more.
    """
    ordered = sorted(duties, key=lambda duty: duty.id)
    by_duty = duty_rates(ordered, exporter, day, table)
    new = [duty for duty in ordered if duty.new_on(exporter) or not table.collected]
    hit = _largest([by_duty[duty.id][0] for duty in new if duty.general], table)
    special = _sum([by_duty[duty.id][0] for duty in new if not duty.general], table)
    preempted = np.minimum(special, 1.0 - hit)
    return LineRates(
        exempt=1.0 - preempted - hit,
        preempted=preempted,
        hit=hit,
        general=_sum([by_duty[duty.id][1] for duty in ordered if duty.general], table),
        special=_sum([by_duty[duty.id][1] for duty in ordered if not duty.general], table),
        by_duty=by_duty,
    )


def duty_rates(
    duties: Iterable[Duty], exporter: str, day: date, table: Weights
) -> dict[str, tuple[Array, Array]]:
    """Return, in the order of their ids, the share of each line that pays a duty and the points it adds."""
    ordered = sorted(duties, key=lambda duty: duty.id)
    scopes = _Scopes({duty.id: duty for duty in ordered}, exporter, day, table)
    shares = {duty.id: _share_paid(duty, scopes.of(duty), table) for duty in ordered}
    return {duty.id: (shares[duty.id], shares[duty.id] * _points(duty, exporter, table)) for duty in ordered}


def _sum(parts: Iterable[Array], table: Weights) -> Array:
    total = np.zeros(len(table.codes))
    for part in parts:
        total += part
    return total


def _largest(parts: list[Array], table: Weights) -> Array:
    return np.max(parts, 0) if parts else np.zeros(len(table.codes))


def _share_paid(duty: Duty, scope: Array, table: Weights) -> Array:
    """Return what part of each line pays: in its scope, less what meets the rules of USMCA."""
    if duty.usmca_free and table.usmca is not None:
        return scope * (1.0 - duty.usmca_free * table.usmca)
    return scope


class _Scopes:
    """What part of each line every duty takes: listed, not exempt, not pre-empted; each worked out once.

    A car that is free of the duty on cars under USMCA is still no good of the general duties.
    """

    def __init__(self, by_id: dict[str, Duty], exporter: str, day: date, table: Weights) -> None:
        self._by_id, self._day, self._table = by_id, day, table
        self._exporter, self._names = exporter, territory(exporter)
        self._scopes: dict[str, Array] = {}
        self._above: dict[tuple[str, ...], Array] = {}

    def of(self, duty: Duty) -> Array:
        if duty.id not in self._scopes:
            self._scopes[duty.id] = self._scope(duty)
        return self._scopes[duty.id]

    def _scope(self, duty: Duty) -> Array:
        table = self._table
        listed = None if duty.products is None else table.covers(duty.products)
        if listed is not None and not listed.any():
            return np.zeros(len(table.codes))
        share = duty.liable_on(self._exporter) * self._left(duty.pre_empted_by or ())
        if listed is not None:
            share = share * listed
        if duty.content:
            share = share * table.by_chapter(duty.content)
        for part in duty.exempt:
            if part.frees(self._names, self._day):
                share = share * (1.0 - part.share * table.covers(part))
        return share

    def _left(self, names: tuple[str, ...]) -> Array:
        """What the duties above leave of each line."""
        if names not in self._above:
            above = _sum((self.of(self._by_id[name]) for name in names if name in self._by_id), self._table)
            self._above[names] = 1.0 - np.minimum(above, 1.0)
        return self._above[names]


def _points(duty: Duty, exporter: str, table: Weights) -> Array:
    """Percentage points that a duty adds where it is paid, on top of the base.

    One that tops up adds only what the base lacks; one that the law of 2024 charged in part, only the rest.
    """
    rate, base = duty.rate_on(exporter) or 0.0, 100 * table.base
    if duty.stacking == "tops_up":
        return np.maximum(rate - base, 0.0)
    if not duty.in_2024 or not table.collected:
        return np.full(base.shape, rate)
    if duty.in_2024_by == "law":
        return np.full(base.shape, max(rate - duty.in_2024, 0.0))
    held = np.clip(base - 100 * table.ordinary, 0.0, duty.in_2024)
    return np.maximum(rate - held, 0.0)


def weighted(weights: Array, values: Array) -> float:
    """Return the weighted sum (not through BLAS, whose threads cost more than they save on 10,000 lines)."""
    return float(np.einsum("i,i->", weights, values))


def average(lines: LineRates, table: Weights) -> Rates:
    """Return the import-weighted average over all lines."""
    total = float(table.imports.sum())
    mean = {
        key: weighted(table.imports, value) / max(total, 1e-300)
        for key, value in _columns(lines, table).items()
    }
    return _rates(total, mean)


def by_group(
    lines: LineRates, table: Weights, group: NDArray[np.int64], names: Sequence[str]
) -> dict[str, Rates]:
    """Import-weighted averages by group, for the groups with imports."""
    size = len(names)
    total = np.bincount(group, table.imports, size)
    safe = np.where(total > 0, total, 1.0)
    columns = {
        key: np.bincount(group, table.imports * value, size) / safe
        for key, value in _columns(lines, table).items()
    }
    return {
        names[g]: _rates(float(total[g]), {key: float(column[g]) for key, column in columns.items()})
        for g in map(int, np.flatnonzero(total))
    }


def _columns(lines: LineRates, table: Weights) -> dict[str, Array]:
    return {
        "exempt_share": lines.exempt,
        "preempted_share": lines.preempted,
        "hit_share": lines.hit,
        "addon_pct": lines.general,
        "preempting_pct": lines.special,
        "base_pct": 100 * table.base,
    }


def _rates(imports: float, mean: dict[str, float]) -> Rates:
    total = mean["addon_pct"] + mean["preempting_pct"] + mean["base_pct"]
    return Rates(imports_usd_bn=imports / 1e6, total_pct=total, **mean)
