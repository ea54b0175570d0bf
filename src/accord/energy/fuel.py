"""Uranium, enrichment and fuel that a fleet needs.

heavy metal a year = MWth cf 365 / burnup         feed per product = (e - t)/(0.711 - t)   (per cent)
SWU per product = V(e) + (f - 1) V(t) - f V(n)     V(x) = (2x - 1) ln(x/(1 - x)),  f the feed per product
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array

NATURAL = 0.711
"""Per cent of uranium-235 in natural uranium."""
DAYS = 365
HOURS = 8760


@dataclass(frozen=True)
class ReactorType:
    """A type of reactor as it is fuelled, priced and sold. Enrichment in per cent (0: no uranium bought)."""

    type: str
    vendor: str
    country: str
    mwe_net: float
    thermal_mw: float
    burnup: float
    enrichment: float
    first_core_tu: float
    cost: tuple[float, float, float]
    foreign_share: tuple[float, float, float]
    source: str
    year: str
    confidence: str
    note: str
    mwe_gross: float

    @property
    def natural(self) -> bool:
        """Whether it runs on natural uranium."""
        return self.enrichment == NATURAL


@dataclass(frozen=True)
class Fuel:
    """What a fleet needs a year [year], tonnes of uranium and SWU; ``first_core_tu`` is for all units once.

    natural_tu    natural uranium for reactors that run on it
    feed_tu       natural uranium that is enriched for the others
    enriched_tu   enriched uranium
    """

    natural_tu: Array
    feed_tu: Array
    enriched_tu: Array
    swu: Array
    first_core_tu: float


def feed(product: float, tails: float, natural: float = NATURAL) -> float:
    """Return natural uranium per unit of product at enrichments in per cent."""
    if not 0 < tails < natural:
        raise InputError(f"tails: must be above 0 and below the feed's {natural:g} %, not {tails:g}")
    if not natural <= product < 100:
        raise InputError(f"enrichment: must be from the feed's {natural:g} % to below 100, not {product:g}")
    return (product - tails) / (natural - tails)


def swu(product: float, tails: float, natural: float = NATURAL) -> float:
    """Return separative work per unit of product at enrichments in per cent."""
    ratio = feed(product, tails, natural)
    return _value(product) + (ratio - 1) * _value(tails) - ratio * _value(natural)


def _value(per_cent: float) -> float:
    part = per_cent / 100
    return float((2 * part - 1) * np.log(part / (1 - part)))


def heavy_metal(kind: ReactorType, gw: Array, cf: float) -> Array:
    """Return tonnes of uranium loaded a year by ``gw`` (gross) of a type."""
    thermal = kind.thermal_mw / kind.mwe_gross * 1000 * gw
    return np.asarray(thermal * cf * DAYS / (kind.burnup * 1000))


def need(types: Mapping[str, ReactorType], gw: Mapping[str, Array], cf: float, tails: float) -> Fuel:
    """Return the fuel of ``gw`` (gross) [year] by type at a capacity factor and tails in per cent."""
    if not 0 < cf <= 1:
        raise InputError(f"capacity factor: must be above 0 and at most 1, not {cf:g}")
    size = len(next(iter(gw.values()))) if gw else 0
    natural, fed, enriched, work = (np.zeros(size) for _ in range(4))
    core = 0.0
    for name, capacity in gw.items():
        kind = types[name]
        if kind.enrichment == 0:
            continue
        loaded = heavy_metal(kind, capacity, cf)
        core += kind.first_core_tu * float(np.max(capacity, initial=0.0)) / (kind.mwe_gross / 1000)
        if kind.natural:
            natural = natural + loaded
        else:
            enriched = enriched + loaded
            fed = fed + loaded * feed(kind.enrichment, tails)
            work = work + 1000 * loaded * swu(kind.enrichment, tails)
    return Fuel(natural, fed, enriched, work, core)


def generation(types: Mapping[str, ReactorType], gw: Mapping[str, Array], cf: float) -> dict[str, Array]:
    """Return TWh a year [year] by type, net of the station's own use, of ``gw`` (gross)."""
    return {
        name: np.asarray(capacity * types[name].mwe_net / types[name].mwe_gross * cf * HOURS / 1000)
        for name, capacity in gw.items()
    }
