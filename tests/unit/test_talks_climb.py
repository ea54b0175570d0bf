"""The climber on functions whose top is known."""

from types import SimpleNamespace

import numpy as np
import pytest

from accord.core.errors import SolveError
from accord.core.status import Status
from accord.talks.climb import climb


def quadratic(matrix, top):
    def evaluate(x):
        return SimpleNamespace(value=-0.5 * (x - top) @ matrix @ (x - top), gradient=-matrix @ (x - top))

    return evaluate


def by_diagonal(matrix):
    return lambda trial, gradient, free: gradient * free / np.diag(matrix)


@pytest.mark.parametrize("seed", range(5))
def test_top_of_a_parabola(seed):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(20, 20))
    matrix, top = root @ root.T + np.diag(rng.uniform(1, 100, 20)), rng.uniform(0.2, 0.8, 20)
    bounds = np.zeros(20), np.ones(20)
    found = climb(quadratic(matrix, top), np.full(20, 0.1), *bounds, by_diagonal(matrix), tolerance=1e-10)
    assert found.status is Status.CONVERGED
    np.testing.assert_allclose(found.rates, top, atol=1e-8)


@pytest.mark.parametrize("seed", range(5))
def test_bounded_top_meets_the_first_order_conditions(seed):
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(15, 15))
    matrix, top = root @ root.T + np.eye(15), rng.uniform(-1, 2, 15)
    found = climb(quadratic(matrix, top), np.full(15, 0.5), np.zeros(15), np.ones(15), by_diagonal(matrix))
    assert found.status is Status.CONVERGED
    slope = found.trial.gradient
    inside = (found.rates > 0) & (found.rates < 1)
    assert np.abs(slope[inside]).max(initial=0) < 1e-6
    assert (slope[found.rates == 0] <= 0).all()
    assert (slope[found.rates == 1] >= 0).all()


def test_a_curved_valley_and_a_region_that_cannot_be_solved():
    def evaluate(x):
        if x[0] > 2:
            raise SolveError("too far")
        value = -(100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2)
        slope = -np.array([-400 * x[0] * (x[1] - x[0] ** 2) - 2 * (1 - x[0]), 200 * (x[1] - x[0] ** 2)])
        return SimpleNamespace(value=value, gradient=slope)

    found = climb(
        evaluate, np.array([-1.2, 1.0]), np.full(2, -9.0), np.full(2, 9.0), lambda t, g, free: g * free / 200
    )
    np.testing.assert_allclose(found.rates, [1, 1], atol=1e-6)


def test_interrupted_climb_keeps_the_best_point():
    calls = iter(range(100))

    def evaluate(x):
        if next(calls) == 3:
            raise KeyboardInterrupt
        return quadratic(np.diag([1.0, 30.0]), np.array([0.3, 0.4]))(x)

    found = climb(evaluate, np.zeros(2), np.zeros(2), np.ones(2), lambda t, g, free: g * free / 50)
    assert found.interrupted
    assert found.trial.value > evaluate(np.zeros(2)).value
    assert found.trial.value == evaluate(found.rates).value


def test_nothing_to_choose():
    found = climb(quadratic(np.eye(0), np.zeros(0)), *np.zeros((3, 0)), lambda t, g, free: g)
    assert found.status is Status.CONVERGED
    assert found.solves == 1
