"""Numbers that a change of code may not change: library scenarios on World 2022.

``runs.json`` is written by hand only when a number is meant to change, and the CHANGELOG then says so under
"Numbers that changed".
"""

import json
from pathlib import Path

import pytest

from accord.policy import library_names
from accord.world import load_world

GOLDEN = json.loads(Path(__file__).with_name("runs.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def world():
    return load_world("world-2022")


def test_the_world_is_the_same(world):
    assert world.fingerprint == GOLDEN["world"]


def test_every_scenario_of_the_library_is_held():
    assert set(GOLDEN["welfare_pct"]) == set(library_names())


@pytest.mark.parametrize("name", GOLDEN["welfare_pct"])
def test_real_income_is_the_same(name, world, ran):
    result = ran(name).result
    for code, value in GOLDEN["welfare_pct"][name].items():
        assert result.welfare_pct[world.economies.index(code)] == pytest.approx(value, abs=2e-7), code
