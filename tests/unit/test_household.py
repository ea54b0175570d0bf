"""What a run means at home: groups add up to prices, money to real income, moves to nothing."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

import accord
from accord.cli.main import app
from accord.core.codes import SECTORS
from accord.core.population import population
from accord.study.household import GROUPS, PERSONS, household, households


@pytest.fixture(scope="module")
def run():
    return accord.run("india-50", "world-2022")


def test_every_sector_is_in_one_group():
    held = [code for codes in GROUPS.values() for code in codes]
    assert sorted(held) == sorted(SECTORS)


@pytest.mark.parametrize("code", ["USA", "IND", "CHN"])
def test_the_parts_add_up(run, code):
    at = run.world.economies.index(code)
    found = household(run, code)
    assert sum(group.share_pct for group in found.groups) == pytest.approx(100)
    total = sum(group.adds_pct for group in found.groups)
    assert total == pytest.approx(100 * np.log(run.result.price_index_hat[at]), rel=1e-9)
    assert found.moves.sum() == pytest.approx(0, abs=1e-9)
    assert found.moving_pct == pytest.approx(found.moves[found.moves > 0].sum())
    money = run.result.welfare_pct[at] / 100 * run.result.baseline.income[at]
    assert found.usd_head * population()[code] == pytest.approx(money)
    kept = max(0.0, found.revenue_usd_head)
    assert found.not_returned_usd_head == pytest.approx(found.usd_head - kept)


def test_an_economy_without_people_has_no_money_a_head():
    world = accord.toy_world()
    found = household(accord.run("india-50", world), "USA")
    assert found.people_mn is not None
    renamed = accord.World.from_arrays(
        ("USA", "IND", "ROW"),
        world.sectors,
        world.trade,
        world.tariffs,
        world.trade_elasticity,
        None,
        world.input_share,
    )
    none = household(accord.run("india-50", renamed), "ROW")
    assert (none.people_mn, none.usd_head, none.not_returned_usd_head) == (None, None, None)


def test_the_command_says_it(run):
    told = json.loads(CliRunner().invoke(app, ["run", "india-50", "--json"]).stdout)["household"]
    assert told == json.loads(json.dumps(households(run)))
    assert list(told) == ["USA", "IND"]
    assert told["USA"]["real_income_usd_per_household"] == PERSONS * told["USA"]["real_income_usd_per_head"]
    text = CliRunner().invoke(app, ["run", "india-50", "--world", "toy", "--household"]).stdout
    assert "At home in the United States" in text
    assert "reallocation, not jobs won or lost" in " ".join(text.split())
