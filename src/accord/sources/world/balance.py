"""Two ways to make estimates add up to what is known: one for shares, one for tables."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import CheckError

Array = NDArray[np.float64]

HALVINGS = 120
RAS_ROUNDS = 20_000
RAS_TOLERANCE = 1e-11


def fit_shares(prior: Array, weights: Array, total: float) -> Array:
    """Return shares in (0, 1) whose weighted sum is ``total``, all with the same change in log odds.

    ``prior`` are first guesses of the shares, ``weights`` what they are shares of. Shifting log odds
    keeps every share between zero and one and the order of the guesses. A total of nothing, or of all
    there is, gives shares of zero or one.
    """
    whole = float(weights.sum())
    if total <= 0 or whole <= 0:
        return np.zeros_like(prior)
    if total >= whole:
        return np.ones_like(prior)
    odds = np.log(np.clip(prior, 1e-6, 1 - 1e-6))
    odds = odds - np.log1p(-np.clip(prior, 1e-6, 1 - 1e-6))
    low, high = -60.0, 60.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):  # no number lies between them
            break
        if (weights / (1 + np.exp(-odds - middle))).sum() < total:
            low = middle
        else:
            high = middle
    return 1 / (1 + np.exp(-odds - middle))


def ras(seed: Array, rows: Array, columns: Array) -> Array:
    """Return the table nearest to ``seed`` (least information added) with the given margins.

    seed [..., k, j] positive wherever both margins are; rows [..., k]; columns [..., j]. Rows and
    columns are scaled in turn (Bacharach 1970) until both hold to 1e-11 of the larger ones.
    """
    table = seed * 1.0
    scale = np.maximum(rows.max(axis=-1), 1e-300)
    for _ in range(RAS_ROUNDS):
        table *= _ratio(rows, table.sum(axis=-1))[..., :, None]
        table *= _ratio(columns, table.sum(axis=-2))[..., None, :]
        off = np.abs(table.sum(axis=-1) - rows).max(axis=-1) / scale
        if off.max() < RAS_TOLERANCE:
            return table
    raise CheckError(
        f"input table {int(np.argmax(off))} could not be balanced: rows are off by {off.max():.1e}"
    )


def _ratio(wanted: Array, found: Array) -> Array:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)
