"""Purchases in which problems solved side by side differ from what they share (see ``accord.trade.together``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.calibration import Calibration
from accord.trade.problem import Problem


class Rows(Protocol):
    """Purchases in which problems differ from what they share."""

    @property
    def attraction(self) -> Array:
        """K less the shared one."""

    @property
    def border(self) -> Array:
        """K / tau' less the shared one."""

    def buyers(self, found: Array, matrix: Array, of_exporter: Array) -> None:
        """Add the sum over exporters of one of the matrices times ``x[j, e, b]`` to ``found[j, n, b]``."""

    def sellers(self, found: Array, matrix: Array, of_importer: Array) -> None:
        """Add the sum over importers of one of the matrices times ``x[j, n, b]`` to ``found[j, e, b]``."""

    def take(self, which: Array) -> Rows:
        """Return those of some of the problems."""


@dataclass(frozen=True, eq=False)
class SharedRows:
    """Purchases ``r = (j, n)`` in which problems differ from the baseline's shares.

    sector, importer  [r]
    exporters         [e]        whose sales are among them
    belongs           [s, r]     one where a row is of a sector, for each that has some; ``sectors`` [s] are these
    attraction        [r, b, e]  K less pi
    border            [r, b, e]  K / tau' less pi / tau
    """

    sector: NDArray[np.intp]
    importer: NDArray[np.intp]
    exporters: NDArray[np.intp]
    sectors: NDArray[np.intp]
    belongs: Array
    attraction: Array
    border: Array

    @classmethod
    def of(cls, base: Calibration, problems: Sequence[Problem]) -> SharedRows:
        """Find where problems of one baseline differ from it."""
        net = base.share / base.tau
        moved = np.zeros(base.share.shape, dtype=bool)
        for one in problems:
            moved |= (one.attraction != base.share) | (one.border != net)
        sector, importer = np.nonzero(moved.any(axis=2))
        exporters = np.flatnonzero(moved.any(axis=(0, 1)))
        sectors = np.unique(sector)
        belongs = (sectors[:, None] == sector).astype(float)
        at = sector[:, None], importer[:, None], exporters
        attraction = np.stack([one.attraction[at] - base.share[at] for one in problems], axis=1)
        border = np.stack([one.border[at] - net[at] for one in problems], axis=1)
        return cls(sector, importer, exporters, sectors, belongs, attraction, border)

    def buyers(self, found: Array, matrix: Array, of_exporter: Array) -> None:
        """Add ``sum_e matrix[r, b, e] x[j, e, b]`` to ``found[j, n, b]``."""
        if len(self.sector):
            seen = of_exporter[self.sector[:, None], self.exporters].transpose(0, 2, 1)
            found[self.sector, self.importer] += np.einsum("rbe,rbe->rb", matrix, seen)

    def sellers(self, found: Array, matrix: Array, of_importer: Array) -> None:
        """Add ``sum_n matrix[r, b, e] x[j, n, b]`` to ``found[j, e, b]``."""
        if len(self.sector):
            parts = matrix * of_importer[self.sector, self.importer][:, :, None]
            sums = self.belongs @ parts.reshape(len(parts), -1)
            found[self.sectors[:, None], self.exporters] += sums.reshape(-1, *parts.shape[1:]).transpose(
                0, 2, 1
            )

    def take(self, which: Array) -> SharedRows:
        """Return the rows of some of the problems."""
        return replace(self, attraction=self.attraction[:, which], border=self.border[:, which])
