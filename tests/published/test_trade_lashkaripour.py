"""Against an independent solution of Lashkaripour (2021, JIE 131), equations 6 and 7.

The paper's two equations per economy, for wages and for income, are written a second time in
``benchmarks.reference`` and solved by scipy's hybrid Newton method, without anything of the trade room:
ICIO 2022 cube, no inputs, balanced trade, a uniform US tariff with and without reciprocal retaliation.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.reference import tariff_war
from benchmarks.worlds import world_of

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


@pytest.fixture(scope="module")
def balanced(cube):
    trade, tariffs, _ = cube
    return tariff_war(trade, tariffs, tariffs, THETA)[0]


@pytest.mark.parametrize("rate", [0.10, 0.20])
@pytest.mark.parametrize("retaliation", [False, True])
def test_real_income_of_all_81_economies(cube, balanced, rate, retaliation):
    trade, tariffs, usa = cube
    after = tariffs.copy()
    after[:, usa, :] = rate
    if retaliation:
        after[:, :, usa] = rate
    after[:, usa, usa] = 0
    expected = tariff_war(balanced, tariffs, after, THETA)[1]
    world = world_of(trade, tariffs, THETA)
    result = counterfactual(world, after, closure="balanced")
    assert np.abs(result.welfare_pct - 100 * (expected - 1)).max() < 1e-7
    assert result.welfare_pct[usa] > 0 or retaliation
