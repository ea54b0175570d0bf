"""Builds the stack's shipped tables from the source files: import weights, tariff lines and product lists.

Only this module needs polars. The same sources give the same bytes again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.files.forms import plain
from accord.policy.stack.book import book_importers
from accord.policy.stack.written import written
from accord.sources.concordance import icio_sector
from accord.sources.lists import product_lists, read
from accord.sources.schedules import us_rates, write_mfn, write_us

PARTNERS: dict[str, str] = {
    "0003": "EU27", "1220": "CAN", "2010": "MEX", "2050": "GTM", "2110": "SLV", "2150": "HND", "2190": "NIC",
    "2230": "CRI", "2470": "DOM", "2740": "TTO", "3010": "COL", "3070": "VEN", "3310": "ECU", "3330": "PER",
    "3370": "CHL", "3510": "BRA", "3570": "ARG", "4039": "NOR", "4120": "GBR", "4359": "SVK", "4419": "CHE",
    "4621": "RUS", "4890": "TUR", "5050": "IRQ", "5081": "ISR", "5130": "KWT", "5170": "SAU", "5200": "ARE",
    "5330": "IND", "5350": "PAK", "5380": "BGD", "5420": "LKA", "5490": "THA", "5520": "VNM", "5550": "KHM",
    "5570": "MYS", "5590": "SGP", "5600": "IDN", "5650": "PHL", "5700": "CHN", "5800": "KOR", "5820": "HKG",
    "5830": "TWN", "5880": "JPN", "6021": "AUS", "6141": "NZL", "7210": "DZA", "7290": "EGY", "7530": "NGA",
    "7620": "AGO", "7910": "ZAF",
}  # fmt: skip
"""Census country codes of the 51 partners; 0003 is the European Union as a whole."""


Codes = NDArray[np.uint64]
"""Ten-digit product lines, ascending."""
Table = NDArray[np.integer]


def build(sources: Path, target: Path) -> tuple[Path, ...]:
    """Write import weights, product lists and ordinary tariffs into ``target``; return what was written."""
    lines, sectors = _tariff_lines(sources)
    weights = target / "us_imports_2024.npz"
    tables: dict[str, Any] = {
        "line": lines,
        "sector": sectors,
        "ordinary": us_rates(sources, lines),
        "names": np.array(list(PARTNERS.values())),
        **_partners(sources, lines),
        **_india(sources, lines),
        **_usmca(sources, lines),
    }
    np.savez_compressed(weights, **tables)
    lists = target / "products.txt"
    lists.write_text(product_lists(sources), "utf-8")
    return weights, lists, write_us(sources, target), write_mfn(sources, target), *write_books(target)


def write_books(target: Path) -> tuple[Path, ...]:
    """Write every list of duties as JSON, which is read several times faster than YAML."""
    folder = target / "books"
    folder.mkdir(exist_ok=True)
    paths = []
    for importer in book_importers():
        text = json.dumps(plain(written(importer)), ensure_ascii=False, separators=(",", ":"))
        path = folder / f"{importer.lower()}.json"
        path.write_text(text, "utf-8")
        paths.append(path)
    return tuple(paths)


def _usmca(sources: Path, lines: Codes) -> dict[str, Table]:
    """Return by line the percent of imports from Canada and Mexico that claimed USMCA, July to September 2025.

    Lines that Global Trade Alert's table lacks take the share that it uses for them, 90 %.
    """
    table = read(sources, "gta_us_tariff_2026/usmca_compliance_shares.csv")
    found: dict[str, Table] = {}
    for origin in ("CAN", "MEX"):
        rows = table.filter(pl.col("import_origin") == origin)
        shares = {
            int(code): float(rate) for code, rate in rows.select("hs_8digit", "compliance_rate").iter_rows()
        }
        eight = lines.astype(np.int64) // 100
        found[f"usmca_{origin}"] = np.array([round(100 * shares.get(code, 0.9)) for code in eight], np.uint8)
    return found


def _tariff_lines(sources: Path) -> tuple[Codes, NDArray[np.int8]]:
    """Return the 10-digit lines of the tariff schedule, ascending, and each line's sector (-1: none)."""
    table = read(sources, "yale_hs10_gtap.csv").unique("hs10").sort("hs10")
    codes = list(SECTORS)
    found = [icio_sector(gtap, hs) for gtap, hs in table.select("gtap_code", "hs10").iter_rows()]
    sectors = [codes.index(sector) if sector else -1 for sector in found]
    return table["hs10"].cast(int).to_numpy().astype(np.uint64), np.array(sectors, np.int8)


def _partners(sources: Path, lines: Codes) -> dict[str, Table]:
    """Return imports and duty in thousand USD by partner and 6-digit product, India left out."""
    path = sources / "us_imports_2024_hs6_by_country.parquet"
    if not path.exists():
        raise InputError(f"{path}: there is no such file")
    table = pl.read_parquet(path).filter(pl.col("CTY_CODE") != "5330").sort("CTY_CODE", "HS6")
    if unknown := set(table["CTY_CODE"]) - set(PARTNERS):
        raise InputError(f"{path}: unknown Census country code '{min(unknown)}'")
    products = table["HS6"].cast(int).to_numpy()
    if missing := set(products) - set(lines // 10000):
        raise InputError(f"{path}: product {min(missing):06d} is not in the tariff schedule")
    order = list(PARTNERS)
    return {
        "partner": np.array([order.index(code) for code in table["CTY_CODE"]], np.uint8),
        "product": products.astype(np.uint32),
        "imports": np.rint(table["imports"].to_numpy() / 1000).astype(np.uint32),
        "duty": np.rint(table["duty"].to_numpy() / 1000).astype(np.uint32),
    }


def _india(sources: Path, lines: Codes) -> dict[str, Table]:
    """Return India's imports and duty in thousand USD by position in ``lines``."""
    table = read(sources, "us_imports_2024_hs10_india.csv.gz").sort("HS10")
    codes = table["HS10"].cast(int).to_numpy().astype(np.uint64)
    place = np.searchsorted(lines, codes)
    if not np.array_equal(lines[np.minimum(place, len(lines) - 1)], codes):
        raise InputError("us_imports_2024_hs10_india.csv.gz: a product is not in the tariff schedule")
    values = table.select(pl.col("imports", "duty").cast(float)).to_numpy() / 1000
    return {
        "india_line": place.astype(np.uint16),
        "india_imports": np.rint(values[:, 0]).astype(np.uint32),
        "india_duty": np.rint(values[:, 1]).astype(np.uint32),
    }
