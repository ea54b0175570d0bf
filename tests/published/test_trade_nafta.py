"""Caliendo and Parro (2015): NAFTA's tariff change from the 1993 calibration.

Mexico, Canada and the United States against the paper (Table 2, balanced trade). The other regions are not
printed there; for all 31, under both closures, the reference is the algorithm of the paper's appendix,
written a second time in ``benchmarks.reference`` and solved by scipy, without anything of the trade room.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.reference import nafta, nafta_world

from accord.core.errors import InputError
from accord.trade import counterfactual, first_order_split
from accord.world import World

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def raw(shared_data):
    return dict(np.load(shared_data / "cp2015_nafta.npz", allow_pickle=True))


@pytest.fixture(scope="module")
def results(raw):
    """NAFTA in the 1993 world as the replication data has it, by closure."""
    world, after = nafta_world(raw)
    return {closure: counterfactual(world, after, closure=closure) for closure in ("balanced", "fixed")}


def region(result, name):
    return result.economies.index(name)


@pytest.mark.parametrize(
    ("name", "exact", "close"), [("Mexico", 0.0073, 1e-4), ("Canada", -0.110, 5e-4), ("USA", 0.074, 5e-4)]
)
def test_exact_real_income_with_balanced_trade(results, name, exact, close):
    """The exact change in the paper's equilibrium, to the digits it is known to."""
    result = results["balanced"]
    assert result.residual < 1e-9
    assert result.welfare_pct[region(result, name)] == pytest.approx(exact, abs=close)


@pytest.mark.parametrize(("name", "total"), [("Mexico", 1.31), ("Canada", -0.06), ("USA", 0.08)])
def test_first_order_welfare_of_table_2(results, name, total):
    result = results["balanced"]
    assert first_order_split(result)["total"][region(result, name)] == pytest.approx(total, abs=0.01)


@pytest.mark.parametrize("closure", ["balanced", "fixed"])
def test_all_31_regions_against_the_papers_algorithm(raw, results, closure):
    deficit = raw["deficit_n"] / 1e6 * (closure == "fixed")
    income, index = nafta(raw, 1 + raw["tariff_bln_nij"], deficit)
    new_income, new_index = nafta(raw, 1 + raw["tariff_cfl_nij"], deficit)
    expected = 100 * (new_income / income * index / new_index - 1)
    assert np.abs(results[closure].welfare_pct - expected).max() < 1e-7


@pytest.fixture(scope="module")
def clipped(raw):
    """The replication data through the public door: negative final demand is clipped."""
    world, after = nafta_world(raw)
    arrays = (world.trade, world.tariffs, world.trade_elasticity, None, world.input_share)
    return World.from_arrays(world.economies, world.sectors, *arrays, fit="clip"), after


def test_the_data_as_published_are_refused_unless_they_may_be_clipped(raw):
    world, _ = nafta_world(raw)
    arrays = (world.trade, world.tariffs, world.trade_elasticity, None, world.input_share)
    with pytest.raises(InputError, match="a negative value"):
        World.from_arrays(world.economies, world.sectors, *arrays)


@pytest.mark.parametrize("closure", ["balanced", "fixed"])
def test_all_31_regions_through_a_clipped_world(results, clipped, closure):
    world, after = clipped
    assert any("final demand below zero" in sentence for sentence in world.fitted)
    found = counterfactual(world, after, closure=closure)
    assert np.abs(found.welfare_pct - results[closure].welfare_pct).max() < 1e-8


def test_final_shares_may_be_given(results, clipped, raw):
    world, after = clipped
    final = raw["final_nj"].T
    arrays = (world.trade, world.tariffs, world.trade_elasticity, None, world.input_share)
    given = World.from_arrays(
        world.economies, world.sectors, *arrays, final_share=final / final.sum(0), fit="clip"
    )
    found = counterfactual(given, after, closure="balanced")
    assert np.abs(found.welfare_pct - results["balanced"].welfare_pct).max() < 1e-8
