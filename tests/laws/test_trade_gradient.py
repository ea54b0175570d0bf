"""Gradients of the trade model against central differences of certified solutions."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.worlds import random_tariffs, random_world

from accord.core.errors import InputError
from accord.trade import counterfactual, gradient, gradients, output_pct, own_gradients
from accord.trade.accounts import producer_price_hat

INSTRUMENTS = ("tariffs", "trade_cost", "export_tax")


def shocked(seed, inputs=True, closure="fixed"):
    """A random world, all its levers at large values, and the solution."""
    rng = np.random.default_rng(seed)
    world = random_world(rng, N=5, J=3, inputs=inputs, theta=(1.0, 12.0))
    J, N, _ = world.trade.shape
    gift = rng.standard_normal(N)
    levers = {
        "tariffs": random_tariffs(rng, world, 1.0),
        "trade_cost": rng.uniform(0.8, 1.5, (J, N, N)),
        "export_tax": rng.uniform(-0.1, 0.4, (J, N, N)) * ~np.eye(N, dtype=bool),
        "production_subsidy": rng.uniform(-0.2, 0.2, (J, N)),
        "productivity": rng.uniform(0.8, 1.2, (J, N)),
        "labour": rng.uniform(0.8, 1.2, N),
        "transfer": gift - gift.mean(),
    }

    def solve(**changed):
        return counterfactual(world, closure=closure, tolerance=1e-13, **{**levers, **changed})

    return rng, levers, solve, solve()


def differences(solve, levers, instrument, at, values, step=1e-4):
    """Fourth-order central differences of each ``value(result)`` in one instrument, from the same four solutions."""

    def moved(k):
        new = levers[instrument].copy()
        new[at] += k * step
        result = solve(**{instrument: new})
        return np.array([value(result) for value in values])

    return (8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * step)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_gradients_of_every_objective_equal_central_differences(seed, instrument):
    closure = ("fixed", "balanced", "share")[seed % 3]
    rng, levers, solve, result = shocked(seed, inputs=seed % 2 == 0, closure=closure)
    home = result.economies[0]
    j, i = (int(k) for k in np.argwhere(result.trade[:, 0, 1:] > 0)[0])
    i += 1
    objectives = {
        "welfare": lambda r: r.log_welfare[0],
        "real_wage": lambda r: np.log1p(r.real_wage_pct[0] / 100),
        "output": lambda r: np.log1p(output_pct(r)[j, 0] / 100),
        "trade": lambda r: np.log(r.trade_at_border[j, 0, i]),
        "quantity": lambda r: np.log(r.equilibrium.flows.received[j, 0, i] / producer_price_hat(r)[j, i]),
    }
    flows = np.argwhere(result.trade > 0)
    slopes = [
        gradient(result, home, of, instrument, sector=result.sectors[j], exporter=result.economies[i])
        for of in objectives
    ]
    for at in map(tuple, flows[rng.choice(len(flows), 2, replace=False)]):
        expected = differences(solve, levers, instrument, at, objectives.values())
        for of, slope, value in zip(objectives, slopes, expected, strict=True):
            assert slope[at] == pytest.approx(value, rel=1e-6, abs=1e-9 * np.abs(slope).max()), of


@pytest.mark.parametrize("closure", ["fixed", "balanced", "share"])
def test_one_factorisation_gives_the_same_gradients(closure):
    _, _, _, result = shocked(11, closure=closure)
    for of in ("welfare", "real_wage"):
        together = gradients(result, of)
        for n, economy in enumerate(result.economies):
            alone = gradient(result, economy, of)
            assert np.allclose(together[n], alone, rtol=1e-8, atol=1e-9 * np.abs(alone).max())
    own = own_gradients(result)
    for n in range(len(result.economies)):
        assert np.allclose(own[:, n], gradients(result)[n][:, n], rtol=1e-8)


def test_unknown_names_are_refused_with_close_matches():
    _, _, _, result = shocked(1)
    with pytest.raises(InputError, match="did you mean E1"):
        gradient(result, "e1x")
    with pytest.raises(InputError, match="not one of welfare"):
        gradient(result, "E1", of="happiness")


@pytest.mark.parametrize("seed", range(3))
def test_gradients_with_quotas_that_bind(seed):
    rng, levers, solve, _ = shocked(20 + seed)
    free = np.where(rng.random(levers["tariffs"].shape) < 0.3, 0.6, np.inf)
    free[:, np.arange(5), np.arange(5)] = np.inf
    capped = lambda **changed: solve(export_quota=free, **changed)  # noqa: E731
    result = capped()
    assert result.converged
    bound = np.isfinite(free) & (result.trade > 0)
    assert bound.any()
    for instrument in INSTRUMENTS:
        slope = gradient(result, "E1", with_respect_to=instrument)
        assert np.allclose(gradients(result, with_respect_to=instrument)[1], slope, rtol=1e-7, atol=1e-10)
        flows = np.argwhere((result.trade > 0) & ~bound)
        for at in map(tuple, flows[rng.choice(len(flows), 2, replace=False)]):
            (expected,) = differences(capped, levers, instrument, at, [lambda r: r.log_welfare[1]])
            assert slope[at] == pytest.approx(expected, rel=1e-6, abs=1e-9 * np.abs(slope).max())
    assert np.allclose(own_gradients(result)[:, 1], gradient(result, "E1")[:, 1], rtol=1e-7, atol=1e-12)
