"""Tables as pandas frames and Stata files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from accord.connect.extras import extra
from accord.connect.tables import run_tables
from accord.core.errors import InputError
from accord.core.provenance import Figure
from accord.core.units import heading
from accord.page.blocks import Column, Table, Text, plain_words
from accord.study.run import Run
from accord.world.world import World

if TYPE_CHECKING:
    import pandas

LABEL, NAME = 80, 32
"""Characters that a label and a name may have in Stata."""


def to_frame(given: Run | World | Table, table: str = "economies") -> pandas.DataFrame:
    """Return a run's table (``economies``, ``bilateral`` or ``sectors``), a world's flows or a page's table.

    Columns are named by the keys of the JSON, their units are in ``frame.attrs["units"]``; a number that is
    not known is NaN, never zero. Needs the extra ``xarray``, which brings pandas.
    """
    library = extra("pandas", "xarray", "a data frame")
    if isinstance(given, World):
        return _flows(given)
    held = given if isinstance(given, Table) else table_of(given, table)
    columns = {column.key: [_cell(row[at]) for row in held.rows] for at, column in enumerate(held.columns)}
    frame: pandas.DataFrame = library.DataFrame(columns)
    frame.attrs["units"] = {column.key: column.unit for column in held.columns if column.unit}
    frame.attrs["note"] = plain_words(held.note)
    return frame


def table_of(run: Run, name: str) -> Table:
    """Return a run's table by name; raise InputError for another."""
    tables = {one.key: one for one in run_tables(run)}
    if name not in tables:
        raise InputError(f"table: '{name}' is not one of {', '.join(tables)}")
    return tables[name]


def _cell(cell: Text | None) -> str | float:
    if isinstance(cell, Figure):
        return np.nan if cell.value is None else cell.value
    return "" if cell is None else plain_words(cell)


def _flows(world: World) -> pandas.DataFrame:
    """Return every flow above zero of a world: sector, importer, exporter, USD mn, tariff in percent."""
    library = extra("pandas", "xarray", "a data frame")
    j, n, i = np.nonzero(world.trade)
    economies, sectors = np.array(world.economies), np.array(world.sectors)
    frame: pandas.DataFrame = library.DataFrame(
        {
            "sector": sectors[j],
            "importer": economies[n],
            "exporter": economies[i],
            "trade_usd_mn": world.trade[j, n, i],
            "tariff_pct": 100 * world.tariffs[j, n, i],
        }
    )
    frame.attrs["units"] = {"trade_usd_mn": "USD mn at importer prices", "tariff_pct": "%"}
    return frame


def to_stata(given: Run | Table, path: str | Path, table: str = "economies") -> Path:
    """Write a table as a Stata file with a label for every variable; return its path.

    Names are the keys of the JSON, at most 32 characters; a number that is not known is missing.
    Needs the extra ``stata``.
    """
    pyreadstat = extra("pyreadstat", "stata", "a Stata file")
    held = given if isinstance(given, Table) else table_of(given, table)
    frame = to_frame(held)
    frame.columns = [stata_name(name) for name in frame.columns]
    labels = [label_of(column) for column in held.columns]
    place = Path(path)
    about = plain_words(held.title)[:LABEL]
    with writing(place):
        pyreadstat.write_dta(frame, str(place), file_label=about, column_labels=labels, version=15)
    return place


class writing:  # noqa: N801  reads as a sentence: with writing(place)
    """Turns what the system says of a file that cannot be written into one sentence."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __enter__(self) -> None:
        """Refuse a folder that is not there before anything is worked out."""
        if not self.place.absolute().parent.is_dir():
            raise InputError(f"{self.place}: there is no folder {self.place.absolute().parent.name}")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        """Say which file it was."""
        if isinstance(error, OSError) or type(error).__name__ == "PyreadstatError":
            raise InputError(f"{self.place}: cannot be written ({error})") from None


def stata_name(key: str) -> str:
    """Return a key as a Stata name: letters, digits and underscores, at most 32."""
    name = re.sub(r"\W", "_", key)[:NAME]
    return name if re.match(r"[A-Za-z_]", name) else f"_{name}"[:NAME]


def label_of(column: Column) -> str:
    """Return a column's label with unit and year, at most 80 characters."""
    unit = ", ".join(word for word in (heading(column.unit), column.year) if word)
    return (f"{column.label} ({unit})" if unit else column.label)[:LABEL]
