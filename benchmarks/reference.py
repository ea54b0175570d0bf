"""Published models solved a second time with scipy alone, to check and to time the trade room against.

Nothing here uses the trade room.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from scipy.optimize import root


def nafta_world(raw):
    """The 1993 world of the replication data in USD mn, and the tariffs [j, n, i] after NAFTA."""
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
    return world, raw["tariff_cfl_nij"].transpose(2, 0, 1)


def nafta(raw, gross, deficit):
    """Income [n] and price index [n] at gross tariffs [n, i, j] and deficits [n].

    The algorithm of Caliendo and Parro (2015), appendix: prices given wages, expenditure given prices, wages
    until trade balances, in the layout of the replication data.
    """
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
    if np.abs(gap / labour).max() > 1e-10:
        raise ArithmeticError(solution.message)
    return income, np.exp((taste * np.log(price)).sum(1))


def tariff_war(trade, before, after, theta):
    """Trade [j, n, i] and hats of real income [n]: Lashkaripour (2021, JIE 131), equations 6 and 7.

    No inputs, balanced trade; one equation per economy for its wage and one for its income.
    """
    n = trade.shape[1]
    spent = trade.sum(2)
    share = trade / np.where(spent > 0, spent, 1)[:, :, None]
    taste = spent / spent.sum(0)
    wages = (trade / (1 + before)).sum((0, 1))
    income = wages + (trade * before / (1 + before)).sum((0, 2))
    cheaper = share * ((1 + after) / (1 + before)) ** -theta[:, None, None]

    def flows(logs):
        wage, rich = np.exp(logs[:n]), np.exp(logs[n:])
        weight = cheaper * wage ** -theta[:, None, None]
        total = weight.sum(2, keepdims=True)
        spending = (taste * rich * income)[:, :, None]
        return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0) * spending, total

    def system(logs):
        paid, _ = flows(logs)
        earned = (paid / (1 + after)).sum((0, 1)) / (wages * np.exp(logs[:n])) - 1  # equation 6
        taxes = (paid * after / (1 + after)).sum((0, 2))
        rich = (wages * np.exp(logs[:n]) + taxes) / (income * np.exp(logs[n:])) - 1  # equation 7
        earned[0] = np.exp(logs[:n]) @ wages / wages.sum() - 1  # Walras: one is redundant; the numeraire
        return np.concatenate([earned, rich])

    solution = root(system, np.zeros(2 * n), method="hybr", options={"xtol": 1e-14, "maxfev": 3000})
    if np.abs(system(solution.x)).max() > 1e-11:
        raise ArithmeticError(solution.message)
    paid, total = flows(solution.x)
    price = np.where(spent > 0, np.log(np.where(total[:, :, 0] > 0, total[:, :, 0], 1)), 0) / -theta[:, None]
    return paid, np.exp(solution.x[n:] - (taste * price).sum(0))
