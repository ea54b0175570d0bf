"""``accord stack``: the duties really paid on a day; ``accord stack build`` makes its tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, say, show
from accord.core.errors import InputError, MissingExtraError

app = typer.Typer(name="stack", help="The measure stack: the tariff that is really paid.")


@app.callback(invoke_without_command=True)
def stack(
    context: typer.Context,
    importer: Annotated[str, typer.Option(help="Code or name of the economy that charges.")] = "USA",
    exporter: Annotated[str, typer.Option(help="Code or name of the economy whose goods pay.")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day, as 2025-09-01.")] = "",
    measures: Annotated[Path | None, typer.Option(help="Your own duties (YAML or JSON), on top.")] = None,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Show statutory, exempt, pre-empted and effective rates by sector and chapter on one day."""
    if context.invoked_subcommand:
        return
    if not exporter or not as_of:
        raise InputError("accord stack needs --exporter and --as-of, as in --exporter IND --as-of 2025-09-01")
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise InputError(f"--as-of: '{as_of}' is not a date like 2025-09-01") from None
    from accord.page.printed.stack import stack_blocks
    from accord.study.stack import stack_document

    document = stack_document(importer, exporter, day, measures)
    if json:
        emit_json(document)
    else:
        show(stack_blocks(document))


@app.command()
def build(
    sources: Annotated[Path, typer.Option(help="Folder with the source files.")],
    target: Annotated[Path | None, typer.Option(help="Folder to write to; by default Accord's own.")] = None,
) -> None:
    """Build the import weights and product lists from the source files."""
    try:
        from accord.sources.stack import build as build_tables
    except ImportError:
        raise MissingExtraError("accord stack build needs polars: pip install 'accord[build]'") from None

    folder = target or Path(__file__).parents[1] / "policy" / "data"
    for path in build_tables(sources, folder):
        say(f"wrote {path} ({path.stat().st_size / 1000:.0f} kB)")
