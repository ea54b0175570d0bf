"""The supply answers as JSON documents: the keys of the commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from accord.core.codec import Document
from accord.core.codes import economies, find_economy, nearest
from accord.core.errors import InputError
from accord.groups import info
from accord.study.supply.cut import CutReport, income_rows, stage_rows
from accord.study.supply.risk import RiskReport, exposure_report, stage_sources, stage_years
from accord.supply.chain import REST, Chain, chain_names, load_chain
from accord.supply.disruption import ScanRow, scan
from accord.supply.exposure import single_points
from accord.supply.network import Network, networks

SMALLEST = 0.005
"""Share of a stage's output from which its maker is listed."""


def importer_of(word: str, year: int, where: str) -> tuple[str, tuple[str, ...] | None]:
    """Return a code and no members for an economy, or a group's name with its members in that year."""
    if code := find_economy(word):
        return code, None
    try:
        group = info(word)
    except InputError:
        close = nearest(word, [name for pair in economies().items() for name in pair])
        raise InputError(f"{where}: '{word}' is neither an economy nor a group{close}") from None
    return group.id, group.members(f"{year}-12-31")


def risk_document(report: RiskReport) -> Document:
    """Return the risk of one material for one importer."""
    return {
        "material": report.material.id,
        "name": report.material.name,
        "importer": report.importer,
        "members": list(report.members),
        "year": report.year,
        "figures": [asdict(figure) for figure in report.figures],
        "suppliers": [asdict(figure) for figure in report.suppliers],
        "missing": list(report.missing),
    }


def cut_document(report: CutReport) -> Document:
    """Return the loss of a supplier."""
    return {
        "chain": report.outcome.chain.id,
        "name": report.outcome.chain.name,
        "cut": asdict(report.outcome.cut),
        "diversion": [outcome.cut.diverted() for outcome in report.spread],
        "stages": stage_rows(report),
        "income": income_rows(report.loss),
        "assumed": list(report.assumed),
        "missing": list(report.missing),
    }


def scan_document(chain: Chain, watch: Sequence[str] = (), together: int = 1, top: int = 15) -> Document:
    """Return the loss of each supplier (or of each two) of a chain, worst first, and its single points.

    ``top`` is how many losses a page shows; the document holds them all.
    """
    return {
        "chain": chain.id,
        "name": chain.name,
        "stages": {stage.id: stage.name for stage in chain.stages},
        "top": top,
        "losses": [_scan_row(row) for row in scan(chain, watch, together)],
        "single_points": [
            {"stage": stage, "economy": economy, "pct_of_world_output": 100 * share}
            for stage, economy, share in single_points(chain)
        ],
    }


def _scan_row(row: ScanRow) -> Document:
    watched = {code: {"stage": at, "pct_of_use": pct} for code, (at, pct) in row.watched_pct.items()}
    return {
        "suppliers": list(row.suppliers),
        "stage": row.stage,
        "world_shortfall_pct": row.world_pct,
        "watched": watched,
    }


def exposure_document(chain: Chain, code: str) -> Document:
    """Return who makes and who sells what an economy uses, stage by stage."""
    stages = exposure_report(chain, code)
    return {"chain": chain.id, "name": chain.name, "economy": code, "stages": stages}


def chains_document() -> list[Document]:
    """Return the shipped chains and their stages."""
    found = [load_chain(name) for name in chain_names()]
    return [
        {"id": item.id, "name": item.name, "about": item.about, "stages": [s.id for s in item.stages]}
        for item in found
    ]


def chain_document(chain: Chain) -> Document:
    """Return a chain stage by stage: what it is made from, and who makes how much of it."""
    return {
        "chain": chain.id,
        "name": chain.name,
        "about": chain.about,
        "stages": [_made(n) for n in networks(chain)],
    }


def _made(network: Network) -> Document:
    makers = [
        {"economy": code, "pct_of_world_output": 100 * float(share)}
        for code, share in zip(network.economies, network.supply, strict=True)
        if code != REST and share >= SMALLEST
    ]
    return {
        "stage": network.stage.id,
        "name": network.stage.name,
        "unit": network.stage.unit,
        "year": stage_years(network.stage),
        "made_from": list(network.stage.made_from),
        "makers": sorted(
            makers, key=lambda row: (-float(str(row["pct_of_world_output"])), str(row["economy"]))
        ),
        "attributed_pct": 100 * network.attributed,
        "sources": list(stage_sources(network.stage)),
    }
