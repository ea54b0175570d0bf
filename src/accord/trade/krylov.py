"""Generalised minimal residuals for one linear system given as a product (Saad and Schultz 1986)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from accord.core.shock import Array

KEPT = 6
"""Solved systems whose solutions are mixed."""


class Recent:
    """Systems close to each other: what solved the last ones, mixed as their right-hand sides, begins the next.

    ``blocks`` are the last solutions of the systems of many columns, by name.
    """

    def __init__(self) -> None:
        self._solved: deque[tuple[Array, Array]] = deque(maxlen=KEPT)
        self.blocks: dict[str, Array] = {}

    def start(self, right: Array) -> Array | None:
        """Return where to begin, None where nothing is known."""
        if not self._solved:
            return None
        sides = np.array([side for side, _ in self._solved])
        share = np.linalg.lstsq(sides @ sides.T, sides @ right, rcond=1e-10)[0]
        return np.asarray(share @ np.array([point for _, point in self._solved]))

    def keep(self, right: Array, point: Array) -> None:
        """Remember a solved system."""
        self._solved.append((right, point))


def gmres(
    product: Callable[[Array], Array],
    right: Array,
    close: float,
    limit: int = 200,
    nearly: Callable[[Array], Array] | None = None,
    start: Array | None = None,
) -> tuple[Array, float]:
    """Solve ``product(x) = right`` from ``start``, or from zero; return x and its relative residual.

    The system may be singular if it is consistent. Stops at ``close`` or after ``limit`` products.
    ``nearly`` is an approximate inverse of ``product`` (flexible variant, Saad 1993: it may be inexact).
    """
    whole = float(np.linalg.norm(right))
    if whole == 0.0:
        return np.zeros_like(right), 0.0
    rest = right if start is None else right - product(start)
    if start is not None and np.linalg.norm(rest) > 0.5 * whole:
        start, rest = None, right
    size = float(np.linalg.norm(rest))
    if size <= close * whole:
        return np.zeros_like(right) if start is None else start, size / whole
    more, error = _from_zero(product, rest / size, close * whole / size, limit, nearly)
    x = size * more
    return x if start is None else start + x, error * size / whole


def _from_zero(
    product: Callable[[Array], Array],
    unit: Array,
    close: float,
    limit: int,
    nearly: Callable[[Array], Array] | None,
) -> tuple[Array, float]:
    """Solve for a right-hand side of length one from zero."""
    basis = np.empty((limit + 1, unit.size))
    basis[0] = unit
    tries = basis if nearly is None else np.empty((limit, unit.size))
    triangle = np.zeros((limit + 1, limit))
    turns: list[tuple[float, float]] = []
    target = np.zeros(limit + 1)
    target[0] = 1.0
    used = 0
    for k in range(limit):
        if nearly is not None:
            tries[k] = nearly(basis[k])
        vector = product(tries[k])
        vector, column = _orthogonal(vector, basis[: k + 1])
        for at, (cosine, sine) in enumerate(turns):
            upper, lower = column[at], column[at + 1]
            column[at], column[at + 1] = cosine * upper + sine * lower, cosine * lower - sine * upper
        long = float(np.hypot(column[k], column[k + 1]))
        if long == 0.0:
            break
        cosine, sine = column[k] / long, column[k + 1] / long
        turns.append((cosine, sine))
        beyond, column[k], column[k + 1] = column[k + 1], long, 0.0
        triangle[: k + 2, k] = column
        target[k + 1], target[k] = -sine * target[k], cosine * target[k]
        used = k + 1
        if abs(target[k + 1]) <= close or beyond == 0.0:
            break
        basis[k + 1] = vector / np.linalg.norm(vector)
    weight = np.linalg.solve(triangle[:used, :used], target[:used])
    return np.asarray(weight @ tries[:used]), abs(float(target[used]))


def _orthogonal(vector: Array, known: Array) -> tuple[Array, Array]:
    """Return what of a vector no known direction holds (two passes of Gram and Schmidt), and its coordinates."""
    column = known @ vector
    vector = vector - column @ known
    again = known @ vector
    vector -= again @ known
    return vector, np.append(column + again, np.linalg.norm(vector))
