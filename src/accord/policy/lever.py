"""One lever of a shock while measures are applied to it, and what compiling needs of a world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.shock import Array

Mask = NDArray[np.bool_]


class Baseline(Protocol):
    """What compiling needs of a world. ``tariffs[j, n, i]`` are levels (0.5 is 50 %)."""

    @property
    def economies(self) -> tuple[str, ...]:
        """Codes, in the order of axes n and i."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes, in the order of axis j."""

    @property
    def tariffs(self) -> Array:
        """Ad valorem levels [j, n, i]."""


@dataclass
class Lever:
    """One array being built: the levels set so far, the sum of additions, and who set each level."""

    name: str
    baseline: Array
    level: Array
    added: Array
    setter: NDArray[np.int64]
    setters: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, name: str, baseline: Array) -> Lever:
        """Return a lever at its baseline."""
        return cls(name, baseline, baseline.copy(), np.zeros_like(baseline), np.full(baseline.shape, -1))

    def set(self, cells: Mask, value: Array, where: str) -> None:
        """Put levels on cells; two different levels on one cell contradict each other."""
        taken = cells & (self.setter >= 0) & (np.abs(self.level - value) > 1e-12)
        if taken.any():
            other = self.setters[int(self.setter[taken][0])]
            raise InputError(f"{where}: contradicts {other}, which sets another {self.name} on the same flow")
        self.level[cells] = value[cells]
        self.setter[cells] = len(self.setters)
        self.setters.append(where)
