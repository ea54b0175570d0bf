"""The tariffs that matter most to an economy: true slopes, the strongest first, a bounded list."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

import accord
from accord.cli.main import app
from accord.policy import Scenario
from accord.study.run import Run, run
from accord.study.sensitivities import ECONOMIES, LISTED, sensitivities
from accord.trade import solve_shock

SCENARIO = """
id: toy-tariff
title: The US puts 20 points on Indian electronics
as_of: 2025-09-01
measures:
  - {kind: tariff, importers: USA, exporters: IND, sectors: C26, rate: 20}
"""
KEYS = {
    "economy",
    "exporter",
    "importer",
    "sector",
    "tariff_pct",
    "welfare_change_per_point_pct",
    "unit",
    "year",
    "basis",
}


@pytest.fixture(scope="module")
def toy() -> Run:
    return run(Scenario.from_text(SCENARIO), accord.toy_world())


def test_a_named_tariff_moves_real_income_as_much_as_a_point_does(toy: Run) -> None:
    found = {
        (row["economy"], row["importer"], row["exporter"]): row
        for row in sensitivities(toy)
        if row["sector"] == "C26"
    }
    row = found["IND", "USA", "IND"]
    assert row["tariff_pct"] == pytest.approx(25)
    assert row["welfare_change_per_point_pct"] < 0
    step = 1e-5
    ends = []
    for sign in (1, -1):
        assert toy.shock.tariffs is not None
        tariffs = toy.shock.tariffs.copy()
        tariffs[0, 0, 1] += sign * step
        moved = solve_shock(toy.world, replace(toy.shock, tariffs=tariffs), "fixed")
        ends.append(np.log1p(moved.welfare_pct[1] / 100))
    assert row["welfare_change_per_point_pct"] == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-5)


def test_the_strongest_stand_first_and_nobody_taxes_itself_or_services(toy: Run) -> None:
    rows = sensitivities(toy)
    assert list(dict.fromkeys(row["economy"] for row in rows)) == ["USA", "IND"]
    for code in ("USA", "IND"):
        sizes = [abs(row["welfare_change_per_point_pct"]) for row in rows if row["economy"] == code]
        assert sizes == sorted(sizes, reverse=True)
        assert 0 < len(sizes) <= LISTED
    assert all(row["importer"] != row["exporter"] and row["sector"] == "C26" for row in rows)


def test_a_scenario_that_names_no_economy_lists_those_it_moves_most() -> None:
    nobody = Scenario.from_dict({"id": "n", "title": "Nothing", "as_of": "2025-09-01", "measures": []})
    rows = sensitivities(run(nobody, accord.toy_world()))
    assert 0 < len(rows) <= ECONOMIES * LISTED


def test_the_command_adds_a_key_only_when_asked(tmp_path) -> None:
    (tmp_path / "s.yml").write_text(SCENARIO)
    command = ["run", str(tmp_path / "s.yml"), "--world", "toy"]
    plain = json.loads(CliRunner().invoke(app, [*command, "--json"]).stdout)
    assert "sensitivities" not in plain
    asked = json.loads(CliRunner().invoke(app, [*command, "--json", "--sensitivities"]).stdout)
    assert all(
        set(row) == KEYS and all(row[key] for key in ("unit", "basis")) and not row["year"]
        for row in asked["sensitivities"]
    )
    text = CliRunner().invoke(app, [*command, "--sensitivities"], env={"COLUMNS": "80"}).stdout
    assert "tariffs that matter most" in text
    assert "India" in text
