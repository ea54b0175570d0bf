"""Where talks start: the law that payoffs count from, and what happens without a deal."""

from __future__ import annotations

from dataclasses import field, replace

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array, Shock
from accord.policy.law import Comparison
from accord.talks.game import Game
from accord.trade import Baseline, Result
from accord.trade.engine import rebased


@dataclass(frozen=True, eq=False)
class Start:
    """What talks count from.

    name      what happens without a deal
    against   the comparison that payoffs count from
    law       that comparison, as a baseline
    without   the equilibrium without a deal, against the law
    table     the baseline that deals are solved from: the equilibrium without a deal where that is one of
              tariffs alone, else the law
    schedule  levers that are left over on the table
    payoffs   ln of each side's objective without a deal over that under the law, by name
    """

    name: str
    against: Comparison
    law: Baseline
    without: Result
    table: Baseline
    schedule: Shock = field(default_factory=Shock)
    payoffs: dict[str, float] = field(default_factory=dict)

    def log_welfare(self, result: Result) -> Array:
        """Return ln of real income ``[n]`` of a result on the table or on the law, over that of the law."""
        return result.log_welfare + (self.without.log_welfare if self.moved(result) else 0.0)

    def moved(self, result: Result) -> bool:
        """Whether a result counts from the table, and the table is not the law."""
        return self.table is not self.law and result.baseline is self.table


def moved_to(game: Game, name: str, against: Comparison, result: Result) -> Start:
    """Return the start at a result: its equilibrium is the table, unless more than tariffs led there."""
    readings = zip(game.lines, game.read(result), strict=True)
    payoffs = {lines.player.name: reading.value for lines, reading in readings}
    if _tariffs_alone(result.shock):
        return Start(name, against, game.world, result, rebased(result), Shock(), payoffs)
    cost = (1.0 + result.price_tariffs) / (1.0 + result.tariffs)
    if result.shock.trade_cost is not None:
        cost = cost * result.shock.trade_cost
    left = replace(result.shock, tariffs=result.tariffs, atoms=None, trade_cost=cost)
    return Start(name, against, game.world, result, game.world, left)


def _tariffs_alone(shock: Shock) -> bool:
    levers = replace(shock, tariffs=None, atoms=None, notes=())
    return all(value is None or not np.any(value) for name, value in vars(levers).items() if name != "notes")
