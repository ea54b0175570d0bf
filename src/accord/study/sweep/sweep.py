"""Scenarios under uncertain elasticities: many draws, on one machine or a cluster, resumable, reproducible.

A draw takes one set of elasticities and solves every scenario with it, so that differences between
scenarios are differences within draws. Its numbers depend on the seed and the number of the draw alone,
not on which worker solves it or in which order.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

import accord
from accord.core.codec import Document, finite
from accord.core.errors import InputError, SolveError
from accord.core.frozen import dataclass
from accord.core.process import roomy
from accord.core.provenance import fingerprint
from accord.core.shock import Shock
from accord.files.journal import Journal, Values
from accord.groups import members
from accord.policy import Scenario
from accord.policy.law import WORLD_YEAR, Comparison, compiled
from accord.study.document import named_blocs
from accord.study.law import baseline, solve_law
from accord.study.run import Run, run
from accord.study.sweep.pool import IN_FLIGHT, Draws, Pool, Solved, cluster, finished
from accord.trade import Result, solve_shock
from accord.trade.calibration import Calibration, calibrate
from accord.trade.columns import Mask, headline_unit, headlines
from accord.trade.group import WIDTH, Group, groups
from accord.trade.moments import on_top_of
from accord.world import World
from accord.world.draws import Spread, spread_of
from accord.world.horizon import own_set

QUANTILES = (5, 25, 50, 75, 95)
NAMED = 6
"""Headline numbers are those of the first so many economies a scenario names; of all where it names none."""
MOST_DRAWS, MOST_JOBS, MOST_SEED = 1_000_000, 512, 2**63 - 1
"""Bounds of what can be asked for: a million draws take days and a table of a few GB."""
MOST_FAILED = 0.05
"""A sweep with a larger share of draws without a certified answer gives no quantiles."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Task:
    """All that a worker needs: the world, the shocks of the scenarios, and how elasticities vary.

    Against the law of a day, ``laws`` are its shocks, each with the parts of flows of the scenario's shock.
    ``central`` are the results that draws start from, ``law`` that of the law.
    """

    world: World
    against: Comparison
    laws: tuple[Shock, ...]
    shocks: tuple[Shock, ...]
    closures: tuple[str, ...]
    named: tuple[tuple[str, ...], ...]
    blocs: tuple[dict[str, Mask], ...]
    spread: Spread
    seed: int
    central: tuple[Result, ...]
    law: Result | None = None

    def values(self, draws: Sequence[int]) -> list[tuple[int, Values]]:
        """Return the headline numbers of every scenario in draws of one group, None where one has no answer."""
        first = draws[0] // WIDTH * WIDTH
        world = calibrate(self.world)
        places = [world.with_elasticity(self.spread.draw(self.seed, first + at)) for at in range(WIDTH)]
        numbers: dict[int, Values] = {draw: [] for draw in draws}
        parts = zip(
            self._results(places), self.laws, self.shocks, self.central, self.named, self.blocs, strict=True
        )
        for results, law, shock, central, named, blocs in parts:
            for draw, place, solved in zip(range(first, first + WIDTH), places, results, strict=True):
                held = numbers.get(draw)
                if held is None:
                    continue
                result = solved or self._alone(place, law, shock, central)
                numbers[draw] = (
                    [*held, *headlines(result, named, blocs).values()] if result.converged else None
                )
        return list(numbers.items())

    def _results(self, places: Sequence[Calibration]) -> Iterator[Iterable[Result | None]]:
        """Yield the results of each scenario, for all places side by side; each is certified as it is taken."""
        group = Group(places)
        laws: dict[str, list[Result | None]] = {}
        for law, shock, central in zip(self.laws, self.shocks, self.central, strict=True):
            closure = central.closure
            if self.law is None:
                yield group.results(shock, central)
                continue
            if closure not in laws:
                near = self.law if closure == self.law.closure else central
                laws[closure] = list(group.results(law, near))
            yield group.on_top(laws[closure], shock, central)

    def _alone(self, place: Calibration, law: Shock, shock: Shock, central: Result) -> Result:
        """Return the result of a draw that was not found side by side with the others."""
        closure = central.closure
        if self.against.day is None:
            return solve_shock(place, shock, closure, start=central)
        start = baseline(place, self.against, closure, near=self.law)
        return solve_shock(start, on_top_of(place, start, law, shock), closure)


