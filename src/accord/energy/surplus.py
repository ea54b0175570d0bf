"""Surplus of buyers and sellers with constant elasticities, in closed form; by quadrature around a floor price."""

from __future__ import annotations

import numpy as np

from accord.core.shock import Array

SHUT_IN_WIDTH = 2.0
"""USD a barrel over which an origin's supply falls around its floor."""
NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)


def power_integral(ratio: Array, power: float) -> Array:
    """Return the integral of x^power from 1 to ``ratio``."""
    logs = np.log(np.maximum(ratio, 1e-12))
    return np.asarray(logs if power == -1 else np.expm1(logs * (power + 1)) / (power + 1))


def open_share(floor: Array, first: float, price: Array) -> tuple[Array, Array]:
    """Return the part of a supply that is not shut in at a price, 1 at the price ``first``, and its slope."""
    at = 1 / (1 + np.exp(-np.clip((price - floor) / SHUT_IN_WIDTH, -60, 60)))
    most = 1 / (1 + np.exp(-np.clip((first - floor) / SHUT_IN_WIDTH, -60, 60)))
    return at / most, at * (1 - at) / most / SHUT_IN_WIDTH


def of_buyers(price: float, dcost: Array, demand: float) -> Array:
    """Return the change of a buyer's surplus per baseline barrel [b], USD: less the integral of Q over the cost."""
    return -price * power_integral((price + dcost) / price, -demand)


def of_sellers(price: float, received: Array, supply: float, floor: Array) -> Array:
    """Return the change of a seller's surplus per baseline barrel [o], USD: the integral of S over the price.

    ``floor`` [o] is the price around which a seller shuts in, 0 where it never does.
    """
    plain = price * power_integral((price + received) / price, supply)
    shut = np.flatnonzero(floor > 0)
    plain[shut] = _shut_in(price, received[shut], supply, floor[shut])
    return plain


def _shut_in(price: float, end: Array, elastic: float, floor: Array) -> Array:
    """Return the integral of relative supply over the price received, by quadrature on each side of the floor."""
    edge = np.clip(floor - price, np.minimum(end, 0.0), np.maximum(end, 0.0))
    total = np.zeros(len(end))
    for start, stop in ((np.zeros(len(end)), edge), (edge, end)):
        level = price + start[:, None] + (NODES + 1) / 2 * (stop - start)[:, None]
        level = np.maximum(level, 1e-12)
        opened, _ = open_share(floor[:, None], price, level)
        total += (stop - start) / 2 * (((level / price) ** elastic * opened) @ WEIGHTS)
    return total
