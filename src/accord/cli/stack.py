"""``accord stack``: the duties really paid on a day; ``accord stack build`` makes its tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord.cli.build import offer_build
from accord.cli.offer import part, typed
from accord.cli.options import Exporter, Importer, Json, Measures
from accord.cli.output import put
from accord.cli.plain import Note
from accord.core.codec import Document
from accord.core.errors import InputError
from accord.page.printed.duties import check_text, diff_text, ranking_text
from accord.page.progress import say
from accord.study.days import day_of
from accord.study.stack import check_document, diff_document, ranking_document

app = typer.Typer(name="stack", help="The measure stack: the tariff that is really paid.")


def stack(
    context: typer.Context,
    *,
    importer: Importer = "USA",
    exporter: Exporter = "",
    as_of: Annotated[str, "The day, as 2025-09-01."] = "",
    between: Annotated[
        tuple[str, str] | None, Note("Two days: what changed between them.", ("--diff",))
    ] = None,
    check: Annotated[bool, "Look for what does not fit in the list."] = False,
    measures: Measures = None,
    json: Json = False,
) -> None:
    """Show what is really paid on a day: one exporter by sector and chapter, or all partners ranked."""
    if context.invoked_subcommand:
        return
    if as_of and exporter and not (check or between):
        from accord.page.printed.stack import stack_blocks
        from accord.study.stack import stack_document

        put(stack_document(importer, exporter, day_of(as_of), measures), stack_blocks, json)
        return
    document: Document
    if check:
        document, text = check_document(importer, measures), check_text
    elif between:
        first, last = (day_of(word, "--diff") for word in between)
        document, text = diff_document(importer, exporter, first, last, measures), diff_text
    elif as_of:
        document, text = ranking_document(importer, day_of(as_of), measures), ranking_text
    else:
        raise InputError("accord stack needs --as-of, as in --exporter IND --as-of 2025-09-01")
    put(document, text, json)
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
