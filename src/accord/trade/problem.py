"""One equilibrium to solve: a baseline, the levers and a closure, as the arrays the equations read.

A tariff or a trade cost enters only through K = pi (tau^ d^)^-theta, which is constant within a solve. Where
products of a flow pay different tariffs, tau^ in K is the one that prices see, and the border receives K over
the one that is collected (see ``accord.trade.moments``).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.calibration import Calibration, Links
from accord.trade.levers import Levers

CLOSURES = ("fixed", "balanced", "share")
"""Deficits constant as a share of world value added; zero; constant as a share of own income."""

MUCH = 50_000
"""Flows from which on it is worth to keep what was worked out for them: the next shock may change few of them."""


@dataclass(frozen=True, eq=False)
class Quota:
    """Capped flows. The export tax on them rises until they keep to the cap; the exporter has the rent.

    cell   positions ``(j, n, i)`` of the flows, three arrays of length Q
    limit  cap on the quantity shipped, ratio to baseline
    least  ln of one plus the export tax they pay anyway
    """

    cell: tuple[NDArray[np.intp], ...]
    limit: Array
    least: Array


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything the equations read.

    attraction  K[j, n, i]   pi (tau^ d^ T^)^-theta, zero for banned flows and dead producers
    receipts    M[j, n, i]   K / (tau' T'): what the producer gets per unit of importer price
    border      B[j, n, i]   K / tau': value at the border, equal to M (same object) without export taxes
    cost_shift  [j, i]       ln of (1 - s) / A^
    wedge       [j, n]       sum_i pi ln(tau^ d^ T^), where theta is zero
    live        [j, n]       cells bought after the shock
    given                    the levers as asked for; ``levers`` has the taxes of capped flows in it
    member      [n, c]       economy n belongs to the trading group c (0 or 1); each has a numeraire
    """

    base: Calibration
    levers: Levers
    given: Levers
    closure: str
    attraction: Array
    receipts: Array
    border: Array
    cost_shift: Array
    wedge: Array
    subsidy: Array
    labour: Array
    deficit: Array
    live: NDArray[np.bool_]
    member: Array
    quota: Quota | None
    obstacle: str

    @property
    def size(self) -> int:
        """Number of unknowns: wages, prices, expenditure and the export taxes of capped flows."""
        J, N = self.shape
        return N + 2 * J * N + (0 if self.quota is None else len(self.quota.limit))

    @property
    def shape(self) -> tuple[int, int]:
        """Number of sectors and of economies."""
        return len(self.base.sectors), len(self.base.economies)

    @property
    def labour_value(self) -> Array:
        """Value added at baseline wages and new labour ``[n]``, USD mn."""
        return self.labour * self.base.value_added


def pose(base: Calibration, given: Levers, closure: str) -> Problem:
    """Return the problem of the ``given`` levers; its ``obstacle`` says why it cannot be solved, or ''."""
    J, N = len(base.sectors), len(base.economies)
    levers = given
    K = _attraction(base, levers)
    quota = _quota(levers, K)
    if quota is not None and levers.export_tau is None:
        levers = replace(levers, export_tau=np.ones_like(K))
    ones = np.ones(N)
    subsidy = np.zeros((J, N)) if levers.subsidy is None else levers.subsidy
    cost_shift = np.log1p(-subsidy)
    if levers.productivity is not None:
        cost_shift = cost_shift - np.log(levers.productivity)
    live = base.expenditure > 0
    obstacle, links = "", base.links
    if np.count_nonzero(K) < base.flows:
        K, live, obstacle = _survivors(base, K)
        links = Links.of(_any((K > 0) & live[:, :, None], 0))
    if not obstacle and (base.trade_elasticity <= 0).any():
        obstacle = _irreplaceable(base, K, live)
    border = K / levers.tau
    deficit = np.zeros(N) if closure == "balanced" else base.deficit
    if levers.transfer is not None:
        deficit = deficit + levers.transfer
    problem = Problem(
        base=base,
        levers=levers,
        given=given,
        closure=closure,
        attraction=K,
        receipts=border if levers.export_tau is None else border / levers.export_tau,
        border=border,
        cost_shift=cost_shift,
        wedge=_wedge(base, levers),
        subsidy=subsidy,
        labour=ones if levers.labour is None else levers.labour,
        deficit=deficit,
        live=live,
        member=links.group,
        quota=quota,
        obstacle=obstacle,
    )
    if not obstacle:
        return replace(problem, obstacle=_unpaid(problem, links))
    return problem


