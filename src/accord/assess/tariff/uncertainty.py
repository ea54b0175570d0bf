"""How far a briefing's real incomes move with elasticities that nobody knows exactly, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.policy import Scenario
from accord.study.document import UNITS, number
from accord.study.sweep.sweep import Progress, Sweep, headlines, sweep
from accord.world import World

ENDS = {"low": 5, "median": 50, "high": 95}
"""Percentiles of the draws: nine draws of ten lie between low and high."""

TODAY = "today"
AGAINST = "% change of real income against today's measures, within each draw"

Row = dict[str, Any]
Level = tuple[float, NDArray[np.float64]]


def uncertainty(
    scenarios: Mapping[str, Scenario],
    world: World,
    sides: Sequence[str],
    *,
    draws: int,
    seed: int,
    jobs: int = 1,
    progress: Progress | None = None,
    **options: Any,
) -> dict[str, Any] | None:
    """Return the spread of both sides' real income in every scenario; None without draws or scenarios.

    Each draw solves all scenarios with one set of elasticities, so that the change against today is a
    change within draws. ``options`` are those of ``run``. The numbers do not depend on ``jobs``.
    """
    if draws == 0 or not scenarios:
        return None
    found = sweep(
        list(scenarios.values()), world, draws=draws, seed=seed, jobs=jobs, progress=progress, **options
    )
    levels = _levels(found, tuple(scenarios), sides)
    rows = [_row(*place, "welfare_pct", *level) for place, level in levels.items()]
    for (role, code), (middle, spread) in levels.items():
        if role != TODAY and (TODAY, code) in levels:
            now, drawn = levels[TODAY, code]
            change = against(middle, now), against(spread, drawn)
            rows.append(_row(role, code, "welfare_against_today_pct", *change))
    return {
        "draws": found.draws,
        "answered": len(found.values),
        "seed": seed,
        "percentiles": ENDS,
        "basis": found.task.spread.sentence,
        "fingerprint": found.fingerprint,
        "rows": rows,
    }


def _levels(found: Sweep, roles: Sequence[str], sides: Sequence[str]) -> dict[tuple[str, str], Level]:
    """Return real income by role and side: its central value and that of each draw."""
    levels: dict[tuple[str, str], Level] = {}
    task, columns = found.task, iter(found.values.T)
    for role, one, named, blocs in zip(roles, found.runs, task.named, task.blocs, strict=True):
        for key, central in headlines(one.result, named, blocs).items():
            drawn, (_, code, last) = next(columns), key.split(".")
            if last == "welfare_pct" and code in sides:
                levels[role, code] = central, drawn
    return levels


def against(then: Any, now: Any) -> Any:
    """Return the change from one change to another, all in per cent."""
    return ((1 + then / 100) / (1 + now / 100) - 1) * 100


def _row(role: str, code: str, measure: str, central: float, spread: NDArray[np.float64]) -> Row:
    ends = np.percentile(spread, list(ENDS.values()))
    return {
        "scenario": role,
        "economy": code,
        "measure": measure,
        "unit": UNITS.get(measure, AGAINST),
        "central": number(central),
        **{end: number(value) for end, value in zip(ENDS, ends, strict=True)},
        "above_zero": int((spread > 0).sum()),
    }
