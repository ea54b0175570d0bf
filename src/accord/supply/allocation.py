"""Sharing what is left of a stage's supply after a loss: a linear programme solved by HiGHS.

Over deliveries b (existing) and r (rerouted), spare output g, stocks z, substitution w and shortfall h, all
in fractions of world output:

    use         sum_i (b_ni + r_ni) + z_n + w_n + h_n = use_n           for every user n
    capacity    sum_n (b_ni + r_ni) - g_i <= output_i                   for every maker i
    bounds      b <= deliveries that stand,  r = 0 where cut,  g <= spare,  h_n <= what n lost

A user cut off from a maker gets at most a share ``divert`` of what it lost out of output that others buy now:

    diversion   sum_i (b_ni + r_ni) - sum_i s_ni <= standing_n + divert lost_n
    of it spare sum_n s_ni <= g_i

with s what it takes of spare output, which nobody has to give up. With ``divert`` 1 neither can bind, and all
is one world market.

In order: the least total shortfall; then the smallest largest loss (each user's shortfall over what it
lost), again for those that can do better still; then the least cost of rerouting 1, spare output 2, stocks 3
and substitution 4. A user that lost nothing is kept whole, so others are served only by exchange or spare
output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import highspy

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import SolveError
from accord.core.frozen import dataclass
from accord.supply.tables import Array

COST = {"standing": 0.0, "rerouted": 1.0, "spare": 2.0, "stocks": 3.0, "substituted": 4.0}
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Problem:
    """What is left to share. All amounts are fractions of world output.

    output [i], spare [i]    what makers still make, and could add
    use [n]                  what users need
    standing [n, i]          existing deliveries that may go on
    open [n, i]              pairs between which new deliveries may run
    stocks [n], substitutable [n]   what users hold, and can do without
    lost [n]                 the most each user may end up short
    divert                   share of its loss that a user cut off may be sent of what others buy now
    """

    output: Array
    spare: Array
    use: Array
    standing: Array
    open: NDArray[np.bool_]
    stocks: Array
    substitutable: Array
    lost: Array
    divert: float = 1.0

    def limited(self) -> NDArray[np.int_]:
        """Return the users that are cut off from a maker and to whom not all may be diverted."""
        cut_off = ~self.open.all(axis=1) & (self.lost > TOLERANCE)
        return np.flatnonzero(cut_off) if self.divert < 1 else np.empty(0, dtype=int)


@dataclass(frozen=True)
class Allocation:
    """A solution.

    ``value`` [i] and ``diverting`` [n] are the shortfall avoided by one more unit of a maker's output that
    nobody buys yet, and by one more unit that others give up to a user.
    """

    shortfall: Array
    deliveries: Array
    spare: Array
    stocks: Array
    substituted: Array
    value: Array
    diverting: Array
    cost: float


class Model:
    """The linear programme of one problem, held in HiGHS, in rounds; columns b, r, g, z, w, h, t, s."""

    def __init__(self, problem: Problem) -> None:
        makers, users = len(problem.output), len(problem.use)
        self.shape = (users, makers)
        self.standing = np.argwhere(problem.standing > 0)
        can = problem.open & (problem.use > 0)[:, None] & ((problem.output + problem.spare) > 0)[None, :]
        self.rerouted = np.argwhere(can)
        self.limited = problem.limited()
        self.idle = np.argwhere(can & np.isin(np.arange(users), self.limited)[:, None])
        sizes = (len(self.standing), len(self.rerouted), makers, users, users, users, 1, len(self.idle))
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        self.problem = problem
        self.solver = _solver(self._matrix(), self._bounds())

    def columns(self, kind: str) -> slice:
        """Return the columns of b, r, g, z, w, h, t or s."""
        place = "brgzwhts".index(kind)
        return slice(int(self.starts[place]), int(self.starts[place + 1]))

    def _matrix(self) -> tuple[NDArray[np.int32], NDArray[np.int32], Array]:
        """Return the constraint matrix as (row, column, value): users, makers, h_n - t lost_n, diversion."""
        users, makers = self.shape
        pairs = np.vstack([self.standing, self.rerouted]).reshape(-1, 2)
        flow = np.arange(len(pairs))
        each, last = np.arange(users), self.columns("t").start
        g, z, w, h = (self.columns(kind).start for kind in "gzwh")
        rows = [pairs[:, 0], users + pairs[:, 1], users + np.arange(makers), each, each, each]
        cols = [flow, flow, g + np.arange(makers), z + each, w + each, h + each]
        vals = [np.ones(2 * len(pairs)), -np.ones(makers), np.ones(3 * users)]
        rows += [users + makers + each, users + makers + each]
        cols += [h + each, np.full(users, last)]
        vals += [np.ones(users), -self.problem.lost]
        parts = [tuple(map(np.concatenate, (rows, cols, vals)))]
        parts += [self._diversion(pairs)] if len(self.limited) else []
        row, col, value = (np.concatenate(part) for part in zip(*parts, strict=True))
        return row, col, value

    def _diversion(self, pairs: NDArray[np.int_]) -> tuple[NDArray[np.integer], NDArray[np.integer], Array]:
        """Return the rows of diversion, by limited user, then of spare output, by maker."""
        users, makers = self.shape
        spare = 2 * users + makers + len(self.limited)
        row = np.full(users, -1)
        row[self.limited] = 2 * users + makers + np.arange(len(self.limited))
        comes = np.flatnonzero(row[pairs[:, 0]] >= 0)
        idle, more = self.columns("s").start + np.arange(len(self.idle)), np.arange(makers)
        rows = [row[pairs[comes, 0]], row[self.idle[:, 0]], spare + self.idle[:, 1], spare + more]
        cols = [comes, idle, idle, self.columns("g").start + more]
        vals = [np.ones(len(comes)), -np.ones(len(idle)), np.ones(len(idle)), -np.ones(makers)]
        return np.concatenate(rows), np.concatenate(cols), np.concatenate(vals)

    def _bounds(self) -> tuple[Array, Array, Array]:
        """Return column upper bounds, row lower and row upper bounds."""
        p = self.problem
        stand = p.standing[tuple(self.standing.T)]
        upper = np.concatenate(
            [
                stand,
                np.full(len(self.rerouted), np.inf),
                p.spare,
                p.stocks,
                p.substitutable,
                p.lost + TOLERANCE,
                np.full(1 + len(self.idle), np.inf),
            ]
        )
        users, makers = self.shape
        may = (p.standing.sum(axis=1) + p.divert * p.lost)[self.limited]
        spare = np.zeros(makers if len(self.limited) else 0)
        high = np.concatenate([p.use, p.output, np.zeros(users), may, spare])
        low = np.concatenate([p.use, np.full(len(high) - users, -np.inf)])
        return upper, low, high

    def minimise(self, cost: Array) -> float:
        """Minimise a cost per column and return the optimum; raise SolveError when HiGHS finds none."""
        import highspy

        every = np.arange(len(cost), dtype=np.int32)
        self.solver.changeColsCost(len(cost), every, cost)
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolveError("the allocation of what is left of the supply has no solution")
        return float(self.solver.getObjectiveValue())

    def column(self, kind: str, value: float = 1.0) -> Array:
        """Return a cost vector that is ``value`` on one kind of column."""
        cost = np.zeros(int(self.starts[-1]))
        cost[self.columns(kind)] = value
        return cost


def _solver(
    matrix: tuple[NDArray[np.integer], NDArray[np.integer], Array], bounds: tuple[Array, Array, Array]
) -> highspy.Highs:
    """Return a quiet HiGHS instance with the model loaded."""
    import highspy

    (rows, cols, values), (upper, low, high) = matrix, bounds
    order = np.lexsort((rows, cols))
    count = len(upper)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, len(low)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(count), np.zeros(count), upper
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(cols[order], np.arange(count + 1)).astype(np.int32)
    model.a_matrix_.index_ = rows[order].astype(np.int32)
    model.a_matrix_.value_ = values[order].astype(np.float64)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.passModel(model)
    return solver


def allocate(problem: Problem, priced: bool = True) -> Allocation:
    """Solve a problem; ``priced`` False leaves out the last round, which only chooses among equals."""
    model = Model(problem)
    model.minimise(model.column("h"))
    value, diverting = _values(model)
    shortfall = _share(model)
    cost = 0.0
    if priced:
        kinds = {"r": "rerouted", "g": "spare", "z": "stocks", "w": "substituted"}
        costs = [model.column(kind, COST[name]) for kind, name in kinds.items()]
        cost = model.minimise(np.sum(costs, axis=0))
    found = np.array(model.solver.getSolution().col_value)
    deliveries = np.zeros(model.shape)
    for kind, pairs in (("b", model.standing), ("r", model.rerouted)):
        np.add.at(deliveries, tuple(pairs.T), found[model.columns(kind)])
    spare, stocks, substituted = (
        np.where(found[model.columns(kind)] > TOLERANCE, found[model.columns(kind)], 0.0) for kind in "gzw"
    )
    return Allocation(shortfall, deliveries, spare, stocks, substituted, value, diverting, cost)


def _values(model: Model) -> tuple[Array, Array]:
    """Return the shortfall that a unit more avoids: of unsold output [i], and of diversion to a user [n]."""
    users, makers = model.shape
    dual = np.maximum(0.0, -np.array(model.solver.getSolution().row_dual))
    value, diverting = dual[users : users + makers], np.zeros(users)
    count, first = len(model.limited), 2 * users + makers
    if count:
        diverting[model.limited] = dual[first : first + count]
        value = value + dual[first + count : first + count + makers]
    return value, diverting


def _share(model: Model) -> Array:
    """Hold the least total shortfall and even out users' losses, largest first; return the shortfall [n]."""
    users, makers = model.shape
    h = model.columns("h")
    lost = model.problem.lost
    short = np.array(model.solver.getSolution().col_value)[h]
    total = float(short.sum())
    if total <= TOLERANCE:
        _fix(model, np.arange(users), np.zeros(users))
        return np.zeros(users)
    _hold_total(model, total)
    free = lost > TOLERANCE
    while free.any():
        level = model.minimise(model.column("t"))
        solution = model.solver.getSolution()
        short = np.array(solution.col_value)[h]
        tied = np.array(solution.row_dual)[users + makers : users + makers + users] < -TOLERANCE
        settled = free & (tied if (tied & free).any() else free)
        ceiling = np.where(settled, level * lost, short)
        _fix(model, np.flatnonzero(settled), ceiling[settled])
        free &= ~settled
        if level <= TOLERANCE:
            break
    model.minimise(model.column("t"))
    short = np.array(model.solver.getSolution().col_value)[h]
    _fix(model, np.arange(users), short)
    return np.where(short > TOLERANCE, np.round(short, 9), 0.0)


def _hold_total(model: Model, total: float) -> None:
    h = model.columns("h")
    index = np.arange(h.start, h.stop, dtype=np.int32)
    model.solver.addRow(-np.inf, total * (1 + 1e-9) + TOLERANCE / 10, len(index), index, np.ones(len(index)))


def _fix(model: Model, users: NDArray[np.int_], short: Array) -> None:
    """Hold the shortfall of some users at most at ``short`` and take them out of the next round."""
    start, (count, makers) = model.columns("h").start, model.shape
    for user, level in zip(users, short, strict=True):
        model.solver.changeColBounds(int(start + user), 0.0, float(max(0.0, level)) + TOLERANCE / 100)
        model.solver.changeRowBounds(int(count + makers + user), -np.inf, np.inf)
