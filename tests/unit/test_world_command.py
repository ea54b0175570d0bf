"""The ``accord world`` command: one JSON document or a table, a sentence and status 2 for bad input."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import CheckError, InputError
from accord.world import checks

RUN = CliRunner()


def ask(*words):
    result = RUN.invoke(app, ["world", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_list_names_both_worlds():
    rows = json.loads(ask("list", "--json"))
    assert [row["id"] for row in rows] == ["world-2022", "toy"]
    assert "81         28" in ask("list")


@pytest.mark.parametrize("word", ["IND", "india"])
def test_show_gives_figures_with_sources(word):
    document = json.loads(ask("show", word, "--json"))
    assert document["economy"] == "IND"
    assert document["calibration"]["seed"] == "IND"
    assert {"key", "value", "unit", "year", "source", "basis", "quality"} <= set(document["figures"][0])
    shown = next(line for line in ask("show", word).splitlines() if line.startswith("Gross output"))
    assert shown.split()[-3:] == ["2022", "oecd-icio-2025", "measured"]
    assert "USD 6\u2009298 bn" in shown


def test_show_without_economy_lists_codes():
    document = json.loads(ask("show", "--json"))
    assert len(document["economies"]) == 81
    assert "C13T15" in ask("show")


def test_check_reports_every_check():
    rows = json.loads(ask("check", "--json"))
    assert all(row["holds"] for row in rows)
    assert "ok   world output" in ask("check")
    assert "ok   cost shares" in ask("check", "--world", "toy")


def test_groups_show_states_and_conflicts():
    assert "pax-silica" in ask("groups")
    document = json.loads(ask("groups", "Pax Silica", "--as-of", "2026-01-13", "--json"))
    assert "IND" not in document["members"]
    assert {"code": "IND", "state": "invited"}.items() <= next(
        row for row in document["memberships"] if row["code"] == "IND"
    ).items()
    assert document["conflicts"]
    assert "not been published" in ask("groups", "forge")


def test_elasticities_show_values():
    document = json.loads(ask("elasticities", "caliendo-parro-2015", "--json"))
    assert document["sectors"][0] == {
        "sector": "A01",
        "theta": 9.11,
        "standard_error": 2.01,
        "between_sources": pytest.approx(0.60, abs=0.02),
        "estimate": "Agriculture",
    }
    assert len(json.loads(ask("elasticities", "--json"))) == 7


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["show", "INX"], "unknown economy 'INX'"),
        (["show", "QAT"], "QAT is not an economy of this world"),
        (["show", "--world", "nowhere.npz"], "no file 'nowhere.npz'"),
        (["groups", "pax silka"], "did you mean Pax Silica"),
        (["groups", "quad", "--as-of", "tomorrow"], "is not a date"),
        (["build", "--sources", "nowhere"], "no folder 'nowhere'"),
        (["elasticities", "nobody"], "no set or file 'nobody'"),
    ],
)
def test_bad_input_gives_a_sentence(words, sentence):
    with pytest.raises(InputError, match=sentence) as caught:
        ask(*words)
    assert "\n" not in str(caught.value)


def test_build_names_the_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"source file 'icio2022_81c_28s\.npz' is not in the folder"):
        ask("build", "--sources", str(tmp_path), "--out", str(tmp_path))


def test_failed_check_ends_without_numbers(monkeypatch):
    monkeypatch.setattr(
        checks, "check_world", lambda world: [checks.Check("a", 1.0, 2.0, 0.1, "USD bn", "x")]
    )
    with pytest.raises(CheckError, match="1 of 1 checks fail"):
        ask("check", "--json")
