"""A tariff war: rates at which no player gains by moving alone, and the proof that none does.

All players move at once: each round solves the model once, takes every player's gradient in its own
rates from one linearisation, moves each player to where its curvature says its best answer lies, and
accelerates the sequence (Anderson 1965). A point that stops moving is then put to every player in turn,
which looks for its best response from another start with all the others held where they are.

Closing the border is always an equilibrium too: nobody gains by opening alone. It is recognised by trade
that has all but vanished, and never returned as converged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accord.core import beside
from accord.core.errors import SolveError
from accord.core.frozen import dataclass
from accord.core.status import Status
from accord.talks.alone import GAIN, Answer, answers
from accord.talks.climb import scaled_step
from accord.talks.game import Game, Position
from accord.talks.response import Report, closed
from accord.trade.anderson import Anderson
from accord.trade.result import Result

Array = NDArray[np.float64]
PRECISE = 1e-6
"""A round that moves no line by more than this (a rate) ends the war."""
ANSWERS = 4
"""Times that players who found something better on their own may lead the war there."""
LOOSE = 1e-5
"""The same for the walks from other starts, which only show whether they lead elsewhere."""
ROUGH = 1e-3
"""Relative residual of many players' gradients over the largest move of the last round: they aim roughly from afar."""
MANY = 8
"""Players from which on two processes look for their best responses."""
ROUNDS = 120


@dataclass(frozen=True)
class NashCertificate:
    """Why a point is believed to be an equilibrium.

    gains         by player, what an independent best response gained, in ln objective (negative: fell short)
    movement      largest move, as a rate, that another round would make
    starts        walks from different points; ``start_spread`` is how far apart their payoffs (logs) ended
    closed        players whose border is all but closed
    residual      largest relative residual of the equilibrium
    """

    status: Status
    gains: dict[str, float]
    movement: float
    rounds: int
    starts: int
    start_spread: float
    residual: float
    solves: int
    closed: tuple[str, ...]
    interrupted: bool

    @property
    def holds(self) -> bool:
        """Whether no player was found to gain by moving alone."""
        found = max(self.gains.values(), default=np.inf)
        return self.status is Status.CONVERGED and found < GAIN and not self.closed


@dataclass(frozen=True, eq=False)
class Nash:
    """The outcome of a tariff war.

    rates         [k]        every player's lines, one after another; ``names`` says which
    tariffs       [j, n, i]  tariffs in force, those nobody chose included
    export_tax    [j, n, i]
    welfare_pct   [n]        real income of every economy, percent change from the model's baseline
    objective_pct [p]        each player's objective, percent change from the baseline
    """

    players: tuple[str, ...]
    names: tuple[str, ...]
    rates: Array
    tariffs: Array
    export_tax: Array
    welfare_pct: Array
    objective_pct: Array
    result: Result
    certificate: NashCertificate


@dataclass(frozen=True, eq=False)
class Walk:
    """Where simultaneous moves ended."""

    position: Position
    movement: float
    rounds: int
    status: Status
    interrupted: bool


def nash(
    game: Game,
    *,
    starts: Sequence[Array] | None = None,
    precision: float = PRECISE,
    report: Report | None = None,
) -> Nash:
    """Return rates at which no player of the game gains by moving alone.

    ``starts`` are the points to walk from; left out, the rates in force and free trade. The first that
    ends with open borders is returned; the certificate says how far the others ended from it.
    """
    before = game.solves
    if starts is None:
        starts = (game.present(), game.lower.clip(0.0))
    walks = _walks(game, starts, precision, report)
    best = min(walks, key=lambda walk: (bool(_closed(walk.position)), walk.status is not Status.CONVERGED))
    interrupted = walks[-1].interrupted
    if best is not walks[0] and not interrupted:
        best = _walk(game, best.position.rates, precision, report)
    spread = max(float(np.abs(walk.position.payoffs - best.position.payoffs).max()) for walk in walks)
    gains: dict[str, float] = {}
    if not interrupted:
        best, gains, interrupted = _settle(game, best, precision, report)
    certificate = NashCertificate(
        best.status,
        gains,
        best.movement,
        best.rounds,
        len(walks),
        spread,
        best.position.result.residual,
        game.solves - before,
        _closed(best.position),
        interrupted,
    )
    return _outcome(game, best.position, certificate)


def _settle(
    game: Game, best: Walk, precision: float, report: Report | None
) -> tuple[Walk, dict[str, float], bool]:
    """Put a point to every player; while some find something better, walk on from their answers.

    Returns the last point, what each gains there, and whether somebody stopped the search.
    """
    for _ in range(ANSWERS):
        gains, answers, interrupted = _gains(game, best.position, report)
        if interrupted or max(gains.values(), default=0.0) < GAIN:
            return best, gains, interrupted
        best = _walk(game, answers, precision, report)
        if best.interrupted:
            return best, {}, True
    gains, _, interrupted = _gains(game, best.position, report)
    return best, gains, interrupted


