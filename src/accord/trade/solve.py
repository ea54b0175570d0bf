"""Find the equilibrium: an accelerated fixed point in logarithms; where it fails, a path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accord.core.shock import Array
from accord.core.status import Status
from accord.trade.anderson import Anderson
from accord.trade.equations import Pass, State, evaluate
from accord.trade.problem import Problem, partway

TOLERANCE = 1e-11
"""Largest change of any log wage, log price and log expenditure in one more pass."""

LONGEST = 2.0
"""Largest move of any logarithm in one step."""

PASSES = 300
"""Passes before the plain attempt gives way to the path."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """Where the solver ended. ``point`` holds ln w^, ln P^ and ln X^ in one vector."""

    status: Status
    point: Array
    change: float
    evaluations: int


def unpack(problem: Problem, point: Array) -> State:
    """Return the state of a vector of logarithms."""
    J, N = problem.shape
    price, spending = point[N:].reshape(2, J, N)
    return State(point[:N], price, problem.base.expenditure * np.exp(spending))


def residual(problem: Problem, point: Array, state: State, found: Pass) -> Array:
    """Image less point: how far one more pass would move each logarithm."""
    base = problem.base
    live = problem.live
    move = np.zeros_like(point)
    N = len(base.economies)
    demand = np.log(found.labour_demand / problem.labour_value)
    wage = point[:N] + (demand - point[:N]) / (1.0 + base.wage_elasticity)
    scale = (problem.member.T @ (np.exp(wage) * problem.labour_value)) / (problem.member.T @ base.value_added)
    move[:N] = wage - problem.member @ np.log(scale) - point[:N]
    ratio = np.where(live, found.expenditure, 1.0) / np.where(live, state.expenditure, 1.0)
    price, spending = move[N:].reshape(2, *live.shape)
    price[:] = np.where(live, found.price - state.price, 0.0)
    spending[:] = np.log(np.maximum(ratio, np.exp(-LONGEST)))
    return move


def iterate(problem: Problem, start: Array, tolerance: float, limit: int = PASSES) -> Outcome:
    """Run the accelerated fixed point from ``start``; go back to the best point when it runs away."""
    accelerator = Anderson(start.size)
    point, best, best_change = start, start, np.inf
    since = 0
    for count in range(1, limit + 1):
        state = unpack(problem, point)
        move = residual(problem, point, state, evaluate(problem, state))
        change = float(np.abs(move).max())
        if change <= tolerance:
            return Outcome(Status.CONVERGED, point, change, count)
        if change < best_change:
            best, best_change, since = point, change, 0
        else:
            since += 1
        if not np.isfinite(change) or change > 1e3 * best_change or since > 40:
            if not np.isfinite(best_change):
                return Outcome(Status.DIVERGED, best, best_change, count)
            accelerator.restart()
            point, since = best, 0
            state = unpack(problem, point)
            move = 0.5 * residual(problem, point, state, evaluate(problem, state))
        ahead = accelerator.propose(point, move)
        step = ahead - point
        longest = float(np.abs(step).max())
        point = ahead if longest <= LONGEST else point + step * (LONGEST / longest)
    return Outcome(Status.STALLED, best, best_change, limit)


def solve(problem: Problem, start: Array | None = None, tolerance: float = TOLERANCE) -> Outcome:
    """Solve a problem without obstacle, from ``start`` or from the baseline; take the path if that fails."""
    J, N = problem.shape
    origin = np.zeros(N + 2 * J * N)
    with np.errstate(all="ignore"):
        outcome = iterate(problem, origin if start is None else start, tolerance)
        if outcome.status is Status.CONVERGED:
            return outcome
        return _follow(problem, origin, tolerance, outcome.evaluations)


def _follow(problem: Problem, point: Array, tolerance: float, spent: int) -> Outcome:
    """Move the shock from nothing to all of it in steps that shrink when they fail."""
    done, step = 0.0, 0.25
    last = Outcome(Status.STALLED, point, np.inf, spent)
    while done < 1.0 and step > 1e-3 and spent < 40 * PASSES:
        target = min(1.0, done + step)
        now = problem if target == 1.0 else partway(problem, target)
        last = iterate(now, point, tolerance if target == 1.0 else 1e-6)
        spent += last.evaluations
        if last.status is Status.CONVERGED:
            point, done, step = last.point, target, 2 * step
        else:
            step /= 4
    status = Status.CONVERGED if done >= 1.0 else last.status
    if status is Status.CONVERGED and done < 1.0:
        status = Status.STALLED
    return Outcome(status, last.point, last.change, spent)
