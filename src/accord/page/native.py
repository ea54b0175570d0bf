"""Charts that a spreadsheet draws itself from the cells of a sheet, for the tables that a page draws too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.core.units import heading
from accord.page.blocks import Chart, Day, Table, Text, plain_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart as Drawn
    from xlsxwriter.worksheet import Worksheet

FIRST_ROW = 3
"""Row of a sheet in which its table's rows begin, counted from 0."""
MOST_BARS = 36
"""Bars that keep apart: of a longer table so many rows are drawn."""
MOST_SERIES = 4
LONG = 25
"""Rows from which a table has its chart beside it; a shorter one has it below, where it prints larger."""
DAYS = re.compile(r"\d{4}(-\d\d){0,2}")
TONES = ("#0b5fa5", "#c2571a", "#3d7f4f", "#7a5195")


@dataclass(frozen=True)
class _Cells:
    """What of a table is drawn: the column of names, those of numbers in one unit, and how many rows."""

    names: int
    numbers: tuple[int, ...]
    rows: int
    unit: str


def insert(book: Workbook, sheet: Worksheet, chart: Chart, below: int) -> None:
    """Draw a table beside it or from the row ``below``, as its ``chart`` does: lines over days, points on a plane, else bars.

    A table without a column of names and one of numbers in one unit is not drawn.
    """
    cells = _cells(chart.table)
    if cells is None:
        return
    kind = _kind(chart, cells)
    drawn = book.add_chart({"type": kind, **({"subtype": "marker_only"} if kind == "scatter" else {})})
    place = f"'{sheet.get_name()}'"
    for tone, series in zip(TONES, _series(chart, cells, kind, place), strict=False):
        drawn.add_series({**series, **_coloured(kind, tone)})
    drawn.set_title({"name": _words(chart.title), "name_font": {"size": 11, "bold": True}})
    drawn.set_legend(
        {"none": True} if kind == "scatter" or len(cells.numbers) == 1 else {"position": "bottom"}
    )
    _axes(drawn, chart.table, cells, kind)
    tall = 120 + 26 * cells.rows * len(cells.numbers) if kind == "bar" else 380
    drawn.set_size({"width": 640, "height": min(max(tall, 260), 900)})
    long = len(chart.table.rows) > LONG
    corner = (0, len(chart.table.columns) + 1) if long else (below, 0)
    sheet.fit_to_pages(1, 0 if long else 1)
    sheet.insert_chart(*corner, drawn, {"description": chart.alt[:2000]})


def _cells(table: Table) -> _Cells | None:
    columns, rows = range(len(table.columns)), table.rows
    units = {at: {cell.unit for row in rows if isinstance(cell := row[at], Figure)} for at in columns}
    numbers = [at for at in columns if len(units[at]) == 1 and all(_is_number(row[at]) for row in rows)]
    names = [at for at in columns if not units[at] and any(row[at] is not None for row in rows)]
    if not numbers or not names or len(rows) < 2:
        return None
    (unit,) = units[numbers[0]]
    same = [at for at in numbers if units[at] == {unit}]
    name = max(names, key=lambda at: len({plain_words(row[at] or "") for row in rows}))
    shown = same[:MOST_SERIES]
    return _Cells(name, tuple(shown), min(len(rows), MOST_BARS // len(shown)), unit)


def _words(text: Text) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    words = plain_words(text)
    return f" {words}" if words.startswith("=") else words


def _is_number(cell: Text | None) -> bool:
    return cell is None or isinstance(cell, Figure)


def _kind(chart: Chart, cells: _Cells) -> str:
    if chart.native == "points" and len(cells.numbers) > 1:
        return "scatter"
    names = [row[cells.names] for row in chart.table.rows]
    dated = (isinstance(name, Day) or DAYS.fullmatch(plain_words(name or "")) for name in names)
    return "line" if all(dated) else "bar"


def _series(chart: Chart, cells: _Cells, kind: str, place: str) -> list[dict[str, object]]:
    last = FIRST_ROW + cells.rows - 1

    def column(at: int) -> list[object]:
        return [place.strip("'"), FIRST_ROW, at, last, at]

    if kind == "scatter":
        across, up = cells.numbers[:2]
        words = [{"value": _words(row[cells.names] or "")} for row in chart.table.rows[: cells.rows]]
        named = {"value": True, "custom": words, "position": "right"}
        return [{"categories": column(across), "values": column(up), "data_labels": named}]
    return [
        {
            "name": _words(chart.table.columns[at].label),
            "categories": column(cells.names),
            "values": column(at),
        }
        for at in cells.numbers
    ]


def _coloured(kind: str, tone: str) -> dict[str, object]:
    if kind == "scatter":
        return {"marker": {"type": "circle", "size": 8, "fill": {"color": tone}, "border": {"color": tone}}}
    if kind == "line":
        return {"line": {"color": tone, "width": 2}}
    return {"fill": {"color": tone}, "gap": 40}


def _axes(drawn: Drawn, table: Table, cells: _Cells, kind: str) -> None:
    """Name the axes by their units; names of bars stand at the left edge, the first on top."""
    unit, grid = heading(cells.unit), {"visible": True, "line": {"color": "#dddddd"}}
    measured = {"name": unit, "major_gridlines": grid, "name_font": {"bold": False}}
    if kind == "scatter":
        across, up = (_words(f"{table.columns[at].label}, {unit}") for at in cells.numbers[:2])
        drawn.set_x_axis({**measured, "name": across, "label_position": "low"})
        drawn.set_y_axis({**measured, "name": up, "label_position": "low"})
    elif kind == "line":
        drawn.set_x_axis({"label_position": "low"})
        drawn.set_y_axis(measured)
    else:
        drawn.set_x_axis(measured)
        drawn.set_y_axis({"reverse": True, "label_position": "low"})
