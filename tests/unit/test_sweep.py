"""A sweep: the same numbers from one worker, two, or a cluster, and after being killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future

import numpy as np
import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError, SolveError
from accord.policy import Scenario
from accord.study.sweep import sweep as room
from accord.study.sweep.pool import Pool, finished
from accord.study.sweep.sweep import sweep
from accord.trade.columns import headlines
from accord.world import toy_world

SCENARIO = """
id: toy-tariff
title: The US puts 30 percent on Indian electronics
measures:
  - {kind: tariff, importers: [USA], exporters: [IND], sectors: [C26], rate: 30, from: 2026-01-01}
as_of: 2026-06-01
"""


@pytest.fixture(scope="module")
def scenario():
    return Scenario.from_text(SCENARIO)


@pytest.fixture(scope="module")
def alone(scenario):
    return sweep([scenario], toy_world(), draws=24, seed=5)


def test_headlines_have_units_and_quantiles_in_order(alone):
    document = alone.document()
    assert document["draws"] == 24
    assert document["without_answer"] == 0
    (entry,) = document["scenarios"]
    keys = [row["key"] for row in entry["headlines"]]
    assert "economies.IND.welfare_pct" in keys
    assert "goods_exports_pct.IND.USA" in keys
    for row in entry["headlines"]:
        assert row["unit"]
        values = list(row["quantiles"].values())
        assert values == sorted(values)
    json.dumps(document, allow_nan=False)


def test_central_values_are_those_of_the_run(alone):
    result = alone.runs[0].result
    rows = {row["key"]: row["central"] for row in alone.document()["scenarios"][0]["headlines"]}
    assert rows["economies.IND.welfare_pct"] == pytest.approx(result.welfare_pct[1])
    assert rows == headlines(result, alone.task.named[0], alone.task.blocs[0])


def test_two_workers_give_the_same_numbers(alone, scenario):
    both = sweep([scenario], toy_world(), draws=24, seed=5, jobs=2)
    assert np.array_equal(both.values, alone.values)
    assert both.fingerprint == alone.fingerprint


def test_a_cluster_of_two_gives_the_same_numbers(alone, scenario):
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(host="127.0.0.1", **options) as cluster:
        far = sweep([scenario], toy_world(), draws=24, seed=5, dask=cluster.scheduler_address)
    assert np.array_equal(far.values, alone.values)


def test_more_draws_keep_the_first_ones(alone, scenario, tmp_path):
    seen = []
    first = sweep([scenario], toy_world(), draws=10, seed=5, journal=tmp_path)
    more = sweep(
        [scenario],
        toy_world(),
        draws=24,
        seed=5,
        journal=tmp_path,
        progress=lambda done, _: seen.append(done),
    )
    assert seen[0] == 10
    assert np.array_equal(more.values[:10], first.values)
    assert np.array_equal(more.values, alone.values)
    (book,) = tmp_path.iterdir()
    assert len(book.read_bytes().splitlines()) == 24


def test_other_settings_have_other_journals(scenario, tmp_path):
    for seed, closure in ((5, "fixed"), (6, "fixed"), (5, "balanced")):
        sweep([scenario], toy_world(), draws=1, seed=seed, closure=closure, journal=tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_killed_it_goes_on_and_loses_no_finished_draw(tmp_path):
    (tmp_path / "s.yml").write_text(SCENARIO)
    command = [
        sys.executable,
        "-m",
        "accord.cli.main",
        "sweep",
        str(tmp_path / "s.yml"),
        "--world",
        "toy",
        "--draws",
    ]
    where = ["--journal", str(tmp_path / "book"), "--json"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    endless = subprocess.Popen([*command, "1000000", *where], env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        books = list((tmp_path / "book").glob("*.jsonl"))
        if books and len(books[0].read_bytes().splitlines()) >= 8:
            break
        assert endless.poll() is None, "the sweep ended by itself"
        time.sleep(0.02)
    endless.send_signal(signal.SIGKILL)
    endless.wait()
    (book,) = books
    lines = [line for line in book.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]
    draws = len(lines) + 4
    done = subprocess.run([*command, str(draws), *where], env=environment, capture_output=True, check=True)
    assert book.read_bytes().startswith(b"".join(lines))
    numbers = [json.loads(line.partition(b" ")[2])[0] for line in book.read_bytes().splitlines()]
    assert sorted(numbers) == list(range(draws))
    fresh = sweep([tmp_path / "s.yml"], "toy", draws=draws)
    document = json.loads(done.stdout)
    assert document == json.loads(json.dumps(fresh.document()))
    assert document["fingerprint"] == fresh.fingerprint


def test_command_prints_a_table_and_a_sentence(tmp_path):
    (tmp_path / "s.yml").write_text(SCENARIO)
    words = [
        "sweep",
        str(tmp_path / "s.yml"),
        "--world",
        "toy",
        "--draws",
        "3",
        "--journal",
        str(tmp_path / "b"),
    ]
    result = CliRunner().invoke(app, words, env={"COLUMNS": "140"})
    assert result.exit_code == 0
    assert "IND real income, %" in result.stdout
    assert "spread between six published sets" in result.stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"draws": 0}, "draws must be at least 1"),
        ({"jobs": 0}, "jobs must be at least 1"),
        ({"seed": -1}, "seed must be at least 0"),
        ({"dask": "nonsense"}, "no cluster answers at 'nonsense'"),
    ],
)
def test_bad_settings_get_one_sentence(scenario, options, words):
    with pytest.raises(InputError, match=words):
        sweep([scenario], toy_world(), **({"draws": 2} | options))


def test_scenarios_of_two_horizons_are_refused(scenario):
    short = scenario.model_copy(update={"id": "short", "horizon": "1"})
    with pytest.raises(InputError, match="different horizons"):
        sweep([scenario, short], toy_world(), draws=2)
    with pytest.raises(InputError, match="at least one scenario"):
        sweep([], toy_world())


def test_too_many_draws_without_an_answer_give_no_numbers(scenario, monkeypatch):
    def fail(task, missing, jobs, address):
        yield from ((draw, None if draw % 2 else [0.0] * 18) for draw in missing)

    monkeypatch.setattr(room, "_solved", fail)
    with pytest.raises(SolveError, match="2 of 4 draws have no certified answer"):
        sweep([scenario], toy_world(), draws=4)


def test_a_cluster_that_gives_taken_draws_up_is_told_in_one_sentence():
    def given_up(draws):
        future = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future

    with pytest.raises(
        SolveError, match=r"the Dask cluster gave draws up that it had taken; .* in the journal"
    ):
        list(finished([(0, 1), (2, 3)], Pool(given_up, 3, lambda: True)))
