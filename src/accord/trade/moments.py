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

from accord.core.frozen import dataclass
from accord.core.shock import Array, Atoms, Places, Shock, lasts
from accord.trade.calibration import COBB_DOUGLAS, Calibration
from accord.trade.parts import Parts, check_rates, parts_of


@dataclass(frozen=True, eq=False)
class Bundle:
    """The flows whose products pay different tariffs, in a baseline; parts ``[a]``, flows ``[c]``.

    parts        what holds of them whatever they pay then
    new     [a]  their new tariffs, levels
    growth  [a]  ln r_p at the whole shock
    """

    parts: Parts
    new: Array
    growth: Array

    @classmethod
    def of_atoms(cls, base: Calibration, atoms: Atoms, *, still: bool = False) -> Bundle | None:
        """Check atoms against a baseline and return their flows, None if there are none.

        Flows in which nothing changes are left out unless ``still``. The last are remembered where nobody can
        change the atoms: one shock is solved under several closures and from several starts.
        Raises InputError with the place of the first flow whose parts do not fit.
        """
        parts, new = parts_of(base, atoms), atoms.new
        if not still and parts.lately and parts.lately[-1][0] is new:
            return parts.lately[-1][1]
        check_rates("new", new)
        changed = parts.count > np.bincount(parts.of[new == atoms.base], minlength=len(parts.count))
        made: Bundle | None
        if still or changed.all():
            made = cls(parts, new, np.log1p(new) - parts.level)
        elif changed.any():
            kept = changed[parts.of]
            some = parts.only(changed, kept)
            made = cls(some, new[kept], np.log1p(new[kept]) - some.level)
        else:
            made = None
        if not still and lasts(new):
            parts.lately[:] = [(new, made)]
        return made

    @property
    def cell(self) -> tuple[Places, ...]:
        """Places of the flows, three arrays ``[c]``."""
        return self.parts.cell

    @property
    def of(self) -> Places:
        """Number of the flow that a part belongs to ``[a]``."""
        return self.parts.of

    def at(self, base: Calibration) -> Bundle:
        """Return the same flows at a baseline of the same tariffs with other trade elasticities."""
        return replace(self, parts=self.parts.at(base))

    def weights(self, part: float = 1.0) -> tuple[Array, Array]:
        """Return the weights ``[a]`` of the parts in phi and in b, each summing to one over a flow."""
        pull, taken = self._pulls(part)
        return pull / self.parts.sum(pull)[self.of], taken / self.parts.sum(taken)[self.of]

    def slope(self, part: float) -> Array:
        """Return d ln tau_rev - d ln tau_price along the path of parts of the shock ``[c]``."""
        seen, taken = self.weights(part)
        theta = self.parts.elasticity
        return (1.0 + theta) * self.parts.sum((taken - seen) * self.growth)

    def rise(self, pays: Array) -> tuple[Array, Array]:
        """Return what a rise of a rate that part p pays ``pays[a]`` times is equal to ``[c]``.

        It is as good as these changes of the logarithms of one tariff on the whole flow, and of its trade
        cost: (1+theta) m2 - theta m1 and (1+theta)(m1 - m2), with m1 and m2 the means of pays / tau' over the
        parts as prices see them and as the border receives them.
        """
        seen, taken = self.weights()
        theta = self.parts.elasticity
        rate = pays / self._new(1.0)
        one, two = self.parts.sum(seen * rate), self.parts.sum(taken * rate)
        return (1.0 + theta) * two - theta * one, (1.0 + theta) * (one - two)

    def levels(self, part: float = 1.0) -> tuple[Array, Array]:
        """Return tau_price and tau_rev of each flow ``[c]`` at a part of the shock."""
        return self._whole if part == 1.0 else self._levels(part)

    @cached_property
    def _whole(self) -> tuple[Array, Array]:
        seen, collected = self._levels(1.0)
        single = self.parts.count == 1
        if single.any():
            one = np.zeros_like(seen)
            one[self.of] = 1.0 + self.new
            seen, collected = np.where(single, one, seen), np.where(single, one, collected)
        return seen, collected

    @cached_property
    def spent(self) -> Array:
        """Shares ``[a]`` of the parts in spending after the whole shock."""
        return self.weights()[0]

    def _levels(self, part: float) -> tuple[Array, Array]:
        pull, taken = self._pulls(part)
        phi = self.parts.sum(pull)
        theta = self.parts.elasticity
        flat = np.abs(theta) < COBB_DOUGLAS
        grown = np.log(phi) / np.where(flat, -1.0, -theta)
        if flat.any():
            grown = np.where(flat, self.parts.sum(self.parts.share * self.growth) * part, grown)
        return self.parts.tau * np.exp(grown), phi / self.parts.sum(taken)

    def _pulls(self, part: float) -> tuple[Array, Array]:
        pull = self.parts.theta * -part
        pull *= self.growth
        np.exp(pull, out=pull)
        pull *= self.parts.share
        taken = self._new(part)
        return pull, np.divide(pull, taken, out=taken)

    def _new(self, part: float) -> Array:
        new = self.growth * part
        np.exp(new, out=new)
        new *= self.parts.base
        return np.asarray(new)


def after(base: Calibration, atoms: Atoms, then: Array) -> Atoms:
    """Return atoms whose base rates are the new ones of ``atoms``, and whose new rates are ``then`` ``[a]``.

    The weights are the customs shares after the first change: products that it taxes more have lost some.
    """
    parts = parts_of(base, atoms)
    growth = np.log1p(atoms.new) - parts.level
    customs = atoms.weight * np.exp(-(1.0 + parts.theta) * growth)
    weight = customs / parts.sum(customs)[parts.of]
    return replace(atoms, weight=weight, base=atoms.new, new=then)


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
