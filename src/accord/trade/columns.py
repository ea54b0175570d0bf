"""The numbers of a result by economy and by sector under the keys of the command line's contract, with units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.codec import Document, finite
from accord.core.shock import Array
from accord.trade import accounts
from accord.trade.result import Result
from accord.trade.split import welfare_split

Mask = NDArray[np.bool_]
PAIRS = 4
"""Trade in goods is a headline number between the first so many of the economies named."""

UNITS: dict[str, str] = {
    "welfare_pct": "% change of real income, exact",
    "real_wage_pct": "% change of the wage over consumer prices",
    "price_index_pct": "% change of consumer prices, world value added as numeraire",
    "exports_pct": "% change of exports at the border, world value added as numeraire",
    "imports_pct": "% change of imports at the border, world value added as numeraire",
    "real_gdp_pct": "% change at constant terms of trade and transfers, exact (log points times 100)",
    "terms_of_trade_pct": "exact part of the change of real income, log points times 100",
    "volume_of_trade_pct": "exact part of the change of real income, log points times 100",
    "other_parts_pct": "exact parts of the change of real income by trade costs, productivity, labour, subsidies "
    "and transfers, log points times 100; the three parts add up to ln(1 + welfare_pct / 100)",
    "first_order_terms_of_trade_pct": "% of income, first-order part (Caliendo and Parro 2015, Table 2)",
    "first_order_volume_of_trade_pct": "% of income, first-order part (Caliendo and Parro 2015, Table 2)",
    "tariff_revenue_change_usd_bn": "USD bn of the world's year",
    "baseline_usd_bn": "USD bn at the border before tariffs, the world's year",
    "scenario_usd_bn": "USD bn at the border before tariffs, world value added as numeraire",
    "output_pct": "% change of the quantity of gross output",
    "employment_share_change_pp": "percentage points of the economy's labour",
}


def economy_columns(result: Result) -> dict[str, Array]:
    """Return the contract's numbers by economy that need no further solve, each ``[n]``; NaN where none exists."""
    split = accounts.first_order_split(result)
    return {
        "welfare_pct": result.welfare_pct,
        "real_wage_pct": result.real_wage_pct,
        "price_index_pct": 100 * (result.price_index_hat - 1),
        "exports_pct": accounts.exports_pct(result),
        "imports_pct": accounts.imports_pct(result),
        "first_order_terms_of_trade_pct": split["terms_of_trade"],
        "first_order_volume_of_trade_pct": split["volume_of_trade"],
        "tariff_revenue_change_usd_bn": accounts.tariff_revenue_change_usd_bn(result),
    }


def split_columns(result: Result) -> dict[str, Array]:
    """Return the exact split of real income by economy, each ``[n]``; see ``accord.trade.welfare_split``."""
    parts = {name: 100 * values for name, values in welfare_split(result).items()}
    total = np.sum(list(parts.values()), axis=0)
    terms, volume = parts["terms_of_trade"], parts["volume_of_trade"]
    return {
        "real_gdp_pct": total - terms - parts["transfer"],
        "terms_of_trade_pct": terms,
        "volume_of_trade_pct": volume,
        "other_parts_pct": total - terms - volume,
    }


def economies(result: Result, exact: bool = True) -> dict[str, dict[str, float | None]]:
    """Return the contract's numbers of every economy, None for one that does not exist; with ``exact`` the split too."""
    columns = economy_columns(result) | (split_columns(result) if exact else {})
    return {
        code: {name: finite(values[n]) for name, values in columns.items()}
        for n, code in enumerate(result.economies)
    }


def sectors(result: Result) -> list[Document]:
    """Return output and employment of every economy's sectors, None for a number that does not exist."""
    output = accounts.output_pct(result)
    jobs = accounts.employment_share_change_pp(result)
    return [
        {
            "economy": code,
            "sector": sector,
            "output_pct": finite(output[j, n]),
            "employment_share_change_pp": finite(jobs[j, n]),
        }
        for n, code in enumerate(result.economies)
        for j, sector in enumerate(result.sectors)
    ]


