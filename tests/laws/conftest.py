"""Random worlds for the laws of talks."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from accord.world import World


@pytest.fixture(scope="session")
def talks_world() -> Callable[..., World]:
    """A function from a seed to a world of four economies and three sectors."""
    return _random_world


def _random_world(seed: int, inputs: bool = True) -> World:
    rng = np.random.default_rng(seed)
    J, N = 3, 4
    trade = rng.uniform(0.2, 1.5, (J, N, N)) + 3 * np.eye(N)
    value_added = rng.uniform(0.5, 0.8, (J, N))
    mix = rng.dirichlet(np.full(J, 4.0), (J, N)) * (1 - value_added)[:, :, None]
    extra = {"value_added_share": value_added, "input_share": mix} if inputs else {}
    tariffs = rng.uniform(0, 0.2, (J, N, N)) * (1 - np.eye(N))
    names, sectors = ("AAA", "BBB", "CCC", "DDD"), ("farm", "steel", "chips")
    return World.from_arrays(names, sectors, 1e4 * trade, tariffs, rng.uniform(2, 8, J), **extra)
