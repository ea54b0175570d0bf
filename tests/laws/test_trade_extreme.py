"""Extreme shocks over every lever and closure, each certified result held against docs/model.md written anew.

The residual below shares no code with the solver: it takes the ratios of wages and prices and the new spending,
and evaluates the equations of the page one by one. ``ACCORD_EXTREME`` sets how many shocks are drawn,
``ACCORD_SEED`` which.
"""

from __future__ import annotations

import os
import time
import warnings

import numpy as np
import pytest

from accord.core.shock import Shock
from accord.core.status import Status
from accord.trade import Result, solve_shock
from accord.trade.certificate import LIMIT
from accord.world import World, load_world

SHOCKS = int(os.environ.get("ACCORD_EXTREME", "60"))
SEED = int(os.environ.get("ACCORD_SEED", "12"))
LEVERS = (
    *("tariffs", "export_tax", "trade_cost", "ban", "export_quota"),
    *("production_subsidy", "productivity", "labour", "transfer"),
)
CLOSURES = ("fixed", "balanced", "share")
LARGEST = 1e-8
"""The certificate asks for 1e-9 in its own measures; those below are relative too, but not the same."""


def worlds() -> list[World]:
    """Return the toy world and random ones of up to seven economies, some with elasticities far apart."""
    found, random = [load_world("toy")], np.random.default_rng(7)
    for economies, sectors in ((2, 1), (3, 3), (5, 2), (7, 4)):
        size = (sectors, economies, economies)
        trade = random.lognormal(3, 2, size)
        trade[random.random(size) < 0.1] = 0.0
        trade[:, range(economies), range(economies)] = random.lognormal(7, 1, (sectors, economies))
        inputs = random.dirichlet(np.ones(sectors + 2), (sectors, economies))[:, :, :sectors] / 4
        tariffs = random.uniform(0, 0.4, size)
        tariffs[:, range(economies), range(economies)] = 0.0
        names = [f"E{n}" for n in range(economies)], [f"S{j}" for j in range(sectors)]
        theta = random.uniform(0.4, 14, sectors)
        found.append(World.from_arrays(*names, trade * (1 + tariffs), tariffs, theta, None, inputs))
    return found


def draw(world: World, number: int) -> Shock:
    """Return a shock of one to four levers, from mild to absurd."""
    random = np.random.default_rng([SEED, number])
    size, (J, N) = world.trade.shape, world.trade.shape[:2]
    some = (random.random(size) < random.choice([0.1, 0.5, 1.0])) & ~np.eye(N, dtype=bool)
    scale = random.choice([0.1, 1.0, 5.0])
    levers: dict[str, np.ndarray] = {}
    for lever in random.choice(LEVERS, random.integers(1, 5), replace=False):
        match lever:
            case "tariffs":
                levers["tariffs"] = np.where(some, random.exponential(scale, size), world.tariffs)
            case "export_tax":
                levers["export_tax"] = np.where(some, random.uniform(-0.3, scale, size), 0.0)
            case "trade_cost":
                levers["trade_cost"] = np.where(some, np.exp(random.normal(0, 0.3 * scale, size)), 1.0)
            case "ban":
                cut = some & (random.random(size) < 0.3)
                levers["trade_cost"] = np.where(cut, np.inf, levers.get("trade_cost", np.ones(size)))
            case "export_quota":
                levers["export_quota"] = np.where(some, random.uniform(0.01, 2, size), np.inf)
            case "production_subsidy":
                levers["production_subsidy"] = random.uniform(-0.5 * scale, 0.4, (J, N)).clip(-2, 0.4)
            case "productivity":
                levers["productivity"] = np.exp(random.normal(0, 0.4 * scale, (J, N)).clip(-3, 3))
            case "labour":
                levers["labour"] = np.exp(random.normal(0, 0.4 * scale, N).clip(-3, 3))
            case "transfer":
                sums = random.normal(0, 0.05, N) * world.income.min()
                levers["transfer"] = sums - sums.mean()
    return Shock(**levers)


def page_residual(result: Result) -> float:
    """Return the largest relative error in the equations of docs/model.md, from ratios and spending alone."""
    base, shock = result.baseline, result.shock
    J, N = base.expenditure.shape
    theta = base.trade_elasticity[:, None, None]
    w, P, X = result.wage_hat, result.price_hat, result.expenditure
    tau, tau_0 = 1 + result.tariffs, 1 + base.tariffs
    T = 1 + result.export_tax
    d = np.ones_like(tau) if shock.trade_cost is None else shock.trade_cost
    s = np.zeros((J, N)) if shock.production_subsidy is None else shock.production_subsidy
    A = np.ones((J, N)) if shock.productivity is None else shock.productivity
    L = np.ones(N) if shock.labour is None else shock.labour
    bought = base.expenditure > 0
    share = np.where(
        bought[:, :, None], base.trade / np.where(bought, base.expenditure, 1.0)[:, :, None], 0.0
    )

    # inputs with a share of nothing do not enter the cost, whatever their price
    inputs, lived = base.input_share, np.where(np.isfinite(P) & (P > 0), P, 1.0)
    used = np.einsum("jik,ki->ji", inputs, np.log(lived))
    cost = np.exp(base.value_added_share * np.log(w) + used)
    p = cost * (1 - s) / A
    pull = share * (tau / tau_0 * T * d * p[:, None, :]) ** -theta
    total = pull.sum(axis=2)
    live = bought & (total > 0) & (X > 0)
    price = np.where(live, total, 1.0) ** (-1 / theta[:, :, 0])
    new_share = np.where(live[:, :, None], pull / np.where(live, total, 1.0)[:, :, None], 0.0)
    paid = new_share * X[:, :, None]
    sales = (paid / (tau * T)).sum(axis=1)
    value_added = (base.value_added_share * sales / (1 - s)).sum(axis=0)
    paid_to_work = w * L * base.value_added
    revenue = ((1 - 1 / tau) * paid).sum(axis=(0, 2)) + ((1 - 1 / T) * paid / tau).sum(axis=(0, 1))
    revenue -= (s * sales / (1 - s)).sum(axis=0)
    income = paid_to_work + revenue + result.deficit
    spending = base.final_share * income + np.einsum("jik,ji->ki", inputs, sales / (1 - s))
    border = paid / tau
    balance = border.sum(axis=(0, 2)) - border.sum(axis=(0, 1)) - result.deficit
    errors = (
        np.where(live, price / P - 1, 0.0),
        np.where(live, spending / np.where(live, X, 1.0) - 1, 0.0),
        value_added / paid_to_work - 1,
        income / result.income - 1,
        balance / income,
        np.array([paid_to_work.sum() / base.value_added.sum() - 1]),
    )
    return max(float(np.abs(error).max()) for error in errors)


WORLDS = worlds()


@pytest.mark.parametrize("number", range(SHOCKS))
def test_a_certified_result_solves_the_page(number: int) -> None:
    world, closure = WORLDS[number % len(WORLDS)], CLOSURES[number % len(CLOSURES)]
    begun = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = solve_shock(world, draw(world, number), closure)
    if "ACCORD_EXTREME" in os.environ:
        print(
            f"{number} {closure} {result.status.name} {time.process_time() - begun:.2f} s: {result.sentence}"
        )
    if result.converged:
        assert page_residual(result) < LARGEST
        assert (result.income > 0).all()
    else:
        assert result.status in {Status.INFEASIBLE, Status.STALLED, Status.DIVERGED}
        assert not result.residual < LIMIT, "a certified point is called infeasible"
        assert result.sentence
        assert "\n" not in result.sentence
