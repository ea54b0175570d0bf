"""Caliendo and Parro (2015): NAFTA's tariff change from the 1993 calibration.

Mexico, Canada and the United States against the paper (Table 2, balanced trade). The other regions are not
printed there; for all 31, under both closures, the reference is the paper's own algorithm (appendix: prices
given wages, expenditure given prices, wages until trade balances) written here a second time in the layout
of the replication data and solved by scipy, without anything of the trade room.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.optimize import root

from accord.trade import counterfactual, first_order_split

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def raw(shared_data):
    return dict(np.load(shared_data / "cp2015_nafta.npz", allow_pickle=True))


@pytest.fixture(scope="module")
def results(raw):
    """NAFTA in the 1993 world as the replication data has it, by closure."""
    tariffs = raw["tariff_bln_nij"].transpose(2, 0, 1)
    output = raw["output_nj"].T / 1e6
    final = raw["final_nj"].T
    world = SimpleNamespace(
        economies=tuple(str(name) for name in raw["regions"]),
        sectors=tuple(str(name) for name in raw["sectors"]),
        trade=raw["trade_nij"].transpose(2, 0, 1) / 1e6 * (1 + tariffs),
        tariffs=tariffs,
        trade_elasticity=raw["theta_j"],
        value_added_share=raw["value_added_nj"].T / 1e6 / output,
        input_share=raw["intermediate_nkj"].transpose(2, 0, 1) / 1e6 / output[:, :, None],
        output=output,
        final_share=final / final.sum(0),
        deficit=raw["deficit_n"] / 1e6,
    )
    after = raw["tariff_cfl_nij"].transpose(2, 0, 1)
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


def appendix(raw, gross, deficit):
    """Hats of wages, income [n] and prices [n, j] at gross tariffs [n, i, j] and deficits [n]."""
    trade, before = raw["trade_nij"] / 1e6, 1 + raw["tariff_bln_nij"]
    spent = (trade * before).sum(1)
    share = trade * before / spent[:, None, :]
    output = raw["output_nj"] / 1e6
    value = raw["value_added_nj"] / 1e6
    inputs = raw["intermediate_nkj"] / 1e6 / output[:, None, :]
    taste = raw["final_nj"] / raw["final_nj"].sum(1, keepdims=True)
    labour, theta = value.sum(1), raw["theta_j"]
    memory = {"price": np.ones_like(output), "spending": spent}

    def equilibrium(wage):
        price, spending = memory["price"], memory["spending"]
        for _ in range(500):
            cost = wage[:, None] ** (value / output) * np.exp(np.einsum("nkj,nk->nj", inputs, np.log(price)))
            pull = share * (gross / before * cost[None]) ** -theta
            last, price = price, pull.sum(1) ** (-1 / theta)
            if np.abs(price / last - 1).max() < 1e-14:
                break
        now = pull / pull.sum(1, keepdims=True)
        for _ in range(500):
            net = now * spending[:, None, :] / gross
            made = net.sum(0)
            income = wage * labour + ((gross - 1) * net).sum((1, 2)) + deficit
            last, spending = spending, taste * income[:, None] + np.einsum("nkj,nj->nk", inputs, made)
            if np.abs(spending - last).max() < 1e-14 * spending.max():
                break
        memory.update(price=price, spending=spending)
        return price, income, net.sum((1, 2)) - made.sum(1) - deficit

    def imbalance(logs):
        wage = np.exp(logs)
        gap = equilibrium(wage)[2] / labour
        gap[0] = wage @ labour / labour.sum() - 1
        return gap

    solution = root(imbalance, np.zeros(len(labour)), method="hybr", options={"xtol": 1e-13})
    wage = np.exp(solution.x)
    price, income, gap = equilibrium(wage)
    assert np.abs(gap / labour).max() < 1e-10
    return income, np.exp((taste * np.log(price)).sum(1))


@pytest.mark.parametrize("closure", ["balanced", "fixed"])
def test_all_31_regions_against_the_papers_algorithm(raw, results, closure):
    deficit = raw["deficit_n"] / 1e6 * (closure == "fixed")
    income, index = appendix(raw, 1 + raw["tariff_bln_nij"], deficit)
    new_income, new_index = appendix(raw, 1 + raw["tariff_cfl_nij"], deficit)
    expected = 100 * (new_income / income * index / new_index - 1)
    assert np.abs(results[closure].welfare_pct - expected).max() < 1e-7
