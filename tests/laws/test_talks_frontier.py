"""The frontier, the deals that rules pick on it, and deals with money."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from tests.tries import tries, worlds

from accord.core.errors import InputError
from accord.core.status import Status
from accord.talks.frontier import best_deal, frontier, kalai_smorodinsky_deal, nash_deal
from accord.talks.game import Game
from accord.talks.instruments import Instruments
from accord.talks.nash import nash
from accord.talks.payments import nash_deal_with_payments
from accord.talks.prices import price_of_lines, price_per_point, swaps
from accord.talks.response import best_response

EACH_OTHER = {
    "AAA": Instruments("sector-partner", partners=("BBB",)),
    "BBB": Instruments("sector-partner", partners=("AAA",)),
}


def bilateral(world):
    return Game.of(world, ["AAA", "BBB"], EACH_OTHER)


@pytest.fixture(scope="module")
def fought(talks_world):
    """Return, by seed, a game with its war and nine points of its frontier, each worked out once."""

    @cache
    def of(seed):
        game = bilateral(talks_world(seed))
        return game, nash(game), frontier(game, 9)

    return of


@tries(3)
@given(seed=worlds())
def test_frontier_is_monotone_certified_and_ends_at_the_best_points(fought, seed):
    game, _, line = fought(seed)
    assert line.certified
    payoffs = line.payoffs_pct
    assert (np.diff(payoffs[:, 0]) <= 1e-8).all()
    assert (np.diff(payoffs[:, 1]) >= -1e-8).all()
    # the ends: each player's best when it may choose the other's rates too
    for player, deal in ((0, line.deals[0]), (1, line.deals[-1])):
        other = game.slices[1 - player]
        rates = deal.rates.copy()
        assert (rates[other] == 0).all()
        alone = game.without(player, rates)
        best = best_response(alone, restarts=0)
        assert deal.payoffs_pct[player] == pytest.approx(best.objective_pct, abs=1e-8)


@tries(3)
@given(seed=worlds())
def test_no_disagreement_point_lies_beyond_the_frontier(fought, seed):
    game, war, line = fought(seed)
    weights = np.array([deal.weights for deal in line.deals])
    best = (weights * np.log1p(line.payoffs_pct / 100)).sum(axis=1)
    rng = np.random.default_rng(seed)
    for rates in (game.present(), war.rates, *rng.uniform(0, 0.6, (3, game.count))):
        assert (weights @ game.at(rates).payoffs <= best + 1e-9).all()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rules_pick_points_of_the_frontier_that_beat_the_war(fought, seed):
    game, war, line = fought(seed)
    inside = next(deal for deal in line.deals if (deal.payoffs_pct > war.objective_pct).all())
    by_nash = nash_deal(game, war.objective_pct, start=inside.rates)
    by_line = kalai_smorodinsky_deal(game, war.objective_pct, line)
    for deal in (by_nash, by_line):
        assert deal.status is Status.CONVERGED
        assert (deal.payoffs_pct > war.objective_pct).all()
        again = best_deal(game, deal.weights, start=deal.rates)
        np.testing.assert_allclose(again.payoffs_pct, deal.payoffs_pct, atol=1e-5)
    products = [
        np.prod(deal.payoffs_pct - war.objective_pct)
        for deal in (*line.deals, by_line)
        if (deal.payoffs_pct > war.objective_pct).all()
    ]
    assert np.prod(by_nash.payoffs_pct - war.objective_pct) >= max(products) - 1e-9


def test_kalai_smorodinsky_gains_stand_in_the_proportion_of_the_most(fought):
    game, fight, _ = fought(1)
    war, line = fight.objective_pct, frontier(game, 15)
    deal = kalai_smorodinsky_deal(game, war, line)
    payoffs = line.payoffs_pct
    # each player's most, read off the frontier by interpolation
    most = [
        np.interp(war[1], payoffs[:, 1], payoffs[:, 0]) if payoffs[0, 1] < war[1] else payoffs[0, 0],
        np.interp(-war[0], -payoffs[:, 0], payoffs[:, 1]) if payoffs[-1, 0] < war[0] else payoffs[-1, 1],
    ]
    shares = (deal.payoffs_pct - war) / (np.array(most) - war)
    assert shares[0] == pytest.approx(shares[1], rel=0.02)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_money_the_gradients_are_collinear(fought, seed):
    game, war, line = fought(seed)
    paid = nash_deal_with_payments(game, war.objective_pct)
    assert paid.deal.status is Status.CONVERGED
    assert sum(paid.payments.values()) == pytest.approx(0, abs=1e-9)
    assert paid.left_over < 1e-4
    assert (paid.deal.payoffs_pct > war.objective_pct).all()
    inside = next(deal for deal in line.deals if (deal.payoffs_pct > war.objective_pct).all())
    unpaid = nash_deal(game, war.objective_pct, start=inside.rates)
    product = [np.prod(deal.payoffs_pct - war.objective_pct) for deal in (unpaid, paid.deal)]
    assert product[1] >= product[0] - 1e-12


def test_with_money_and_no_bounds_all_gradients_are_collinear(talks_world):
    asked = {
        "AAA": Instruments("sector-partner", partners=("BBB",), lower=-0.6),
        "BBB": Instruments("sector-partner", partners=("AAA",), lower=-0.6),
    }
    game = Game.of(talks_world(1), ["AAA", "BBB"], asked)
    paid = nash_deal_with_payments(game, game.at(np.full(game.count, 0.3)).payoffs_pct)
    rates = paid.deal.rates
    assert ((rates > game.lower) & (rates < game.upper)).all()
    slopes = np.array([paid.deal.position.pull(row) for row in np.eye(2)])
    cosine = slopes[0] @ slopes[1] / np.linalg.norm(slopes[0]) / np.linalg.norm(slopes[1])
    assert cosine == pytest.approx(-1, abs=1e-8)


def test_no_surplus_no_paid_deal(talks_world):
    assert nash_deal_with_payments(bilateral(talks_world(1)), [50.0, 50.0]) is None


def test_prices_are_slopes_and_swaps_help_both(talks_world):
    game = bilateral(talks_world(4))
    here = game.at(np.full(game.count, 0.1))
    points = price_per_point(here)
    whole = price_of_lines(here)
    assert len(points) == len(whole) == game.count
    for k, price in enumerate(points):
        rates = here.rates.copy()
        rates[k] -= 1e-4
        moved = game.at(rates)
        for p, name in enumerate(("AAA", "BBB")):
            income = here.result.baseline.income[p]
            change = 100 * (moved.payoffs[p] - here.payoffs[p]) * income
            assert price.worth[name] == pytest.approx(change, rel=2e-3, abs=0.02)
    found = swaps(whole, 5)
    assert found
    for swap in found:
        a, b = swap.first, swap.second
        assert min(a.cost, b.cost) > 0
        assert max(swap.first_share, swap.second_share) == pytest.approx(1)
        gains = (
            swap.second_share * b.brings - swap.first_share * a.cost,
            swap.first_share * a.brings - swap.second_share * b.cost,
        )
        assert gains == pytest.approx((swap.surplus, swap.surplus))
        assert swap.least < swap.second_share / swap.first_share < swap.most


def test_three_players_have_a_frontier(talks_world):
    names = ["AAA", "BBB", "CCC"]
    asked = {name: Instruments("partner", partners=tuple(n for n in names if n != name)) for name in names}
    game = Game.of(talks_world(2), names, asked)
    line = frontier(game, 10)
    assert line.certified
    assert len(line.deals) == 10
    payoffs = line.payoffs_pct
    for player in range(3):
        alone = best_deal(game, np.eye(3)[player])
        assert payoffs[:, player].max() == pytest.approx(alone.payoffs_pct[player], abs=1e-7)


def test_a_frontier_needs_two_players_and_three_points(talks_world):
    with pytest.raises(InputError, match="two players"):
        frontier(Game.of(talks_world(1), ["AAA"], "uniform"))
    with pytest.raises(InputError, match="at least 3 points"):
        frontier(bilateral(talks_world(1)), 2)
    with pytest.raises(InputError, match="2 numbers"):
        best_deal(bilateral(talks_world(1)), [1, 2, 3])


def test_interrupted_frontier_keeps_its_points(talks_world):
    def report(message, done):
        if done > 0.5:
            raise KeyboardInterrupt

    line = frontier(bilateral(talks_world(2)), 9, report=report)
    assert line.interrupted
    assert 3 <= len(line.deals) < 9
    assert line.certified
