"""A world at a horizon: with the elasticities of a set, and of so many years after the change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from accord.core.errors import InputError
from accord.world import elasticities
from accord.world.elasticities import ElasticitySet
from accord.world.store import load_world
from accord.world.world import World

LONG = "long run"


def years_of(horizon: str | int | None) -> int | None:
    """Return the years of a horizon written as ``3``, ``3 years`` or ``long``; None is the long run."""
    if horizon is None:
        return None
    word = str(horizon).strip().casefold()
    if word in {"long", LONG, "long-run"}:
        return None
    if word in {"short", "short run", "short-run"}:
        raise InputError(
            "horizon 'short run' is now a number of years: write 1 for the first year, up to 10, or long"
        )
    number = word.removesuffix("s").removesuffix("year").strip()
    if not (number.isascii() and number.isdigit() and int(number[:3]) in elasticities.YEARS):
        raise InputError(f"horizon '{horizon}' is neither a number of years from 1 to 10 nor long")
    return int(number)


def horizon_name(years: int | None) -> str:
    """Return what a horizon is called: ``long run``, ``1 year``, ``3 years``."""
    return LONG if years is None else f"{years} year{'s' * (years > 1)}"


def prepare(world: World | str | None, elasticity_set: str | Path | None, years: int | None) -> World:
    """Return the world with the elasticities of a set and a horizon in years, None for the long run."""
    place = world if isinstance(world, World) else load_world(world or "world-2022")
    if elasticity_set is not None:
        place = place.with_elasticities(elasticities.load(elasticity_set, place.sectors))
    if years is None or place.elasticity_source.endswith(f"{elasticities.AFTER}{years}"):
        return place
    return _after(place, years)


@lru_cache(maxsize=4)
def _after(place: World, years: int) -> World:
    """Return a world with the elasticities of a horizon, the same to all who ask: what is solved on it is kept."""
    return place.with_elasticities(own_set(place).after(years))


def own_set(world: World) -> ElasticitySet:
    """Return the elasticity set of a world: the published one it names, or its own numbers, one by one."""
    name, _, years = world.elasticity_source.partition(elasticities.AFTER)
    if name in elasticities.names():
        chosen = elasticities.load(name, world.sectors)
        chosen = chosen.after(int(years)) if years else chosen
        if np.array_equal(chosen.theta, world.trade_elasticity):
            return chosen
    return ElasticitySet(
        id=world.elasticity_source or "the world's own",
        sectors=world.sectors,
        theta=world.trade_elasticity,
        standard_error=None,
        estimate_of=world.sectors,
        spread=elasticities.between_sources(world.sectors),
        source=world.id,
        note="Elasticities of the world itself.",
    )
