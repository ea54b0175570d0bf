"""What a notebook shows: blocks as a fragment of HTML with its own small style, charts as the page draws them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from accord.core.provenance import Figure
from accord.core.shown import Picture
from accord.core.units import heading
from accord.page.blocks import Block, Chart, Column, Prose, Row, Table, Text, plain_words
from accord.page.chart import Bar, Group, bars
from accord.page.map import outlines
from accord.page.picture import picture
from accord.page.words import NO_DATA, show

ROWS = 20
"""Rows of a table that a notebook shows."""


def pictured(chart: Chart) -> Picture:
    """Return a chart as a notebook shows it."""
    return Picture(picture(chart, outlines()))


def fragment(title: str, blocks: Iterable[Block]) -> str:
    """Return blocks as HTML: a title, sentences, tables; every text escaped."""
    parts = [Markup("<div class='accord'><strong>{}</strong>").format(title)]
    for block in blocks:
        if isinstance(block, Table):
            parts.append(_table(block))
        elif isinstance(block, Prose):
            parts.append(Markup("<p>{}</p>").format(plain_words(block.text)))
        elif isinstance(block, Chart):
            parts.append(Markup(picture(block, outlines())))
    return str(Markup("").join([*parts, Markup("</div>")]))


def _table(table: Table) -> Markup:
    heads = Markup("").join(Markup("<th>{}</th>").format(_head(column)) for column in table.columns)
    rows = Markup("").join(_row(row, table.columns) for row in table.rows[:ROWS])
    more = len(table.rows) - ROWS
    note = Markup("<p><small>{} more rows</small></p>").format(more) if more > 0 else Markup("")
    body = Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}")
    return body.format(plain_words(table.title), heads, rows, note)


def _head(column: Column) -> str:
    unit = ", ".join(word for word in (heading(column.unit), column.year) if word)
    return f"{column.label} ({unit})" if unit else column.label


def _row(row: Row, columns: tuple[Column, ...]) -> Markup:
    cells = (_cell(cell, column.unit) for cell, column in zip(row, columns, strict=True))
    return Markup("<tr>{}</tr>").format(Markup("").join(Markup("<td>{}</td>").format(cell) for cell in cells))


def _cell(cell: Text | None, unit: str) -> Markup:
    if cell is None:
        return escape(NO_DATA)
    return escape(
        show(cell, unit=cell.unit != unit, short=True) if isinstance(cell, Figure) else plain_words(cell)
    )


def bar_chart(key: str, title: str, subtitle: str, rows: Iterable[tuple[str, Figure]], source: str) -> Chart:
    """Return a chart of bars, and the table behind it."""
    held = list(rows)
    drawn = bars([Group("", tuple(Bar(label, figure) for label, figure in held))], title)
    unit, year = (held[0][1].unit, held[0][1].year) if held else ("", "")
    columns = (Column("what", "What"), Column("value", "Value", unit, year))
    return Chart(key, title, subtitle, drawn, title, Table(key, title, columns, tuple(held)), (source,))
