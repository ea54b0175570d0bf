"""The world market for crude oil by origin and buyer, cleared by prices.

Each buyer mixes origins by a logit around what it bought; supplies and demands have constant elasticities:

    share_ob = w_ob exp(-(dp_o + cost_ob)/sigma) / Z_b        w: shares bought in the baseline, 0 where banned
    dcost_b  = -sigma ln Z_b                                  change of what a barrel costs buyer b
    Q_b      = Q0_b ((P + dcost_b)/P)^-eD
    rec_o    = min(dp_o, cap_o)                               change of what a seller receives
    S_o      = supply_o S0_o ((P + rec_o)/P)^eS g_o + spare_o g: logistic shut-in at a floor price, 1 at P
    clearing   sum_b share_ob Q_b = S_o                       for every origin

The difference dp - rec under a cap is its buyers' rent. Prices are those at which the total surplus, which is
convex in them, is least: damped Newton in log prices with an analytic Jacobian.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError, SolveError
from accord.core.shock import Array
from accord.energy.surplus import of_buyers, of_sellers, open_share

Bans = NDArray[np.bool_]

DAYS = 365
TOLERANCE = 1e-8
"""Largest relative gap between demand and supply of an origin with which numbers are given."""
UNCLEARED = "crude oil: no prices were found that clear the market (largest gap {:.1e})"
NARROW = 500.0
"""Range of price changes over sigma within which no exponential underflows."""


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

    def own(self) -> Bans:
        """Return where origin and buyer are one economy [o, b]."""
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
class Problem:
    """A market to clear: baseline supplies, demands and shares, and what changes them.

    ``kernel`` [o, b] is the shares times exp of less what a buyer pays on top of the price, over sigma.
    """

    price: float
    sigma: float
    elasticities: Elasticities
    weights: Array
    kernel: Array
    demand0: Array
    supply0: Array
    factor: Array
    spare: Array
    floor: Array
    cap: Array
    avoided: Array


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

    ban: Bans | None = None
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
    problem = pose(base, elasticities, sigma, change or Change())
    return settle(problem, solve(problem))


def pose(base: CrudeBase, elasticities: Elasticities, sigma: float, change: Change) -> Problem:
    """Return the checked problem that :func:`clear` solves."""
    origins, _ = base.flow.shape
    if not sigma > 0:
        raise InputError("sigma: must be above 0")
    if change.cap is not None and not np.all(change.cap > 0):
        raise InputError("cap: must be above 0")
    demand0 = base.flow.sum(axis=0)
    weights = base.flow / np.where(demand0 > 0, demand0, 1.0)
    if change.ban is not None:
        weights = np.where(change.ban, 0.0, weights)
    kernel = weights if change.cost is None else weights * np.exp(-change.cost / sigma)
    stuck = np.flatnonzero((kernel.sum(axis=0) <= 0) & (demand0 > 0))
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
    return Problem(
        base.price,
        sigma,
        elasticities,
        weights,
        kernel,
        demand0,
        supply0,
        _filled(change.supply, origins, 1.0),
        added,
        _filled(change.floor, origins, 0.0),
        _filled(change.cap, origins, np.inf) - base.price,
        np.broadcast_to(np.asarray(change.avoided, float), (origins,)),
    )


def _filled(given: Array | None, size: int, value: float) -> Array:
    return np.full(size, value) if given is None else np.asarray(given, float)


def buy(problem: Problem, dprice: Array) -> tuple[Array, Array, Array]:
    """Return share [o, b], dcost [b] and demand [b] at changes of price [o]."""
    utility = -dprice / problem.sigma
    top = utility.max()
    if top - utility.min() < NARROW:
        powers = problem.kernel * np.exp(utility - top)[:, None]
        total = powers.sum(axis=0)
        total = np.where(total > 0, total, 1.0)
        dcost = -problem.sigma * (np.log(total) + top)
    else:  # a sum that could underflow is taken around each buyer's own largest term
        with np.errstate(divide="ignore"):
            exponent = np.log(problem.kernel) + utility[:, None]
        tops = exponent.max(axis=0)
        tops = np.where(np.isfinite(tops), tops, 0.0)
        powers = np.exp(exponent - tops)
        total = powers.sum(axis=0)
        total = np.where(total > 0, total, 1.0)
        dcost = -problem.sigma * (np.log(total) + tops)
    ratio = np.maximum((problem.price + dcost) / problem.price, 1e-12)
    return powers / total, dcost, problem.demand0 * ratio**-problem.elasticities.demand


def sell(problem: Problem, dprice: Array) -> tuple[Array, Array]:
    """Return supply [o] at changes of price [o] and its slope in the price."""
    received = np.minimum(dprice, problem.cap)
    price = np.maximum(problem.price + received, 1e-12)
    elastic = problem.elasticities.supply
    supply = problem.factor * problem.supply0 * (price / problem.price) ** elastic
    rise = supply * elastic / price
    for at in np.flatnonzero(problem.floor > 0):
        opened, slope = open_share(problem.floor[at], problem.price, price[at])
        rise[at] = rise[at] * opened + supply[at] * slope
        supply[at] *= opened
    return supply + problem.spare, np.where(dprice > problem.cap, 0.0, rise)


def gap(problem: Problem, dprice: Array) -> tuple[Array, Array]:
    """Return demand less supply [o] and its Jacobian [o, o] in the prices."""
    share, dcost, demand = buy(problem, dprice)
    supply, rise = sell(problem, dprice)
    taken = share * demand
    price = np.maximum(problem.price + dcost, 1e-12)
    bend = demand / problem.sigma - problem.elasticities.demand * demand / price
    jacobian = (share * bend) @ share.T
    bought = taken.sum(axis=1)
    jacobian.reshape(-1)[:: len(jacobian) + 1] -= bought / problem.sigma + rise
    return bought - supply, jacobian


def solve(problem: Problem, rounds: int = 200) -> Array:
    """Return the changes of price [o] at which the market clears; raise SolveError where none are found."""
    active = (problem.supply0 > 0) & ((problem.weights @ problem.demand0 > 0) | (problem.factor > 0))
    scale = np.where(active, np.maximum(problem.supply0, 1e-12), 1.0)
    log_price = np.full(len(scale), np.log(problem.price))
    excess, jacobian = gap(problem, np.exp(log_price) - problem.price)
    for _ in range(rounds):
        residual = float(np.max(np.abs(excess / scale)[active], initial=0.0))
        if residual < 2e-12:
            break
        step = _newton(jacobian * np.exp(log_price), excess, active)
        moved = _damped(problem, log_price, step, excess, scale, active)
        if moved is None:
            break
        log_price, excess, jacobian = moved
    residual = float(np.max(np.abs(excess / scale)[active], initial=0.0))
    if not residual <= TOLERANCE:
        raise SolveError(UNCLEARED.format(residual))
    return np.asarray(np.exp(log_price) - problem.price)


def _newton(jacobian: Array, excess: Array, active: Bans) -> Array:
    """Return Newton's step in log prices, at most 1 in each; origins that are not active stay."""
    matrix = np.where(active, jacobian, 0.0)
    diagonal = matrix.reshape(-1)[:: len(matrix) + 1]
    diagonal += np.where(active, 1e-14 * diagonal.min(), -1.0)
    step = np.linalg.solve(matrix, np.where(active, -excess, 0.0))
    largest = float(np.abs(step).max())
    return np.asarray(step * min(1.0, 1.0 / largest)) if largest > 0 else np.asarray(step)


