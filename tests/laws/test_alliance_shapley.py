"""Shapley values: efficiency, symmetry, null player, additivity; exact against brute force; sampling."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.alliance import shapley, stability
from accord.alliance.games import invitations
from accord.core.errors import InputError

NAMES = "ABCDEFGH"


@st.composite
def games(draw, size=None):
    """A game with random worth for each coalition; the empty one is worth nothing."""
    count = size or draw(st.integers(1, 5))
    players = tuple(NAMES[:count])
    worth = draw(st.lists(st.integers(-50, 50), min_size=2**count, max_size=2**count))
    worth[0] = 0
    return players, worth


def worth_of(players, worth):
    return lambda members: float(worth[sum(1 << players.index(member) for member in members)])


def brute_force(worth, players):
    """Return what each adds on average over every order, a set of players being a number's bits."""
    total = [0.0] * len(players)
    orders = list(permutations(range(len(players))))
    for order in orders:
        inside = 0
        for player in order:
            total[player] += worth[inside | 1 << player] - worth[inside]
            inside |= 1 << player
    return {name: amount / len(orders) for name, amount in zip(players, total, strict=True)}


@tries(30)
@given(games())
def test_exact_equals_brute_force(game):
    players, worth = game
    found = shapley(worth_of(*game), players)
    assert found.values == pytest.approx(brute_force(worth, players), abs=1e-9)


@pytest.mark.parametrize("size", [7, 8])
def test_exact_equals_brute_force_for_many(size):
    worth = np.random.default_rng(size).integers(-9, 9, 2**size)
    worth[0] = 0
    players = tuple(NAMES[:size])
    found = shapley(worth_of(players, worth), players)
    assert found.values == pytest.approx(brute_force(worth.tolist(), players), abs=1e-9)


@tries(30)
@given(games())
def test_efficiency(game):
    shares = shapley(worth_of(*game), game[0])
    assert sum(shares.values.values()) == pytest.approx(shares.total, abs=1e-9)


@tries(20)
@given(games(4), games(4))
def test_additivity(one, two):
    first, second = worth_of(*one), worth_of(*two)
    both = shapley(lambda s: first(s) + second(s), one[0]).values
    apart = [shapley(value, one[0]).values for value in (first, second)]
    assert both == pytest.approx({p: apart[0][p] + apart[1][p] for p in one[0]}, abs=1e-9)


@tries(20)
@given(games(3))
def test_a_null_player_gets_nothing_and_changes_nothing(game):
    players, worth = game
    value = worth_of(players, worth)
    with_null = shapley(lambda s: value(s - {"Z"}), (*players, "Z")).values
    assert with_null["Z"] == pytest.approx(0, abs=1e-12)
    assert {p: with_null[p] for p in players} == pytest.approx(shapley(value, players).values, abs=1e-9)


@tries(20)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=6))
def test_symmetric_players_get_the_same(sizes):
    def value(members):
        return float(sizes[len(members)]) if members else 0.0

    amounts = list(shapley(value, tuple(NAMES[:5])).values.values())
    assert amounts == pytest.approx([amounts[0]] * 5, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_sampled_lies_within_three_standard_errors(seed):
    rng = np.random.default_rng(100 + seed)
    weights = rng.integers(1, 10, 8)

    def value(members):
        total = sum(weights[NAMES.index(member)] for member in members)
        return float(total**2 if total > weights.sum() / 2 else 0.0)

    exact = shapley(value, tuple(NAMES))
    sampled = shapley(value, tuple(NAMES), exact=False, samples=3000, seed=seed)
    for player in NAMES:
        error = sampled.standard_error[player]
        assert abs(sampled.values[player] - exact.values[player]) <= 3 * error + 1e-9
    assert sum(sampled.values.values()) == pytest.approx(exact.total)


def test_bad_games_are_refused():
    with pytest.raises(InputError, match="named twice"):
        shapley(len, ("A", "A"))
    with pytest.raises(InputError, match="worth nothing"):
        shapley(lambda s: 1.0, ("A",))
    for exact in (True, False):
        with pytest.raises(InputError, match="not a finite number"):
            shapley(lambda s: float("nan") if "B" in s else 0.0, ("A", "B"), exact=exact)


def test_who_would_leave_and_whom_to_invite():
    """A and B together make more than apart; C drags them down; D brings most."""
    worth = {"A": 3, "B": 1, "C": 2, "D": 1}

    def value(members):
        bonus = (
            4 * ({"A", "B"} <= members)
            + 6 * ({"A", "D"} <= members)
            - 3 * ("C" in members and len(members) > 1)
        )
        return float(sum(worth[m] for m in members) + bonus)

    standings = stability(value, ("A", "B", "C"), shapley(value, ("A", "B", "C")))
    assert [item.member for item in standings if item.leaves] == ["C"]
    assert invitations(value, ("A", "B"), ("C", "D"))[0].candidate == "D"
