"""What one more pass leaves open of an economy by itself, against derivatives by differences; kept parts of a baseline."""

import numpy as np
import pytest
from benchmarks.worlds import random_world, world_of

from accord.core.shock import Shock
from accord.trade import solve_shock
from accord.trade.anderson import Anderson
from accord.trade.calibration import calibrate
from accord.trade.krylov import gmres
from accord.trade.levers import Levers
from accord.trade.problem import pose
from accord.trade.solve import at, residual


@pytest.fixture(scope="module")
def base():
    return calibrate(random_world(np.random.default_rng(3), N=4, J=3, theta=(2.0, 8.0), zeros=0.0))


def own_block(base, n, step=1e-6):
    """Derivative of one more pass in an economy's own wage, prices and spending, all else held."""
    J, N = len(base.sectors), len(base.economies)
    problem = pose(base, Levers.of(base, Shock()), "fixed")
    places = np.arange(1 + 2 * J) * N + n
    columns = []
    for place in places:
        ends = []
        for sign in (1, -1):
            point = np.zeros(problem.size)
            point[place] = sign * step
            found = at(problem, point)
            move = residual(problem, point, found.state, found.found)
            pace = 1 / (1 + base.wage_elasticity)
            demand = np.log(found.found.labour_demand / base.value_added)
            move[:N] = pace * (demand - point[:N])
            ends.append((point + move)[places])
        columns.append((ends[0] - ends[1]) / (2 * step))
    return np.array(columns).T


def test_the_inverse_is_that_of_each_economy_by_itself(base):
    """Exact without tariffs: left out is what own costs do to revenue from suppliers abroad."""
    free = calibrate(world_of(base.net_trade, 0 * base.tariffs, base.trade_elasticity, base.input_share))
    for n in range(len(free.economies)):
        block = np.eye(7) - own_block(free, n)
        assert np.abs(free.domestic.inverse[n] @ block - np.eye(7)).max() < 2e-5


def test_transposed_is_transposed(base):
    random = np.random.default_rng(0)
    a, b = random.normal(size=(2, 28))
    left = float(b @ base.domestic.apply(a))
    assert left == pytest.approx(float(a @ base.domestic.apply_transposed(b)), rel=1e-5)


def test_other_elasticities_keep_the_rest(base):
    theta = base.trade_elasticity * 1.3
    kept = base.with_elasticity(theta)
    world = random_world(np.random.default_rng(3), N=4, J=3, theta=(2.0, 8.0), zeros=0.0)
    world.trade_elasticity = theta
    fresh = calibrate(world)
    np.testing.assert_allclose(kept.domestic.inverse, fresh.domestic.inverse, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(kept.wage_elasticity, fresh.wage_elasticity, rtol=1e-12)
    tariffs = base.tariffs + 0.1 * ~np.eye(4, dtype=bool)
    one, other = (solve_shock(each, Shock(tariffs=tariffs)) for each in (kept, fresh))
    np.testing.assert_allclose(one.log_welfare, other.log_welfare, atol=1e-11)
    assert one.baseline.settled == {}


def test_what_was_learned_of_one_shock_serves_the_next(base):
    off = ~np.eye(4, dtype=bool)
    near = [Shock(tariffs=base.tariffs + rate * off) for rate in (0.2, 0.21)]
    learned = Anderson(4 + 2 * 3 * 4, 20)
    first = solve_shock(base, near[0], learned=learned)
    alone = solve_shock(base, near[1], start=first)
    helped = solve_shock(base, near[1], start=first, learned=learned)
    assert helped.evaluations < alone.evaluations
    np.testing.assert_allclose(helped.log_welfare, alone.log_welfare, atol=1e-10)


def test_residuals_with_an_approximate_inverse_need_fewer_products():
    random = np.random.default_rng(1)
    matrix = np.diag(np.geomspace(1, 1e4, 40)) + 0.01 * random.normal(size=(40, 40))
    right = random.normal(size=40)
    counts = []
    for nearly in (None, lambda x: x / np.diag(matrix)):
        calls = []

        def product(x, calls=calls):
            calls.append(1)
            return matrix @ x

        x, error = gmres(product, right, 1e-10, nearly=nearly)
        assert error < 1e-9
        np.testing.assert_allclose(matrix @ x, right, atol=1e-7)
        counts.append(len(calls))
    assert counts[1] < counts[0] / 3
