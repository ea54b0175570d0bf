"""Base tariffs as they are paid: the applied rates of the source, put right where products can be weighed.

The source averages the rates of products within a sector without weights, so that a prohibitive rate on goods
nobody buys lifts a whole sector. In this order:

1. the United States: duty collected over imports of 2024 by partner and sector
2. the European Union, the United Kingdom, Japan and Australia: their schedules weighted by what each exporter
   sells to the United States by HS6 (the only product mix by exporter held), where that is below the source's
   rate; the source keeps preferences, which schedules do not
3. elsewhere: a sector whose mean over partners is above ``CAP`` in the source is cut to it
4. the rest of the world, which has no rate in the source: as an importer the mean of economies like it, as an
   exporter the rate that the importer charges most others
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.policy.stack.sectors import everyone
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES, Weights, concordance, weights
from accord.sources.readers.icio_2025 import MEMBERS, Cube
from accord.sources.readers.schedules import Schedule, read_schedules

CAP = 0.30
"""Highest mean of a sector taken from the source: no importer whose products can be weighed has a higher one."""

REST = "ROW"
LIKE_THE_REST = tuple(" ".join(MEMBERS[name] for name in ("MEA", "AFR", "LAM")).split())
"""Importers whose rates, weighted by their imports, stand for those of the rest of the world."""


@dataclass(frozen=True)
class Cut:
    """A sector of an importer whose mean in the source was cut, fractions; imports in USD mn."""

    importer: str
    sector: str
    source: float
    used: float
    imports: float


def paid_tariffs(cube: Cube, folder: Path) -> tuple[Array, tuple[Cut, ...]]:
    """Return base tariffs ``[j, n, i]``, fractions, and the sectors that were cut to ``CAP``."""
    rates = cube.tariffs.copy()
    rest = cube.economies.index(REST)
    schedules = read_schedules(folder)
    european = MEMBERS["EU27"].split()
    by_schedule = {name: _by_schedule(held, cube.economies) for name, held in schedules.items()}
    for n, code in enumerate(cube.economies):
        charged = by_schedule.get("EU27" if code in european else code)
        if charged is not None:
            rates[:, n] = np.fmin(rates[:, n], charged)
    usa = cube.economies.index("USA")
    rates[:, usa] = collected(cube.economies)
    cuts = _cut(cube, rates)
    _fill_rest(cube, rates, rest, usa)
    rates[:, np.arange(len(rates[0])), np.arange(len(rates[0]))] = 0.0
    rates[-1] = 0.0
    return rates, cuts


def collected(economies: tuple[str, ...]) -> Array:
    """Return US duty collected over imports of 2024 ``[j, i]``.

    Members of the European Union share one rate. The rest of the world is the partners held that are no
    economy of the cube. Where an exporter is not held or sells nothing in a sector, all partners but China
    stand in.
    """
    held = [name for name in partners("USA") if name != "SVK"]
    tables = {name: weights("USA", name) for name in held}
    usual = np.nan_to_num(_over([tables[name] for name in held if name != "CHN"]))
    others = [name for name in held if name not in economies and name != "EU27"]
    found = np.tile(usual[:, None], (1, len(economies)))
    for i, code in enumerate(economies):
        partner = partner_for("USA", code)
        chosen = others if code == REST else [partner] if partner else []
        if chosen:
            own = _over([tables[name] for name in chosen if name in tables] or [weights("USA", chosen[0])])
            found[:, i] = np.where(np.isfinite(own), own, usual)
    return found


def _over(tables: list[Weights]) -> Array:
    """Duty collected over imports by sector ``[j]``; NaN where nothing was imported."""
    size = len(SECTOR_NAMES)
    bought = sum((np.bincount(t.sector, t.imports, size) for t in tables), np.zeros(size))
    duty = sum((np.bincount(t.sector, t.imports * t.base, size) for t in tables), np.zeros(size))
    rate = np.divide(duty, bought, out=np.full(size, np.nan), where=bought > 0)
    return np.where(np.arange(size) == size - 2, 0.0, rate)[:-1]


def _by_schedule(schedule: Schedule, exporters: tuple[str, ...]) -> Array:
    """Mean rate of a schedule ``[j, i]``, weighted by each exporter's sales to the United States.

    All sellers' mix stands in where the exporter has none; NaN where no product of a sector has a rate.
    """
    codes, place = np.unique(concordance()[0] // 10000, return_inverse=True)
    rate = np.array([schedule.get(f"{code:06d}", np.nan) for code in codes])[place]
    usual = _weighted(rate, everyone("USA"))
    held = {name: _weighted(rate, weights("USA", name)) for name in partners("USA")}
    mixes = [held.get(partner_for("USA", exporter) or "", usual) for exporter in exporters]
    return np.stack([np.where(np.isfinite(own), own, usual) for own in mixes], axis=1)


def _weighted(rates: Array, table: Weights) -> Array:
    """Mean over a seller's products of rates by product line ``[p]``, by sector ``[j]``."""
    size = len(SECTOR_NAMES)
    rate = rates[table.place]
    has = np.isfinite(rate)
    weight = np.bincount(table.sector[has], table.imports[has], size)
    paid = np.bincount(table.sector[has], table.imports[has] * rate[has], size)
    mean = np.divide(paid, weight, out=np.full(size, np.nan), where=weight > 0)
    return np.where(np.arange(size) == size - 2, 0.0, mean)[:-1]


def _cut(cube: Cube, rates: Array) -> tuple[Cut, ...]:
    """Cut in place the sectors whose mean, weighted by imports, is above ``CAP``; return what was cut."""
    found = []
    flows = cube.flows * ~np.eye(len(cube.economies), dtype=bool)
    for j, sector in enumerate(cube.sectors):
        for n, code in enumerate(cube.economies):
            bought = float(flows[j, n].sum())
            mean = float(flows[j, n] @ rates[j, n]) / bought if bought > 0 else 0.0
            if mean > CAP:
                rates[j, n] = np.minimum(rates[j, n], CAP)
                found.append(Cut(code, sector, mean, float(flows[j, n] @ rates[j, n]) / bought, bought))
    return tuple(sorted(found, key=lambda cut: -cut.source))


def _fill_rest(cube: Cube, rates: Array, rest: int, usa: int) -> None:
    """Give the rest of the world rates, in place: what it charges and what it is charged."""
    like = [cube.economies.index(code) for code in LIKE_THE_REST]
    flows = cube.flows[:, like] * (np.array(like)[:, None] != np.arange(len(cube.economies)))
    charged = (flows * rates[:, like]).sum(axis=(1, 2)) / np.maximum(flows.sum(axis=(1, 2)), 1e-9)
    rates[:, rest] = charged[:, None]
    for n in range(len(cube.economies)):
        if n not in {rest, usa}:
            others = np.delete(rates[:, n], [n, rest], axis=1)
            above = np.where(others > 0, others, np.nan)
            some = np.isfinite(above).any(axis=1)
            rates[some, n, rest] = np.nanmedian(above[some], axis=1)
