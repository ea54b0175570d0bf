"""The baseline of the model: what a World says, and the shares and levels that follow from it.

Everything is derived from trade, tariffs and shares, so that the baseline is an equilibrium to machine
precision. Index order is ``[j, n, i]``: sector, importer, exporter; inputs are kept as ``[i, j, k]``.
"""

from __future__ import annotations

import weakref
from dataclasses import field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.domestic import Domestic, Home

if TYPE_CHECKING:
    from accord.trade.tangent import Tangent

COBB_DOUGLAS = 1e-5
"""Elasticities nearer to zero than this are solved as zero; the difference is of that order."""

CONSISTENT = 1e-9
"""How far given final shares may be from what trade and inputs imply before the baseline is solved anew."""


class Baseline(Protocol):
    """What the model needs to know of a world; ``accord.World`` has it all under these names."""

    @property
    def economies(self) -> tuple[str, ...]:
        """Codes of the N economies."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Codes of the J sectors."""

    @property
    def trade(self) -> Array:
        """Expenditure ``[j, n, i]``, USD mn at importer prices, own use included."""

    @property
    def tariffs(self) -> Array:
        """Ad valorem import tariffs ``[j, n, i]``, fractions."""

    @property
    def trade_elasticity(self) -> Array:
        """Trade elasticity theta ``[j]``."""

    @property
    def value_added_share(self) -> Array:
        """Share of value added in gross output ``[j, i]``."""

    @property
    def input_share(self) -> Array:
        """Share of input k in the gross output of sector j ``[j, i, k]``."""

    @property
    def output(self) -> Array:
        """Gross output ``[j, i]``, USD mn at producer prices."""

    @property
    def final_share(self) -> Array:
        """Share of sector j in final demand ``[j, n]``."""

    @property
    def deficit(self) -> Array:
        """Trade deficit ``[n]``, USD mn; sums to zero."""


@dataclass(frozen=True, eq=False)
class Links:
    """What hangs together: groups that trade with each other, and circles in which each buys from each.

    group   [n, c]  membership in trading groups, 0 or 1; each has a numeraire of its own
    circle  [n, k]  membership in circles; one buys in a roundabout way from everybody in its own
    pays    [k, l]  circle k buys from circle l
    """

    group: Array
    circle: Array
    pays: NDArray[np.bool_]

    @classmethod
    def of(cls, buys: NDArray[np.bool_]) -> Links:
        """Return the links of who buys from whom ``[n, i]``."""
        reach = _reach(buys)
        circle = _members(reach & reach.T)
        pays = np.abs(circle.T @ buys @ circle) * (1 - np.eye(circle.shape[1]))
        return cls(_members(_reach(buys | buys.T)), circle, pays > 0)


