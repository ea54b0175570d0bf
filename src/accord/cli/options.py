"""Arguments and options that several commands take, each said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.offer import OUT
from accord.cli.plain import DATE, DOCS, FORCE, JSON


def _on(shelf: str) -> Callable[[str], list[str]]:
    """Return what completes the name of something that ships."""

    def found(incomplete: str) -> list[str]:
        from accord.study.library import SHELVES

        return [name for name in SHELVES[shelf].names() if name.startswith(incomplete)]

    return found


Docs = Annotated[list[str], typer.Argument(metavar=DOCS.metavar, help=DOCS.help)]
Scenarios = Annotated[
    list[str],
    typer.Argument(help="Scenario files or library names.", autocompletion=_on("scenarios")),
]
Json = Annotated[bool, typer.Option("--json", help=JSON.help)]
Date = Annotated[str | None, typer.Option("--date", help=DATE.help)]
Force = Annotated[bool, typer.Option("--force", help=FORCE.help)]
World = Annotated[str, typer.Option(help="A shipped world, or a file of one.", autocompletion=_on("worlds"))]
Elasticities = Annotated[
    str | None, typer.Option(help="An elasticity set or a file of one.", autocompletion=_on("elasticities"))
]
Closure = Annotated[str | None, typer.Option(help="fixed, balanced or share.")]
Horizon = Annotated[str | None, typer.Option(help="Years after the change, 1 to 10, or long.")]
Against = Annotated[str | None, typer.Option(help="What changes count from: world-year, or law:2026-01-14.")]
Out = Annotated[Path | None, typer.Option(*OUT.names, help=OUT.help)]
Seed = Annotated[int, typer.Option(help="Seed of the draws; the same seed gives the same numbers.")]
Jobs = Annotated[int, typer.Option(help="Worker processes that solve the draws.")]
Importer = Annotated[str, typer.Option(help="Code or name of the economy that charges.")]
Exporter = Annotated[str, typer.Option(help="Code or name of the economy whose goods pay.")]
Measures = Annotated[Path | None, typer.Option(help="Your own duties (YAML or JSON), on top.")]
Sources = Annotated[Path, typer.Option(help="Folder of the source files.")]
Target = Annotated[Path | None, typer.Option(help="Folder to write to; the package's own when left out.")]
