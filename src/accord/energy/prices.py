"""Prices that clear markets for crude oil, many markets side by side; the equations are in ``market``.

Arrays lead with the market ``k``. Prices are those at which the total surplus, which is convex in them, is least:
damped Newton in log prices with an analytic Jacobian, each market damped by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import SolveError
from accord.core.shock import Array
from accord.energy.surplus import open_share

Bools = NDArray[np.bool_]

TOLERANCE = 1e-8
"""Largest relative gap between demand and supply of an origin with which numbers are given."""
CLOSE = 2e-12
"""Relative gap at which the search ends."""
UNCLEARED = "crude oil: no prices were found that clear the market (largest gap {:.1e})"
NARROW = 500.0
"""Range of price changes over sigma within which no exponential underflows."""


@dataclass(frozen=True)
class Problem:
    """Markets to clear: baseline supplies, demands and shares, and what changes them.

    price              USD a barrel, before
    demand0 [b], supply0 [o]            of all markets
    sigma, supply, demand [k, 1]        USD a barrel; elasticities
    weights, kernel [k, o, b]           shares; shares times exp of less what a buyer pays on top, over sigma
    factor, spare, floor, cap, avoided [k, o]   as in ``market.Change``
    """

    price: float
    demand0: Array
    supply0: Array
    sigma: Array
    supply: Array
    demand: Array
    weights: Array
    kernel: Array
    factor: Array
    spare: Array
    floor: Array
    cap: Array
    avoided: Array

    def only(self, kept: Bools) -> Problem:
        """Return some of the markets."""
        if kept.all():
            return self
        apart = (
            "sigma",
            "supply",
            "demand",
            "weights",
            "kernel",
            "factor",
            "spare",
            "floor",
            "cap",
            "avoided",
        )
        return replace(self, **{name: getattr(self, name)[kept] for name in apart})


def buy(problem: Problem, dprice: Array) -> tuple[Array, Array, Array]:
    """Return share [k, o, b], dcost [k, b] and demand [k, b] at changes of price [k, o]."""
    utility = -dprice / problem.sigma
    top = utility.max(axis=1, keepdims=True)
    if (top - utility.min(axis=1, keepdims=True)).max(initial=0.0) < NARROW:
        powers = problem.kernel * np.exp(utility - top)[:, :, None]
    else:  # a sum that could underflow is taken around each buyer's own largest term
        with np.errstate(divide="ignore"):
            exponent = np.log(problem.kernel) + utility[:, :, None]
        top = exponent.max(axis=1)
        top = np.where(np.isfinite(top), top, 0.0)
        powers = np.exp(exponent - top[:, None])
    total = powers.sum(axis=1)
    total = np.where(total > 0, total, 1.0)
    dcost = -problem.sigma * (np.log(total) + top)
    ratio = np.maximum((problem.price + dcost) / problem.price, 1e-12)
    powers /= total[:, None]
    return powers, dcost, problem.demand0 * ratio**-problem.demand


def sell(problem: Problem, dprice: Array) -> tuple[Array, Array]:
    """Return supply [k, o] at changes of price [k, o] and its slope in the price."""
    received = np.minimum(dprice, problem.cap)
    price = np.maximum(problem.price + received, 1e-12)
    supply = problem.factor * problem.supply0 * (price / problem.price) ** problem.supply
    rise = supply * problem.supply / price
    at = np.nonzero(problem.floor > 0)
    if len(at[0]):
        opened, slope = open_share(problem.floor[at], problem.price, price[at])
        rise[at] = rise[at] * opened + supply[at] * slope
        supply[at] *= opened
    return supply + problem.spare, np.where(dprice > problem.cap, 0.0, rise)


def gap(problem: Problem, dprice: Array) -> tuple[Array, Array]:
    """Return demand less supply [k, o] and its Jacobian [k, o, o] in the prices."""
    share, dcost, demand = buy(problem, dprice)
    supply, rise = sell(problem, dprice)
    price = np.maximum(problem.price + dcost, 1e-12)
    bend = demand / problem.sigma - problem.demand * demand / price
    bought = (share @ demand[:, :, None])[:, :, 0]
    jacobian = (share * bend[:, None]) @ share.transpose(0, 2, 1)
    diagonal = np.arange(dprice.shape[1])
    jacobian[:, diagonal, diagonal] -= bought / problem.sigma + rise
    return bought - supply, jacobian


@dataclass
class _Search:
    """Where the search stands: log prices, gaps and Jacobians of all markets, and which are done."""

    problem: Problem
    active: Bools
    scale: Array
    log_price: Array
    excess: Array
    jacobian: Array
    stuck: Bools

    @property
    def residual(self) -> Array:
        """Largest relative gap of each market."""
        return np.asarray(np.abs(np.where(self.active, self.excess / self.scale, 0.0)).max(axis=1))

    def length(self, excess: Array, kept: Bools) -> Array:
        """Return the length of the gaps of some markets."""
        apart = np.where(self.active[kept], excess / np.sqrt(self.scale[kept]), 0.0)
        return np.asarray(np.linalg.norm(apart, axis=1))

    def step(self, kept: Bools) -> Array:
        """Return Newton's step in log prices, at most 1 in each; origins that are not active stay."""
        active = self.active[kept]
        matrix = self.jacobian[kept] * np.exp(self.log_price[kept])[:, None]
        matrix = np.where(active[:, None], matrix, 0.0)
        at = np.arange(matrix.shape[1])
        least = matrix[:, at, at].min(axis=1, keepdims=True)
        matrix[:, at, at] += np.where(active, 1e-14 * least, -1.0)
        step = np.linalg.solve(matrix, np.where(active, -self.excess[kept], 0.0)[:, :, None])[:, :, 0]
        return np.asarray(step / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1.0))

    def advance(self, left: Bools) -> None:
        """Move markets after as much of a step as makes their gaps smaller; those that nothing helps are stuck."""
        step, before = np.zeros_like(self.log_price), np.zeros(len(left))
        step[left], before[left] = self.step(left), self.length(self.excess[left], left)
        size = 1.0
        while left.any() and size > 1e-10:
            trial = self.log_price[left] + size * step[left]
            excess, jacobian = gap(self.problem.only(left), np.exp(trial) - self.problem.price)
            better = self.length(excess, left) < before[left]
            places = np.flatnonzero(left)[better]
            self.log_price[places], self.excess[places] = trial[better], excess[better]
            self.jacobian[places] = jacobian[better]
            left = left.copy()
            left[places] = False
            size /= 2
        self.stuck |= left


def solve(problem: Problem, rounds: int = 200) -> Array:
    """Return the changes of price [k, o] at which markets clear; raise SolveError where none are found."""
    bought = (problem.weights @ problem.demand0[:, None])[:, :, 0]
    active = (problem.supply0 > 0) & ((bought > 0) | (problem.factor > 0))
    scale = np.where(active, np.maximum(problem.supply0, 1e-12), 1.0)
    log_price = np.full(active.shape, np.log(problem.price))
    start = gap(problem, np.exp(log_price) - problem.price)
    search = _Search(problem, active, scale, log_price, *start, np.zeros(len(active), dtype=bool))
    for _ in range(rounds):
        left = (search.residual >= CLOSE) & ~search.stuck
        if not left.any():
            break
        search.advance(left)
    worst = float(search.residual.max(initial=0.0))
    if not worst <= TOLERANCE:
        raise SolveError(UNCLEARED.format(worst))
    return np.asarray(np.exp(search.log_price) - problem.price)
