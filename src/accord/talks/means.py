"""Mean tariffs of two sides on each other's goods, weighted as customs count imports where that is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.policy.law import law_shock
from accord.policy.stack.tables import partner_for
from accord.policy.stack.weights import SECTOR_NAMES, weights
from accord.talks.instruments import is_service
from accord.talks.start import Start
from accord.trade import Result
from accord.world import World


@dataclass(frozen=True, eq=False)
class Means:
    """How the rates of flows make a mean.

    weight   [j, n, i]  customs imports of 2024 by sector within a pair, else trade of the data year
    law      [j, n, i]  mean rate of each flow's products under the law, fractions
    start    [j, n, i]  what the border collects under the law: a flow still there pays ``law``
    members  of each side
    """

    weight: Array
    law: Array
    start: Array
    members: tuple[NDArray[np.int64], ...]

    @classmethod
    def of(cls, world: World, start: Start, members: Sequence[NDArray[np.int64]]) -> Means:
        """Return the means of a world and of where talks start."""
        day = start.against.day
        told = None if day is None else law_shock(world, day).tariffs
        weight = world.trade / (1.0 + world.tariffs)
        weight[[is_service(code) for code in world.sectors]] = 0.0
        inside = np.concatenate(list(members))
        for n in inside:
            for i in inside:
                customs = _customs(world, int(n), int(i))
                if customs is not None:
                    weight[:, n, i] = weight[:, n, i].sum() * customs
        law = world.tariffs if told is None else told
        return cls(weight, law, start.law.tariffs, tuple(members))

    def mean(self, result: Result, side: int) -> float:
        """Return the mean tariff of one side on the others' goods, percent."""
        own = self.members[side]
        others = np.concatenate([each for k, each in enumerate(self.members) if k != side])
        cells = np.ix_(np.arange(len(self.weight)), own, others)
        rate = result.tariffs[cells]
        rate = np.where(np.abs(rate - self.start[cells]) < 1e-12, self.law[cells], rate)
        weight = self.weight[cells]
        return float(100 * (weight * rate).sum() / weight.sum()) if weight.any() else 0.0


def _customs(world: World, n: int, i: int) -> Array | None:
    """Return the shares of sectors ``[j]`` in what customs of n counted from i, None where not held."""
    partner = partner_for(world.economies[n], world.economies[i])
    if partner is None or n == i:
        return None
    table = weights(world.economies[n], partner)
    by_sector = np.bincount(table.sector, table.imports, len(SECTOR_NAMES))
    amount = dict(zip(SECTOR_NAMES, by_sector, strict=True))
    found = np.array([0.0 if is_service(code) else amount.get(code, 0.0) for code in world.sectors])
    return found / found.sum() if found.any() else None
