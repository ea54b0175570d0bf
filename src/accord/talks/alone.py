"""What each player gains by moving alone: best responses to a point, looked for from half way to free trade.

Single economies that choose their own tariffs for real income climb side by side, all their trials solved at once
(see ``accord.trade.unilateral``); others one after another. What a player ends with is certified by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.talks.climb import Path, Summit, ascent, climb
from accord.talks.curvature import Curvature
from accord.talks.game import Game, Position
from accord.talks.instruments import Lines
from accord.talks.objective import REAL_INCOME, read_objective
from accord.talks.response import OneSided
from accord.trade.engine import certified
from accord.trade.levers import Levers
from accord.trade.problem import pose
from accord.trade.unilateral import Move, Unilateral

Array = NDArray[np.float64]
GAIN = 1e-6
"""Largest gain in ln objective that an independent best response may find at an equilibrium."""
NEAR = 1e-11
"""Largest move of the solver's logarithms where a gain is only compared with GAIN."""
ROUGH = 1e-6
"""Relative residual of a gradient there."""
LEFT = 0.01
"""Share of GAIN that a best response may still have to gain when the search for it ends."""
CLOSE = 1e-4
"""Largest move of a rate at which it ends as well."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a player's best response gains, its rates, and the equilibria solved on the way."""

    number: int
    gain: float
    rates: Array
    solves: int


def answers(game: Game, position: Position, numbers: Sequence[int]) -> Iterator[Answer]:
    """Yield the best response of each of the players to a position, found as closely as a gain needs."""
    plain = [number for number in numbers if _plain(game, number)]
    if len(plain) < 2 or not Unilateral.possible(position.result):
        plain = []
    yield from _abreast(game, position, plain)
    for number in numbers:
        if number not in plain:
            yield _by_itself(game, position, number)


def _plain(game: Game, number: int) -> bool:
    lines = game.lines[number]
    wants = game.objective.get(lines.player.name, REAL_INCOME)
    return lines.at_home and len(lines.members) == 1 and wants == REAL_INCOME


def _start(game: Game, position: Position, number: int) -> Array:
    part = game.slices[number]
    return np.asarray(0.5 * (game.lower[part].clip(0.0) + position.rates[part]))


def _by_itself(game: Game, position: Position, number: int) -> Answer:
    """Return the best response of one player."""
    alone = replace(game.without(number, position.rates), tolerance=NEAR, near=ROUGH)
    top = climb(
        lambda rates: OneSided(alone.at(rates)),
        _start(game, position, number),
        alone.lower,
        alone.upper,
        lambda trial, gradient, free: trial.position.curvatures[0].solve(gradient, free),
        tolerance=CLOSE,
        noise=alone.noise,
        enough=LEFT * GAIN,
    )
    return Answer(number, float(top.trial.value - position.payoffs[number]), top.rates, alone.solves)


@dataclass(frozen=True, eq=False)
class _Trial:
    """A move as its player sees it."""

    move: Move
    value: float
    gradient: Array
    curvature: Curvature

    @classmethod
    def of(cls, move: Move, lines: Lines, theta: Array) -> _Trial:
        tau, border = move.tau[:, None], move.border[:, None]
        curvature = Curvature(lines, theta, tau, border, move.income, move.spending)
        return cls(move, move.log_welfare, lines.pull_home(move.slope[:, None]), curvature)


def _scaled(trial: _Trial, gradient: Array, free: NDArray[np.bool_]) -> Array:
    return trial.curvature.solve(gradient, free)


def _abreast(game: Game, position: Position, numbers: Sequence[int]) -> Iterator[Answer]:
    """Yield the best responses of players who climb side by side, each as it is found."""
    moves = Unilateral(position.result, NEAR, ROUGH)
    theta = position.result.baseline.trade_elasticity
    paths = {number: _path(game, position, number) for number in numbers}
    asked = {number: next(path) for number, path in paths.items()}
    last: dict[int, Move | None] = dict.fromkeys(numbers)
    while asked:
        now = list(asked)
        places = [int(game.lines[number].members[0]) for number in now]
        tau = [_tau(game, position, number, asked[number]) for number in now]
        for number, move in zip(now, moves.at(places, tau, [last[n] for n in now]), strict=True):
            if move is None and last[number] is None:
                del asked[number]
                yield _by_itself(game, position, number)
                continue
            try:
                trial = None if move is None else _Trial.of(move, game.lines[number], theta)
                asked[number] = paths[number].send(trial)
                last[number] = move or last[number]
            except StopIteration as end:
                del asked[number]
                yield _certified(game, position, number, end.value)


def _path(game: Game, position: Position, number: int) -> Path:
    part = game.slices[number]
    bounds = game.lower[part], game.upper[part]
    start = np.clip(_start(game, position, number), *bounds)
    return ascent(start, bounds, _scaled, tolerance=CLOSE, noise=1e3 * NEAR, enough=LEFT * GAIN)


def _tau(game: Game, position: Position, number: int, rates: Array) -> Array:
    """Return one plus the tariffs of a player ``[j, i]`` at its rates."""
    lines = game.lines[number]
    tau = position.result.equilibrium.problem.levers.tau[:, lines.members[0]].copy()
    sector, partner, line = lines.chosen
    tau[sector, partner] = 1.0 + rates[line]
    return tau


def _certified(game: Game, position: Position, number: int, top: Summit) -> Answer:
    """Return where a player ended, solved as the game solves it where it is not certified as it is."""
    rates = position.rates.copy()
    rates[game.slices[number]] = top.rates
    shock, base = game.shock(rates), position.result.baseline
    result = certified(pose(base, Levers.of(base, shock), game.closure), shock, top.trial.move.point)
    if result is None:
        return _by_itself(game, position, number)
    value = read_objective(REAL_INCOME, game.lines[number].members, result).value + game.origins[number]
    return Answer(number, float(value - position.payoffs[number]), top.rates, top.solves)
