"""Who solves the draws of a sweep: they are handed out a few at a time and gathered as they are finished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from typing import Any

from accord.core.errors import InputError, MissingExtraError, SolveError
from accord.core.frozen import dataclass
from accord.files.journal import Values

IN_FLIGHT = 3
"""Groups of draws handed out per worker at a time: enough to keep it busy, few enough to keep memory flat."""
PATIENCE = 10.0
"""Seconds without a finished draw after which a cluster is asked whether it is still there."""
KEPT = "the draws finished so far are in the journal"

Draws = tuple[int, ...]
"""Draws of one group."""
Solved = list[tuple[int, Values]]
"""Draws with their headline numbers."""


@dataclass(frozen=True)
class Pool:
    """How to hand out a group of draws, how many at a time, and whether any worker is left."""

    submit: Callable[[Draws], Future[Solved]]
    ahead: int
    alive: Callable[[], bool]


def cluster(address: str) -> Any:
    """Return a client of the Dask cluster at ``address`` (distributed has no types)."""
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError("a Dask cluster needs: pip install 'accord[cluster]'") from None
    try:
        client: Any = Client(address, timeout=10)
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"--dask: no cluster answers at '{address}' ({type(error).__name__})") from None
    if not client.nthreads():
        client.close()
        raise InputError(f"--dask: the cluster at '{address}' has no workers")
    return client


def finished(missing: Iterable[Draws], pool: Pool) -> Iterator[tuple[int, Values]]:
    """Yield each draw as it is finished, never more than a few groups for each worker handed out."""
    from concurrent.futures.process import BrokenProcessPool

    running: list[Future[Solved]] = []
    try:
        for draws in missing:
            running.append(pool.submit(draws))
            if len(running) >= pool.ahead:
                yield from _collect(running, pool.alive)
        while running:
            yield from _collect(running, pool.alive)
    except BrokenProcessPool:
        raise SolveError(f"sweep: a worker process ended; {KEPT}") from None
    except CancelledError:
        raise SolveError(f"sweep: the Dask cluster gave draws up that it had taken; {KEPT}") from None
    except Exception as error:
        # distributed has no types, and an exception of its own for each way in which a cluster can go
        if type(error).__module__.partition(".")[0] != "distributed":
            raise
        raise SolveError(f"sweep: the Dask cluster failed ({type(error).__name__}); {KEPT}") from None


def _collect(running: list[Future[Solved]], alive: Callable[[], bool]) -> Iterator[tuple[int, Values]]:
    while not (done := wait(running, timeout=PATIENCE, return_when=FIRST_COMPLETED).done):
        if not _answers(alive):
            raise SolveError(f"sweep: no worker of the Dask cluster is left; {KEPT}")
    for future in [one for one in running if one in done]:
        running.remove(future)
        yield from future.result()


def _answers(alive: Callable[[], bool]) -> bool:
    try:
        return alive()
    except (OSError, RuntimeError):
        return False
