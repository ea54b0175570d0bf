"""Intervals of a briefing: the same for any number of workers, recomputed by verify, figures on the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import accord
from accord.assess.record import Parameters, make, recompute
from accord.assess.tariff.case import Case
from accord.assess.tariff.uncertainty import against, uncertainty
from accord.brief.compose import compose
from accord.brief.write import document
from accord.cli.main import app
from accord.core.errors import InputError
from accord.page.blocks import Chart, Prose, Section, Table
from accord.page.html import page, plain_words
from accord.policy import Scenario
from accord.study.document import run_document
from accord.study.run import run
from accord.study.sweep.sweep import sweep

DRAWS = 12
DOCKET = {
    "id": "r",
    "article_date": "2025-10-07",
    "title": "",
    "policy_levers": [
        {
            "lever": "tariff_additional",
            "value": 40,
            "unit": "percent",
            "imposing": "USA",
            "target": "BRA",
            "status_norm": "in_force",
            "evidence": {"text": "40 per cent tariff on Brazilian goods", "start": 86, "end": 123},
        }
    ],
}


def tariff(name: str, rate: float, importers: str = "USA") -> Scenario:
    measures = [
        {"kind": "tariff", "importers": importers, "exporters": "IND", "sectors": "C26", "rate": rate}
    ]
    return Scenario.from_dict({"id": name, "title": name, "as_of": "2026-03-01", "measures": measures})


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    scenarios = {"today": tariff("today", 20), "agreement": tariff("agreement", 0)}
    spread = uncertainty(scenarios, accord.toy_world(), ("USA", "IND"), draws=DRAWS, seed=3)
    assert spread is not None
    return spread


def test_each_side_has_a_row_in_each_scenario_and_against_today(found: dict[str, Any]) -> None:
    rows = {(row["scenario"], row["economy"], row["measure"]): row for row in found["rows"]}
    assert len(rows) == len(found["rows"]) == 6
    for row in rows.values():
        assert row["low"] <= row["median"] <= row["high"]
        assert row["unit"]
        assert 0 <= row["above_zero"] <= DRAWS == found["answered"]
    assert rows["agreement", "IND", "welfare_against_today_pct"]["above_zero"] == DRAWS
    today = run(tariff("today", 20), accord.toy_world()).result
    assert rows["today", "IND", "welfare_pct"]["central"] == pytest.approx(today.welfare_pct[1])
    json.dumps(found, allow_nan=False)


def test_the_change_against_today_is_one_within_draws(found: dict[str, Any]) -> None:
    both = sweep([tariff("today", 20), tariff("agreement", 0)], accord.toy_world(), draws=DRAWS, seed=3)
    keys = [row["key"] for entry in both.document()["scenarios"] for row in entry["headlines"]]
    now, then = (both.values[:, at] for at, key in enumerate(keys) if key == "economies.IND.welfare_pct")
    (row,) = (
        row
        for row in found["rows"]
        if (row["economy"], row["measure"]) == ("IND", "welfare_against_today_pct")
    )
    assert row["median"] == pytest.approx(np.median(against(then, now)))


def test_a_group_has_an_interval_of_its_own() -> None:
    scenario = tariff("g", 20, importers="pax-silica")
    both = sweep([scenario], accord.toy_world(), draws=2)
    rows = {row["key"]: row["central"] for row in both.document()["scenarios"][0]["headlines"]}
    held = run_document(run(scenario, accord.toy_world()))["groups"]["pax-silica"]
    assert rows["groups.pax-silica.welfare_pct"] == pytest.approx(held["welfare_pct"])


def test_without_draws_or_scenarios_there_is_nothing() -> None:
    world = accord.toy_world()
    assert uncertainty({}, world, ("USA", "IND"), draws=5, seed=1) is None
    assert uncertainty({"today": tariff("today", 20)}, world, ("USA",), draws=0, seed=1) is None


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return make(DOCKET, Parameters(draws=4, seed=7))


def test_two_workers_give_the_same_record(record: dict[str, Any]) -> None:
    assert make(DOCKET, Parameters(draws=4, seed=7), jobs=2) == record
    assert record["findings"]["uncertainty"]["seed"] == 7


def test_verify_draws_again(record: dict[str, Any]) -> None:
    assert recompute(record).differences == ()
    forged = json.loads(json.dumps(record))
    forged["findings"]["uncertainty"]["rows"][0]["low"] -= 0.01
    assert recompute(forged).differences[0].startswith("findings.uncertainty.rows[0].low")


def sure(record: dict[str, Any]) -> Section:
    return next(section for section in compose(Case.from_record(record)).sections if section.key == "sure")


def test_the_page_shows_dots_with_intervals_and_both_tables(record: dict[str, Any]) -> None:
    section = sure(record)
    assert [type(block) for block in section.blocks] == [Prose, Chart, Table, Prose]
    opening, chart = section.blocks[0], section.blocks[1]
    assert isinstance(opening, Prose)
    assert isinstance(chart, Chart)
    assert "The scenarios were solved with 4 sets of elasticities." in plain_words(opening.text)
    assert len(chart.table.rows) == 6
    assert "published" in plain_words(section.blocks[-1].text)  # type: ignore[union-attr]
    figures = document(compose(Case.from_record(record)))["figures"]
    low = figures["uncertainty.today.BRA.welfare_pct.low"]
    assert low["unit"] == "% change"
    assert low["year"] == "2022"
    assert low["basis"].startswith("5th percentile of 4 draws of elasticities, seed 7.")
    text = page(compose(Case.from_record(record)))
    assert 'data-key="uncertainty.agreement.USA.welfare_against_today_pct.high"' in text


def test_a_side_without_results_is_shown_as_missing(record: dict[str, Any]) -> None:
    held = json.loads(json.dumps(record))
    held["findings"]["uncertainty"]["rows"] = [
        row for row in held["findings"]["uncertainty"]["rows"] if row["economy"] != "USA"
    ]
    table = sure(held).blocks[2]
    assert isinstance(table, Table)
    assert [plain_words(row[2] or "") for row in table.rows][2:] == ["not known", "not known"]


def test_without_draws_the_page_says_how_to_have_them() -> None:
    quiet = make(DOCKET)
    assert quiet["findings"]["uncertainty"] is None
    (block,) = sure(quiet).blocks
    assert isinstance(block, Prose)
    assert "accord brief --draws" in plain_words(block.text)


def test_the_command_refuses_a_negative_number_of_draws(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["brief", "x.txt", "-o", str(tmp_path / "o"), "--draws", "-1"])
    assert isinstance(done.exception, InputError)
    assert str(done.exception) == "--draws: must be at least 0, not -1"
