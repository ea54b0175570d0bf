"""The law of a day as the equilibrium that changes count from.

It is solved once in a process for a world, its elasticities and a closure.
"""

from __future__ import annotations

from datetime import date

from accord.core.errors import SolveError
from accord.policy.law import Comparison, law_shock
from accord.trade import solve_shock
from accord.trade.calibration import Baseline, Calibration, calibrate
from accord.trade.engine import rebased, settle
from accord.trade.result import Result
from accord.trade.solve import TOLERANCE


def baseline(
    world: Baseline, against: str | Comparison | None, closure: str = "fixed", near: Result | None = None
) -> Calibration:
    """Return what changes count from, an equilibrium of the closure; remembered with the world.

    ``near`` is the law of the day with other elasticities, to begin from.

    ``tariffs`` of the law of a day are those that the border collects. Raises SolveError where the law has
    no certified equilibrium, InputError where the book does not reach the day.
    """
    base = calibrate(world)
    day = Comparison.of(against).day
    if day is None:
        start = settle(base, closure)
        if isinstance(start, Result):
            raise SolveError(start.sentence)
        return start
    name = f"law {day} {closure}"
    if name not in base.settled:
        result = solve_law(base, day, closure, near)
        base.settled[name] = rebased(result)
    return base.settled[name]


def solve_law(world: Baseline, day: date, closure: str = "fixed", near: Result | None = None) -> Result:
    """Return the equilibrium of the law of a day, against the world's data year."""
    shock = law_shock(world, day)
    result = solve_shock(world, shock, closure, start=near, tolerance=0.02 * TOLERANCE)
    if not result.converged:
        raise SolveError(f"the law of {day}: {result.sentence}")
    return result
