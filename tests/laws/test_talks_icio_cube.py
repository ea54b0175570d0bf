"""Optimal and Nash tariffs on the 2022 cube without inputs, against a search without gradients."""

import numpy as np
import pytest

import accord

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def cube(shared_data):
    raw = np.load(shared_data / "icio2022_81c_28s.npz")
    tariffs = raw["tariff_2021"].astype(float).copy()
    tariffs[-1] = 0.0
    tariffs[:, np.arange(81), np.arange(81)] = 0.0
    sectors = [str(code) for code in raw["sectors"]]
    theta = accord.load_world("world-2022").trade_elasticity
    flows = raw["X"].astype(float) * (1 + tariffs)
    return accord.World.from_arrays([str(c) for c in raw["countries"]], sectors, flows, tariffs, theta)


@pytest.mark.parametrize("player", ["USA", "IND", "CHN", "DEU", "VNM"])
def test_uniform_best_response_equals_a_brute_force_search(cube, player):
    n = cube.economies.index(player)

    def loss(rate):
        tariffs = cube.tariffs.copy()
        tariffs[:-1, n] = rate
        tariffs[:-1, n, n] = 0.0
        return -accord.counterfactual(cube, tariffs, closure="balanced").log_welfare[n]

    from scipy.optimize import minimize_scalar

    brute = minimize_scalar(loss, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-6})
    best = accord.best_response(cube, player, closure="balanced")
    assert best.certificate.holds
    others = np.arange(81) != n
    np.testing.assert_allclose(best.tariffs[:-1, others], brute.x, atol=1e-4)
    np.testing.assert_array_equal(best.tariffs[-1], cube.tariffs[-1, n])
    assert best.welfare_pct == pytest.approx(100 * np.expm1(-brute.fun), abs=1e-6)


def test_nash_of_all_81_economies_holds(cube):
    war = accord.nash(cube, closure="balanced")
    assert war.certificate.holds
    assert len(war.certificate.gains) == 81
    assert max(war.certificate.gains.values()) < 1e-6
    assert war.certificate.starts == 2
    assert war.certificate.start_spread < 1e-5
    rates = war.tariffs[0][~np.eye(81, dtype=bool)].reshape(81, 80)
    np.testing.assert_allclose(rates, np.tile(rates[:, :1], 80))
    assert 0.05 < rates.min() < rates.max() < 0.6
