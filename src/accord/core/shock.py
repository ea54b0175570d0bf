"""The contract between policy, which writes shocks, and the models that read them."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass

Array = NDArray[np.float64]
Places = NDArray[np.intp]
_Number = TypeVar("_Number", np.float64, np.intp)


@dataclass(frozen=True, eq=False)
class Atoms:
    """Product rates inside flows: parts of a flow that pay different tariffs, one entry each ``[a]``.

    sector, importer, exporter  [a]  place of the flow that an entry is a part of
    weight                      [a]  its share of the flow's customs value; the parts of a flow sum to one
    base                        [a]  its tariff in the baseline, level; their mean is the baseline's tariff
    new                         [a]  its new tariff, level
    """

    sector: Places
    importer: Places
    exporter: Places
    weight: Array
    base: Array
    new: Array

    @property
    def cell(self) -> tuple[Places, Places, Places]:
        """Index of the flows in an array ``[j, n, i]``, one for each part."""
        return self.sector, self.importer, self.exporter

    def lasting(self) -> Atoms:
        """Return the same in arrays that nobody can change: what a model works out from these, it may keep."""
        weight, base, new = (_lasting(values) for values in (self.weight, self.base, self.new))
        sector, importer, exporter = (_lasting(places) for places in self.cell)
        return Atoms(sector, importer, exporter, weight, base, new)

    def mean(self, tariffs: Array) -> Array:
        """Return ``tariffs`` ``[j, n, i]`` with the mean new tariff, by customs value, in the flows held."""
        mean = np.array(tariffs, dtype=np.float64)
        mean[self.cell] = 0.0
        np.add.at(mean, self.cell, self.weight * self.new)
        return mean


def lasts(values: Array | Places) -> bool:
    """Whether nobody can change the values of an array: its memory is that of bytes."""
    held: object = values
    while isinstance(held, np.ndarray):
        held = held.base
    return isinstance(held, bytes)


def _lasting(values: NDArray[_Number]) -> NDArray[_Number]:
    return values if lasts(values) else np.frombuffer(values.tobytes(), values.dtype)


@dataclass(frozen=True)
class Shock:
    """What a scenario changes, as arrays. ``None`` leaves a lever at its baseline.

    Index order is ``[j, n, i]``: sector, importer, exporter.

    tariffs            [j, n, i]  new ad valorem import tariffs, levels (0.5 is 50 %)
    atoms                         product rates in the flows where they differ; these flows follow them, and
                                  ``tariffs`` has their mean
    trade_cost         [j, n, i]  ratio of new to old iceberg cost d^; ``inf`` is a ban
    export_tax         [j, n, i]  new ad valorem export taxes, levels on the exporter's price
    export_quota       [j, n, i]  cap on the quantity shipped as a ratio to baseline; ``inf`` is no cap
    production_subsidy [j, i]     new ad valorem subsidies on unit cost, levels (negative is a tax)
    productivity       [j, i]     ratio A^ of total factor productivity
    labour             [i]        ratio L^ of the labour force
    transfer           [n]        received from abroad, USD mn at baseline prices, sums to zero
    """

    tariffs: Array | None = None
    atoms: Atoms | None = None
    trade_cost: Array | None = None
    export_tax: Array | None = None
    export_quota: Array | None = None
    production_subsidy: Array | None = None
    productivity: Array | None = None
    labour: Array | None = None
    transfer: Array | None = None
    notes: tuple[str, ...] = field(default=())
