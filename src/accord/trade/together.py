"""Many equilibria of one baseline under different elasticities or shocks, all passes made at once.

The problems share their flows, so that one pass of all of them is a few products of matrices: the trade shares
of the baseline times the unit costs of every problem, put right in the few purchases ``(j, n)`` whose tariffs
or trade costs move. Arrays are ``[j, n, b]``, b over problems. A point found here enters no result as it is:
the solver takes it as its start, and each problem is certified by itself (see ``accord.trade.engine``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.shock import Array, Shock
from accord.trade.anderson import Accelerators, Anderson
from accord.trade.calibration import Calibration
from accord.trade.engine import attempt, certified, rebased
from accord.trade.levers import Levers
from accord.trade.problem import Problem, pose
from accord.trade.result import Result
from accord.trade.rows import Rows, SharedRows
from accord.trade.solve import LONGEST, TOLERANCE, at
from accord.trade.tangent import Bent, Tangent

PASSES = 40
"""Passes after which what is not done is left to the solver."""

REMEMBERED = 4
"""Passes that are remembered to accelerate."""

FEW = 3
"""Shocks from which on it is worth to solve them side by side."""
WIDTH = 20
"""Shocks that are best solved side by side: more would not stay near the processor."""


@dataclass(frozen=True, eq=False)
class Passed:
    """One pass of all problems: arrays as in ``accord.trade.equations.Pass``, the problems last.

    ``bought`` times ``spread`` are purchases ``[j, n, b]`` at the border.
    """

    pull: Array
    total: Array
    spending: Array
    spread: Array
    sales: Array
    bought: Array
    wages: Array
    income: Array
    wanted: Array
    demand: Array


@dataclass(frozen=True, eq=False)
class Together:
    """The problems as one; shapes as in ``Problem``, with the problems last.

    ``attraction`` and ``border`` are those that the problems share, ``rows`` what each has instead; ``live`` is
    None where everything that was bought is.
    """

    base: Calibration
    tangent: Tangent
    bent: Bent
    rows: Rows
    attraction: Array
    border: Array
    theta: Array
    pace: Array
    labour_value: Array
    deficit: Array
    cost_shift: Array | None
    live: NDArray[np.bool_] | None
    member: Array
    closure: str

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Together:
        """Put problems of one baseline together, its trade elasticities apart."""
        one, base = problems[0], problems[0].base
        tangent, theta = _tangent(one), _last([each.base.trade_elasticity for each in problems])
        return cls(
            base=base,
            tangent=tangent,
            bent=tangent.bent(theta),
            rows=SharedRows.of(base, problems),
            attraction=base.share,
            border=base.share / base.tau,
            theta=theta[:, None],
            pace=1.0 / (1.0 + _last([each.base.wage_elasticity for each in problems])),
            labour_value=_last([each.labour_value for each in problems]),
            deficit=_last([each.deficit for each in problems]),
            cost_shift=_shifted(_last([each.cost_shift for each in problems])),
            live=None if one.live.all() else one.live[:, :, None],
            member=one.member,
            closure=one.closure,
        )

    @classmethod
    def near(cls, tangent: Tangent, bent: Bent, rows: Rows) -> Together:
        """Put problems together that differ from that of the ``tangent`` in their ``rows`` only."""
        one = tangent.at.problem
        base = one.base
        return cls(
            base=base,
            tangent=tangent,
            bent=bent,
            rows=rows,
            attraction=one.attraction,
            border=one.border,
            theta=base.trade_elasticity[:, None, None],
            pace=1.0 / (1.0 + base.wage_elasticity[:, None]),
            labour_value=one.labour_value[:, None],
            deficit=one.deficit[:, None],
            cost_shift=_shifted(one.cost_shift[:, :, None]),
            live=None if one.live.all() else one.live[:, :, None],
            member=one.member,
            closure=one.closure,
        )

    def passed(self, point: Array) -> Passed:
        """Run all equations once at a point ``[unknown, b]``."""
        base = self.base
        J, N = base.expenditure.shape
        wage, logs = point[:N], point[N:].reshape(2, J, N, -1)
        pull = _by_economy(base.inputs, logs[0])
        pull += base.value_added_share[:, :, None] * wage
        if self.cost_shift is not None:
            pull += self.cost_shift
        pull *= -self.theta
        np.exp(pull, out=pull)
        total = np.matmul(self.attraction, pull)
        self.rows.buyers(total, self.rows.attraction, pull)
        spending = np.exp(logs[1])
        spending *= base.expenditure[:, :, None]
        if self.live is not None:
            total, spending = np.where(self.live, total, 1.0), spending * self.live
        spread = spending / total
        sales = np.matmul(self.border.transpose(0, 2, 1), spread)
        self.rows.sellers(sales, self.rows.border, spread)
        sales *= pull
        bought = np.matmul(self.border, pull)
        self.rows.buyers(bought, self.rows.border, pull)
        wages = np.exp(wage) * self.labour_value
        own = wages + (spending - spread * bought).sum(axis=0)
        income = own + self._deficit(own)
        wanted = _by_economy(base.inputs.transpose(0, 2, 1), sales)
        wanted += base.final_share[:, :, None] * income
        demand = (base.value_added_share[:, :, None] * sales).sum(axis=0)
        return Passed(pull, total, spending, spread, sales, bought, wages, income, wanted, demand)

    def move(self, point: Array) -> tuple[Array, Array]:
        """Image of one pass less the point ``[unknown, b]``, and the log excess demand for labour ``[n, b]``."""
        J, N = self.base.expenditure.shape
        found = self.passed(point)
        wage, logs = point[:N], point[N:].reshape(2, J, N, -1)
        move = np.empty_like(point)
        excess = np.log(found.demand / self.labour_value) - wage
        ahead = wage + excess * self.pace
        move[:N] = ahead - self._numeraire(ahead) - wage
        price, bill = move[N:].reshape(2, J, N, -1)
        np.log(found.total, out=price)
        price /= -self.theta
        price -= logs[0]
        np.divide(found.wanted, found.spending, out=bill)
        np.log(bill, out=bill)
        np.maximum(bill, -LONGEST, out=bill)
        if self.live is not None:
            np.copyto(move[N:].reshape(2, J, N, -1), 0.0, where=~self.live)
        return move, excess

    def step(self, point: Array, move: Array, excess: Array) -> Array:
        """Return what makes up for a move ``[unknown, b]`` to first order, in units of the numeraire."""
        J, N = self.base.expenditure.shape
        scale = np.maximum(np.abs(move).max(axis=0), np.abs(excess).max(axis=0))
        scale[~(scale > 0)] = 1.0
        price, bill = np.divide(move[N:], scale, dtype=np.float32, casting="same_kind").reshape(2, J, N, -1)
        wage, *logs = self.tangent.forward(self.bent, (excess / scale).astype(np.float32), price, bill)
        step = np.empty_like(move)
        step[:N] = wage * scale
        shift = self._numeraire(point[:N] + step[:N])
        step[:N] -= shift
        after = step[N:].reshape(2, J, N, -1)
        np.multiply(logs, scale, out=after)
        after -= shift
        if self.live is not None:
            after *= self.live
        return step

    def take(self, which: Array) -> Together:
        """Return some of the problems."""
        each = {
            name: held[..., which]
            for name in ("theta", "pace", "labour_value", "deficit", "cost_shift")
            if (held := getattr(self, name)) is not None and held.shape[-1] > 1
        }
        return replace(self, bent=self.bent.take(which), rows=self.rows.take(which), **each)

    def _numeraire(self, wage: Array) -> Array:
        group = self.member.T
        scale = (group @ (np.exp(wage) * self.labour_value)) / (group @ self.base.value_added)[:, None]
        return np.asarray(self.member @ np.log(scale))

    def _deficit(self, own: Array) -> Array:
        """D' ``[n, b]``, as ``accord.trade.equations.deficits`` has it."""
        if self.closure != "share":
            return self.deficit
        base = self.base
        rate = (base.deficit / (base.income - base.deficit))[:, None]
        mean = self.member @ ((self.member.T @ (rate * own)) / (self.member.T @ own))
        return np.asarray((rate - mean) * own + self.deficit - base.deficit[:, None])


