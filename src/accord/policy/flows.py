"""Flows of which parts pay different tariffs, while measures are applied to them one by one.

A flow is the line from 0 to 1, cut where what its products pay changes. Those that pay most come first, and a
measure that hits a share of a flow hits its beginning: the same products are exempt from one measure and the
next. Rates are levels (0.5 is 50 %).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from accord.core.shock import Array, Atoms

CUT = 1e-12
"""Share of a flow below which two cuts are one."""


@dataclass(eq=False)
class FlowParts:
    """Parts of flows ``[a]`` in a world of ``shape`` ``[j, n, i]``.

    flow       number of the flow in the flattened array
    low, high  where on the flow the part lies
    base       tariff of the data year, level
    law        tariff that the comparison charges, level
    level      tariff that measures set, or the comparison's
    added      points that measures add to it, level
    """

    shape: tuple[int, int, int]
    flow: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    low: Array = field(default_factory=lambda: np.zeros(0))
    high: Array = field(default_factory=lambda: np.zeros(0))
    base: Array = field(default_factory=lambda: np.zeros(0))
    law: Array = field(default_factory=lambda: np.zeros(0))
    level: Array = field(default_factory=lambda: np.zeros(0))
    added: Array = field(default_factory=lambda: np.zeros(0))
    _laid: list[dict[str, Array | NDArray[np.int64]]] = field(default_factory=list)

    def add(self, **columns: Array | NDArray[np.int64]) -> None:
        """Append parts given by all their columns."""
        for name, values in columns.items():
            setattr(self, name, np.concatenate([getattr(self, name), values]))

    def lay(self, flow: NDArray[np.int64], weight: Array, base: Array, law: Array, added: Array) -> None:
        """Give flows that have none their parts, one flow after the other, in order and by their shares of it."""
        begins = np.flatnonzero(np.diff(flow, prepend=-1))
        low, high = np.zeros(len(flow)), np.zeros(len(flow))
        for start, end in pairwise([*begins.tolist(), len(flow)]):
            high[start:end] = np.cumsum(weight[start:end])
            low[start + 1 : end] = high[start : end - 1]
            high[end - 1] = 1.0
        columns = (flow, low, high, base, law, law, added)
        self._laid.append(dict(zip(_COLUMNS, columns, strict=True)))

    def _settle(self) -> None:
        """Append what was laid."""
        if self._laid:
            laid, self._laid = self._laid, []
            self.add(**{name: np.concatenate([part[name] for part in laid]) for name in _COLUMNS})

    def hold(self, cells: NDArray[np.bool_], base: Array, law: Array, level: Array, added: Array) -> None:
        """See that flows ``[j, n, i]`` have parts: those that have none become one part of what they pay."""
        self._settle()
        new = np.setdiff1d(np.flatnonzero(cells), self.flow)
        self.add(
            flow=new,
            low=np.zeros(len(new)),
            high=np.ones(len(new)),
            **{
                name: values.ravel()[new]
                for name, values in {"base": base, "law": law, "level": level, "added": added}.items()
            },
        )

    def cut(self, cells: NDArray[np.bool_], at: Array) -> None:
        """Cut flows ``[j, n, i]`` at a place ``at[j]`` on each."""
        self._settle()
        place = self._of_sector(at)
        inside = cells.ravel()[self.flow] & (self.low + CUT < place) & (place < self.high - CUT)
        rest = {name: getattr(self, name)[inside] for name in _COLUMNS}
        rest["low"] = place[inside]
        self.high = np.where(inside, place, self.high)
        self.add(**rest)

    def levy(self, cells: NDArray[np.bool_], low: Array, high: Array, value: Array, *, level: bool) -> None:
        """Set or add ``value[j]`` on the stretch from ``low[j]`` to ``high[j]`` of flows that are cut there."""
        self._settle()
        start, end = self._of_sector(low), self._of_sector(high)
        inside = cells.ravel()[self.flow] & (start <= self.low + CUT) & (self.high <= end + CUT)
        rate = self._of_sector(value)
        if level:
            self.level = np.where(inside, rate, self.level)
        else:
            self.added = self.added + np.where(inside, rate, 0.0)

    def atoms(self, *, law: bool = False) -> Atoms | None:
        """Return the parts as atoms from the base to the new rates, or to the comparison's; None of none."""
        self._settle()
        if not len(self.flow):
            return None
        j, n, i = np.unravel_index(self.flow, self.shape)
        new = self.law if law else np.maximum(self.level + self.added, 0.0)
        return Atoms(j, n, i, self.high - self.low, self.base, new).lasting()

    def _of_sector(self, values: Array) -> Array:
        return np.asarray(values[self.flow // (self.shape[1] * self.shape[2])])


_COLUMNS = ("flow", "low", "high", "base", "law", "level", "added")
