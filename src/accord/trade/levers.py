"""The levers of a shock: what the caller gave, checked and completed against a baseline."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array, Places, Shock
from accord.trade.calibration import Calibration
from accord.trade.moments import Bundle
from accord.trade.parts import parts_of


@dataclass(frozen=True, eq=False)
class Levers:
    """Every lever at its new value, none missing. Shapes and units as in ``accord.core.Shock``.

    ``tau`` and ``export_tau`` are one plus the rate. ``quota`` is None when no flow is capped. Where the
    products of a flow pay different tariffs (``bundle``), ``tau`` is what the border collects and ``tau_price``
    what prices see (see ``accord.trade.moments``); elsewhere the two are one. ``price`` holds what prices see: the
    array, or positions of flows and what it is there, or None where all is one.
    """

    tau: Array
    price: Array | tuple[Places, Array] | None
    bundle: Bundle | None
    trade_cost: Array | None
    export_tau: Array | None
    quota: Array | None
    subsidy: Array | None
    productivity: Array | None
    labour: Array | None
    transfer: Array | None

    @classmethod
    def of(cls, base: Calibration, shock: Shock) -> Levers:
        """Check a shock against a baseline; raise InputError with the place of the first bad value."""
        J, N = len(base.sectors), len(base.economies)
        jni, ji, n = (J, N, N), (J, N), (N,)
        tariffs = _checked(base, "tariffs", shock.tariffs, jni, low=-1.0)
        export_tax = _checked(base, "export_tax", shock.export_tax, jni, low=-1.0)
        transfer = _checked(base, "transfer", shock.transfer, n)
        if transfer is not None and abs(transfer.sum()) > 1e-9 * np.abs(transfer).sum():
            raise InputError(
                f"transfer: sums to {transfer.sum():.6g} USD mn, but what one gives another gets"
            )
        bundle, tau = None, base.tau if tariffs is None else np.add(1.0, tariffs, order="C")
        if shock.atoms is not None:
            bundle = Bundle.of_atoms(base, shock.atoms)
            if tau is not base.tau:
                parts = parts_of(base, shock.atoms)
                tau.ravel()[parts.flow] = parts.tau
        tau, price = _two(base, tau, bundle, own=tau is not base.tau)
        return cls(
            tau=tau,
            price=price,
            bundle=bundle,
            trade_cost=_checked(base, "trade_cost", shock.trade_cost, jni, low=0.0, infinite=True),
            export_tau=None if export_tax is None else 1.0 + export_tax,
            quota=_checked(base, "export_quota", shock.export_quota, jni, infinite=True, low=-1e-300),
            subsidy=_checked(base, "production_subsidy", shock.production_subsidy, ji, high=1.0),
            productivity=_checked(base, "productivity", shock.productivity, ji, low=0.0),
            labour=_checked(base, "labour", shock.labour, n, low=0.0),
            transfer=transfer,
        )

    @cached_property
    def tau_price(self) -> Array:
        """One plus the tariff that prices see ``[j, n, i]``."""
        if not isinstance(self.price, tuple):
            return self.tau if self.price is None else self.price
        flow, seen = self.price
        whole = self.tau.copy()
        whole.ravel()[flow] = seen
        return whole

    def moved(self, tau: Array) -> NDArray[np.bool_]:
        """Return where prices see another tariff than ``tau`` ``[j, n, i]``."""
        if not isinstance(self.price, tuple):
            return np.asarray(self.tau_price != tau, dtype=np.bool_)
        flow, seen = self.price
        moved = np.asarray(self.tau != tau, dtype=np.bool_)
        moved.ravel()[flow] = seen != tau.ravel()[flow]
        return moved

    def seen(self, places: Places) -> Array:
        """Return the tariff, plus one, that prices see at some positions; nothing is worked out elsewhere."""
        if not isinstance(self.price, tuple):
            return self.tau_price.ravel()[places]
        flow, seen = self.price
        held = np.empty(self.tau.size)
        held[places] = self.tau.ravel()[places]
        held[flow] = seen
        return held[places]

    def at(self, base: Calibration) -> Levers:
        """Return the same levers at a baseline of the same tariffs with other trade elasticities."""
        if self.bundle is None:
            return self
        bundle = self.bundle.at(base)
        tau, price = _two(base, self.tau, bundle)
        return replace(self, tau=tau, price=price, bundle=bundle)

    def part(self, base: Calibration, s: float) -> Levers:
        """Return a part ``s`` in (0, 1) of the shock: ratios to the power s, transfers times s.

        A ban is reached through trade shares that shrink in proportion to 1 - s.
        """
        theta = base.trade_elasticity[:, None, None]
        cost = self.trade_cost
        if cost is not None:
            banned = np.isposinf(cost)
            shrunk = (1.0 - s) ** (-1.0 / np.where(theta > 0, theta, 1.0))
            cost = np.where(banned, shrunk, np.where(banned, 1.0, cost) ** s)
        tau, price = _two(base, base.tau ** (1.0 - s) * self.tau**s, self.bundle, s, own=True)
        return Levers(
            tau=tau,
            price=price,
            bundle=self.bundle,
            trade_cost=cost,
            export_tau=None if self.export_tau is None else self.export_tau**s,
            quota=None if self.quota is None else np.where(self.quota < 1.0, self.quota**s, self.quota),
            subsidy=None if self.subsidy is None else 1.0 - (1.0 - self.subsidy) ** s,
            productivity=None if self.productivity is None else self.productivity**s,
            labour=None if self.labour is None else self.labour**s,
            transfer=None if self.transfer is None else self.transfer * s,
        )


def _two(
    base: Calibration, tau: Array, bundle: Bundle | None, part: float = 1.0, *, own: bool = False
) -> tuple[Array, tuple[Places, Array] | None]:
    """Return the tariff collected, and that which prices see where it is another, from ``tau`` where they are one.

    The first is written into ``tau`` where nobody else has it.
    """
    if bundle is None:
        return tau, None
    seen, collected = bundle.levels(part)
    flow, tau = bundle.parts.flow, tau if own else tau.copy()
    tau.ravel()[flow] = collected
    return tau, (flow, seen)


def _checked(
    base: Calibration,
    name: str,
    values: Array | None,
    shape: tuple[int, ...],
    low: float = -np.inf,
    high: float = np.inf,
    infinite: bool = False,
) -> Array | None:
    """Return a float array of ``shape`` strictly inside (low, high), or None when not given."""
    if values is None:
        return None
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise InputError(f"{name}: not an array of numbers of shape {shape}") from None
    if array.shape != shape:
        raise InputError(f"{name}: shape {array.shape} where {shape} is needed")
    if array.size and low < array.min() and array.max() < high:  # false where anything is not a number
        return array
    fine = (array > low) & ((array < high) | (infinite & np.isposinf(array)))
    if fine.all():
        return array
    at = tuple(int(k) for k in np.argwhere(~fine)[0])
    raise InputError(f"{name}: {array[at]:g} at {_place(base, at, name)} is out of range")


def _place(base: Calibration, at: tuple[int, ...], name: str) -> str:
    """Name a cell by its codes."""
    if len(at) == 3:
        j, n, i = at
        return f"sector '{base.sectors[j]}', importer '{base.economies[n]}', exporter '{base.economies[i]}'"
    if len(at) == 2:
        return f"sector '{base.sectors[at[0]]}', economy '{base.economies[at[1]]}'"
    return f"economy '{base.economies[at[0]]}'"
