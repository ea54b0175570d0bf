"""A country's nuclear path with its odds, its fuel, whom it depends on, what it costs and what it displaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from accord.core.codes import economy_name, nearest, the
from accord.core.errors import InputError
from accord.energy import dependence, fleet, fuel, outlay, tables
from accord.energy.leadtimes import Lead, of_median
from accord.energy.market import Array
from accord.study.energy.numbers import MODEL, Number, Spread

NOW = 2026.0
DRAWS, SEED = 2000, 7
CAPACITY_FACTOR, TAILS = 0.85, 0.25
LEADS = {"india": "IND", "china": "CHN", "fleet": "WLD"}
"""Names of lead times: India's, China's, and the world fleet's."""
FUELLED = ("PHWR-220", "PHWR-700", "VVER-1000", "LWR")
BASIS = (
    "censored lognormal lead times with a common shock, finish conditional on time elapsed (docs/energy.md)"
)
LEAD_SOURCE = "geonuclear-data"


@dataclass(frozen=True)
class Odds:
    """A target and the share of draws that reach it."""

    gw: float
    year: int
    probability: float


@dataclass(frozen=True)
class PathAnswer:
    """Capacity from now on: percentiles by year, odds of targets, and the starts a target needs.

    base         GW at the outset; pipeline: GW under construction and planned with a date
    starts       GW a year begun beyond the pipeline
    needed       GW a year to begin from now on for the last target
    best_15      the most the country, and the best three, have brought on line over 15 years, GW a year
    missed       earlier official targets and what came of them
    """

    country: str
    lead: Lead
    lead_name: str
    base: float
    pipeline: float
    starts: dict[int, float]
    years: tuple[int, ...]
    p10: tuple[float, ...]
    p50: tuple[float, ...]
    p90: tuple[float, ...]
    targets: tuple[Odds, ...]
    needed: float | None
    needed_for: tuple[float, int] | None
    best_15: dict[str, float]
    missed: tuple[tables.Target, ...]
    coverage: dict[int, tuple[int, float]]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        found = {
            f"p50_{year}": Number(value, "GW", str(year), MODEL, BASIS, "computed", "M")
            for year, value in zip(self.years, self.p50, strict=True)
        }
        for one in self.targets:
            key = f"odds_{one.gw:g}_{one.year}"
            found[key] = Number(
                100 * one.probability, "% of draws", str(one.year), MODEL, BASIS, "computed", "M"
            )
        if self.needed is not None:
            found["starts_needed"] = Number(self.needed, "GW a year", "2026", MODEL, BASIS, "computed", "M")
        return found


def lead_time(word: str, country: str) -> Lead:
    """Return a lead time by name (india, china, fleet), by country, or of a median in years."""
    if word == "own":
        return tables.lead_of(country).lead
    if word in LEADS or word in tables.lead_times():
        return tables.lead_of(LEADS.get(word, word)).lead
    try:
        years = float(word)
    except ValueError:
        raise InputError(
            f"lead: '{word}' is neither a number of years nor one of {', '.join(LEADS)}{nearest(word, LEADS)}"
        ) from None
    return of_median(years)


def rising(first: float, last: float, start: int, to: int) -> dict[int, float]:
    """Return GW a year that rise evenly from ``first`` in ``start`` to ``last`` in ``to``."""
    years = range(start, to + 1)
    return {year: first + (last - first) * (year - start) / max(to - start, 1) for year in years}


def pipeline(country: str) -> tuple[float, list[fleet.Project], dict[int, float]]:
    """Return base GW, dated projects and retirements by year of a country."""
    rows = tables.fleet(country)
    opened = [(float(row.year), row.gw) for row in rows if row.state == "operating"]
    closing = fleet.retired(opened)
    if country == "IND":
        base, _, _ = tables.mix("india_base")
        return sum(base.values()), list(tables.projects()), closing
    found = [
        fleet.Project(
            f"{row.type or 'other'} begun {row.year}",
            row.type,
            row.units,
            row.gw / row.units,
            row.year + 0.5,
            False,
        )
        for row in rows
        if row.state == "building"
    ]
    late = sum(gw for year, gw in closing.items() if year < NOW)
    later = {year: gw for year, gw in closing.items() if year >= NOW}
    later[int(NOW) + 10] = later.get(int(NOW) + 10, 0.0) + late
    return sum(gw for _, gw in opened), found, later