@dataclass(frozen=True, eq=False)
class Sweep:
    """What a sweep found. ``values[draw, number]`` holds the draws that have an answer."""

    runs: tuple[Run, ...]
    task: Task
    fingerprint: str
    draws: int
    failed: int
    values: NDArray[np.float64]

    def document(self) -> Document:
        """Return the JSON document: for each scenario its headline numbers with quantiles."""
        table = np.percentile(self.values, QUANTILES, axis=0)
        at, scenarios = 0, []
        for one, named, blocs in zip(self.runs, self.task.named, self.task.blocs, strict=True):
            rows = []
            for key, central in headlines(one.result, named, blocs).items():
                quantiles = {str(q): finite(value) for q, value in zip(QUANTILES, table[:, at], strict=True)}
                rows.append(
                    {
                        "key": key,
                        "unit": headline_unit(key),
                        "central": finite(central),
                        "quantiles": quantiles,
                    }
                )
                at += 1
            entry = {"scenario": one.scenario.id, "title": one.scenario.title, "closure": one.result.closure}
            scenarios.append(entry | {"headlines": rows})
        return {
            "world": {"id": self.task.world.id, "fingerprint": self.runs[0].world.fingerprint},
            "elasticities": self.runs[0].world.elasticity_source,
            "horizon": self.runs[0].horizon,
            "against": str(self.task.against),
            "basis": self.task.spread.sentence,
            "seed": self.task.seed,
            "draws": self.draws,
            "without_answer": self.failed,
            "fingerprint": self.fingerprint,
            "scenarios": scenarios,
        }


