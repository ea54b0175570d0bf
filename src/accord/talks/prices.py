"""What a concession costs the one who makes it and brings the one who gets it.

At the margin: one percentage point off a line, from the gradients of all players at one equilibrium. As a
whole: the line taken to its lowest rate, by solving the model. Money is USD mn a year of real income at
the baseline's prices: the change of ln objective times baseline income.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.talks.game import Game, Position
from accord.talks.response import Report
from accord.trade.together import WIDTH

Array = NDArray[np.float64]
POINT = 0.01


@dataclass(frozen=True)
class LinePrice:
    """One line and what moving it towards its lowest rate is worth.

    rate      the rate now, a fraction
    change    how far it moves, a fraction (negative is down)
    worth     by player, USD mn a year that the move brings (negative: costs)
    others    what it brings all other economies together, USD mn a year; missing at the margin
    """

    giver: str
    line: str
    rate: float
    change: float
    worth: dict[str, float]
    others: float = np.nan

    @property
    def cost(self) -> float:
        """USD mn a year that the giver loses; negative when it gains from its own move."""
        return -self.worth[self.giver]

    @property
    def brings(self) -> float:
        """USD mn a year that the other players gain together."""
        return sum(value for player, value in self.worth.items() if player != self.giver)

    @property
    def leverage(self) -> float:
        """Gain of the others per dollar of own cost; infinite when the giver loses nothing."""
        return self.brings / self.cost if self.cost > 0 else np.inf if self.brings > 0 else -np.inf


@dataclass(frozen=True)
class Swap:
    """Two moves that cost their givers and together help both.

    first_share and second_share say how much of each move is made (at most all of it; effects are taken
    as proportional) so that both sides gain the same ``surplus``, USD mn a year. Both gain as long as the
    second's share over the first's lies between ``least`` and ``most``.
    """

    first: LinePrice
    second: LinePrice
    first_share: float
    second_share: float
    least: float
    most: float
    surplus: float


def incomes(position: Position) -> dict[str, float]:
    """Return each player's income in the baseline, USD mn."""
    base = position.result.baseline
    return {lines.player.name: float(base.income[lines.members].sum()) for lines in position.game.lines}


def price_per_point(position: Position) -> tuple[LinePrice, ...]:
    """Return what one point off each line that can fall costs and brings, at the margin."""
    game, money = position.game, incomes(position)
    names = [lines.player.name for lines in game.lines]
    slopes = np.array([position.pull(row) for row in np.eye(len(names))])
    prices = []
    for lines, part in zip(game.lines, game.slices, strict=True):
        for k in range(part.start, part.stop):
            if position.rates[k] <= game.lower[k]:
                continue
            change = -min(POINT, position.rates[k] - game.lower[k])
            worth = {
                name: float(slope[k] * change * money[name])
                for name, slope in zip(names, slopes, strict=True)
            }
            prices.append(
                LinePrice(
                    lines.player.name, lines.names[k - part.start], float(position.rates[k]), change, worth
                )
            )
    return tuple(prices)


def price_of_lines(position: Position, *, report: Report | None = None) -> tuple[LinePrice, ...]:
    """Return what taking each line to its lowest rate, alone, costs and brings."""
    game, money = position.game, incomes(position)
    owner = [lines for lines in game.lines for _ in lines.names]
    names = [name for lines in game.lines for name in lines.names]
    falls = [k for k in range(game.count) if game.lower[k] < position.rates[k]]
    prices: list[LinePrice] = []
    for at in range(0, len(falls), WIDTH):
        some = falls[at : at + WIDTH]
        for k, after in zip(some, _lowered(position, some), strict=True):
            rate, change = float(position.rates[k]), float(game.lower[k] - position.rates[k])
            worth, others = _worth(game, after, position, money), _others(game, after, position)
            prices.append(LinePrice(owner[k].player.name, names[k], rate, change, worth, others))
        if report is not None:
            report(f"{len(prices)} lines", len(prices) / len(falls))
    return tuple(prices)


def _lowered(position: Position, lines: Sequence[int]) -> list[Position]:
    """Return where each of some lines leads by itself at its lowest rate."""
    game, result = position.game, position.result
    each = np.tile(position.rates, (len(lines), 1))
    each[np.arange(len(lines)), lines] = game.lower[lines]
    starts = [result.equilibrium.point] * len(lines)
    found = game.solve_all(result, [game.shock(rates) for rates in each], starts)
    return [Position(game, rates, after, game.near) for rates, after in zip(each, found, strict=True)]


def swaps(prices: Sequence[LinePrice], count: int = 10) -> tuple[Swap, ...]:
    """Return the pairs of moves of two players that neither would make alone and that help both most.

    Move a costs its giver c_a and brings the other b_a; a share r of b costs r c_b and brings r b_b. Both
    gain when r b_b > c_a and b_a > r c_b; the same when r (b_b + c_b) = b_a + c_a.
    """
    givers = sorted({price.giver for price in prices})
    if len(givers) != 2:
        return ()
    costly = [price for price in prices if price.cost > 0 and price.brings > 0]
    found = []
    for a in (price for price in costly if price.giver == givers[0]):
        for b in (price for price in costly if price.giver == givers[1]):
            ratio = (a.brings + a.cost) / (b.brings + b.cost)
            share = min(1.0, 1.0 / ratio)
            surplus = share * (ratio * b.brings - a.cost)
            if surplus > 0:
                least, most = a.cost / b.brings, a.brings / b.cost
                found.append(Swap(a, b, share, share * ratio, least, most, surplus))
    found.sort(key=lambda swap: -swap.surplus)
    return tuple(found[:count])


def _worth(game: Game, after: Position, before: Position, money: dict[str, float]) -> dict[str, float]:
    change = np.expm1(after.payoffs - before.payoffs)
    return {
        lines.player.name: float(change[k] * money[lines.player.name]) for k, lines in enumerate(game.lines)
    }


def _others(game: Game, after: Position, before: Position) -> float:
    """Return what all economies that are no player's gain together, USD mn."""
    worth = np.expm1(after.result.log_welfare - before.result.log_welfare) * before.result.baseline.income
    inside = np.concatenate([lines.members for lines in game.lines])
    return float(np.delete(worth, inside).sum())
