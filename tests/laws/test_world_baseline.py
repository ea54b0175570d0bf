"""The baseline of any world is an exact equilibrium of the trade model's equations."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.world.world import World, toy_world


def random_world(seed: int, economies: int, sectors: int) -> World:
    """A consistent world with inputs and some idle cells."""
    draw = np.random.default_rng(seed)
    trade = draw.lognormal(0, 2, (sectors, economies, economies))
    trade[:, np.arange(economies), np.arange(economies)] *= 20
    trade[draw.random(trade.shape) < 0.2] = 0
    trade[0] += 1.0
    idle = draw.random((sectors, economies)) < 0.15
    idle[0] = False
    trade[np.broadcast_to(idle[:, None, :], trade.shape)] = 0
    tariffs = draw.uniform(0, 0.5, trade.shape)
    inputs = draw.uniform(0, 1, (sectors, economies, sectors))
    inputs *= 0.8 / inputs.sum(axis=2, keepdims=True)
    output = (trade / (1 + tariffs)).sum(axis=1)
    use = np.einsum("jik,ji->ki", inputs, output)
    scale = np.divide(trade.sum(axis=2), use, out=np.ones_like(use), where=use > 0)
    inputs *= 0.9 * np.minimum(1, scale).T[None]
    theta = draw.uniform(1, 10, sectors)
    return World.from_arrays(
        [f"E{n}" for n in range(economies)],
        [f"S{j}" for j in range(sectors)],
        trade,
        tariffs,
        theta,
        None,
        inputs,
    )


def check_equilibrium(world: World) -> None:
    spending = world.trade.sum(axis=2)
    use = np.einsum("jik,ji->ki", world.input_share, world.output)
    np.testing.assert_allclose(world.final_demand + use, spending, rtol=1e-12, atol=1e-12 * spending.max())
    np.testing.assert_allclose(world.value_added_share + world.input_share.sum(axis=2), 1, rtol=0, atol=4e-16)
    np.testing.assert_allclose(world.final_share.sum(axis=0), 1, rtol=0, atol=1e-14)
    np.testing.assert_allclose(world.deficit.sum(), 0, atol=1e-12 * spending.sum())
    assert (world.final_share >= 0).all()
    assert (world.value_added_share >= 0).all()


@tries(40)
@given(seed=st.integers(0, 2**32), economies=st.integers(1, 6), sectors=st.integers(1, 5))
def test_goods_markets_incomes_and_shares_close(seed, economies, sectors):
    check_equilibrium(random_world(seed, economies, sectors))


def test_toy_world_closes():
    check_equilibrium(toy_world())
