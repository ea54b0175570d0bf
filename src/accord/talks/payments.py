"""Deals with money on the table: rates and a lump sum from one side to the other, chosen together.

The sum is a transfer in the model, so what it does to prices is counted. The last player's payment
balances the others'. At the solution the players' gradients in every free rate are collinear: with money
to share the gains, no rate is left that could be moved to both sides' advantage.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.core.frozen import dataclass
from accord.talks.climb import climb, free_lines
from accord.talks.frontier import PRECISE, Deal, Weighed, best_deal, product_weights
from accord.talks.game import Game, Position

Array = NDArray[np.float64]
LARGEST = 0.05
"""Largest payment, as a share of the smaller player's income."""


@dataclass(frozen=True, eq=False)
class PaidDeal:
    """A deal with money.

    payments   what each player receives from the others, USD mn a year at baseline prices
    left_over  largest sum of the players' weighted gradients in a free rate, over the largest gradient:
               zero when they are collinear
    """

    deal: Deal
    payments: dict[str, float]
    left_over: float


def nash_deal_with_payments(
    game: Game, disagreement_pct: ArrayLike, *, power: ArrayLike | None = None
) -> PaidDeal | None:
    """Return the rates and payments with the largest product of gains, or None if nothing is to share."""
    base = 1.0 + np.asarray(disagreement_pct, dtype=float) / 100.0
    strength = np.ones(len(base)) if power is None else np.asarray(power, dtype=float)
    table = _Table(game, base, strength)
    start = table.start()
    if start is None:
        return None
    low = np.concatenate([game.lower, np.full(len(base) - 1, -LARGEST)])
    high = np.concatenate([game.upper, np.full(len(base) - 1, LARGEST)])
    noise = game.noise * float(table.at(start).weights.sum())
    top = climb(table.at, start, low, high, table.scaling, tolerance=PRECISE, noise=noise)
    if top.interrupted:
        raise KeyboardInterrupt
    position, weights = top.trial.position, top.trial.weights
    deal = Deal(
        top.rates[: game.count],
        position.payoffs_pct,
        weights / weights.sum(),
        position,
        top.movement,
        top.status,
    )
    names = [lines.player.name for lines in game.lines]
    received = dict(zip(names, (float(v) for v in table.received(top.rates)), strict=True))
    return PaidDeal(deal, received, _left_over(game, deal))


class _Table:
    """The rates ``[k]`` followed by payments ``[p - 1]`` as shares of the smallest player's income."""

    def __init__(self, game: Game, disagreement: Array, power: Array) -> None:
        self.game, self.disagreement, self.power = game, disagreement, power
        self.member_income = game.at(game.present()).result.baseline.income
        self.incomes = np.array([self.member_income[lines.members].sum() for lines in game.lines])

    def start(self) -> Array | None:
        """Return the deal with the largest sum in dollars, its surplus over the disagreement split evenly."""
        money = self.incomes
        joint = best_deal(self.game, money / money.sum())
        gains = (np.exp(joint.position.payoffs) - self.disagreement) * money
        if gains.sum() <= 0:
            return None
        share = self.power / self.power.sum() * gains.sum() - gains
        return np.concatenate([joint.rates, share[:-1] / money.min()])

    def received(self, point: Array) -> Array:
        """Return what each player receives ``[p]``, USD mn."""
        paid = point[self.game.count :] * self.incomes.min()
        return np.append(paid, -paid.sum())

    def at(self, point: Array) -> _Paid:
        """Solve the model at rates and payments."""
        game, received = self.game, self.received(point)
        transfer = np.zeros(len(game.world.economies))
        for lines, amount, income in zip(game.lines, received, self.incomes, strict=True):
            transfer[lines.members] = amount * self.member_income[lines.members] / income
        already = game.schedule.transfer
        shock = game.shock(point[: game.count])
        shock = replace(shock, transfer=transfer if already is None else already + transfer)
        return _Paid(Position(game, point[: game.count], game.solve(shock), game.near), self)

    def scaling(self, trial: _Paid, gradient: Array, free: NDArray[np.bool_]) -> Array:
        """Return the gradient over the curvature: each player's own for rates, the product's for money."""
        step = np.zeros_like(gradient)
        weights = trial.weights
        for part, curvature, own in zip(self.game.slices, trial.position.curvatures, weights, strict=True):
            step[part] = curvature.solve(gradient[part], free[part]) / own
        per_share = weights * self.incomes.min() / self.incomes
        bend = per_share**2 / self.power
        money = bend[:-1] + bend[-1]
        rest = slice(self.game.count, None)
        step[rest] = gradient[rest] * free[rest] / money
        return step


class _Paid(Weighed):
    """A position with payments seen by Nash's arbitrator."""

    def __init__(self, position: Position, table: _Table) -> None:
        weights, value = product_weights(position, table.power, table.disagreement)
        super().__init__(position, weights)
        self.value, self._table = value, table

    @property
    def gradient(self) -> Array:
        """Gradient in rates and payments."""
        if self._gradient is None:
            game, table = self.position.game, self._table
            slope, worth = self.position.slopes.weighted(self.weights)
            mean = np.array(
                [
                    worth[lines.members] @ table.member_income[lines.members] / income
                    for lines, income in zip(game.lines, table.incomes, strict=True)
                ]
            )
            self._gradient = np.concatenate([slope, (mean[:-1] - mean[-1]) * table.incomes.min()])
        return self._gradient


def _left_over(game: Game, deal: Deal) -> float:
    """Return how far the weighted gradients of the players are from adding up to zero on the free rates."""
    parts = np.array(
        [w * deal.position.pull(row) for w, row in zip(deal.weights, np.eye(len(deal.weights)), strict=True)]
    )
    total = parts.sum(axis=0)
    free = free_lines(deal.rates, total, game.lower, game.upper)
    size = np.abs(parts[:, free]).max(initial=0.0)
    return float(np.abs(total[free]).max(initial=0.0) / size) if size else 0.0
