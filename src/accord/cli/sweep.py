"""``accord sweep``: how far the results move with the elasticities that nobody knows exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from accord.cli.options import Against, Closure, Elasticities, Horizon, Jobs, Json, Scenarios, Seed, World
from accord.core.places import cache
from accord.page.out import put
from accord.page.printed.sweep import sweep_blocks
from accord.page.progress import draws_bar, say
from accord.study.sweep.sweep import sweep as solve


def sweep(
    scenarios: Scenarios,
    *,
    draws: Annotated[int, "How many sets of elasticities to draw."] = 1000,
    seed: Seed = 1,
    jobs: Jobs = 1,
    dask: Annotated[str | None, "Address of a Dask cluster to use instead."] = None,
    world: World = "world-2022",
    elasticities: Elasticities = None,
    closure: Closure = None,
    horizon: Horizon = None,
    against: Against = None,
    journal: Annotated[Path | None, "Folder of finished draws to resume from; else the user's cache."] = None,
    json: Json = False,
) -> None:
    """Solve scenarios under uncertain elasticities and print quantiles; a stopped sweep resumes."""
    try:
        with draws_bar() as progress:
            found = solve(
                list(scenarios),
                world,
                draws=draws,
                seed=seed,
                jobs=jobs,
                dask=dask,
                elasticity_set=elasticities,
                closure=closure,
                horizon=horizon,
                against=against,
                journal=journal or cache() / "sweeps",
                progress=progress,
            )
    except KeyboardInterrupt:
        say("accord: the same command goes on from the draws that are finished")
        raise
    put(found.document(), sweep_blocks, json)
