"""Bargaining over a set of outcomes: who would accept what, and which point fair rules pick.

Payoffs are arrays ``[m, p]``: outcome, player; any unit, one per player (Accord uses per cent of real
income or USD mn a year). ``disagreement[p]`` is what each player has when talks fail. Sets are closed
under lotteries (time shares of two packages) unless a function says otherwise.

Sources: Nash (1950, Econometrica 18(2)); Kalai and Smorodinsky (1975, Econometrica 43(3)).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass

Array = NDArray[np.float64]
NOISE = 1e-12
"""Payoffs closer than this, relative to the spread of the set, count as equal."""


@dataclass(frozen=True)
class Agreement:
    """A point that a rule picks.

    payoffs  [p]  what each player has, before side payments
    mix      [m]  share of each outcome; one entry is 1 when no lottery is needed
    payments [p]  received from the others, in the common unit; sums to zero
    """

    payoffs: Array
    mix: Array
    payments: Array

    @property
    def final(self) -> Array:
        """What each player has, side payments included ``[p]``."""
        return self.payoffs + self.payments


def pareto(payoffs: ArrayLike) -> NDArray[np.bool_]:
    """Return which outcomes ``[m]`` no other outcome beats for one player without hurting another."""
    points = _points(payoffs)
    keep = np.ones(len(points), dtype=bool)
    for row, point in enumerate(points):
        at_least = (points >= point).all(axis=1)
        keep[row] = not (at_least & (points > point).any(axis=1)).any()
    return keep


def zone(payoffs: ArrayLike, disagreement: ArrayLike, margin: float = 0.0) -> NDArray[np.bool_]:
    """Return which outcomes ``[m]`` give every player more than ``disagreement`` plus ``margin``."""
    points, base = _game(payoffs, disagreement)
    return np.asarray((points > base + margin).all(axis=1))


def nash_bargain(
    payoffs: ArrayLike, disagreement: ArrayLike, power: ArrayLike | None = None
) -> Agreement | None:
    """Return the point that maximises ``prod_p (u_p - d_p)^power_p``, or None if no point beats d for all.

    Nash (1950); unequal ``power[p]`` (positive, equal when left out) after Harsanyi and Selten (1972).
    """
    points, base = _game(payoffs, disagreement)
    weight = _power(power, len(base))
    unit = _units(points, base)
    if unit is None:
        return None
    gains = (points - base) / unit
    mix = _best_pair(gains, weight) if gains.shape[1] == 2 else _best_mix(gains, weight)
    return Agreement(mix @ points, mix, np.zeros(len(base)))


def kalai_smorodinsky(payoffs: ArrayLike, disagreement: ArrayLike) -> Agreement | None:
    """Return the best point on the line from d to what each could have at most, or None if none beats d.

    Each player's most is over points that leave no player below d. Kalai and Smorodinsky (1975); with
    three or more players the largest point on the line that can be reached with free disposal.
    """
    points, base = _game(payoffs, disagreement)
    unit = _units(points, base)
    if unit is None:
        return None
    mix = _line_point((points - base) / unit)
    return Agreement(mix @ points, mix, np.zeros(len(base)))


def with_side_payments(
    payoffs: ArrayLike, disagreement: ArrayLike, power: ArrayLike | None = None
) -> Agreement | None:
    """Return the outcome with the largest sum, its surplus over d divided by ``power``; None if no surplus.

    Payoffs must be in one unit that can change hands. With equal power the Nash and the
    Kalai-Smorodinsky solutions coincide here: every player could have the whole surplus at most.
    """
    points, base = _game(payoffs, disagreement)
    weight = _power(power, len(base))
    best = int(points.sum(axis=1).argmax())
    surplus = float(points[best].sum() - base.sum())
    if surplus <= 0:
        return None
    mix = np.zeros(len(points))
    mix[best] = 1.0
    return Agreement(points[best], mix, base + weight / weight.sum() * surplus - points[best])


def _points(payoffs: ArrayLike) -> Array:
    points = np.asarray(payoffs, dtype=float)
    if points.ndim != 2 or not len(points):
        raise InputError("payoffs must be a table with a row for each outcome and a column for each player")
    if not np.isfinite(points).all():
        raise InputError("payoffs: a payoff is missing or infinite")
    return points


def _game(payoffs: ArrayLike, disagreement: ArrayLike) -> tuple[Array, Array]:
    points, base = _points(payoffs), np.asarray(disagreement, dtype=float)
    if base.shape != points.shape[1:]:
        raise InputError(f"disagreement: {points.shape[1]} payoffs are needed, one a player, not {base.size}")
    if not np.isfinite(base).all():
        raise InputError("disagreement: a payoff is missing or infinite")
    return points, base


def _power(power: ArrayLike | None, players: int) -> Array:
    weight = np.ones(players) if power is None else np.asarray(power, dtype=float)
    if weight.shape != (players,) or not (weight > 0).all():
        raise InputError(f"power: {players} positive numbers are needed, one per player")
    return weight


def _units(points: Array, base: Array) -> Array | None:
    """Return each player's most over mixes that leave nobody below d ``[p]``; None if one gains nothing."""
    gains = points - base
    spread = np.abs(gains).max(axis=0)
    if not (spread > 0).all():
        return None
    scaled = gains / spread
    most = np.array([_most(scaled, player) for player in range(len(base))])
    return spread * most if (most > NOISE).all() else None


