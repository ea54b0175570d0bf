"""OECD ICIO 2025 edition, year 2022: the trade cube, and value added and output of 20 regions.

The cube is at basic prices and holds intermediate and final use together, own use included. The rows of
20 regions are published in whole USD mn by 50 industries; the 23 services industries are summed into one.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.sources.readers import Array
from accord.sources.readers.files import numbers, read_npz, read_rows

CUBE = "icio2022_81c_28s.npz"
VALUE_ADDED = "icio2025_va_20r_50s_2022.csv"
OUTPUT = "icio2025_out_20r_50s_2022.csv"

MEMBERS = {
    "EU27": "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU "
    "SVK SVN SWE",
    "MEA": "SAU ARE ISR JOR",
    "AFR": "AGO CIV CMR COD EGY MAR NGA SEN STP TUN ZAF",
    "LAM": "ARG BRA COL CRI MEX PER",
}
"""Economies inside the regions that hold several; ROW holds whatever no other region does."""


@dataclass(frozen=True)
class Cube:
    """Flows ``[j, n, i]`` at basic prices, USD mn, and applied tariffs of 2021 as fractions."""

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Array
    tariffs: Array


@dataclass(frozen=True)
class Regions:
    """Value added and output ``[region, j]``, USD mn, and the economies (positions) in each region."""

    names: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    value_added: Array
    output: Array


def read_cube(folder: Path) -> Cube:
    """Read the cube; the tariff of its services row is not a tariff and is set to zero."""
    raw = read_npz(folder, CUBE, ("X", "tariff_2021", "countries", "sectors"))
    if raw["X"].shape != (28, 81, 81) or raw["tariff_2021"].shape != (28, 81, 81):
        raise InputError(f"{CUBE}: shape {raw['X'].shape} where 28 sectors by 81 by 81 economies are due")
    tariffs = raw["tariff_2021"].copy()
    tariffs[-1] = 0.0
    return Cube(tuple(map(str, raw["countries"])), tuple(SECTORS), raw["X"], tariffs)


def read_regions(folder: Path, economies: tuple[str, ...]) -> Regions:
    """Read value added and output of the 20 regions by the 28 sectors."""
    (names, value_added), (other, output) = _table(folder, VALUE_ADDED), _table(folder, OUTPUT)
    if names != other:
        raise InputError(f"{OUTPUT}: other regions than in {VALUE_ADDED}")
    groups = {name: MEMBERS.get(name, name).split() for name in names if name != "ROW"}
    named = {code for codes in groups.values() for code in codes}
    groups["ROW"] = [code for code in economies if code not in named]
    members = tuple(tuple(economies.index(code) for code in groups[name]) for name in names)
    return Regions(names, members, value_added, output)


def _table(folder: Path, name: str) -> tuple[tuple[str, ...], Array]:
    header, *rows = read_rows(folder, name)
    values = np.array([numbers(row[1:], f"{name}, row {row[0]}") for row in rows])
    goods = len(SECTORS) - 1
    if header[1 : goods + 1] != list(SECTORS)[:goods]:
        raise InputError(f"{name}: the first {goods} industries are not the goods sectors of the cube")
    return tuple(row[0] for row in rows), np.column_stack([values[:, :goods], values[:, goods:].sum(axis=1)])
