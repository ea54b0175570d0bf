"""Anderson acceleration of a fixed point (Walker and Ni 2011, SIAM J. Numer. Anal. 49, type II)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accord.core.shock import Array

LARGE = 10_000
"""Unknowns from which on products of vectors stay on one thread; more threads wait more than they work."""


def _products(rows: Array, x: Array) -> Array:
    """Rows ``[k, unknown]`` times a vector."""
    return np.asarray(rows @ x if len(x) < LARGE else np.einsum("ku,u->k", rows, x))


def _sum(weight: Array, rows: Array) -> Array:
    """The weighted sum of rows ``[k, unknown]``."""
    return np.asarray(weight @ rows if rows.shape[1] < LARGE else np.einsum("k,ku->u", weight, rows))


class Anderson:
    """Propose the next point from the last ``memory`` changes of residual and image.

    What it has learned of one fixed point serves for another close by: see ``again``.
    """

    def __init__(self, size: int, memory: int = 10) -> None:
        self._residuals = np.zeros((memory, size))
        self._images = np.zeros((memory, size))
        self._gram = np.zeros((memory, memory))
        self._last: tuple[Array, Array] | None = None
        self._count = 0

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return self._residuals.shape[1]

    def restart(self) -> None:
        """Forget everything; the next proposal is the plain image."""
        self._last = None
        self._count = 0

    def again(self) -> None:
        """Begin another fixed point close by, with the changes of the last one."""
        self._last = None

    def propose(self, point: Array, residual: Array) -> Array:
        """Return the next point, given ``residual = image - point``."""
        image = point + residual
        pull = self._learn(residual, image)
        self._last = residual, image
        used = min(self._count, len(self._residuals))
        if not used:
            return image
        scale = np.sqrt(np.diag(self._gram)[:used])
        scale[scale == 0] = 1.0
        system = self._gram[:used, :used] / scale[:, None] / scale
        system[np.diag_indices(used)] += 1e-14
        try:
            weight = np.linalg.solve(system, pull / scale) / scale
        except np.linalg.LinAlgError:
            self.restart()
            return image
        return np.asarray(image - _sum(weight, self._images[:used]))

    def _learn(self, residual: Array, image: Array) -> Array:
        """Remember what changed since the last point; return the products of all changes with the residual."""
        memory = len(self._residuals)
        if self._last is None:
            return _products(self._residuals[: min(self._count, memory)], residual)
        row = self._count % memory
        self._residuals[row] = residual - self._last[0]
        self._images[row] = image - self._last[1]
        self._count += 1
        used = min(self._count, memory)
        changes = self._residuals[:used]
        products, pull = np.stack((self._residuals[row], residual)) @ changes.T
        self._gram[row, :used] = self._gram[:used, row] = products
        return np.asarray(pull)


class Accelerators:
    """The same of many fixed points at once, each by itself, in step: residuals and images ``[b, k, unknown]``."""

    def __init__(self, count: int, size: int, memory: int) -> None:
        self._residuals = np.zeros((count, memory, size))
        self._images = np.zeros((count, memory, size))
        self._gram = np.zeros((count, memory, memory))
        self._last: tuple[Array, Array] | None = None
        self._count = 0

    def take(self, which: NDArray[np.bool_]) -> None:
        """Go on with some of the fixed points."""
        self._residuals, self._images = self._residuals[which], self._images[which]
        self._gram = self._gram[which]
        if self._last is not None:
            self._last = self._last[0][which], self._last[1][which]

    def propose(self, point: Array, residual: Array) -> Array:
        """Return the next points ``[b, unknown]``, given ``residual = image - point``."""
        image = point + residual
        memory = self._residuals.shape[1]
        if self._last is not None:
            row = self._count % memory
            np.subtract(residual, self._last[0], out=self._residuals[:, row])
            np.subtract(image, self._last[1], out=self._images[:, row])
            self._count += 1
            used = min(self._count, memory)
            products = np.matmul(self._residuals[:, :used], self._residuals[:, row, :, None])[:, :, 0]
            self._gram[:, row, :used] = self._gram[:, :used, row] = products
        self._last = residual, image
        used = min(self._count, memory)
        if not used:
            return image
        pull = np.matmul(self._residuals[:, :used], residual[:, :, None])[:, :, 0]
        gram = self._gram[:, :used, :used]
        scale = np.sqrt(np.einsum("bkk->bk", gram))
        scale[scale == 0] = 1.0
        system = gram / scale[:, :, None] / scale[:, None, :] + 1e-14 * np.eye(used)
        weight = np.linalg.solve(system, (pull / scale)[:, :, None])[:, :, 0] / scale
        return np.asarray(image - np.matmul(weight[:, None, :], self._images[:, :used])[:, 0])
