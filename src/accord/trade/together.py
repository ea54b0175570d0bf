"""Many equilibria of one baseline under different elasticities or shocks, all passes made at once.

The problems share their flows, so that one pass of all of them is a few products of matrices: the trade shares
of the baseline times the unit costs of every problem, put right in the few purchases ``(j, n)`` whose tariffs
or trade costs move. Arrays are ``[j, n, b]``, b over problems. A point found here enters no result as it is:
the solver takes it as its start, and each problem is certified by itself (see ``accord.trade.engine``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accord.core.shock import Array, Shock
from accord.trade.anderson import Anderson
from accord.trade.calibration import Calibration
from accord.trade.domestic import Domestic
from accord.trade.engine import attempt, certified, rebased
from accord.trade.levers import Levers
from accord.trade.problem import Problem, pose
from accord.trade.result import Result
from accord.trade.solve import LONGEST, MEMORY, TOLERANCE

PASSES = 40
"""Passes after which what is not done is left to the solver."""

FEW = 6
"""Shocks from which on it is worth to solve them side by side."""
WIDTH = 20
"""Shocks that are best solved side by side: more would not stay near the processor."""


class Rows(Protocol):
    """Purchases in which problems differ from what they share."""

    @property
    def attraction(self) -> Array:
        """K less the shared one."""

    @property
    def border(self) -> Array:
        """K / tau' less the shared one."""

    def buyers(self, found: Array, matrix: Array, of_exporter: Array) -> None:
        """Add the sum over exporters of one of the matrices times ``x[j, e, b]`` to ``found[j, n, b]``."""

    def sellers(self, found: Array, matrix: Array, of_importer: Array) -> None:
        """Add the sum over importers of one of the matrices times ``x[j, n, b]`` to ``found[j, e, b]``."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """Purchases ``r = (j, n)`` in which problems differ from the baseline's shares.

    sector, importer  [r]
    exporters         [e]        whose sales are among them
    belongs           [s, r]     one where a row is of a sector, for each that has some; ``sectors`` [s] are these
    attraction        [r, b, e]  K less pi
    border            [r, b, e]  K / tau' less pi / tau
    """

    sector: NDArray[np.intp]
    importer: NDArray[np.intp]
    exporters: NDArray[np.intp]
    sectors: NDArray[np.intp]
    belongs: Array
    attraction: Array
    border: Array

    @classmethod
    def of(cls, base: Calibration, problems: Sequence[Problem]) -> _Rows:
        net = base.share / base.tau
        moved = np.zeros(base.share.shape, dtype=bool)
        for one in problems:
            moved |= (one.attraction != base.share) | (one.border != net)
        sector, importer = np.nonzero(moved.any(axis=2))
        exporters = np.flatnonzero(moved.any(axis=(0, 1)))
        sectors = np.unique(sector)
        belongs = (sectors[:, None] == sector).astype(float)
        at = sector[:, None], importer[:, None], exporters
        attraction = np.stack([one.attraction[at] - base.share[at] for one in problems], axis=1)
        border = np.stack([one.border[at] - net[at] for one in problems], axis=1)
        return cls(sector, importer, exporters, sectors, belongs, attraction, border)

    def buyers(self, found: Array, matrix: Array, of_exporter: Array) -> None:
        """Add ``sum_e matrix[r, b, e] x[j, e, b]`` to ``found[j, n, b]``."""
        if len(self.sector):
            seen = of_exporter[self.sector[:, None], self.exporters].transpose(0, 2, 1)
            found[self.sector, self.importer] += np.einsum("rbe,rbe->rb", matrix, seen)

    def sellers(self, found: Array, matrix: Array, of_importer: Array) -> None:
        """Add ``sum_n matrix[r, b, e] x[j, n, b]`` to ``found[j, e, b]``."""
        if len(self.sector):
            parts = matrix * of_importer[self.sector, self.importer][:, :, None]
            sums = self.belongs @ parts.reshape(len(parts), -1)
            found[self.sectors[:, None], self.exporters] += sums.reshape(-1, *parts.shape[1:]).transpose(
                0, 2, 1
            )


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

    ``attraction`` and ``border`` are those that the problems share, ``rows`` what each has instead.
    """

    base: Calibration
    inverses: NDArray[np.float32]
    rows: Rows
    attraction: Array
    border: Array
    theta: Array
    pace: Array
    labour_value: Array
    deficit: Array
    cost_shift: Array
    live: NDArray[np.bool_]
    member: Array
    closure: str

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Together:
        """Put problems of one baseline together, its trade elasticities apart."""
        one, base = problems[0], problems[0].base
        return cls(
            base=base,
            inverses=_inverses(problems),
            rows=_Rows.of(base, problems),
            attraction=base.share,
            border=base.share / base.tau,
            theta=_last([each.base.trade_elasticity for each in problems])[:, None],
            pace=1.0 / (1.0 + _last([each.base.wage_elasticity for each in problems])),
            labour_value=_last([each.labour_value for each in problems]),
            deficit=_last([each.deficit for each in problems]),
            cost_shift=_last([each.cost_shift for each in problems]),
            live=one.live[:, :, None],
            member=one.member,
            closure=one.closure,
        )

    @classmethod
    def near(cls, one: Problem, rows: Rows) -> Together:
        """Put problems together that differ from one in their ``rows`` only."""
        base = one.base
        return cls(
            base=base,
            inverses=base.domestic.inverse,
            rows=rows,
            attraction=one.attraction,
            border=one.border,
            theta=base.trade_elasticity[:, None, None],
            pace=1.0 / (1.0 + base.wage_elasticity[:, None]),
            labour_value=one.labour_value[:, None],
            deficit=one.deficit[:, None],
            cost_shift=one.cost_shift[:, :, None],
            live=one.live[:, :, None],
            member=one.member,
            closure=one.closure,
        )

    def passed(self, point: Array) -> Passed:
        """Run all equations once at a point ``[unknown, b]``."""
        base, live = self.base, self.live
        J, N = base.expenditure.shape
        wage, logs = point[:N], point[N:].reshape(2, J, N, -1)
        used = np.matmul(base.inputs, logs[0].transpose(1, 0, 2)).transpose(1, 0, 2)
        pull = np.exp(-self.theta * (base.value_added_share[:, :, None] * wage + used + self.cost_shift))
        total = np.matmul(self.attraction, pull)
        self.rows.buyers(total, self.rows.attraction, pull)
        total = np.where(live, total, 1.0)
        spending = np.where(live, base.expenditure[:, :, None] * np.exp(logs[1]), 0.0)
        spread = spending / total
        sales = np.matmul(self.border.transpose(0, 2, 1), spread)
        self.rows.sellers(sales, self.rows.border, spread)
        sales *= pull
        bought = np.matmul(self.border, pull)
        self.rows.buyers(bought, self.rows.border, pull)
        wages = np.exp(wage) * self.labour_value
        own = wages + (spending - spread * bought).sum(axis=0)
        income = own + self._deficit(own)
        use = np.matmul(base.inputs.transpose(0, 2, 1), sales.transpose(1, 0, 2)).transpose(1, 0, 2)
        wanted = base.final_share[:, :, None] * income + use
        demand = (base.value_added_share[:, :, None] * sales).sum(axis=0)
        return Passed(pull, total, spending, spread, sales, bought, wages, income, wanted, demand)

    def move(self, point: Array) -> Array:
        """Image of one pass less the point ``[unknown, b]``, before each economy's own response."""
        J, N = self.base.expenditure.shape
        live, found = self.live, self.passed(point)
        wage, logs = point[:N], point[N:].reshape(2, J, N, -1)
        move = np.empty_like(point)
        ahead = wage + (np.log(found.demand / self.labour_value) - wage) * self.pace
        move[:N] = ahead - self._numeraire(ahead) - wage
        price, bill = move[N:].reshape(2, J, N, -1)
        price[:] = np.where(live, np.log(found.total) / -self.theta - logs[0], 0.0)
        ratio = np.where(live, found.wanted, 1.0) / np.where(live, found.spending, 1.0)
        bill[:] = np.log(np.maximum(ratio, np.exp(-LONGEST)))
        return move

    def at_home(self, point: Array, move: Array) -> Array:
        """Return a move with each economy's own response to it, in units of the numeraire."""
        N = len(self.member)
        move = Domestic.apply_many(self.inverses, move)
        move[:N] -= self._numeraire(point[:N] + move[:N])
        return move

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


