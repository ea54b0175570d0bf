"""People by economy, for sums of money a head."""

from __future__ import annotations

import csv
from functools import lru_cache

from accord.core.places import files


@lru_cache(maxsize=1)
def population() -> dict[str, float]:
    """Return people in millions by ISO 3166 alpha-3 code (GeoNames, counts and estimates of 2018 to 2020)."""
    text = files("accord.core").joinpath("data/population.csv").read_text("utf-8")
    return {row["code"]: float(row["people_mn"]) for row in csv.DictReader(text.splitlines())}
