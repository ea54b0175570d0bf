"""A briefing in other forms, written beside its folder; a chart of one as a picture of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from accord.assess.record import load
from accord.brief.compose import compose
from accord.brief.folder import RECORD, text_of
from accord.brief.write import BROKEN
from accord.core.errors import InputError
from accord.docket.across import due
from accord.docket.export import to_ics
from accord.page.blocks import Brief, Chart
from accord.page.csv import tables, tables_of
from accord.page.markdown import markdown
from accord.page.picture import charts, drawn
from accord.page.terminal import terminal
from accord.page.xlsx import workbook

EARLIEST = "0000"


def calendar(brief: Brief) -> bytes:
    """Return what the reports say is to come as an iCalendar file."""
    return to_ics(due([{"number": 1, **brief.docket}], EARLIEST))


ONE: dict[str, Callable[[Brief], bytes]] = {
    "md": lambda brief: markdown(brief).encode("utf-8", "replace"),
    "txt": lambda brief: terminal(brief).encode("utf-8", "replace"),
    "xlsx": workbook,
    "ics": calendar,
}
"""Forms of a whole briefing, each one file beside the briefing's folder."""
MANY = ("csv", "dta", "svg", "png")
"""Forms with a file for each table or chart, in a folder beside the briefing's."""


def check_forms(forms: Sequence[str]) -> None:
    """Raise InputError for a form that there is none of, before anything is computed."""
    for form in forms:
        if form not in {*ONE, *MANY}:
            raise InputError(f"--format: '{form}' is not one of {', '.join((*ONE, *MANY))}")


def save(brief: Brief, folder: Path, form: str) -> Path:
    """Write a briefing in another form beside its folder ``out``: ``out.md``, or ``out-csv/`` with many files.

    Raises InputError for a form that there is none of, MissingExtraError where it needs an extra.
    """
    base = folder.absolute()
    if form in ONE:
        place = base.with_name(f"{base.name}.{form}")
        place.write_bytes(ONE[form](brief))
        return place
    check_forms([form])
    place = base.with_name(f"{base.name}-{form}")
    place.mkdir(exist_ok=True)
    if form == "dta":
        from accord.connect.frames import to_stata

        for table in tables_of(brief):
            to_stata(table, place / f"{table.key}.dta")
        return place
    for name, content in _files(brief, form):
        (place / name).write_bytes(content)
    return place


def _files(brief: Brief, form: str) -> Iterator[tuple[str, bytes]]:
    """Yield each table or chart as a file."""
    if form == "csv":
        for name, text in tables(brief, mark=True).items():
            yield name, text.encode("utf-8", "replace")
    else:
        yield from ((f"{key}.{form}", drawn(chart, form)) for key, chart in charts(brief).items())


def charts_in(folder: Path) -> dict[str, Chart]:
    """Return the charts of the briefing in a folder; raise InputError where there is none."""
    try:
        return charts(compose(load(text_of(folder, RECORD))))
    except BROKEN as error:
        raise InputError(f"{folder.name}: holds what no run record holds ({error!r})") from None
