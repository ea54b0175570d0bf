"""Product rates as two numbers: the tariff that prices see and the tariff that the border collects.

Products p of one flow pay different tariffs. With customs shares m_p, base rates tau_p and new rates tau'_p
(each one plus the tariff), baseline spending shares s_p = m_p tau_p / sum m tau, and r_p = tau'_p / tau_p,

    phi = sum_p s_p r_p^-theta               K = pi phi (d^ T^)^-theta        tau_price = tau phi^(-1/theta)
    b   = sum_p s_p r_p^-theta / tau'_p      B = pi b (d^ T^)^-theta          tau_rev   = phi / b

and tau_rev <= tau_price <= sum_p m_p tau'_p. At theta = 0, tau_price = tau prod_p r_p^s_p. A part s of the
shock has the rates tau_p r_p^s. A flow of one product has its own tariff as both numbers, bit for bit.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array, Atoms, Shock
from accord.trade.calibration import COBB_DOUGLAS, Calibration

CLOSE = 1e-6
"""How far the weights of a flow may be from one, and the mean of its base rates from the baseline's tariff."""


Flows = tuple[NDArray[np.intp], NDArray[np.intp]]
"""Positions of flows in an array ``[j, n, i]``, in order, and for each part the number of its flow."""


@dataclass(frozen=True, eq=False)
class Bundle:
    """The flows whose products pay different tariffs, in a baseline; parts ``[a]``, flows ``[c]``.

    cell    places of the flows, three arrays ``[c]``
    of      [a]  number of the flow that a part belongs to
    share   [a]  s_p, sums to one over a flow
    base    [a]  tau_p
    growth  [a]  ln r_p at the whole shock
    theta   [a]
    single  [c]  flows of one product
    """

    cell: tuple[NDArray[np.intp], ...]
    of: NDArray[np.intp]
    share: Array
    base: Array
    growth: Array
    theta: Array
    single: NDArray[np.bool_]
    atoms: Atoms

    @classmethod
    def of_atoms(
        cls, base: Calibration, atoms: Atoms, *, still: bool = False, flows: Flows | None = None
    ) -> Bundle | None:
        """Check atoms against a baseline and return their flows, None if there are none.

        Flows in which nothing changes are left out unless ``still``; ``flows`` as ``grouped`` has them.
        Raises InputError with the place of the first flow whose parts do not fit.
        """
        flow, of = flows or grouped(base, atoms)
        _check(base, atoms, flow, of)
        changed = np.bincount(of, atoms.new != atoms.base, len(flow)) > 0
        if not still and not changed.all():
            kept = changed[of]
            if not kept.any():
                return None
            atoms = replace(atoms, **{name: held[kept] for name, held in vars(atoms).items()})
            flow, of = flow[changed], (np.cumsum(changed) - 1)[of[kept]]
        count = len(flow)
        spent = atoms.weight * (1.0 + atoms.base)
        return cls(
            cell=np.unravel_index(flow, base.trade.shape),
            of=of,
            share=spent / np.bincount(of, spent, count)[of],
            base=1.0 + atoms.base,
            growth=np.log1p(atoms.new) - np.log1p(atoms.base),
            theta=base.trade_elasticity[atoms.sector],
            single=np.bincount(of, minlength=count) == 1,
            atoms=atoms,
        )

    def at(self, base: Calibration) -> Bundle:
        """Return the same flows at a baseline of the same tariffs with other trade elasticities."""
        return replace(self, theta=base.trade_elasticity[self.atoms.sector])

    def sum(self, parts: Array) -> Array:
        """Sum parts ``[a]`` over each flow ``[c]``."""
        return np.asarray(np.bincount(self.of, parts, len(self.single)), dtype=np.float64)

    def weights(self, part: float = 1.0) -> tuple[Array, Array]:
        """Return the weights ``[a]`` of the parts in phi and in b, each summing to one over a flow."""
        pull, taken = self._pulls(part)
        return pull / self.sum(pull)[self.of], taken / self.sum(taken)[self.of]

    def moments(self, part: float = 1.0) -> tuple[Array, Array]:
        """Return tau_price over the base tau, and tau_rev, of each flow ``[c]`` at a part of the shock."""
        pull, taken = self._pulls(part)
        phi = self.sum(pull)
        theta = self.sum(self.theta * self.share)
        flat = np.abs(theta) < COBB_DOUGLAS
        power = np.log(phi) / np.where(flat, -1.0, -theta)
        grown = np.where(flat, self.sum(self.share * self.growth) * part, power)
        return np.exp(grown), phi / self.sum(taken)

    def slope(self, part: float) -> Array:
        """Return d ln tau_rev - d ln tau_price along the path of parts of the shock ``[c]``."""
        seen, taken = self.weights(part)
        theta = self.sum(self.theta * self.share)
        return (1.0 + theta) * self.sum((taken - seen) * self.growth)

    def rise(self, pays: Array) -> tuple[Array, Array]:
        """Return what a rise of a rate that part p pays ``pays[a]`` times is equal to ``[c]``.

        It is as good as these changes of the logarithms of one tariff on the whole flow, and of its trade
        cost: (1+theta) m2 - theta m1 and (1+theta)(m1 - m2), with m1 and m2 the means of pays / tau' over the
        parts as prices see them and as the border receives them.
        """
        seen, taken = self.weights()
        theta = self.sum(self.theta * self.share)
        rate = pays / self._new(1.0)
        one, two = self.sum(seen * rate), self.sum(taken * rate)
        return (1.0 + theta) * two - theta * one, (1.0 + theta) * (one - two)

    @cached_property
    def spent(self) -> Array:
        """Shares ``[a]`` of the parts in spending after the whole shock."""
        return self.weights()[0]

    def _new(self, part: float) -> Array:
        return np.asarray(self.base * np.exp(part * self.growth))

    def _pulls(self, part: float) -> tuple[Array, Array]:
        pull = self.share * np.exp(-self.theta * part * self.growth)
        return pull, pull / self._new(part)


