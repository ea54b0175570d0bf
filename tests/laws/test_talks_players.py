"""What must hold for any player: more room never hurts, gradients are slopes, the certificate means it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries, worlds

from accord.core.errors import InputError
from accord.core.shock import Shock
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.objective import Objective
from accord.talks.response import best_response
from accord.trade import counterfactual

SECTORS = ("farm", "steel", "chips")


@tries(3)
@given(seed=worlds())
def test_more_instruments_never_hurt(talks_world, seed):
    world = talks_world(seed)
    values = {}
    for kind in ("uniform", "sector", "partner", "sector-partner"):
        best = best_response(Game.of(world, ["AAA"], Instruments(kind, lower=-0.5)), restarts=0)
        assert best.certificate.holds
        values[kind] = best.welfare_pct
    assert values["uniform"] <= min(values["sector"], values["partner"]) + 1e-9
    assert max(values["sector"], values["partner"]) <= values["sector-partner"] + 1e-9


@tries(4)
@given(seed=st.integers(0, 10_000), kind=st.sampled_from(["uniform", "sector", "sector-partner"]))
def test_tighter_bounds_never_help(talks_world, seed, kind):
    world = talks_world(seed)
    values = [
        best_response(Game.of(world, ["BBB"], Instruments(kind, upper=cap)), restarts=0).welfare_pct
        for cap in (10.0, 0.2, 0.1, 0.05, 0.0)
    ]
    assert (np.diff(values) <= 1e-9).all()


def test_excluding_all_sectors_is_the_disagreement_point(talks_world):
    world = talks_world(1)
    best = best_response(Game.of(world, ["CCC"], Instruments("sector", excluded=SECTORS)))
    assert best.welfare_pct == pytest.approx(0, abs=1e-9)
    np.testing.assert_array_equal(best.tariffs, world.tariffs[:, 2])
    assert best.certificate.solves <= 2


@tries(3)
@given(seed=worlds())
def test_uniform_tariff_equals_a_scalar_search(talks_world, seed):
    world = talks_world(seed, inputs=False)

    def loss(rate):
        tariffs = world.tariffs.copy()
        tariffs[:, 0, 1:] = rate
        return -counterfactual(world, tariffs, closure="balanced").log_welfare[0]

    from scipy.optimize import minimize_scalar

    brute = minimize_scalar(loss, bounds=(0, 2), method="bounded", options={"xatol": 1e-7}).x
    best = best_response(Game.of(world, ["AAA"], "uniform", closure="balanced"))
    np.testing.assert_allclose(best.tariffs[:, 1:], brute, atol=1e-4)


UNION = Player("UNI", ("BBB", "DDD"))
TASTES = [
    Objective(),
    Objective(political={"steel": 1.8, "farm": 0.7}),
    Objective(revenue=0.5),
    Objective(employment={"chips": 2.0}),
    Objective(political={"farm": 1.5}, revenue=0.2, employment={"steel": 1.0}),
]


@pytest.mark.parametrize("taste", TASTES)
@pytest.mark.parametrize("mirrored", [False, True])
def test_gradients_are_slopes(talks_world, taste, mirrored):
    """For unions, political weights, revenue, employment, export taxes and partners that answer."""
    world = talks_world(5)
    asked = {
        "UNI": Instruments("sector-partner", export_taxes=True, mirrored=mirrored, partners=("CCC",)),
        "AAA": Instruments("sector"),
    }
    game = Game.of(world, [UNION, "AAA"], asked, objective={"UNI": taste}, tolerance=1e-13)
    rng = np.random.default_rng(0)
    rates = game.present() + rng.uniform(0, 0.3, game.count)
    weights = np.array([0.7, 0.3])
    here = game.at(rates)
    slope, own = here.pull(weights), here.own()
    for k in rng.choice(game.count, 6, replace=False):
        step = np.zeros(game.count)
        step[k] = 1e-5
        ahead, behind = game.at(rates + step).payoffs, game.at(rates - step).payoffs
        by_difference = (ahead - behind) / 2e-5
        assert slope[k] == pytest.approx(weights @ by_difference, rel=1e-4, abs=1e-8)
        player = int(k >= game.slices[0].stop)
        assert own[k] == pytest.approx(by_difference[player], rel=1e-4, abs=1e-8)


def test_tastes_move_the_optimum_the_right_way(talks_world):
    world = talks_world(7)

    def response(taste):
        return best_response(Game.of(world, ["AAA"], "sector", objective={"AAA": taste}), restarts=0)

    plain = response(Objective())
    steel = response(Objective(political={"steel": 1.5}))
    jobs = response(Objective(employment={"chips": 3.0}))
    money = response(Objective(revenue=0.5))
    assert steel.tariffs[1].max() > plain.tariffs[1].max() + 0.01
    assert jobs.tariffs[2].max() > plain.tariffs[2].max() + 0.01
    revenue = [
        r.result.income[0] - (r.result.wage_hat * r.result.baseline.value_added)[0] for r in (plain, money)
    ]
    assert revenue[1] > revenue[0]
    for other in (steel, jobs, money):
        assert other.welfare_pct <= plain.welfare_pct + 1e-9


def test_a_partner_that_answers_makes_tariffs_less_tempting(talks_world):
    world = talks_world(9)
    alone = best_response(Game.of(world, ["AAA"], "uniform"))
    answered = best_response(Game.of(world, ["AAA"], Instruments("uniform", mirrored=True)))
    assert answered.tariffs.max() < alone.tariffs.max()
    assert answered.welfare_pct < alone.welfare_pct


def test_the_schedule_stays_where_nobody_chooses(talks_world):
    world = talks_world(2)
    tariffs = world.tariffs + 0.3 * (1 - np.eye(4))
    game = Game.of(world, ["AAA"], Instruments("sector", partners=("BBB",)), schedule=Shock(tariffs=tariffs))
    best = best_response(game)
    np.testing.assert_array_equal(best.tariffs[:, 2:], tariffs[:, 0, 2:])
    np.testing.assert_allclose(best.result.tariffs[:, 1:], tariffs[:, 1:], atol=1e-15)


@pytest.mark.parametrize(
    ("taste", "words"),
    [
        (Objective(political={"stel": 2}), "did you mean steel"),
        (Objective(employment={"chips": float("nan")}), "not a number"),
        (Objective(political={"steel": -1e4}), "income negative"),
    ],
)
def test_bad_tastes_get_a_sentence(talks_world, taste, words):
    with pytest.raises(InputError, match=words):
        best_response(Game.of(talks_world(1), ["AAA"], "uniform", objective={"AAA": taste}))


def test_an_economy_decides_once(talks_world):
    with pytest.raises(InputError, match="decides once"):
        Game.of(talks_world(1), ["BBB", UNION])


def test_who_answers_by_rule_does_not_choose(talks_world):
    with pytest.raises(InputError, match="answers AAA by rule"):
        Game.of(talks_world(1), ["AAA", "BBB"], {"AAA": Instruments("uniform", mirrored=True)})
