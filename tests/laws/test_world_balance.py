"""Balancing: totals are met, shares stay shares, and what already fits is left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import CheckError
from accord.sources.world.balance import fit_shares, ras

SEEDS = st.integers(0, 2**32)


@tries(60)
@given(seed=SEEDS, size=st.integers(1, 12), part=st.floats(0.001, 0.999))
def test_fitted_shares_add_up_and_keep_their_order(seed, size, part):
    draw = np.random.default_rng(seed)
    prior, weights = draw.uniform(0.01, 0.99, size), draw.lognormal(0, 3, size)
    shares = fit_shares(prior, weights, part * weights.sum())
    assert (shares > 0).all()
    assert (shares < 1).all()
    np.testing.assert_allclose(shares @ weights, part * weights.sum(), rtol=1e-10)
    assert (np.argsort(shares) == np.argsort(prior)).all()


def test_shares_that_fit_are_left_alone():
    prior, weights = np.array([0.2, 0.5, 0.9]), np.array([3.0, 1.0, 2.0])
    np.testing.assert_allclose(fit_shares(prior, weights, float(prior @ weights)), prior, rtol=1e-12)


def test_nothing_and_everything():
    prior, weights = np.array([0.2, 0.5]), np.array([1.0, 0.0])
    assert (fit_shares(prior, weights, 0.0) == 0).all()
    assert (fit_shares(prior, weights, 1.0) == 1).all()


@tries(40)
@given(seed=SEEDS, rows=st.integers(1, 8), columns=st.integers(1, 8))
def test_ras_meets_both_margins(seed, rows, columns):
    draw = np.random.default_rng(seed)
    table = draw.lognormal(0, 1, (3, rows, columns))
    target = draw.lognormal(0, 1, (3, rows, columns))
    balanced = ras(table, target.sum(axis=2), target.sum(axis=1))
    np.testing.assert_allclose(balanced.sum(axis=2), target.sum(axis=2), rtol=1e-8)
    np.testing.assert_allclose(balanced.sum(axis=1), target.sum(axis=1), rtol=1e-8)
    # cross ratios of the seed are kept: only rows and columns are scaled
    ratio = np.log(balanced / table)
    middle = ratio - ratio.mean(axis=1, keepdims=True) - ratio.mean(axis=2, keepdims=True)
    np.testing.assert_allclose(middle + ratio.mean(axis=(1, 2), keepdims=True), 0, atol=1e-7)


def test_ras_leaves_a_balanced_table_alone():
    table = np.array([[1.0, 2.0], [3.0, 4.0]])
    np.testing.assert_allclose(ras(table, table.sum(axis=1), table.sum(axis=0)), table, rtol=1e-14)


def test_ras_refuses_a_table_that_cannot_be_balanced():
    with pytest.raises(CheckError, match="could not be balanced"):
        ras(np.array([[[1.0, 0.0], [0.0, 1.0]]]), np.array([[1.0, 1.0]]), np.array([[1.5, 0.5]]))