def _reach(linked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who can be reached from whom along the links, oneself included."""
    reach: NDArray[np.bool_] = np.logical_or(linked, np.eye(len(linked), dtype=bool))
    while True:
        further: NDArray[np.bool_] = np.greater(reach.astype(np.float32) @ reach.astype(np.float32), 0)
        if (further == reach).all():
            return reach
        reach = further


def _members(same: NDArray[np.bool_]) -> Array:
    """Membership ``[n, c]`` from an equivalence ``[n, n]``: the first of each class stands for it."""
    first = np.argmax(same, axis=1)
    return np.asarray(first[:, None] == np.unique(first), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Calibration:
    """A baseline in the form the equations use. Has the names of ``Baseline`` as well.

    ``gap`` is how far the given final shares are from those the flows imply: zero for a consistent world,
    in which case the baseline is itself an equilibrium.
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    trade: Array
    tariffs: Array
    trade_elasticity: Array
    value_added_share: Array
    inputs: Array
    final_share: Array
    deficit: Array
    gap: float
    settled: dict[str, Calibration] = field(default_factory=dict, repr=False)

    @property
    def input_share(self) -> Array:
        """Share of input k in the gross output of sector j ``[j, i, k]``."""
        return self.inputs.transpose(1, 0, 2)

    @cached_property
    def tau(self) -> Array:
        """One plus the tariff ``[j, n, i]``."""
        return 1.0 + self.tariffs

    @cached_property
    def expenditure(self) -> Array:
        """Expenditure ``X[j, n]``, USD mn at importer prices."""
        return np.asarray(self.trade.sum(axis=2))

    @cached_property
    def share(self) -> Array:
        """Trade shares ``pi[j, n, i]``; zero where nothing is bought."""
        bought = self.expenditure > 0
        return self.trade / np.where(bought, self.expenditure, 1.0)[:, :, None]

    @cached_property
    def net_trade(self) -> Array:
        """Trade before tariff ``[j, n, i]``, USD mn."""
        return self.trade / self.tau

    @cached_property
    def duties(self) -> Array:
        """Tariff paid on every flow ``[j, n, i]``, USD mn."""
        return self.trade - self.net_trade

    @cached_property
    def between(self) -> Array:
        """Trade before tariff between economies ``[n, i]``, all sectors together, USD mn."""
        return np.asarray(self.net_trade.sum(axis=0))

    @cached_property
    def output(self) -> Array:
        """Gross output ``Y[j, i]``, USD mn at producer prices."""
        return np.asarray(self.net_trade.sum(axis=1))

    @cached_property
    def value_added(self) -> Array:
        """Value added ``[n]``, USD mn."""
        return np.asarray((self.value_added_share * self.output).sum(axis=0))

    @cached_property
    def revenue(self) -> Array:
        """Tariff revenue ``[n]``, USD mn."""
        return np.asarray((self.trade - self.net_trade).sum(axis=(0, 2)))

    @cached_property
    def income(self) -> Array:
        """Income ``I[n]``: value added, tariff revenue and deficit, USD mn."""
        return self.value_added + self.revenue + self.deficit

    @cached_property
    def flat(self) -> NDArray[np.bool_]:
        """Whether a sector ``[j]`` is solved as Cobb-Douglas, its elasticity being zero."""
        return np.abs(self.trade_elasticity) < COBB_DOUGLAS

    @cached_property
    def flows(self) -> int:
        """Number of flows that are not zero."""
        return int(np.count_nonzero(self.share))

    @cached_property
    def buys(self) -> NDArray[np.bool_]:
        """Whether n buys anything from i ``[n, i]``."""
        return np.asarray((self.share > 0).any(axis=0), dtype=np.bool_)

    @cached_property
    def lately(self) -> list[tuple[Array, Array]]:
        """The last tariffs plus one that changed most flows ``[j, n, i]``, with their K (see ``trade.problem``)."""
        return []

    @cached_property
    def tangents(self) -> dict[str, Tangent]:
        """Linearisations at the baseline by closure, as far as they were needed (see ``trade.together``)."""
        return {}

    @cached_property
    def links(self) -> Links:
        """Who trades with whom as long as no flow dies."""
        return Links.of(self.buys)

    @cached_property
    def domestic(self) -> Domestic:
        """What one more pass leaves open, solved for each economy by itself."""
        return Domestic.of(self)

    @cached_property
    def steep(self) -> Array:
        """Fall of sales for a rise of ln cost, over theta, prices abroad held ``[j, i]``, USD mn."""
        return np.asarray(self.output - np.einsum("jni,jni->ji", self.net_trade, self.share))

    @cached_property
    def home(self) -> Home:
        """Each economy's own input-output system, solved."""
        return Home.of(self)

    @cached_property
    def wage_elasticity(self) -> Array:
        """Rough elasticity ``[n]`` of the demand for labour to its wage, for the step of the solver."""
        pull = (self.value_added_share * self.trade_elasticity[:, None] * self.steep).sum(axis=0)
        return np.asarray(pull / self.value_added)

    def with_elasticity(self, theta: Array) -> Calibration:
        """Return the same baseline with other trade elasticities ``[j]``; what does not depend on them is kept."""
        theta = _shaped("trade_elasticity", theta, self.trade_elasticity.shape)
        made = replace(self, trade_elasticity=theta, settled={})
        for name in _WITHOUT_THETA:
            made.__dict__[name] = getattr(self, name)
        return made


_WITHOUT_THETA = (
    *("tau", "expenditure", "share", "net_trade", "output", "value_added", "revenue", "income"),
    *("duties", "between", "flows", "buys", "links", "steep", "home", "tangents"),
)
"""What a calibration works out that its trade elasticities do not enter."""


_KNOWN: dict[int, tuple[weakref.ref[Baseline], Calibration]] = {}


def calibrate(world: Baseline) -> Calibration:
    """Return the calibration of a world, remembered for worlds whose arrays cannot change."""
    if isinstance(world, Calibration):
        return world
    key = id(world)
    known = _KNOWN.get(key)
    if known is not None and known[0]() is world:
        return known[1]
    made = _derive(world)
    if type(world).__weakrefoffset__ and not (world.trade.flags.writeable or world.tariffs.flags.writeable):
        _KNOWN[key] = (weakref.ref(world, lambda _: _KNOWN.pop(key, None)), made)
    return made


def _derive(world: Baseline) -> Calibration:
    """Check shapes and derive output, absorption and final shares from the flows."""
    J, N = len(world.sectors), len(world.economies)
    trade = _shaped("trade", world.trade, (J, N, N))
    tariffs = _shaped("tariffs", world.tariffs, (J, N, N))
    theta = _shaped("trade_elasticity", world.trade_elasticity, (J,))
    value_added_share = _shaped("value_added_share", world.value_added_share, (J, N))
    inputs = np.ascontiguousarray(_shaped("input_share", world.input_share, (J, N, J)).transpose(1, 0, 2))
    given = _shaped("final_share", world.final_share, (J, N))
    net = trade / (1.0 + tariffs)
    output = net.sum(axis=1)
    absorbed = trade.sum(axis=2)
    final = absorbed - np.einsum("ijk,ji->ki", inputs, output)
    final = np.where(np.abs(final) <= 1e-12 * absorbed, 0.0, final)
    implied = final / final.sum(axis=0)
    gap = float(np.abs(implied - given).max())
    deficit = net.sum(axis=(0, 2)) - output.sum(axis=0)
    deficit = np.where(np.abs(deficit) <= 1e-13 * absorbed.sum(axis=0), 0.0, deficit)
    return Calibration(
        economies=tuple(world.economies),
        sectors=tuple(world.sectors),
        trade=trade,
        tariffs=tariffs,
        trade_elasticity=theta,
        value_added_share=value_added_share,
        inputs=inputs,
        final_share=implied if gap <= CONSISTENT else given,
        deficit=deficit,
        gap=gap if gap > CONSISTENT else 0.0,
    )


def _shaped(name: str, values: Array, shape: tuple[int, ...]) -> Array:
    array = np.ascontiguousarray(values, dtype=np.float64)
    if array.shape != shape:
        raise InputError(f"world.{name}: shape {array.shape} where {shape} is needed")
    if not np.isfinite(array).all():
        raise InputError(f"world.{name}: a missing or infinite value")
    return array
