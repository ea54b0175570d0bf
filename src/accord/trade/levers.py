"""The levers of a shock: what the caller gave, checked and completed against a baseline."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array, Shock
from accord.trade.calibration import Calibration
from accord.trade.moments import Bundle, grouped


@dataclass(frozen=True, eq=False)
class Levers:
    """Every lever at its new value, none missing. Shapes and units as in ``accord.core.Shock``.

    ``tau`` and ``export_tau`` are one plus the rate. ``quota`` is None when no flow is capped. Where the
    products of a flow pay different tariffs (``bundle``), ``tau`` is what the border collects and ``tau_price``
    what prices see (see ``accord.trade.moments``); elsewhere the two are one.
    """

    tau: Array
    tau_price: Array
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
        bundle, tau = None, base.tau if tariffs is None else 1.0 + tariffs
        if shock.atoms is not None:
            flows = grouped(base, shock.atoms)
            bundle = Bundle.of_atoms(base, shock.atoms, flows=flows)
            if tau is not base.tau:
                tau.ravel()[flows[0]] = base.tau.ravel()[flows[0]]
        tau, tau_price = _two(base, tau, bundle, own=tau is not base.tau)
        return cls(
            tau=tau,
            tau_price=tau_price,
            bundle=bundle,
            trade_cost=_checked(base, "trade_cost", shock.trade_cost, jni, low=0.0, infinite=True),
            export_tau=None if export_tax is None else 1.0 + export_tax,
            quota=_checked(base, "export_quota", shock.export_quota, jni, infinite=True, low=-1e-300),
            subsidy=_checked(base, "production_subsidy", shock.production_subsidy, ji, high=1.0),
            productivity=_checked(base, "productivity", shock.productivity, ji, low=0.0),
            labour=_checked(base, "labour", shock.labour, n, low=0.0),
            transfer=transfer,
        )

    def at(self, base: Calibration) -> Levers:
        """Return the same levers at a baseline of the same tariffs with other trade elasticities."""
        if self.bundle is None:
            return self
        bundle = self.bundle.at(base)
        tau, tau_price = _two(base, self.tau, bundle)
        return replace(self, tau=tau, tau_price=tau_price, bundle=bundle)

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
        tau, tau_price = _two(base, base.tau ** (1.0 - s) * self.tau**s, self.bundle, s, own=True)
        return Levers(
            tau=tau,
            tau_price=tau_price,
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
) -> tuple[Array, Array]:
    """Return the tariff collected and the tariff that prices see, from ``tau`` where they are one.

    The first is written into ``tau`` where nobody else has it.
    """
    if bundle is None:
        return tau, tau
    grown, collected = bundle.moments(part)
    seen = base.tau[bundle.cell] * grown
    if part == 1.0 and bundle.single.any():
        one = np.zeros_like(seen)
        one[bundle.of] = 1.0 + bundle.atoms.new
        seen, collected = np.where(bundle.single, one, seen), np.where(bundle.single, one, collected)
    tau_price = tau.copy()
    tau = tau if own else tau.copy()
    tau[bundle.cell], tau_price[bundle.cell] = collected, seen
    return tau, tau_price


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
