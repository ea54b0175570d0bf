"""How sharply a player's objective bends in its own rates: the curvature that scales its steps.

At its best tariffs a player gains nothing from the goods a small change moves, so near them
``dW = sum (t - t*) p dq``. Within a sector the quantities respond as CES demand does,
``dq_i/q_i = -(1 + theta) dt_i/tau_i + theta sum_l pi_l dt_l/tau_l``, which gives minus the second derivative
of ln W in the rates, with m the imports before tariff, X the spending of the sector and I the income:

    H = [ diag((1 + theta_j) m_ji / tau_ji) - (theta_j / X_j) m_j m_j' ] / I

summed over the cells of each line. It leaves out wages and links between sectors, which is what makes it
cheap: a diagonal plus one direction a sector, inverted by the Woodbury identity. Quasi-Newton pairs or
acceleration supply the rest.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accord.talks.instruments import Lines
from accord.trade.result import Result

Array = NDArray[np.float64]
FLAT = 1e-12
"""Lines that carry less than this share of income are left where they are."""


class Curvature:
    """The curvature of one player's lines at one equilibrium."""

    def __init__(
        self, lines: Lines, theta: Array, tau: Array, border: Array, income: float, spent: Array
    ) -> None:
        """Work it out from the imports of the player's members before tariff ``[j, m, i]`` and their ``tau``.

        ``income`` is that of all members, ``spent`` [j] what they spend on each sector.
        """
        sector, partner, line = lines.chosen
        bend = (1.0 + theta[:, None]) * (border / tau).sum(axis=1) / income
        pull = border.sum(axis=1) / income
        self._diagonal = np.bincount(line, bend[sector, partner], lines.count)
        self._spread = theta * income / np.maximum(spent, 1e-300)
        self._sector = np.zeros(lines.count, dtype=int)
        self._sector[line] = sector
        self._apart = bool((self._sector[line] == sector).all())
        if self._apart:
            self._pull = np.bincount(line, pull[sector, partner], lines.count)
        else:
            row = sector * lines.count + line
            rows = np.bincount(row, pull[sector, partner], len(theta) * lines.count)
            self._rows = rows.reshape(len(theta), lines.count)

    @classmethod
    def at(cls, lines: Lines, result: Result) -> Curvature:
        """Work it out at a result."""
        who, theta = lines.members, result.baseline.trade_elasticity
        bought = result.equilibrium.bought_by(who)
        tau, income = result.equilibrium.problem.levers.tau[:, who, :], float(result.income[who].sum())
        made = cls(lines, theta, tau, bought.border, income, bought.paid.sum(axis=(1, 2)))
        sector, partner, line = lines.taxed
        if len(line):
            sold = (1.0 + theta[:, None]) * result.trade_at_border[:, :, who].sum(axis=2) / income
            made._diagonal += np.bincount(line, sold[sector, partner], lines.count)
        return made

    def solve(self, gradient: Array, free: NDArray[np.bool_]) -> Array:
        """Return ``H^-1 gradient`` on the free lines ``[k]``, zero elsewhere."""
        free = free & (self._diagonal > FLAT)
        inverse = np.where(free, 1.0 / np.where(free, self._diagonal, 1.0), 0.0)
        plain = inverse * gradient
        pulled = self._apart_pull if self._apart else self._joint_pull
        return np.asarray(plain + inverse * pulled(inverse, plain))

    def _apart_pull(self, inverse: Array, plain: Array) -> Array:
        """Return what the directions add where every line lies in one sector: one number a sector."""
        pull, count = self._pull, len(self._spread)
        met = np.bincount(self._sector, weights=pull * plain, minlength=count)
        own = np.bincount(self._sector, weights=pull * pull * inverse, minlength=count)
        return np.asarray(pull * (self._spread * met / (1.0 - self._spread * own))[self._sector])

    def _joint_pull(self, inverse: Array, plain: Array) -> Array:
        """Return what the directions add where lines cover several sectors."""
        used = self._rows.any(axis=1) & (self._spread > 0)
        rows = self._rows[used]
        small = np.diag(1.0 / self._spread[used]) - (rows * inverse) @ rows.T
        added: Array = rows.T @ np.linalg.solve(small, rows @ plain)
        return added
