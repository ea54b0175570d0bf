"""Check an equilibrium from its own flows, not from the path that led to it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.calibration import Links
from accord.trade.equations import Pass, State, buyers, input_use, sellers
from accord.trade.problem import Problem

LIMIT = 1e-9
"""Largest relative residual a certified result may have."""


LOOSE = 1e-7
"""Trade of a group with the rest, over its income, below which the residuals do not settle relative prices."""


@dataclass(frozen=True, eq=False)
class Flows:
    """Values of every flow ``[j, n, i]``, USD mn: what importers pay, at the border, what producers get."""

    paid: Array
    border: Array
    received: Array


@dataclass(frozen=True, eq=False)
class Sums:
    """Flows added up, USD mn.

    paid, bought  [j, n]  what importers pay, and at the border
    sold, got     [j, i]  what exporters sell at the border, and what producers get
    """

    paid: Array
    bought: Array
    sold: Array
    got: Array


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """A point with everything the equations say at it; an equilibrium once certified."""

    problem: Problem
    point: Array
    state: State
    found: Pass

    @cached_property
    def spread(self) -> Array:
        """What importers pay for each unit of ``attraction pull`` ``[j, n]``, USD mn."""
        return np.where(self.problem.live, self.state.expenditure / self.found.sum, 0.0)

    @cached_property
    def flows(self) -> Flows:
        """Every flow."""
        return self.bought_by(slice(None))

    @cached_property
    def sums(self) -> Sums:
        """Flows added up, without any of them by itself."""
        problem, pull, spread = self.problem, self.found.pull, self.spread
        sold = pull * sellers(problem.border, spread)
        return Sums(
            spread * buyers(problem.attraction, pull),
            spread * buyers(problem.border, pull),
            sold,
            sold if problem.receipts is problem.border else pull * sellers(problem.receipts, spread),
        )

    @cached_property
    def between(self) -> Array:
        """Flows at the border, all sectors together ``[n, i]``, USD mn."""
        values = self.__dict__.get("flows") or self.bought_by(slice(None))
        return np.asarray(values.border.sum(axis=0))

    @property
    def at_home(self) -> Array:
        """What each economy sells to itself ``[n]``, USD mn."""
        return np.asarray(np.einsum("jn,jnn,jn->n", self.spread, self.problem.border, self.found.pull))

    def tied(self, n: int) -> NDArray[np.bool_]:
        """Whether an economy's trade with each other is more than next to nothing ``[i]``; itself it is tied to."""
        border, income = self.problem.border, np.abs(self.found.income)
        bought = np.einsum("j,ji,ji->i", self.spread[:, n], border[:, n], self.found.pull)
        sold = np.einsum("jn,jn,j->n", self.spread, border[:, :, n], self.found.pull[:, n])
        tied = bought + sold > LOOSE * np.minimum(income[n], income)
        tied[n] = True
        return np.asarray(tied)

    def bought_by(self, importers: NDArray[np.int64] | slice) -> Flows:
        """Return the flows of some importers ``[j, m, i]``."""
        levers = self.problem.levers
        paid = self.problem.attraction[:, importers] * self.found.pull[:, None, :]
        paid *= self.spread[:, importers, None]
        border = paid / levers.tau[:, importers]
        taxes = levers.export_tau
        return Flows(paid, border, border if taxes is None else border / taxes[:, importers])


def shipped(problem: Problem, state: State, found: Pass) -> Array:
    """Return ln of the quantity shipped over the baseline's, for each capped flow ``[q]``."""
    if problem.quota is None:
        return np.zeros(0)
    j, n, i = cell = problem.quota.cell
    pull = found.pull[j, i]
    value = problem.receipts[cell] * state.expenditure[j, n] / found.sum[j, n] * pull
    return np.asarray(np.log(value / problem.base.net_trade[cell]) - found.log_cost[j, i])


