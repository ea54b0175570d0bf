"""``accord sweep``: how far the results move with the elasticities that nobody knows exactly."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.output import JSON_OPTION, cache, emit_json, say, show

if TYPE_CHECKING:
    from accord.study.sweep.sweep import Progress


def sweep(
    scenarios: Annotated[list[str], typer.Argument(help="Scenario files or library names.")],
    draws: Annotated[int, typer.Option(help="How many sets of elasticities to draw.")] = 1000,
    seed: Annotated[int, typer.Option(help="Seed of the draws; the same seed gives the same numbers.")] = 1,
    jobs: Annotated[int, typer.Option(help="Worker processes on this machine.")] = 1,
    dask: Annotated[str | None, typer.Option(help="Address of a Dask cluster to use instead.")] = None,
    world: Annotated[str, typer.Option(help="A shipped world or a world file.")] = "world-2022",
    elasticities: Annotated[str | None, typer.Option(help="An elasticity set or a file of one.")] = None,
    closure: Annotated[str | None, typer.Option(help="fixed, balanced or share.")] = None,
    horizon: Annotated[str | None, typer.Option(help="Years after the change, 1 to 10, or long.")] = None,
    against: Annotated[
        str | None, typer.Option(help="What changes count from: world-year, or law:2026-01-14.")
    ] = None,
    journal: Annotated[
        Path | None,
        typer.Option(help="Folder of finished draws, to resume from; the user's cache by default."),
    ] = None,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Solve scenarios under uncertain elasticities and print quantiles; a stopped sweep resumes."""
    from accord.page.printed.sweep import sweep_blocks
    from accord.study.sweep.sweep import sweep as run

    folder = journal or default_journal()
    try:
        with progress_bar() as progress:
            found = run(
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
                journal=folder,
                progress=progress,
            )
    except KeyboardInterrupt:
        say("accord: the same command goes on from the draws that are finished")
        raise typer.Exit(130) from None
    document = found.document()
    if json:
        emit_json(document)
    else:
        show(sweep_blocks(document))


def default_journal() -> Path:
    """Return the folder of journals in the user's cache."""
    return cache() / "sweeps"


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Yield a callback that keeps a bar with the time left on standard error."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("draws"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("time left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("draws", total=None)

        def show(done: int, wanted: int) -> None:
            if bar.tasks[task].total is None:
                # draws from the journal cost nothing: they do not count for the time left
                bar.reset(task, total=wanted, completed=done)
            bar.update(task, completed=done)

        yield show
