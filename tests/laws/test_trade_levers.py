"""Laws of every lever: what it must do in cases that can be worked out without the solver."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import random_tariffs, random_world, world_of
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import InputError
from accord.core.status import Status
from accord.trade import counterfactual, gradient, output_pct, welfare_split
from accord.trade.accounts import producer_price_hat, tariff_revenue

seeds = st.integers(0, 2**32 - 1)
few = settings(tries(20), derandomize=True)


def without_trade(world):
    """Place of the economy that neither buys from nor sells to another."""
    flows = world.trade.sum(0)
    return int(np.argmin(((flows + flows.T) > 0).sum(1)))


def drawn(seed, **options):
    rng = np.random.default_rng(seed)
    world = random_world(rng, **{"N": 4, "J": 3, "theta": (1.0, 12.0), "zeros": 0.0, **options})
    return rng, world


def abroad(world):
    return ~np.eye(len(world.economies), dtype=bool)


@few
@given(seeds, st.floats(0.05, 1.0))
def test_lerner_uniform_import_tariff_equals_uniform_export_tax(seed, rate):
    """Lerner (1936), balanced trade: both tax the economy's trade alike, also on top of other measures."""
    rng, world = drawn(seed)
    zero = world_of(
        world.trade / (1 + world.tariffs), 0 * world.tariffs, world.trade_elasticity, world.input_share
    )
    tariffs, taxes = 0 * zero.tariffs, 0 * zero.tariffs
    tariffs[:, 0, 1:] = rate
    taxes[:, 1:, 0] = rate
    cost = rng.uniform(0.9, 1.2, tariffs.shape)
    one = counterfactual(zero, tariffs, cost, closure="balanced", tolerance=1e-13)
    two = counterfactual(zero, trade_cost=cost, closure="balanced", export_tax=taxes, tolerance=1e-13)
    if one.converged and two.converged:
        assert np.abs(one.log_welfare - two.log_welfare).max() < 1e-9
        assert np.abs(output_pct(one) - output_pct(two)).max() < 1e-7


@few
@given(seeds)
def test_an_embargo_is_the_limit_of_growing_trade_cost(seed):
    _, world = drawn(seed, theta=(2.0, 8.0))
    stop = np.zeros(world.trade.shape, dtype=bool)
    stop[:, 0, 1] = True
    ban = counterfactual(world, trade_cost=np.where(stop, np.inf, 1.0), closure="balanced")
    gaps = [
        np.abs(
            counterfactual(world, trade_cost=np.where(stop, cost, 1.0), closure="balanced").log_welfare
            - ban.log_welfare
        ).max()
        for cost in (10.0, 1e3, 1e6)
    ]
    assert gaps[0] >= gaps[1] - 1e-10
    assert gaps[2] < 1e-8
    assert (ban.trade[stop] == 0).all()


@few
@given(seeds)
def test_a_quota_of_nothing_is_a_ban_and_one_never_reached_does_nothing(seed):
    _, world = drawn(seed)
    stop = np.zeros(world.trade.shape, dtype=bool)
    stop[0, 0, 1] = True
    ban = counterfactual(world, trade_cost=np.where(stop, np.inf, 1.0))
    none = counterfactual(world, export_quota=np.where(stop, 0.0, np.inf))
    assert np.allclose(ban.log_welfare, none.log_welfare, atol=1e-10)
    loose = counterfactual(world, export_quota=np.where(stop, 5.0, np.inf))
    assert np.abs(loose.log_welfare).max() < 1e-10


