"""The world market for crude oil by origin and buyer, cleared by prices.

Each buyer mixes origins by a logit around what it bought; supplies and demands have constant elasticities:

    share_ob = w_ob exp(-(dp_o + cost_ob)/sigma) / Z_b        w: shares bought in the baseline, 0 where banned
    dcost_b  = -sigma ln Z_b                                  change of what a barrel costs buyer b
    Q_b      = Q0_b ((P + dcost_b)/P)^-eD
    rec_o    = min(dp_o, cap_o)                               change of what a seller receives
    S_o      = supply_o S0_o ((P + rec_o)/P)^eS g_o + spare_o g: logistic shut-in at a floor price, 1 at P
    clearing   sum_b share_ob Q_b = S_o                       for every origin

The difference dp - rec under a cap is its buyers' rent. Prices are those at which the total surplus, which is
convex in them, is least (see ``prices``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError, SolveError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy.prices import TOLERANCE, UNCLEARED, Bools, Problem, buy, sell, solve
from accord.energy.surplus import of_buyers, of_sellers

DAYS = 365
SIDE_BY_SIDE = 16
"""Markets that are cleared at once: more do not fit into the processor's fast memory."""


@dataclass(frozen=True)
class CrudeBase:
    """Crude oil of one year: ``flow`` [o, b] in mb/d with own use, ``price`` in USD a barrel.

    ``assumed`` lists, in sentences, what of the flows is assumption and not record.
    """

    origins: tuple[str, ...]
    buyers: tuple[str, ...]
    flow: Array
    price: float
    year: int = 0
    assumed: tuple[str, ...] = ()

    def origin(self, code: str) -> int:
        """Return the row of a seller; raise InputError when it has none of its own."""
        if code not in self.origins:
            known = [one for one in self.origins if one != "ROW"]
            raise InputError(
                f"supplier: {economy_name(code)} sells no crude oil on record{nearest(code, known)}"
            )
        return self.origins.index(code)

    def buyer(self, code: str) -> int:
        """Return the column of a buyer; raise InputError when it has none of its own."""
        if code not in self.buyers:
            known = [one for one in self.buyers if one != "ROW"]
            raise InputError(f"buyer: {economy_name(code)} buys no crude oil on record{nearest(code, known)}")
        return self.buyers.index(code)

    def own(self) -> Bools:
        """Return where origin and buyer are one economy [o, b]."""
        return self._own

    @cached_property
    def _own(self) -> Bools:
        return np.asarray(np.array(self.origins)[:, None] == np.array(self.buyers)[None, :])


@dataclass(frozen=True)
class Elasticities:
    """Supply and demand elasticities, both positive numbers, and where they are from."""

    supply: float
    demand: float
    name: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if self.supply < 0 or self.demand < 0 or self.supply + self.demand <= 0:
            raise InputError("elasticities: supply and demand must not be negative, nor both 0")


@dataclass(frozen=True)
class Certificate:
    """How well a market cleared.

    residual    largest gap between demand and supply of an origin, over its supply
    adding_up   largest gap of flows to supplies and to demands, mb/d
    """

    residual: float
    adding_up: float


@dataclass(frozen=True)
class Cleared:
    """A market that cleared.

    dprice, received [o]   change of the price and of what the seller receives, USD a barrel
    flow [o, b]            mb/d
    dcost [b]              change of what a barrel costs, USD
    supply [o]             mb/d
    consumer [b], producer [o], rent [b]   USD bn a year
    """

    dprice: Array
    received: Array
    flow: Array
    dcost: Array
    supply: Array
    consumer: Array
    producer: Array
    rent: Array
    certificate: Certificate

    @property
    def world_price(self) -> float:
        """Mean change of what a barrel costs over all barrels bought, USD."""
        bought = self.flow.sum(axis=0)
        return float(self.dcost @ bought / bought.sum())


@dataclass(frozen=True)
class Change:
    """What changes a market; None: nothing of the kind.

    ban [o, b]    pairs that may not trade
    cost [o, b]   what a buyer pays on top of the price, USD a barrel (a risk, a duty, freight)
    supply [o]    factor on an origin's supply, 1 unless given
    spare [o]     output added, mb/d
    floor [o]     price in USD a barrel around which an origin shuts in; none where 0
    cap [o]       highest price in USD a barrel the seller may receive; infinite where there is none
    avoided [o]   cost that a barrel not produced saves its seller, USD
    """

    ban: Bools | None = None
    cost: Array | None = None
    supply: Array | None = None
    spare: Array | None = None
    floor: Array | None = None
    cap: Array | None = None
    avoided: Array | float = 0.0


def clear(base: CrudeBase, elasticities: Elasticities, sigma: float, change: Change | None = None) -> Cleared:
    """Return the market that clears under a change, USD a barrel and mb/d; ``sigma`` in USD a barrel.

    Raises InputError for what is out of range and SolveError (status 3) where no prices clear the market.
    """
    return clear_all(base, [(elasticities, sigma, change or Change())])[0]


