"""A country's nuclear capacity over time, with its odds against official targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from accord.core.codec import Document
from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import fleet, tables
from accord.energy.answers.numbers import Number, computed, grounds
from accord.energy.leadtimes import Lead, of_median
from accord.energy.rows import Target

NOW = 2026.0
DRAWS, SEED = 2000, 7
LEADS = {"india": "IND", "china": "CHN", "fleet": "WLD"}
"""Names of lead times: India's, China's, and the world fleet's."""
BASIS = (
    "censored lognormal lead times with a common shock, finish conditional on time elapsed (docs/energy.md)"
)


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
    missed: tuple[Target, ...]
    coverage: dict[int, tuple[int, float]]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        found = {
            f"p50_{year}": computed(str(year), BASIS, "M")(value, "GW")
            for year, value in zip(self.years, self.p50, strict=True)
        }
        for one in self.targets:
            number = computed(str(one.year), BASIS, "M")
            found[f"odds_{one.gw:g}_{one.year}"] = number(100 * one.probability, "% of draws")
        if self.needed is not None:
            found["starts_needed"] = computed("2026", BASIS, "M")(self.needed, "GW a year")
        return found

    def document(self) -> Document:
        """Return the capacity path."""
        return {
            "country": self.country,
            "lead": {
                "name": self.lead_name,
                "median_years": self.lead.median,
                "log_sd": self.lead.sd,
                "common_log_sd": self.lead.common,
            },
            "base_gw": self.base,
            "pipeline_gw": self.pipeline,
            "starts_gw": {str(year): gw for year, gw in self.starts.items()},
            "years": list(self.years),
            "gw": {"p10": list(self.p10), "p50": list(self.p50), "p90": list(self.p90)},
            "targets": [asdict(one) for one in self.targets],
            "starts_needed": self.needed,
            "starts_needed_for": None
            if self.needed_for is None
            else {"gw": self.needed_for[0], "year": self.needed_for[1]},
            "best_15_years_gw_a_year": self.best_15,
            "missed_targets": [asdict(one) for one in self.missed],
            "backtest": {
                str(ahead): {"cases": cases, "coverage": share}
                for ahead, (cases, share) in self.coverage.items()
            },
            **grounds(self),
        }


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


def _best(country: str) -> dict[str, float]:
    """Return the most GW begun in fifteen years, by a country and by those that built most."""
    rows = tables.lead_times()
    return {
        code: rows[code].best_15[0] for code in dict.fromkeys((country, "USA", "FRA", "CHN")) if code in rows
    }


def nuclear_path(
    country: str = "IND",
    lead: str = "own",
    starts: Mapping[int, float] | None = None,
    to: int = 2047,
    targets: tuple[tuple[float, int], ...] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> PathAnswer:
    """Return the capacity path of a country with reactors; targets are India's unless given."""
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
    return PathAnswer(
        country,
        chosen,
        lead,
        base,
        sum(project.units * project.gw_each for project in projects),
        begun,
        tuple(int(year) for year in found.years),
        tuple(low.tolist()),
        tuple(middle.tolist()),
        tuple(high.tolist()),
        odds,
        needed,
        last,
        _best(country),
        tuple(one for one in tables.targets() if one.achieved is not None) if country == "IND" else (),
        coverage(),
        path_assumptions(country),
        (
            f"lead times: {tables.lead_times()['WLD'].source}",
            "India: PIB 2026 (units and stages)" if country == "IND" else "fleet of March 2024",
        ),
    )


def starts_for(
    gw: float, by: int, lead: Lead, projects: list[fleet.Project], base: float, closing: Mapping[int, float]
) -> float:
    """Return the GW a year to begin from now on for ``gw`` by a year, given pipeline and closures."""
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
            "units offered without a contract (Jaitapur, Kovvada, a second Russian site) are in "
            "new starts only"
        )
    else:
        found.append("the fleet is that of March 2024; planned units are not in it")
        found.append("units already past that age close in 2036")
    return tuple(found)
