"""The tables of a briefing as an Excel workbook: one sheet each, numbers as numbers (extra ``excel``)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from accord.core.errors import MissingExtraError
from accord.core.provenance import Figure, source, sources
from accord.core.units import heading, unit_of
from accord.page import native
from accord.page.blocks import Block, Brief, Chart, Column, Table, Text, figures, plain_words
from accord.page.csv import tables_of
from accord.page.words import date_words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
"""What a sheet's name may not hold."""
LONGEST = 31
"""Characters that a sheet's name may have."""
WIDEST = 60
"""Characters from which a column's text runs on."""
LINE = 15
"""Points that one line of text is high."""
NOTE = "An empty cell is a figure that is not known; it is never a zero."


class Formats(Protocol):
    """Gives the format of a workbook by its properties, each made once."""

    def __call__(self, **properties: object) -> Format:
        """Return a format."""
        ...


def workbook(brief: Brief) -> bytes:
    """Return every table of a briefing as one workbook: a sheet of contents, then a sheet for each table."""
    blocks = [block for section in brief.sections for block in section.blocks]
    return tables_workbook(tables_of(brief), plain_words(brief.title), brief.date, charts_at(blocks))


def charts_at(blocks: Iterable[Block]) -> dict[int, Chart]:
    """Return the charts among blocks, each by the place of its table among all their tables."""
    shown = (block for block in blocks if isinstance(block, Table | Chart))
    return {at: one for at, one in enumerate(shown) if isinstance(one, Chart)}


def tables_workbook(
    tables: Iterable[Table], title: str, day: str, charts: Mapping[int, Chart] | None = None
) -> bytes:
    """Return tables as a workbook (bytes of an .xlsx file); equal tables give equal bytes.

    ``day`` is an ISO day, which the file carries as its date of making; ``charts`` draw the tables at their
    places. Raises MissingExtraError without XlsxWriter.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtraError("an Excel workbook needs XlsxWriter: pip install 'accord[excel]'") from None
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(out, {**options, "strings_to_numbers": False, "nan_inf_to_errors": False})
    book.set_properties({"title": title, "created": _made(day), "comments": "Computed by Accord"})
    styles = _formats(book)
    every = list(tables)
    names = list(sheet_names(table.key for table in every))
    _contents(book.add_worksheet("Contents"), every, names, (title, day), styles)
    for at, (name, table) in enumerate(zip(names, every, strict=True)):
        sheet, chart = book.add_worksheet(name), (charts or {}).get(at)
        foot = _foot(table, chart.sources if chart else ())
        _sheet(sheet, table, foot, styles)
        if chart:
            native.insert(book, sheet, chart, native.FIRST_ROW + len(table.rows) + len(foot) + 2)
    book.close()
    return out.getvalue()


def sheet_names(keys: Iterable[str]) -> Iterator[str]:
    """Yield a sheet's name for each key: allowed by Excel, at most 31 characters, and each used once."""
    taken = {"contents", "history"}
    for key in keys:
        plain = FORBIDDEN.sub("-", key).strip("'")[:LONGEST] or "table"
        name, count = plain, 2
        while name.lower() in taken:
            name = f"{plain[: LONGEST - len(str(count)) - 1]}-{count}"
            count += 1
        taken.add(name.lower())
        yield name


def _made(day: str) -> datetime:
    try:
        return datetime.fromisoformat(day)
    except ValueError:
        return datetime(2000, 1, 1)


