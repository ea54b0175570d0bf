"""The numbers of a result by economy and by sector under the keys of the command line's contract, with units."""

from __future__ import annotations

import numpy as np

from accord.core.codec import Document, finite
from accord.core.shock import Array
from accord.trade import accounts
from accord.trade.result import Result
from accord.trade.split import welfare_split

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


def economies(result: Result) -> dict[str, dict[str, float | None]]:
    """Return the contract's numbers of every economy, None for one that does not exist."""
    columns = economy_columns(result) | split_columns(result)
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
