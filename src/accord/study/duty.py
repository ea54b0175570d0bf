"""Duties on single products, as documents for the command line."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from accord.core.codec import Document
from accord.core.days import day_of
from accord.core.errors import InputError
from accord.files.reading import read_text
from accord.policy.stack.book import book_of
from accord.policy.stack.product import product_duty


def duty(
    code: Annotated[list[str] | None, "HS codes of 2 to 10 digits, with or without dots."] = None,
    *,
    importer: Annotated[str, "Code or name of the economy that charges."] = "USA",
    exporter: Annotated[str, "Code or name of the economy whose goods pay."] = "",
    as_of: Annotated[str, "The day, as 2026-11-27."] = "",
    codes: Annotated[Path | None, "A CSV file of codes; a table comes out."] = None,
    measures: Annotated[Path | None, "Your own duties (YAML or JSON), on top."] = None,
) -> Document | list[Document]:
    """Show every duty on one product: base, each layer, exemptions, total, history and what is scheduled."""
    if not exporter or not as_of:
        raise InputError("accord duty needs --exporter and --as-of, as in --exporter IND --as-of 2026-11-27")
    day = day_of(as_of)
    wanted = [*(code or []), *(codes_in(codes) if codes else [])]
    if not wanted:
        raise InputError("accord duty needs an HS code, or --codes FILE")
    if len(wanted) == 1 and not codes:
        return product_document(wanted[0], importer, exporter, day, measures)
    return product_rows(wanted, importer, exporter, day, measures)


def product_document(
    code: str, importer: str, exporter: str, day: date, measures: Path | None = None, *, history: bool = True
) -> Document:
    """Return every duty on one product as JSON-ready values; rates in percent of customs value."""
    book = book_of(importer, measures)
    return product_duty(importer, exporter, code, day, book, history=history).document()


def product_rows(
    codes: Sequence[str], importer: str, exporter: str, day: date, measures: Path | None = None
) -> list[Document]:
    """Return one row for each code: base, what is added, total, the duties that add it."""
    book = book_of(importer, measures)
    return [product_duty(importer, exporter, code, day, book, history=False).row() for code in codes]


def codes_in(path: Path) -> list[str]:
    """Return the HS codes of a CSV or text file: the column 'code' or 'hs', or else the first one."""
    rows = [row for row in csv.reader(read_text(path).removeprefix("\ufeff").splitlines()) if any(row)]
    if not rows:
        raise InputError(f"{path}: holds no codes")
    head = [cell.strip().lower() for cell in rows[0]]
    column = next((head.index(name) for name in ("code", "hs", "hs_code", "hts") if name in head), 0)
    body = rows if rows[0][column].strip().replace(".", "").isdigit() else rows[1:]
    codes = [row[column].strip() for row in body if len(row) > column and row[column].strip()]
    if not codes:
        raise InputError(f"{path}: holds no codes")
    return codes
