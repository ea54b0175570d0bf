"""Speed of the energy room, and random markets: ``python -m benchmarks.energy [--markets 300]``.

Times are medians on this machine; the budgets they are held against (one clearing 5 ms, a stop with 600 draws
3 s, a fan of 2,000 draws 2 s, a refinery programme 50 ms) are for a quiet one. Each random market must clear
with its certificate or end with a sentence.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter

import numpy as np

from accord.core.errors import AccordError
from accord.energy import tables
from accord.energy.answers.nuclear import nuclear_path
from accord.energy.answers.oil import Asked
from accord.energy.market import Change, CrudeBase, Elasticities, clear
from accord.energy.refine import replace_grades
from accord.study.energy.oil import oil_stop
from benchmarks.__main__ import line, median


def speed() -> None:
    """Print the times of the four budgets and their ratios to one clearing."""
    base, elastic = tables.load_crude(2025), tables.elasticity_sets()[0]
    supply = np.where(np.array(base.origins) == "RUS", 0.95, 1.0)
    refiners, grades = tables.refiners(), tables.grades()
    one = median(lambda: clear(base, elastic, 2.4, Change(supply=supply)), 50)
    times = {
        f"one clearing, {len(base.origins)} x {len(base.buyers)} (5 ms)": one,
        "a stop with 600 draws (3 s)": median(lambda: oil_stop(Asked("IND", "RUS")), 3),
        "a fan of 2,000 draws to 2047 (2 s)": median(lambda: nuclear_path("IND"), 5),
        "a refinery programme (50 ms)": median(lambda: replace_grades(refiners, grades), 20),
    }
    for what, spent in times.items():
        line(what, spent, "ms", f"{spent / one:.0f} clearings")


def market(seed: int) -> str:
    """Clear a random market under a random mix of bans, costs, caps, cuts, floors; return how it ended."""
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(2, 30, 2))
    flow = rng.lognormal(0, 2, shape) * (rng.random(shape) < rng.uniform(0.2, 1))
    flow[0] += 0.05
    base = CrudeBase(
        tuple(f"o{at}" for at in range(shape[0])), tuple(f"b{at}" for at in range(shape[1])), flow, 70.0
    )
    elastic = Elasticities(float(rng.uniform(0, 1) ** 2), float(rng.uniform(0.01, 1)))
    last = np.arange(shape[0]) == shape[0] - 1
    try:
        found = clear(
            base,
            elastic,
            float(np.exp(rng.uniform(-4, 4))),
            Change(
                ban=(rng.random(shape) < 0.1) & last[:, None],
                cost=rng.uniform(0, 20) * (rng.random(shape) < 0.1),
                supply=np.where(rng.random(shape[0]) < 0.2, rng.uniform(0.3, 1.2), 1.0),
                spare=np.where(rng.random(shape[0]) < 0.1, rng.uniform(0, 2), 0.0),
                floor=np.where(last, rng.uniform(0, 60), 0.0),
                cap=np.where(rng.random(shape[0]) < 0.1, rng.uniform(20, 90), np.inf),
            ),
        )
    except AccordError as error:
        return str(error).split("(", maxsplit=1)[0]
    assert found.certificate.residual < 1e-8
    return "cleared"


def main() -> int:
    """Print times and how random markets ended."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--markets", type=int, default=300)
    given = options.parse_args()
    warnings.simplefilter("error")
    speed()
    ended = Counter(market(seed) for seed in range(given.markets))
    for what, count in ended.most_common():
        print(f"  {count:6} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
