"""Random consistent worlds for the tests of the trade room, and a generator of shocks."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np


def world_of(trade, tariffs, theta, inputs=None):
    """A baseline from flows ``[j, n, i]`` at importer prices and input shares ``[j, i, k]``."""
    J, N, _ = trade.shape
    inputs = np.zeros((J, N, J)) if inputs is None else inputs
    net = trade / (1 + tariffs)
    output = net.sum(1)
    final = trade.sum(2) - np.einsum("jik,ji->ki", inputs, output)
    return SimpleNamespace(
        economies=tuple(f"E{n}" for n in range(N)),
        sectors=tuple(f"S{j}" for j in range(J)),
        trade=trade,
        tariffs=tariffs,
        trade_elasticity=np.asarray(theta, dtype=float),
        value_added_share=1 - inputs.sum(2),
        input_share=inputs,
        output=output,
        final_share=final / final.sum(0),
        deficit=net.sum((0, 2)) - output.sum(0),
    )


def random_world(rng, N=None, J=None, inputs=True, theta=(0.5, 60.0), cut=0, zeros=0.1, balanced=False):
    """A world with own use, some empty flows, ``cut`` economies that trade with nobody, and tariffs."""
    N = int(rng.integers(2, 8)) if N is None else N
    J = int(rng.integers(1, 5)) if J is None else J
    size = rng.lognormal(0, 1.2, N)
    trade = np.einsum("n,i->ni", size, size) * rng.lognormal(0, 1.0, (J, N, N)) * 100
    trade *= rng.random((J, N, N)) > zeros
    own = np.arange(N)
    trade[:, own, own] = (1 + trade.sum(2)) * rng.uniform(1.0, 6.0, (J, N))
    for n in rng.choice(N, cut, replace=False):
        keep = trade[:, n, n].copy()
        trade[:, n, :] = trade[:, :, n] = 0
        trade[:, n, n] = keep
    tariffs = rng.uniform(0, 0.4, (J, N, N)) * (rng.random((J, N, N)) < 0.7)
    tariffs[:, own, own] = 0
    if balanced:
        trade = (trade + trade.transpose(0, 2, 1)) / 2 * (1 + tariffs)
    shares = rng.dirichlet(np.ones(J), (J, N)) * rng.uniform(0.1, 0.7, (J, N))[:, :, None]
    shares = _fit(trade, tariffs, shares) if inputs else shares * 0
    low, high = np.log(theta)
    return world_of(trade, tariffs, np.exp(rng.uniform(low, high, J)), shares)


def _fit(trade, tariffs, shares):
    """Scale input shares so that uses stay below nine tenths of absorption."""
    output = (trade / (1 + tariffs)).sum(1)
    use = np.einsum("jik,ji->ki", shares, output)
    return shares * np.minimum(1, 0.9 * trade.sum(2) / np.maximum(use, 1e-300)).T[None]


def random_tariffs(rng, world, top=3.0):
    """New tariffs, 0 to ``top``, on a random part of the flows between economies."""
    shape = world.trade.shape
    new = np.where(rng.random(shape) < rng.uniform(0.1, 1), rng.uniform(0, top, shape), world.tariffs)
    own = np.arange(shape[1])
    new[:, own, own] = world.tariffs[:, own, own]
    return new
