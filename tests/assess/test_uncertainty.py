"""Intervals of a briefing: the same for any number of workers, drawn again by verify, figures on the page."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.assess.dockets import TOY, docket, duty
from typer.testing import CliRunner

from accord.assess.compare import recompute
from accord.assess.desk import Desk
from accord.assess.record import make
from accord.brief.compose import compose
from accord.brief.write import document
from accord.cli.main import app
from accord.core.errors import InputError
from accord.page.blocks import Chart, Prose, Section, plain_words
from accord.page.html import page

DRAWS = 6
DRAWN = replace(TOY, draws=DRAWS, seed=7)
REPORT = docket(
    duty(target=("IND",), value=50.0, additional=False, effective_date="2025-08-27"),
    duty(target=("IND",), value=75.0, additional=False, effective_date=None, status_norm="threatened"),
    day="2025-09-01",
)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return make(REPORT, Desk(DRAWN))


def spread(record: dict[str, Any]) -> dict[str, Any]:
    held: dict[str, Any] = record["answers"]["tariff"]["found"]["spread"]
    return held


def test_each_side_has_a_row_in_each_state(record: dict[str, Any]) -> None:
    roles = {state["role"] for state in record["answers"]["tariff"]["asked"]["states"]}
    assert len(roles) == 2
    rows = {(row["role"], row["economy"], row["measure"]): row for row in spread(record)["rows"]}
    assert len(rows) == len(spread(record)["rows"])
    assert {(role, code, "welfare_pct") for role in roles for code in ("USA", "IND")} <= set(rows)
    for row in rows.values():
        assert row["low"] <= row["median"] <= row["high"]
        assert 0 <= row["above_zero"] <= DRAWS
    assert spread(record)["seed"] == 7


def test_a_range_that_is_dropped_is_said_to_be(record: dict[str, Any]) -> None:
    held = json.loads(json.dumps(record))
    why = "sweep: 2 of 6 draws have no certified answer, so there are no quantiles"
    held["answers"]["tariff"]["found"]["spread"] = {"draws": DRAWS, "seed": 7, "dropped": why}
    section = next(one for one in compose(held).sections if one.key == "sure")
    assert [plain_words(block.text) for block in section.blocks if isinstance(block, Prose)] == [
        "No range is given for these numbers: 2 of 6 draws have no certified answer, so there are no quantiles."
    ]


def test_two_workers_give_the_same_record(record: dict[str, Any]) -> None:
    assert make(REPORT, Desk(DRAWN, jobs=2)) == record


def test_verify_draws_again(record: dict[str, Any]) -> None:
    assert recompute(record).differences == ()
    forged = json.loads(json.dumps(record))
    spread(forged)["rows"][0]["low"] -= 0.01
    assert recompute(forged).differences[0].startswith("answers.tariff.found.spread.rows[0].low")


def sure(record: dict[str, Any]) -> Section:
    return next(section for section in compose(record).sections if section.key == "sure")


def test_the_page_shows_dots_with_intervals_and_what_they_rest_on(record: dict[str, Any]) -> None:
    section = sure(record)
    chart = next(block for block in section.blocks if isinstance(block, Chart))
    assert len(chart.table.rows) >= 2
    assert "elasticities" in plain_words(section.blocks[-1].text)  # type: ignore[union-attr]
    figures = document(compose(record))["figures"]
    role = record["answers"]["tariff"]["asked"]["states"][0]["role"]
    low = figures[f"uncertainty.{role}.IND.welfare_pct.low"]
    assert low["unit"] == "% change"
    assert low["basis"].startswith(f"5th percentile of {DRAWS} draws of elasticities, seed 7.")
    assert f'data-key="uncertainty.{role}.USA.welfare_pct.high"' in page(compose(record))


def test_without_draws_there_is_nothing() -> None:
    quiet = make(docket(duty(target=("IND",))), Desk(TOY))
    assert spread(quiet) is None
    assert "sure" not in {section.key for section in compose(quiet).sections}


def test_the_command_refuses_a_negative_number_of_draws(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["brief", "x.txt", "-o", str(tmp_path / "o"), "--draws", "-1"])
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith("--draws: must be ")
