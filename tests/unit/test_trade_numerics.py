"""The numerical tools of the trade room on problems with known answers."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import random_world

import accord
from accord.trade import blocks, counterfactual, gradient, gradients
from accord.trade.anderson import Anderson
from accord.trade.krylov import gmres


def test_anderson_solves_a_slow_linear_fixed_point_in_few_steps():
    rng = np.random.default_rng(0)
    turn = np.linalg.qr(rng.standard_normal((6, 6)))[0]
    matrix = turn @ np.diag([0.99, 0.9, 0.5, -0.9, 0.1, 0.0]) @ turn.T
    right, point = rng.standard_normal(6), np.zeros(6)
    accelerator = Anderson(6)
    for _ in range(9):
        point = accelerator.propose(point, matrix @ point + right - point)
    assert np.allclose(point, np.linalg.solve(np.eye(6) - matrix, right), rtol=1e-8)


def test_gmres_solves_regular_and_consistent_singular_systems():
    rng = np.random.default_rng(1)
    matrix = rng.standard_normal((30, 30)) + 6 * np.eye(30)
    right = rng.standard_normal(30)
    point, error = gmres(lambda x: matrix @ x, right, 1e-12)
    assert error < 1e-12
    assert np.allclose(matrix @ point, right)
    singular = matrix - np.outer(matrix @ np.ones(30), np.ones(30)) / 30  # the constant is its null vector
    point, error = gmres(lambda x: singular @ x, singular @ right, 1e-12)
    assert error < 1e-12
    assert np.allclose(singular @ point, singular @ right)
    assert gmres(lambda x: x, np.zeros(3), 1e-12)[1] == 0.0


@pytest.mark.parametrize("transposed", [False, True])
def test_blocks_iterate_to_the_dense_solution(transposed, monkeypatch):
    rng = np.random.default_rng(2)
    world = random_world(rng, N=6, J=4)
    share = world.trade / world.trade.sum(2, keepdims=True)
    system = blocks.Blocks(share, np.ascontiguousarray(world.input_share.transpose(1, 0, 2)))
    right = rng.standard_normal((4, 6, 9))
    dense = system.solve(right, 1e-12, transposed)
    monkeypatch.setattr(blocks, "SMALL", 0)
    monkeypatch.setattr(blocks, "SERIAL", 80)  # columns in several parts
    iterated = system.solve(right, 1e-12, transposed)
    assert np.allclose(iterated, dense, atol=1e-10)
    apply = system.apply_transposed if transposed else system.apply
    assert np.allclose(iterated, apply(iterated) + right, atol=1e-10)


def test_gradients_of_a_larger_world_agree_between_the_two_ways():
    world = random_world(np.random.default_rng(3), N=24, J=20, theta=(2.0, 10.0))
    tariffs = world.tariffs.copy()
    tariffs[:, 0, 1:] += 0.3
    result = counterfactual(world, tariffs)
    some = ("E0", "E7", "E23")
    for together, economy in zip(gradients(result, economies=some), some, strict=True):
        alone = gradient(result, economy)
        assert np.allclose(together, alone, rtol=1e-6, atol=1e-8 * np.abs(alone).max())


def test_a_transfer_to_an_economy_that_trades_with_nobody_is_infeasible():
    basic = np.array([[[9.0, 1.0, 0.0], [2.0, 8.0, 0.0], [0.0, 0.0, 5.0]]])
    world = accord.World.from_arrays(["USA", "IND", "CHN"], ["C26"], basic, np.zeros_like(basic), [4.0])
    result = accord.counterfactual(world, closure="share", transfer=np.array([-0.5, 0.0, 0.5]))
    assert result.status is accord.Status.INFEASIBLE
    assert "trade with no one" in result.sentence
