"""New starts of reactors from a file of lines ``year,gw``."""

from __future__ import annotations

import csv
from pathlib import Path

from accord.core.errors import InputError
from accord.files.reading import read_text

MOST_GW = 1000.0
FIRST, LAST = 2026, 2100


def read_starts(path: Path) -> dict[int, float]:
    """Return GW begun by year. Raises InputError, naming the line, for anything else."""
    found: dict[int, float] = {}
    for line, row in enumerate(csv.reader(read_text(path).splitlines()), start=1):
        if not row or row[0].strip().casefold() in ("year", "") or row[0].startswith("#"):
            continue
        year, gw = _row(row, f"{path}, line {line}")
        if year in found:
            raise InputError(f"{path}, line {line}: the year {year} stands twice")
        found[year] = gw
    if not found:
        raise InputError(f"{path}: has no line with a year and GW")
    return found


def _row(row: list[str], where: str) -> tuple[int, float]:
    try:
        year, gw = int(row[0]), float(row[1])
    except (ValueError, IndexError):
        raise InputError(f"{where}: needs a year and GW, like 2030,2.8") from None
    if not FIRST <= year <= LAST:
        raise InputError(f"{where}: the year must be from {FIRST} to {LAST}, not {year}")
    if not 0 <= gw <= MOST_GW:
        raise InputError(f"{where}: GW must be from 0 to {MOST_GW:g}, not {row[1].strip()}")
    return year, gw
