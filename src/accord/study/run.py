"""Solve a scenario on a world: the stack joined, compiled to a shock, solved with certificate."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from accord.core.errors import InputError, SolveError
from accord.core.shock import Shock
from accord.core.shown import Drawn
from accord.core.status import Status
from accord.groups import members
from accord.policy import Scenario, compile_scenario, load_scenario
from accord.policy.law import DATA_YEAR, Comparison, compiled
from accord.study.law import baseline
from accord.trade import Calibration, Result, solve_shock
from accord.trade.calibration import calibrate
from accord.trade.moments import on_top_of
from accord.world import World, elasticities
from accord.world.horizon import horizon_name, prepare, years_of

CLOSURES = ("fixed", "balanced", "share")


@dataclass(frozen=True)
class Run(Drawn):
    """One scenario solved on one world; only converged runs exist. ``seconds`` is the solve alone.

    Changes count from ``against``. ``horizon`` is ``long run`` or a number of years, as ``3 years``.
    """

    scenario: Scenario
    world: World
    shock: Shock
    result: Result
    horizon: str
    seconds: float
    against: Comparison = DATA_YEAR

    def __repr__(self) -> str:
        return f"Run({self.scenario.id!r}, {self.horizon}, on {self.world!r}: {self.result!r})"

    @property
    def named(self) -> tuple[str, ...]:
        """Economies of the world that the scenario names by code, in its order."""
        return tuple(code for code in self.scenario.named_economies() if code in self.world.economies)


def run(
    scenario: Scenario | str | Path,
    world: World | str | None = None,
    *,
    elasticity_set: str | Path | None = None,
    closure: str | None = None,
    horizon: str | int | None = None,
    against: str | Comparison | None = None,
) -> Run:
    """Solve a scenario (an object, a library name or a file) on a world (an object, an id or a file).

    What is left out comes from the scenario, then from the defaults: World 2022 with its own
    elasticities, closure ``fixed``, the long run, against the world's data year. ``against`` may be the law of
    a day (``law:2026-01-14``): the scenario's measures then come on top of that law. Raises InputError for
    what does not fit, SolveError where the model has no certified answer.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    years = years_of(horizon or scenario.horizon)
    closure = _one_of(closure or scenario.closure or CLOSURES[0], CLOSURES, "closure")
    comparison = Comparison.of(against)
    place = prepare(world, elasticity_set, years)
    base, shock = posed(scenario, place, closure, comparison)
    begun = time.perf_counter()
    result = solve_shock(base, shock, closure)
    seconds = time.perf_counter() - begun
    if not result.converged:
        raise SolveError(f"scenario '{scenario.id}': {result.sentence}{_sooner(result, years)}")
    return Run(scenario, place, shock, result, horizon_name(years), seconds, comparison)


def closures(given: Run) -> dict[str, Run]:
    """Return a run under all three closures of the trade deficits, by name; its own is not solved again."""
    return {
        name: given
        if name == given.result.closure
        else run(given.scenario, given.world, closure=name, horizon=given.horizon, against=given.against)
        for name in CLOSURES
    }


def posed(
    scenario: Scenario, world: World, closure: str, against: Comparison
) -> tuple[Calibration | World, Shock]:
    """Return what a scenario's changes count from, and its shock on that."""
    if against.day is None:
        return world, compile_scenario(scenario, world, members)
    law, then = compiled(scenario, world, members, against.day)
    base = baseline(world, against, closure)
    return base, on_top_of(calibrate(world), base, law, then)


def _sooner(result: Result, years: int | None) -> str:
    """Return which horizon is the shortest with an equilibrium, where goods that nothing replaces have none."""
    if years is None or elasticities.response(years) > 1 or result.status is not Status.INFEASIBLE:
        return ""
    shortest = next(year for year in elasticities.YEARS if elasticities.response(year) > 1)
    return f" The shortest horizon at which suppliers can be replaced is {horizon_name(shortest)}."


def _one_of(word: str, options: tuple[str, ...], what: str) -> str:
    plain = word.replace("-", " ")
    if plain not in options:
        raise InputError(f"{what} '{word}' is not one of: {', '.join(options)}")
    return plain