Posed = tuple[Elasticities, float, Change]
"""Elasticities, sigma and change of one market."""


def clear_all(base: CrudeBase, asked: Sequence[Posed]) -> list[Cleared]:
    """Return markets that begin alike and clear under elasticities, a sigma and a change each: as :func:`clear`."""
    found: list[Cleared] = []
    for first in range(0, len(asked), SIDE_BY_SIDE):
        some = asked[first : first + SIDE_BY_SIDE]
        problem = _pose(base, some)
        found += _settled(problem, solve(problem), len(some))
    return found


def _pose(base: CrudeBase, asked: Sequence[Posed]) -> Problem:
    """Return the checked problem of some markets."""
    demand0, supply0 = base.flow.sum(axis=0), base.flow.sum(axis=1)
    bought = base.flow / np.where(demand0 > 0, demand0, 1.0)
    rows = [_row(base, bought, *one) for one in asked]
    sigmas = np.array([[sigma] for _, sigma, _ in asked])
    supply, demand = (
        np.array([[getattr(one, name)] for one, _, _ in asked]) for name in ("supply", "demand")
    )
    return Problem(
        base.price, demand0, supply0, sigmas, supply, demand, *map(np.stack, zip(*rows, strict=True))
    )


def _row(
    base: CrudeBase, bought: Array, elasticities: Elasticities, sigma: float, change: Change
) -> tuple[Array, ...]:
    """Return the checked arrays of one market: weights, kernel, factor, spare, floor, cap and avoided cost."""
    origins, _ = base.flow.shape
    if not sigma > 0:
        raise InputError("sigma: must be above 0")
    if change.cap is not None and not np.all(change.cap > 0):
        raise InputError("cap: must be above 0")
    weights = bought if change.ban is None else np.where(change.ban, 0.0, bought)
    kernel = weights if change.cost is None else weights * np.exp(-change.cost / sigma)
    stuck = np.flatnonzero((kernel.sum(axis=0) <= 0) & (base.flow.sum(axis=0) > 0))
    if stuck.size:
        buyer = economy_name(base.buyers[int(stuck[0])])
        raise InputError(
            f"ban: {buyer} would have no seller left, as all it buys is from who is banned or too dear"
        )
    added, supply0 = _filled(change.spare, origins, 0.0), base.flow.sum(axis=1)
    unsold = np.flatnonzero((added > 0) & (supply0 <= 0))
    if unsold.size:
        seller = economy_name(base.origins[int(unsold[0])])
        raise InputError(f"spare: {seller} sells nothing, so nobody would buy what it adds")
    return (
        weights,
        kernel,
        _filled(change.supply, origins, 1.0),
        added,
        _filled(change.floor, origins, 0.0),
        _filled(change.cap, origins, np.inf) - base.price,
        np.broadcast_to(np.asarray(change.avoided, float), (origins,)),
    )


def _filled(given: Array | None, size: int, value: float) -> Array:
    return np.full(size, value) if given is None else np.asarray(given, float)


def _settled(problem: Problem, dprice: Array, size: int) -> list[Cleared]:
    """Return flows, welfare in closed form and the certificates at clearing prices [k, o]."""
    share, dcost, demand = buy(problem, dprice)
    supply, _ = sell(problem, dprice)
    received = np.minimum(dprice, problem.cap)
    flow = share * demand[:, None]
    scale = np.where(problem.supply0 > 0, problem.supply0, 1.0)
    residual = np.max(np.abs(flow.sum(axis=2) - supply) / scale, axis=1)
    if not (residual <= TOLERANCE).all():
        raise SolveError(UNCLEARED.format(float(residual.max())))
    adding_up = np.maximum(np.max(np.abs(flow.sum(axis=1) - demand), axis=1), residual * float(np.max(scale)))
    per_year = DAYS / 1000
    consumer = per_year * problem.demand0 * of_buyers(problem.price, dcost, problem.demand)
    producer = per_year * _producer(problem, received)
    rent = per_year * ((dprice - received)[:, None] @ flow)[:, 0]
    return [
        Cleared(
            dprice[k], received[k], flow[k], dcost[k], supply[k], consumer[k], producer[k], rent[k],
            Certificate(float(residual[k]), float(adding_up[k])),
        )
        for k in range(size)
    ]  # fmt: skip


def _producer(problem: Problem, received: Array) -> Array:
    """Return the change of sellers' surplus [k, o] in mb/d times USD.

    Added barrels earn their price less the avoided cost; barrels that the factor takes away lose the baseline
    price less the avoided cost.
    """
    plain = of_sellers(problem.price, received, problem.supply, problem.floor)
    added = problem.spare * (problem.price + received - problem.avoided)
    lost = (1 - problem.factor) * problem.supply0 * (problem.price - problem.avoided)
    return np.asarray(problem.factor * problem.supply0 * plain + added - lost)