def nuclear_path(
    country: str = "IND",
    lead: str = "own",
    starts: Mapping[int, float] | None = None,
    to: int = 2047,
    targets: tuple[tuple[float, int], ...] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> PathAnswer:
    """Return the capacity path of a country with reactors in the data; its targets are India's unless given."""
    chosen = lead_time(lead, country)
    base, projects, closing = pipeline(country)
    begun = dict(starts or {})
    found = fleet.path(
        projects, chosen, begun, base_gw=base, now=NOW, to=to, retirements=closing, draws=draws, seed=seed
    )
    low, middle, high = fleet.fan(found)
    wanted = targets if targets is not None else (((22.48, 2032), (100.0, 2047)) if country == "IND" else ())
    odds = tuple(Odds(gw, year, fleet.probability(found, gw, year)) for gw, year in wanted if year <= to)
    last = wanted[-1] if wanted else None
    needed = starts_for(*last, chosen, projects, base, closing) if last else None
    rows = tables.lead_times()
    best = {
        code: rows[code].best_15[0] for code in dict.fromkeys((country, "USA", "FRA", "CHN")) if code in rows
    }
    return PathAnswer(
        country,
        chosen,
        lead,
        base,
        sum(project.units * project.gw_each for project in projects),
        begun,
        tuple(int(year) for year in found.years),
        *(tuple(float(value) for value in column) for column in (low, middle, high)),
        odds,
        needed,
        last,
        best,
        tuple(one for one in tables.targets() if one.achieved is not None) if country == "IND" else (),
        coverage(),
        path_assumptions(country),
        (
            f"lead times: {rows['WLD'].source}",
            "India: PIB 2026 (units and stages)" if country == "IND" else "fleet of March 2024",
        ),
    )


def starts_for(
    gw: float, by: int, lead: Lead, projects: list[fleet.Project], base: float, closing: Mapping[int, float]
) -> float:
    """Return the GW a year to begin from now on for ``gw`` by a year, given the pipeline's mean and closures."""
    alone = fleet.path(
        projects, lead, {}, base_gw=base, now=NOW, to=by, retirements=closing, draws=400, seed=SEED
    )
    return fleet.starts_needed(gw, by, float(alone.at(by).mean()), lead, int(NOW))


def coverage() -> dict[int, tuple[int, float]]:
    """Return, by years ahead, the number of backtest cases and the share inside their 80 % interval."""
    found = {}
    for ahead in sorted({case.ahead for case in tables.backtest()}):
        cases = [case for case in tables.backtest() if case.ahead == ahead]
        inside = sum(case.low - 1e-9 <= case.actual <= case.high + 1e-9 for case in cases)
        found[ahead] = len(cases), inside / len(cases)
    return found


def path_assumptions(country: str) -> tuple[str, ...]:
    """Return, in sentences, what a path assumes."""
    found = [
        f"units close {fleet.LIFETIME:g} years after they began to operate",
        "the common shock to all units of a draw has a standard deviation of 0.4 in logs",
    ]
    if country == "IND":
        found.append("dates of first concrete of planned units, and of four under construction, are assumed")
        found.append(
            "units offered without a contract (Jaitapur, Kovvada, a second Russian site) are in new starts only"
        )
    else:
        found.append("the fleet is that of March 2024; planned units are not in it")
        found.append("units already past that age close in 2036")
    return tuple(found)


@dataclass(frozen=True)
class FuelAnswer:
    """Fuel a year of a fleet by type, the mix by vendor country, and its part of the world's need.

    feed_tu     natural uranium that is enriched; natural_tu: for reactors on natural uranium
    left_out    GW of types for which no fuel data are held
    """

    country: str
    year: int
    mix: dict[str, float]
    vendors: dict[str, float]
    concentration: float
    natural_tu: float
    feed_tu: float
    enriched_tu: float
    swu: float
    first_core_tu: float
    twh: float
    world_share: float
    left_out: float
    confidence: str
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]