def _most(gains: Array, player: int) -> float:
    """Return the largest gain of one player over mixes with no negative gain, by linear programming."""
    from scipy.optimize import linprog  # slow to import, and few talks ask for it

    answer = linprog(
        -gains[:, player],
        A_ub=-gains.T,
        b_ub=np.zeros(gains.shape[1]),
        A_eq=np.ones((1, len(gains))),
        b_eq=[1.0],
    )
    return float(-answer.fun) if answer.status == 0 else 0.0


def _line_point(gains: Array) -> Array:
    """Return the mix with the largest common multiple s of the unit vector: ``mix @ gains >= s``."""
    from scipy.optimize import linprog  # slow to import, and few talks ask for it

    outcomes, players = gains.shape
    cost = np.zeros(outcomes + 1)
    cost[-1] = -1.0
    answer = linprog(
        cost,
        A_ub=np.hstack([-gains.T, np.ones((players, 1))]),
        b_ub=np.zeros(players),
        A_eq=np.hstack([np.ones((1, outcomes)), np.zeros((1, 1))]),
        b_eq=[1.0],
    )
    mix: Array = np.clip(answer.x[:-1], 0.0, None)
    return np.asarray(mix / mix.sum())


def _best_pair(gains: Array, weight: Array) -> Array:
    """Return the mix of at most two outcomes that maximises the weighted product of two players' gains."""
    edge = _upper_hull(gains)
    best, mix = -np.inf, np.zeros(len(gains))
    for left, right in zip(edge, [*edge[1:], edge[-1]], strict=True):
        share = _best_share(gains[left], gains[right], weight)
        point = (1 - share) * gains[left] + share * gains[right]
        if (point <= 0).any():
            continue
        value = float(weight @ np.log(point))
        if value > best:
            best, mix = value, np.zeros(len(gains))
            mix[left] += 1 - share
            mix[right] += share
    return mix


def _best_share(left: Array, right: Array, weight: Array) -> float:
    """Return the share of ``right`` on the segment that maximises ``sum_p weight_p ln u_p`` (two players)."""
    step = right - left
    slope = weight.sum() * step[0] * step[1]
    if slope == 0:
        return float(weight @ (step > 0) > weight @ (step < 0))
    # d/ds [a ln(l0 + s d0) + b ln(l1 + s d1)] = 0
    share = -(weight[0] * step[0] * left[1] + weight[1] * step[1] * left[0]) / slope
    return float(np.clip(share, 0.0, 1.0))


def _upper_hull(points: Array) -> list[int]:
    """Return rows on the north-east boundary of the convex hull, left to right (Andrew's scan)."""
    order = np.lexsort((-points[:, 1], points[:, 0]))
    hull: list[int] = []
    for row in order[::-1]:
        if hull and points[row, 1] <= points[hull[-1], 1]:
            continue
        while len(hull) > 1 and _turn(points[hull[-2]], points[hull[-1]], points[row]) <= 0:
            hull.pop()
        hull.append(int(row))
    return hull[::-1]


def _turn(a: Array, b: Array, c: Array) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _best_mix(gains: Array, weight: Array) -> Array:
    """Return the mix that maximises ``sum_p weight_p ln (mix @ gains)_p`` for three or more players."""
    from scipy.optimize import minimize  # slow to import, and few talks ask for it

    def loss(mix: Array) -> tuple[float, Array]:
        now = np.maximum(mix @ gains, NOISE)
        return -float(weight @ np.log(now)), -gains @ (weight / now)

    answer = minimize(
        loss,
        _line_point(gains),
        jac=True,
        method="SLSQP",
        bounds=[(0.0, 1.0)] * len(gains),
        constraints={"type": "eq", "fun": lambda m: m.sum() - 1, "jac": np.ones_like},
        options={"ftol": 1e-14, "maxiter": 500},
    )
    mix: Array = np.clip(answer.x, 0.0, None)
    return np.asarray(mix / mix.sum())