def flows(result: Result, named: Sequence[str]) -> list[Document]:
    """Return every flow into or out of the named economies, by sector."""
    before, after = result.baseline.net_trade / 1000, result.trade_at_border / 1000
    codes = result.economies
    asked = np.isin(codes, named)
    listed = (asked[:, None] | asked[None, :]) & ~np.eye(len(codes), dtype=bool)
    cells = np.argwhere(listed[None] & ((before > 0) | (after > 0)))
    amounts = (flow[tuple(cells.T)].tolist() for flow in (before, after))
    return [
        {
            "exporter": codes[i],
            "importer": codes[n],
            "sector": result.sectors[j],
            "baseline_usd_bn": first,
            "scenario_usd_bn": then,
        }
        for (j, n, i), first, then in zip(cells.tolist(), *amounts, strict=True)
    ]


def group_row(result: Result, inside: Mask, value_added: Array) -> dict[str, float]:
    """Return a group's outcomes: means weighted by income or value added, trade with the outside only.

    Real income is the sum of the members' gains at baseline prices over their income. ``value_added`` is that of
    each economy ``[n]``.
    """
    income = np.where(inside, result.baseline.income, 0.0)
    earned = np.where(inside, value_added, 0.0)

    def mean(values: Array, weight: Array) -> float:
        return float(values @ weight / weight.sum())

    sold = _outside(result, inside, importer=False)
    bought = _outside(result, inside, importer=True)
    return {
        "welfare_pct": mean(result.welfare_pct, income),
        "real_wage_pct": mean(result.real_wage_pct, earned),
        "price_index_pct": mean(100 * (result.price_index_hat - 1), income),
        "exports_pct": 100 * (sold[1] / sold[0] - 1),
        "imports_pct": 100 * (bought[1] / bought[0] - 1),
        "tariff_revenue_change_usd_bn": float(accounts.tariff_revenue_change_usd_bn(result)[inside].sum()),
    }


def _outside(result: Result, inside: Mask, *, importer: bool) -> tuple[float, float]:
    """Return trade of the group with the rest, before and after, USD mn at the border."""
    flows = inside[:, None] & ~inside[None, :]
    cells = flows if importer else flows.T
    return (
        float((result.baseline.net_trade * cells).sum()),
        float((result.trade_at_border * cells).sum()),
    )


def group_flows(result: Result, name: str, inside: Mask, partners: tuple[str, ...]) -> list[Document]:
    """Return the group's trade by sector with each partner outside it, both ways, as bilateral rows."""
    before, after = result.baseline.net_trade / 1000, result.trade_at_border / 1000
    rows: list[Document] = []
    for partner in partners:
        at = result.economies.index(partner)
        if inside[at]:
            continue
        for j, sector in enumerate(result.sectors):
            ways = ((name, partner, (j, at, inside)), (partner, name, (j, inside, at)))
            rows += [
                {
                    "exporter": exporter,
                    "importer": importer,
                    "sector": sector,
                    "baseline_usd_bn": float(before[cell].sum()),
                    "scenario_usd_bn": float(after[cell].sum()),
                }
                for exporter, importer, cell in ways
            ]
    return rows


def headlines(result: Result, named: tuple[str, ...], blocs: dict[str, Mask]) -> dict[str, float]:
    """Return the headline numbers: by economy, groups' real income, goods traded between the first named."""
    columns, codes = economy_columns(result), result.economies
    chosen = named or codes
    found = {
        f"economies.{code}.{key}": float(values[codes.index(code)])
        for code in chosen
        for key, values in columns.items()
    }
    for name, inside in blocs.items():
        income = np.where(inside, result.baseline.income, 0.0)
        found[f"groups.{name}.welfare_pct"] = float(result.welfare_pct @ income / income.sum())
    goods = [at for at, code in enumerate(result.sectors) if code != "SERVICES"]
    for exporter in named[:PAIRS]:
        for importer in named[:PAIRS]:
            cells = goods, codes.index(importer), codes.index(exporter)
            before = result.baseline.net_trade[cells].sum()
            if exporter != importer and before > 0:
                after = result.trade_at_border[cells].sum()
                found[f"goods_exports_pct.{exporter}.{importer}"] = float(100 * (after / before - 1))
    return found


def headline_unit(key: str) -> str:
    """Return the unit of a headline number by its key."""
    if key.startswith("goods_exports_pct"):
        return "% change of goods exports at the border, world value added as numeraire"
    return UNITS[key.rsplit(".", 1)[1]]
