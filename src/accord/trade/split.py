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

from dataclasses import replace

import numpy as np

from accord.core.errors import SolveError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.core.status import Status
from accord.trade.anderson import Anderson
from accord.trade.moments import Bundle
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

FEW, MANY = 6, 16
"""Points of a panel at first, and when they are not enough; a panel that needs more is halved."""

CLOSE = 5e-9
"""Largest error of the parts' sum over the whole path, in log points."""

NARROW = 2e-3
"""Length of a panel that is not halved any more."""

LEARNS = 16
"""Passes that the solver remembers along the path."""


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
    learned = Anderson(problem.size, LEARNS)
    panels = [_Panel(0.0, 1.0, zero, result.log_welfare, np.zeros(problem.size), FEW)]
    while panels:
        panel = panels.pop()
        places = _walk(problem, panel, learned)
        parts = _integrate(problem, places, panel)
        error = np.abs(np.sum(list(parts.values()), axis=0) - (panel.after - panel.before)).max()
        width = panel.high - panel.low
        if error <= CLOSE * width or width < NARROW:
            for name, part in parts.items():
                total[name] += part
        elif panel.nodes == FEW:
            panels.append(replace(panel, nodes=MANY))
        else:
            panels += _halves(problem, panel, places, learned)
    return total


@dataclass(frozen=True, eq=False)
class _Panel:
    """A stretch of the path: its ends, ln W at them, the equilibrium at its start, points to solve at."""

    low: float
    high: float
    before: Array
    after: Array
    start: Array
    nodes: int

    def rule(self) -> tuple[Array, Array]:
        """Gauss-Legendre points and weights."""
        points, weights = np.polynomial.legendre.leggauss(self.nodes)
        half = (self.high - self.low) / 2
        return self.low + half * (points + 1), half * weights


def _walk(problem: Problem, panel: _Panel, learned: Anderson) -> list[_Place]:
    """Solve at the points of a panel, each from the polynomial through the last few before it."""
    known, points = [panel.low], [panel.start]
    places: list[_Place] = []
    for s in panel.rule()[0]:
        last, others = np.array(known[-5:]), points[-5:]
        gap = last[:, None] - last + np.eye(len(last))
        reach = s - last + np.zeros((len(last), 1))
        np.fill_diagonal(reach, 1.0)
        guess = (reach.prod(axis=1) / gap.prod(axis=1)) @ np.array(others)
        places.append(_at(problem, float(s), guess, learned))
        known.append(float(s))
        points.append(places[-1].point)
    return places


def _halves(problem: Problem, panel: _Panel, places: list[_Place], learned: Anderson) -> list[_Panel]:
    """Split a panel in the middle; the first half comes last, to be done first."""
    middle = (panel.low + panel.high) / 2
    there = _at(problem, middle, places[panel.nodes // 2].point, learned)
    first = replace(panel, high=middle, after=there.log_welfare)
    return [replace(panel, low=middle, before=there.log_welfare, start=there.point), first]


def _as_taxes(problem: Problem) -> Problem:
    """Replace quotas by the export taxes that meet them: the same equilibrium, by a smooth path."""
    levers = problem.levers
    if levers.quota is None:
        return problem
    cost = np.ones_like(levers.tau) if levers.trade_cost is None else levers.trade_cost
    cost = np.where(levers.quota <= 0, np.inf, cost)
    return pose(problem.base, replace(levers, quota=None, trade_cost=cost), problem.closure)


def _at(problem: Problem, s: float, start: Array, learned: Anderson) -> _Place:
    """Solve the problem part of the way, from a neighbour on the path."""
    here = partway(problem, s)
    outcome = solve(here, start, TOLERANCE / 10, learned)
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
        log_price=found.log_cost,
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


def _integrate(problem: Problem, places: list[_Place], panel: _Panel) -> dict[str, Array]:
    """Integrate the parts over one panel of the path."""
    points, weight = panel.rule()
    slope = _derivative(points)
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
    if levers.bundle is not None:
        volume = volume + _mixed(levers.bundle, s, at.paid)
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


def _mixed(bundle: Bundle, s: float, paid: Array) -> Array:
    """What buyers lose where a tariff drives them between products of one flow ``[n]``.

    With K and B apart, the volume part of a flow is d(X - M) - (X - M) d ln p + (X/theta) d ln K at given
    policy, and with X = tau_rev M the last two terms leave X (d ln tau_rev - d ln tau_price) over the usual.
    """
    lost = paid[bundle.cell] * bundle.slope(s)
    return np.asarray(np.bincount(bundle.cell[1], lost, paid.shape[1]), dtype=np.float64)


def _cost_slope(problem: Problem, s: float) -> Array:
    """D ln d / ds ``[j, n, i]`` on the path; a ban shrinks shares in proportion to 1 - s."""
    cost = problem.levers.trade_cost
    if cost is None:
        return np.zeros(1)
    banned = np.isposinf(cost)
    theta = np.where(problem.base.flat, 1.0, problem.base.trade_elasticity)[:, None, None]
    return np.where(banned, 1.0 / (theta * (1.0 - s)), np.log(np.where(banned, 1.0, cost)))
