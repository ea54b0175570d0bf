"""Who pays what: duties on product lines, and averages over them weighted by imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from accord.core.shock import Array
from accord.policy.stack.duty import Duty, territory
from accord.policy.stack.weights import Weights


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
    scopes: dict[str, Array] = {}
    by_id = {duty.id: duty for duty in ordered}
    shares = {duty.id: _share_paid(duty, exporter, day, table, by_id, scopes) for duty in ordered}
    adds = {duty.id: shares[duty.id] * _points(duty, exporter, table) for duty in ordered}
    new = [duty for duty in ordered if duty.new_on(exporter) or not table.collected]
    hit = _largest([shares[duty.id] for duty in new if duty.general], table)
    special = _sum([shares[duty.id] for duty in new if not duty.general], table)
    preempted = np.minimum(special, 1.0 - hit)
    return LineRates(
        exempt=1.0 - preempted - hit,
        preempted=preempted,
        hit=hit,
        general=_sum([adds[duty.id] for duty in ordered if duty.general], table),
        special=_sum([adds[duty.id] for duty in ordered if not duty.general], table),
        by_duty={duty.id: (shares[duty.id], adds[duty.id]) for duty in ordered},
    )


def _sum(parts: list[Array], table: Weights) -> Array:
    return sum(parts, np.zeros(len(table.codes)))


def _largest(parts: list[Array], table: Weights) -> Array:
    return np.max(parts, 0) if parts else np.zeros(len(table.codes))


def _share_paid(
    duty: Duty, exporter: str, day: date, table: Weights, by_id: dict[str, Duty], scopes: dict[str, Array]
) -> Array:
    """Return what part of each line pays: in its scope, less what meets the rules of USMCA."""
    share = _scope(duty, exporter, day, table, by_id, scopes)
    if duty.usmca_free and table.usmca is not None:
        share = share * (1.0 - duty.usmca_free * table.usmca)
    return share


def _scope(
    duty: Duty, exporter: str, day: date, table: Weights, by_id: dict[str, Duty], scopes: dict[str, Array]
) -> Array:
    """Put into ``scopes`` what part of each line a duty takes: listed, not exempt, not pre-empted.

    A car that is free of the duty on cars under USMCA is still no good of the general duties.
    """
    if duty.id in scopes:
        return scopes[duty.id]
    above = np.zeros(len(table.codes))
    for other in duty.pre_empted_by or ():
        if other in by_id:
            above = above + _scope(by_id[other], exporter, day, table, by_id, scopes)
    share = duty.liable_on(exporter) * (1.0 - np.minimum(above, 1.0))
    if duty.products is not None:
        share = share * table.covers(duty.products)
    for products in duty.exempt:
        if products.frees(territory(exporter), day):
            share = share * (1.0 - products.share * table.covers(products))
    scopes[duty.id] = share
    return share


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


def average(lines: LineRates, table: Weights) -> Rates:
    """Return the import-weighted average over all lines."""
    everything = np.zeros(len(table.codes), np.int64)
    return by_group(lines, table, everything, ("all",))["all"]


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
