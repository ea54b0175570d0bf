"""``accord read`` and ``accord docket`` as a user meets them."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError

ROOT = Path(__file__).parents[2]
DISPATCH = str(ROOT / "examples" / "dispatch.txt")
KEYS = (
    *("id", "article_date", "outlet", "participants", "events", "countries", "policy_levers", "alliances"),
    *("minerals", "products", "legislation", "money", "next_steps", "statements"),
)


def run(*words):
    result = CliRunner().invoke(app, [str(w) for w in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_read_json_has_the_contract_s_keys_and_evidence():
    docket = json.loads(run("read", DISPATCH, "--json"))
    assert set(KEYS) <= set(docket)
    for key in KEYS:
        for item in docket[key] if isinstance(docket[key], list) else ():
            if isinstance(item, dict):
                words = item["evidence"]
                assert docket["text"][words["start"] : words["end"]] == words["text"]
    lever = docket["policy_levers"][0]
    assert (lever["imposing"], lever["target"], lever["value"]) == ("USA", "IND", 50)


def test_several_reports_are_a_list(tmp_path):
    other = tmp_path / "b.txt"
    other.write_text("India and Japan signed a pact on Monday.", "utf-8")
    both = json.loads(run("read", DISPATCH, other, "--date", "2026-01-20", "--json"))
    assert [d["id"] for d in both] == ["dispatch", "b"]
    with pytest.raises(InputError, match="b: the report carries no date"):
        run("read", other)


def test_explain_gives_rule_and_words():
    text = run("read", DISPATCH, "--explain")
    assert "rule: imposing from subject" in text
    assert "words " in text


def test_archive_commands(tmp_path):
    kept = ("--archive", tmp_path / "a.sqlite")
    assert json.loads(run("docket", "add", DISPATCH, *kept, "--json"))["added"][0]["new"]
    assert "already there" in run("docket", "add", DISPATCH, *kept)
    assert "dispatch" in run("docket", "list", *kept)
    assert "2026-01-13  call" in run("docket", "timeline", *kept)
    assert json.loads(run("docket", "timeline", *kept, "--json"))["measures"]
    ics = tmp_path / "next.ics"
    entries = json.loads(run("docket", "due", "--from", "2026-01-01", *kept, "--ics", ics, "--json"))["due"]
    assert [e["date"] for e in entries] == ["2026-02", "2030"]
    assert ics.read_bytes().count(b"BEGIN:VEVENT") == 2
    assert run("docket", "due", "--from", "2026-01-01", *kept, "--csv").startswith(
        "date,what,countries,status,sources"
    )
    with pytest.raises(InputError, match="--from: 'soon' is not a date"):
        run("docket", "due", "--from", "soon", *kept)


def test_scenario_command():
    document = json.loads(run("docket", "scenario", DISPATCH, "--json"))
    assert document["stack"]["importer"] == "USA"
    assert document["assumptions"]


def test_cold_read_is_quick_and_small():
    """A new process of a program that was installed, whose modules are compiled: where they are not, the second."""
    words = [sys.executable, "-m", "accord.cli.main", "read", DISPATCH, "--json"]
    installed = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(2):
        before = os.times().children_user + os.times().children_system
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=ROOT, env=installed)
        spent = os.times().children_user + os.times().children_system - before
        if spent < 1.5:
            break
    assert spent < 1.5


def test_two_hundred_reports_a_minute():
    from accord.docket import read

    reports = [p.read_text("utf-8") for p in sorted((ROOT / "tests" / "docket_reports").glob("*/*.txt"))]
    start = time.process_time()
    for text in reports:
        read(text)
    assert len(reports) / (time.process_time() - start) > 200 / 60
