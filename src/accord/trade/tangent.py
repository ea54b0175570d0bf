"""The equations linearised at one equilibrium, solved nearly, for many right-hand sides and sets of elasticities.

What a pass leaves open of wages, prices and expenditure (excess demand for labour ``e``, ``r_P``, ``r_X``) is made up
for, to first order, by

    dP = p + slope dw                   p: prices through all inputs at given wages, of r_P
    dx = sold [ X r_X + alpha dI + inputs' T (dc) ]       T (dc) = theta (M' (dP - r_P) - Y dc): sales lost to costs
    dI, dw from a reduced system of 2N, in which elasticities are linear

so that one linearisation serves every set of elasticities. Trade shares, which barely depend on them, are those of the
equilibrium. Everything is in single precision: it steers iterations, and enters no result. Arrays are ``[j, n, b]``.
"""

from __future__ import annotations

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.adjoint import Adjoint, inputs_of, uses_of
from accord.trade.blocks import Blocks, product, times
from accord.trade.certificate import Equilibrium

ROUNDS = 2
"""Times that what is left of prices and of expenditure is solved at home and passed on abroad."""


@dataclass(frozen=True, eq=False)
class Bent:
    """The reduced system at sets of elasticities theta ``[j, 1, b]``: two matrices ``[b, n, n]``."""

    theta: Array
    cross: Array
    inverse: Array

    def take(self, which: Array) -> Bent:
        """Return it for some of the sets."""
        if self.theta.shape[2] == 1:
            return self
        return Bent(self.theta[:, :, which], self.cross[which], self.inverse[which])


