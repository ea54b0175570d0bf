"""The command that builds a room's shipped tables again, in each room that has some."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord.cli.offer import part
from accord.page.progress import say


def offer_build(app: typer.Typer, room: str, about: str) -> None:
    """Add the command that builds a room's shipped tables again."""

    @part(app, about=about)
    def build(
        *,
        sources: Annotated[Path, "Folder of the source files."],
        target: Annotated[Path | None, "Folder to write to; the package's own when left out."] = None,
    ) -> None:
        from accord.sources.rebuild import rebuild

        for line in rebuild(room, sources, target):
            say(line)
