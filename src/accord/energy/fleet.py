"""A country's nuclear capacity over time, with its odds, and the starts a target needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy.leadtimes import Lead, finish_dates

UNIT_GW = 1.0
"""Size of the units in which new starts are drawn, GW."""
PLANNED_SPREAD = 1.5
"""Standard deviation in years of the date on which a planned unit is begun (assumption)."""
LONGEST = 100
"""Years ahead that a path may run."""
LIFETIME = 60.0
"""Years after which a unit is taken to close (assumption)."""


@dataclass(frozen=True)
class Project:
    """Units of a type, begun on a date (decimal year) or to begin on it, GW each."""

    name: str
    type: str
    units: int
    gw_each: float
    start: float
    planned: bool


@dataclass(frozen=True)
class Path:
    """Capacity ``gw`` [draw, year] at the end of each of ``years``."""

    years: Array
    gw: Array

    def at(self, year: int) -> Array:
        """Return capacity at the end of a year [draw]."""
        if not self.years[0] <= year <= self.years[-1]:
            raise InputError(f"year {year}: the path runs from {self.years[0]:.0f} to {self.years[-1]:.0f}")
        return np.asarray(self.gw[:, int(year - self.years[0])])


def units_of(projects: Sequence[Project], starts_gw: Mapping[int, float]) -> tuple[Array, Array, Array]:
    """Return start, GW and spread of the start [unit], of projects and of new starts in mid-year."""
    rows = [
        (project.start, project.gw_each, PLANNED_SPREAD if project.planned else 0.0)
        for project in projects
        for _ in range(project.units)
    ]
    for year, gw in sorted(starts_gw.items()):
        if gw < 0:
            raise InputError(f"starts: {year} has {gw:g} GW, which is negative")
        count = max(round(gw / UNIT_GW), 1) if gw > 0 else 0
        rows += [(year + 0.5, gw / count, 0.0) for _ in range(count)]
    if not rows:
        return np.empty(0), np.empty(0), np.empty(0)
    start, size, spread = (np.array(column, float) for column in zip(*rows, strict=True))
    return start, size, spread


def path(
    projects: Sequence[Project],
    lead: Lead,
    starts_gw: Mapping[int, float],
    *,
    base_gw: float,
    now: float,
    to: int,
    retirements: Mapping[int, float] | None = None,
    draws: int = 2000,
    seed: int = 7,
) -> Path:
    """Return capacity from ``now`` to the end of ``to``: the base, less retirements, plus what is finished.

    starts_gw     GW begun in each year, beyond the projects
    retirements   GW that closes in each year
    """
    first = int(now)
    if to < first:
        raise InputError(f"target year: {to} is before the base year {first}")
    if to > first + LONGEST:
        raise InputError(f"target year: {to} is more than {LONGEST} years after the base year {first}")
    years = np.arange(first, to + 1, dtype=float)
    start, size, spread = units_of(projects, starts_gw)
    closed = np.cumsum([(retirements or {}).get(int(year), 0.0) for year in years])
    finished = finish_dates(lead, start, now, draws, seed, spread)
    place = np.clip(np.floor(finished) - first, 0, len(years)).astype(int)
    added = np.zeros((draws, len(years) + 1))
    rows = np.broadcast_to(np.arange(draws)[:, None], place.shape)
    np.add.at(added, (rows, place), np.broadcast_to(size, place.shape))
    return Path(years, base_gw - closed + np.cumsum(added[:, :-1], axis=1))


def probability(found: Path, gw: float, year: int) -> float:
    """Return the share of draws in which capacity reaches ``gw`` by the end of a year."""
    return float(np.mean(found.at(year) >= gw))


def fan(found: Path) -> tuple[Array, Array, Array]:
    """Return the 10th, 50th and 90th percentile of capacity [year]."""
    low, middle, high = np.quantile(found.gw, [0.1, 0.5, 0.9], axis=0)
    return low, middle, high


def starts_needed(target: float, by: int, base_gw: float, lead: Lead, now: int) -> float:
    """Return the constant GW a year to begin from ``now`` on that brings the mean to ``target`` by ``by``.

    ``base_gw`` is what stands by then without new starts. A start in mid-year is on line by the end of year y
    with the probability that the lead time is shorter than what lies between.
    """
    if by < now:
        raise InputError(f"target year: {by} is before the base year {now}")
    missing = target - base_gw
    if missing <= 0:
        return 0.0
    left = np.asarray(by + 0.5 - np.arange(now, by + 1), float)
    yield_per_gw = float(lead.done_by(left).sum())
    return missing / yield_per_gw


def retired(opened: Sequence[tuple[float, float]], lifetime: float = LIFETIME) -> dict[int, float]:
    """Return GW that closes in each year, of units (year of operation, GW) that reach ``lifetime``."""
    closing: dict[int, float] = {}
    for year, gw in opened:
        closing[int(year + lifetime)] = closing.get(int(year + lifetime), 0.0) + gw
    return closing
