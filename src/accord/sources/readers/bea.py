"""US Bureau of Economic Analysis: summary use tables, domestic and imported, and industry output.

The files carry no year; their total output of 49.7 trillion USD is that of a year after 2022. Only
coefficients are taken from them. They hold no final demand.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.errors import InputError
from accord.sources.readers import UseTable, gather
from accord.sources.readers.files import numbers, read_rows

DOMESTIC, IMPORTED, OUTPUT = (
    "bea_sum_use_domestic.csv",
    "bea_sum_use_import.csv",
    "bea_sum_industry_output.csv",
)

CONCORDANCE: dict[str, tuple[str, ...]] = {
    "111CA": ("A01",),
    "113FF": ("A02", "A03"),
    "211": ("B06",),
    "212": ("B05", "B07", "B08"),
    "213": ("B09",),
    "311FT": ("C10T12",),
    "313TT": ("C13T15",),
    "315AL": ("C13T15",),
    "321": ("C16",),
    "322": ("C17_18",),
    "323": ("C17_18",),
    "324": ("C19",),
    "325": ("C20", "C21"),
    "326": ("C22",),
    "327": ("C23",),
    "331": ("C24A", "C24B"),
    "332": ("C25",),
    "333": ("C28",),
    "334": ("C26",),
    "335": ("C27",),
    "3361MV": ("C29",),
    "3364OT": ("C301", "C302T309"),
    "337": ("C31T33",),
    "339": ("C31T33",),
}
"""Summary industries; all that are not here are services. Scrap and the adjustment rows are left out."""


def read_table(folder: Path) -> UseTable:
    """Read the use of domestic and imported products by industry."""
    codes, domestic = _use(folder, DOMESTIC)
    same, imported = _use(folder, IMPORTED)
    output = {row[0]: numbers(row[1:], OUTPUT)[0] for row in read_rows(folder, OUTPUT)[1:]}
    if codes != same or set(codes) - set(output):
        raise InputError(f"{IMPORTED}: other industries than in {DOMESTIC} or {OUTPUT}")
    groups, add = gather(codes, {code: CONCORDANCE.get(code, ("SERVICES",)) for code in codes})
    made = add @ np.array([output[code] for code in codes])
    return UseTable(
        "bea-use", "latest", groups, np.maximum(0.0, add @ (domestic + imported) @ add.T), made, None
    )


def _use(folder: Path, name: str) -> tuple[list[str], np.ndarray]:
    header, *rows = read_rows(folder, name)
    codes = header[1:]
    by_code = {row[0]: row[1:] for row in rows}
    missing = [code for code in codes if code not in by_code]
    if missing:
        raise InputError(f"{name}: no row for industry '{missing[0]}'")
    return codes, np.array([numbers(by_code[code], f"{name}, row {code}") for code in codes])
