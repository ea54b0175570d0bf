"""How far real incomes and exports move with elasticities that nobody knows exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from accord.assess.desk import Desk
from accord.assess.tariff.read import Asked
from accord.core.codec import Document, finite
from accord.core.errors import SolveError
from accord.policy import Scenario
from accord.study.sweep.sweep import Sweep, sweep
from accord.trade.columns import headlines

ENDS = {"low": 5, "median": 50, "high": 95}
"""Percentiles of the draws: nine draws of ten lie between low and high."""
HORIZON = "10"


def uncertainty(scenarios: Mapping[str, Scenario], asked: Asked, desk: Desk) -> Document:
    """Return the spread of both sides' real income and of exports in every state, ten years on.

    Each draw solves all states with one set of elasticities, against the same law. Where a state has no answer in
    too many draws there are no rows, and ``dropped`` says why.
    """
    chosen = desk.chosen
    try:
        found = sweep(
            list(scenarios.values()),
            desk.world,
            draws=chosen.draws,
            seed=chosen.seed,
            jobs=desk.jobs,
            dask=desk.dask,
            progress=desk.progress,
            elasticity_set=chosen.elasticities,
            closure=chosen.closure,
            horizon=chosen.horizon or HORIZON,
            against=f"law:{asked.law}" if asked.law else None,
        )
    except SolveError as error:
        return {"draws": chosen.draws, "seed": chosen.seed, "dropped": str(error)}
    rows = [
        _row(role, key, central, drawn)
        for role, key, central, drawn in _columns(found, tuple(scenarios), asked.flow[::-1])
    ]
    return {
        "draws": found.draws,
        "answered": len(found.values),
        "seed": chosen.seed,
        "horizon": chosen.horizon or HORIZON,
        "percentiles": ENDS,
        "basis": found.task.spread.sentence,
        "fingerprint": found.fingerprint,
        "rows": rows,
    }


def _columns(
    found: Sweep, roles: Sequence[str], sides: Sequence[str]
) -> Iterator[tuple[str, str, float, NDArray[np.float64]]]:
    """Yield the headline numbers of the two sides by state: key, central value, one value for each draw."""
    wanted = {f"{kind}.{code}.welfare_pct" for kind in ("economies", "groups") for code in sides}
    wanted.add(f"goods_exports_pct.{sides[1]}.{sides[0]}")
    columns, task = iter(found.values.T), found.task
    for role, one, named, blocs in zip(roles, found.runs, task.named, task.blocs, strict=True):
        for key, central in headlines(one.result, named, blocs).items():
            drawn = next(columns)
            if key in wanted:
                yield role, key, central, drawn


def _row(role: str, key: str, central: float, drawn: NDArray[np.float64]) -> Document:
    ends = np.percentile(drawn, list(ENDS.values()))
    first, *rest = key.split(".")
    exports = first == "goods_exports_pct"
    return {
        "role": role,
        "economy": rest[0],
        "measure": "goods_exports_pct" if exports else rest[-1],
        "central": finite(central),
        **{end: finite(value) for end, value in zip(ENDS, ends, strict=True)},
        "above_zero": int((drawn > 0).sum()),
    }
