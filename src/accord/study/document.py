"""A run as the JSON document of the command line: a contract, its keys stay."""

from __future__ import annotations

import numpy as np

from accord.core.codec import Document
from accord.core.shock import Array
from accord.study.blocs import bloc_flows, bloc_row, named_blocs
from accord.study.run import Run
from accord.trade import Result, accounts, welfare_split

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
FEW = 8
"""Flows are listed for the economies a scenario names by code, the first so many of them."""


def run_document(run: Run) -> Document:
    """Return the contract's document; a number that does not exist (a share of nothing) is null.

    The exact split of real income is worked out here: it costs as much as several solves.
    """
    result = run.result
    blocs = named_blocs(run)
    return {
        "scenario": run.scenario.to_dict(),
        "world": {"id": run.world.id, "fingerprint": run.world.fingerprint, "year": run.world.year},
        "elasticities": run.world.elasticity_source,
        "against": str(run.against),
        "closure": result.closure,
        "horizon": run.horizon,
        "status": str(result.status),
        "sentence": result.sentence,
        "residual": result.residual,
        "certificate": result.certificate,
        "seconds": round(run.seconds, 4),
        "notes": [*run.shock.notes, *([result.caveat] if result.caveat else [])],
        "units": UNITS,
        "economies": _economies(run),
        "groups": {name: bloc_row(run, inside) for name, inside in blocs.items() if inside.any()},
        "bilateral": _bilateral(run)
        + [row for name, inside in blocs.items() for row in bloc_flows(run, name, inside, run.named[:FEW])],
        "sectors": _sectors(run),
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


def _economies(run: Run) -> dict[str, dict[str, float | None]]:
    columns = economy_columns(run.result) | split_columns(run.result)
    return {
        code: {name: number(values[n]) for name, values in columns.items()}
        for n, code in enumerate(run.world.economies)
    }


def _bilateral(run: Run) -> list[Document]:
    """Every flow into or out of the first few economies that the scenario names."""
    before, after = run.result.baseline.net_trade / 1000, run.result.trade_at_border / 1000
    codes = run.world.economies
    named = np.isin(codes, run.named[:FEW])
    listed = (named[:, None] | named[None, :]) & ~np.eye(len(codes), dtype=bool)
    cells = np.argwhere(listed[None] & ((before > 0) | (after > 0)))
    amounts = (flow[tuple(cells.T)].tolist() for flow in (before, after))
    return [
        {
            "exporter": codes[i],
            "importer": codes[n],
            "sector": run.world.sectors[j],
            "baseline_usd_bn": first,
            "scenario_usd_bn": then,
        }
        for (j, n, i), first, then in zip(cells.tolist(), *amounts, strict=True)
    ]


def _sectors(run: Run) -> list[Document]:
    output = accounts.output_pct(run.result)
    jobs = accounts.employment_share_change_pp(run.result)
    return [
        {
            "economy": code,
            "sector": sector,
            "output_pct": number(output[j, n]),
            "employment_share_change_pp": number(jobs[j, n]),
        }
        for n, code in enumerate(run.world.economies)
        for j, sector in enumerate(run.world.sectors)
    ]


def number(value: float | Array) -> float | None:
    """Return a JSON number, or None for one that does not exist."""
    return float(value) if np.isfinite(value) else None
