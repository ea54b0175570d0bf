"""Published models solved a second time with scipy alone, to check and to time the trade room against.

Nothing here uses the trade room.
"""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np


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
    pulled = share * (gross / before) ** -theta
    memory = {"price": np.ones_like(output), "spending": spent}

    def equilibrium(wage):
        price, spending = memory["price"], memory["spending"]
        for _ in range(500):
            dear = (np.log(price)[:, None, :] @ inputs)[:, 0]
            cost = wage[:, None] ** (value / output) * np.exp(dear)
            pull = pulled * cost[None] ** -theta
            last, price = price, pull.sum(1) ** (-1 / theta)
            if np.abs(price / last - 1).max() < 1e-14:
                break
        free = pull / pull.sum(1, keepdims=True) / gross
        taxed = ((gross - 1) * free).sum(1)
        for _ in range(500):
            made = (free * spending[:, None, :]).sum(0)
            income = wage * labour + (taxed * spending).sum(1) + deficit
            last, spending = spending, taste * income[:, None] + (inputs @ made[:, :, None])[:, :, 0]
            if np.abs(spending - last).max() < 1e-14 * spending.max():
                break
        memory.update(price=price, spending=spending)
        return price, income, (free.sum(1) * last).sum(1) - made.sum(1) - deficit

    def imbalance(logs):
        wage = np.exp(logs)
        gap = equilibrium(wage)[2] / labour
        gap[0] = wage @ labour / labour.sum() - 1
        return gap

    from scipy.optimize import root  # slow to import

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
    net = cheaper / (1 + after)

    def flows(logs):
        """Return hats of wages to the power -theta [j, i], spending over its weights [j, n] and the weights."""
        weight = np.exp(-theta[:, None] * logs[:n])
        total = (cheaper @ weight[:, :, None])[:, :, 0]
        spending = taste * np.exp(logs[n:]) * income
        return weight, np.divide(spending, total, out=np.zeros_like(total), where=total > 0), total

    def system(logs):
        weight, level, total = flows(logs)
        sold = (weight * (level[:, None, :] @ net)[:, 0]).sum(0)
        earned = sold / (wages * np.exp(logs[:n])) - 1  # equation 6
        taxes = (level * (total - (net @ weight[:, :, None])[:, :, 0])).sum(0)
        rich = (wages * np.exp(logs[:n]) + taxes) / (income * np.exp(logs[n:])) - 1  # equation 7
        earned[0] = np.exp(logs[:n]) @ wages / wages.sum() - 1  # Walras: one is redundant; the numeraire
        return np.concatenate([earned, rich])

    from scipy.optimize import root  # slow to import

    solution = root(system, np.zeros(2 * n), method="hybr", options={"xtol": 1e-14, "maxfev": 3000})
    if np.abs(system(solution.x)).max() > 1e-11:
        raise ArithmeticError(solution.message)
    weight, level, total = flows(solution.x)
    price = np.where(spent > 0, np.log(np.where(total > 0, total, 1)), 0) / -theta[:, None]
    paid = cheaper * weight[:, None, :] * level[:, :, None]
    return paid, np.exp(solution.x[n:] - (taste * price).sum(0))
