"""``accord stack``: the duties really paid on a day; ``accord stack build`` makes its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord.cli.build import offer_build
from accord.cli.offer import part, typed
from accord.cli.options import Exporter, Importer, Json, Measures
from accord.cli.plain import Note
from accord.core.errors import InputError
from accord.page.out import put
from accord.page.printed.duties import stack_shown
from accord.page.progress import say
from accord.study.stack import answer

app = typer.Typer(name="stack", help="The measure stack: the tariff that is really paid.")


def stack(
    context: typer.Context,
    *,
    importer: Importer = "USA",
    exporter: Exporter = "",
    as_of: Annotated[str, "The day, as 2025-09-01."] = "",
    between: Annotated[tuple[str, str] | None, Note("Two days: what changed.", ("--diff",))] = None,
    check: Annotated[bool, "Look for what does not fit in the list."] = False,
    measures: Measures = None,
    json: Json = False,
) -> None:
    """Show what is really paid on a day: one exporter by sector and chapter, or all partners ranked."""
    if context.invoked_subcommand:
        return
    document = answer(importer, exporter, as_of, between, check=check, measures=measures)
    put(document, stack_shown, json)
    if check and any(finding["weight"] == "error" for finding in document["findings"]):
        raise InputError(f"the list of {document['importer']} duties has errors, see above")


app.callback(invoke_without_command=True)(typed(stack))
offer_build(app, "policy", "Build the import weights and product lists from the source files.")


@part(app)
def news(
    kind: Annotated[str, "What the file is: hts, notices or census."],
    *,
    file: Annotated[Path, "A file in the provider's own form; --fetch writes it."],
    fetch: Annotated[bool, "Ask the provider over the network first."] = False,
    month: Annotated[str, "For census: the month, as 2026-09."] = "",
) -> None:
    """List the headings of chapter 99 that the book of the United States does not name yet."""
    from accord.sources import news as room
    from accord.sources import updates

    if fetch:
        say(f"wrote {updates.fetch(kind, file, month)}")
    for line in room.lines(kind, file):
        print(line)
