"""On whom a fleet depends, and what is lost when a supplier of fuel stops."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError
from accord.core.shock import Array
from accord.energy.fuel import ReactorType, generation

STAGES = ("fabrication", "enrichment", "mining")


def shares(types: Mapping[str, ReactorType], gw: Mapping[str, float]) -> dict[str, float]:
    """Return GW by the country of the vendor."""
    total: dict[str, float] = {}
    for name, capacity in gw.items():
        country = types[name].country
        total[country] = total.get(country, 0.0) + capacity
    return total


def concentration(by_country: Mapping[str, float]) -> float:
    """Return the Herfindahl index of shares, 0 to 1; NaN where there is nothing."""
    amounts = np.array(list(by_country.values()), float)
    return float(np.sum((amounts / amounts.sum()) ** 2)) if amounts.sum() > 0 else float("nan")


def exposed(kind: ReactorType, supplier: str, stage: str, share: float) -> float:
    """Return the part of a type's output that hangs on a supplier at a stage.

    Fuel of a vendor's design is made by its vendor alone; enrichment and mining hang by ``share`` (the
    supplier's part of the market, or of the country's purchases), all of it where the vendor's country also
    enriches its own fuel.
    """
    if stage == "fabrication":
        return float(kind.country == supplier and not kind.natural)
    if stage == "enrichment":
        if kind.natural or kind.enrichment == 0:
            return 0.0
        return 1.0 if kind.country == supplier and share > 0 else share
    return share if kind.enrichment > 0 else 0.0


def lose(
    types: Mapping[str, ReactorType],
    gw: Mapping[str, Array],
    supplier: str,
    stage: str,
    *,
    share: float = 1.0,
    stock_years: float = 0.0,
    cf: float = 0.85,
) -> Array:
    """Return TWh lost in each year [year] when a supplier stops at a stage in the first of them.

    ``stock_years`` of use are in store and are burnt first.
    """
    if stage not in STAGES:
        raise InputError(f"stage: unknown stage '{stage}'{nearest(stage, STAGES)}")
    if not 0 <= share <= 1:
        raise InputError(f"share: must be from 0 to 1, not {share:g}")
    if not 0 <= stock_years <= 100:
        raise InputError(f"stock: must be from 0 to 100 years, not {stock_years:g}")
    made = generation(types, gw, cf)
    size = len(next(iter(gw.values()))) if gw else 0
    lost = np.zeros(size)
    for name, output in made.items():
        lost = lost + exposed(types[name], supplier, stage, share) * output
    if not np.any(lost > 0):
        raise InputError(f"supplier: {economy_name(supplier)} supplies no {stage} to this fleet on record")
    left = np.clip(np.arange(1, size + 1) - stock_years, 0.0, 1.0)
    return np.asarray(lost * left)
