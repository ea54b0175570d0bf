"""Averages of what product lines pay, weighted by imports: over all lines and by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.policy.stack.incidence import LineRates
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


def weighted(weights: Array, values: Array) -> float:
    """Return the weighted sum (not through BLAS, whose threads cost more than they save on 10,000 lines)."""
    return float(np.einsum("i,i->", weights, values))


def average(lines: LineRates[Array], table: Weights) -> Rates:
    """Return the import-weighted average over all lines."""
    total = float(table.imports.sum())
    mean = {
        key: weighted(table.imports, value) / max(total, 1e-300)
        for key, value in _columns(lines, table).items()
    }
    return _rates(total, mean)


def by_group(
    lines: LineRates[Array], table: Weights, group: NDArray[np.int64], names: Sequence[str]
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


def _columns(lines: LineRates[Array], table: Weights) -> dict[str, Array]:
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
