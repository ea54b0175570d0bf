"""The tables of a briefing as CSV: one file each, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from accord.core.provenance import Figure
from accord.page.blocks import Brief, Chart, Column, Table, Text
from accord.page.html import plain_words

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Signs with which a spreadsheet takes text for a formula."""


def tables(brief: Brief) -> dict[str, str]:
    """Return the CSV text of every table on the page by file name."""
    return {f"{table.key}.csv": to_csv(table) for table in _tables(brief)}


def to_csv(table: Table) -> str:
    """Return one table as CSV: numbers in full, a missing number empty, text never read as a formula.

    A column with a unit is named ``label (unit, year)``. Text that begins like a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([_head(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(node) for node in row])
    return out.getvalue()


def _head(column: Column) -> str:
    what = ", ".join(word for word in (column.unit, column.year) if word)
    return f"{column.label} ({what})" if what else column.label


def _cell(node: Text | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Figure):
        return "" if node.value is None else repr(node.value)
    words = plain_words(node)
    return f"'{words}" if words.startswith(FORMULA) else words


def _tables(brief: Brief) -> Iterator[Table]:
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Chart):
                yield block.table
