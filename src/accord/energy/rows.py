"""Rows of the shipped energy tables as plain data, each with its source or confidence."""

from __future__ import annotations

from accord.core.frozen import dataclass
from accord.energy.leadtimes import Lead


@dataclass(frozen=True)
class Parameter:
    """A number with its range, unit, source and confidence."""

    name: str
    low: float
    central: float
    high: float
    unit: str
    source: str
    year: str
    confidence: str
    note: str


@dataclass(frozen=True)
class LeadRow:
    """A country's lead time and the best it has built, GW a year over 5 and 15 years."""

    country: str
    lead: Lead
    finished_20_years: int
    best_5: tuple[float, int]
    best_15: tuple[float, int]
    source: str


@dataclass(frozen=True)
class FleetRow:
    """Units of a country by fuel type ("" where no type stands for them), state and year."""

    country: str
    type: str
    state: str
    year: int
    units: int
    gw: float


@dataclass(frozen=True)
class Target:
    """An official target and what came of it (None: not yet)."""

    announced: int
    gw: float
    year: int
    achieved: float | None
    source: str
    confidence: str


@dataclass(frozen=True)
class Case:
    """A backtest: GW on line ``ahead`` years after ``year``, its 80 % interval and what came."""

    country: str
    year: int
    ahead: int
    low: float
    median: float
    high: float
    actual: float


@dataclass(frozen=True)
class Act:
    """A dated act on Russian oil: a ban, a duty and its end, a cap, a sanction, a waiver, a war."""

    date: str
    kind: str
    what: str
    confidence: str


@dataclass(frozen=True)
class Observation:
    """A dated observation of the oil trade."""

    date: str
    series: str
    value: float
    unit: str
    source: str
    confidence: str
