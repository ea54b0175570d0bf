"""Laws of the trade model, on random worlds."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import random_tariffs, random_world, world_of
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import SolveError
from accord.core.status import Status
from accord.trade import counterfactual, welfare_split

seeds = st.integers(0, 2**32 - 1)
closures = st.sampled_from(["fixed", "balanced", "share"])
few = settings(tries(25), derandomize=True)


def without_trade(world):
    """Place of the economy that neither buys from nor sells to another."""
    flows = world.trade.sum(0)
    return int(np.argmin(((flows + flows.T) > 0).sum(1)))


def drawn(seed, **options):
    rng = np.random.default_rng(seed)
    world = random_world(rng, **{"theta": (1.0, 15.0), **options})
    return rng, world


@few
@given(seeds, closures)
def test_no_shock_gives_hats_of_one(seed, closure):
    _, world = drawn(seed)
    result = counterfactual(world, closure=closure)
    if not result.converged:  # some economy cannot pay for what it buys when trade must balance
        assert closure == "balanced"
        assert result.status is Status.INFEASIBLE
        return
    for hat in (result.wage_hat, result.income_hat, result.price_hat):
        assert np.abs(hat - 1).max() < 1e-12
    assert np.abs(result.welfare_pct).max() < 1e-10


@few
@given(seeds, closures)
def test_certificate_holds_and_walras_is_part_of_it(seed, closure):
    rng, world = drawn(seed)
    result = counterfactual(world, random_tariffs(rng, world, 1.0), closure=closure)
    if result.converged:
        assert result.residual < 1e-9
        assert result.certificate["walras"] < 1e-10
        paid, kept = result.trade, result.trade / (1 + result.tariffs)
        assert np.allclose(kept.sum(1), result.output, rtol=1e-9)
        assert np.allclose(kept.sum((0, 2)) - kept.sum((0, 1)), result.deficit, atol=1e-9 * paid.sum())


@few
@given(seeds, st.floats(0.01, 100))
def test_homogeneity_units_of_value_do_not_matter(seed, unit):
    rng, world = drawn(seed)
    tariffs = random_tariffs(rng, world, 1.0)
    scaled = world_of(world.trade * unit, world.tariffs, world.trade_elasticity, world.input_share)
    one, other = counterfactual(world, tariffs), counterfactual(scaled, tariffs)
    if one.converged:
        assert np.allclose(one.welfare_pct, other.welfare_pct, atol=1e-7)
        assert np.allclose(one.trade * unit, other.trade, rtol=1e-7)


@few
@given(seeds, closures)
def test_relabelling_permutes_the_result(seed, closure):
    rng, world = drawn(seed)
    tariffs = random_tariffs(rng, world, 1.0)
    J, N, _ = world.trade.shape
    p, q = rng.permutation(N), rng.permutation(J)
    cube = np.ix_(q, p, p)
    other = world_of(
        world.trade[cube], world.tariffs[cube], world.trade_elasticity[q], world.input_share[np.ix_(q, p, q)]
    )
    one, two = (
        counterfactual(world, tariffs, closure=closure),
        counterfactual(other, tariffs[cube], closure=closure),
    )
    if one.converged and two.converged:
        assert np.allclose(one.welfare_pct[p], two.welfare_pct, atol=1e-7)
        assert np.allclose(one.price_hat[np.ix_(q, p)], two.price_hat, rtol=1e-8)


@few
@given(seeds)
def test_an_economy_without_trade_is_untouched(seed):
    rng, world = drawn(seed, N=4, cut=1)
    alone = without_trade(world)
    result = counterfactual(world, random_tariffs(rng, world, 1.0))
    if result.converged:
        assert abs(result.welfare_pct[alone]) < 1e-9
        assert result.wage_hat[alone] == pytest.approx(1, abs=1e-12)
        assert np.allclose(result.price_hat[:, alone], 1, atol=1e-11)


@few
@given(seeds)
def test_cost_of_autarky_is_the_closed_form(seed):
    """One sector, no inputs, balanced trade: own share^(1/theta); Arkolakis et al. (2012)."""
    rng = np.random.default_rng(seed)
    world = random_world(rng, J=1, inputs=False, theta=(1.0, 10.0), zeros=0.0)
    N = len(world.economies)
    world = world_of(world.trade, world.tariffs * 0, world.trade_elasticity)
    start = counterfactual(world, closure="balanced").baseline
    cost = np.where(np.eye(N, dtype=bool), 1.0, np.inf)[None]
    result = counterfactual(world, trade_cost=cost, closure="balanced")
    own = np.diag(start.share[0])
    assert np.allclose(1 + result.welfare_pct / 100, own ** (1 / world.trade_elasticity[0]), rtol=1e-9)


def test_lost_supplier_is_infeasible_and_gives_no_number():
    _, world = drawn(3, N=3, J=2, zeros=0.0)
    cost = np.ones_like(world.trade)
    cost[1, 0, :] = np.inf
    result = counterfactual(world, trade_cost=cost)
    assert result.status is Status.INFEASIBLE
    assert "E0 must buy 'S1'" in result.sentence
    with pytest.raises(SolveError, match="every supplier"):
        _ = result.welfare_pct


@settings(tries(6), derandomize=True)
@given(seeds, closures)
def test_parts_of_welfare_add_up(seed, closure):
    rng, world = drawn(seed, N=4, J=2)
    J, N, _ = world.trade.shape
    result = counterfactual(
        world,
        random_tariffs(rng, world, 1.0),
        rng.uniform(0.8, 1.5, (J, N, N)),
        closure,
        export_tax=rng.uniform(-0.1, 0.5, (J, N, N)) * ~np.eye(N, dtype=bool),
        production_subsidy=rng.uniform(-0.2, 0.2, (J, N)),
        productivity=rng.uniform(0.8, 1.3, (J, N)),
        labour=rng.uniform(0.8, 1.3, N),
    )
    if result.converged:
        parts = welfare_split(result)
        assert np.allclose(sum(parts.values()), result.log_welfare, rtol=0, atol=1e-8)
