"""What a run means at home: groups add up to prices, money to real income, moves to nothing."""

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.assess.dockets import docket, duty
from typer.testing import CliRunner

import accord
from accord.assess.desk import Desk, assess
from accord.assess.kind import Parameters
from accord.cli.main import app
from accord.core.codes import SECTORS
from accord.core.population import population
from accord.page.blocks import figures, plain_words
from accord.study.document import households
from accord.trade.household import GROUPS, PERSONS, at_home, consumption, household


@pytest.fixture(scope="module")
def run():
    return accord.run("india-50", "world-2022")


def test_every_sector_is_in_one_group():
    held = [code for codes in GROUPS.values() for code in codes]
    assert sorted(held) == sorted(SECTORS)


@pytest.mark.parametrize("code", ["USA", "IND", "CHN"])
def test_the_parts_add_up(run, code):
    at = run.world.economies.index(code)
    found = household(run.result, code)
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
    found = household(accord.run("india-50", world).result, "USA")
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
    none = household(accord.run("india-50", renamed).result, "ROW")
    assert (none.people_mn, none.usd_head, none.not_returned_usd_head) == (None, None, None)


def test_the_command_says_it(run):
    told = json.loads(CliRunner().invoke(app, ["run", "india-50", "--json"]).stdout)["household"]
    assert told == json.loads(json.dumps(households(run)))
    assert list(told) == ["USA", "IND"]
    assert told["USA"]["real_income_usd_per_household"] == PERSONS * told["USA"]["real_income_usd_per_head"]
    text = CliRunner().invoke(app, ["run", "india-50", "--world", "toy", "--household"]).stdout
    assert "At home in the United States" in text
    assert "reallocation, not jobs won or lost" in " ".join(text.split())


@pytest.fixture(scope="module")
def page():
    """The section of a briefing on a duty, on the toy world; with the answer that it was drawn from."""
    report = docket(duty(target=("IND",), additional=False, value=50.0, effective_date="2025-08-27"))
    done = assess(report, Desk(Parameters(world="toy")))
    (one,) = (answer for answer in done.answers if answer.kind.name == "tariff")
    return one, next(s for s in one.kind.page(one.asked, one.found, report).sections if s.key == "home")


def test_the_page_says_it(page):
    one, section = page
    prose, table = section.blocks
    assert plain_words(section.title) == "What it means at home in the United States"
    words = plain_words(prose.text)
    assert words.startswith("A household of four ")
    assert "returned to households" in words or "revenue does not rise" in words
    assert words.endswith("a reallocation, not jobs won or lost.")
    held = {key: figure.value for key, figure in figures(section).items()}
    shares = [v for k, v in held.items() if k.endswith(".share_pct") and ".all." not in k]
    assert sum(shares) == pytest.approx(100)
    for horizon in ("1", "10", "long"):
        index = held[f"scenario.after.{horizon}.USA.price_index_pct"]
        adds = sum(
            held[k] / 100 * np.log1p(held[k.replace("share_pct", f"{horizon}.price_pct")] / 100)
            for k in held
            if k.endswith(".share_pct") and ".all." not in k
        )
        assert adds == pytest.approx(np.log1p(index / 100))
    assert table.columns[2].label == "Price, within a year"


def test_a_page_of_an_older_record_leaves_it_out(page):
    one, _ = page
    solved = tuple(
        replace(s, document={k: v for k, v in s.document.items() if k != "household"})
        for s in one.found.solved
    )
    found = replace(one.found, solved=solved)
    assert "home" not in {s.key for s in one.kind.page(one.asked, found, docket()).sections}


def test_several_economies_weigh_by_what_they_spend(run):
    usa, ind = (run.world.economies.index(code) for code in ("USA", "IND"))
    both = {group.name: group for group in consumption(run.result, (usa, ind))}
    one, two = ({g.name: g for g in consumption(run.result, (at,))} for at in (usa, ind))
    part = run.result.baseline.income[usa] / run.result.baseline.income[[usa, ind]].sum()
    for name, group in both.items():
        assert group.share_pct == pytest.approx(part * one[name].share_pct + (1 - part) * two[name].share_pct)
        assert group.adds_pct == pytest.approx(part * one[name].adds_pct + (1 - part) * two[name].adds_pct)
    assert set(at_home(run.result, (usa, ind))) == {"consumption"}
    assert at_home(run.result, ()) == {}