class Accelerators:
    """Anderson's acceleration (see ``accord.trade.anderson``) of each problem by itself, in step."""

    def __init__(self, count: int, size: int) -> None:
        self._residuals = np.zeros((count, MEMORY, size))
        self._images = np.zeros((count, MEMORY, size))
        self._gram = np.zeros((count, MEMORY, MEMORY))
        self._last: tuple[Array, Array] | None = None
        self._count = 0

    def again(self) -> None:
        """Begin other fixed points close by, with the changes of the last ones."""
        self._last = None

    def propose(self, point: Array, residual: Array) -> Array:
        """Return the next points ``[b, unknown]``, given ``residual = image - point``."""
        image = point + residual
        if self._last is not None:
            row = self._count % MEMORY
            self._residuals[:, row] = residual - self._last[0]
            self._images[:, row] = image - self._last[1]
            self._count += 1
            used = min(self._count, MEMORY)
            products = np.matmul(self._residuals[:, :used], self._residuals[:, row, :, None])[:, :, 0]
            self._gram[:, row, :used] = self._gram[:, :used, row] = products
        self._last = residual, image
        used = min(self._count, MEMORY)
        if not used:
            return image
        pull = np.matmul(self._residuals[:, :used], residual[:, :, None])[:, :, 0]
        gram = self._gram[:, :used, :used]
        scale = np.sqrt(np.einsum("bkk->bk", gram))
        scale[scale == 0] = 1.0
        system = gram / scale[:, :, None] / scale[:, None, :] + 1e-14 * np.eye(used)
        weight = np.linalg.solve(system, (pull / scale)[:, :, None])[:, :, 0] / scale
        return np.asarray(image - np.matmul(weight[:, None, :], self._images[:, :used])[:, 0])


