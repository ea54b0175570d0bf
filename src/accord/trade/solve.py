"""Find the equilibrium: an accelerated fixed point in logarithms; where it fails, a path."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.core.status import Status
from accord.trade.anderson import Anderson
from accord.trade.certificate import Equilibrium, shipped
from accord.trade.equations import Pass, State, evaluate
from accord.trade.problem import Problem, partway, taxed

TOLERANCE = 1e-11
"""Largest change of any log wage, log price and log expenditure in one more pass."""

LONGEST = 2.0
"""Largest move of any logarithm in one step."""

MEMORY = 10
"""Passes the accelerator remembers."""

PASSES = 300
"""Passes of one accelerated attempt."""

HOPELESS = 100
"""Passes after which an attempt ends that never came to a move shorter than the longest step."""

DIRECT = 60
"""Passes of the first attempt."""

ROUNDS = 6
"""Rounds of plain and accelerated passes before the solver gives up."""

NEAR = 1e-7
"""Change from which Newton's method finishes the whole shock, however the path goes on."""

POOR = 1e-3
"""Part of its baseline income below which an economy counts as unable to pay, where no equilibrium is found."""

ROUNDING = 5e-10
"""Largest relative residual at which stopped progress counts as rounding; the certificate then decides."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """Where the solver ended. ``point`` holds ln w^, ln P^ and ln X^ in one vector.

    change       largest move of any of them in one more pass
    evaluations  passes over the equations
    part         part of the shock that could be solved
    """

    status: Status
    point: Array
    change: float
    evaluations: int
    part: float = 0.0


def unpack(problem: Problem, point: Array) -> State:
    """Return the state of a vector of logarithms."""
    J, N = problem.shape
    price, spending = point[N : N + 2 * J * N].reshape(2, J, N)
    return State(point[:N], price, problem.base.expenditure * np.exp(spending))


def at(problem: Problem, point: Array) -> Equilibrium:
    """Return everything about a point, certified or not."""
    problem = taxed(problem, point[_states(problem) :])
    state = unpack(problem, point)
    return Equilibrium(problem, point, state, evaluate(problem, state))


def residual(problem: Problem, point: Array, state: State, found: Pass) -> Array:
    """Image less point: how far one more pass would move each logarithm."""
    base = problem.base
    live = problem.live
    move = np.zeros_like(point)
    N = len(base.economies)
    demand = np.log(found.labour_demand / problem.labour_value)
    wage = point[:N] + (demand - point[:N]) / (1.0 + base.wage_elasticity)
    move[:N] = wage - _numeraire(problem, wage) - point[:N]
    ratio = np.where(live, found.expenditure, 1.0) / np.where(live, state.expenditure, 1.0)
    price, spending = move[N : N + 2 * live.size].reshape(2, *live.shape)
    price[:] = np.where(live, found.price - state.price, 0.0)
    spending[:] = np.log(np.maximum(ratio, np.exp(-LONGEST)))
    if problem.quota is not None:
        log_tax = point[N + 2 * live.size :]
        theta = base.trade_elasticity[problem.quota.cell[0]]
        over = shipped(problem, state, found) - np.log(problem.quota.limit)
        move[N + 2 * live.size :] = np.maximum(log_tax + over / (1.0 + theta), problem.quota.least) - log_tax
    return move


def _numeraire(problem: Problem, wage: Array) -> Array:
    """Log of labour income over the baseline's, in the group of each economy ``[n]``."""
    group = problem.member.T
    scale = (group @ (np.exp(wage) * problem.labour_value)) / (group @ problem.base.value_added)
    return np.asarray(problem.member @ np.log(scale))


