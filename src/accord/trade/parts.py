"""The parts of flows whose products pay different tariffs: what holds in a baseline, whatever they pay then.

It rests on the places, weights and base rates of atoms alone, and is worked out once for arrays that nobody can
change: a shock whose new rates move has the others from the shock that it came from.
"""

from __future__ import annotations

import weakref
from dataclasses import field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array, Atoms, Places, lasts
from accord.trade.calibration import Calibration

if TYPE_CHECKING:
    from accord.trade.moments import Bundle

CLOSE = 1e-6
"""How far the weights of a flow may be from one, and the mean of its base rates from the baseline's tariff."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Parts ``[a]`` of flows ``[c]``.

    flow    [c]  positions of the flows in an array ``[j, n, i]``, in order
    cell         the same as places, three arrays ``[c]``
    of      [a]  number of the flow that a part belongs to
    share   [a]  s_p, its share of baseline spending; sums to one over a flow
    base    [a]  tau_p
    level   [a]  ln tau_p
    tau     [c]  the baseline's tariff
    theta   [a], elasticity [c]
    count   [c]  how many parts a flow has
    lately       the last new rates ``[a]`` that nobody can change, with their ``Bundle``
    """

    flow: Places
    cell: tuple[Places, ...]
    of: Places
    share: Array
    base: Array
    level: Array
    tau: Array
    theta: Array
    elasticity: Array
    count: Places
    lately: list[tuple[Array, Bundle | None]] = field(default_factory=list, repr=False)

    @classmethod
    def of_atoms(cls, base: Calibration, atoms: Atoms) -> Parts:
        """Check atoms against a baseline, all but their new rates, and return their parts."""
        flow, of = _grouped(base, atoms)
        _check(base, atoms, flow, of)
        count = len(flow)
        spent = atoms.weight * (1.0 + atoms.base)
        share = spent / np.bincount(of, spent, count)[of]
        theta = base.trade_elasticity[atoms.sector]
        return cls(
            flow=flow,
            cell=np.unravel_index(flow, base.trade.shape),
            of=of,
            share=share,
            base=1.0 + atoms.base,
            level=np.log1p(atoms.base),
            tau=base.tau.ravel()[flow],
            theta=theta,
            elasticity=_sum(of, theta * share, count),
            count=np.bincount(of, minlength=count),
        )

    def at(self, base: Calibration) -> Parts:
        """Return the same at a baseline of the same tariffs with other trade elasticities."""
        theta = base.trade_elasticity[self.cell[0]][self.of]
        return replace(self, theta=theta, elasticity=self.sum(theta * self.share), lately=[])

    def only(self, flows: NDArray[np.bool_], kept: NDArray[np.bool_]) -> Parts:
        """Return the parts ``kept[a]`` of some of the ``flows[c]``."""
        return Parts(
            flow=self.flow[flows],
            cell=tuple(place[flows] for place in self.cell),
            of=(np.cumsum(flows) - 1)[self.of[kept]],
            share=self.share[kept],
            base=self.base[kept],
            level=self.level[kept],
            tau=self.tau[flows],
            theta=self.theta[kept],
            elasticity=self.elasticity[flows],
            count=self.count[flows],
        )

    def sum(self, parts: Array) -> Array:
        """Sum parts ``[a]`` over each flow ``[c]``."""
        return _sum(self.of, parts, len(self.flow))


def _sum(of: Places, parts: Array, count: int) -> Array:
    return np.asarray(np.bincount(of, parts, count), dtype=np.float64)


_Kept = tuple[tuple["weakref.ref[Array] | weakref.ref[Places]", ...], Parts]
_KNOWN: weakref.WeakKeyDictionary[Calibration, dict[int, _Kept]] = weakref.WeakKeyDictionary()


def parts_of(base: Calibration, atoms: Atoms) -> Parts:
    """Return the parts of atoms in a baseline, remembered as long as their arrays live if those cannot change.

    Raises InputError with the place of the first flow whose parts do not fit.
    """
    told = (*atoms.cell, atoms.weight, atoms.base)
    known, key = _KNOWN.setdefault(base, {}), id(atoms.weight)
    kept = known.get(key)
    if kept is not None and all(held() is array for held, array in zip(kept[0], told, strict=True)):
        return kept[1]
    made = Parts.of_atoms(base, atoms)
    if all(lasts(array) for array in told):
        places = (weakref.ref(place) for place in atoms.cell)
        weight = weakref.ref(atoms.weight, lambda _: known.pop(key, None))
        known[key] = (*places, weight, weakref.ref(atoms.base)), made
    return made


def _grouped(base: Calibration, atoms: Atoms) -> tuple[Places, Places]:
    """Return the flows of atoms, in order, as positions in an array ``[j, n, i]``, and each part's number in them."""
    place = np.ravel_multi_index(atoms.cell, base.trade.shape)
    held = np.zeros(base.trade.size, dtype=bool)
    held[place] = True
    flow, number = np.flatnonzero(held), np.empty(base.trade.size, dtype=np.intp)
    number[flow] = np.arange(len(flow))
    return flow, number[place]


def check_rates(name: str, values: Array, *, above: bool = True) -> None:
    """Raise InputError unless all ``values`` are finite, and above -1 or, if not ``above``, at least zero."""
    low, high = values.min(initial=0.0), values.max(initial=0.0)
    if not (low > -1.0 if above else low >= 0.0) or not high < np.inf:  # nor what is no number
        raise InputError(f"atoms: a {name} that is missing or out of range")


def _check(base: Calibration, atoms: Atoms, flow: Places, of: Places) -> None:
    count = len(flow)
    check_rates("weight", atoms.weight, above=False)
    check_rates("base", atoms.base)
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
