"""``accord read``: reports to dockets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, say
from accord.core.errors import InputError

if TYPE_CHECKING:
    from accord.docket import Docket


def read(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOC...", help="Files or folders; - is standard input.")
    ],
    json_: Annotated[bool, JSON_OPTION] = False,
    date: Annotated[
        str | None, typer.Option("--date", help="The report's date, where it carries none.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say for each item which rule made it.")] = False,
    save: Annotated[
        Path | None,
        typer.Option("--save", help="Write the reading to a YAML file, doubts first, for correction."),
    ] = None,
    lexicon: Annotated[
        Path | None, typer.Option("--lexicon", help="Folder of CSV files that extend the lexicons.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Read a text that does not look English all the same.")
    ] = False,
) -> None:
    """Read reports: who met, what was decided or threatened, which measures, what comes next."""
    from accord.docket import load_documents, read_documents
    from accord.docket.show import as_text

    if lexicon is not None and not lexicon.is_dir():
        raise InputError(f"--lexicon: {lexicon} is not a folder of CSV files")
    folder = str(lexicon) if lexicon else None
    dockets = read_documents(load_documents(documents, say), date, folder, force, say)
    if save is not None:
        _save(save, dockets)
    if json_:
        made = [d.to_json(explain) for d in dockets]
        emit_json(made[0] if len(made) == 1 else made)
        return
    for docket in dockets:
        typer.echo(as_text(docket, explain))


def _save(path: Path, dockets: list[Docket]) -> None:
    """Write one reading to a file, or several to a folder of that name."""
    from accord.docket.saved import to_yaml

    if len(dockets) == 1:
        path.write_text(to_yaml(dockets[0]), "utf-8")
        return
    path.mkdir(parents=True, exist_ok=True)
    for docket in dockets:
        (path / f"{docket.id}.yml").write_text(to_yaml(docket), "utf-8")
