"""The deals nobody can improve on for one side without hurting the other, and the one that fair rules pick.

A point of the frontier maximises ``sum_p a_p ln Omega_p`` over every player's rates. For two players the
weights turn from one player's side to the other's in equal angles, measured in units of what each stands
to win. That each point beats all others at its own weights is checked, and proves the frontier monotone
and concave as far as its points go. Payoffs are the objectives as percent changes from the baseline.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.core.errors import InputError, SolveError
from accord.core.frozen import dataclass
from accord.core.shown import Drawn
from accord.core.status import Status
from accord.talks.climb import Summit, climb
from accord.talks.game import Game, Position
from accord.talks.response import Report
from accord.trade.result import Result

Array = NDArray[np.float64]
PRECISE = 1e-6
DRAWN = 1e-4
"""Movement, as a rate, at which a point of the frontier is found: payoffs are flat there, so they have its square."""
SLACK = 1e-9
"""How far, in ln objective, a point may be beaten at its own weights before it is refused."""
LEAST = 0.02
"""Smallest share of a player's own curvature that scales its steps where its weight is small."""


@dataclass(frozen=True, eq=False)
class Deal:
    """Rates that all players could agree on.

    rates       [k]  every player's lines
    payoffs_pct [p]  each player's objective, percent change from the model's baseline
    weights     [p]  the weights at which no other point is better
    """

    rates: Array
    payoffs_pct: Array
    weights: Array
    position: Position
    movement: float
    status: Status

    @property
    def result(self) -> Result:
        """The equilibrium, with every third party in it."""
        return self.position.result


@dataclass(frozen=True, eq=False)
class Frontier(Drawn):
    """Deals from the first player's best to the last one's.

    beaten  largest amount, in ln objective, by which any point is beaten at its own weights (0: none)
    """

    deals: tuple[Deal, ...]
    beaten: float
    solves: int
    interrupted: bool

    @property
    def payoffs_pct(self) -> Array:
        """Payoffs ``[m, p]``, percent."""
        return np.array([deal.payoffs_pct for deal in self.deals])

    @property
    def certified(self) -> bool:
        """Whether every point converged and none is beaten at its own weights."""
        return self.beaten <= SLACK and all(deal.status is Status.CONVERGED for deal in self.deals)


class Weighed:
    """A position seen by a planner who weighs the players."""

    def __init__(self, position: Position, weights: Array) -> None:
        self.position, self.weights = position, weights
        self.value = float(weights @ position.payoffs)
        self._gradient: Array | None = None

    @property
    def gradient(self) -> Array:
        """Gradient of the weighted sum in all rates ``[k]``."""
        if self._gradient is None:
            self._gradient = self.position.pull(self.weights)
        return self._gradient


class Product(Weighed):
    """A position seen by Nash's arbitrator, who maximises the product of gains."""

    def __init__(self, position: Position, power: Array, disagreement: Array) -> None:
        weights, value = product_weights(position, power, disagreement)
        super().__init__(position, weights)
        self.value = value


def product_weights(position: Position, power: Array, disagreement: Array) -> tuple[Array, float]:
    """Return ``sum_p power_p ln (u_p - d_p)`` in levels u and d, and its derivatives in ln u ``[p]``."""
    level = np.exp(position.payoffs)
    gain = level - disagreement
    if (gain <= 0).any():
        raise SolveError("a player would have less than without a deal")
    return power * level / gain, float(power @ np.log(gain))


def frontier(game: Game, points: int = 50, *, report: Report | None = None) -> Frontier:
    """Return about ``points`` deals along the frontier; of two players, the first player's best deal first.

    For three or more the weights are a lattice on the simplex, as many points of it as fit.
    """
    players = len(game.lines)
    if players < 2:
        raise InputError("a frontier needs at least two players")
    if points < max(3, players):
        raise InputError(f"a frontier of {players} players needs at least {max(3, players)} points")
    before = game.solves
    ends = [best_deal(game, row) for row in np.eye(players)]
    logs = np.array([_logs(end) for end in ends])
    unit = np.ptp(logs, axis=0)
    unit[unit == 0] = 1.0
    deals, interrupted = [ends[0]], False
    try:
        for weights in _between_ends(players, points):
            start = _ahead(deals) if players == 2 else deals[-1].rates
            deals.append(best_deal(game, weights / unit, start=start, precision=DRAWN))
            if report is not None:
                report(f"point {len(deals)} of {points}", len(deals) / points)
    except KeyboardInterrupt:
        interrupted = True
    deals += ends[1:]
    return Frontier(tuple(deals), _beaten(deals), game.solves - before, interrupted)


