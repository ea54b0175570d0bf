"""Linear systems over sectors and economies: prices through inputs, and what sales are worth through them.

The operator is ``(A x)[j, n] = sum_i share[j, n, i] sum_k g[i, j, k] x[k, i]``, for many columns at once.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array

SMALL = 400
"""Systems up to this size are solved densely."""

ROUNDS = 60
"""Rounds of iteration in single precision, at most."""

ROUGH = 1e-5
"""Rest at which single precision stops."""

REFINEMENTS = 12
"""Corrections in double precision before a large system is solved densely after all."""

SERIAL = 250_000
"""Multiplications below which a matrix product stays on one thread; more threads wait more than they work."""


def product(matrix: Array, x: Array) -> Array:
    """Return ``matrix[b] @ x[b]`` for every b, a few columns at a time so that each stays on one thread."""
    columns = max(1, SERIAL // (matrix.shape[1] * matrix.shape[2]))
    if x.shape[2] <= columns:
        return np.asarray(np.matmul(matrix, x))
    out = np.empty((len(x), matrix.shape[1], x.shape[2]), dtype=x.dtype)
    for at in range(0, x.shape[2], columns):
        part = slice(at, at + columns)
        out[:, :, part] = np.matmul(matrix, x[:, :, part])
    return out


def times(matrix: Array, x: Array) -> Array:
    """Return ``matrix @ x`` of two matrices, on one thread."""
    return np.asarray(product(matrix[None], x[None])[0])


def inverse(system: Array) -> Array:
    """Return the inverse of a matrix whose upper left quarter has one too, by quarters, on one thread."""
    half = len(system) // 2
    before = np.asarray(np.linalg.inv(system[:half, :half]), dtype=np.float64)
    across, down = times(before, system[:half, half:]), times(system[half:, :half], before)
    after = np.asarray(np.linalg.inv(system[half:, half:] - times(down, system[:half, half:])), np.float64)
    below = -times(after, down)
    return np.block([[before - times(across, below), -times(across, after)], [below, after]])


@dataclass(frozen=True, eq=False)
class Blocks:
    """The system ``x = A x + right`` and its transpose; ``share[j, n, i]`` and ``inputs[i, j, k]``."""

    share: Array
    inputs: Array

    def apply(self, x: Array) -> Array:
        """Return ``A x`` for x ``[k, i, r]``."""
        used = product(self.inputs, x.transpose(1, 0, 2))
        return np.asarray(product(self.share, used.transpose(1, 0, 2)))

    def apply_transposed(self, x: Array) -> Array:
        """Return ``A' x`` for x ``[j, n, r]``."""
        sold = product(self.share.transpose(0, 2, 1), x)
        used = product(self.inputs.transpose(0, 2, 1), sold.transpose(1, 0, 2))
        return np.asarray(used.transpose(1, 0, 2))

    @cached_property
    def _home(self) -> Array:
        """Inverse of each economy's own block of ``1 - A`` ``[n, j, k]``."""
        own = np.einsum("jnn->nj", self.share)
        return np.asarray(np.linalg.inv(np.eye(len(self.share)) - own[:, :, None] * self.inputs))

    @cached_property
    def _dense(self) -> Array:
        J, N, _ = self.share.shape
        whole = np.einsum("jni,ijk->jnki", self.share, self.inputs).reshape(J * N, J * N)
        return np.asarray(np.eye(J * N) - whole)

    def solve(
        self, right: Array, close: float, transposed: bool = False, start: Array | None = None
    ) -> Array:
        """Return x ``[j, n, r]`` with ``x = A x + right``, or ``x = A' x + right``; from ``start`` or zero."""
        J, N, R = right.shape
        if J * N > SMALL:
            x, error = self._iterate(right, close, transposed, start)
            if error <= close:
                return x
        dense = self._dense.T if transposed else self._dense
        return np.asarray(np.linalg.solve(dense, right.reshape(J * N, R)).reshape(J, N, R))

    @cached_property
    def coarse(self) -> Blocks:
        """The same system in single precision, shares that do not matter there left out."""
        coarse = Blocks(
            np.where(self.share > 1e-15, self.share, 0.0).astype(np.float32), self.inputs.astype(np.float32)
        )
        coarse.__dict__["_home"] = self._home.astype(np.float32)
        return coarse

    def _iterate(
        self, right: Array, close: float, transposed: bool, start: Array | None
    ) -> tuple[Array, float]:
        """Improve the solution by what single precision makes of the rest, until nothing is left."""
        apply = self.apply_transposed if transposed else self.apply
        size = float(np.abs(right).max(initial=0.0)) or 1.0
        x, rest, error = np.zeros_like(right), right, 1.0
        if start is not None and start.shape == right.shape:
            x, rest = start.copy(), right - start + apply(start)
            error = float(np.abs(rest).max()) / size
            if error <= close:
                return x, error
        for _ in range(REFINEMENTS):
            x += self.coarse.rough(rest, transposed, max(ROUGH, min(0.01, 0.1 * close / error)))
            rest = right - x + apply(x)
            before, error = error, float(np.abs(rest).max()) / size
            if error <= close or not error < 0.1 * before:
                break
        return x, error

    def rough(self, right: Array, transposed: bool, close: float = ROUGH) -> Array:
        """Solve to a rest of ``close``."""
        scale = float(np.abs(right).max(initial=0.0)) or 1.0
        return self.loosely((right / scale).astype(np.float32), transposed, close).astype(np.float64) * scale

    def loosely(self, rest: Array, transposed: bool, close: float = 0.0, rounds: int = ROUNDS) -> Array:
        """Solve to a rest of ``close``: each economy by itself, then pass on what crosses borders, and again.

        In the precision of ``rest``, which is used up.
        """
        home = self._home.transpose(0, 2, 1) if transposed else self._home
        apply = self.apply_transposed if transposed else self.apply
        x = np.zeros_like(rest)
        for left in reversed(range(rounds)):
            step = product(home, rest.transpose(1, 0, 2)).transpose(1, 0, 2)
            x += step
            if not left:
                break
            rest += apply(step) - step
            if not np.abs(rest).max(initial=0.0) > close:
                break
        return x
