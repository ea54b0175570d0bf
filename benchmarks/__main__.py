"""Speed of the trade room, measured in one run: ``python -m benchmarks [--world ID] [--quick]``.

Times are medians on this machine; what carries over to another are the ratios.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np

import accord
from accord.core.shock import Shock
from accord.policy.law import law_shock
from accord.trade import counterfactual, gradient, gradients, own_gradients, solve_shock, welfare_split
from benchmarks.reference import tariff_war
from benchmarks.worlds import random_world, world_of

DAY = date(2026, 1, 14)


def median(action: Callable[[], object], times: int) -> float:
    """Milliseconds of the median of ``times`` runs."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        spent.append(time.perf_counter() - start)
    return 1000 * float(np.median(spent))


def line(what: str, value: float, unit: str, note: str = "") -> None:
    print(f"  {what:<58}{value:>10.2f} {unit:<6}{note}")


def us_tariff(world, rate: float = 0.5):
    """A US tariff of ``rate`` on top of all goods from everybody."""
    tariffs = np.array(world.tariffs)
    n = world.economies.index("USA")
    tariffs[:-1, n, :] += rate
    tariffs[:, n, n] = world.tariffs[:, n, n]
    return tariffs


def ratio(world, shocks: tuple[Shock, Shock], times: int, *, move: bool = False) -> float:
    """Median time of the first of two shocks over that of the second, solved in turn; ``move`` gives it new rates."""
    spent = []
    for _ in range(times):
        first, second = shocks
        if move and first.atoms is not None:
            first = replace(first, atoms=replace(first.atoms, new=first.atoms.new.copy()))
        spent.append([median(lambda shock=shock: solve_shock(world, shock), 1) for shock in (first, second)])
    one, two = np.median(spent, axis=0)
    return float(one / two)


def solves(world, times: int) -> float:
    print(f"Solve, {len(world.economies)} economies x {len(world.sectors)} sectors with inputs ({world.id})")
    tariffs = us_tariff(world)
    counterfactual(world, tariffs)
    solve = median(lambda: counterfactual(world, tariffs), times)
    result = counterfactual(world, tariffs)
    line("warm solve, US tariff of 50 points, from the baseline", solve, "ms", f"{result.evaluations} passes")
    if world.id == "world-2022":
        law = law_shock(world, DAY)
        shocks = (law, Shock(tariffs=law.tariffs))
        same, moved = ratio(world, shocks, 5 * times), ratio(world, shocks, 5 * times, move=True)
        line(f"law of {DAY}, products in parts to their means", same, "times", f"{moved:.2f} for rates anew")
    near = tariffs.copy()
    near[5, 0, 1] += 0.01
    line(
        "the same with one tariff moved a point, from the last",
        median(lambda: counterfactual(world, near, start=result), times),
        "ms",
    )
    line("exact welfare split along the path", median(lambda: welfare_split(result), 3), "ms")
    return solve


def slopes(world, solve: float, times: int) -> None:
    print("Gradients, ratio to one solve")
    tariffs = us_tariff(world)

    def fresh():
        return counterfactual(world, tariffs)

    whole = median(lambda: gradient(fresh(), "USA"), times) - median(fresh, times)
    line("one economy's welfare in all tariffs", whole / solve, "solves", f"{world.tariffs.size} derivatives")
    line(
        "all economies' welfare in all tariffs",
        (median(lambda: gradients(fresh()), 3) - solve) / solve,
        "solves",
    )
    line(
        "each economy's welfare in its own tariffs",
        (median(lambda: own_gradients(fresh()), 3) - solve) / solve,
        "solves",
    )
    line("one economy by central differences", 2.0 * world.tariffs.size, "solves", "by count, not run")


def against_fsolve(world, times: int) -> None:
    print("Against scipy (hybrid Newton, the same equations without inputs, balanced trade)")
    theta = np.array(world.trade_elasticity)
    tariffs = us_tariff(world)
    balanced = tariff_war(np.array(world.trade), world.tariffs, world.tariffs, theta)[0]
    flat = world_of(balanced, np.array(world.tariffs), theta)
    for name in ("trade", "tariffs"):
        getattr(flat, name).setflags(write=False)
    ours = median(lambda: counterfactual(flat, tariffs, closure="balanced"), times)
    theirs = median(lambda: tariff_war(balanced, world.tariffs, tariffs, theta), 3)
    other = tariff_war(balanced, world.tariffs, tariffs, theta)[1]
    mine = counterfactual(flat, tariffs, closure="balanced").welfare_pct
    line("Accord", ours, "ms")
    line("scipy.optimize.root", theirs, "ms")
    line(
        "ratio",
        theirs / ours,
        "times",
        f"largest difference {np.abs(mine - 100 * (other - 1)).max():.1e} points",
    )


def growth(times: int) -> None:
    print("Growth, random worlds with inputs (US-like tariff of 50 points by one economy)")
    for N, J in ((20, 28), (40, 28), (81, 28), (160, 28), (81, 10), (81, 56)):
        world = random_world(np.random.default_rng(N + J), N=N, J=J, theta=(3.0, 12.0))
        for name in ("trade", "tariffs"):
            getattr(world, name).setflags(write=False)
        tariffs = world.tariffs.copy()
        tariffs[:, 0, 1:] += 0.5
        result = counterfactual(world, tariffs)
        solve = median(lambda world=world, tariffs=tariffs: counterfactual(world, tariffs), times)
        slope = median(
            lambda world=world, tariffs=tariffs: gradient(counterfactual(world, tariffs), "E0"), times
        )
        every = median(lambda world=world, tariffs=tariffs: own_gradients(counterfactual(world, tariffs)), 2)
        line(f"{N} economies x {J} sectors: solve", solve, "ms", f"{result.evaluations} passes")
        line("    + one gradient", (slope - solve) / solve, "solves")
        line("    + every economy's own gradient", (every - solve) / solve, "solves")


def sweeps(world_id: str, draws: int) -> None:
    try:
        from accord.study.sweep.sweep import sweep
    except ImportError:
        return
    print(f"Sweep of {draws} draws")
    spent = {}
    for jobs in (1, 2):
        start = time.perf_counter()
        sweep(["india-50"], world=world_id, draws=draws, seed=1, jobs=jobs)
        spent[jobs] = time.perf_counter() - start
        line(f"{jobs} worker(s)", spent[jobs], "s")
    line("faster with two workers", spent[1] / spent[2], "times")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--world", default="world-2022")
    parser.add_argument("--quick", action="store_true", help="few repetitions, no growth, no sweep")
    parser.add_argument("--draws", type=int, default=1000)
    given = parser.parse_args()
    times = 3 if given.quick else 11
    world = accord.load_world(given.world)
    solve = solves(world, times)
    slopes(world, solve, times)
    against_fsolve(world, times)
    if not given.quick:
        growth(3)
        sweeps(given.world, given.draws)
    return 0


if __name__ == "__main__":
    sys.exit(main())
