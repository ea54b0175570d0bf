"""What the commands print: a command's document (its ``--json``) as blocks, for any pen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Bullets, Column, Table, Text

Document = Mapping[str, Any]
"""A command's JSON document, or one row of it."""


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


WIDTH = 80
"""Columns of a terminal."""


def wrapped(text: str) -> list[str]:
    """Return a line broken at the width, the rest four deeper than it began; a number keeps its percent sign."""
    indent = " " * (len(text) - len(text.lstrip()) + 4)
    held = text.replace(" %", "\u00a0%")
    lines = textwrap.wrap(held, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines] or [""]
