"""``accord duty``: every duty on one product, or a table for many."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord.cli.options import Exporter, Importer, Json, Measures
from accord.cli.output import day_of, put
from accord.core.errors import InputError
from accord.page.printed.duty import duty_rows, duty_text
from accord.study.duty import codes_in, product_document, product_rows


def duty(
    codes: Annotated[
        list[str] | None, typer.Argument(help="HS codes of 2 to 10 digits, with or without dots.")
    ] = None,
    importer: Importer = "USA",
    exporter: Exporter = "",
    as_of: Annotated[str, typer.Option("--as-of", help="The day, as 2026-11-27.")] = "",
    codes_from: Annotated[
        Path | None, typer.Option("--codes", help="A CSV file of codes; a table comes out.")
    ] = None,
    measures: Measures = None,
    json: Json = False,
) -> None:
    """Show every duty on one product: base, each layer, exemptions, total, history and what is scheduled."""
    if not exporter or not as_of:
        raise InputError("accord duty needs --exporter and --as-of, as in --exporter IND --as-of 2026-11-27")
    day = day_of(as_of)
    wanted = [*(codes or []), *(codes_in(codes_from) if codes_from else [])]
    if not wanted:
        raise InputError("accord duty needs an HS code, or --codes FILE")
    if len(wanted) == 1 and not codes_from:
        put(product_document(wanted[0], importer, exporter, day, measures), duty_text, json)
    else:
        put(product_rows(wanted, importer, exporter, day, measures), duty_rows, json)
