"""What a screen shows as an Excel workbook: a sheet for each table, its charts drawn from it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec

from starlette.responses import Response

from accord.page.blocks import Block, Chart, Section, Table
from accord.page.xlsx import charts_at, tables_workbook

FILE = "tables.xlsx"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNDATED = "2000-01-01"


@lru_cache(maxsize=1)
def offered() -> bool:
    """Return whether workbooks can be made here: the extra ``excel`` is installed."""
    return find_spec("xlsxwriter") is not None


def of_sections(sections: Iterable[Section], title: str) -> bytes:
    """Return the tables of sections as a workbook; equal tables give equal bytes."""
    return of_blocks((block for section in sections for block in section.blocks), title)


def of_blocks(blocks: Iterable[Block], title: str) -> bytes:
    """Return the tables among blocks, those of charts among them, as a workbook."""
    shown = [block for block in blocks if isinstance(block, Table | Chart)]
    tables = [block.table if isinstance(block, Chart) else block for block in shown]
    return tables_workbook(tables, title, UNDATED, charts_at(shown))


def served(content: bytes, name: str = FILE) -> Response:
    """Return a workbook as an answer that a browser keeps as a file."""
    return Response(
        content, media_type=KIND, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
