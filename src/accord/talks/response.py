"""The rates that are best for one player while everybody else stays put, and the proof that they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.status import Status
from accord.talks.climb import Summit, climb, free_lines
from accord.talks.game import Game, Position
from accord.trade.result import Result

Array = NDArray[np.float64]
PRECISE = 1e-9
"""Lines that would still move by less than this (a rate) are at their best."""
ELSEWHERE = 1e-4
"""The same of a climb from elsewhere: values are flat at a top, so that they tell it from another all the same."""
CLOSED = 1e-3
"""A player whose imports fall below this share of the baseline's has all but closed its border."""

Report = Callable[[str, float], None]
"""Called with what is being done and how much of it is done, between 0 and 1."""


@dataclass(frozen=True)
class Certificate:
    """Why a point is believed to be a player's best.

    projected_gradient  largest slope of ln objective in any rate that is not held at a bound
    movement            largest move, as a rate, that a curvature-scaled gradient step would still make
    gain_left           what such a step promises, in ln objective
    perturbations       random nearby and far points tried; ``best_perturbation`` is what the best gained
    restarts            climbs from other starts; ``restart_spread`` is how far their tops lie from this one
    residual            largest relative residual of the equilibrium
    solves              equilibria solved in all
    """

    status: Status
    projected_gradient: float
    movement: float
    gain_left: float
    perturbations: int
    best_perturbation: float
    restarts: int
    restart_spread: float
    residual: float
    solves: int
    no_trade: bool
    interrupted: bool

    @property
    def holds(self) -> bool:
        """Whether nothing tried beats the point."""
        return self.status is Status.CONVERGED and self.best_perturbation <= 1e-9 and not self.no_trade


@dataclass(frozen=True, eq=False)
class Response:
    """A player's best rates.

    rates        [k]     by line; ``names`` says which
    tariffs      [j, i]  the player's tariff schedule (of its first member, for a union)
    export_tax   [j, n]  the player's taxes on exports
    welfare_pct          the player's real income, percent change from the model's baseline
    objective_pct        the player's objective, percent change from the baseline
    result               the equilibrium, with every third party in it
    """

    player: str
    names: tuple[str, ...]
    rates: Array
    tariffs: Array
    export_tax: Array
    welfare_pct: float
    objective_pct: float
    result: Result
    certificate: Certificate


class OneSided:
    """A position as one player sees it: a value, and a gradient when asked."""

    def __init__(self, position: Position) -> None:
        self.position = position
        self.value = float(position.payoffs[0])
        self._gradient: Array | None = None

    @property
    def gradient(self) -> Array:
        """Gradient of ln objective in the player's rates ``[k]``."""
        if self._gradient is None:
            self._gradient = self.position.pull(np.ones(1))
        return self._gradient


def best_response(
    game: Game,
    *,
    start: Array | None = None,
    precision: float = PRECISE,
    restarts: int = 1,
    perturbations: int = 6,
    seed: int = 0,
    report: Report | None = None,
) -> Response:
    """Maximise the objective of a game's only player over its rates; certify the point found.

    Climbs from the rates in force (or ``start``), then from ``restarts`` other points, then tries
    random perturbations. A KeyboardInterrupt ends it with the best point so far.
    """
    game = replace(game, near=min(game.near, 0.1 * precision))
    before = game.solves
    random = np.random.default_rng(seed)
    top = _climb(game, game.present() if start is None else start, precision, report)
    spread = 0.0
    done = 0
    for _ in range(0 if top.interrupted else restarts):
        other = _climb(game, _elsewhere(game, random), max(precision, ELSEWHERE), None)
        done += 1
        if other.interrupted:
            break
        spread = max(spread, abs(other.trial.value - top.trial.value))
        if other.trial.value > top.trial.value + game.noise:
            top = _climb(game, other.rates, precision, report)
    tried, gain = (0, -np.inf) if top.interrupted else _perturb(game, top, random, perturbations)
    return _response(game, top, (tried, gain, done, spread, game.solves - before))


def _climb(game: Game, start: Array, precision: float, report: Report | None) -> Summit:
    def evaluate(rates: Array) -> OneSided:
        return OneSided(game.at(rates))

    def scaling(trial: OneSided, gradient: Array, free: NDArray[np.bool_]) -> Array:
        return trial.position.curvatures[0].solve(gradient, free)

    def tell(solves: int, gain: float) -> None:
        if report is not None:
            left = np.log10(max(gain, 1e-18)) + 18
            report(f"{game.lines[0].player.name}: {solves} solves", float(np.clip(1 - left / 18, 0, 1)))

    bounds = game.lower, game.upper
    return climb(evaluate, start, *bounds, scaling, tolerance=precision, noise=game.noise, report=tell)


def _elsewhere(game: Game, random: np.random.Generator) -> Array:
    """Return a start far from the rates in force: between free trade and a high wall, line by line."""
    return np.clip(random.uniform(0.0, 0.8, game.count), game.lower, game.upper)


def _perturb(game: Game, top: Summit, random: np.random.Generator, count: int) -> tuple[int, float]:
    """Return how many points near and far were tried and what the best of them gained."""
    if not game.count:
        return count, 0.0
    sizes = np.geomspace(1e-3, 0.3, count)
    points = [top.rates + size * random.normal(size=game.count) for size in sizes]
    here: Position = top.trial.position
    shocks = [game.shock(np.clip(rates, game.lower, game.upper)) for rates in points]
    found = game.try_all(here.result, shocks, [here.result.equilibrium.point] * count)
    values = [float(game.read(result)[0].value + game.origins[0]) for result in found if result.converged]
    return count, max(values) - top.trial.value if values else 0.0


def _response(game: Game, top: Summit, evidence: tuple[int, float, int, float, int]) -> Response:
    tried, gain, restarts, spread, solves = evidence
    position: Position = top.trial.position
    result, lines = position.result, game.lines[0]
    free = free_lines(top.rates, top.trial.gradient, game.lower, game.upper)
    certificate = Certificate(
        top.status,
        float(np.abs(top.trial.gradient[free]).max(initial=0.0)),
        top.movement,
        top.gain_left,
        tried,
        gain,
        restarts,
        spread,
        result.residual,
        solves,
        closed(result, lines.members),
        top.interrupted,
    )
    tariffs, taxes = game.base_schedules()
    lines.write(top.rates, tariffs, taxes)
    first = lines.members[0]
    return Response(
        lines.player.name,
        lines.names,
        top.rates,
        tariffs[:, first, :],
        taxes[:, :, first],
        welfare_pct(result, lines.members),
        float(position.payoffs_pct[0]),
        result,
        certificate,
    )


def closed(result: Result, members: NDArray[np.int64]) -> bool:
    """Return whether an economy of the player has all but stopped importing."""
    base = result.baseline
    now = result.trade_at_border[:, members, :].sum(axis=0)
    before = base.net_trade[:, members, :].sum(axis=0)
    for place, member in enumerate(members):
        now[place, member] = before[place, member] = 0.0
    return bool((now.sum(axis=1) < CLOSED * before.sum(axis=1)).any())


def welfare_pct(result: Result, members: NDArray[np.int64]) -> float:
    """Return the change of a player's real income, percent: the mean over members by baseline income."""
    weight = result.baseline.income[members]
    return float(weight @ result.welfare_pct[members] / weight.sum())