def _walks(game: Game, starts: Sequence[Array], precision: float, report: Report | None) -> list[Walk]:
    """Walk from each start at which there is an equilibrium; raise SolveError if there is none at any.

    Of many players, those from the second start on are left to a second process where that can be done.
    """

    def walk(number: int, report: Report | None = None) -> Walk | None:
        close = precision if number == 0 else max(precision, LOOSE)
        try:
            return _walk(game, starts[number], close, report)
        except SolveError:
            return None

    def others() -> list[_Trace]:
        return [_Trace.of(found) for number in range(1, len(starts)) if (found := walk(number))]

    shared = len(game.lines) >= MANY and len(starts) > 1 and beside.possible()
    second = beside.Beside([others]) if shared else None
    walks: list[Walk] = []
    try:
        for number in range(1 if second else len(starts)):
            found = walk(number, _part(report, "start", number, len(starts)))
            walks += [found] if found else []
            if walks and walks[-1].interrupted:
                return walks
        for _, traces in second.parts() if second else ():
            walks += [trace.walk(game) for trace in traces]
    except KeyboardInterrupt:
        if not walks:
            raise
        walks.append(replace(walks[-1], interrupted=True))
    finally:
        if second:
            second.stop()
    if not walks:
        _walk(game, starts[-1], precision, report)  # says why there is none
    return walks


@dataclass(frozen=True, eq=False)
class _Trace:
    """Where a walk ended in another process, without its equilibrium."""

    rates: Array
    movement: float
    rounds: int
    status: Status

    @classmethod
    def of(cls, walk: Walk) -> _Trace:
        return cls(walk.position.rates, walk.movement, walk.rounds, walk.status)

    def walk(self, game: Game) -> Walk:
        """Return the walk, its end solved again."""
        game.solves += self.rounds
        return Walk(game.at(self.rates), self.movement, self.rounds, self.status, interrupted=False)


def _outcome(game: Game, position: Position, certificate: NashCertificate) -> Nash:
    shock = game.shock(position.rates)
    tariffs = np.asarray(shock.tariffs)
    taxes = np.zeros_like(tariffs) if shock.export_tax is None else shock.export_tax
    return Nash(
        tuple(lines.player.name for lines in game.lines),
        game.names,
        position.rates,
        tariffs,
        taxes,
        position.result.welfare_pct,
        position.payoffs_pct,
        position.result,
        certificate,
    )


def _walk(game: Game, start: Array, precision: float, report: Report | None) -> Walk:
    """Move all players at once until nobody moves, from one start."""
    rates = np.clip(start, game.lower, game.upper)
    accelerator, rough = Anderson(rates.size, memory=5), ROUGH if len(game.lines) >= MANY else 0.0
    best: tuple[float, Position] | None = None
    status, rounds, interrupted, since, damping, moved = Status.STALLED, 0, False, 0, 1.0, 1.0
    try:
        while rounds < ROUNDS:
            rounds += 1
            try:
                position = game.at(rates, rough * moved)
            except SolveError:
                if best is None:
                    raise
                accelerator.restart()
                rates, damping = (rates + best[1].rates) / 2, damping / 2
                continue
            step = _step(game, position)
            movement = moved = float(np.abs(step).max(initial=0.0))
            if report is not None:
                done = np.log(max(movement, precision)) / np.log(precision) if movement < 1 else 0.0
                report(f"round {rounds}: largest move {100 * movement:.2g} points", float(done))
            since = since + 1 if best is not None and movement >= best[0] else 0
            if best is None or movement < best[0]:
                best = movement, position
            if movement <= precision:
                status = Status.CONVERGED
                break
            if since >= 8:
                accelerator.restart()
                rates, since, damping = best[1].rates, 0, damping / 2
                step = _step(game, best[1])
            rates = np.clip(accelerator.propose(rates, damping * step), game.lower, game.upper)
    except KeyboardInterrupt:
        interrupted = True
    if best is None:
        raise KeyboardInterrupt
    return Walk(best[1], best[0], rounds, status, interrupted)


def _step(game: Game, position: Position) -> Array:
    """Return each player's move ``[k]`` to where its curvature puts its best answer."""
    rates, slope = position.rates, position.own()
    step = np.zeros_like(rates)
    for part, curvature in zip(game.slices, position.curvatures, strict=True):
        bounds = game.lower[part], game.upper[part]
        step[part], _ = scaled_step(rates[part], slope[part], *bounds, curvature.solve)
    return step


def _gains(game: Game, position: Position, report: Report | None) -> tuple[dict[str, float], Array, bool]:
    """Return what each player's best response gains, searched from half way to free trade.

    Also the rates ``[k]`` with the answers of those who gain, and whether somebody stopped the search. Many
    players are divided between two processes where that can be done.
    """
    found: list[Answer] = []
    numbers = range(len(game.lines))
    shared = len(numbers) >= MANY and beside.possible()
    mine = numbers[::2] if shared else numbers

    def others() -> list[Answer]:
        return list(answers(game, position, numbers[1::2]))

    second = beside.Beside([others]) if shared else None
    interrupted = False
    try:
        for answer in answers(game, position, mine):
            found.append(answer)
            if report is not None:
                report(f"best response of {game.lines[answer.number].player.name}", len(found) / len(mine))
        for _, more in second.parts() if second else ():
            found += more
    except KeyboardInterrupt:
        interrupted = True
    finally:
        if second:
            second.stop()
    rates = position.rates.copy()
    for answer in found:
        game.solves += answer.solves
        if answer.gain >= GAIN:
            rates[game.slices[answer.number]] = answer.rates
    found.sort(key=lambda answer: answer.number)
    gains = {game.lines[answer.number].player.name: answer.gain for answer in found}
    return gains, rates, interrupted


def _closed(position: Position) -> tuple[str, ...]:
    """Return the players whose border is all but closed."""
    lines = position.game.lines
    return tuple(each.player.name for each in lines if closed(position.result, each.members))


def _part(report: Report | None, word: str, number: int, of: int) -> Report | None:
    if report is None:
        return None
    return lambda message, done: report(f"{word} {number + 1} of {of}, {message}", (number + done) / of)
