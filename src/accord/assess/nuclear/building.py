"""The sentence and the table of reactors that are to be built."""

from __future__ import annotations

from collections.abc import Iterator

from accord.core.provenance import Figure, Quality
from accord.energy.answers.newbuild import NewBuild, Output
from accord.energy.answers.numbers import Spread
from accord.page.blocks import Column, Day, Part, Range, Rounded, Row, Table
from accord.page.names import possessive, the

COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
LEAD = "lead times of units begun, lognormal, censored"
FLEET = "thermal power, burn-up and enrichment of the design; capacity factor 0.85"


def figure(
    found: NewBuild,
    key: str,
    label: str,
    value: float | None,
    unit: str,
    basis: str,
    quality: Quality = "computed",
) -> Figure:
    """Return a number of what is to be built."""
    return Figure(
        f"nuclear.{found.country}.new.{key}", label, value, unit, "2026", "accord-energy", basis, quality
    )


def years(found: NewBuild) -> tuple[Figure, Figure, Figure]:
    """Return years from first concrete to operation of one unit: low, middle and high."""
    ends = (("low", found.years[0]), ("middle", found.years[1]), ("high", found.years[2]))
    low, middle, high = (
        figure(found, f"years_{end}", f"Years to build, {end}", value, "years", LEAD) for end, value in ends
    )
    return low, middle, high


def running(found: NewBuild) -> tuple[int, ...]:
    """Return the years in which a unit would run that is begun when it is told: low, middle and high."""
    return tuple(round((found.plan.begun or 0) + 0.5 + value) for value in found.years)


def sentence(found: NewBuild, *, fleet: bool) -> tuple[Part, ...]:
    """Return how long it takes to build, when that is, and what the units make and need."""
    plan, (low, middle, high) = found.plan, years(found)
    start = "" if fleet else f"{the(found.country, start=True)} has no reactor in the data. "
    whose = (
        f"{possessive(found.country)} lead times"
        if found.lead_name == found.country
        else "the world fleet’s lead times"
    )
    parts: list[Part] = [
        f"{start}At {whose} a unit takes ",
        Rounded(middle),
        " from first concrete (",
        Range(low, high),
        ")",
    ]
    if plan.begun is not None:
        dates = [str(year) for year in running(found)]
        parts += [": begun in ", Day(str(plan.begun)), " it would run in about ", Day(dates[1]), " (", Day(dates[0]), " to ",
                  Day(dates[2]), ")"]  # fmt: skip
    if found.odds is not None and plan.ready is not None:
        odds = figure(found, "odds", "Odds that a unit runs by the year told", 100 * found.odds, "%", LEAD)
        parts += [", with odds of ", Rounded(odds), " by ", Day(str(plan.ready))]
    return (*parts, *_output(found), ".")


def _output(found: NewBuild) -> tuple[Part, ...]:
    """Return what the units make a year and the coal it saves; nothing without a design."""
    made = found.output
    if made is None:
        return ()
    count = found.plan.units
    units = COUNTS[count - 1] if count <= len(COUNTS) else str(count)
    return (
        f"; {units} {(found.plan.type or '').split('-1650')[0]} ", "(" , Rounded(_gw(found)), ") would make ",
        Rounded(figure(found, "twh", "Power a year", made.twh, "TWh", FLEET)), " a year, as much as ",
        Rounded(figure(found, "coal", "Coal that makes as much power", made.coal_mt, "Mt", "0.70 t a MWh (assumption)")),
        " of coal",
    )  # fmt: skip


def _gw(found: NewBuild) -> Figure:
    return figure(
        found,
        "gw",
        "Net capacity",
        found.output.gw if found.output else None,
        "GW",
        "net rating of the design",
        "cited",
    )


def _cost(found: NewBuild, spread: Spread) -> tuple[Figure, Figure]:
    """Return what building costs, 5 to 95 per cent of draws."""
    basis = "overnight cost by design, triangular, with learning"
    low, high = (
        figure(found, f"outlay_{end}", f"Overnight cost, {end}", value, "USD bn", basis)
        for end, value in (("p5", spread.p5), ("p95", spread.p95))
    )
    return low, high


def table(found: NewBuild) -> Table | None:
    """Return what the units make, save, need and cost; None without a design."""
    if found.output is None:
        return None
    return Table(
        "nuclear-new",
        f"What {found.plan.units} × {found.plan.type} would bring and need",
        (Column("what", "What"), Column("value", "Value")),
        tuple(_rows(found, found.output)),
        sources=("accord-energy",),
    )


def _rows(found: NewBuild, made: Output) -> Iterator[Row]:
    low, _, high = years(found)
    coal = "Coal that makes as much power"
    yield "Net capacity", _gw(found)
    yield "From first concrete to operation", Range(low, high)
    yield "Power a year", figure(found, "twh", "Power a year", made.twh, "TWh", FLEET)
    yield (
        "Coal that makes as much",
        figure(found, "coal", coal, made.coal_mt, "Mt", "0.70 t a MWh (assumption)"),
    )
    co2 = figure(found, "co2", "CO2 of that coal", made.co2_mt, "Mt", "0.97 t a MWh (assumption)")
    yield "CO₂ of that coal", co2
    uranium = figure(found, "uranium", "Natural uranium a year", made.uranium, "tonnes", FLEET)
    yield "Natural uranium a year", uranium
    swu, tails = made.swu / 1e6, "value function at 0.25 % tails"
    yield "Enrichment a year", figure(found, "swu", "Enrichment a year", swu, "million SWU a year", tails)
    if made.outlay:
        yield "Overnight cost", Range(*_cost(found, made.outlay))
