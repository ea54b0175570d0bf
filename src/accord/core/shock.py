"""The contract between policy, which writes shocks, and the models that read them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Shock:
    """What a scenario changes, as arrays. ``None`` leaves a lever at its baseline.

    Index order is ``[j, n, i]``: sector, importer, exporter.

    tariffs            [j, n, i]  new ad valorem import tariffs, levels (0.5 is 50 %)
    trade_cost         [j, n, i]  ratio of new to old iceberg cost d^; ``inf`` is a ban
    export_tax         [j, n, i]  new ad valorem export taxes, levels on the exporter's price
    export_quota       [j, n, i]  cap on the quantity shipped as a ratio to baseline; ``inf`` is no cap
    production_subsidy [j, i]     new ad valorem subsidies on unit cost, levels (negative is a tax)
    productivity       [j, i]     ratio A^ of total factor productivity
    labour             [i]        ratio L^ of the labour force
    transfer           [n]        received from abroad, USD mn at baseline prices, sums to zero
    """

    tariffs: Array | None = None
    trade_cost: Array | None = None
    export_tax: Array | None = None
    export_quota: Array | None = None
    production_subsidy: Array | None = None
    productivity: Array | None = None
    labour: Array | None = None
    transfer: Array | None = None
    notes: tuple[str, ...] = field(default=())
