"""Accounts of a result: identities between them, and what a result without numbers says."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import accord
from accord.core.errors import SolveError
from accord.core.status import Status
from accord.trade import (
    accounts,
    counterfactual,
    employment_share_change_pp,
    exports_pct,
    first_order_split,
    imports_pct,
    output_pct,
    tariff_revenue_change_usd_bn,
    welfare_split,
)


@pytest.fixture(scope="module")
def result():
    """The toy world with 30 % of the USA on everything from IND."""
    world = accord.toy_world()
    tariffs = world.tariffs.copy()
    tariffs[:, 0, 1] = 0.3
    return counterfactual(world, tariffs)


def test_public_function_takes_a_world_and_gives_numbers_with_certificate(result):
    assert result.status is Status.CONVERGED
    assert result.residual == max(result.certificate.values()) < 1e-9
    assert result.welfare_pct.shape == (3,)
    assert result.trade.shape == result.tariffs.shape == (2, 3, 3)
    assert result.welfare_pct[1] < 0


def test_flows_add_up(result):
    before, after = accounts.exports(result)
    bought_before, bought_after = accounts.imports(result)
    assert before.sum() == pytest.approx(bought_before.sum())
    assert after.sum() == pytest.approx(bought_after.sum())
    assert np.allclose(bought_after - after, result.deficit)
    assert np.allclose(exports_pct(result), 100 * (after / before - 1))
    assert imports_pct(result)[0] < 0
    assert np.allclose(result.expenditure, result.trade.sum(2))


def test_revenue_is_what_importers_pay_above_the_border(result):
    tariff = result.tariffs * result.trade_at_border
    before, after = accounts.tariff_revenue(result)
    assert np.allclose(after, tariff.sum((0, 2)))
    assert np.allclose(tariff_revenue_change_usd_bn(result), (after - before) / 1000)


def test_labour_moves_between_sectors_and_nowhere_else(result):
    assert np.allclose(employment_share_change_pp(result).sum(0), 0, atol=1e-10)
    assert np.abs(output_pct(result)[:, 1]).min() > 0


def test_no_shock_leaves_every_account_at_zero():
    result = counterfactual(accord.toy_world())
    for account in (exports_pct, imports_pct, output_pct, employment_share_change_pp):
        assert np.abs(account(result)).max() < 1e-9
    for part in (*welfare_split(result).values(), *first_order_split(result).values()):
        assert np.abs(part).max() < 1e-9


def test_first_order_and_exact_split_agree_for_a_small_shock():
    world = accord.toy_world()
    tariffs = world.tariffs.copy()
    tariffs[0, 0, 1] += 1e-5
    result = counterfactual(world, tariffs, tolerance=1e-14)
    exact, first = welfare_split(result), first_order_split(result)
    for name in ("terms_of_trade", "volume_of_trade"):
        assert np.allclose(100 * exact[name], first[name], rtol=1e-3, atol=1e-9)


def test_results_travel_between_processes_and_start_the_next_solve(result):
    again = pickle.loads(pickle.dumps(result))
    assert np.array_equal(again.welfare_pct, result.welfare_pct)
    near = result.tariffs.copy()
    near[0, 0, 1] += 0.001
    cold = counterfactual(accord.toy_world(), near)
    world = accord.toy_world()
    first = counterfactual(world, result.tariffs)
    warm = counterfactual(world, near, start=first)
    assert warm.evaluations < cold.evaluations
    assert np.allclose(warm.welfare_pct, cold.welfare_pct, atol=1e-8)


def test_a_result_without_equilibrium_has_a_sentence_and_no_number():
    world = accord.toy_world()
    cost = np.where(np.eye(3, dtype=bool), 1.0, np.inf) * np.ones((2, 1, 1))
    result = counterfactual(world, trade_cost=cost)
    assert result.status is Status.INFEASIBLE
    assert not result.converged
    assert "USA would trade with no one else" in result.sentence
    for name in ("welfare_pct", "wage_hat", "income_hat", "price_hat", "trade", "tariffs", "output"):
        with pytest.raises(SolveError, match="would trade with no one else"):
            getattr(result, name)
    assert counterfactual(world, trade_cost=cost, closure="balanced").converged