def after(base: Calibration, atoms: Atoms, then: Array) -> Atoms:
    """Return atoms whose base rates are the new ones of ``atoms``, and whose new rates are ``then`` ``[a]``.

    The weights are the customs shares after the first change: products that it taxes more have lost some.
    """
    flow, of = grouped(base, atoms)
    theta = base.trade_elasticity[atoms.sector]
    growth = np.log1p(atoms.new) - np.log1p(atoms.base)
    customs = atoms.weight * np.exp(-(1.0 + theta) * growth)
    weight = customs / np.bincount(of, customs, len(flow))[of]
    return replace(atoms, weight=weight, base=atoms.new, new=then)


def grouped(base: Calibration, atoms: Atoms) -> Flows:
    """Return the flows of atoms, in order, as positions in an array ``[j, n, i]``, and each part's number in them."""
    place = np.ravel_multi_index(atoms.cell, base.trade.shape)
    held = np.zeros(base.trade.size, dtype=bool)
    held[place] = True
    flow, number = np.flatnonzero(held), np.empty(base.trade.size, dtype=np.intp)
    number[flow] = np.arange(len(flow))
    return flow, number[place]


def _check(base: Calibration, atoms: Atoms, flow: NDArray[np.intp], of: NDArray[np.intp]) -> None:
    count = len(flow)
    for name in ("weight", "base", "new"):
        values = getattr(atoms, name)
        low, high = values.min(initial=0.0), values.max(initial=0.0)
        if not (low >= 0.0 if name == "weight" else low > -1.0) or not high < np.inf:  # nor what is no number
            raise InputError(f"atoms: a {name} that is missing or out of range")
    total = np.bincount(of, atoms.weight, count)
    mean = np.bincount(of, atoms.weight * atoms.base, count)
    held = base.tariffs.ravel()[flow]
    off = (np.abs(total - 1.0) > CLOSE) | (np.abs(mean - held) > CLOSE * (1.0 + mean))
    if off.any():
        c = int(np.argmax(off))
        j, n, i = np.unravel_index(int(flow[c]), base.trade.shape)
        raise InputError(
            f"atoms: the parts of sector '{base.sectors[j]}', {base.economies[n]} from {base.economies[i]}, have "
            f"weights of {total[c]:.6g} in all and a mean base tariff of {mean[c]:.6g}, not {held[c]:.6g}"
        )


def on_top_of(base: Calibration, law: Calibration, law_shock: Shock, then: Shock) -> Shock:
    """Return ``then``, a shock from the data year, as one from the law of the day.

    ``law_shock`` and ``then`` have the same parts of the same flows (see ``compile_against``).
    """
    tariffs = law.tariffs.copy()
    if then.tariffs is not None and law_shock.tariffs is not None:
        moved = then.tariffs != law_shock.tariffs
        tariffs[moved] = then.tariffs[moved]
    atoms = None
    if then.atoms is not None and law_shock.atoms is not None:
        atoms = after(base, law_shock.atoms, then.atoms.new)
        tariffs[atoms.cell] = law.tariffs[atoms.cell]
        tariffs = np.where(_touched(atoms, tariffs.shape), atoms.mean(tariffs), tariffs)
    return replace(then, tariffs=tariffs, atoms=atoms)


def _touched(atoms: Atoms, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Flows ``[j, n, i]`` of which some part changes what it pays."""
    touched = np.zeros(shape, dtype=bool)
    changed = atoms.new != atoms.base
    touched[tuple(place[changed] for place in atoms.cell)] = True
    return touched
