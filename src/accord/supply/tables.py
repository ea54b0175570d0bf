"""The shipped supply tables: output shares, bilateral trade and political stability, 2015 to 2024.

Sources: World Mining Data (output shares, 2018 on), CEPII BACI (trade), World Bank WGI (stability). A figure
that no source gives is NaN here and None in what is shown, never zero.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import check_code, nearest
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.places import files

Array = NDArray[np.float64]
YEARS = tuple(range(2015, 2025))
OUTPUT_YEARS = tuple(range(2018, 2025))


@dataclass(frozen=True)
class Material:
    """A commodity of World Mining Data; ``hs`` holds its HS 1992 codes, empty when it has none of its own."""

    id: str
    name: str
    output: str
    unit: str
    stage: str
    hs: tuple[str, ...]


@dataclass(frozen=True)
class Tables:
    """The tables as loaded. Flows are sorted by product and year; ``first_row`` says where each pair starts.

    importer, exporter  [flow]  index into economies
    tonnes, kusd        [flow]  gross weight (NaN: not reported), thousand USD
    stability           [year, economy]  WGI estimate, -2.5 to 2.5
    output_share        [material, output year, economy]  share of world output
    output_per_trade    [material, output year]  world output over world trade, both in tonnes
    """

    economies: tuple[str, ...]
    hs: tuple[str, ...]
    first_row: NDArray[np.int32]
    importer: NDArray[np.uint8]
    exporter: NDArray[np.uint8]
    tonnes: NDArray[np.float32]
    kusd: NDArray[np.float32]
    stability: NDArray[np.float32]
    output_share: NDArray[np.float32]
    output_per_trade: Array
    materials: tuple[Material, ...]

    def rows(self, product: str, year: int) -> slice:
        """Return the flows of one HS code in one year."""
        cell = self.hs.index(product) * len(YEARS) + year - YEARS[0]
        return slice(int(self.first_row[cell]), int(self.first_row[cell + 1]))


@lru_cache(maxsize=1)
def load() -> Tables:
    """Read the shipped tables once."""
    folder = files("accord.supply").joinpath("data")
    with folder.joinpath("supply.npz").open("rb") as stream, np.load(stream) as stored:
        arrays: dict[str, Any] = {name: stored[name] for name in stored.files}
    for name in ("economies", "hs"):
        arrays[name] = tuple(arrays[name].tolist())
    records = json.loads(folder.joinpath("materials.json").read_text("utf-8"))
    materials = tuple(Material(**{**record, "hs": tuple(record["hs"])}) for record in records)
    return Tables(**arrays, materials=materials)


def find_material(word: str) -> Material:
    """Return a material by id or name in any case ("rare earth", "Rare Earths", "rare-earth")."""
    materials = load().materials
    wanted = _plain(word)
    for material in materials:
        if wanted in {_plain(material.id), _plain(material.name), _plain(material.output)}:
            return material
    for material in materials:
        if wanted.rstrip("s") == _plain(material.name).rstrip("s"):
            return material
    raise InputError(f"unknown material '{word}'{nearest(word, [material.id for material in materials])}")


def _plain(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())


def economy_index(code: str) -> int:
    """Return the position of an economy in the tables."""
    economies = load().economies
    return economies.index(check_code(code, economies, "economy", "supply tables"))


def check_year(year: int, years: Sequence[int] = YEARS, what: str = "trade") -> int:
    """Return ``year`` if the tables have it; else raise InputError with the years they have."""
    if year not in years:
        raise InputError(
            f"the year {year} is not in the {what} tables, which run from {years[0]} to {years[-1]}"
        )
    return year


def trade_matrix(products: Sequence[str], year: int, measure: str = "tonnes") -> Array:
    """Return trade [importer, exporter] of HS codes together in one year, in tonnes or thousand USD.

    A flow without a reported weight counts as zero tonnes, as in the published method.
    """
    tables = load()
    size = len(tables.economies)
    total = np.zeros(size * size)
    for product in products:
        rows = tables.rows(check_code(product, tables.hs, "HS 1992 code", "supply tables"), check_year(year))
        cell = tables.importer[rows].astype(np.int64) * size + tables.exporter[rows]
        weights = np.nan_to_num(getattr(tables, measure)[rows])
        total += np.bincount(cell, weights=weights, minlength=size * size)
    return total.reshape(size, size)


def settled_trade(product: str, year: int) -> Array:
    """Return tonnes [importer, exporter] of one HS code without flows that are no trade relation.

    A flow below both 1,000 USD and 0.1 tonnes is a sample or a correction: it counts in totals and scores, but
    nobody could be supplied along it.
    """
    tonnes, kusd = trade_matrix((product,), year), trade_matrix((product,), year, "kusd")
    return np.where((kusd >= 1.0) | (tonnes >= 0.1), tonnes, 0.0)


def output_shares(material: Material, year: int) -> Array:
    """Return each economy's share of world output of a material in one year, NaN where unrecorded."""
    tables = load()
    row = tables.materials.index(material)
    at = check_year(year, OUTPUT_YEARS, "output") - OUTPUT_YEARS[0]
    return np.asarray(tables.output_share[row, at], np.float64)


def world_output(material: Material, year: int) -> float:
    """Return world output in tonnes, or NaN when the material has no trade to scale it by."""
    tables = load()
    ratio = tables.output_per_trade[tables.materials.index(material), year - OUTPUT_YEARS[0]]
    products = [code for code in material.hs if code in tables.hs]
    return float(ratio * trade_matrix(products, year).sum()) if products else float("nan")
