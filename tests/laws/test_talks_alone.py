"""What players find side by side is what each would find by itself."""

import numpy as np
import pytest

from accord.core.shock import Shock
from accord.talks import alone
from accord.talks.game import Game
from accord.talks.objective import Objective
from accord.trade.unilateral import Unilateral

NAMES = ("AAA", "BBB", "CCC", "DDD")


@pytest.fixture
def war(talks_world):
    """Make a game on a random world and a position in it."""

    def made(seed, **settings):
        world = talks_world(seed)
        game = Game.of(world, NAMES, settings.pop("kind", "sector-partner"), **settings)
        return game, game.at(np.random.default_rng(seed).uniform(0.0, 0.5, game.count))

    return made


@pytest.mark.parametrize("closure", ["fixed", "balanced"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_move_has_the_value_and_the_slope_of_its_equilibrium(war, seed, closure):
    extra = Shock(
        trade_cost=np.random.default_rng(seed).uniform(0.9, 1.2, (3, 4, 4)), labour=np.linspace(0.9, 1.2, 4)
    )
    game, position = war(seed, closure=closure, schedule=extra)
    rates = np.random.default_rng(9).uniform(0.0, 0.8, game.count)
    tau = [alone._tau(game, position, number, rates[part]) for number, part in enumerate(game.slices)]
    moves = Unilateral(position.result, 1e-11, 1e-9).at(range(4), tau, [None] * 4)
    again = Unilateral(position.result, 1e-11, 1e-9).at([2, 0], [tau[2], tau[0]], [moves[0], moves[2]])
    for number, move in [*enumerate(moves), (2, again[0]), (0, again[1])]:
        moved = position.rates.copy()
        moved[game.slices[number]] = rates[game.slices[number]]
        there = game.at(moved)
        assert move.log_welfare == pytest.approx(there.payoffs[number], abs=1e-9)
        slope = game.lines[number].pull_home(move.slope[:, None])
        np.testing.assert_allclose(slope, there.own()[game.slices[number]], atol=1e-7)
        np.testing.assert_allclose(move.border, there.result.trade_at_border[:, number], rtol=1e-7)


@pytest.mark.parametrize("kind", ["sector-partner", "uniform"])
def test_best_responses_side_by_side_are_those_of_each_by_itself(war, kind):
    game, position = war(3, kind=kind)
    found = {answer.number: answer for answer in alone.answers(game, position, range(4))}
    assert sorted(found) == [0, 1, 2, 3]
    for number in range(4):
        other = alone._by_itself(game, position, number)
        assert found[number].gain == pytest.approx(other.gain, abs=2e-8)
        assert found[number].gain > alone.GAIN  # the position is no equilibrium: somebody would move
        np.testing.assert_allclose(found[number].rates, other.rates, atol=1e-3)


def test_what_is_not_certified_or_not_found_is_looked_for_alone(war, monkeypatch):
    game, position = war(4)
    expected = {answer.number: answer.gain for answer in alone.answers(game, position, range(4))}
    for name, instead in (("certified", lambda *_: None), ("Unilateral", _Nowhere)):
        with monkeypatch.context() as patch:
            patch.setattr(alone, name, instead)
            found = {answer.number: answer.gain for answer in alone.answers(game, position, range(4))}
        assert found == pytest.approx(expected, abs=2e-8)


class _Nowhere(Unilateral):
    def at(self, importers, tau, last):
        return [None] * len(importers)


def test_who_wants_more_than_income_looks_alone(war):
    game, position = war(5, objective={"BBB": Objective(political={"farm": 1.5})})
    assert [alone._plain(game, number) for number in range(4)] == [True, False, True, True]
    gains = {answer.number: answer.gain for answer in alone.answers(game, position, range(4))}
    assert gains[1] == pytest.approx(alone._by_itself(game, position, 1).gain)