def together(
    problems: Sequence[Problem],
    starts: Sequence[Array],
    tolerance: float = TOLERANCE,
    learned: Accelerators | None = None,
) -> list[Array | None]:
    """Return the solution of each problem from its start, None where this way does not find it.

    The problems are those of one baseline, its trade elasticities apart. ``learned`` are accelerators of as
    many problems close by, which are used and added to. A solution depends on the other problems in its last
    bits only.
    """
    if not all(_plain(one, problems[0]) for one in problems):
        return [None] * len(problems)
    return solve_together(Together.of(problems), np.stack(starts), tolerance, learned)


def solve_together(
    whole: Together, point: Array, tolerance: float, learned: Accelerators | None = None
) -> list[Array | None]:
    """Return the solution of each problem from its start ``[b, unknown]``; see ``together``."""
    accelerators = Accelerators(*point.shape) if learned is None else learned
    accelerators.again()
    done = np.zeros(len(point), dtype=bool)
    with np.errstate(all="ignore"):
        for _ in range(PASSES):
            columns = np.ascontiguousarray(point.T)
            move = whole.move(columns)
            change = np.abs(move).max(axis=0)
            done |= change <= tolerance
            lost = ~np.isfinite(change)
            if (done | lost).all():
                break
            move[:, done | lost] = 0.0
            ahead = accelerators.propose(point, np.ascontiguousarray(whole.at_home(columns, move).T))
            step = ahead - point
            step *= np.minimum(1.0, LONGEST / np.maximum(np.abs(step).max(axis=1), LONGEST))[:, None]
            point = np.where((done | lost)[:, None], point, point + step)
    return [point[at] if fine else None for at, fine in enumerate(done)]


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
    moved = later.attraction != earlier.attraction
    attraction, seen = base.share.copy(), base.tau.copy()
    attraction[moved] *= later.attraction[moved] / earlier.attraction[moved]
    seen[moved] *= later.levers.tau_price[moved] / earlier.levers.tau_price[moved]
    levers = replace(later.levers, bundle=None, tau_price=seen)
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


def _plain(one: Problem, first: Problem) -> bool:
    """Whether a problem moves tariffs, trade costs, productivity, labour or transfers of the first's baseline only."""
    levers, base = one.levers, one.base
    untaxed = levers.export_tau is None and levers.subsidy is None and one.quota is None
    same = base.trade is first.base.trade and base.tariffs is first.base.tariffs
    alike = one.closure == first.closure and one.member.shape == first.member.shape
    alive = np.array_equal(one.live, first.live)
    return untaxed and same and alike and alive and not one.obstacle and not base.flat.any()


def _inverses(problems: Sequence[Problem]) -> NDArray[np.float32]:
    """Inverses of the economies' own responses: one ``[n, d, d]`` where the baseline is one, else a stack."""
    first = problems[0].base
    if all(one.base is first for one in problems):
        return first.domestic.inverse
    return np.stack([one.base.domestic.inverse for one in problems])


def _last(arrays: Sequence[Array]) -> Array:
    return np.stack(arrays, axis=-1)
