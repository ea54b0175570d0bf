"""OECD national input-output tables: India and Korea 2015 (edition 2018), China and Japan 2018 (2021).

Total use, domestic and imported together, at basic prices.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.errors import InputError
from accord.sources.readers import UseTable, gather
from accord.sources.readers.files import numbers, read_rows

SERVICES = ("SERVICES",)

EDITION_2018: dict[str, tuple[str, ...]] = {
    "01T03": ("A01", "A02", "A03"),
    "05T06": ("B05", "B06"),
    "07T08": ("B07", "B08"),
    "09": ("B09",),
    "10T12": ("C10T12",),
    "13T15": ("C13T15",),
    "16": ("C16",),
    "17T18": ("C17_18",),
    "19": ("C19",),
    "20T21": ("C20", "C21"),
    "22": ("C22",),
    "23": ("C23",),
    "24": ("C24A", "C24B"),
    "25": ("C25",),
    "26": ("C26",),
    "27": ("C27",),
    "28": ("C28",),
    "29": ("C29",),
    "30": ("C301", "C302T309"),
    "31T33": ("C31T33",),
}
"""Industries of the 2018 edition; all that are not here are services."""

EDITION_2021: dict[str, tuple[str, ...]] = {
    "01": ("A01", "A02"),
    "02": ("A03",),
    "03": ("B05", "B06"),
    "04": ("B07", "B08"),
    "05": ("B09",),
    "06": ("C10T12",),
    "07": ("C13T15",),
    "08": ("C16",),
    "09": ("C17_18",),
    "10": ("C19",),
    "11": ("C20",),
    "12": ("C21",),
    "13": ("C22",),
    "14": ("C23",),
    "15": ("C24A", "C24B"),
    "16": ("C25",),
    "17": ("C26",),
    "18": ("C27",),
    "19": ("C28",),
    "20": ("C29",),
    "21": ("C301", "C302T309"),
    "22": ("C31T33",),
}
"""Industries of the 2021 edition; all that are not here are services."""

FILES = {
    "IND": ("oecd_iot2018ed_IND_2015_ttl.csv", "2015", EDITION_2018),
    "KOR": ("oecd_iot2018ed_KOR_2015_ttl.csv", "2015", EDITION_2018),
    "CHN": ("oecd_iot2021ed_CHN_2018.csv", "2018", EDITION_2021),
    "JPN": ("oecd_iot2021ed_JPN_2018.csv", "2018", EDITION_2021),
}

FINAL = ("HFCE", "NPISH", "GGFC", "GFCF", "INVNT")


def read_table(folder: Path, economy: str) -> UseTable:
    """Read one national table; ``economy`` is a key of FILES."""
    name, year, concordance = FILES[economy]
    header, *rows = read_rows(folder, name)
    first = next(at for at, cell in enumerate(header) if cell not in {"", "Code", "Description"})
    label_at = first - 1 if header[first - 1] == "" else 1
    by_label = {row[label_at]: row for row in rows if len(row) == len(header)}
    end = header.index("HFCE")
    columns = header[first:end]
    products = [label for label in by_label if label.removeprefix("TTL_") in _industries(columns)]
    if "OUTPUT" not in by_label or len(products) != len(columns):
        raise InputError(f"{name}: rows and columns are not the industries of an input-output table")
    use = np.array([numbers(by_label[label][first:end], f"{name}, row {label}") for label in products])
    final_at = [header.index(key) for key in FINAL]
    final = [sum(numbers([by_label[label][at] for at in final_at], name)) for label in products]
    output = np.array(numbers(by_label["OUTPUT"][first:end], name))
    codes = [label.removeprefix("TTL_") for label in products]
    groups, add = gather(codes, {code: concordance.get(code, SERVICES) for code in codes})
    use = np.maximum(0.0, add @ use @ add.T)
    absorbed = use.sum(axis=1) + np.maximum(0.0, add @ final)
    return UseTable("oecd-iot", year, groups, use, add @ output, absorbed)


def _industries(columns: list[str]) -> set[str]:
    """Return the codes of the industries in the header of either edition (``D01T03`` or ``01``)."""
    return {column.removeprefix("D") for column in columns}
