"""What building costs, what of it is open to a country's suppliers, and what the output displaces."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy.fuel import ReactorType

LEARNING = (-0.03, 0.03, 0.08)
"""Fall of cost with each doubling of units built: lowest, central, highest (assumption)."""


@dataclass(frozen=True)
class Displaced:
    """What a unit of power from another source burns and emits, in t of fuel and of CO2 a MWh."""

    fuel: float
    co2: float
    source: str


DISPLACED = {
    "coal": Displaced(
        0.70, 0.97, "Indian coal stations, order of magnitude of CEA's CO2 baseline (assumption)"
    ),
    "gas": Displaced(0.0, 0.45, "combined cycle, order of magnitude (assumption)"),
}


def learnt(units: Array, rate: Array) -> Array:
    """Return the mean cost factor over ``units`` built, at a fall ``rate`` per doubling (units at least 1).

    Cost of unit n is n^-b, b = -log2(1 - rate); the mean is that of the continuous path from 0.5 to n + 0.5.
    """
    power = np.log2(1 - rate)
    top = np.maximum(units, 1.0) + 0.5
    return np.asarray((top ** (power + 1) - 0.5 ** (power + 1)) / ((power + 1) * (top - 0.5)))


def outlay(
    types: Mapping[str, ReactorType],
    gw: Mapping[str, float],
    *,
    learning: tuple[float, float, float] = LEARNING,
    draws: int = 2000,
    seed: int = 7,
) -> dict[str, Array]:
    """Return overnight cost in USD bn by type [draw]; cost per kW triangular, one rate of learning a draw."""
    random = np.random.default_rng(seed)
    rate = random.triangular(*learning, draws)
    cost = {}
    for name, capacity in gw.items():
        kind = types[name]
        per_kw = random.triangular(*kind.cost, draws)
        units = np.full(draws, capacity * 1000 / kind.mwe_gross)
        cost[name] = per_kw * capacity / 1000 * learnt(units, rate)
    return cost


def content(
    types: Mapping[str, ReactorType], cost: Mapping[str, Array], country: str, seed: int = 11
) -> Array:
    """Return what of the cost is open to suppliers of a country [draw]: the foreign share of its designs."""
    random = np.random.default_rng(seed)
    size = len(next(iter(cost.values()))) if cost else 0
    total = np.zeros(size)
    for name, draws in cost.items():
        kind = types[name]
        share = random.triangular(*kind.foreign_share, size)
        if kind.country == country:
            total = total + share * draws
    return total


def avoided(twh: float, against: str) -> tuple[float, float]:
    """Return Mt of fuel and Mt of CO2 that nuclear power displaces of ``coal`` or ``gas``."""
    if against not in DISPLACED:
        raise InputError(f"against: unknown source of power '{against}' (coal or gas)")
    rate = DISPLACED[against]
    return twh * rate.fuel, twh * rate.co2