def sweep(
    scenarios: list[Scenario | str | Path],
    world: World | str | None = None,
    *,
    draws: int = 1000,
    seed: int = 1,
    jobs: int = 1,
    dask: str | None = None,
    elasticity_set: str | Path | None = None,
    closure: str | None = None,
    horizon: str | int | None = None,
    against: str | None = None,
    journal: Path | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Solve scenarios for ``draws`` sets of elasticities and return the headline numbers of each.

    ``jobs`` worker processes with one numerical thread each, or the workers of the Dask cluster at
    ``dask``. ``journal`` is a folder: what is found there is not computed again. ``progress`` is called
    with finished and wanted draws. Raises SolveError where over 5 % of draws have no certified answer.
    """
    _check_counts(draws=(draws, 1, MOST_DRAWS), seed=(seed, 0, MOST_SEED), jobs=(jobs, 1, MOST_JOBS))
    if not scenarios:
        raise InputError("sweep: needs at least one scenario")
    options: dict[str, Any] = {"elasticity_set": elasticity_set, "closure": closure, "horizon": horizon}
    options["against"] = against
    runs = tuple(run(scenario, world, **options) for scenario in scenarios)
    task = plan(runs, seed)
    mark = mark_of(runs, task)
    parts = zip(runs, task.named, task.blocs, strict=True)
    width = sum(len(headlines(one.result, named, blocs)) for one, named, blocs in parts)
    values = np.full((draws, width), np.nan)
    with Journal(journal / f"{mark[:32]}.jsonl" if journal else None) as book:
        _fill(values, book, lambda missing: _solved(task, missing, jobs, dask), progress)
    answered = ~np.isnan(values).all(axis=1)
    failed = int((~answered).sum())
    if failed > MOST_FAILED * draws:
        raise SolveError(
            f"sweep: {failed} of {draws} draws have no certified answer, so there are no quantiles"
        )
    return Sweep(runs, task, mark, draws, failed, values[answered])


def _fill(
    values: NDArray[np.float64],
    book: Journal,
    solve: Callable[[list[int]], Iterator[tuple[int, Values]]],
    progress: Progress | None,
) -> None:
    """Fill the rows of ``values`` with the draws in the journal, then solve and note down the others."""
    draws, width = values.shape
    left = set(range(draws))

    def settle(draw: int, numbers: Values) -> None:
        values[draw] = np.nan if numbers is None else numbers
        left.remove(draw)

    for draw, numbers in book.read():
        if draw in left and (numbers is None or len(numbers) == width):
            settle(draw, numbers)
    if progress:
        progress(draws - len(left), draws)
    for draw, numbers in solve(sorted(left)):
        book.write(draw, numbers)
        settle(draw, numbers)
        if progress:
            progress(draws - len(left), draws)


def _solved(task: Task, missing: list[int], jobs: int, address: str | None) -> Iterator[tuple[int, Values]]:
    if missing:
        with _workers(task, jobs, address) as pool:
            yield from finished(groups(missing), pool)


def plan(runs: tuple[Run, ...], seed: int) -> Task:
    """Return what a worker needs to solve the scenarios of ``runs`` again with other elasticities."""
    world = runs[0].world
    for one in runs:
        if one.horizon != runs[0].horizon:
            pair = f"'{runs[0].scenario.id}' and '{one.scenario.id}'"
            raise InputError(f"sweep: {pair} are for different horizons; give one --horizon for both")
    pairs, day = [_shocks(one) for one in runs], runs[0].against.day
    return Task(
        world,
        against=runs[0].against,
        laws=tuple(law for law, _ in pairs),
        shocks=tuple(shock for _, shock in pairs),
        closures=tuple(one.result.closure for one in runs),
        named=tuple(one.named[:NAMED] for one in runs),
        blocs=tuple(
            {name: inside for name, inside in named_blocs(one).items() if inside.any()} for one in runs
        ),
        spread=spread_of(own_set(world)),
        seed=seed,
        central=tuple(one.result for one in runs),
        law=None if day is None else solve_law(calibrate(world), day, runs[0].result.closure),
    )


def _shocks(one: Run) -> tuple[Shock, Shock]:
    """Return the shocks of a run's law of the day and of its scenario, both from the world's data year."""
    if one.against.day is None:
        return Shock(), one.shock
    return compiled(one.scenario, one.world, members, one.against.day)


def mark_of(runs: tuple[Run, ...], task: Task) -> str:
    """Return the fingerprint of everything that decides the numbers of a draw; how many draws does not."""
    scenarios = [one.scenario.to_dict() for one in runs]
    spread = task.spread
    settings = [accord.__version__, task.world.fingerprint, list(task.closures), task.seed]
    if str(task.against) != WORLD_YEAR:
        settings.append(str(task.against))
    return fingerprint(settings, scenarios, spread.theta, spread.log_sd, spread.shift, spread.estimate)


_held: Task | None = None
"""The task of a worker process, set once when it starts."""


def _hold(task: Task) -> None:
    global _held  # noqa: PLW0603 - one per worker process
    _held = task
    roomy()
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this worker when its parent is gone, so that none outlives a killed sweep."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _solve_held(draws: Draws) -> Solved:
    assert _held is not None
    return _held.values(draws)


def _solve(task: Task, draws: Draws) -> Solved:
    return task.values(draws)


def _now(task: Task, draws: Draws) -> Future[Solved]:
    done: Future[Solved] = Future()
    done.set_result(task.values(draws))
    return done


@contextmanager
def _workers(task: Task, jobs: int, address: str | None) -> Iterator[Pool]:
    """Yield who solves the draws: this process where it is to do so alone."""
    if address is None and jobs == 1:
        yield Pool(lambda draws: _now(task, draws), 1, lambda: True)
        return
    if address is None:
        from joblib.externals.loky import ProcessPoolExecutor

        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        pool = ProcessPoolExecutor(jobs, env=single, initializer=_hold, initargs=(task,))
        try:
            yield Pool(lambda draws: pool.submit(_solve_held, draws), IN_FLIGHT * jobs, lambda: True)
        finally:
            pool.shutdown(wait=True, kill_workers=True)
        return
    with cluster(address) as client:
        held = client.scatter(task, broadcast=True)
        pool = client.get_executor(pure=False)
        workers = sum(client.nthreads().values())
        yield Pool(
            lambda draws: pool.submit(_solve, held, draws),
            IN_FLIGHT * workers,
            lambda: bool(client.nthreads()),
        )


def _check_counts(**counts: tuple[int, int, int]) -> None:
    for name, (count, least, most) in counts.items():
        if not least <= count <= most:
            bound = f"at least {least}" if count < least else f"at most {most:,}"
            raise InputError(f"sweep: {name} must be {bound}, not {count}")
