"""What a player may set, and how a vector of rates becomes the arrays of the trade model.

A *line* is one rate a player chooses: on one sector from one partner, on a sector from everybody, on a
partner, or one rate on all. Every cell ``[j, i]`` of a player's tariff schedule belongs to one line or
to none, so a vector ``x[k]`` of rates maps to tariffs by indexing, and a gradient in tariffs maps back
by summing over the cells of each line. A customs union is one player: its members share each line, and
what they charge each other is not an instrument. Rates are ad valorem fractions (0.5 is 50 %).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.core.codes import check_code, economy_of, nearest
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.trade.calibration import Baseline

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

KINDS = ("sector-partner", "sector", "partner", "uniform")
CAP = 10.0
"""Highest rate when the caller names none: 1,000 %, beyond any optimum short of closing the border."""
MOST_SUBSIDY = -0.9
"""Lowest rate the model is asked for; at -1 the good would be free."""


@dataclass(frozen=True)
class Player:
    """One decision maker: an economy, or a customs union with one external tariff."""

    name: str
    members: tuple[str, ...]

    @classmethod
    def of(cls, value: str | Player) -> Player:
        """Return ``value``, or the player that a single economy is."""
        return value if isinstance(value, Player) else cls(value, (value,))


@dataclass(frozen=True)
class Instruments:
    """The rates a player may choose.

    kind          one of ``KINDS``
    lower, upper  bounds, fractions: a number, by sector ``[j]``, or ``[j, i]`` (bound rates)
    mfn           one rate for all partners (turns sector-partner into sector, partner into uniform)
    excluded      sectors that are left alone as sensitive
    sectors       sectors that may be touched; None is all but services, which pay no tariff
    partners      economies whose goods may be touched; None is all but the player's own
    export_taxes  taxes on own exports too, with the same kind and bounds
    mirrored      each partner answers at once: its tariff on the player's goods rises by as much as the
                  player's line rises above its rate in force (reciprocal retaliation as a rule); such a
                  player can only raise
    """

    kind: str = "sector-partner"
    lower: ArrayLike = 0.0
    upper: ArrayLike = CAP
    mfn: bool = False
    excluded: tuple[str, ...] = ()
    sectors: tuple[str, ...] | None = None
    partners: tuple[str, ...] | None = None
    export_taxes: bool = False
    mirrored: bool = False

    @classmethod
    def of(cls, value: str | Instruments) -> Instruments:
        """Return ``value``, or the instruments of a kind with the default bounds."""
        given = value if isinstance(value, Instruments) else cls(kind=value)
        if given.kind not in KINDS:
            close = nearest(given.kind, KINDS)
            raise InputError(f"instruments: unknown kind '{given.kind}'{close}, use {', '.join(KINDS)}")
        return given


@dataclass(frozen=True, eq=False)
class Lines:
    """The instruments of one player bound to one world.

    members  [m]     places of the player's economies
    imports  [j, i]  number of the line that a cell of the tariff schedule belongs to, or -1
    exports  [j, n]  the same for taxes on exports to n
    lower, upper [k] bounds of each line
    names    [k]     what each line is, for people
    origin   [k]     rates in force, from which rises are answered when ``mirrored``
    """

    player: Player
    members: IntArray
    imports: IntArray
    exports: IntArray
    lower: Array
    upper: Array
    names: tuple[str, ...]
    mirrored: bool = False
    origin: Array | None = None

    @property
    def count(self) -> int:
        """Number of rates to choose."""
        return len(self.names)

    @cached_property
    def chosen(self) -> tuple[IntArray, IntArray, IntArray]:
        """Sectors, partners and lines of the cells that the player sets in its tariff schedule."""
        return _chosen(self.imports)

    @cached_property
    def taxed(self) -> tuple[IntArray, IntArray, IntArray]:
        """Sectors, partners and lines of the cells that the player sets in its taxes on exports."""
        return _chosen(self.exports)

    @property
    def at_home(self) -> bool:
        """Whether all lines are the player's own tariffs, and no one's answer to them."""
        return not self.mirrored and not len(self.taxed[0])

    def read(self, tariffs: Array, export_tax: Array, weight: Array) -> Array:
        """Return the rates ``[k]`` nearest to given schedules: means over each line weighted by trade."""
        top, bottom = np.zeros(self.count), np.zeros(self.count)
        for cells, rate, value in (
            (self.chosen, tariffs[:, self.members, :], weight[:, self.members, :]),
            (
                self.taxed,
                export_tax[:, :, self.members].swapaxes(1, 2),
                weight[:, :, self.members].swapaxes(1, 2),
            ),
        ):
            share = value + 1e-9 * max(value.max(), 1e-300)
            top += self._sum(cells, (share * rate).sum(axis=1))
            bottom += self._sum(cells, share.sum(axis=1))
        return np.clip(top / bottom, self.lower, self.upper)

    def from_here(self, tariffs: Array, export_tax: Array, weight: Array) -> Lines:
        """Return the lines with the rates in force as the origin of rises that partners answer."""
        if not self.mirrored:
            return self
        origin = self.read(tariffs, export_tax, weight)
        taxes = np.unique(self.exports[self.exports >= 0])
        lower = np.maximum(self.lower, origin)
        lower[taxes] = self.lower[taxes]
        return replace(self, origin=origin, lower=lower)

    def write(self, rates: Array, tariffs: Array, export_tax: Array) -> None:
        """Write rates ``[k]`` into schedules ``[j, n, i]``, in place."""
        sector, partner, line = self.chosen
        value = rates[line]
        for member in self.members:
            if self.origin is not None:
                tariffs[sector, partner, member] += value - self.origin[line]
            tariffs[sector, member, partner] = value
        sector, partner, line = self.taxed
        for member in self.members:
            export_tax[sector, partner, member] = rates[line]

    def pull(self, tariff_gradient: Array, export_gradient: Array | None = None) -> Array:
        """Return the gradient in the rates ``[k]`` from gradients in the schedules ``[j, n, i]``."""
        cells = tariff_gradient[:, self.members, :].sum(axis=1)
        if self.origin is not None:
            cells = cells + tariff_gradient[:, :, self.members].sum(axis=2)
        gradient = self._sum(self.chosen, cells)
        if export_gradient is not None and len(self.taxed[0]):
            gradient += self._sum(self.taxed, export_gradient[:, :, self.members].sum(axis=2))
        return gradient

    def pull_home(self, gradient: Array) -> Array:
        """Return the gradient in the rates ``[k]`` from that in the members' own tariffs ``[j, m, i]``."""
        return self._sum(self.chosen, gradient.sum(axis=1))

    def _sum(self, cells: tuple[IntArray, IntArray, IntArray], values: Array) -> Array:
        sector, partner, line = cells
        return np.asarray(np.bincount(line, values[sector, partner], self.count), float)