def _ahead(deals: Sequence[Deal]) -> Array:
    """Return where the rates of the next point should be: as far from the last as that is from the one before."""
    if len(deals) < 3:  # the first step, from a player's best, is unlike the next
        return deals[-1].rates
    return np.asarray(2.0 * deals[-1].rates - deals[-2].rates)


def _between_ends(players: int, points: int) -> Array:
    """Return weights ``[m, p]`` of the frontier's inner points: angles for two players, else a lattice."""
    if players == 2:
        angles = np.linspace(0, np.pi / 2, points)[1:-1]
        return np.column_stack([np.cos(angles), np.sin(angles)])
    parts = 1
    while comb(parts + players, players - 1) <= points:
        parts += 1
    bars = np.array(list(combinations(range(parts + players - 1), players - 1)))
    edges = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), parts + players - 1)])
    lattice = (np.diff(edges, axis=1) - 1) / parts
    return np.asarray(lattice[lattice.max(axis=1) < 1])


def best_deal(
    game: Game, weights: ArrayLike, *, start: Array | None = None, precision: float = PRECISE
) -> Deal:
    """Return the deal that maximises ``sum_p weights_p ln Omega_p``; weights need not sum to one."""
    share = np.asarray(weights, dtype=float)
    if share.shape != (len(game.lines),) or not (share >= 0).all() or not share.any():
        raise InputError(f"weights: {len(game.lines)} numbers are needed, none negative and not all zero")
    share = share / share.sum()
    top = _climb(game, lambda position: Weighed(position, share), start, precision=precision)
    return _deal(game, top, share)


def nash_deal(
    game: Game, disagreement_pct: ArrayLike, *, start: Array, power: ArrayLike | None = None
) -> Deal | None:
    """Return the deal with the largest product of gains over the disagreement (Nash 1950), or None.

    ``start`` must be better than the disagreement for everybody; None says that it is not.
    """
    base = 1.0 + np.asarray(disagreement_pct, dtype=float) / 100.0
    strength = np.ones(len(base)) if power is None else np.asarray(power, dtype=float)
    try:
        noise = game.noise * float(Product(game.at(start), strength, base).weights.sum())
    except SolveError:
        return None
    top = _climb(game, lambda position: Product(position, strength, base), start, noise)
    return _deal(game, top, top.trial.weights / top.trial.weights.sum())


def kalai_smorodinsky_deal(game: Game, disagreement_pct: ArrayLike, line: Frontier) -> Deal | None:
    """Return the deal whose gains stand in the proportion of what each could gain at most, or None.

    Found between two points of the frontier by the arc through them; each player's most is over the deals that
    leave the other no worse than without.
    """
    base = np.asarray(disagreement_pct, dtype=float)
    payoffs = line.payoffs_pct
    fine = np.flatnonzero((payoffs >= base).all(axis=1))
    if not len(fine):
        return None
    most = np.array([_edge(game, line, base, player) for player in (0, 1)])
    if (most <= base).any():
        return None

    def excess(payoffs: Array) -> float:
        gain = (payoffs - base) / (most - base)
        return float(gain[0] - gain[1])

    return _between(game, line, excess)


def _edge(game: Game, line: Frontier, base: Array, player: int) -> float:
    """Return the most a player can have when the other has no less than at the disagreement."""
    other = 1 - player
    end = line.deals[0 if player == 0 else -1]
    if end.payoffs_pct[other] >= base[other]:
        return float(end.payoffs_pct[player])
    sign = -1.0 if other == 1 else 1.0
    deal = _between(game, line, lambda payoffs: sign * float(payoffs[other] - base[other]))
    return float(end.payoffs_pct[player] if deal is None else deal.payoffs_pct[player])


