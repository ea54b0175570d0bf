"""``accord talks``: what each side would do alone, what failure costs, and the deals both would sign."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, cache, emit_json, say, show
from accord.core.errors import InputError

MOST_POINTS, MOST_LINES = 1000, 6
"""Points of a frontier, and concessions in a package that is searched for: each is a solve, or many."""


def talks(
    first: Annotated[str, typer.Argument(help="An economy such as USA, or a customs union such as EU27.")],
    second: Annotated[str, typer.Argument(help="The other side.")],
    disagreement: Annotated[
        str | None,
        typer.Option(help="Without a deal: law:2026-01-14 (today's if left out), nash, or a scenario."),
    ] = None,
    menu: Annotated[str | None, typer.Option(help="A menu of concessions: a name or a file.")] = None,
    instruments: Annotated[
        str, typer.Option(help="sector-partner, sector, partner or uniform.")
    ] = "sector-partner",
    world: Annotated[str, typer.Option(help="A shipped world or a world file.")] = "world-2022",
    elasticities: Annotated[str | None, typer.Option(help="An elasticity set or a file of one.")] = None,
    closure: Annotated[str, typer.Option(help="fixed, balanced or share.")] = "fixed",
    points: Annotated[int, typer.Option(help="Points on the frontier.")] = 50,
    limit: Annotated[int, typer.Option(help="Most concessions in a package that is searched for.")] = 3,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show each side's best tariffs, the war of both, and which deals beat no deal for both."""
    from accord.page.printed.talks import talks_blocks
    from accord.study.talks.document import Question, talks_document

    question = Question(
        (first, second), world, elasticities, disagreement, menu, instruments, closure, points, limit
    )
    if not (0 < points <= MOST_POINTS and 0 < limit <= MOST_LINES):
        raise InputError(
            f"--points takes 1 to {MOST_POINTS} and --limit 1 to {MOST_LINES}, not {points} and {limit}"
        )
    kept = cache() / "talks"
    with _progress() as report:
        document = talks_document(question, report=report, kept=kept)
    if document["interrupted"]:
        say(f"accord: the same command goes on from the finished parts in {kept}")
        raise typer.Exit(130)
    if json:
        emit_json(document)
        return
    show(talks_blocks(document))


@contextmanager
def _progress() -> Iterator[Callable[[str, float], None] | None]:
    """Yield a callback that keeps a bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda message, done: bar.update(task, description=message, completed=done)
