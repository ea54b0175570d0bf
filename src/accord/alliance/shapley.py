"""Shapley values: each member's average contribution over all orders of joining (Shapley 1953).

phi_i = sum over coalitions S without i of |S|! (n - |S| - 1)! / n! x [v(S + i) - v(S)]
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import factorial

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass

EXACT_PLAYERS = 16
"""Up to this many members every coalition is valued; beyond, orders of joining are sampled."""

Value = Callable[[frozenset[str]], float]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Shares:
    """Shapley value of each member, in the unit of v. ``standard_error`` is None when exact."""

    values: Mapping[str, float]
    standard_error: Mapping[str, float] | None
    total: float
    samples: int | None


def shapley(
    value: Value,
    players: Sequence[str],
    *,
    table: Callable[[NDArray[np.bool_]], Array] | None = None,
    samples: int = 2000,
    seed: int = 0,
    exact: bool | None = None,
) -> Shares:
    """Return the Shapley value of every player.

    ``table`` values many coalitions at once, as rows [coalition, player]; without it ``value`` is called for
    each. ``exact`` chooses the method (None: exact to 16 players). v(empty) must be 0.
    """
    players = tuple(players)
    if len(set(players)) != len(players):
        raise InputError("shapley: a player is named twice")
    if abs(value(frozenset())) > 1e-12:
        raise InputError("shapley: the empty coalition must be worth nothing")
    worth = table or (lambda rows: np.array([value(_named(players, row)) for row in rows]))

    def evaluate(rows: NDArray[np.bool_]) -> Array:
        found = worth(rows)
        if not np.isfinite(found).all():
            raise InputError("shapley: the value of a coalition is not a finite number")
        return found

    if exact if exact is not None else len(players) <= EXACT_PLAYERS:
        return _exact(evaluate, players)
    return _sampled(evaluate, players, samples, seed)


def _named(players: tuple[str, ...], row: NDArray[np.bool_]) -> frozenset[str]:
    return frozenset(player for player, inside in zip(players, row, strict=True) if inside)


def _exact(evaluate: Callable[[NDArray[np.bool_]], Array], players: tuple[str, ...]) -> Shares:
    count = len(players)
    codes = np.arange(2**count)
    inside = (codes[:, None] >> np.arange(count)) & 1 == 1
    worth = evaluate(inside)
    size = inside.sum(axis=1)
    weight = np.array([factorial(s) * factorial(count - s - 1) / factorial(count) for s in range(count)])
    values = {}
    for place, player in enumerate(players):
        without = codes[~inside[:, place]]
        gain = worth[without + (1 << place)] - worth[without]
        values[player] = float(weight[size[without]] @ gain)
    return Shares(values, None, float(worth[-1]), None)


def _sampled(
    evaluate: Callable[[NDArray[np.bool_]], Array], players: tuple[str, ...], samples: int, seed: int
) -> Shares:
    if samples < 2:
        raise InputError("shapley: sampling needs at least two orders of joining")
    count = len(players)
    order = np.argsort(np.random.default_rng(seed).random((samples, count)), axis=1)
    rank = np.argsort(order, axis=1)
    steps = np.arange(count + 1)
    inside = rank[:, None, :] < steps[None, :, None]
    worth = evaluate(inside.reshape(-1, count)).reshape(samples, count + 1)
    gains = np.take_along_axis(np.diff(worth, axis=1), rank, axis=1)
    mean, spread = gains.mean(axis=0), gains.std(axis=0, ddof=1) / np.sqrt(samples)
    total = float(worth[0, -1])
    return Shares(
        dict(zip(players, mean.tolist(), strict=True)),
        dict(zip(players, spread.tolist(), strict=True)),
        total,
        samples,
    )
