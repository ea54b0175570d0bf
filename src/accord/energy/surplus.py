"""Surplus of buyers and sellers with constant elasticities, in closed form; by quadrature around a floor price."""

from __future__ import annotations

import numpy as np

from accord.core.shock import Array

SHUT_IN_WIDTH = 2.0
"""USD a barrel over which an origin's supply falls around its floor."""
NODES, WEIGHTS = np.polynomial.legendre.leggauss(48)


def power_integral(ratio: Array, power: Array) -> Array:
    """Return the integral of x^power from 1 to ``ratio``."""
    logs, rise = np.log(np.maximum(ratio, 1e-12)), power + 1.0
    flat = rise == 0
    return np.asarray(np.where(flat, logs, np.expm1(logs * rise) / np.where(flat, 1.0, rise)))


def open_share(floor: Array, first: float, price: Array) -> tuple[Array, Array]:
    """Return the part of a supply that is not shut in at a price, 1 at the price ``first``, and its slope."""
    at = 1 / (1 + np.exp(-np.clip((price - floor) / SHUT_IN_WIDTH, -60, 60)))
    most = 1 / (1 + np.exp(-np.clip((first - floor) / SHUT_IN_WIDTH, -60, 60)))
    return at / most, at * (1 - at) / most / SHUT_IN_WIDTH


def of_buyers(price: float, dcost: Array, demand: Array) -> Array:
    """Return the change of a buyer's surplus per baseline barrel [k, b], USD: less the integral of Q over the cost.

    Elasticities are ``[k, 1]``.
    """
    return -price * power_integral((price + dcost) / price, -demand)


def of_sellers(price: float, received: Array, supply: Array, floor: Array) -> Array:
    """Return the change of a seller's surplus per baseline barrel [k, o], USD: the integral of S over the price.

    ``floor`` [k, o] is the price around which a seller shuts in, 0 where it never does.
    """
    plain = price * power_integral((price + received) / price, supply)
    shut = np.nonzero(floor > 0)
    plain[shut] = _shut_in(price, received[shut], supply[shut[0]], floor[shut])
    return plain


def _shut_in(price: float, end: Array, elastic: Array, floor: Array) -> Array:
    """Return the integral of relative supply over the price received, by quadrature on each side of the floor.

    One entry for each seller that may shut in; elasticities ``[m, 1]``.
    """
    edge = np.clip(floor - price, np.minimum(end, 0.0), np.maximum(end, 0.0))
    total = np.zeros(len(end))
    for start, stop in ((np.zeros(len(end)), edge), (edge, end)):
        level = price + start[:, None] + (NODES + 1) / 2 * (stop - start)[:, None]
        level = np.maximum(level, 1e-12)
        opened, _ = open_share(floor[:, None], price, level)
        total += (stop - start) / 2 * (((level / price) ** elastic * opened) @ WEIGHTS)
    return total
