"""Importers that change their own tariffs, each alone, from one equilibrium: many such moves side by side.

Every move leaves all purchases but one importer's as they are, so that one pass of all moves is a few products of
matrices (see ``accord.trade.together``), and so is one sweep of the equations run backwards (see
``accord.trade.adjoint``). Arrays are ``[j, n, b]``, b over moves.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.anderson import Accelerators
from accord.trade.problem import Problem
from accord.trade.result import Result
from accord.trade.tangent import Tangent
from accord.trade.together import REMEMBERED, WIDTH, Passed, Together, solve_together

SWEEPS = 40
"""Sweeps after which a gradient that is not there counts as not found."""


@dataclass(frozen=True, eq=False)
class Move:
    """One importer's move and where it leads.

    tau          [j, i]   one plus its tariffs
    point                 the equilibrium, as the solver has it
    log_welfare           ln of the importer's real income over the baseline's
    slope        [j, i]   its derivative in the importer's own tariffs
    border       [j, i]   its imports at the border, USD mn
    income                its income; ``spending`` [j] its expenditure, USD mn
    worth                 multipliers of the equations
    """

    importer: int
    tau: Array
    point: Array
    log_welfare: float
    slope: Array
    border: Array
    income: float
    spending: Array
    worth: Array


@dataclass(frozen=True, eq=False)
class _Own:
    """The purchases of one importer a problem: ``attraction`` and ``border`` [b, j, i] less those shared."""

    importer: NDArray[np.intp]
    attraction: Array
    border: Array

    def take(self, which: Array) -> _Own:
        return _Own(self.importer[which], self.attraction[which], self.border[which])

    def buyers(self, found: Array, matrix: Array, of_exporter: Array) -> None:
        seen = (matrix * of_exporter.transpose(2, 0, 1)).sum(axis=2)
        found[:, self.importer, np.arange(len(seen))] += seen.T

    def sellers(self, found: Array, matrix: Array, of_importer: Array) -> None:
        bought = of_importer[:, self.importer, np.arange(len(matrix))]
        found += matrix.transpose(1, 2, 0) * bought[:, None, :]


class Unilateral:
    """Moves of importers from one equilibrium ``near``, each alone."""

    def __init__(self, near: Result, tolerance: float, close: float) -> None:
        self.near, self.tolerance, self.close = near, tolerance, close
        self._tangent = Tangent.of(near.equilibrium)
        self._bent = self._tangent.bent(near.baseline.trade_elasticity[:, None])

    @staticmethod
    def possible(near: Result) -> bool:
        """Whether the equilibrium is one of tariffs, trade costs, productivity, labour and transfers only."""
        problem = near.equilibrium.problem
        levers = problem.levers
        plain = levers.export_tau is None and levers.subsidy is None and problem.quota is None
        return plain and levers.bundle is None and problem.closure != "share" and not problem.base.flat.any()

    def at(
        self, importers: Sequence[int], tau: Sequence[Array], last: Sequence[Move | None]
    ) -> list[Move | None]:
        """Return each importer's move to one plus its tariffs ``tau[b][j, i]``, begun from its last one.

        None where there is no equilibrium this way.
        """
        found: list[Move | None] = []
        groups = max(1, round(len(importers) / WIDTH))
        for part in np.array_split(np.arange(len(importers)), groups):
            one, end = int(part[0]), int(part[-1]) + 1
            found += self._some(np.array(importers[one:end]), np.array(tau[one:end]), last[one:end])
        return found

    def _some(
        self, importers: NDArray[np.intp], tau: Array, last: Sequence[Move | None]
    ) -> list[Move | None]:
        near = self.near.equilibrium
        whole = Together.near(self._tangent, self._bent, _own(near.problem, importers, tau))
        starts = np.stack([near.point if one is None else one.point for one in last])
        points = solve_together(whole, starts, self.tolerance)
        columns = np.stack(
            [start if one is None else one for one, start in zip(points, starts, strict=True)], axis=1
        )
        back = _Backwards(whole, whole.passed(columns), importers)
        worth = np.stack([np.zeros_like(near.point) if one is None else one.worth for one in last], axis=1)
        worth, error = back.solve(worth, self.close)
        slope, border = back.slope(worth, tau), back.border()
        found: list[Move | None] = []
        for b, (n, point) in enumerate(zip(importers.tolist(), points, strict=True)):
            if point is None or not error[b] <= self.close:
                found.append(None)
                continue
            income = float(back.found.income[n, b])
            gained = (
                np.log(income / whole.base.income[n])
                - whole.base.final_share[:, n] @ _prices(whole, point)[:, n]
            )
            spent = back.found.spending[:, n, b]
            found.append(
                Move(n, tau[b], point, float(gained), slope[b], border[b], income, spent, worth[:, b])
            )
        return found


def _live(x: Array, over: Array, live: NDArray[np.bool_]) -> Array:
    return np.where(live, x / np.where(live, over, 1.0), 0.0)


def _prices(whole: Together, point: Array) -> Array:
    J, N = whole.base.expenditure.shape
    return point[N : N + J * N].reshape(J, N)


def _own(near: Problem, importers: NDArray[np.intp], tau: Array) -> _Own:
    before = near.levers.tau[:, importers].transpose(1, 0, 2)
    shared, border = near.attraction[:, importers], near.border[:, importers]
    shared, border = shared.transpose(1, 0, 2), border.transpose(1, 0, 2)
    K = shared * (tau / before) ** -near.base.trade_elasticity[:, None]
    return _Own(importers, K - shared, K / tau - border)


@dataclass(frozen=True, eq=False)
class _Backwards:
    """The equations run backwards at the equilibria of some moves, for each mover's real income."""

    whole: Together
    found: Passed
    importers: NDArray[np.intp]

    @property
    def _movers(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        return self.importers, self._numbers

    @cached_property
    def _numbers(self) -> NDArray[np.intp]:
        return np.arange(len(self.importers))

    def _buyers(self, name: str, x: Array) -> Array:
        matrix = getattr(self.whole, name)
        found: Array = np.matmul(matrix, x)
        self.whole.rows.buyers(found, getattr(self.whole.rows, name), x)
        return found

    def _sellers(self, name: str, x: Array) -> Array:
        matrix = getattr(self.whole, name)
        found: Array = np.matmul(matrix.transpose(0, 2, 1), x)
        self.whole.rows.sellers(found, getattr(self.whole.rows, name), x)
        return found

    def sweep(self, point: Array) -> tuple[Array, Array, Array]:
        """Run the fixed point backwards once; return the image, and the worth of income and of sales."""
        whole, found, base = self.whole, self.found, self.whole.base
        J, N = base.expenditure.shape
        wage, (price, log_worth) = point[:N], point[N:].reshape(2, J, N, -1)
        worth = (
            log_worth / found.spending if whole.live is None else _live(log_worth, found.spending, whole.live)
        )
        own = np.einsum("jn,jnb->nb", base.final_share, worth)
        own[self._movers] += 1.0 / found.income[self._movers]
        labour = whole.pace / found.demand * wage
        sales = np.matmul(base.inputs, worth.transpose(1, 0, 2)).transpose(1, 0, 2)
        sales += base.value_added_share[:, :, None] * labour
        bought = found.pull * sales
        spending = own * self.duties + found.spread * self._buyers("border", bought)
        paid = found.spread * own
        rise = (whole.theta * spending + price) / found.total - whole.theta * paid
        cost = found.pull * (self._sellers("attraction", rise) + whole.theta * self._sellers("border", paid))
        cost -= whole.theta * found.sales * sales
        image = np.empty_like(point)
        image[:N] = (1.0 - whole.pace) * wage + found.wages * own
        image[:N] += (base.value_added_share[:, :, None] * cost).sum(axis=0) + self._deficits(own)
        prices, spends = image[N:].reshape(2, J, N, -1)
        prices[:] = np.matmul(base.inputs.transpose(0, 2, 1), cost.transpose(1, 0, 2)).transpose(1, 0, 2)
        n, b = self._movers
        prices[:, n, b] -= base.final_share[:, n]
        spends[:] = spending
        return image, own, sales

    @cached_property
    def duties(self) -> Array:
        """Tariffs paid on each purchase ``[j, n, b]``, USD mn."""
        return np.asarray(self.found.spending - self.found.spread * self.found.bought)

    def _deficits(self, own: Array) -> Array:
        """Worth of ln w ``[n, b]`` through deficits that are fixed in the numeraire."""
        member, wages = self.whole.member, self.found.wages
        owed = (member.T @ (self.whole.deficit * own)) / (member.T @ wages)
        return np.asarray(wages * (member @ owed))

    def solve(self, start: Array, close: float) -> tuple[Array, Array]:
        """Return the multipliers of ln w, ln P and ln X ``[unknown, b]`` and their relative residuals ``[b]``."""
        size = np.linalg.norm(self.sweep(np.zeros_like(start))[0], axis=0)
        accelerators = Accelerators(start.shape[1], start.shape[0], REMEMBERED)
        point, error = start, np.full(start.shape[1], np.inf)
        for _ in range(SWEEPS):
            rest = self.sweep(point)[0] - point
            error = np.linalg.norm(rest, axis=0) / size
            if (error <= close).all():
                break
            step = self._step(rest)
            point = accelerators.propose(np.ascontiguousarray(point.T), np.ascontiguousarray(step.T)).T
        return point, error

    def _step(self, rest: Array) -> Array:
        """Return what makes up for ``rest`` ``[unknown, b]`` nearly."""
        whole, (J, N) = self.whole, self.whole.base.expenditure.shape
        scale = np.abs(rest).max(axis=0)
        scale[~(scale > 0)] = 1.0
        small = (rest / scale).astype(np.float32)
        price, bill = small[N:].reshape(2, J, N, -1)
        labour, price, bill = whole.tangent.backward(whole.bent, small[:N], price, bill)
        wage = labour * self.found.demand / whole.pace
        return np.asarray(np.concatenate([wage, price.reshape(J * N, -1), bill.reshape(J * N, -1)]) * scale)

    def border(self) -> Array:
        """Imports of each mover at the border ``[b, j, i]``, USD mn."""
        return self._row("border") * self.found.spread[:, self.importers, self._numbers].T[:, :, None]

    def slope(self, worth: Array, tau: Array) -> Array:
        """Return the derivative of each mover's real income in its own tariffs ``[b, j, i]``.

        As ``accord.trade.gradient`` has it: what prices and spending are worth by share, less theta times what the
        value of the flow is worth, and what the tariff takes from the producer for the importer.
        """
        J, N = self.whole.base.expenditure.shape
        movers = self._movers
        image, own, sales = self.sweep(worth)
        spending, price = image[N + J * N :].reshape(J, N, -1), worth[N : N + J * N].reshape(J, N, -1)
        theta = self.whole.base.trade_elasticity[:, None]
        gained = own[movers]
        here = (slice(None), *movers)
        level = theta * (spending[here] - self.found.spending[here] * gained) + price[here]
        share = self._row("attraction") / self.found.total[here].T[:, :, None]
        beyond = self.border() * (sales.transpose(2, 0, 1) - gained[:, None, None])
        return np.asarray((share * level.T[:, :, None] - (1.0 + theta) * beyond) / tau)

    def _row(self, name: str) -> Array:
        """K or K / tau' of each mover's purchases times what their exporters' costs pull ``[b, j, i]``."""
        shared = getattr(self.whole, name)[:, self.importers].transpose(1, 0, 2)
        return np.asarray((shared + getattr(self.whole.rows, name)) * self.found.pull.transpose(2, 0, 1))
