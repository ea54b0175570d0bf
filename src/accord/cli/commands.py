"""The commands by name: each is imported when it is called, so that no command pays for another."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import import_module
from typing import Annotated, cast

import typer
from typer._click.core import Context
from typer.core import TyperCommand, TyperGroup

import accord
from accord.cli.offer import typed
from accord.core.places import files
from accord.page.progress import hush


@lru_cache(maxsize=1)
def table() -> dict[str, dict[str, str]]:
    """Return each command's home, its line of help, and examples of it and of its parts."""
    return tomllib.loads(files("accord.cli").joinpath("commands.toml").read_text("utf-8"))


class Later(TyperCommand):
    """A command of which only the name and the line of help are known until it is called."""

    def __init__(self, name: str, home: str, line: str) -> None:
        super().__init__(name, help=line, short_help=line)
        self.home = home

    def loaded(self) -> TyperCommand | TyperGroup:
        """Return the command itself, with its examples."""
        module, _, attribute = self.home.partition(":")
        found = getattr(import_module(module), attribute)
        if not isinstance(found, typer.Typer):
            held = typer.Typer()
            held.command(self.name)(typed(found))
            found = held
        found._add_completion = False
        command = cast(TyperCommand | TyperGroup, typer.main.get_command(found))
        _complete(command, table()[str(self.name)], ())
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: Context | None = None, **extra: object
    ) -> Context:
        """Hand over to the command itself; ``--quiet`` may stand anywhere."""
        if "--quiet" in args:
            hush(True)
        told = [word for word in args if word != "--quiet"]
        return self.loaded().make_context(info_name, told, parent, **extra)


class Commands(TyperGroup):
    """All commands of the table."""

    def __init__(self, **given: object) -> None:
        super().__init__(**given)  # type: ignore[arg-type]
        for name, row in table().items():
            self.add_command(Later(name, f"accord.cli.{row['home']}", row["help"]))


def _complete(command: TyperCommand | TyperGroup, row: dict[str, str], path: tuple[str, ...]) -> None:
    """Give a command, and each part of a group, its example."""
    example = row.get(" ".join(path) or "example")
    if example:
        command.epilog = f"Example: {example}"
    for name, part in getattr(command, "commands", {}).items():
        _complete(part, row, (*path, name))


app = typer.Typer(
    name="accord",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"accord {accord.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and end.", callback=_version, is_eager=True)
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="No progress and no messages, only results and errors.")
    ] = False,
) -> None:
    """Economic statecraft, computed: from what governments announce to which deal is worth signing."""
    hush(quiet)
