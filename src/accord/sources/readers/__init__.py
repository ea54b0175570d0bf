"""Readers of raw sources, one module per edition; each returns arrays and says what it read."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass

Array = NDArray[np.float64]


@dataclass(frozen=True)
class UseTable:
    """What one economy's industries use, in the industries of its source.

    source   id in the register of sources, and ``year`` of the table
    groups   for each of the K industries, the sectors of World 2022 it holds
    use      [a, b]  use of product a by industry b, all origins, in the source's currency
    output   [b]     gross output of industry b
    absorbed [a]     use of product a by industries and final demand at home, or None where not given
    """

    source: str
    year: str
    groups: tuple[tuple[str, ...], ...]
    use: Array
    output: Array
    absorbed: Array | None

    @property
    def coefficients(self) -> Array:
        """Input coefficients ``[a, b]``: product a per unit of output of industry b."""
        return np.divide(self.use, self.output, out=np.zeros_like(self.use), where=self.output > 0)


def gather(
    codes: list[str], concordance: dict[str, tuple[str, ...]]
) -> tuple[tuple[tuple[str, ...], ...], Array]:
    """Return the groups of sectors in order of first use, and the 0/1 matrix ``[group, code]`` to sum by."""
    groups = tuple(dict.fromkeys(concordance[code] for code in codes))
    matrix = np.zeros((len(groups), len(codes)))
    for at, code in enumerate(codes):
        matrix[groups.index(concordance[code]), at] = 1.0
    return groups, matrix
