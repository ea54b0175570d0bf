"""Where a change in welfare comes from, exactly: the differential of real income integrated along a path.

With M the value of a flow at the border, X what the importer pays, Z what the producer gets, p the producer
price, T one plus the export tax and q the quantity shipped,

    I_n d ln W_n =  sum_jm M_jmn d ln(p_jn T_jmn) - sum_ji M_jni d ln(p_ji T_jni)      terms of trade
                  + sum_ji t_jni M_jni d ln q_jni + sum_jm (T - 1) Z_jmn d ln q_jmn    volume of trade
                  - sum_ji X_jni d ln d_jni                                            trade cost
                  - sum_j s_jn cost_jn d ln Q_jn                                       subsidy
                  + sum_j cost_jn d ln A_jn                                            productivity
                  + w_n L_n VA_n d ln L_n                                              labour
                  + d D_n                                                              transfer

which follows from the equations of the model by the envelope theorem (Caliendo and Parro 2015, eq. 15, has
the first two). The path moves every lever from its baseline in equal steps of its logarithm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from accord.core.errors import SolveError
from accord.core.shock import Array
from accord.core.status import Status
from accord.trade.problem import Problem, partway, pose
from accord.trade.result import Result
from accord.trade.solve import TOLERANCE, at, solve

PARTS = (
    "terms_of_trade",
    "volume_of_trade",
    "trade_cost",
    "subsidy",
    "productivity",
    "labour",
    "transfer",
)
"""Names of the parts, in order."""

NODES = 14
CLOSE = 1e-9
"""Largest error of a panel of the path, in log points."""


@dataclass(frozen=True, eq=False)
class _Place:
    """The equilibrium at one point of the path."""

    point: Array
    log_welfare: Array
    income: Array
    border: Array
    paid: Array
    received: Array
    cost: Array
    log_price: Array
    log_tax: Array
    deficit: Array


def welfare_split(result: Result) -> dict[str, Array]:
    """Return the parts of ``ln W^`` ``[n]`` in log points; they add up to it within 1e-8."""
    end = result.equilibrium
    total = {name: np.zeros(len(result.economies)) for name in PARTS}
    if not np.abs(end.point).max() and not np.abs(result.log_welfare).max():
        return total
    problem = _as_taxes(end.problem)
    zero = np.zeros_like(result.log_welfare)
    panels = [(0.0, 1.0, zero, result.log_welfare, np.zeros(problem.size))]
    while panels:
        low, high, before, after, start = panels.pop()
        places: list[_Place] = []
        points = _nodes(low, high)
        for s in points:
            places.append(_at(problem, float(s), _ahead(points, places, start)))
        parts = _panel(problem, places, points, high - low)
        error = np.abs(np.sum(list(parts.values()), axis=0) - (after - before)).max()
        if error <= CLOSE or high - low < 2e-3:
            for name, part in parts.items():
                total[name] += part
            continue
        middle = _at(problem, (low + high) / 2, places[NODES // 2].point)
        panels.append(((low + high) / 2, high, middle.log_welfare, after, middle.point))
        panels.append((low, (low + high) / 2, before, middle.log_welfare, start))
    return total


def _as_taxes(problem: Problem) -> Problem:
    """Replace quotas by the export taxes that meet them: the same equilibrium, by a smooth path."""
    levers = problem.levers
    if levers.quota is None:
        return problem
    cost = np.ones_like(levers.tau) if levers.trade_cost is None else levers.trade_cost
    cost = np.where(levers.quota <= 0, np.inf, cost)
    return pose(problem.base, replace(levers, quota=None, trade_cost=cost), problem.closure)


def _nodes(low: float, high: float) -> Array:
    """Gauss-Legendre points of a panel."""
    return np.asarray(low + (high - low) * (np.polynomial.legendre.leggauss(NODES)[0] + 1) / 2)


def _ahead(points: Array, places: list[_Place], start: Array) -> Array:
    """Guess the next equilibrium of a panel from the last two."""
    k = len(places)
    if k < 2:
        return places[-1].point if places else start
    stretch = (points[k] - points[k - 1]) / (points[k - 1] - points[k - 2])
    return np.asarray(places[-1].point + stretch * (places[-1].point - places[-2].point))


def _at(problem: Problem, s: float, start: Array) -> _Place:
    """Solve the problem part of the way, from a neighbour on the path."""
    here = partway(problem, s)
    outcome = solve(here, start, TOLERANCE / 10)
    if outcome.status is not Status.CONVERGED:
        raise SolveError(f"welfare split: no equilibrium at {s:.3f} of the shock. {outcome.status.sentence}")
    place = at(here, outcome.point)
    found, values = place.found, place.flows
    base = here.base
    shares = base.final_share
    tax = place.problem.levers.export_tau
    return _Place(
        point=outcome.point,
        log_welfare=np.asarray(np.log(found.income / base.income) - (shares * place.state.price).sum(axis=0)),
        income=found.income,
        border=values.border,
        paid=values.paid,
        received=values.received,
        cost=found.cost,
        log_price=np.log(found.pull) / -base.trade_elasticity[:, None],
        log_tax=np.zeros(1) if tax is None else np.log(tax),
        deficit=found.deficit,
    )


def _derivative(points: Array) -> Array:
    """Matrix of the derivative of the polynomial through values at ``points``."""
    gap = points[:, None] - points + np.eye(len(points))
    weight = 1.0 / gap.prod(axis=1)
    matrix = weight / weight[:, None] / gap
    np.fill_diagonal(matrix, 0.0)
    np.fill_diagonal(matrix, -matrix.sum(axis=1))
    return np.asarray(matrix)


def _panel(problem: Problem, places: list[_Place], points: Array, width: float) -> dict[str, Array]:
    """Integrate the parts over one panel of the path."""
    slope = _derivative(points)
    weight = np.polynomial.legendre.leggauss(NODES)[1] * width / 2
    flow_slope = np.tensordot(slope, np.stack([place.border for place in places]), 1)
    price_slope = np.tensordot(slope, np.stack([place.log_price for place in places]), 1)
    cost_slope = np.tensordot(slope, np.stack([place.cost for place in places]), 1)
    tax_slope = np.tensordot(slope, np.stack([place.log_tax for place in places]), 1)
    deficit_slope = np.tensordot(slope, np.stack([place.deficit for place in places]), 1)
    total = {name: np.zeros(len(problem.base.economies)) for name in PARTS}
    for k, (s, place) in enumerate(zip(points, places, strict=True)):
        rates = _rates(problem, float(s), place, flow_slope[k], price_slope[k], cost_slope[k], tax_slope[k])
        rates["transfer"] = deficit_slope[k]
        for name, rate in rates.items():
            total[name] += weight[k] * rate / place.income
    return total


def _rates(
    problem: Problem, s: float, at: _Place, flow: Array, price: Array, cost: Array, tax: Array
) -> dict[str, Array]:
    """Return the parts of ``I d ln W / ds`` but the transfer, given the slopes of what they rest on."""
    base, levers = problem.base, problem.levers
    border_price = price[:, None, :] + tax
    moved = at.border * border_price
    shipped = flow - moved  # M d ln q
    zero = np.zeros(len(base.economies))
    wedge = (at.paid / np.where(at.border > 0, at.border, 1.0) - 1.0) * shipped
    volume = wedge.sum(axis=(0, 2))
    if levers.export_tau is not None:
        volume = volume + ((1.0 - np.exp(-at.log_tax)) * shipped).sum(axis=(0, 1))
    subsidy = zero
    if levers.subsidy is not None:
        keep = (1.0 - levers.subsidy) ** s
        # Q = (1 - s) cost / p
        quantity = cost + at.cost * (np.log1p(-levers.subsidy) - price)
        subsidy = -((1.0 - keep) * quantity).sum(axis=0)
    productive = zero if levers.productivity is None else (at.cost * np.log(levers.productivity)).sum(axis=0)
    labour = zero
    if levers.labour is not None:
        labour = (base.value_added_share * at.cost).sum(axis=0) * np.log(levers.labour)
    return {
        "terms_of_trade": moved.sum(axis=(0, 1)) - moved.sum(axis=(0, 2)),
        "volume_of_trade": volume,
        "trade_cost": -(at.paid * _cost_slope(problem, s)).sum(axis=(0, 2)),
        "subsidy": subsidy,
        "productivity": productive,
        "labour": labour,
    }


def _cost_slope(problem: Problem, s: float) -> Array:
    """D ln d / ds ``[j, n, i]`` on the path; a ban shrinks shares in proportion to 1 - s."""
    cost = problem.levers.trade_cost
    if cost is None:
        return np.zeros(1)
    banned = np.isposinf(cost)
    theta = problem.base.trade_elasticity[:, None, None]
    return np.where(banned, 1.0 / (theta * (1.0 - s)), np.log(np.where(banned, 1.0, cost)))