def current_mix(country: str) -> tuple[dict[str, float], float, str]:
    """Return GW by type of a country's reactors now, GW left out for want of fuel data, and the confidence."""
    if country == "IND":
        base, _, confidence = tables.mix("india_base")
        return base, 0.0, confidence
    rows = [row for row in tables.fleet(country) if row.state == "operating"]
    mix: dict[str, float] = {}
    for row in rows:
        if row.type:
            mix[row.type] = mix.get(row.type, 0.0) + row.gw
    return mix, sum(row.gw for row in rows if not row.type), "M"


def mix_of(country: str, year: int | None) -> tuple[dict[str, float], float, str, str]:
    """Return the mix now (year None) or, for India, in 2047; with GW left out, confidence and source."""
    if year == 2047 and country == "IND":
        planned, source, confidence = tables.mix("india_2047")
        return planned, 0.0, confidence, source
    if year is not None:
        raise InputError(
            f"year {year}: a mix of types is held for India in 2047 alone, and for fleets as they are"
        )
    mix, left_out, confidence = current_mix(country)
    return mix, left_out, confidence, "fleet as of 2025" if country == "IND" else "fleet as of March 2024"


def nuclear_fuel(
    country: str = "IND",
    year: int | None = None,
    cf: float = CAPACITY_FACTOR,
    tails: float = TAILS,
    gw: float | None = None,
) -> FuelAnswer:
    """Return the fuel of a country's reactors now or, for India, of the mix of 2047, scaled to ``gw`` in all."""
    mix, left_out, confidence, source = mix_of(country, year)
    if gw is not None:
        if not gw > 0:
            raise InputError(f"gw: must be above 0, not {gw:g}")
        mix = {name: amount * gw / sum(mix.values()) for name, amount in mix.items()}
    types = tables.reactor_types()
    columns = {name: np.array([amount]) for name, amount in mix.items()}
    found = fuel.need(types, columns, cf, tails)
    made = sum(float(one[0]) for one in fuel.generation(types, columns, cf).values())
    vendors = dependence.shares(types, mix)
    uranium = float(found.natural_tu[0] + found.feed_tu[0])
    noted = [f"capacity factor {cf:g}, tails {tails:g} %"]
    if left_out > 0:
        noted.append(
            f"{left_out:.1f} GW of gas-cooled, graphite and other reactors are left out: no fuel data are held"
        )
    if "LWR" in mix:
        noted.append("light-water units other than VVERs are fuelled as one usual type")
    return FuelAnswer(
        country,
        year or 2025,
        mix,
        vendors,
        dependence.concentration(vendors),
        float(found.natural_tu[0]),
        float(found.feed_tu[0]),
        float(found.enriched_tu[0]),
        float(found.swu[0]),
        found.first_core_tu,
        made,
        uranium / tables.world_uranium(),
        left_out,
        confidence,
        tuple(noted),
        (
            source,
            "burnups and ratings: reactor types table",
            "world need: WNA December 2024 and Energy Institute",
        ),
    )


@dataclass(frozen=True)
class LossAnswer:
    """TWh a year that a fleet loses when a supplier stops at a stage, by year from the first."""

    country: str
    supplier: str
    stage: str
    share: float
    stock_years: float
    mix: dict[str, float]
    twh: tuple[float, ...]
    generation: float
    coal_mt: float
    co2_mt: float
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]


def nuclear_loss(
    supplier: str,
    stage: str = "fabrication",
    country: str = "IND",
    *,
    year: int | None = None,
    stock_years: float = 0.0,
    horizon: int = 5,
    mix: Mapping[str, float] | None = None,
) -> LossAnswer:
    """Return what a country loses when a supplier stops: of fuel assemblies, enrichment or uranium."""
    held, _, _, source = mix_of(country, year)
    chosen = dict(mix or held)
    if horizon < 1:
        raise InputError(f"horizon: must be at least 1 year, not {horizon}")
    share, shared = supplier_share(supplier, stage, country)
    types = tables.reactor_types()
    columns = {name: np.full(horizon, amount) for name, amount in chosen.items()}
    lost = dependence.lose(
        types, columns, supplier, stage, share=share, stock_years=stock_years, cf=CAPACITY_FACTOR
    )
    made = sum(float(one[0]) for one in fuel.generation(types, columns, CAPACITY_FACTOR).values())
    coal, carbon = outlay.avoided(float(lost[-1]), "coal")
    noted = (
        shared,
        f"stocks of {stock_years:g} years are burnt first",
        f"capacity factor {CAPACITY_FACTOR:g}",
    )
    return LossAnswer(
        country,
        supplier,
        stage,
        share,
        stock_years,
        chosen,
        tuple(float(value) for value in lost),
        made,
        coal,
        carbon,
        noted,
        (source, "fuel suppliers table; reactor types table"),
    )


