"""Gradients of the players' objectives in the rates they choose, from one linearisation of the model.

The transposed system is solved once for each objective; many players share one reduced system. Where a
player is a customs union, each member's tariffs answer to the union's objective.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.talks.instruments import IntArray, Lines
from accord.talks.objective import Reading
from accord.trade.adjoint import Adjoint, Multipliers, Seed
from accord.trade.krylov import Recent
from accord.trade.result import Result

Array = NDArray[np.float64]
MANY = 16
"""Objectives from which on the shared reduced system is cheaper than one solve each."""
NEAR = 1e-8
"""Relative residual of a gradient that is climbed by: rates are looked for to 1e-6."""


@dataclass(frozen=True, eq=False)
class Slopes:
    """The linearisation of the model at one equilibrium, for the players of a game."""

    result: Result
    lines: tuple[Lines, ...]
    readings: tuple[Reading, ...]
    adjoint: Adjoint

    @classmethod
    def at(
        cls,
        result: Result,
        lines: tuple[Lines, ...],
        readings: tuple[Reading, ...],
        recent: Recent | None = None,
        near: float = NEAR,
    ) -> Slopes:
        """Linearise the model at a result; ``recent`` are linearisations close by, ``near`` as in ``NEAR``."""
        if result.equilibrium.problem.quota is not None:
            raise InputError("talks: a scenario with export quotas has no gradient in the rates of players")
        return cls(result, lines, readings, Adjoint(result.equilibrium, recent or Recent(), near))

    def weighted(self, weights: Array) -> tuple[Array, Array]:
        """Return the gradient of ``sum_p weights_p ln Omega_p`` in all rates ``[k]``, and in money given.

        The second, ``[n]``, is what a transfer of 1 USD mn to each economy adds.
        """
        worth = self.adjoint.one(self._seed([_combine(self.readings, weights)]))
        return np.concatenate([self._all_of(worth, 0, each) for each in self.lines]), worth.own[:, 0]

    def own(self) -> Array:
        """Return the gradient of each player's own objective in its own rates ``[k]``."""
        worth = self._worths()
        owner = np.zeros(len(self.result.economies), dtype=int)
        for number, each in enumerate(self.lines):
            owner[each.members] = number
        parts = []
        for number, each in enumerate(self.lines):
            if each.at_home:
                parts.append(each.pull_home(self._slope(worth, owner, "tariffs", each.members)))
            else:
                parts.append(self._all_of(worth, number, each))
        return np.concatenate(parts)

    def _all_of(self, worth: Multipliers, column: int, lines: Lines) -> Array:
        """Return the gradient of one objective in the rates of one player ``[k]``."""
        owner = np.full(len(self.result.economies), column)
        if lines.at_home:
            return lines.pull_home(self._slope(worth, owner, "tariffs", lines.members))
        taxes = self._slope(worth, owner, "export_tax") if len(lines.taxed[0]) else None
        return lines.pull(self._slope(worth, owner, "tariffs"), taxes)

    def _worths(self) -> Multipliers:
        """Return the multipliers of every player's objective, one column each."""
        if len(self.readings) >= MANY and not any(reading.output.any() for reading in self.readings):
            return self.adjoint.many(self._seed(self.readings))
        each = [self.adjoint.one(self._seed([reading])) for reading in self.readings]
        parts = [part.name for part in fields(Multipliers)]
        return Multipliers(
            **{part: np.concatenate([getattr(w, part) for w in each], axis=-1) for part in parts}
        )

    def _seed(self, readings: Sequence[Reading]) -> Seed:
        """Return the direct derivatives of objectives, one column each.

        A producer's subsidy is no instrument here, so the logs of its sales and cost move together.
        """
        result = self.result
        seed = Seed.zeros(len(result.sectors), len(result.economies), len(readings))
        sales = np.where(result.output > 0, result.output, 1.0)
        for column, reading in enumerate(readings):
            seed.income[:, column] = reading.income / result.income
            seed.wage[:, column] = reading.wage
            seed.price[:, :, column] = reading.price
            seed.sales[:, :, column] = reading.output / sales
        return seed

    def _slope(
        self, worth: Multipliers, owner: IntArray, instrument: str, rows: IntArray | slice = slice(None)
    ) -> Array:
        """Return derivatives in tariffs or export taxes of the importers ``rows`` ``[j, m, i]``.

        Those of importer n are of the objective ``owner[n]``. A rise in the log cost of a flow is worth its share
        of what prices and spending are worth, less theta times what its value is worth; a tariff also takes value
        from the producer for the importer, an export tax for the exporter.
        """
        at, adjoint = self.adjoint.at, self.adjoint
        theta = at.problem.base.trade_elasticity[:, None]
        places = np.arange(len(owner))[rows]
        owner = owner[rows]
        importer, exporter = worth.own[places, owner], worth.own[:, owner].T
        sales = worth.sales[:, :, owner].transpose(0, 2, 1)
        flows = at.bought_by(rows)
        border, received = flows.border, flows.received
        beyond = received * sales - border * importer[:, None]
        if adjoint.taxed:
            beyond += (border - received) * exporter
        level = theta * (worth.spending[:, places, owner] - adjoint.spend[:, rows] * importer)
        level = (level + worth.price[:, places, owner]) * adjoint.per_spend[:, rows, 0]
        slope = flows.paid * level[:, :, None]
        if instrument == "tariffs":
            slope -= (1.0 + theta)[:, :, None] * beyond
            return np.asarray(slope / at.problem.levers.tau[:, rows])
        slope -= theta[:, :, None] * beyond + received * (sales - exporter)
        tau = at.problem.levers.export_tau
        return slope if tau is None else np.asarray(slope / tau[:, rows])


def _combine(readings: Sequence[Reading], weights: Array) -> Reading:
    """Return the derivatives of a weighted sum of objectives."""
    parts = {
        part.name: sum(w * getattr(reading, part.name) for w, reading in zip(weights, readings, strict=True))
        for part in fields(Reading)
    }
    return Reading(**parts)
