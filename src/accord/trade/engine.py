"""The way in: levers in, a certified result out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accord.core.shock import Array, Atoms, Shock
from accord.core.status import Status
from accord.trade.anderson import Anderson
from accord.trade.calibration import Baseline, Calibration, calibrate
from accord.trade.certificate import LIMIT, Equilibrium, certify, loose
from accord.trade.equations import Pass
from accord.trade.levers import Levers
from accord.trade.problem import Problem, check_closure, pose
from accord.trade.result import Result
from accord.trade.solve import POOR, TOLERANCE, Outcome, at, iterate, solve


def counterfactual(
    world: Baseline,
    tariffs: Array | None = None,
    trade_cost: Array | None = None,
    closure: str = "fixed",
    *,
    export_tax: Array | None = None,
    export_quota: Array | None = None,
    production_subsidy: Array | None = None,
    productivity: Array | None = None,
    labour: Array | None = None,
    transfer: Array | None = None,
    atoms: Atoms | None = None,
    start: Result | None = None,
    tolerance: float = TOLERANCE,
) -> Result:
    """Solve the model at new levels of the levers; shapes and units as in ``accord.core.Shock``.

    ``closure`` is ``fixed`` (deficits a constant share of world value added), ``balanced`` (none; the
    baseline is first rebalanced at its own tariffs and changes count from there) or ``share`` (of own
    income). ``start`` is an earlier result to begin from, of this world or one like it.
    """
    shock = Shock(
        tariffs=tariffs,
        trade_cost=trade_cost,
        export_tax=export_tax,
        export_quota=export_quota,
        production_subsidy=production_subsidy,
        productivity=productivity,
        labour=labour,
        transfer=transfer,
        atoms=atoms,
    )
    return solve_shock(world, shock, closure, start=start, tolerance=tolerance)


def solve_shock(
    world: Baseline,
    shock: Shock,
    closure: str = "fixed",
    *,
    start: Result | None = None,
    tolerance: float = TOLERANCE,
    learned: Anderson | None = None,
) -> Result:
    """Solve the model for a shock; see ``counterfactual``. ``learned`` comes from shocks close by."""
    check_closure(closure)
    base = settle(calibrate(world), closure)
    if isinstance(base, Result):
        return replace(base, shock=shock, closure=closure)
    problem = pose(base, Levers.of(base, shock), closure)
    first = None
    if start is not None and start.converged and start.baseline.trade.shape == base.trade.shape:
        first = start.equilibrium.point
    return attempt(problem, shock, first, tolerance, learned)


def attempt(
    problem: Problem, shock: Shock, first: Array | None, tolerance: float, learned: Anderson | None = None
) -> Result:
    """Solve a problem and turn the outcome into certified numbers, or a status and a sentence."""
    if problem.obstacle:
        return _failed(problem, shock, Status.INFEASIBLE, problem.obstacle, 0)
    outcome = solve(problem, first, tolerance, learned)
    with np.errstate(all="ignore"):
        point = at(problem, outcome.point)
        certificate = certify(point)
        if outcome.status is Status.CONVERGED and max(certificate.values()) > LIMIT:
            closer = iterate(problem, outcome.point, 1e-3 * tolerance)
            point = at(problem, closer.point)
            certificate = certify(point)
    residual = max(certificate.values())
    income = point.found.income
    if outcome.status is Status.CONVERGED and residual <= LIMIT and (income > 0).all():
        return _found(problem, shock, point, certificate, outcome.evaluations)
    if np.isfinite(income).all() and not (income > POOR * problem.base.income).all():
        return _failed(problem, shock, Status.INFEASIBLE, _poor(problem, point.found), outcome.evaluations)
    if outcome.status is not Status.CONVERGED:
        return _failed(problem, shock, outcome.status, _stuck(outcome), outcome.evaluations)
    return replace(
        _failed(problem, shock, Status.UNCERTIFIED, Status.UNCERTIFIED.sentence, outcome.evaluations),
        residual=residual,
        certificate=certificate,
    )


def certified(problem: Problem, shock: Shock, point: Array) -> Result | None:
    """Return the result at a point that is known to be a solution, or None where it is not certified."""
    with np.errstate(all="ignore"):
        there = at(problem, point)
        certificate = certify(there)
    if max(certificate.values()) > LIMIT or not (there.found.income > 0).all():
        return None
    return _found(problem, shock, there, certificate, 1)


def _found(
    problem: Problem, shock: Shock, point: Equilibrium, certificate: dict[str, float], evaluations: int
) -> Result:
    return Result(
        status=Status.CONVERGED,
        sentence=Status.CONVERGED.sentence,
        residual=max(certificate.values()),
        certificate=certificate,
        closure=problem.closure,
        evaluations=evaluations,
        economies=problem.base.economies,
        sectors=problem.base.sectors,
        baseline=problem.base,
        shock=shock,
        caveat=loose(point),
        _equilibrium=point,
    )


def _failed(problem: Problem, shock: Shock, status: Status, sentence: str, evaluations: int) -> Result:
    return Result(
        status=status,
        sentence=sentence,
        residual=np.inf,
        certificate={},
        closure=problem.closure,
        evaluations=evaluations,
        economies=problem.base.economies,
        sectors=problem.base.sectors,
        baseline=problem.base,
        shock=shock,
    )


def _stuck(outcome: Outcome) -> str:
    return (
        f"{outcome.status.sentence} The largest part of the shock with an equilibrium it found is "
        f"{100 * outcome.part:.3g} %."
    )


def _poor(problem: Problem, found: Pass) -> str:
    n = int(np.argmin(found.income / problem.base.income))
    others = " or ".join(f"'{name}'" for name in ("balanced", "share") if name != problem.closure)
    return (
        f"{problem.base.economies[n]} would owe more than it earns: it has to send {-found.deficit[n]:.6g} "
        f"USD mn abroad; use the closure {others}."
    )


def settle(base: Calibration, closure: str) -> Calibration | Result:
    """Return the baseline that changes count from: an equilibrium of the closure at its own tariffs.

    A consistent world is one already, unless the closure is ``balanced``; then, and when the given final
    shares do not fit the flows, the model is solved once at the world's own tariffs and remembered.
    If that cannot be solved, the failed result is returned.
    """
    balance = closure == "balanced" and bool(np.any(base.deficit))
    if not balance and base.gap == 0.0:
        return base
    name = "balanced" if closure == "balanced" else "fixed"
    if name not in base.settled:
        problem = pose(base, Levers.of(base, Shock()), name)
        result = attempt(problem, Shock(), None, 0.02 * TOLERANCE)
        if not result.converged:
            return replace(result, sentence=f"The baseline has no such equilibrium: {result.sentence}")
        base.settled[name] = _rebased(base, result)
    return base.settled[name]


def _rebased(base: Calibration, result: Result) -> Calibration:
    """Return the calibration of a baseline solved at its own tariffs."""
    return replace(rebased(result), tariffs=base.tariffs)


def rebased(result: Result) -> Calibration:
    """Return the equilibrium of a result as a baseline that changes count from.

    The result may change tariffs only; they become the baseline's, as the border collects them.
    """
    base = result.baseline
    final = result.trade.sum(axis=2) - np.einsum("ijk,ji->ki", base.inputs, result.output)
    final = np.where(base.final_share > 0, final, 0.0)
    return replace(
        base,
        trade=result.trade,
        tariffs=result.tariffs,
        final_share=final / final.sum(axis=0),
        deficit=np.zeros_like(base.deficit) if result.closure == "balanced" else result.deficit,
        gap=0.0,
        settled={},
    )