def _damped(
    problem: Problem, log_price: Array, step: Array, excess: Array, scale: Array, active: Bans
) -> tuple[Array, Array, Array] | None:
    """Return the point after as much of a step as makes the gaps smaller; None where nothing does."""
    before = float(np.linalg.norm((excess / np.sqrt(scale))[active]))
    size = 1.0
    while size > 1e-10:
        trial = log_price + size * step
        found, jacobian = gap(problem, np.exp(trial) - problem.price)
        if np.linalg.norm((found / np.sqrt(scale))[active]) < before:
            return trial, found, jacobian
        size /= 2
    return None


def settle(problem: Problem, dprice: Array) -> Cleared:
    """Return flows, welfare in closed form and the certificate at clearing prices."""
    share, dcost, demand = buy(problem, dprice)
    supply, _ = sell(problem, dprice)
    received = np.minimum(dprice, problem.cap)
    flow = share * demand
    scale = np.where(problem.supply0 > 0, problem.supply0, 1.0)
    residual = float(np.max(np.abs(flow.sum(axis=1) - supply) / scale))
    if not residual <= TOLERANCE:
        raise SolveError(UNCLEARED.format(residual))
    adding_up = max(float(np.max(np.abs(flow.sum(axis=0) - demand))), residual * float(np.max(scale)))
    per_year = DAYS / 1000
    return Cleared(
        dprice,
        received,
        flow,
        dcost,
        supply,
        per_year * problem.demand0 * of_buyers(problem.price, dcost, problem.elasticities.demand),
        per_year * _producer(problem, received),
        per_year * ((dprice - received) @ flow),
        Certificate(residual, adding_up),
    )


def _producer(problem: Problem, received: Array) -> Array:
    """Return the change of sellers' surplus [o] in mb/d times USD.

    Added barrels earn their price less the avoided cost; barrels that the factor takes away lose the baseline
    price less the avoided cost.
    """
    plain = of_sellers(problem.price, received, problem.elasticities.supply, problem.floor)
    added = problem.spare * (problem.price + received - problem.avoided)
    lost = (1 - problem.factor) * problem.supply0 * (problem.price - problem.avoided)
    return np.asarray(problem.factor * problem.supply0 * plain + added - lost)
