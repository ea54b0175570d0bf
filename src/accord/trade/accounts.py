"""What a result means: trade, revenue, output, employment, and where the change in welfare comes from.

Values are in units of the numeraire, world value added of the baseline: a change in nominal trade is a
change relative to world value added.
"""

from __future__ import annotations

import numpy as np

from accord.core.shock import Array
from accord.trade.equations import buyers
from accord.trade.result import Result


def exports(result: Result) -> tuple[Array, Array]:
    """Return exports ``[n]`` before and after, USD mn at the border, export taxes included."""
    at = result.equilibrium
    return _abroad(result.baseline.between, 0), at.sums.sold.sum(axis=0) - at.at_home


def imports(result: Result) -> tuple[Array, Array]:
    """Return imports ``[n]`` before and after, USD mn at the border, before the importer's tariff."""
    at = result.equilibrium
    return _abroad(result.baseline.between, 1), at.sums.bought.sum(axis=0) - at.at_home


def _abroad(between: Array, axis: int) -> Array:
    """Sum trade between economies ``[n, i]`` over partners, without an economy's sales to itself."""
    return np.asarray(between.sum(axis=axis) - np.diag(between))


def percent(before: Array, after: Array) -> Array:
    """Percent change where there was something before; NaN where there was nothing."""
    some = before > 0
    return np.where(some, 100.0 * (after / np.where(some, before, 1.0) - 1.0), np.nan)


def exports_pct(result: Result) -> Array:
    """Change of exports ``[n]``, percent."""
    return percent(*exports(result))


def imports_pct(result: Result) -> Array:
    """Change of imports ``[n]``, percent."""
    return percent(*imports(result))


def tariff_revenue(result: Result) -> tuple[Array, Array]:
    """Import tariff revenue ``[n]`` before and after, USD mn."""
    sums = result.equilibrium.sums
    return result.baseline.revenue, np.asarray((sums.paid - sums.bought).sum(axis=0))


def tariff_revenue_change_usd_bn(result: Result) -> Array:
    """Change of import tariff revenue ``[n]``, USD bn."""
    before, after = tariff_revenue(result)
    return (after - before) / 1000.0


def producer_price_hat(result: Result) -> Array:
    """Ratio of producer prices ``[j, i]``: unit cost less subsidy over productivity."""
    return np.exp(result.equilibrium.found.log_cost)


def output_pct(result: Result) -> Array:
    """Change of the quantity of gross output ``[j, i]``, percent; NaN where nothing was made."""
    return percent(result.baseline.output, result.output / producer_price_hat(result))


def employment_share(result: Result) -> tuple[Array, Array]:
    """Share of each sector in an economy's labour ``[j, i]`` before and after."""
    base = result.baseline
    before = base.value_added_share * base.output
    after = base.value_added_share * result.equilibrium.found.cost
    return before / before.sum(axis=0), after / after.sum(axis=0)


def employment_share_change_pp(result: Result) -> Array:
    """Change of each sector's share in an economy's labour ``[j, i]``, percentage points."""
    before, after = employment_share(result)
    return 100.0 * (after - before)


def first_order_split(result: Result) -> dict[str, Array]:
    """Return the welfare split of Caliendo and Parro (2015), eq. 15 and Table 2, percent ``[n]``.

    A first-order sum at baseline values with changes ``x^ - 1``; for large shocks it is far from the exact
    change. The technical part of trade costs is that of a cost ``d^`` the paper holds fixed.
    """
    base = result.baseline
    net = base.net_trade
    price = producer_price_hat(result) - 1.0
    terms = (base.output * price).sum(axis=0) - buyers(net, price).sum(axis=0)
    at = result.equilibrium
    levied = (at.spread * buyers(base.tariffs * at.problem.border, at.found.pull)).sum(axis=0)
    volume = levied - base.revenue - buyers(base.duties, price).sum(axis=0)
    cost = result.shock.trade_cost
    technical = np.zeros_like(terms)
    if cost is not None:
        finite = np.where(np.isfinite(cost), cost - 1.0, 0.0)
        technical = -(base.trade * finite).sum(axis=(0, 2))
    parts = {"terms_of_trade": terms, "volume_of_trade": volume, "trade_cost": technical}
    scaled = {name: 100.0 * part / base.income for name, part in parts.items()}
    return {**scaled, "total": np.asarray(sum(scaled.values()))}
