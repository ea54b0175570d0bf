"""The command that builds a room's shipped tables again, in each room that has some."""

from __future__ import annotations

import typer

from accord.cli.options import Sources, Target
from accord.cli.output import say
from accord.core.errors import MissingExtraError


def offer_build(app: typer.Typer, room: str, about: str) -> None:
    """Add the command that builds a room's shipped tables again."""

    @app.command(help=about)
    def build(sources: Sources, target: Target = None) -> None:
        from accord.sources.rebuild import rebuild

        try:
            for line in rebuild(room, sources, target):
                say(line)
        except ModuleNotFoundError as error:
            raise MissingExtraError(f"building needs {error.name}: pip install 'accord[build]'") from None
