"""Blocks that several commands print: tables, lists and numbers of a command's document."""

from __future__ import annotations

from collections.abc import Iterable

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Bullets, Column, Table, Text
from accord.page.printed import Document


def measured(value: float | None, unit: str = "", year: str = "", source: str = "accord-model") -> Figure:
    """Return a number of a document as a figure, so that every pen knows it for a number."""
    return Figure("", "", value, unit, year, source, "", "missing" if value is None else "computed")


def grid(
    title: Text, columns: Iterable[Column], rows: Iterable[tuple[Text | None, ...]], note: Text = ""
) -> Table:
    """Return a table of a command."""
    return Table("", title, tuple(columns), tuple(rows), note)


def listed(sentences: Iterable[str]) -> list[Block]:
    """Return sentences as a list, nothing where there are none."""
    items = tuple(sentences)
    return [Bullets(items)] if items else []


def plain_rows(rows: Iterable[Document], columns: Iterable[str]) -> list[Block]:
    """Return rows of words as a table, the columns named as their keys; nothing where there are no rows."""
    keys = tuple(columns)
    cells = [tuple(_word(row.get(key)) for key in keys) for row in rows]
    return [grid("", (Column(key, key.capitalize()) for key in keys), cells)] if cells else []


def _word(cell: object) -> str:
    if isinstance(cell, list):
        return " ".join(map(str, cell))
    return "undated" if cell is None else str(cell)


def coded(code: str) -> str:
    """Return a code with the short name of its economy: "IND India"."""
    name = economy_name(code)
    return code if name == code else f"{code} {name}"