def together(
    problems: Sequence[Problem], starts: Sequence[Array], tolerance: float = TOLERANCE
) -> list[Array | None]:
    """Return the solution of each problem from its start, None where this way does not find it.

    The problems are those of one baseline, its trade elasticities apart. A solution depends on the other
    problems in its last bits only.
    """
    if not all(_plain(one, problems[0]) for one in problems):
        return [None] * len(problems)
    return solve_together(Together.of(problems), np.stack(starts), tolerance)


def solve_together(whole: Together, point: Array, tolerance: float) -> list[Array | None]:
    """Return the solution of each problem from its start ``[b, unknown]``; see ``together``."""
    found: list[Array | None] = [None] * len(point)
    left = np.arange(len(point))
    accelerators = Accelerators(len(point), point.shape[1], REMEMBERED)
    with np.errstate(all="ignore"):
        for _ in range(PASSES):
            columns = np.ascontiguousarray(point.T)
            move, excess = whole.move(columns)
            change = np.abs(move).max(axis=0)
            for at in np.flatnonzero(change <= tolerance):
                found[left[at]] = point[at]
            stay = (change > tolerance) & np.isfinite(change)
            if not stay.any():
                break
            if not stay.all():
                whole, left, point = whole.take(stay), left[stay], point[stay]
                columns, move, excess = columns[:, stay], move[:, stay], excess[:, stay]
                accelerators.take(stay)
            step = accelerators.propose(point, whole.step(columns, move, excess).T) - point
            step *= np.minimum(1.0, LONGEST / np.maximum(np.abs(step).max(axis=1), LONGEST))[:, None]
            point = point + step
    return found


