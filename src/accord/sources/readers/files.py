"""Opening a raw source: one clear sentence where a file is missing or not what it should be."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError


def read_npz(folder: Path, name: str, keys: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Return the named arrays of an .npz file; never unpickles."""
    path = _existing(folder, name)
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {key: archive[key] for key in keys}
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{name}: not the table it should be ({error})") from None


def read_rows(folder: Path, name: str) -> list[list[str]]:
    """Return the rows of a csv file, header first."""
    try:
        with _existing(folder, name).open(newline="", encoding="utf-8") as handle:
            return list(csv.reader(handle))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{name}: not a csv table ({error})") from None


def numbers(cells: list[str], where: str) -> list[float]:
    """Return cells as floats; an empty cell is refused, for missing is never zero."""
    try:
        return [float(cell) for cell in cells]
    except ValueError:
        raise InputError(f"{where}: a cell that is not a number") from None


def _existing(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise InputError(f"source file '{name}' is not in the folder given with --sources")
    return path
