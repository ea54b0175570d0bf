"""What is certified is a result, and what is not has a sentence; elasticities at and below zero."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import random_world, world_of

from accord.core.status import Status
from accord.trade import counterfactual
from accord.trade.certificate import LIMIT


def four(theta=(4.0, 6.0)):
    """Four economies and two sectors with balanced trade and no tariffs."""
    trade = np.random.default_rng(3).uniform(20, 80, (2, 4, 4)) + 300 * np.eye(4)
    trade = (trade + trade.transpose(0, 2, 1)) / 2
    return world_of(trade, np.zeros((2, 4, 4)), theta)


@pytest.mark.parametrize("left", [1e-2, 1e-4, 1e-6])
def test_an_economy_that_loses_nearly_all_its_labour_is_a_result_not_infeasible(left):
    result = counterfactual(four(), labour=np.array([left, 1.0, 1.0, 1.0]))
    assert result.converged
    assert result.residual < LIMIT
    assert result.income_hat[0] < 10 * left ** 0.5


def test_a_transfer_nobody_can_pay_is_infeasible_and_names_other_closures():
    world = four()
    gift = np.array([-3.0, 1.0, 1.0, 1.0]) * world.output.sum(axis=0)[0]
    for closure in ("fixed", "balanced", "share"):
        result = counterfactual(world, transfer=gift, closure=closure)
        assert result.status is Status.INFEASIBLE
        assert f"'{closure}'" not in result.sentence


@pytest.mark.parametrize(("cost", "loose"), [(2.0, False), (30.0, False), (1e5, True)])
def test_groups_that_all_but_stop_trading_have_a_caveat_and_real_results(cost, loose):
    world = four()
    barrier = np.ones((2, 4, 4))
    barrier[:, :2, 2:] = barrier[:, 2:, :2] = cost
    result = counterfactual(world, trade_cost=barrier)
    assert result.converged
    assert bool(result.caveat) is loose
    if loose:
        cut = barrier.copy()
        cut[barrier > 1] = np.inf
        alone = counterfactual(world, trade_cost=cut, closure="balanced")
        assert alone.caveat == ""
        balanced = counterfactual(world, trade_cost=barrier, closure="balanced")
        assert np.allclose(balanced.welfare_pct, alone.welfare_pct, atol=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_elasticities_at_and_below_zero_solve_and_meet_at_zero(seed):
    rng = np.random.default_rng(seed)
    world = random_world(rng, N=4, J=3, theta=(1.0, 12.0))
    tariffs = world.tariffs + rng.uniform(0, 0.3, world.tariffs.shape) * ~np.eye(4, dtype=bool)
    found = {}
    for theta in (-0.9, -0.24, -1e-4, 0.0, 1e-4, 0.5):
        world.trade_elasticity = np.array([theta, theta, 4.0])
        found[theta] = counterfactual(world, tariffs)
        assert found[theta].converged, found[theta].sentence
        assert found[theta].residual < LIMIT
    for near in (-1e-4, 1e-4):
        assert np.allclose(found[near].welfare_pct, found[0.0].welfare_pct, atol=2e-3)
    middle = (found[-1e-4].welfare_pct + found[1e-4].welfare_pct) / 2
    assert np.allclose(middle, found[0.0].welfare_pct, atol=1e-6)


@pytest.mark.parametrize("theta", [-0.24, 0.0])
def test_a_ban_at_an_elasticity_of_zero_or_less_has_no_equilibrium(theta):
    world = four((theta, 5.0))
    ban = np.ones((2, 4, 4))
    ban[0, 0, 1] = np.inf
    result = counterfactual(world, trade_cost=ban)
    assert result.status is Status.INFEASIBLE
    assert "E0 cannot do without 'S0' from E1" in result.sentence
    other = np.ones((2, 4, 4))
    other[1, 0, 1] = np.inf
    assert counterfactual(world, trade_cost=other).converged


def test_a_closed_supplier_at_an_elasticity_of_zero_or_less_has_no_equilibrium():
    quota = np.full((2, 4, 4), np.inf)
    quota[0, 1:, 0] = 0.0
    result = counterfactual(four((-0.24, 5.0)), export_quota=quota)
    assert result.status is Status.INFEASIBLE
    assert "cannot do without" in result.sentence
