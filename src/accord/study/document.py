"""A run as the JSON document of the command line: a contract, its keys stay."""

from __future__ import annotations

import numpy as np

from accord.core.codec import Document
from accord.core.codes import economies, find_economy
from accord.groups import members
from accord.study.run import Run
from accord.study.sensitivities import sensitivities
from accord.trade import columns
from accord.trade.columns import Mask, flows, group_flows, group_row
from accord.trade.household import household_document

FEW = 8
"""Flows are listed for the economies a scenario names by code, the first so many of them."""


def run_document(run: Run, exact: bool = True) -> Document:
    """Return the contract's document; a number that does not exist (a share of nothing) is null.

    The exact split of real income costs as much as several solves; without ``exact`` it is left out.
    """
    result = run.result
    blocs, named = named_blocs(run), run.named[:FEW]
    earned = run.world.value_added.sum(axis=0)
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
        "units": columns.UNITS,
        "economies": columns.economies(result, exact),
        "groups": {name: group_row(result, inside, earned) for name, inside in blocs.items() if inside.any()},
        "bilateral": flows(result, named)
        + [row for name, inside in blocs.items() for row in group_flows(result, name, inside, named)],
        "sectors": columns.sectors(result),
    }


def households(run: Run) -> dict[str, Document]:
    """Return what a run means at home by economy, for the first two that its scenario names."""
    return {code: household_document(run.result, code) for code in run.named[:2]}


def run_at_home(run: Run, exact: bool = True, slopes: bool = False) -> Document:
    """Return the contract's document of a run with what it means at home under ``household``.

    With ``slopes`` the tariffs that matter most stand under ``sensitivities``.
    """
    most = {"sensitivities": sensitivities(run)} if slopes else {}
    return {**run_document(run, exact), "household": households(run), **most}


def named_blocs(run: Run) -> dict[str, Mask]:
    """Return the members ``[n]`` of each group that a scenario names in its measures or its law, by the group's name."""
    stack = run.scenario.stack
    words = [stack.importer, *stack.exporters] if stack else []
    for measure in run.scenario.measures:
        for parties in (measure.importers, measure.exporters, measure.economies):
            words += parties.of if parties else ()
    known = {*economies(), *run.world.economies, "all"}
    return {
        word: np.isin(run.world.economies, members(word, run.scenario.as_of))
        for word in dict.fromkeys(words)
        if word not in known and not find_economy(word)
    }
