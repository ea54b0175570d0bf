"""Reactors that are to be built: when they would come, what they make, need and cost."""

from __future__ import annotations

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import fuel, outlay, tables
from accord.energy.answers.fuel import CAPACITY_FACTOR, DRAWS, SEED, TAILS, power
from accord.energy.answers.nuclear import lead_time
from accord.energy.answers.numbers import Spread
from accord.energy.leadtimes import normal_quantile

LEVELS = (0.1, 0.5, 0.9)
MOST_UNITS = 60
PRICED = "IND"
"""The country whose costs of building the table of designs holds."""


@dataclass(frozen=True)
class Plan:
    """Units of a design, the year of first concrete and the year in which the first is promised (None: untold)."""

    type: str | None
    units: int
    begun: int | None
    ready: int | None


@dataclass(frozen=True)
class Output:
    """What units of a design make, save, need and cost.

    gw         net; twh a year; coal_mt and co2_mt a year that coal stations would burn and emit for as much
    uranium    t of natural uranium a year, feed counted; swu a year
    outlay     USD bn, for India alone, whose costs the table of designs holds
    """

    gw: float
    twh: float
    coal_mt: float
    co2_mt: float
    uranium: float
    swu: float
    outlay: Spread | None


@dataclass(frozen=True)
class NewBuild:
    """What a plan would bring.

    years      from first concrete to operation of one unit: 10, 50 and 90 per cent of cases
    odds       probability that a unit begun in ``plan.begun`` operates by the end of ``plan.ready``
    output     None where no design is told
    """

    country: str
    plan: Plan
    lead_name: str
    years: tuple[float, float, float]
    odds: float | None
    output: Output | None
    assumptions: tuple[str, ...]


def new_build(country: str, plan: Plan) -> NewBuild:
    """Return what a plan would bring at the country's own lead time, or the world fleet's where it has none.

    Raises InputError for a design that no table holds or a number of units out of range.
    """
    own = country in tables.lead_times()
    lead = lead_time("own" if own else "fleet", country)
    spread = float(np.hypot(lead.sd, lead.common))
    low, middle, high = map(float, np.exp(lead.mu + spread * normal_quantile(np.array(LEVELS))))
    odds = None
    if plan.begun is not None and plan.ready is not None:
        odds = float(lead.done_by(np.array([plan.ready + 0.5 - plan.begun]))[0])
    noted = ["first concrete is taken to be poured in the middle of its year"] if plan.begun else []
    if not own:
        noted.append(
            "the lead time is the world fleet's, as the country has finished too few units of its own"
        )
    if plan.type:
        noted += _assumed(plan.type, priced=country == PRICED)
    made = output(plan.type, plan.units, priced=country == PRICED) if plan.type else None
    name = country if own else "WLD"
    return NewBuild(country, plan, name, (low, middle, high), odds, made, tuple(noted))


def output(design: str, units: int, *, priced: bool) -> Output:
    """Return what units of a design make, save, need and cost. Raises InputError for a design not held."""
    types = tables.reactor_types()
    if design not in types:
        raise InputError(f"design: no figures are held for {design}")
    if not 1 <= units <= MOST_UNITS:
        raise InputError(f"units: must be from 1 to {MOST_UNITS}, not {units}")
    kind = types[design]
    gross = units * kind.mwe_gross / 1000
    held = {design: np.array([gross])}
    made = power({design: gross})
    coal, carbon = outlay.avoided(made, "coal")
    found = fuel.need(types, held, CAPACITY_FACTOR, TAILS)
    cost = outlay.outlay(types, {design: gross}, draws=DRAWS, seed=SEED)[design]
    return Output(
        units * kind.mwe_net / 1000,
        made,
        coal,
        carbon,
        float(found.natural_tu[0] + found.feed_tu[0]),
        float(found.swu[0]),
        Spread.of(cost, float(np.median(cost))) if priced else None,
    )


def _assumed(design: str, *, priced: bool) -> list[str]:
    kind = tables.reactor_types()[design]
    found = [f"capacity factor {CAPACITY_FACTOR:g}, tails {TAILS:g} %", outlay.DISPLACED["coal"].source]
    if priced and kind.confidence == "L":
        found.append(f"the cost of {design} is an assumption: {kind.source}")
    return found