@few
@given(seeds, st.floats(0.2, 0.95))
def test_a_quota_is_met_and_equals_its_export_tax(seed, cap):
    rng, world = drawn(seed)
    quota = np.where((rng.random(world.trade.shape) < 0.3) & abroad(world), cap, np.inf)
    result = counterfactual(world, export_quota=quota, closure="balanced", tolerance=1e-12)
    if not result.converged:
        return
    shipped = result.equilibrium.flows.received / producer_price_hat(result)[:, None, :]
    limit = np.isfinite(quota)
    assert (shipped[limit] <= result.baseline.net_trade[limit] * cap * (1 + 1e-9)).all()
    taxes = result.export_tax
    assert (taxes[~limit] == 0).all()
    again = counterfactual(world, export_tax=taxes, closure="balanced", tolerance=1e-12)
    assert np.allclose(result.log_welfare, again.log_welfare, atol=1e-9)


@few
@given(seeds, st.floats(0.5, 2.0))
def test_labour_scales_income_and_leaves_no_one_else_touched_without_trade(seed, ratio):
    _, world = drawn(seed, cut=1)
    alone = without_trade(world)
    labour = np.ones(4)
    labour[alone] = ratio
    result = counterfactual(world, labour=labour)
    assert result.log_welfare[alone] == pytest.approx(np.log(ratio), abs=1e-9)
    assert np.abs(np.delete(result.log_welfare, alone)).max() < 1e-9


@few
@given(seeds, st.floats(0.5, 2.0))
def test_equal_productivity_everywhere_raises_real_income_by_as_much(seed, ratio):
    """Without inputs everything is cheaper by the ratio; quantities of all goods rise by it."""
    _, world = drawn(seed, inputs=False)
    result = counterfactual(world, productivity=np.full((3, 4), ratio))
    assert np.allclose(result.log_welfare, np.log(ratio), atol=1e-9)
    assert np.allclose(output_pct(result), 100 * (ratio - 1), atol=1e-6)


@few
@given(seeds, st.floats(-0.3, 0.3))
def test_an_equal_subsidy_to_all_that_is_made_changes_nothing_without_inputs(seed, rate):
    """No inputs, no trade taxes, one rate for all: the subsidy is paid out of what it adds to wages."""
    _, world = drawn(seed, inputs=False)
    flat = world_of(world.trade / (1 + world.tariffs), 0 * world.tariffs, world.trade_elasticity)
    result = counterfactual(flat, production_subsidy=np.full((3, 4), rate), closure="balanced")
    assert np.abs(result.log_welfare).max() < 1e-9


@few
@given(seeds)
def test_a_transfer_moves_income_one_for_one_when_tastes_are_equal(seed):
    """Same expenditure pattern everywhere, no trade cost in shares: wages do not move (Samuelson 1952)."""
    rng = np.random.default_rng(seed)
    size, made = rng.lognormal(0, 1, 4), rng.dirichlet(np.ones(4), 3)
    made *= size / made.sum(0)
    taste = made.sum(1) / made.sum()
    income = made.sum(0)
    trade = taste[:, None, None] * income[None, :, None] * (made / made.sum(1, keepdims=True))[:, None, :]
    world = world_of(trade, 0 * trade, np.array([3.0, 5.0, 8.0]))
    gift = 0.05 * income.min() * np.array([1.0, -1.0, 0.0, 0.0])
    result = counterfactual(world, transfer=gift)
    assert np.allclose(result.wage_hat, 1, atol=1e-9)
    assert np.allclose(result.income - result.baseline.income, gift, atol=1e-9 * income.sum())
    assert np.allclose(welfare_split(result)["transfer"], result.log_welfare, atol=1e-9)


@few
@given(seeds)
def test_an_export_tax_pays_the_exporter_what_a_tariff_pays_the_importer(seed):
    """Same wedge on the same flows: importers' prices differ only through who has the revenue."""
    rng, world = drawn(seed)
    rate = rng.uniform(0, 0.5, world.trade.shape) * abroad(world)
    result = counterfactual(world, export_tax=rate)
    if not result.converged:
        return
    flows = result.equilibrium.flows
    assert np.allclose(flows.border, flows.received * (1 + rate), rtol=1e-12)
    taken = (flows.border - flows.received).sum((0, 1))
    wages = result.wage_hat * result.baseline.value_added
    assert np.allclose(result.income, wages + tariff_revenue(result)[1] + taken + result.deficit, rtol=1e-9)


