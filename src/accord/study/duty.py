"""Duties on single products, all partners, two days and the check of a book, as documents for the command line."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.files.reading import read_text
from accord.policy.stack.book import DutyBook, load_book
from accord.policy.stack.duty import party_code, union_of
from accord.policy.stack.product import ProductDuty, product_duty
from accord.study.days import day_of

UNIT = "percent of customs value"


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
    found = product_duty(importer, exporter, code, day, book_of(importer, measures), history=history)
    return {**asdict(found), "unit": UNIT}


def product_rows(
    codes: Sequence[str], importer: str, exporter: str, day: date, measures: Path | None = None
) -> list[Document]:
    """Return one row for each code: base, what is added, total, the duties that add it."""
    book = book_of(importer, measures)
    return [_row(product_duty(importer, exporter, code, day, book, history=False)) for code in codes]


def _row(found: ProductDuty) -> Document:
    return {
        "code": found.code,
        "importer": found.importer,
        "exporter": found.exporter,
        "as_of": found.as_of,
        "base_pct": found.base.mean_pct if found.base else None,
        "added_pct": found.added_pct,
        "total_pct": found.total_pct,
        "with_preference_pct": found.with_preference_pct,
        "without_preference_pct": found.without_preference_pct,
        "duties": "; ".join(f"{layer.title} ({layer.rate_pct:g} %)" for layer in found.layers),
        "unit": UNIT,
    }


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


def book_of(importer: str, measures: Path | None = None) -> DutyBook:
    """Return an importer's book, with a user's file on top where one is given."""
    book = load_book(union_of(party_code(importer, "importer")))
    if measures is None:
        return book
    from accord.policy.stack.written import with_own

    return with_own(book, measures)


def ranking_document(importer: str, day: date, measures: Path | None = None) -> Document:
    """Return the stack of every partner with import weights, highest total first."""
    from accord.policy.stack.ranking import ranking

    found = ranking(importer, day, book_of(importer, measures))
    return {
        "importer": found.importer,
        "as_of": found.as_of,
        "mean": asdict(found.mean),
        "partners": [
            {"partner": row.partner, "statutory_pct": row.statutory_pct, **asdict(row.rates)}
            for row in found.partners
        ],
        "unit": f"{UNIT}; shares of 2024 imports",
    }


def diff_document(
    importer: str, exporter: str, before: date, after: date, measures: Path | None = None
) -> Document:
    """Return what changed between two days, by duty, partner and product value."""
    from accord.policy.stack.diff import diff

    found = diff(importer, before, after, exporter, book_of(importer, measures))
    return {**asdict(found), "unit": f"{UNIT}; duty in USD bn a year at 2024 imports"}


def check_document(importer: str, measures: Path | None = None) -> Document:
    """Return what does not fit in a book, errors first."""
    from accord.policy.stack.check import check_book

    book = book_of(importer, measures)
    return {
        "importer": book.importer,
        "since": book.since.isoformat(),
        "until": book.until.isoformat(),
        "duties": len(book.duties),
        "acts": len(book.acts),
        "findings": [asdict(finding) for finding in check_book(book)],
    }
