"""The tables of a briefing as CSV: one file each, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from accord.core.provenance import Figure
from accord.page.blocks import Brief, Chart, Column, Table, Text, plain_words

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""Signs with which a spreadsheet takes text for a formula."""
MARK = "\ufeff"
"""The byte-order mark by which Excel knows that a file is UTF-8."""


def tables_of(brief: Brief) -> Iterator[Table]:
    """Yield every table on the page, those of the charts among them, in order."""
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Chart):
                yield block.table


def tables(brief: Brief, *, mark: bool = False) -> dict[str, str]:
    """Return the CSV text of every table on the page by file name."""
    return {f"{table.key}.csv": to_csv(table, mark=mark) for table in tables_of(brief)}


def to_csv(table: Table, *, mark: bool = False) -> str:
    """Return one table as CSV: numbers in full, a missing number empty, text never read as a formula.

    A column with a unit is named ``label (unit, year)``. Text that begins like a formula gets an apostrophe.
    A byte-order ``mark`` in front makes Excel read every letter rightly.
    """
    heads = [head(column) for column in table.columns]
    return MARK * mark + lines([heads, *([_cell(node) for node in row] for row in table.rows)])


def lines(rows: Iterable[Iterable[object]]) -> str:
    """Return rows of cells as the lines of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def head(column: Column) -> str:
    """Return a column's name with its unit and year, in one line."""
    what = ", ".join(word for word in (column.unit, column.year) if word)
    return f"{column.label} ({what})" if what else column.label


def safe(words: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{words}" if words.startswith(FORMULA) else words


def _cell(node: Text | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Figure):
        return "" if node.value is None else repr(node.value)
    return safe(plain_words(node))