def _between(
    game: Game, line: Frontier, excess: Callable[[Array], float], precision: float = 1e-5
) -> Deal | None:
    """Return the deal on the frontier where ``excess`` of payoffs, which falls along it, is zero; None if nowhere.

    The arc between the two deals around it says at which weights to look; what is found there corrects the arc.
    """
    values = [excess(deal.payoffs_pct) for deal in line.deals]
    turn = next((k for k, (a, b) in enumerate(itertools.pairwise(values)) if a >= 0 >= b), None)
    if turn is None:
        return None
    arc = _Arc(line.deals[turn], line.deals[turn + 1])
    deal = arc.left if abs(values[turn]) < abs(values[turn + 1]) else arc.right
    close, (low, high), beyond = precision * max(abs(v) for v in values), (0.0, 1.0), 0.0
    if abs(excess(deal.payoffs_pct)) <= close:
        return deal
    for _ in range(40):
        share = arc.share(excess, beyond)
        if not low < share < high:
            share = (low + high) / 2
        start = deal.rates if beyond else (1 - share) * arc.left.rates + share * arc.right.rates
        deal = best_deal(game, (1 - share) * arc.left.weights + share * arc.right.weights, start=start)
        value = excess(deal.payoffs_pct)
        if abs(value) <= close or high - low < 1e-9:
            break
        low, high = (share, high) if value > 0 else (low, share)
        beyond += value
    return deal


class _Arc:
    """The parabola through two deals of two players that leaves them at their own weights (a quadratic Bezier)."""

    def __init__(self, left: Deal, right: Deal) -> None:
        self.left, self.right = left, right
        self.ends = _logs(left), _logs(right)
        rows = np.array([left.weights, right.weights])
        worth = [float(row @ end) for row, end in zip(rows, self.ends, strict=True)]
        flat = abs(np.linalg.det(rows)) < 1e-12
        self.corner = np.mean(self.ends, axis=0) if flat else np.linalg.solve(rows, worth)

    def share(self, excess: Callable[[Array], float], beyond: float) -> float:
        """Return the share of the right deal's weights at which ``excess`` of payoffs in percent is ``-beyond``."""
        low, high = 0.0, 1.0
        for _ in range(50):
            t = (low + high) / 2
            first, second = self.corner - self.ends[0], self.ends[1] - self.corner
            logs = self.ends[0] + 2 * t * first + t**2 * (second - first)
            low, high = (t, high) if excess(100 * np.expm1(logs)) + beyond > 0 else (low, t)
        way = np.abs((1 - t) * first + t * second)[::-1]  # at right angles to the arc, as weights are
        left, right = self.left.weights, self.right.weights
        at_left, at_right = _cross(left, way), _cross(right, way)
        return float(at_left / (at_left - at_right)) if at_left != at_right else 0.5


def _cross(a: Array, b: Array) -> float:
    return float(a[0] * b[1] - a[1] * b[0])


def _climb(
    game: Game,
    view: Callable[[Position], Weighed],
    start: Array | None,
    noise: float | None = None,
    precision: float = PRECISE,
) -> Summit:
    def scaling(trial: Weighed, gradient: Array, free: NDArray[np.bool_]) -> Array:
        step = np.zeros_like(gradient)
        share = trial.weights / trial.weights.sum()
        for part, curvature, own in zip(game.slices, trial.position.curvatures, share, strict=True):
            step[part] = curvature.solve(gradient[part], free[part]) / max(own, LEAST)
        return np.asarray(step / trial.weights.sum())

    return climb(
        lambda rates: view(game.at(rates)),
        game.present() if start is None else start,
        game.lower,
        game.upper,
        scaling,
        tolerance=precision,
        noise=game.noise if noise is None else noise,
    )


def _deal(game: Game, top: Summit, weights: Array) -> Deal:
    if top.interrupted:
        raise KeyboardInterrupt
    position = top.trial.position
    return Deal(top.rates, position.payoffs_pct, weights, position, top.movement, top.status)


def _logs(deal: Deal) -> Array:
    return np.log1p(deal.payoffs_pct / 100.0)


def _beaten(deals: list[Deal]) -> float:
    """Return the largest amount by which a point is beaten by another at its own weights."""
    logs = np.array([_logs(deal) for deal in deals])
    weights = np.array([deal.weights for deal in deals])
    worth = weights @ logs.T
    return float((worth - np.diag(worth)[:, None]).max())
