"""A run as the JSON document of the command line: a contract, its keys stay."""

from __future__ import annotations

import numpy as np

from accord.core.codec import Document
from accord.study.blocs import bloc_flows, bloc_row, named_blocs
from accord.study.run import Run
from accord.trade.columns import UNITS, economies, sectors
from accord.trade.household import household_document

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
        "economies": economies(result),
        "groups": {name: bloc_row(run, inside) for name, inside in blocs.items() if inside.any()},
        "bilateral": _bilateral(run)
        + [row for name, inside in blocs.items() for row in bloc_flows(run, name, inside, run.named[:FEW])],
        "sectors": sectors(result),
    }


def households(run: Run) -> dict[str, Document]:
    """Return what a run means at home by economy, for the first two that its scenario names."""
    return {code: household_document(run.result, code) for code in run.named[:2]}


def run_at_home(run: Run) -> Document:
    """Return the contract's document of a run with what it means at home under ``household``."""
    return {**run_document(run), "household": households(run)}


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
