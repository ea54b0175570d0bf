"""What one more pass leaves open, solved for each economy by itself: the solver's and the adjoint's preconditioner.

The linearised pass at the baseline couples an economy's wage, prices and expenditure mostly with each other.
With everything abroad held still these are J + J + 1 unknowns ``(ln w, ln P_j, ln X_j)`` an economy:

    dP = s (va dw + g dP)                                           s: share of own goods
    dX = [ final (wages dw + duties dX) + g' (M_own dX - e c) ] / X     c = va dw + g dP, e = sum_m theta (1 - pi) M
    dw = (1 - pace) dw + pace va' (M_own dX - e c) / wages           pace of the solver's wage

The inverse of ``1 - d pass`` of every economy takes two inverses of J x J matrices and one number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accord.core.shock import Array

if TYPE_CHECKING:
    from accord.trade.calibration import Calibration

LEAST = 1e-3
"""Share of its pace below which a wage counts as tied to nothing abroad; it then moves at the solver's pace."""


@dataclass(frozen=True, eq=False)
class Domestic:
    """Inverse of ``1 - d pass`` of each economy by itself ``[n, d, d]``, d over ``(ln w, ln P, ln X)``.

    In single precision: it steers the solver, and enters no result.
    """

    inverse: NDArray[np.float32]

    @classmethod
    def of(cls, base: Calibration) -> Domestic:
        """Work it out at a baseline."""
        inputs, added = base.inputs, base.value_added_share.T
        eye = np.eye(len(base.sectors))
        own, sold = _own(base.share), _own(base.net_trade)
        spent = np.where(base.expenditure > 0, base.expenditure, 1.0).T
        duties = (base.trade - base.net_trade).sum(axis=2).T
        theta = base.trade_elasticity[:, None]
        steep = (theta * (base.output - np.einsum("jni,jni->ji", base.net_trade, base.share))).T

        uses = inputs.transpose(0, 2, 1) / spent[:, :, None]  # [n, k, j] per unit of sales
        taste = base.final_share.T / spent
        price = np.linalg.inv(eye - own[:, :, None] * inputs)
        spend = np.linalg.inv(eye - uses * sold[:, None, :] - taste[:, :, None] * duties[:, None, :])
        from_price = -spend @ ((uses * steep[:, None, :]) @ inputs)
        wage_price = _times(price, own * added)
        by_wage = taste * base.value_added[:, None] - _times(uses, steep * added)
        wage_spend = _times(from_price, wage_price) + _times(spend, by_wage)

        pace = (1.0 / (1.0 + base.wage_elasticity) / base.value_added)[:, None]
        on_price = -pace * _times(inputs.transpose(0, 2, 1), steep * added)
        on_spend = pace * sold * added
        itself = (pace * steep * added**2).sum(axis=1) + pace[:, 0] * base.value_added
        tied = itself - (on_price * wage_price).sum(axis=1) - (on_spend * wage_spend).sum(axis=1)
        below = from_price @ price
        row = np.concatenate(
            [
                np.ones((len(added), 1)),
                _times(price.transpose(0, 2, 1), on_price) + _times(below.transpose(0, 2, 1), on_spend),
                _times(spend.transpose(0, 2, 1), on_spend),
            ],
            axis=1,
        )
        free = tied > LEAST * pace[:, 0] * base.value_added
        row /= np.where(free, tied, 1.0)[:, None]
        row[~free, 1:] = 0.0
        column = np.concatenate([np.ones((len(added), 1)), wage_price, wage_spend], axis=1)
        inverse = column[:, :, None] * row[:, None, :]
        J = len(eye)
        inverse[:, 1 : J + 1, 1 : J + 1] += price
        inverse[:, J + 1 :, 1 : J + 1] += below
        inverse[:, J + 1 :, J + 1 :] += spend
        return cls(inverse.astype(np.float32))

    def apply(self, move: Array) -> Array:
        """Return the inverse times ``move``, a vector of ``ln w, ln P, ln X``; what follows stays as it is."""
        return self._times(self.inverse, move)

    def apply_transposed(self, move: Array) -> Array:
        """Return the transposed inverse times a vector."""
        return self._times(self.inverse.transpose(0, 2, 1), move)

    @staticmethod
    def _times(inverse: NDArray[np.float32], move: Array) -> Array:
        N, D, _ = inverse.shape
        scale = float(np.abs(move).max()) or 1.0
        by_economy = (move[: N * D].reshape(D, N).T / scale).astype(np.float32)
        rows = np.matmul(inverse, by_economy[:, :, None])[:, :, 0]
        out = move.copy()
        out[: N * D].reshape(D, N)[:] = rows.T
        out[: N * D] *= scale
        return out


def _own(flows: Array) -> Array:
    """Flows of each economy to itself ``[n, j]``."""
    return np.asarray(np.diagonal(flows, axis1=1, axis2=2).T)


def _times(matrices: Array, x: Array) -> Array:
    """Matrices ``[n, a, b]`` times vectors ``[n, b]``."""
    return np.asarray(np.matmul(matrices, x[:, :, None])[:, :, 0])
