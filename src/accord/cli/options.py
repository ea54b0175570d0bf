"""Arguments and options that several commands take, each said once; ``offer.typed`` makes them Typer's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from accord.cli.offer import OUT
from accord.cli.plain import JSON, Note


def _on(shelf: str) -> Callable[[str], list[str]]:
    """Return what completes the name of something that ships."""

    def found(incomplete: str) -> list[str]:
        from accord.study.library import SHELVES

        return [name for name in SHELVES[shelf].names() if name.startswith(incomplete)]

    return found


Docs = Annotated[list[str], Note("Files or folders; - is standard input.", metavar="DOC...")]
Scenarios = Annotated[list[str], "Scenario files or library names.", _on("scenarios")]
Json = Annotated[bool, JSON]
Date = Annotated[str | None, "The report's date, where it carries none."]
Force = Annotated[bool, "Read a text that does not look English all the same."]
World = Annotated[str, "A shipped world, or a file of one.", _on("worlds")]
Elasticities = Annotated[str | None, "An elasticity set or a file of one.", _on("elasticities")]
Closure = Annotated[str | None, "fixed, balanced or share."]
Horizon = Annotated[str | None, "Years after the change, 1 to 10, or long."]
Against = Annotated[str | None, "What changes count from: world-year, or law:2026-01-14."]
Out = Annotated[Path | None, OUT]
Seed = Annotated[int, "Seed of the draws; the same seed gives the same numbers."]
Jobs = Annotated[int, "Worker processes that solve the draws."]
Importer = Annotated[str, "Code or name of the economy that charges."]
Exporter = Annotated[str, "Code or name of the economy whose goods pay."]
Measures = Annotated[Path | None, "Your own duties (YAML or JSON), on top."]
