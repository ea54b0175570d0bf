"""The supply answers as JSON documents: the keys of the commands."""

from __future__ import annotations

from dataclasses import asdict

from accord.core.codec import Document
from accord.study.supply.cut import CutReport, income_rows, stage_rows
from accord.study.supply.risk import RiskReport


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
