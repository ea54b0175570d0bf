"""The equations of Caliendo and Parro (2015) in exact hat algebra, one pass at a time.

``x^`` is the ratio of new to old. Prices and wages are kept in logarithms, expenditure as the logarithm
of its ratio to the baseline. Shapes: sectors J, economies N.
"""

from __future__ import annotations

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.problem import Problem


@dataclass(frozen=True, eq=False)
class State:
    """What one pass works with, in levels.

    wage         [n]     ln w^
    price        [j, n]  ln P^
    expenditure  [j, n]  X', USD mn at importer prices
    """

    wage: Array
    price: Array
    expenditure: Array


@dataclass(frozen=True, eq=False)
class Pass:
    """One evaluation of the equations at a state.

    log_cost  [j, i]  ln of the producer price, c (1 - s) / A
    pull      [j, i]  c^-theta
    sum       [j, n]  sum_i K c^-theta = P^-theta
    sales     [j, i]  what producers receive, USD mn
    cost      [j, i]  gross cost of production, USD mn: sales / (1 - s)
    income    [n]     I', USD mn
    price     [j, n]  new ln P^
    expenditure [j, n]  new X'
    labour_demand [n] value of labour demanded, USD mn
    """

    log_cost: Array
    pull: Array
    sum: Array
    sales: Array
    cost: Array
    income: Array
    deficit: Array
    price: Array
    expenditure: Array
    labour_demand: Array


def buyers(matrix: Array, of_exporter: Array) -> Array:
    """sum_i matrix[j, n, i] x[j, i] -> [j, n]."""
    return np.asarray(np.matmul(matrix, of_exporter[:, :, None])[:, :, 0])


def sellers(matrix: Array, of_importer: Array) -> Array:
    """sum_n matrix[j, n, i] x[j, n] -> [j, i]."""
    return np.asarray(np.matmul(of_importer[:, None, :], matrix)[:, 0, :])


def input_cost(inputs: Array, price: Array) -> Array:
    """sum_k g[i, j, k] ln P[k, i] -> [j, i]."""
    return np.asarray(np.matmul(inputs, price.T[:, :, None])[:, :, 0].T)


def input_use(inputs: Array, cost: Array) -> Array:
    """sum_j g[i, j, k] cost[j, i] -> [k, i]."""
    return np.asarray(np.matmul(cost.T[:, None, :], inputs)[:, 0, :].T)


def unit_cost(problem: Problem, wage: Array, price: Array) -> Array:
    """Ln c^[j, i] = va ln w^ + sum_k g ln P^_k + ln((1 - s)/A^); Caliendo and Parro (2015), eq. 10."""
    base = problem.base
    return base.value_added_share * wage + input_cost(base.inputs, price) + problem.cost_shift


def public_income(problem: Problem, spending: Array, spread: Array, pull: Array, sales: Array) -> Array:
    """Import tariffs and export taxes less subsidies ``[n]``, USD mn.

    ``spending`` is X' and ``spread`` X'/sum ``[j, n]``; ``pull`` is c^-theta and ``sales`` what producers
    receive ``[j, i]``.
    """
    revenue = (spending - spread * buyers(problem.border, pull)).sum(axis=0)
    if problem.border is not problem.receipts:
        revenue = revenue + (pull * sellers(problem.border, spread) - sales).sum(axis=0)
    if problem.levers.subsidy is not None:
        revenue = revenue - (problem.subsidy / (1.0 - problem.subsidy) * sales).sum(axis=0)
    return np.asarray(revenue)


def deficits(problem: Problem, own_income: Array) -> Array:
    """D'[n] for the closure; under ``share`` the baseline's share of own income, less what does not add up.

    With delta = D/(I - D) in the baseline, D'_n = (delta_n - mean delta) (I'_n - D'_n), where the mean is
    weighted by income within each group of economies that trade with each other.
    """
    if problem.closure != "share":
        return problem.deficit
    base = problem.base
    rate = base.deficit / (base.income - base.deficit)
    extra = problem.deficit - base.deficit
    mean = problem.member @ ((problem.member.T @ (rate * own_income)) / (problem.member.T @ own_income))
    return np.asarray((rate - mean) * own_income + extra)


def _geometric(problem: Problem, log_cost: Array, price: Array) -> Array:
    """Return ``price`` with ln P^ = sum_i pi (ln of the wedge + ln c^) where theta is zero (Cobb-Douglas)."""
    flat = problem.base.flat
    price = price.copy()
    price[flat] = problem.wedge[flat] + buyers(problem.attraction[flat], log_cost[flat])
    return np.where(problem.live, price, 0.0)


def evaluate(problem: Problem, state: State) -> Pass:
    """Run all equations once: costs, prices, shares, sales, income, expenditure, labour demand."""
    base = problem.base
    theta = base.trade_elasticity[:, None]
    log_cost = unit_cost(problem, state.wage, state.price)
    pull = np.exp(-theta * log_cost)
    total = np.where(problem.live, buyers(problem.attraction, pull), 1.0)
    spending = np.where(problem.live, state.expenditure, 0.0)
    spread = spending / total
    sales = pull * sellers(problem.receipts, spread)
    cost = sales if problem.levers.subsidy is None else sales / (1.0 - problem.subsidy)
    own = np.exp(state.wage) * problem.labour_value + public_income(problem, spending, spread, pull, sales)
    deficit = deficits(problem, own)
    income = own + deficit
    price = np.log(total) / np.where(base.flat, -1.0, -base.trade_elasticity)[:, None]
    if base.flat.any():
        price = _geometric(problem, log_cost, price)
    return Pass(
        log_cost=log_cost,
        pull=pull,
        sum=total,
        sales=sales,
        cost=cost,
        income=income,
        deficit=deficit,
        price=price,
        expenditure=base.final_share * income + input_use(base.inputs, cost),
        labour_demand=np.asarray((base.value_added_share * cost).sum(axis=0)),
    )