def iterate(
    problem: Problem,
    start: Array,
    tolerance: float,
    *,
    limit: int = PASSES,
    memory: int = MEMORY,
    hold: bool = False,
    home: bool = False,
    learned: Anderson | None = None,
) -> Outcome:
    """Run the accelerated fixed point from ``start``; go back to the best point when it runs away.

    With ``hold`` wages stay as they are, and only prices and expenditure move. With ``home`` each economy is
    solved by itself, to first order at the baseline, in every pass (see ``accord.trade.domestic``).
    What an accelerator has ``learned`` from a problem close by is used, and added to.
    """
    accelerator = (
        learned if learned is not None and learned.size == start.size else Anderson(start.size, memory)
    )
    accelerator.again()
    point, best, best_change = start, start, np.inf
    since = 0
    for count in range(1, limit + 1):
        move = _move(problem, point, hold)
        change = float(np.abs(move).max())
        if change <= tolerance:
            return Outcome(Status.CONVERGED, point, change, count)
        since += 1
        if change < best_change:
            best, best_change, since = point, change, 0
        if count == HOPELESS and best_change >= LONGEST:
            return Outcome(Status.STALLED, best, best_change, count)
        if not np.isfinite(change) or change > 1e3 * best_change or since > 40:
            if not np.isfinite(best_change):
                return Outcome(Status.DIVERGED, best, best_change, count)
            accelerator.restart()
            point, since = best, 0
            move = 0.5 * _move(problem, point, hold)
        if home:
            move = _at_home(problem, point, move)
        point = _bounded(point, accelerator.propose(point, move))
    return Outcome(Status.STALLED, best, best_change, limit)


def _fitted(problem: Problem, point: Array) -> Array:
    """Return a point of the problem's size, from one that may have other capped flows."""
    if problem.quota is None or point.size == problem.size:
        return point[: problem.size]
    return np.concatenate([point[: _states(problem)], problem.quota.least])


def _states(problem: Problem) -> int:
    J, N = problem.shape
    return N + 2 * J * N


def _move(problem: Problem, point: Array, hold: bool) -> Array:
    problem = taxed(problem, point[_states(problem) :])
    state = unpack(problem, point)
    move = residual(problem, point, state, evaluate(problem, state))
    if hold:
        move[: len(problem.base.economies)] = 0.0
    return move


def _at_home(problem: Problem, point: Array, move: Array) -> Array:
    """Return a move with each economy's own response to it, in units of the numeraire."""
    move = problem.base.domestic.apply(move)
    N = len(problem.base.economies)
    move[:N] -= _numeraire(problem, point[:N] + move[:N])
    return move


def _bounded(point: Array, ahead: Array) -> Array:
    """Shorten a step so that no logarithm moves by more than LONGEST."""
    step = ahead - point
    longest = float(np.abs(step).max())
    return ahead if longest <= LONGEST else point + step * (LONGEST / longest)


def _newton(problem: Problem, point: Array, tolerance: float) -> Outcome:
    """Move wages by Newton's method, prices and expenditure following, to finish what is nearly done.

    The derivative of each wage in the excess demand for labour comes from the adjoint. Gives up
    when a step is longer than LONGEST or does not lower the largest excess.
    """
    N = problem.shape[1]
    spent = 0
    last = Outcome(Status.STALLED, point, np.inf, 0)
    while True:
        inner = iterate(problem, point, tolerance / 10, hold=True)
        spent += inner.evaluations
        found = at(problem, inner.point)
        excess = np.log(found.found.labour_demand / problem.labour_value) - inner.point[:N]
        change = float(np.abs(excess / (1.0 + problem.base.wage_elasticity)).max())
        if inner.status is not Status.CONVERGED or not change < 0.9 * last.change:
            return replace(last, evaluations=spent)
        last = replace(inner, status=Status.STALLED, change=change)
        if change <= tolerance:
            return replace(last, status=Status.CONVERGED, evaluations=spent)
        step = _newton_step(found, excess)
        if not np.abs(step).max() <= LONGEST:
            return replace(last, evaluations=spent)
        point = inner.point.copy()
        point[:N] += step
        point[:N] -= _numeraire(problem, point[:N])


def _newton_step(found: Equilibrium, excess: Array) -> Array:
    """Return the change of ln w ``[n]`` that closes the excess demand for labour, to first order."""
    from accord.trade.adjoint import Adjoint, Seed

    J, N = found.problem.shape
    adjoint = Adjoint(found)
    seed = Seed.zeros(J, N, N)
    seed.wage[:] = np.eye(N) - adjoint.numeraire.T
    slope = adjoint.many(seed).labour * found.found.labour_demand[:, None]
    return np.asarray(slope.T @ excess)


