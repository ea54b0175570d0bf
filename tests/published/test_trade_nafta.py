"""Caliendo and Parro (2015): NAFTA's tariff change from the 1993 calibration."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from accord.trade import counterfactual
from accord.trade.accounts import first_order_split

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def nafta(shared_data):
    """The 1993 world as the replication data has it, in USD mn, and the tariffs after NAFTA."""
    raw = np.load(shared_data / "cp2015_nafta.npz", allow_pickle=True)
    tariffs = raw["tariff_bln_nij"].transpose(2, 0, 1)
    net = raw["trade_nij"].transpose(2, 0, 1) / 1e6
    output = raw["output_nj"].T / 1e6
    final = raw["final_nj"].T
    world = SimpleNamespace(
        economies=tuple(str(name) for name in raw["regions"]),
        sectors=tuple(str(name) for name in raw["sectors"]),
        trade=net * (1 + tariffs),
        tariffs=tariffs,
        trade_elasticity=raw["theta_j"],
        value_added_share=raw["value_added_nj"].T / 1e6 / output,
        input_share=raw["intermediate_nkj"].transpose(2, 0, 1) / 1e6 / output[:, :, None],
        output=output,
        final_share=final / final.sum(0),
        deficit=raw["deficit_n"] / 1e6,
    )
    return world, raw["tariff_cfl_nij"].transpose(2, 0, 1)


@pytest.fixture(scope="module")
def balanced(nafta):
    world, after = nafta
    return counterfactual(world, after, closure="balanced")


@pytest.mark.parametrize(("region", "exact"), [("Mexico", 0.0073), ("Canada", -0.110), ("USA", 0.074)])
def test_exact_real_income_with_balanced_trade(balanced, region, exact):
    n = balanced.economies.index(region)
    assert balanced.residual < 1e-9
    assert balanced.welfare_pct[n] == pytest.approx(exact, abs=5e-4 if exact != 0.0073 else 1e-4)


@pytest.mark.parametrize(("region", "total"), [("Mexico", 1.31), ("Canada", -0.06), ("USA", 0.08)])
def test_first_order_welfare_of_table_2(balanced, region, total):
    parts = first_order_split(balanced)
    assert parts["total"][balanced.economies.index(region)] == pytest.approx(total, abs=0.01)