def certify(at: Equilibrium) -> dict[str, float]:
    """Return the named relative residuals of an equilibrium; each is zero when exact.

    shares         shares of suppliers sum to one in every purchase
    prices         P^ against its formula at the unit costs it implies
    goods          expenditure against final demand and inputs used
    labour         value of labour demanded against wages times labour
    trade_balance  imports less exports at the border against the closure's deficit, over income
    walras         world final demand against world income
    numeraire      world value added against the baseline's
    quotas         capped flows against their caps, or their tax against none where they keep to it freely
    """
    problem, state, found, sums = at.problem, at.state, at.found, at.sums
    base = problem.base
    live = problem.live
    spending = np.where(live, state.expenditure, 1.0)
    bought, sold, sales = sums.bought, sums.sold, sums.got
    share_sum = sums.paid / spending
    cost = sales / (1.0 - problem.subsidy)
    wages = np.exp(state.wage) * problem.labour_value
    imports, exports = bought.sum(axis=0), sold.sum(axis=0)
    revenue = (sums.paid - bought).sum(axis=0) + (sold - sales).sum(axis=0)
    subsidies = (cost - sales).sum(axis=0)
    deficit = found.deficit
    income = wages + revenue - subsidies + deficit
    uses = input_use(base.inputs, cost)
    demand = base.final_share * income + uses
    final = np.where(live, state.expenditure, 0.0) - uses
    labour = (base.value_added_share * cost).sum(axis=0)
    return {
        "shares": _worst(np.where(live, share_sum - 1.0, 0.0)),
        "prices": _worst(np.where(live, np.expm1(found.price - state.price), 0.0)),
        "goods": _worst(np.where(live, demand / spending - 1.0, 0.0)),
        "labour": _worst(labour / wages - 1.0),
        "trade_balance": _worst((imports - exports - deficit) / income),
        "walras": abs(float(final.sum() / income.sum()) - 1.0),
        "numeraire": abs(float(wages.sum() / base.value_added.sum()) - 1.0),
        "quotas": _quota_gap(at),
    }


def loose(at: Equilibrium) -> str:
    """Return a sentence where trade between groups is so small that dollars across them mean nothing, or ''.

    The demand for a group's labour answers to its wage relative to the others' by (1 + theta) times the
    group's trade with them. Where that is next to nothing, every relative wage passes the certificate.
    """
    income = np.abs(at.found.income)
    if at.tied(int(np.argmax(income))).all():
        return ""
    between = at.between + at.between.T
    np.fill_diagonal(between, 0.0)
    tied = between > LOOSE * np.minimum(income[:, None], income)
    np.fill_diagonal(tied, True)
    if tied.all(axis=1).any():
        return ""
    group = Links.of(tied).group
    together = at.problem.member @ at.problem.member.T > 0
    apart = group @ group.T == 0
    outside = (between * (together & apart)).sum(axis=1) @ group
    small = (outside > 0) & (outside < LOOSE * (income @ group))
    if not small.any():
        return ""
    inside = group[:, int(np.argmax(small))] > 0
    if 2 * inside.sum() > len(inside):
        inside = ~inside
    names = [code for code, within in zip(at.problem.base.economies, inside, strict=True) if within]
    who = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    return (
        f"Trade between {who} and the rest is almost nil, so dollar figures across the two mean nothing; "
        "real incomes within each hold."
    )


def _quota_gap(at: Equilibrium) -> float:
    """Largest of: quantity above its cap; or, where below it, the smaller of the gap and the extra tax."""
    quota = at.problem.quota
    if quota is None or at.problem.levers.export_tau is None:
        return 0.0
    over = shipped(at.problem, at.state, at.found) - np.log(quota.limit)
    extra = np.log(at.problem.levers.export_tau[quota.cell]) - quota.least
    return _worst(np.maximum(over, np.minimum(-over, extra)) if over.size else over)


def _worst(values: Array) -> float:
    """Largest magnitude; infinite when anything is not a number."""
    worst = float(np.abs(values).max(initial=0.0))
    return worst if np.isfinite(worst) else np.inf
