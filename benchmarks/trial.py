"""Random worlds and shocks: each must end with a certificate, or with a status and a sentence.

``python -m benchmarks.trial [--worlds 500] [--shocks 2000]``: 500 worlds under tariffs of 0 to 300 %, with
empty rows, elasticities of 0.5 to 60 and economies cut off; 2,000 shocks over all levers. Warnings are
errors.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter

import numpy as np

from accord.trade import Result, counterfactual
from benchmarks.worlds import random_tariffs, random_world

CLOSURES = ("fixed", "balanced", "share")


def tariff_case(seed: int) -> Result:
    """A world with empty flows and perhaps an economy on its own; tariffs, and sometimes bans."""
    rng = np.random.default_rng(seed)
    N = int(rng.integers(2, 8))
    cut = int(rng.integers(0, 2)) if N > 2 else 0
    world = random_world(rng, N=N, inputs=rng.random() < 0.6, cut=cut, zeros=rng.choice([0, 0.1, 0.6]))
    cost = None
    if rng.random() < 0.3:
        cost = np.where((rng.random(world.trade.shape) < 0.2) & _abroad(N), np.inf, 1.0)
    return counterfactual(world, random_tariffs(rng, world), cost, closure=str(rng.choice(CLOSURES)))


def lever_case(seed: int) -> Result:
    """A random world and a random mix of all levers."""
    rng = np.random.default_rng(10**6 + seed)
    theta = (0.5, 60.0) if rng.random() < 0.5 else (1.0, 12.0)
    world = random_world(rng, inputs=rng.random() < 0.6, zeros=rng.choice([0, 0.1, 0.3]), theta=theta)
    return counterfactual(world, closure=str(rng.choice(CLOSURES)), **_levers(rng, world))


def _levers(rng, world):
    J, N, _ = world.trade.shape
    off = _abroad(N)
    gift = rng.normal(0, 0.03, N) * world.output.sum(0)
    spread = (4 / np.maximum(4, world.trade_elasticity))[:, None, None]
    cost = np.where(off, rng.uniform(0.7, 2, (J, N, N)) ** spread, 1)
    cost[(rng.random((J, N, N)) < rng.choice([0, 0.1])) & off] = np.inf
    capped = (rng.random((J, N, N)) < 0.2) & off
    levers = {
        "tariffs": random_tariffs(rng, world),
        "trade_cost": cost,
        "export_tax": rng.uniform(-0.2, 1, (J, N, N)) * off * (rng.random((J, N, N)) < 0.5),
        "export_quota": np.where(capped, rng.uniform(0, 1.5, (J, N, N)), np.inf),
        "production_subsidy": rng.uniform(-0.5, 0.3, (J, N)),
        "productivity": np.exp(rng.normal(0, 0.3, (J, N))),
        "labour": np.exp(rng.normal(0, 0.3, N)),
        "transfer": gift - gift.mean(),
    }
    return {name: value for name, value in levers.items() if rng.random() < 0.4}


def _abroad(N: int):
    return ~np.eye(N, dtype=bool)


def run(case, count: int) -> tuple[Counter[str], float]:
    """Count the outcomes of ``count`` seeds; raise when a number is missing, or a sentence."""
    outcomes: Counter[str] = Counter()
    worst = 0.0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for seed in range(count):
            result = case(seed)
            outcomes[result.status.value] += 1
            if result.converged:
                worst = max(worst, result.residual)
                arrays = (result.welfare_pct, result.wage_hat, result.income_hat, result.trade)
                if not all(np.isfinite(array).all() for array in arrays):
                    raise ArithmeticError(f"{case.__name__}, seed {seed}: not a number in a certified result")
            elif not result.sentence.endswith("."):
                raise ArithmeticError(f"{case.__name__}, seed {seed}: no sentence")
    return outcomes, worst


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trial", description=__doc__)
    parser.add_argument("--worlds", type=int, default=500)
    parser.add_argument("--shocks", type=int, default=2000)
    given = parser.parse_args()
    for case, count in ((tariff_case, given.worlds), (lever_case, given.shocks)):
        outcomes, worst = run(case, count)
        print(f"{case.__name__}: {dict(outcomes)}, largest residual {worst:.1e}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