def _quota(levers: Levers, K: Array) -> Quota | None:
    """Return the capped flows; a cap of nothing is a ban and removes the flow from K."""
    if levers.quota is None:
        return None
    K[levers.quota <= 0] = 0.0
    cell = np.nonzero(np.isfinite(levers.quota) & (K > 0))
    if not cell[0].size:
        return None
    tax = np.ones(1) if levers.export_tau is None else levers.export_tau[cell]
    return Quota(cell, levers.quota[cell], np.broadcast_to(np.log(tax), cell[0].shape))


def taxed(problem: Problem, log_tax: Array) -> Problem:
    """Return the problem with export taxes ``ln T`` on its capped flows."""
    quota, levers = problem.quota, problem.levers
    if quota is None or levers.export_tau is None:
        return problem
    cell = quota.cell
    theta = problem.base.trade_elasticity[cell[0]]
    K, border, T = problem.attraction.copy(), problem.border.copy(), levers.export_tau.copy()
    K[cell] *= np.exp(-theta * (log_tax - np.log(T[cell])))
    border[cell] = K[cell] / levers.tau[cell]
    T[cell] = np.exp(log_tax)
    levers = replace(levers, export_tau=T)
    wedge = _wedge(problem.base, levers) if problem.base.flat.any() else problem.wedge
    return replace(problem, levers=levers, wedge=wedge, attraction=K, border=border, receipts=border / T)


def _attraction(base: Calibration, levers: Levers) -> Array:
    """K = pi (tau^ d^ T^)^-theta, computed only where something changes from the baseline or from the last one."""
    given = [factor for factor in (levers.trade_cost, levers.export_tau) if factor is not None]
    plain = not given and levers.quota is None
    tau, last = base.lately[-1] if plain and base.lately else (base.tau, base.share)
    moved = levers.moved(tau)
    for factor in given:
        moved |= factor != 1.0
    K = last.copy()
    changed = np.flatnonzero(moved)
    ratio = levers.seen(changed) / base.tau.ravel()[changed]
    for factor in given:
        ratio *= factor.ravel()[changed]
    pull = base.share.ravel()[changed]
    sector = changed // base.share[0].size
    theta = base.trade_elasticity[sector]
    with np.errstate(under="ignore", over="ignore", divide="ignore", invalid="ignore"):
        pull *= np.exp(-theta * np.log(np.where(pull > 0, ratio, 1.0)))
    if base.flat.any():
        pull = np.where(base.flat[sector], base.share.ravel()[changed] * ~np.isposinf(ratio), pull)
    K.ravel()[changed] = pull
    if plain and len(changed) > MUCH:
        base.lately[:] = [(levers.tau_price, K.copy())]
    return K


def _wedge(base: Calibration, levers: Levers) -> Array:
    """Mean log of what lies between buyer and producer ``[j, n]``, where theta is zero; zero elsewhere."""
    wedge = np.zeros(base.trade.shape[:2])
    for j in np.flatnonzero(base.flat):
        ratio = levers.tau_price[j] / base.tau[j]
        for factor in (levers.trade_cost, levers.export_tau):
            if factor is not None:
                ratio = ratio * factor[j]
        bought = base.share[j] > 0
        wedge[j] = (base.share[j] * np.log(np.where(bought, ratio, 1.0))).sum(axis=1)
    return wedge


