"""Against an independent solution of Lashkaripour (2021, JIE 131), equations 6 and 7.

The paper's two equations per economy, for wages and for income, are written here a second time and solved by
scipy's hybrid Newton method, without anything of the trade room: ICIO 2022 cube, no inputs, balanced trade,
a uniform US tariff with and without reciprocal retaliation.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import world_of
from scipy.optimize import root

from accord.trade import counterfactual

pytestmark = pytest.mark.shared

THETA = np.linspace(2.0, 9.0, 28)


@pytest.fixture(scope="module")
def cube(shared_data):
    """ICIO 2022 at importer prices, tariffs with none on services and none at home, the place of the US."""
    raw = np.load(shared_data / "icio2022_81c_28s.npz", allow_pickle=True)
    tariffs = raw["tariff_2021"].astype(float)
    tariffs[-1] = 0
    tariffs[:, np.arange(81), np.arange(81)] = 0
    return raw["X"].astype(float) * (1 + tariffs), tariffs, list(raw["countries"]).index("USA")


def paper(trade, before, after):
    """Solve the two equations for hats of wages and income; also trade [j, n, i] and real income."""
    spent = trade.sum(2)
    share = trade / np.where(spent > 0, spent, 1)[:, :, None]
    taste = spent / spent.sum(0)
    wages = (trade / (1 + before)).sum((0, 1))
    income = wages + (trade * before / (1 + before)).sum((0, 2))
    cheaper = share * ((1 + after) / (1 + before)) ** -THETA[:, None, None]

    def flows(logs):
        wage, rich = np.exp(logs[:81]), np.exp(logs[81:])
        weight = cheaper * wage ** -THETA[:, None, None]
        total = weight.sum(2, keepdims=True)
        spending = (taste * rich * income)[:, :, None]
        return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0) * spending, total

    def system(logs):
        paid, _ = flows(logs)
        earned = (paid / (1 + after)).sum((0, 1)) / (wages * np.exp(logs[:81])) - 1  # equation 6
        taxes = (paid * after / (1 + after)).sum((0, 2))
        rich = (wages * np.exp(logs[:81]) + taxes) / (income * np.exp(logs[81:])) - 1  # equation 7
        earned[0] = np.exp(logs[:81]) @ wages / wages.sum() - 1  # Walras: one is redundant; the numeraire
        return np.concatenate([earned, rich])

    solution = root(system, np.zeros(162), method="hybr", options={"xtol": 1e-14, "maxfev": 3000})
    assert np.abs(system(solution.x)).max() < 1e-11
    paid, total = flows(solution.x)
    price = np.where(spent > 0, np.log(np.where(total[:, :, 0] > 0, total[:, :, 0], 1)), 0) / -THETA[:, None]
    return paid, np.exp(solution.x[81:] - (taste * price).sum(0))


@pytest.fixture(scope="module")
def balanced(cube):
    trade, tariffs, _ = cube
    return paper(trade, tariffs, tariffs)[0]


@pytest.mark.parametrize("rate", [0.10, 0.20])
@pytest.mark.parametrize("retaliation", [False, True])
def test_real_income_of_all_81_economies(cube, balanced, rate, retaliation):
    trade, tariffs, usa = cube
    after = tariffs.copy()
    after[:, usa, :] = rate
    if retaliation:
        after[:, :, usa] = rate
    after[:, usa, usa] = 0
    expected = paper(balanced, tariffs, after)[1]
    world = world_of(trade, tariffs, THETA)
    result = counterfactual(world, after, closure="balanced")
    assert np.abs(result.welfare_pct - 100 * (expected - 1)).max() < 1e-7
    assert result.welfare_pct[usa] > 0 or retaliation
