"""The metal in a dollar of a product, by HS chapter, from the use tables of the US Bureau of Economic Analysis.

A duty on the steel or aluminium in a product needs its share of the value, which customs data do not show. It is
taken from the total requirements of primary metal (industry 331) of the industry that makes the chapter's
goods: what it buys itself and what its inputs hold, domestic or imported. Metal that metal makers sell each
other is counted once, by dividing by what a dollar of primary metal requires of its own industry.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.shock import Array
from accord.sources.lists import read

METAL = "331"

INDUSTRIES: dict[str, str] = {
    "66": "339", "82": "332", "83": "332", "84": "333", "85": "335", "86": "3364OT", "87": "3361MV", "88": "3364OT",
    "89": "3364OT", "90": "334", "93": "332", "94": "337", "95": "339", "96": "339",
}  # fmt: skip
"""The industry (BEA summary code) that stands for each HS chapter of the derivative lists."""


def metal_content(sources: Path) -> dict[str, float]:
    """Return the share of primary metal in the value of the goods of each chapter, as a fraction.

    ``sources`` holds ``bea_sum_use_domestic.csv``, ``bea_sum_use_import.csv`` (industry by industry, USD mn) and
    ``bea_sum_industry_output.csv``.
    """
    output = dict(read(sources, "bea_sum_industry_output.csv").rows())
    codes = list(output)
    made = np.array([float(output[code]) for code in codes])
    inputs = sum(_table(sources, name, codes) for name in ("domestic", "import")) / made
    required = np.linalg.inv(np.eye(len(codes)) - inputs)[codes.index(METAL)]
    shares = required / required[codes.index(METAL)]
    return {chapter: float(shares[codes.index(code)]) for chapter, code in INDUSTRIES.items()}


def _table(sources: Path, name: str, codes: list[str]) -> Array:
    """What each industry (columns) buys of each commodity (rows), USD mn, in the order of ``codes``."""
    table = read(sources, f"bea_sum_use_{name}.csv")
    rows = {row[0]: row for row in table.select("bea_code", *codes).rows()}
    return np.array(
        [[float(cell) for cell in rows[code][1:]] if code in rows else [0.0] * len(codes) for code in codes]
    )
