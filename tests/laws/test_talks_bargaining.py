"""Axioms of bargaining on random games: units, symmetry, irrelevant alternatives, efficiency."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.errors import InputError
from accord.talks.bargaining import kalai_smorodinsky, nash_bargain, pareto, with_side_payments, zone

RULES = (nash_bargain, kalai_smorodinsky)


def games(players=2, outcomes=12):
    """Random outcomes with a disagreement point that at least one of them beats."""
    return st.integers(0, 2**32 - 1).map(lambda seed: _game(np.random.default_rng(seed), players, outcomes))


def _game(rng, players, outcomes):
    points = rng.normal(size=(outcomes, players))
    return points, points[0] - rng.uniform(0.05, 1.0, players)


@tries(25)
@given(games(), st.floats(0.1, 50), st.floats(0.1, 50), st.floats(-5, 5), st.floats(-5, 5))
def test_units_do_not_matter(game, a, b, c, d):
    points, base = game
    scale, shift = np.array([a, b]), np.array([c, d])
    for rule in RULES:
        plain, moved = rule(points, base), rule(points * scale + shift, base * scale + shift)
        np.testing.assert_allclose(moved.payoffs, plain.payoffs * scale + shift, atol=1e-7 * max(a, b))


@tries(25)
@given(games())
def test_symmetric_games_have_equal_gains(game):
    points, base = game
    both = np.vstack([points, points[:, ::-1]])
    for rule in RULES:
        final = rule(both, [base.min()] * 2).payoffs
        assert final[0] == pytest.approx(final[1], abs=1e-9)


@tries(25)
@given(games(), st.integers(0, 2**32 - 1))
def test_nash_ignores_irrelevant_alternatives(game, seed):
    points, base = game
    chosen = nash_bargain(points, base)
    keep = (chosen.mix > 0) | (np.random.default_rng(seed).random(len(points)) < 0.5)
    np.testing.assert_allclose(nash_bargain(points[keep], base).payoffs, chosen.payoffs, atol=1e-9)


@tries(25)
@given(games())
def test_the_pick_is_efficient_and_beats_disagreement(game):
    points, base = game
    for rule in RULES:
        pick = rule(points, base)
        assert (pick.payoffs > base).all()
        assert pick.mix.sum() == pytest.approx(1)
        np.testing.assert_allclose(pick.mix @ points, pick.payoffs, atol=1e-9)
        # no mix of two outcomes is better for both
        shares = np.linspace(0, 1, 41)[:, None, None, None]
        mixes = shares * points[None, :, None] + (1 - shares) * points[None, None, :]
        assert not (mixes > pick.payoffs + 1e-7).all(axis=-1).any()


@tries(25)
@given(games())
def test_nash_maximises_the_product_over_mixes(game):
    points, base = game
    best = np.prod(nash_bargain(points, base).payoffs - base)
    shares = np.linspace(0, 1, 101)[:, None, None, None]
    gains = shares * points[None, :, None] + (1 - shares) * points[None, None, :] - base
    brute = np.where((gains > 0).all(axis=-1), gains.prod(axis=-1), 0).max()
    assert best >= brute - 1e-9


@tries(20)
@given(games(), st.floats(1.0, 3.0))
def test_kalai_smorodinsky_is_monotone(game, factor):
    """More for player 1 everywhere, with the same most for player 2, never lowers player 1."""
    points, base = game
    gains = np.clip(points - base, 0, None)
    more = gains.copy()
    more[:, 0] *= factor
    both = np.vstack([gains, more])
    assert kalai_smorodinsky(both, [0, 0]).payoffs[0] >= kalai_smorodinsky(gains, [0, 0]).payoffs[0] - 1e-9


@tries(25)
@given(games(players=3, outcomes=8))
def test_three_players(game):
    points, base = game
    pick = nash_bargain(points, base)
    gains = pick.payoffs - base
    assert (gains > 0).all()
    # first-order condition of a concave problem: no outcome improves the sum of logs
    assert ((points - base) / gains).sum(axis=1).max() <= 3 + 1e-4
    order = [2, 0, 1]
    np.testing.assert_allclose(
        nash_bargain(points[:, order], base[order]).payoffs, pick.payoffs[order], atol=1e-5
    )
    line = kalai_smorodinsky(points, base)
    assert (line.payoffs > base).all()


@tries(25)
@given(games())
def test_side_payments_share_the_largest_sum_equally(game):
    points, base = game
    pick = with_side_payments(points, base)
    gains = pick.final - base
    assert gains[0] == pytest.approx(gains[1])
    assert pick.payments.sum() == pytest.approx(0, abs=1e-12)
    assert pick.final.sum() == pytest.approx(points.sum(axis=1).max())
    # the same game written out as its set of divisions
    total = points.sum(axis=1).max()
    ends = np.array([[total - base[1], base[1]], [base[0], total - base[0]]])
    for rule in RULES:
        np.testing.assert_allclose(rule(ends, base).payoffs, pick.final, atol=1e-9)


def test_known_answers():
    line = [[0.0, 1.0], [1.0, 0.0]]
    np.testing.assert_allclose(nash_bargain(line, [0, 0]).payoffs, [0.5, 0.5])
    np.testing.assert_allclose(nash_bargain(line, [0, 0], power=[3, 1]).payoffs, [0.75, 0.25])
    # Kalai and Smorodinsky's example: the hull of (0,1), (0.75, 0.75)... Nash stays at the kink
    kink = [[0.0, 1.0], [0.75, 0.75], [1.0, 0.0]]
    np.testing.assert_allclose(nash_bargain(kink, [0, 0]).payoffs, [0.75, 0.75])
    cut = [[0.0, 0.7], [1.0, 0.7], [1.0, 0.0]]
    np.testing.assert_allclose(kalai_smorodinsky(cut, [0, 0]).payoffs, [1.0, 0.7])


def test_no_zone_no_agreement():
    points = [[1.0, -1.0], [-1.0, 1.0], [0.0, 0.0]]
    assert nash_bargain(points, [0, 0]) is None
    assert kalai_smorodinsky(points, [0.5, 0.5]) is None
    assert with_side_payments(points, [0, 0]) is None
    assert not zone(points, [0, 0]).any()


@tries(25)
@given(games(players=3, outcomes=15))
def test_pareto_filter_equals_brute_force(game):
    points, _ = game
    keep = pareto(points)
    for row, point in enumerate(points):
        beaten = any((other >= point).all() and (other > point).any() for other in points)
        assert keep[row] == (not beaten)


@pytest.mark.parametrize(
    ("payoffs", "base", "word"),
    [
        ([], [0, 0], "row"),
        ([[1, np.nan]], [0, 0], "missing"),
        ([[1, 2]], [0], "2 payoffs"),
        ([[1, 2]], [0, np.inf], "missing"),
    ],
)
def test_bad_games_get_a_sentence(payoffs, base, word):
    with pytest.raises(InputError, match=word):
        nash_bargain(payoffs, base)