def test_very_small_economy_has_no_gain_from_a_tariff_of_one_over_theta():
    """Gros (1987): a very small economy, one sector, no inputs; the gradient is zero at 1 / theta."""
    theta, size = 4.0, 1e-7
    trade = np.array([[[0.4 * size, 0.6 * size], [0.6 * size, 1.0]]])
    world = world_of(trade, np.zeros((1, 2, 2)), [theta])

    def slope(rate):
        tariffs = np.zeros((1, 2, 2))
        tariffs[0, 0, 1] = rate
        result = counterfactual(world, tariffs, closure="balanced", tolerance=1e-13)
        return gradient(result, "E0")[0, 0, 1]

    assert slope(1 / theta) == pytest.approx(0, abs=1e-6)
    assert slope(0.9 / theta) > 1e-4
    assert slope(1.1 / theta) < -1e-4


@settings(tries(60), derandomize=True)
@given(seeds, st.sampled_from(["fixed", "balanced", "share"]))
def test_any_mix_of_levers_is_certified_or_says_why_not(seed, closure):
    rng, world = drawn(seed, N=None, J=None, theta=(0.5, 60.0), zeros=0.1)
    J, N, _ = world.trade.shape
    off = abroad(world)
    levers = {
        "tariffs": random_tariffs(rng, world),
        "trade_cost": np.where((rng.random((J, N, N)) < 0.1) & off, np.inf, rng.uniform(0.9, 1.2, (J, N, N))),
        "export_tax": rng.uniform(-0.2, 1.0, (J, N, N)) * off,
        "export_quota": np.where(
            (rng.random((J, N, N)) < 0.2) & off, rng.uniform(0.2, 1.5, (J, N, N)), np.inf
        ),
        "production_subsidy": rng.uniform(-0.5, 0.3, (J, N)),
        "productivity": np.exp(rng.normal(0, 0.3, (J, N))),
        "labour": np.exp(rng.normal(0, 0.3, N)),
    }
    chosen = {name: value for name, value in levers.items() if rng.random() < 0.5}
    result = counterfactual(world, closure=closure, **chosen)
    assert result.status in {Status.CONVERGED, Status.INFEASIBLE, Status.STALLED, Status.DIVERGED}
    assert result.sentence.endswith(".")
    if result.converged:
        assert result.residual < 1e-9
        for array in (result.welfare_pct, result.wage_hat, result.income_hat, result.trade):
            assert np.isfinite(array).all()


@pytest.mark.parametrize(
    ("lever", "value", "words"),
    [
        ("tariffs", -1.0, "tariffs: -1 at sector 'S1', importer 'E0', exporter 'E2' is out of range"),
        ("trade_cost", 0.0, "trade_cost: 0 at"),
        ("trade_cost", np.nan, "trade_cost: nan at"),
        ("export_quota", -0.1, "export_quota: -0.1 at"),
        ("export_tax", np.inf, "export_tax: inf at"),
    ],
)
def test_values_out_of_range_are_refused_with_their_place(lever, value, words):
    _, world = drawn(1)
    array = np.ones(world.trade.shape)
    array[1, 0, 2] = value
    with pytest.raises(InputError, match=words):
        counterfactual(world, **{lever: array})


def test_shapes_closures_and_sums_are_checked():
    _, world = drawn(1)
    with pytest.raises(InputError, match="shape"):
        counterfactual(world, np.zeros((3, 3)))
    with pytest.raises(InputError, match="not one of fixed"):
        counterfactual(world, closure="open")
    with pytest.raises(InputError, match="what one gives another gets"):
        counterfactual(world, transfer=np.ones(4))
    with pytest.raises(InputError, match="production_subsidy: 1 at sector 'S0', economy 'E0'"):
        counterfactual(world, production_subsidy=np.ones((3, 4)))