def _chosen(label: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    first, second = np.nonzero(label >= 0)
    return first, second, label[first, second]


def bind(instruments: str | Instruments, player: str | Player, world: Baseline) -> Lines:
    """Return the lines of a player in a world; raise InputError where a name does not exist there."""
    asked, who = Instruments.of(instruments), Player.of(player)
    members = np.array([_place(code, world, "player") for code in who.members])
    open_cells = _open_cells(asked, members, world)
    label, names = _label(asked, open_cells, world)
    exports = np.full_like(label, -1)
    export_names: tuple[str, ...] = ()
    if asked.export_taxes:
        exports = np.where(label >= 0, label + len(names), -1)
        export_names = tuple(name.replace("from ", "to ").replace("all", "all exports") for name in names)
    count = len(names) + len(export_names)
    lower = _bounds("lower", asked.lower, np.maximum.reduceat, label, world)
    upper = _bounds("upper", asked.upper, np.minimum.reduceat, label, world)
    if (lower > upper).any():
        raise InputError("instruments: a lower bound is above its upper bound")
    repeat = 2 if export_names else 1
    return Lines(
        who,
        members,
        label,
        exports,
        np.tile(np.maximum(lower, MOST_SUBSIDY), repeat)[:count],
        np.tile(upper, repeat)[:count],
        (*names, *export_names),
        asked.mirrored,
    )


def is_service(sector: str) -> bool:
    """Return whether a sector pays no tariff because it is not goods."""
    return sector.casefold().startswith("services")


def _place(code: str, world: Baseline, where: str) -> int:
    return world.economies.index(economy_of(code, world.economies, where))


def _open_cells(asked: Instruments, members: IntArray, world: Baseline) -> NDArray[np.bool_]:
    """Return which cells ``[j, i]`` of the schedule the player may set."""
    allowed = asked.sectors or tuple(s for s in world.sectors if not is_service(s))
    for code in (*allowed, *asked.excluded):
        check_code(code, world.sectors, "sector", "instruments")
    sector = np.array([s in allowed and s not in asked.excluded for s in world.sectors])
    partner = np.ones(len(world.economies), dtype=bool)
    if asked.partners is not None:
        partner[:] = False
        partner[[_place(code, world, "instruments") for code in asked.partners]] = True
    partner[members] = False
    return sector[:, None] & partner[None, :]


def _label(
    asked: Instruments, open_cells: NDArray[np.bool_], world: Baseline
) -> tuple[IntArray, tuple[str, ...]]:
    """Return the number of the line of each cell ``[j, i]``, and what each line is called."""
    by_sector = asked.kind in {"sector-partner", "sector"}
    by_partner = asked.kind in {"sector-partner", "partner"} and not asked.mfn
    j, i = np.nonzero(open_cells)
    key = by_sector * j * len(world.economies) + by_partner * i
    distinct, number = np.unique(key, return_inverse=True)
    label = np.full(open_cells.shape, -1)
    label[j, i] = number
    called = _called(tuple(world.sectors), tuple(world.economies), by_sector, by_partner)
    return label, tuple(map(called.__getitem__, distinct.tolist()))


@lru_cache(maxsize=8)
def _called(
    sectors: tuple[str, ...], economies: tuple[str, ...], by_sector: bool, by_partner: bool
) -> tuple[str, ...]:
    """What the line of each cell ``[j, i]`` is called, cells one after another."""
    words = [[sector] * by_sector for sector in sectors]
    partners = [[f"from {code}"] * by_partner for code in economies]
    return tuple(" ".join(word + partner) or "all" for word in words for partner in partners)


def _bounds(
    what: str, given: ArrayLike, reduce: Callable[[Array, IntArray], Array], label: IntArray, world: Baseline
) -> Array:
    """Return the tightest of the bounds of the cells of each line ``[k]``."""
    rates = np.asarray(given, dtype=float)
    if rates.ndim == 1:
        rates = rates[:, None]
    try:
        cells = np.broadcast_to(rates, label.shape)
    except ValueError:
        size = f"{len(world.sectors)} sectors, or that by {len(world.economies)} partners"
        raise InputError(f"instruments: {what} must be one number, or {size}") from None
    if np.isnan(cells).any():
        raise InputError(f"instruments: a {what} bound is missing")
    inside = label >= 0
    order = np.argsort(label[inside], kind="stable")
    numbers = label[inside][order]
    if not len(numbers):
        return np.zeros(0)
    starts = np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]])
    bound: Array = reduce(cells[inside][order], starts)
    return bound
