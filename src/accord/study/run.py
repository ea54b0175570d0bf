"""Solve a scenario on a world: the stack joined, compiled to a shock, solved with certificate."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accord import groups
from accord.core.errors import InputError, SolveError
from accord.core.shock import Shock
from accord.policy import Scenario, compile_scenario, load_scenario
from accord.trade import Result, solve_shock
from accord.world import World, elasticities, load_world

HORIZONS = ("long run", "short run")
CLOSURES = ("fixed", "balanced", "share")


@dataclass(frozen=True)
class Run:
    """One scenario solved on one world; only converged runs exist. ``seconds`` is the solve alone."""

    scenario: Scenario
    world: World
    shock: Shock
    result: Result
    horizon: str
    seconds: float

    @property
    def named(self) -> tuple[str, ...]:
        """Economies of the world that the scenario names by code, in its order."""
        return tuple(code for code in self.scenario.named_economies() if code in self.world.economies)


def members(group: str, as_of: date) -> tuple[str, ...]:
    """Return the economies that had signed up to a group on a date."""
    return groups.members(group, as_of)


def run(
    scenario: Scenario | str | Path,
    world: World | str | None = None,
    *,
    elasticity_set: str | Path | None = None,
    closure: str | None = None,
    horizon: str | None = None,
) -> Run:
    """Solve a scenario (an object, a library name or a file) on a world (an object, an id or a file).

    What is left out comes from the scenario, then from the defaults: World 2022 with its own
    elasticities, closure ``fixed``, ``long run``. Raises InputError for what does not fit, SolveError
    where the model has no certified answer.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    horizon = _one_of(horizon or scenario.horizon or HORIZONS[0], HORIZONS, "horizon")
    closure = _one_of(closure or scenario.closure or CLOSURES[0], CLOSURES, "closure")
    place = prepare(world, elasticity_set, horizon)
    shock = compile_scenario(scenario, place, members)
    begun = time.perf_counter()
    result = solve_shock(place, shock, closure)
    seconds = time.perf_counter() - begun
    if not result.converged:
        raise SolveError(f"scenario '{scenario.id}': {result.sentence}")
    return Run(scenario, place, shock, result, horizon, seconds)


def prepare(world: World | str | None, elasticity_set: str | Path | None, horizon: str) -> World:
    """Return the world with the elasticities of a set and a horizon."""
    place = world if isinstance(world, World) else load_world(world or "world-2022")
    if elasticity_set is None and horizon == HORIZONS[0]:
        return place
    chosen = elasticities.load(elasticity_set or elasticities.default_name(), place.sectors)
    return place.with_elasticities(chosen if horizon == HORIZONS[0] else chosen.short_run())


def _one_of(word: str, options: tuple[str, ...], what: str) -> str:
    plain = word.replace("-", " ")
    if plain not in options:
        raise InputError(f"{what} '{word}' is not one of: {', '.join(options)}")
    return plain
