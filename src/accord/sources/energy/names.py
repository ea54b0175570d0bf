"""Names of economies as the Energy Institute and GeoNuclearData write them, by alpha-3 code."""

from __future__ import annotations

from functools import lru_cache

from accord.core.codes import economies

ENERGY_INSTITUTE = {
    "US": "USA", "Russian Federation": "RUS", "Turkey": "TUR", "South Korea": "KOR", "Vietnam": "VNM",
    "Czech Republic": "CZE", "Trinidad & Tobago": "TTO", "Republic of Congo": "COG", "Iran": "IRN",
    "Venezuela": "VEN", "Taiwan": "TWN", "Brunei": "BRN", "Syria": "SYR", "Slovakia": "SVK",
    "United Arab Emirates": "ARE", "United Kingdom": "GBR", "China Hong Kong SAR": "HKG", "Bolivia": "BOL",
    "Curacao": "CUW", "North Macedonia": "MKD", "United States": "USA", "Russia": "RUS",
}  # fmt: skip
"""Names that differ from the register's; all other names are the register's own."""

BACI = {"S19": "TWN", "R20": "XKX"}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {name: code for code, name in economies().items()} | ENERGY_INSTITUTE


def code_of(name: str) -> str | None:
    """Return the alpha-3 code of an economy's name, None for a total or a remainder ("Other Europe")."""
    return _by_name().get(name.rstrip("*#").strip())