def _formats(book: Workbook) -> Formats:
    held: dict[tuple[tuple[str, object], ...], Format] = {}

    def style(**properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in held:
            held[key] = book.add_format(dict(properties))
        return held[key]

    return style


def _contents(
    sheet: Worksheet, tables: list[Table], names: list[str], about: tuple[str, str], style: Formats
) -> None:
    title, day = about
    _printed(sheet)
    sheet.set_column(0, 0, LONGEST)
    sheet.set_column(1, 1, WIDEST)
    sheet.write_string(0, 0, title, style(bold=True, font_size=14))
    sheet.write_string(1, 0, f"Accord, {date_words(day)}")
    sheet.write_string(2, 0, NOTE)
    for at, (name, table) in enumerate(zip(names, tables, strict=True), 4):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", string=name)
        sheet.write_string(at, 1, plain_words(table.title))


def _sheet(sheet: Worksheet, table: Table, foot: Iterable[str], style: Formats) -> None:
    """Write a table: title, heads with units, which stay in view, rows, and what it rests on."""
    sheet.write_string(0, 0, plain_words(table.title), style(bold=True, font_size=12))
    head = style(bold=True, text_wrap=True, bottom=2, valign="bottom")
    widths = []
    for across, column in enumerate(table.columns):
        sheet.write_string(1, across, column.label, head)
        sheet.write_string(2, across, _unit(column), style(italic=True, bottom=1))
        cells = [row[across] for row in table.rows]
        longest = max((len(_written(cell, column)) for cell in cells), default=0)
        widths.append(min(max(longest, len(column.label), len(_unit(column)), 8) + 2, WIDEST))
        sheet.set_column(across, across, widths[-1])
    sheet.freeze_panes(native.FIRST_ROW, 1)
    sheet.repeat_rows(0, 2)
    _printed(sheet)
    for down, row in enumerate(table.rows, native.FIRST_ROW):
        tall = max(
            (len(_written(cell, column)) for cell, column in zip(row, table.columns, strict=True)), default=0
        )
        if tall > WIDEST:
            sheet.set_row(down, LINE * (1 + tall // (WIDEST - 6)))
        for across, cell in enumerate(row):
            _write(sheet, (down, across), cell, table.columns[across], style)
    for down, words in enumerate(foot, len(table.rows) + 4):
        sheet.write_string(down, 0, words, style(font_color="#545b64"))


def _printed(sheet: Worksheet) -> None:
    """See that a sheet prints on A4 across, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _unit(column: Column) -> str:
    return ", ".join(word for word in (heading(column.unit), column.year) if word)


def _written(cell: Text | None, column: Column) -> str:
    """Return about what a cell shows, for the width of its column."""
    if isinstance(cell, Figure) and cell.unit == column.unit:
        return f"{cell.value or 0:.6g}"
    return "" if cell is None else plain_words(cell)


def _write(
    sheet: Worksheet, place: tuple[int, int], cell: Text | None, column: Column, style: Formats
) -> None:
    if cell is None or (isinstance(cell, Figure) and cell.value is None):
        return
    if isinstance(cell, Figure) and cell.value is not None:
        sheet.write_number(*place, cell.value, style(num_format=number_format(cell, column), valign="top"))
    else:
        sheet.write_string(
            *place,
            plain_words(cell),
            style(text_wrap=len(plain_words(cell)) > WIDEST, valign="top", indent=min(place[1], 1)),
        )


def number_format(figure: Figure, column: Column) -> str:
    """Return how Excel shows a figure: some three digits, and its unit where the column's head has none."""
    size = abs(figure.value or 0.0)
    places = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 or size == 0 else 3
    form = unit_of(figure.unit)
    digits = "0.0E+00" if form.tiny else "#,##0" + ("." + "0" * places if places else "")
    if figure.unit == column.unit:
        return digits
    before, after = (f'"{part}"' if part else "" for part in (form.before, form.after))
    return f"{before}{digits}{after}"


def _foot(table: Table, shown: Iterable[str]) -> list[str]:
    """Return the lines under a table: its note, and the credit of each source of it and of the chart it is ``shown`` in."""
    used = {*table.sources, *shown, *(figure.source for figure in figures(table.rows).values())}
    lines = sorted(source(key).credit for key in used if key in sources())
    notes = [plain_words(table.note)] if table.note else []
    return [*notes, *(f"Source: {credit}" for credit in lines)]
