"""Laws of comparing with a day: nothing moves against itself, steps add up, parts add up."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.core.shock import Shock
from accord.policy import Scenario, library_names
from accord.policy.law import Comparison, law_shock
from accord.study.document import run_document
from accord.study.law import baseline, solve_law
from accord.study.run import closures, run
from accord.trade import solve_shock
from accord.world import load_world, toy_world

DAY, LATER = date(2025, 8, 1), date(2026, 1, 14)


@pytest.fixture(scope="module")
def world():
    return load_world("world-2022")


def schedule(day, exporters="all"):
    stack = {"importer": "USA", "exporters": [exporters], "as_of": day}
    return Scenario.from_dict({"id": "then", "title": "Then", "as_of": day, "stack": stack})


def test_the_law_against_itself_moves_nothing(world):
    result = run(schedule(LATER), world, against=f"law:{LATER}").result
    assert np.abs(result.welfare_pct).max() < 1e-8
    assert np.allclose(result.trade, result.baseline.trade, rtol=1e-9)


@pytest.mark.parametrize("closure", ["fixed", "balanced"])
def test_steps_from_law_to_law_add_up(world, closure):
    first, both = solve_law(world, DAY, closure), solve_law(world, LATER, closure)
    step = run(schedule(LATER), world, against=f"law:{DAY}", closure=closure).result
    assert np.allclose(first.log_welfare + step.log_welfare, both.log_welfare, rtol=0, atol=1e-7)


def test_the_law_is_solved_once_and_is_an_equilibrium(world):
    law = baseline(world, f"law:{DAY}")
    assert baseline(world, f"law:{DAY}") is law
    nothing = solve_shock(law, Shock())
    assert np.abs(nothing.welfare_pct).max() < 1e-8


def test_additions_come_on_top_of_the_law_and_levels_replace_it(world):
    usa, ind, chemicals = world.economies.index("USA"), world.economies.index("IND"), "C20"
    j = world.sectors.index(chemicals)
    told = law_shock(world, LATER).tariffs[j, usa, ind]
    for mode, rate, expected in (("add", 10, told + 0.10), ("level", 10, 0.10)):
        measure = {
            "kind": "tariff", "importers": "USA", "exporters": "IND",
            "sectors": [chemicals], "rate": rate, "mode": mode,
        }  # fmt: skip
        scenario = Scenario.from_dict({"id": "more", "title": "More", "as_of": LATER, "measures": [measure]})
        found = run(scenario, world, against=f"law:{LATER}")
        atoms = found.shock.atoms
        here = (atoms.sector == j) & (atoms.importer == usa) & (atoms.exporter == ind)
        fixed = law_shock(world, LATER).atoms
        same = (fixed.sector == j) & (fixed.importer == usa) & (fixed.exporter == ind)
        assert fixed.weight[same] @ atoms.new[here] == pytest.approx(expected)


@pytest.mark.parametrize("name", library_names()[:10])
def test_the_parts_in_the_document_add_up_to_real_income(ran, name):
    rows = run_document(ran(name))["economies"]
    for row in rows.values():
        parts = row["terms_of_trade_pct"] + row["volume_of_trade_pct"] + row["other_parts_pct"]
        assert parts == pytest.approx(100 * math.log1p(row["welfare_pct"] / 100), abs=1e-6)


def test_what_a_document_says_of_its_comparison(world):
    document = run_document(run("india-50", world, against="law:2025-08-01", horizon=3))
    assert document["against"] == "law:2025-08-01"
    assert document["horizon"] == "3 years"
    assert document["economies"]["IND"]["welfare_pct"] < 0


def test_all_three_closures_come_from_one_call():
    found = closures(run(schedule(LATER, "CHN"), toy_world()))
    assert set(found) == {"fixed", "balanced", "share"}
    assert all(one.result.closure == name for name, one in found.items())


@pytest.mark.parametrize("word", ["today", "law:", "law:soon", "law:2026-13-01", "yesterday", "law:20260114"])
def test_a_comparison_that_does_not_exist_is_one_sentence(word):
    with pytest.raises(InputError, match="against"):
        Comparison.of(word)


def test_a_day_beyond_the_book_is_one_sentence(world):
    with pytest.raises(InputError, match="2099"):
        run("india-50", world, against="law:2099-01-01")


def products(parts):
    return Scenario.from_dict(
        {
            "id": "parts", "title": "Parts", "as_of": LATER,
            "measures": [{"kind": "tariff", "importers": "USA", "exporters": "IND", "products": {"C26": parts}}],
        }
    )  # fmt: skip


def test_product_rates_of_a_file_reach_the_model():
    world = toy_world()
    result = run(products([{"share": 0.3, "rate": 50}, {"share": 0.2, "rate": 10}]), world).result
    atoms = result.shock.atoms
    assert sorted(zip(atoms.weight.round(9), (atoms.new - atoms.base).round(9), strict=True)) == [
        (0.2, 0.1), (0.3, 0.5), (0.5, 0.0),
    ]  # fmt: skip
    uniform = run(products([{"share": 1.0, "rate": 17}]), world).result
    usa, ind = 0, 1
    mean = atoms.mean(world.tariffs)[0, usa, ind]
    assert mean == pytest.approx(uniform.tariffs[0, usa, ind])
    assert result.tariffs[0, usa, ind] < result.price_tariffs[0, usa, ind] < mean
    assert result.trade_at_border[0, usa, ind] > uniform.trade_at_border[0, usa, ind]


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([], "shares"),
        ([{"share": 0.7, "rate": 1}, {"share": 0.4, "rate": 1}], "shares"),
        ([{"share": 0, "rate": 5}], "share"),
        ([{"share": 0.5}], "rate"),
    ],
)
def test_product_rates_that_cannot_be_are_refused(parts, word):
    with pytest.raises(InputError, match=word):
        products(parts)


def test_two_measures_hit_the_same_products():
    hit = {"kind": "tariff", "importers": "USA", "exporters": "IND", "sectors": ["C26"], "rate": 25}
    both = [hit | {"share_hit": 0.6}, hit | {"share_hit": 0.4}]
    scenario = Scenario.from_dict({"id": "two", "title": "Two", "as_of": LATER, "measures": both})
    atoms = run(scenario, toy_world()).shock.atoms
    found = sorted(zip((atoms.new - atoms.base).round(9), atoms.weight.round(9), strict=True))
    assert found == [(0.0, 0.4), (0.25, 0.2), (0.5, 0.4)]
