"""A tariff war ends where nobody gains by moving alone."""

import numpy as np
import pytest

from accord.core.shock import Shock
from accord.core.status import Status
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.nash import nash
from accord.talks.response import best_response
from accord.world import World, toy_world

NAMES = ("AAA", "BBB", "CCC", "DDD")


@pytest.mark.parametrize("kind", ["uniform", "sector-partner"])
@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_gains_by_moving_alone(talks_world, kind, seed):
    world = talks_world(seed)
    game = Game.of(world, NAMES, kind)
    war = nash(game)
    assert war.certificate.holds
    assert war.certificate.start_spread < 5e-6
    for number, name in enumerate(NAMES):
        answer = best_response(Game.of(world, [name], kind, schedule=Shock(tariffs=war.tariffs)), seed=number)
        assert answer.welfare_pct <= war.welfare_pct[number] + 1e-6
        np.testing.assert_allclose(answer.tariffs, war.tariffs[:, number], atol=1e-4)


def test_two_equal_economies_fight_an_equal_war():
    trade = [[[80.0, 20.0], [20.0, 80.0]]] * 2
    world = World.from_arrays(["AAA", "BBB"], ["x", "y"], trade, np.zeros((2, 2, 2)), [4.0, 4.0])
    war = nash(Game.of(world, ["AAA", "BBB"], "uniform"))
    assert war.certificate.holds
    assert war.tariffs[0, 0, 1] == pytest.approx(war.tariffs[0, 1, 0], abs=1e-6)
    assert war.welfare_pct[0] == pytest.approx(war.welfare_pct[1], abs=1e-7)
    assert war.welfare_pct[0] < 0


def test_a_union_fights_as_one(talks_world):
    world = talks_world(3)
    union = Player("UNI", ("BBB", "DDD"))
    war = nash(Game.of(world, ["AAA", union], "sector-partner"))
    assert war.certificate.holds
    np.testing.assert_array_equal(war.tariffs[:, 1, 0], war.tariffs[:, 3, 0])
    np.testing.assert_array_equal(war.tariffs[:, 1, 3], world.tariffs[:, 1, 3])


def test_a_partial_war_leaves_the_others_alone(talks_world):
    world = talks_world(4)
    asked = {
        "AAA": Instruments("sector", partners=("BBB",)),
        "BBB": Instruments("sector", partners=("AAA",)),
    }
    war = nash(Game.of(world, ["AAA", "BBB"], asked))
    assert war.certificate.holds
    changed = war.tariffs != world.tariffs
    changed[:, 0, 1] = changed[:, 1, 0] = False
    assert not changed.any()


def test_closed_borders_are_recognised_and_never_converge(talks_world):
    world = talks_world(6)
    high = Instruments("uniform", lower=300.0, upper=1000.0)
    war = nash(Game.of(world, NAMES, high, closure="balanced"))
    assert set(war.certificate.closed) == set(NAMES)
    assert not war.certificate.holds


def test_from_behind_closed_borders_the_open_equilibrium_is_preferred(talks_world):
    world = talks_world(6)
    game = Game.of(world, NAMES, Instruments("uniform", upper=1000.0), closure="balanced")
    war = nash(game, starts=[np.full(game.count, 900.0), game.present()])
    assert war.certificate.holds
    assert war.certificate.closed == ()
    assert war.tariffs.max() < 10


def test_the_toy_world_fights():
    world = toy_world()
    war = nash(Game.of(world, world.economies))
    assert war.certificate.holds


def test_interrupted_war_keeps_the_best_round(talks_world):
    rounds = []

    def report(message, done):
        rounds.append(message)
        if len(rounds) == 4:
            raise KeyboardInterrupt

    war = nash(Game.of(talks_world(1), NAMES), report=report)
    assert war.certificate.interrupted
    assert war.certificate.status is Status.STALLED
    assert not war.certificate.holds
    assert war.tariffs.shape == (3, 4, 4)