def supplier_share(supplier: str, stage: str, country: str) -> tuple[float, str]:
    """Return the part of a stage that hangs on a supplier, 0 to 1, and a sentence on where it is from."""
    if stage == "fabrication":
        return 1.0, "fuel assemblies of a design come from its vendor alone"
    if stage == "enrichment":
        share = tables.stage_share("enrichment", supplier)
        return (
            share,
            f"{the(supplier)} has {100 * share:.0f} % of the world's enrichment (2023); a vendor enriches its own fuel",
        )
    if stage != "mining":
        raise InputError(f"stage: unknown stage '{stage}'{nearest(stage, dependence.STAGES)}")
    if country == "IND":
        share = tables.stage_share("india_uranium_imports_3y_to_2022", supplier)
        return (
            share,
            f"{100 * share:.0f} % of India's uranium imports of three years to 2022; own ore is left out",
        )
    share = tables.stage_share("mining", supplier)
    return share, f"{100 * share:.0f} % of the uranium mined in the ten economies listed (2022)"


@dataclass(frozen=True)
class OutlayAnswer:
    """Overnight cost of what is built beyond the base, USD bn; what is open to a country's suppliers; what it saves."""

    country: str
    gw: dict[str, float]
    total: Spread
    by_type: dict[str, Spread]
    content_country: str
    content: Spread
    content_gw: float
    twh: float
    coal_mt: float
    co2_mt: float
    against: str
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]


def nuclear_outlay(
    country: str = "IND",
    content_of: str = "USA",
    mix: Mapping[str, float] | None = None,
    against: str = "coal",
    draws: int = DRAWS,
    seed: int = SEED,
) -> OutlayAnswer:
    """Return the outlay for ``mix`` (India: the types of 2047 beyond those of now) and its foreign content."""
    types = tables.reactor_types()
    gw = dict(mix) if mix is not None else added_mix(country)
    cost = outlay.outlay(types, gw, draws=draws, seed=seed)
    total: Array = np.sum(list(cost.values()), axis=0)
    open_to = outlay.content(types, cost, content_of)
    columns = {name: np.array([amount]) for name, amount in gw.items()}
    made = sum(float(one[0]) for one in fuel.generation(types, columns, CAPACITY_FACTOR).values())
    burnt, carbon = outlay.avoided(made, against)
    rows = tables.stored()["types"]
    assumed = [row["type"] for row in rows if row["confidence"] == "L" and row["type"] in gw]
    return OutlayAnswer(
        country,
        gw,
        Spread.of(total, float(np.median(total))),
        {name: Spread.of(draws_, float(np.median(draws_))) for name, draws_ in cost.items()},
        content_of,
        Spread.of(open_to, float(np.median(open_to))),
        sum(amount for name, amount in gw.items() if types[name].country == content_of),
        made,
        burnt,
        carbon,
        against,
        (
            f"cost and foreign share of {', '.join(assumed)} are assumptions",
            f"learning of {100 * outlay.LEARNING[0]:g} to {100 * outlay.LEARNING[2]:g} % a doubling of units",
            outlay.DISPLACED[against].source,
        ),
        (
            "reactor types table (row by row)",
            tables.mix("india_2047")[1] if country == "IND" else "mix as given",
        ),
    )


def added_mix(country: str) -> dict[str, float]:
    """Return GW by type that India's mix of 2047 adds to that of now; InputError for others, where none is held."""
    if country != "IND":
        raise InputError(f"mix: no planned mix of reactors is held for {economy_name(country)}; give one")
    planned, now = tables.mix("india_2047")[0], tables.mix("india_base")[0]
    added = {name: amount - now.get(name, 0.0) for name, amount in planned.items()}
    return {name: amount for name, amount in added.items() if amount > 0}