@dataclass(frozen=True, eq=False)
class Tangent:
    """The linearisation at one equilibrium.

    prices, sold          the systems of prices and of expenditure
    share, received       [j, n, i]  trade shares, sales
    slope, reach          [j, n, m]  d ln P and d ln c by d ln w
    worth, burden         [j, n, 2n] what a unit of spending and a ln cost, over theta, are worth in income and labour
    income, pull          [n, n]     inverse of the income block, and its product with the other one
    fixed, bend           [k, n], [k, j, n]  the cross block times that inverse, and below it the Schur complement, without
                          theta and times each sector's
    """

    at: Equilibrium
    prices: Blocks
    sold: Blocks
    share: Array
    received: Array
    slope: Array
    reach: Array
    worth: Array
    burden: Array
    income: Array
    pull: Array
    fixed: Array
    bend: Array

    @classmethod
    def of(cls, at: Equilibrium) -> Tangent:
        """Linearise at an equilibrium of tariffs, trade costs, productivity, labour and transfers."""
        adjoint, base = Adjoint(at), at.problem.base
        prices, sold = Blocks(adjoint.share, base.inputs), adjoint.sold
        va, N = base.value_added_share[:, :, None], len(base.economies)
        direct = va * np.eye(N)
        slope = prices.coarse.rough(product(adjoint.share, direct), False)
        reach = direct + inputs_of(base.inputs, slope)
        income, labour = np.split(np.eye(2 * N), 2)
        own, sales = adjoint.reward(income, labour, np.zeros((*base.expenditure.shape, 2 * N)))
        worth = sold.coarse.rough(adjoint.values(own, sales)[0] * adjoint.per_spend, False)
        own, sales = adjoint.reward(income, labour, worth)
        spending, columns = adjoint.values(own, sales)
        burden = product(adjoint.share.transpose(0, 2, 1), spending) - columns
        demand = at.found.labour_demand[:, None]
        by_sector = -product(reach.transpose(0, 2, 1), burden) / demand
        upper = income - np.einsum("jn,jnr->nr", base.final_share, worth)
        # Walras' law makes one equation of each group redundant: pin the sum of its multipliers
        pin = at.problem.member @ at.problem.member.T / N
        lower = labour - adjoint.earned(income, own) / demand + np.concatenate([0 * pin, pin], axis=1)
        inverse = np.linalg.inv(upper[:, :N])
        pull = times(inverse, upper[:, N:])
        cross, crosses = (
            lower[:, :N] @ inverse,
            product(by_sector[:, :, :N], np.broadcast_to(inverse, (len(va), N, N))),
        )
        fixed = np.concatenate([cross, lower[:, N:] - times(cross, upper[:, N:])])
        schur = by_sector[:, :, N:] - product(crosses, np.broadcast_to(upper[:, N:], crosses.shape))
        bend = np.concatenate([crosses, schur], axis=1).transpose(1, 0, 2)
        single = (adjoint.share, at.flows.received, slope, reach, worth, burden, inverse, pull, fixed, bend)
        return cls(at, prices.coarse, sold.coarse, *(_single(part) for part in single))

    def bent(self, theta: Array) -> Bent:
        """Return the reduced system at sets of elasticities ``[j, b]``."""
        N = len(self.income)
        both = self.fixed[:, None] + np.matmul(theta.T.astype(np.float32), self.bend)
        cross, schur = both[:N].transpose(1, 0, 2), both[N:].transpose(1, 0, 2)
        try:
            inverse = np.linalg.inv(schur)
        except np.linalg.LinAlgError:  # borders so closed that nothing settles wages
            inverse = np.linalg.pinv(schur)
        return Bent(theta[:, None].astype(np.float32), cross.copy(), inverse)

    def forward(self, bent: Bent, excess: Array, price: Array, bill: Array) -> tuple[Array, Array, Array]:
        """Return the changes of ln w ``[n, b]``, ln P and ln X ``[j, n, b]`` that make up for what is left open.

        ``excess`` is the log excess demand for labour; up to one common change of all nominal things.
        """
        base, found = self.at.problem.base, self.at.found
        N, theta = len(self.income), bent.theta
        demand, spend = _single(found.labour_demand)[:, None], _single(self.at.state.expenditure)[:, :, None]
        start = self.prices.loosely(price.copy(), False, rounds=ROUNDS)
        cost = inputs_of(self.prices.inputs, start)
        more = spend * bill
        worth = product(self.worth.transpose(0, 2, 1), more).sum(axis=0)
        worth += product(self.burden.transpose(0, 2, 1), theta * cost).sum(axis=0)
        income, labour = worth[:N], worth[N:] + demand * excess
        labour = _each(bent.inverse.transpose(0, 2, 1), labour - self.pull.T @ income)
        income = self.income.T @ income - _each(bent.cross.transpose(0, 2, 1), labour)
        wage = labour / demand
        prices = start + product(self.slope, _all(wage, len(theta)))
        cost = _single(base.value_added_share)[:, :, None] * wage + inputs_of(self.prices.inputs, prices)
        lost = (
            product(self.received.transpose(0, 2, 1), prices - price)
            - _single(found.sales)[:, :, None] * cost
        )
        more += _single(base.final_share)[:, :, None] * income + uses_of(self.prices.inputs, theta * lost)
        bills = self.sold.loosely(more, True, rounds=ROUNDS)
        return wage, prices, bills / np.where(spend > 0, spend, 1.0)

    def backward(self, bent: Bent, wage: Array, price: Array, bill: Array) -> tuple[Array, Array, Array]:
        """Return the same of the equations run backwards: multipliers of labour demanded, ln P and ln X.

        The right-hand side is what is left open of the multipliers of ln w ``[n, b]``, ln P and ln X ``[j, n, b]``.
        """
        base, found = self.at.problem.base, self.at.found
        theta = bent.theta
        demand, spend = _single(found.labour_demand)[:, None], _single(self.at.state.expenditure)[:, :, None]
        start = self.sold.loosely(bill / np.where(spend > 0, spend, 1.0), False, rounds=ROUNDS)
        sales = inputs_of(self.prices.inputs, start)
        cost = (
            product(self.share.transpose(0, 2, 1), spend * start - bill)
            - _single(found.sales)[:, :, None] * sales
        )
        cost *= theta
        income = (_single(base.final_share)[:, :, None] * start).sum(axis=0)
        labour = wage + product(self.reach.transpose(0, 2, 1), cost).sum(axis=0)
        labour = (labour + product(self.slope.transpose(0, 2, 1), price).sum(axis=0)) / demand
        labour = _each(bent.inverse, labour - _each(bent.cross, income))
        income = self.income @ income - self.pull @ labour
        both = _all(np.concatenate([income, labour]), len(theta))
        worth = start + product(self.worth, both)
        cost += theta * product(self.burden, both)
        prices = self.prices.loosely(uses_of(self.prices.inputs, cost) + price, True, rounds=ROUNDS)
        return labour, prices, spend * worth


def _single(array: Array) -> Array:
    return np.ascontiguousarray(array, dtype=np.float32)


def _all(x: Array, count: int) -> Array:
    """The same vectors for every sector."""
    return np.broadcast_to(x, (count, *x.shape))


def _each(matrices: Array, x: Array) -> Array:
    """Matrices ``[b, n, n]``, or one for all, times a vector each ``[n, b]``."""
    if len(matrices) == 1:
        return np.asarray(matrices[0] @ x)
    return np.asarray(np.matmul(matrices, x.T[:, :, None])[:, :, 0].T)