def _survivors(base: Calibration, K: Array) -> tuple[Array, NDArray[np.bool_], str]:
    """Remove producers that lost an input, and purchases nobody makes any more.

    Returns K without the dead producers, the live cells ``[j, n]`` and a sentence when an economy must buy
    what nobody can sell to it, or has nothing left to sell.
    """
    flows = K > 0
    needs = base.inputs > 0  # [i, j, k]
    produces = np.ones(K.shape[::2], dtype=bool)
    while True:  # greatest fixed point: who can still produce
        available = _any(flows & produces[:, None, :], 2)
        still = ~_any(needs & ~available.T[:, None, :], 2).T
        if (still == produces).all():
            break
        produces = still
    flows &= produces[:, None, :]
    wanted = base.final_share > 0
    while True:  # least fixed point: what is still bought
        sells = _any(flows & wanted[:, :, None], 1)
        more = wanted | _any(needs & sells.T[:, :, None], 1).T
        if (more == wanted).all():
            break
        wanted = more
    missing = wanted & ~available
    obstacle = ""
    if missing.any():
        j, n = (int(k) for k in np.argwhere(missing)[0])
        obstacle = f"{base.economies[n]} must buy '{base.sectors[j]}' and every supplier it has is cut off."
    idle = ~_any(sells & (base.value_added_share > 0), 0)
    if not obstacle and idle.any():
        obstacle = (
            f"{base.economies[int(np.argmax(idle))]} can sell nothing that it makes, so it has no income."
        )
    return np.where(flows, K, 0.0), wanted & available, obstacle


def _irreplaceable(base: Calibration, K: Array, live: NDArray[np.bool_]) -> str:
    """Return a sentence when a flow is cut off that nothing replaces, or ''.

    Where theta is zero or below, the elasticity of substitution is one or less: every supplier is needed.
    """
    fixed = np.flatnonzero(base.trade_elasticity <= 0)
    cut = (base.share[fixed] > 0) & ~((K[fixed] > 0) & np.isfinite(K[fixed])) & live[fixed][:, :, None]
    if not cut.any():
        return ""
    j, n, i = (int(k) for k in np.argwhere(cut)[0])
    j = int(fixed[j])
    return (
        f"{base.economies[n]} cannot do without '{base.sectors[j]}' from {base.economies[i]}: at a trade "
        f"elasticity of {base.trade_elasticity[j]:.2f} nothing replaces a supplier that is cut off."
    )


def _any(mask: NDArray[np.bool_], axis: int) -> NDArray[np.bool_]:
    return np.asarray(mask.any(axis=axis), dtype=np.bool_)


def _unpaid(problem: Problem, links: Links) -> str:
    """Return a sentence when trade cannot pay for the deficits of the closure, or ''.

    A group that trades with no one else must add up to zero; a circle that only buys from the others needs a
    deficit, and one that only sells to them a surplus. Deficits that are shares of income adapt, transfers
    do not.
    """
    base, adapts = problem.base, problem.closure == "share"
    deficit = problem.deficit - base.deficit if adapts else problem.deficit
    circle, pays = links.circle, links.pays
    gap, size = circle.T @ deficit, circle.T @ base.value_added
    small = np.abs(gap) <= 1e-9 * size
    imports, exports = pays.any(axis=1), pays.any(axis=0)
    keeps = not adapts
    closed, sink, source = ~imports & ~exports, imports & ~exports & keeps, exports & ~imports & keeps
    for bad, why in (
        (closed & ~small, "would trade with no one else, yet keep a trade imbalance"),
        (sink & (gap <= 0), "would buy abroad and sell nothing there, without a deficit to pay for it"),
        (source & (gap >= 0), "would sell abroad and buy nothing there, without a surplus to spend"),
    ):
        if bad.any():
            names = [base.economies[n] for n in np.flatnonzero(circle[:, int(np.argmax(bad))])]
            who = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
            return f"{who} {why} (closure '{problem.closure}')."
    return ""


def partway(problem: Problem, s: float) -> Problem:
    """Return the problem with a part ``s`` of its shock: ratios geometrically, transfers linearly."""
    base = problem.base
    return pose(base, problem.given.part(base, s), problem.closure)


def check_closure(closure: str) -> None:
    """Raise InputError unless ``closure`` is one of CLOSURES."""
    if closure not in CLOSURES:
        raise InputError(f"closure: '{closure}' is not one of {', '.join(CLOSURES)}")
