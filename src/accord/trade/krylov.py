"""Generalised minimal residuals for one linear system given as a product (Saad and Schultz 1986)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from accord.core.shock import Array


def gmres(
    product: Callable[[Array], Array],
    right: Array,
    close: float,
    limit: int = 200,
    nearly: Callable[[Array], Array] | None = None,
) -> tuple[Array, float]:
    """Solve ``product(x) = right`` from zero; return x and its relative residual.

    The system may be singular if it is consistent. Stops at ``close`` or after ``limit`` products.
    ``nearly`` is an approximate inverse of ``product`` (flexible variant, Saad 1993: it may be inexact).
    """
    size = float(np.linalg.norm(right))
    if size == 0.0:
        return np.zeros_like(right), 0.0
    basis = np.empty((limit + 1, right.size))
    basis[0] = right / size
    tries = basis if nearly is None else np.empty((limit, right.size))
    triangle = np.zeros((limit + 1, limit))
    turns: list[tuple[float, float]] = []
    target = np.zeros(limit + 1)
    target[0] = size
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
        if abs(target[k + 1]) <= close * size or beyond == 0.0:
            break
        basis[k + 1] = vector / np.linalg.norm(vector)
    weight = np.linalg.solve(triangle[:used, :used], target[:used])
    return np.asarray(weight @ tries[:used]), abs(float(target[used])) / size


def _orthogonal(vector: Array, known: Array) -> tuple[Array, Array]:
    """Return what of a vector no known direction holds (two passes of Gram and Schmidt), and its coordinates."""
    column = known @ vector
    vector = vector - column @ known
    again = known @ vector
    vector -= again @ known
    return vector, np.append(column + again, np.linalg.norm(vector))
