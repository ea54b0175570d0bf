"""The equations run backwards: what each of them is worth to an objective.

An objective of the equilibrium has a multiplier for every equation; they solve the transposed linear system,
and the derivative in every tariff of the world follows from them. Arrays carry a last index r, one column
for each objective. Two ways to solve: one objective by minimal residuals on all multipliers together;
many by a reduced system in wages and incomes, of size 2N, that all objectives share.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property

import numpy as np

from accord.core.errors import SolveError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.blocks import Blocks, inverse, product, times
from accord.trade.certificate import Equilibrium
from accord.trade.krylov import Recent, gmres

CLOSE = 1e-10
"""Relative residual of a linear solve."""


@dataclass(frozen=True, eq=False)
class Seed:
    """Direct derivatives of R objectives, shapes ``[n, r]`` and ``[j, n, r]``.

    income    of the level of income, 1 / USD mn
    wage      of ln w
    price     of ln P
    cost      of ln unit cost
    sales     of the level of a producer's sales, 1 / USD mn
    spending  of ln X
    """

    income: Array
    wage: Array
    price: Array
    cost: Array
    sales: Array
    spending: Array

    @classmethod
    def zeros(cls, J: int, N: int, R: int) -> Seed:
        """Return a seed of R objectives that depend on nothing."""
        return cls(*(np.zeros(shape) for shape in [(N, R)] * 2 + [(J, N, R)] * 4))


@dataclass(frozen=True, eq=False)
class Multipliers:
    """What a unit is worth to each objective.

    own       [n, r]     a unit of an economy's own income
    labour    [n, r]     a unit of labour demanded
    sales     [j, i, r]  a unit of a producer's sales
    spending  [j, n, r]  ln X
    price     [j, n, r]  ln P
    """

    own: Array
    labour: Array
    sales: Array
    spending: Array
    price: Array


@dataclass(frozen=True, eq=False)
class Adjoint:
    """The transposed linearisation of the equations at an equilibrium.

    What solved ``recent`` ones close by is where this one begins; ``close`` is the relative residual of a solve.
    """

    at: Equilibrium
    recent: Recent = field(default_factory=Recent)
    close: float = CLOSE

    @cached_property
    def spend(self) -> Array:
        """Expenditure ``[j, n]``, zero where nothing is bought."""
        return np.where(self.at.problem.live, self.at.state.expenditure, 0.0)

    @cached_property
    def per_spend(self) -> Array:
        """One over expenditure ``[j, n, 1]``, zero where nothing is bought."""
        live = self.spend > 0
        return np.where(live, 1.0 / np.where(live, self.spend, 1.0), 0.0)[:, :, None]

    @cached_property
    def live(self) -> Array:
        """One where something is bought ``[j, n, 1]``, else zero."""
        return np.asarray(self.spend > 0, dtype=float)[:, :, None]

    @cached_property
    def share(self) -> Array:
        """Trade shares ``[j, n, i]``."""
        return self.at.flows.paid * self.per_spend

    @cached_property
    def duties(self) -> Array:
        """Tariffs paid on each purchase ``[j, n, 1]``, USD mn."""
        return (self.at.sums.paid - self.at.sums.bought)[:, :, None]

    @cached_property
    def levy(self) -> Array:
        """What the tariff takes of each unit that ``spread`` and ``pull`` carry ``[j, n, i]``."""
        return self.at.problem.attraction - self.at.problem.border

    @cached_property
    def spread(self) -> Array:
        """As the equilibrium has it ``[j, n, 1]``."""
        return self.at.spread[:, :, None]

    @cached_property
    def pull(self) -> Array:
        """As the equations have it ``[j, i, 1]``."""
        return self.at.found.pull[:, :, None]

    @cached_property
    def taxed(self) -> bool:
        """Whether any export tax makes receipts differ from the value at the border."""
        return self.at.problem.levers.export_tau is not None

    @cached_property
    def wages(self) -> Array:
        """Labour income ``[n]``, USD mn."""
        return np.exp(self.at.state.wage) * self.at.problem.labour_value

    @cached_property
    def margin(self) -> Array:
        """Cost for each unit of sales ``[j, i, 1]``: one over one less the subsidy."""
        return 1.0 / (1.0 - self.at.problem.subsidy[:, :, None])

    @cached_property
    def closure(self) -> tuple[Array, Array]:
        """Effect of own income on income, d I_n / d own_m ``[m, n]``, and deficits in the numeraire."""
        problem = self.at.problem
        base, N = problem.base, problem.shape[1]
        if problem.closure != "share":
            return np.eye(N), problem.deficit
        rate = base.deficit / (base.income - base.deficit)
        own = self.at.found.income - self.at.found.deficit
        same = problem.member @ problem.member.T
        total = same @ own
        excess = rate - (same @ (rate * own)) / total
        return np.diag(1.0 + excess) - same * np.outer(excess, own / total), problem.deficit - base.deficit

    @cached_property
    def numeraire(self) -> Array:
        """D ln (group's labour income) / d ln w_m for economy n ``[n, m]``."""
        same = self.at.problem.member @ self.at.problem.member.T
        return np.asarray(same * self.wages / (same @ self.wages)[:, None])

    def reward(self, income: Array, labour: Array, worth: Array) -> tuple[Array, Array]:
        """Worth of own income ``[n, r]`` and of sales ``[j, i, r]``.

        ``income`` and ``labour`` ``[n, r]`` are the worth of a unit of income and of labour demanded,
        ``worth`` ``[j, n, r]`` that of a unit of spending.
        """
        base = self.at.problem.base
        own = income if self.at.problem.closure != "share" else times(self.closure[0], income)
        cost = inputs_of(base.inputs, worth) + base.value_added_share[:, :, None] * labour
        return own, self.margin * (cost - self.at.problem.subsidy[:, :, None] * own)

    def values(self, own: Array, sales: Array) -> tuple[Array, Array]:
        """Worth of the log values of flows, summed over exporters ``[j, n, r]`` and over importers."""
        problem, sums = self.at.problem, self.at.sums
        net = sales - own if self.taxed else sales
        rows = own * self.duties + self.spread * product(problem.receipts, self.pull * net)
        columns = self.pull * product(self.levy.transpose(0, 2, 1), self.spread * own)
        columns += sums.got[:, :, None] * net
        if self.taxed:
            rows += self.spread * product(problem.border, self.pull * own)
            columns += sums.sold[:, :, None] * own
        return rows, columns

    def burden(self, spending: Array, columns: Array) -> Array:
        """Worth of ln unit cost ``[j, i, r]`` at given prices, from the worth of the log values of flows."""
        theta = self.at.problem.base.trade_elasticity[:, None, None]
        return np.asarray(self.bought(theta * spending) - theta * columns)

    def bought(self, worth: Array) -> Array:
        """Worth of an exporter's part in all purchases ``[j, i, r]``, from that of purchases ``[j, n, r]``."""
        left = worth / self.at.found.sum[:, :, None] * self.live
        return np.asarray(self.pull * product(self.at.problem.attraction.transpose(0, 2, 1), left))

    def earned(self, income: Array, own: Array) -> Array:
        """Worth of ln w ``[n, r]`` through labour income, and through deficits fixed in the numeraire."""
        return np.asarray(
            self.wages[:, None] * own + times(self.numeraire.T, self.closure[1][:, None] * income)
        )

    def one(self, seed: Seed) -> Multipliers:
        """Solve for one objective."""
        J, N = self.at.problem.shape
        right, _ = self._sweep(np.zeros(N + 2 * J * N), seed)
        nothing = Seed.zeros(J, N, 1)
        nearly = self.at.problem.base.domestic.apply_transposed
        start = self.recent.start(right)
        point, error = gmres(
            lambda x: x - self._sweep(x, nothing)[0], right, self.close, nearly=nearly, start=start
        )
        self.recent.keep(right, point)
        if error > max(1e-8, self.close):
            raise SolveError(f"gradient: the linear system could only be solved to {error:.1e}")
        return self._sweep(point, seed)[1]

    def _sweep(self, point: Array, seed: Seed) -> tuple[Array, Multipliers]:
        """Run the solver's fixed point backwards once: multipliers of ln w, ln P and ln X in one vector."""
        problem = self.at.problem
        base, (J, N) = problem.base, problem.shape
        pace = (1.0 / (1.0 + base.wage_elasticity))[:, None]
        wage, price, log_worth = point[:N, None], *point[N:].reshape(2, J, N, 1)
        worth = log_worth * self.per_spend
        income = np.einsum("jn,jnr->nr", base.final_share, worth) + seed.income
        labour = pace / self.at.found.labour_demand[:, None] * wage
        own, sales = self.reward(income, labour, worth)
        sales = sales + seed.sales
        spending, columns = self.values(own, sales)
        spending = spending + seed.spending
        theta = base.trade_elasticity[:, None, None]
        cost = self.bought(theta * spending + price) - theta * columns + seed.cost
        new_wage = (1.0 - pace) * wage + self.earned(income, own) + seed.wage
        new_wage = new_wage + np.einsum("ji,jir->ir", base.value_added_share, cost)
        new_price = uses_of(base.inputs, cost) + seed.price
        image = np.concatenate([new_wage.ravel(), new_price.ravel(), spending.ravel()])
        return image, Multipliers(own, labour, sales, spending, price)

    def many(self, seed: Seed) -> Multipliers:
        """Solve for many objectives of income, wages and prices with one reduced system."""
        base, N = self.at.problem.base, self.at.problem.shape[1]
        _, slope = self._reach
        reduced, worths = self._reduced
        wage = seed.wage + product(slope.transpose(0, 2, 1), seed.price).sum(axis=0)
        right = np.concatenate([seed.income, wage / self.at.found.labour_demand[:, None]])
        income, labour = np.split(times(reduced, right), [N])
        both = np.concatenate([income, labour])
        worth = product(worths, np.broadcast_to(both, (len(worths), *both.shape)))
        own, sales = self.reward(income, labour, worth)
        spending, columns = self.values(own, sales)
        cost = self.burden(spending, columns)
        price = self._solved(self._prices, "price", uses_of(base.inputs, cost) + seed.price, transposed=True)
        return Multipliers(own, labour, sales, spending, price)

    def _solved(self, blocks: Blocks, name: str, right: Array, transposed: bool = False) -> Array:
        """Solve a system of many columns from what solved it last."""
        found = blocks.solve(right, self.close, transposed, self.recent.blocks.get(name))
        self.recent.blocks[name] = found
        return found

    @cached_property
    def _prices(self) -> Blocks:
        return Blocks(self.share, self.at.problem.base.inputs)

    @cached_property
    def sold(self) -> Blocks:
        """What a unit of spending brings in through all inputs."""
        sold = self.at.flows.received * self.margin.transpose(0, 2, 1) * self.per_spend
        return Blocks(sold, self.at.problem.base.inputs)

    @cached_property
    def _reach(self) -> tuple[Array, Array]:
        """D ln c / d ln w ``[j, i, m]`` and d ln P / d ln w ``[j, n, m]``, through all inputs."""
        base = self.at.problem.base
        direct = base.value_added_share[:, :, None] * np.eye(self.at.problem.shape[1])
        slope = self._solved(self._prices, "slope", product(self.share, direct))
        return direct + inputs_of(base.inputs, slope), slope

    @cached_property
    def _reduced(self) -> tuple[Array, Array]:
        """Inverse of the system in the worth of income and labour ``[2N, 2N]``; worth of spending in both."""
        problem = self.at.problem
        base, (J, N) = problem.base, problem.shape
        both = np.eye(2 * N)
        income, labour = both[:N], both[N:]
        own, sales = self.reward(income, labour, np.zeros((J, N, 2 * N)))
        rows, _ = self.values(own, sales)
        worth = self._solved(self.sold, "worth", rows * self.per_spend)
        own, sales = self.reward(income, labour, worth)
        spending, columns = self.values(own, sales)
        cost = self.burden(spending, columns)
        wage = product(self._reach[0].transpose(0, 2, 1), cost).sum(axis=0) + self.earned(income, own)
        system = np.concatenate(
            [
                income - np.einsum("jn,jnr->nr", base.final_share, worth),
                labour - wage / self.at.found.labour_demand[:, None],
            ]
        )
        # Walras' law makes one equation of each group redundant: pin the sum of its multipliers
        pin = np.concatenate([problem.member, problem.member])
        return inverse(system + pin @ pin.T / N), worth


def inputs_of(inputs: Array, x: Array) -> Array:
    """sum_k g[i, j, k] x[k, i, r] -> [j, i, r]."""
    return np.asarray(product(inputs, x.transpose(1, 0, 2)).transpose(1, 0, 2))


def uses_of(inputs: Array, x: Array) -> Array:
    """sum_j g[i, j, k] x[j, i, r] -> [k, i, r]."""
    return np.asarray(product(inputs.transpose(0, 2, 1), x.transpose(1, 0, 2)).transpose(1, 0, 2))