def _slowly(problem: Problem, point: Array, tolerance: float) -> Outcome:
    """Alternate plain passes, which move each wage the way demand pulls it, with accelerated ones.

    Gives up after a round that does not halve what the round before it left.
    """
    spent, before = 0, np.inf
    outcome = Outcome(Status.STALLED, point, np.inf, 0)
    for _ in range(ROUNDS):
        for _ in range(2 * PASSES):
            ahead = _bounded(point, point + _move(problem, point, hold=False))
            if not np.isfinite(ahead).all():
                break
            point = ahead
        outcome = iterate(problem, point, tolerance)
        spent += 2 * PASSES + outcome.evaluations
        point = outcome.point
        if outcome.status is Status.CONVERGED or not outcome.change < min(0.5 * before, LONGEST):
            break
        before = outcome.change
    return replace(outcome, evaluations=spent)


def solve(
    problem: Problem,
    start: Array | None = None,
    tolerance: float = TOLERANCE,
    learned: Anderson | None = None,
) -> Outcome:
    """Solve a problem without obstacle, from ``start`` or from the baseline.

    ``learned`` is an accelerator of problems close by, which the first attempt uses and adds to.

    If the accelerated fixed point with each economy's own response fails, do without the response and give it
    a longer memory; then move wages by Newton's method; then
    follow the path of ever larger parts of the shock, finish by Newton, or alternate plain and accelerated
    passes.
    """
    origin = _fitted(problem, np.zeros(_states(problem)))
    tight = ROUNDING / (1.0 + float(problem.base.wage_elasticity.max()))

    def directly(problem: Problem, point: Array, tolerance: float) -> Outcome:
        return iterate(problem, point, tolerance, limit=DIRECT, home=True, learned=learned)

    def fine(outcome: Outcome) -> bool:
        return outcome.status is Status.CONVERGED or outcome.change <= tight

    spent, part = 0, 0.0
    with np.errstate(all="ignore"):
        outcome = Outcome(Status.STALLED, origin if start is None else _fitted(problem, start), np.inf, 0)
        for attempt in (directly, _remember, _newton, _follow, _newton, _slowly):
            first = origin if attempt is _follow or not np.isfinite(outcome.point).all() else outcome.point
            outcome = attempt(problem, first, tolerance)
            spent, part = spent + outcome.evaluations, max(part, outcome.part)
            if outcome.status is Status.INFEASIBLE:
                return replace(outcome, evaluations=spent)
            if fine(outcome):
                return replace(outcome, status=Status.CONVERGED, evaluations=spent)
    return replace(outcome, evaluations=spent, part=part)


def _remember(problem: Problem, point: Array, tolerance: float) -> Outcome:
    """Run the accelerated fixed point with a long memory, for problems where wages answer slowly."""
    return iterate(problem, point, tolerance, memory=4 * MEMORY)


def _follow(problem: Problem, point: Array, tolerance: float) -> Outcome:
    """Move the shock from nothing to all of it, in steps that shrink when they fail."""
    done, step, spent, poor = 0.0, 0.25, 0, False
    slope = np.zeros(_states(problem))
    while step > 1e-3 and spent < 20 * PASSES:
        target = min(1.0, done + step)
        now = problem if target == 1.0 else partway(problem, target)
        guess = point.copy()
        guess[: slope.size] += slope * (target - done)
        goal = tolerance if target == 1.0 else 1e-7
        last = iterate(now, _fitted(now, guess), goal, memory=4 * MEMORY)
        spent += last.evaluations
        if last.status is Status.CONVERGED:
            slope = (last.point[: slope.size] - point[: slope.size]) / (target - done)
            point, done, step = last.point, target, 2 * step
            poor = not (at(now, point).found.income > POOR * problem.base.income).all()
        elif poor:
            there = _fitted(problem, point)
            return replace(last, status=Status.INFEASIBLE, point=there, evaluations=spent, part=done)
        else:
            step /= 4
        if done == 1.0 or (target == 1.0 and last.change < NEAR):
            return replace(last, evaluations=spent, part=done)
    return Outcome(Status.STALLED, _fitted(problem, point), np.inf, spent, done)
