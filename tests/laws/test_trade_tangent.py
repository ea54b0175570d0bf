"""One linearisation steers every set of elasticities; what is solved in parts is what is solved whole."""

import numpy as np
import pytest

from accord.core.shock import Shock
from accord.trade import solve_shock
from accord.trade.blocks import inverse, times
from accord.trade.calibration import calibrate
from accord.trade.levers import Levers
from accord.trade.problem import pose
from accord.trade.together import Together, together


def problems(world, closure, count=5):
    rng = np.random.default_rng(7)
    tariffs = world.tariffs * rng.uniform(0.5, 2.0, world.tariffs.shape)
    shock = Shock(tariffs=tariffs, productivity=rng.uniform(0.9, 1.1, (3, 4)))
    bases = [calibrate(world).with_elasticity(rng.uniform(1.0, 9.0, 3)) for _ in range(count)]
    return shock, [pose(base, Levers.of(base, shock), closure) for base in bases]


@pytest.mark.parametrize("closure", ["fixed", "share"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_step_closes_nearly_all_that_is_open(talks_world, seed, closure):
    _, given = problems(talks_world(seed), closure)
    whole = Together.of(given)
    point = np.random.default_rng(seed).normal(0.0, 1e-5, (given[0].size, len(given)))
    still = Together.of([pose(one.base, Levers.of(one.base, Shock()), closure) for one in given])
    move, excess = still.move(point)
    left, _ = still.move(point + still.step(point, move, excess))
    assert (np.abs(left).max(axis=0) < 0.2 * np.abs(move).max(axis=0)).all()
    assert whole.take(np.array([True, False, False, True, False])).move(point[:, [0, 3]])[0] == pytest.approx(
        whole.move(point)[0][:, [0, 3]], abs=1e-14
    )


@pytest.mark.parametrize("closure", ["fixed", "share"])
def test_each_set_of_elasticities_has_its_own_equilibrium(talks_world, closure):
    shock, given = problems(talks_world(3), closure)
    points = together(given, [np.zeros(given[0].size)] * len(given), 1e-12)
    for one, point in zip(given, points, strict=True):
        np.testing.assert_allclose(point, solve_shock(one.base, shock, closure).equilibrium.point, atol=1e-10)


def test_an_inverse_by_quarters_is_the_inverse():
    matrix = np.random.default_rng(1).normal(size=(14, 14)) + 5 * np.eye(14)
    np.testing.assert_allclose(times(inverse(matrix), matrix), np.eye(14), atol=1e-12)
