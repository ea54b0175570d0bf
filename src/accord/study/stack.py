"""The measure stack of a pair, all partners ranked, two days and the check of a book, as documents."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from accord import groups
from accord.core.codec import Document
from accord.core.codes import economy_code
from accord.core.days import day_of
from accord.core.errors import InputError
from accord.core.provenance import as_recorded
from accord.policy import load_book, stack, with_own
from accord.policy.stack.book import book_of
from accord.policy.stack.check import check_book
from accord.policy.stack.diff import diff
from accord.policy.stack.product import UNIT
from accord.policy.stack.ranking import ranking
from accord.policy.stack.told import stack_told


def answer(
    importer: str,
    exporter: str,
    as_of: str,
    between: tuple[str, str] | None = None,
    *,
    check: bool = False,
    measures: Path | None = None,
) -> Document:
    """Answer what ``accord stack`` is asked: a pair's stack, all partners ranked, two days, or a book's check."""
    if check:
        return check_document(importer, measures)
    if between:
        first, last = (day_of(word, "--diff") for word in between)
        return diff_document(importer, exporter, first, last, measures)
    if not as_of:
        raise InputError("accord stack needs --as-of, as in --exporter IND --as-of 2025-09-01")
    if exporter:
        return stack_document(importer, exporter, day_of(as_of), measures)
    return ranking_document(importer, day_of(as_of), measures)


def stack_document(
    importer: str, exporter: str, as_of: date, measures: Path | None = None, *, path: bool = True
) -> Document:
    """Return the stack of one pair and day as JSON-ready values; rates in percent, shares as fractions.

    ``measures`` is a user's file of duties on top of those that come with Accord. ``path`` adds the rates
    over time, with those announced and never collected marked.
    """
    importer, exporter = economy_code(importer, "importer"), groups.named(exporter)
    book = load_book(importer) if measures is None else with_own(load_book(importer), measures)
    return {**stack_told(stack(importer, exporter, as_of, book), book, path=path)}


def stack_finding(importer: str, exporter: str, as_of: date) -> Document | None:
    """Return what a briefing shows of the stack, or None where the pair has no duties or no weights."""
    try:
        document = stack_document(importer, exporter, as_of)
    except InputError:
        return None
    if document["total_pct"] is None or not document["statutory_pct"]:
        return None
    left = ("chapters", "duties", "pending", "why")
    return as_recorded({key: value for key, value in document.items() if key not in left})


def ranking_document(importer: str, day: date, measures: Path | None = None) -> Document:
    """Return the stack of every partner with import weights, highest total first."""
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
    found = diff(importer, before, after, exporter, book_of(importer, measures))
    return {**asdict(found), "unit": f"{UNIT}; duty in USD bn a year at 2024 imports"}


def check_document(importer: str, measures: Path | None = None) -> Document:
    """Return what does not fit in a book, errors first."""
    book = book_of(importer, measures)
    return {
        "importer": book.importer,
        "since": book.since.isoformat(),
        "until": book.until.isoformat(),
        "duties": len(book.duties),
        "acts": len(book.acts),
        "findings": [asdict(finding) for finding in check_book(book)],
    }
