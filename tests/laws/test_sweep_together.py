"""Draws solved side by side are what each would be alone, against the world's year and against a law."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from accord.policy import Scenario
from accord.study.run import run
from accord.study.sweep import sweep as room
from accord.study.sweep.sweep import plan
from accord.trade import solve_shock
from accord.trade.calibration import calibrate
from accord.trade.columns import headlines
from accord.trade.group import Group
from accord.world import load_world, toy_world

DAY = date(2025, 6, 1)


def task(world, measures, against=None, closure=None, horizon=None):
    told = {"id": "then", "title": "Then", "as_of": date(2026, 1, 14), "measures": measures}
    one = run(Scenario.from_dict(told), world, against=against, closure=closure, horizon=horizon)
    return plan((one,), 3)


def alone(task, draw):
    place = calibrate(task.world).with_elasticity(task.spread.draw(task.seed, draw))
    result = task._alone(place, task.laws[0], task.shocks[0], task.central[0])
    return list(headlines(result, task.named[0], task.blocs[0]).values())


DUTY = {"kind": "tariff", "importers": "USA", "exporters": "IND", "sectors": ["C26"], "rate": 30}
COST = {"kind": "trade_cost", "importers": "IND", "exporters": "CHN", "sectors": ["C26"], "rate": 10}
HELP = {"kind": "production_subsidy", "economies": ["IND"], "sectors": ["C26"], "rate": 5}


@pytest.mark.parametrize("closure", ["fixed", "share", "balanced"])
@pytest.mark.parametrize("measures", [[DUTY], [DUTY, COST], [DUTY, HELP]])
def test_side_by_side_is_as_alone(closure, measures):
    given = task(toy_world(), measures, closure=closure)
    for draw, numbers in given.values((0, 5, 19)):
        assert numbers == pytest.approx(alone(given, draw), rel=1e-7, abs=1e-9)


def test_side_by_side_is_as_alone_against_the_law_of_a_day():
    given = task(load_world("world-2022"), [DUTY], against=f"law:{DAY}", horizon=10)
    for draw, numbers in given.values((2, 7)):
        assert numbers == pytest.approx(alone(given, draw), rel=1e-6, abs=1e-8)


def test_what_is_side_by_side_is_certified_by_itself():
    given = task(toy_world(), [DUTY])
    places = [calibrate(given.world).with_elasticity(given.spread.draw(3, draw)) for draw in range(20)]
    for place, result in zip(places, Group(places).results(given.shocks[0], given.central[0]), strict=True):
        assert result.residual < 1e-9
        assert np.allclose(result.trade, solve_shock(place, given.shocks[0]).trade, rtol=1e-8)


def test_a_draw_that_is_not_found_so_is_solved_alone(monkeypatch):
    given = task(toy_world(), [DUTY])
    together = dict(given.values((1,)))
    monkeypatch.setattr(room.Group, "results", lambda self, shock, central: [None] * len(self.places))
    assert dict(given.values((1,)))[1] == pytest.approx(together[1], rel=1e-7, abs=1e-9)
