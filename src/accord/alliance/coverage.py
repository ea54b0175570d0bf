"""Coverage: the share of members' demand that survives the worst single loss of a supplier outside.

At one stage, with D the members' use, L_k what they get from the outside supplier k, and X what they sell to
outsiders and could turn to each other, plus capacity A they add:

    coverage = 1 - max over k outside of max(0, L_k - X - A) / D

A supplier is an economy that a source names. What no source attributes to an economy is never lost as one,
so this is the highest coverage consistent with the data; the lowest takes all of it for a single supplier. A
user's own value function can take the place of this one wherever v(members) is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass

Array = NDArray[np.float64]
Members = NDArray[np.bool_]


@dataclass(frozen=True)
class StageSupply:
    """One stage as the alliance sees it, in fractions of world output.

    flows [n, i] what n gets from the output of i; ``rest`` is the economy that stands for all unattributed;
    ``added`` [i] idle capacity on top of output.
    """

    name: str
    economies: tuple[str, ...]
    flows: Array
    rest: str = "ROW"
    added: Mapping[str, float] = field(default_factory=dict)

    def rows(self, coalitions: Sequence[Collection[str]]) -> Members:
        """Return coalitions as rows [coalition, economy]; the rest of the world never belongs."""
        found = np.zeros((len(coalitions), len(self.economies)), dtype=bool)
        for row, names in enumerate(coalitions):
            inside = [self.place[name] for name in names if name in self.place and name != self.rest]
            found[row, inside] = True
        return found

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each economy stands."""
        return {code: at for at, code in enumerate(self.economies)}

    @cached_property
    def output(self) -> Array:
        """Output of each economy."""
        return np.asarray(self.flows.sum(axis=0))

    @cached_property
    def idle(self) -> Array:
        """Capacity that each economy adds."""
        return np.array([self.added.get(code, 0.0) for code in self.economies])


@dataclass(frozen=True)
class Coverage:
    """Coverage of a coalition at a stage; amounts are fractions of world output.

    ``share`` is None when the members' use is not recorded; ``lowest`` takes the rest of the world for one
    supplier. ``gap`` is the capacity that would make the stage whole.
    """

    stage: str
    demand: float
    output: float
    share: float | None
    lowest: float | None
    gap: float
    worst: str


def secured(
    stage: StageSupply, inside: Members, rest_is_one: bool = False
) -> tuple[Array, Array, NDArray[np.intp]]:
    """Return each coalition's demand, what it would lack after the worst loss, and that supplier's place."""
    member = inside.astype(float)
    got = member @ stage.flows
    demand = got.sum(axis=1)
    within = (got * member).sum(axis=1)
    sold = member @ stage.output - within
    added = member @ stage.idle
    outside = np.where(inside, -1.0, got)
    if not rest_is_one:
        outside[:, stage.place[stage.rest]] = -1.0
    worst = outside.argmax(axis=1)
    largest = np.maximum(0.0, outside[np.arange(len(worst)), worst])
    return demand, np.maximum(0.0, largest - sold - added), worst


def coverage(stage: StageSupply, members: Collection[str]) -> Coverage:
    """Return the coverage of one coalition at one stage."""
    inside = stage.rows([members])
    demand, lack, worst = (part[0] for part in secured(stage, inside))
    lack_at_most = secured(stage, inside, rest_is_one=True)[1][0]
    output = float(inside[0].astype(float) @ stage.output)
    known = demand > 1e-9
    name = stage.economies[int(worst)]
    lost = stage.flows[inside[0]][:, int(worst)].sum() > 1e-9 and name not in members
    return Coverage(
        stage.name,
        float(demand),
        output,
        float(1.0 - lack / demand) if known else None,
        float(1.0 - min(1.0, lack_at_most / demand)) if known else None,
        float(lack) if known else 0.0,
        name if lost else "",
    )


@dataclass(frozen=True)
class ChainValue:
    """v(members) of a chain: mean over stages of demand secured, as a share of a reference group's demand."""

    stages: tuple[StageSupply, ...]
    reference: tuple[float, ...]

    def __call__(self, members: frozenset[str]) -> float:
        """Return the value of one coalition, 0 for none."""
        return self.several([members])[0]

    def several(self, coalitions: Sequence[frozenset[str]]) -> list[float]:
        """Return the values of many coalitions at once."""
        found = self.of_rows(coalitions)
        return [float(sum(row)) if members else 0.0 for row, members in zip(found, coalitions, strict=True)]

    def of_rows(self, coalitions: Sequence[Collection[str]]) -> Array:
        """Return the value of coalitions stage by stage [coalition, stage]."""
        return np.column_stack(
            [self._stage(k, stage.rows(coalitions)) for k, stage in enumerate(self.stages)]
        )

    def table(self, players: Sequence[str]) -> Callable[[Members], Array]:
        """Return a function that values rows [coalition, player] at once."""
        places = [
            [stage.economies.index(p) if p in stage.economies else -1 for p in players]
            for stage in self.stages
        ]

        def values(rows: Members) -> Array:
            total = np.zeros(len(rows))
            for k, stage in enumerate(self.stages):
                inside = np.zeros((len(rows), len(stage.economies) + 1), dtype=bool)
                inside[:, places[k]] = rows
                total += self._stage(k, inside[:, :-1])
            return total

        return values

    def _stage(self, k: int, inside: Members) -> Array:
        demand, lack, _ = secured(self.stages[k], inside)
        weight = 1.0 / (len(self.stages) * self.reference[k])
        return np.asarray((demand - np.minimum(lack, demand)) * weight)


def chain_value(stages: Sequence[StageSupply], reference: Collection[str]) -> ChainValue:
    """Return v over the stages where the reference group has demand; v(reference) is its mean coverage."""
    known = [(stage, coverage(stage, reference).demand) for stage in stages]
    kept = [(stage, demand) for stage, demand in known if demand > 1e-9]
    return ChainValue(tuple(stage for stage, _ in kept), tuple(demand for _, demand in kept))
