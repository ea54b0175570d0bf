"""What one more pass leaves open, solved for each economy by itself: the solver's and the adjoint's preconditioner.

The linearised pass at the baseline couples an economy's wage, prices and expenditure mostly with each other.
With everything abroad held still these are J + J + 1 unknowns ``(ln w, ln P_j, ln X_j)`` an economy:

    dP = s (va dw + g dP)                                           s: share of own goods
    dX = [ final (wages dw + duties dX) + g' (M_own dX - e c) ] / X     c = va dw + g dP, e = sum_m theta (1 - pi) M
    dw = (1 - pace) dw + pace va' (M_own dX - e c) / wages           pace of the solver's wage

The inverse of ``1 - d pass`` of every economy takes two inverses of J x J matrices and one number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
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
        rest = _Held.of(base)
        price, below, spend = rest.price, rest.below, rest.spend
        column = np.concatenate([np.ones((len(price), 1)), rest.wage_price, rest.wage_spend], axis=1)
        row = np.concatenate([np.ones((len(price), 1)), *rest.worth()], axis=1)
        row /= np.where(rest.free, rest.tied, 1.0)[:, None]
        row[~rest.free, 1:] = 0.0
        inverse = column[:, :, None] * row[:, None, :]
        J = len(base.sectors)
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


@dataclass(frozen=True, eq=False)
class Home:
    """What does not depend on trade elasticities, per economy n.

    own, sold     [n, j]     share of own goods in purchases, and sales at home
    uses          [n, k, j]  inputs per unit of sales over expenditure
    taste         [n, k]     final share over expenditure
    price, spend  [n, k, j]  inverses: ln P and ln X to what is left open of them, at given wages
    """

    own: Array
    sold: Array
    uses: Array
    taste: Array
    price: Array
    spend: Array

    @classmethod
    def of(cls, base: Calibration) -> Home:
        """Work it out at a baseline."""
        own, sold = _own(base.share), _own(base.net_trade)
        spent = np.where(base.expenditure > 0, base.expenditure, 1.0).T
        duties = (base.trade - base.net_trade).sum(axis=2).T
        uses, taste = base.inputs.transpose(0, 2, 1) / spent[:, :, None], base.final_share.T / spent
        price = _inverse(own[:, :, None] * base.inputs)
        spend = _inverse(uses * sold[:, None, :] + taste[:, :, None] * duties[:, None, :])
        return cls(own, sold, uses, taste, price, spend)


@dataclass(frozen=True, eq=False)
class _Held:
    """Responses of an economy's prices and expenditure, and of its wage to them; all per economy n.

    price, below, spend     [n, k, j]  ln P to what is left open of it, ln X to that of P and of X, at given wages
    wage_price, wage_spend  [n, k]     ln P and ln X to ln w
    on_price, on_spend      [n, k]     the wage's own pass to ln P and ln X
    tied                    [n]        what a pass leaves of ln w, all followed; ``free`` where that is something
    """

    price: Array
    below: Array
    spend: Array
    wage_price: Array
    wage_spend: Array
    on_price: Array
    on_spend: Array
    tied: Array
    free: NDArray[np.bool_]

    @classmethod
    def of(cls, base: Calibration) -> _Held:
        """Work them out at a baseline."""
        inputs, added = base.inputs, base.value_added_share.T
        home = base.home
        price, spend = home.price, home.spend
        steep = (base.trade_elasticity[:, None] * base.steep).T
        from_price = -spend @ ((home.uses * steep[:, None, :]) @ inputs)
        wage_price = _times(price, home.own * added)
        by_wage = home.taste * base.value_added[:, None] - _times(home.uses, steep * added)
        wage_spend = _times(from_price, wage_price) + _times(spend, by_wage)

        pace = 1.0 / (1.0 + base.wage_elasticity)
        share = (pace / base.value_added)[:, None]
        on_price = -share * _times(inputs.transpose(0, 2, 1), steep * added)
        on_spend = share * home.sold * added
        tied = (share * steep * added**2).sum(axis=1) + pace
        tied = tied - (on_price * wage_price).sum(axis=1) - (on_spend * wage_spend).sum(axis=1)
        below = from_price @ price
        free = tied > LEAST * pace
        return cls(price, below, spend, wage_price, wage_spend, on_price, on_spend, tied, free)

    def worth(self) -> tuple[Array, Array]:
        """What the wage owes to what is left open of prices and of expenditure ``[n, k]``."""
        by_price = _times(self.price.transpose(0, 2, 1), self.on_price)
        by_price += _times(self.below.transpose(0, 2, 1), self.on_spend)
        return by_price, _times(self.spend.transpose(0, 2, 1), self.on_spend)


def _inverse(within: Array) -> Array:
    """Inverse of one less a matrix, for each economy ``[n, k, j]``."""
    return np.asarray(np.linalg.inv(np.eye(within.shape[1]) - within))


def _own(flows: Array) -> Array:
    """Flows of each economy to itself ``[n, j]``."""
    return np.asarray(np.diagonal(flows, axis1=1, axis2=2).T)


def _times(matrices: Array, x: Array) -> Array:
    """Matrices ``[n, a, b]`` times vectors ``[n, b]``."""
    return np.asarray(np.matmul(matrices, x[:, :, None])[:, :, 0])