def side_by_side(
    near: Result, shocks: Sequence[Shock], starts: Sequence[Array], tolerance: float, learned: Anderson
) -> list[Result]:
    """Return the result of each shock on the baseline of ``near``, from a start of its own, certified by itself.

    A few are solved one after another, as is what is not found with the others; ``learned`` is then used.
    """
    base, closure = near.baseline, near.closure
    problems = [pose(base, Levers.of(base, shock), closure) for shock in shocks]
    points: list[Array | None] = [None] * len(shocks)
    sizes = {problem.size for problem in problems} | {start.size for start in starts}
    if len(shocks) >= FEW and len(sizes) == 1:
        points = together(problems, starts, tolerance)
    found = []
    for problem, shock, start, point in zip(problems, shocks, starts, points, strict=True):
        result = None if point is None else certified(problem, shock, point)
        found.append(result or attempt(problem, shock, start, tolerance, learned))
    return found


def counted_from(before: Result, later: Problem) -> Problem:
    """Return a problem of the same baseline as one whose changes count from the result ``before``.

    Its point is that of ``later`` less that of the result: hats of hats multiply. The result changes tariffs only.
    """
    base, earlier = rebased(before), before.equilibrium.problem
    moved = np.flatnonzero(later.attraction != earlier.attraction)
    attraction = _grown(base.share, later.attraction, earlier.attraction, moved)
    seen = _grown(base.tau, later.levers.tau_price, earlier.levers.tau_price, moved)
    levers = replace(later.levers, bundle=None, price=seen)
    border = attraction / levers.tau
    return replace(
        later,
        base=base,
        levers=levers,
        given=levers,
        wedge=later.wedge - earlier.wedge,
        attraction=attraction,
        border=border,
        receipts=border,
    )


def _grown(base: Array, later: Array, earlier: Array, moved: NDArray[np.intp]) -> Array:
    """Return an array that has grown at some places as another did."""
    grown = base.copy()
    grown.ravel()[moved] *= later.ravel()[moved] / earlier.ravel()[moved]
    return grown


def _plain(one: Problem, first: Problem) -> bool:
    """Whether a problem moves tariffs, trade costs, productivity, labour or transfers of the first's baseline only."""
    levers, base = one.levers, one.base
    untaxed = levers.export_tau is None and levers.subsidy is None and one.quota is None
    same = base.trade is first.base.trade and base.tariffs is first.base.tariffs
    alike = one.closure == first.closure and one.member.shape == first.member.shape
    alive = np.array_equal(one.live, first.live)
    return untaxed and same and alike and alive and not one.obstacle and not base.flat.any()


def _tangent(one: Problem) -> Tangent:
    """The linearisation at the baseline, for all its elasticities."""
    base, closure = one.base, one.closure
    if closure not in base.tangents:
        J, N = base.expenditure.shape
        still = pose(base, Levers.of(base, Shock()), closure)
        base.tangents[closure] = Tangent.of(at(still, np.zeros(N + 2 * J * N)))
    return base.tangents[closure]


def _shifted(shift: Array) -> Array | None:
    return shift if shift.any() else None


def _by_economy(matrices: Array, x: Array) -> Array:
    """Matrices ``[n, j, k]`` times ``x[k, n, b]`` -> ``[j, n, b]``."""
    return np.ascontiguousarray(np.matmul(matrices, x.transpose(1, 0, 2)).transpose(1, 0, 2))


def _last(arrays: Sequence[Array]) -> Array:
    return np.stack(arrays, axis=-1)
