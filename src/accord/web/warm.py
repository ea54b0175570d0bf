"""Answers within a slider's pace: the world, the law of the day and the duties' places are kept warm.

The duties of a question are compiled at two rates. Every cell of a shock is a straight line in the rate (a level
is the rate, an addition is put on top of what is paid), so that any other rate follows without compiling again.
"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import lru_cache
from threading import Lock

import numpy as np

from accord.core.errors import SolveError
from accord.core.frozen import dataclass
from accord.core.shock import Array, Shock
from accord.groups import members
from accord.policy.compile import compile_against, compile_scenario
from accord.policy.law import Comparison
from accord.study.law import baseline
from accord.study.run import Run, run
from accord.trade import Calibration, solve_shock
from accord.trade.calibration import calibrate
from accord.trade.moments import on_top_of
from accord.web.move import WORLD, Move
from accord.world import World, load_world
from accord.world.horizon import horizon_name, prepare, years_of

CLOSURE = "fixed"
LOW, HIGH = 16.0, 32.0
"""The two rates in percent; powers of two, so that the line between them is exact."""

_BUSY = Lock()


@dataclass(frozen=True)
class Line:
    """A question at every rate: the state its changes count from, the law's shock, the shock at two rates."""

    base: Calibration
    law: Shock | None
    low: Shock
    high: Shock

    def at(self, rate: float, world: World) -> Shock:
        """Return the shock at a rate in percent."""
        then = _between(self.low, self.high, (rate - LOW) / (HIGH - LOW))
        return then if self.law is None else on_top_of(calibrate(world), self.base, self.law, then)


def _between(low: Shock, high: Shock, way: float) -> Shock:
    atoms = low.atoms
    if atoms is not None and high.atoms is not None:
        atoms = replace(atoms, new=_point(atoms.new, high.atoms.new, way))
    tariffs = None
    if low.tariffs is not None and high.tariffs is not None:
        tariffs = _point(low.tariffs, high.tariffs, way)
    return replace(low, tariffs=tariffs, atoms=atoms)


def _point(low: Array, high: Array, way: float) -> Array:
    """Return the point of a line between two arrays; what is the same in both stays to the last bit."""
    return np.where(low == high, low, low + way * (high - low))


@lru_cache(maxsize=4)
def place(horizon: str) -> World:
    """Return the world with the elasticities of a horizon, kept with its calibration and its law."""
    return prepare(world(), None, years_of(horizon))


@lru_cache(maxsize=1)
def world() -> World:
    """Return the world that the application asks."""
    return load_world(WORLD)


def solve(move: Move) -> Run:
    """Return the answer to a question, certified; raise SolveError where there is none.

    The same figures as ``study.run.run`` of its scenario, within the solver's tolerance.
    """
    line, here = _line(move.at(LOW)), place(move.horizon)
    if line is None:
        return run(move.scenario(), here, horizon=move.horizon, against=move.against)
    shock = line.at(move.rate, here)
    begun = time.perf_counter()
    result = solve_shock(line.base if line.law is not None else here, shock, CLOSURE)
    seconds = time.perf_counter() - begun
    if not result.converged:
        raise SolveError(f"at {move.rate:g} % {result.sentence}")
    name = horizon_name(years_of(move.horizon))
    return Run(move.scenario(), here, shock, result, name, seconds, Comparison.of(move.against))


def _line(move: Move) -> Line | None:
    with _BUSY:
        return _lined(move)


@lru_cache(maxsize=12)
def _lined(move: Move) -> Line | None:
    """Return a question at two rates, or None where the two do not reach the same flows."""
    here, day = place(move.horizon), Comparison.of(move.against).day
    low, high = move.at(LOW).scenario(), move.at(HIGH).scenario()
    if day is None:
        line = Line(
            baseline(here, None, CLOSURE),
            None,
            compile_scenario(low, here, members),
            compile_scenario(high, here, members),
        )
    else:
        law, first = compile_against(low, here, members, day)
        line = Line(
            baseline(here, Comparison(day), CLOSURE), law, first, compile_against(high, here, members, day)[1]
        )
    return line if _alike(line.low, line.high) else None


def _alike(low: Shock, high: Shock) -> bool:
    """Return whether two shocks are of the same parts of the same flows."""
    if (low.atoms is None) != (high.atoms is None) or (low.tariffs is None) != (high.tariffs is None):
        return False
    if low.atoms is None or high.atoms is None:
        return True
    pairs = zip(
        (*low.atoms.cell, low.atoms.weight, low.atoms.base),
        (*high.atoms.cell, high.atoms.weight, high.atoms.base),
        strict=True,
    )
    return all(np.array_equal(one, other) for one, other in pairs)
