"""``accord docket``: rows of the archive as a table or as CSV, and where reports differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accord.page.blocks import Block
from accord.page.csv import lines, safe
from accord.page.printed import Document
from accord.page.printed.blocks import plain_rows


def kept_shown(rows: Sequence[Document], columns: Sequence[str], csv: bool) -> Iterable[Block] | str:
    """Return rows of reports, events or dues as a table, or as CSV with where each comes from."""
    if csv:
        return lines([columns, *([_cell(row.get(column)) for column in columns] for row in rows)])
    return plain_rows(rows, (name for name in columns if name != "sources"))


def differ_text(measures: Iterable[Document]) -> str:
    """Return the claims on which reports differ, a line each."""
    return "".join(
        f"differ: {flow['lever']} by {flow['imposing']} on {flow['target']}: {flow['contradiction']}\n"
        for flow in measures
        if flow["contradiction"]
    )


def _cell(value: object) -> str:
    """Return a cell; what a spreadsheet would take for a formula, and is no number, has an apostrophe."""
    if isinstance(value, list | tuple):
        value = " ".join(str(v["name"]) if isinstance(v, dict) and "name" in v else str(v) for v in value)
    text = "" if value is None else str(value)
    return text if _is_number(text) else safe(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
