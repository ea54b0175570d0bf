"""Work that takes a processor: beside the loop that serves, a few at a time, the others wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from accord.web.problems import Problem

AT_ONCE = 2
MOST_WAITING = 40
"""Questions that wait for their turn; more are told to come back."""

Given = ParamSpec("Given")
Found = TypeVar("Found")


@lru_cache(maxsize=1)
def _turns() -> CapacityLimiter:
    return CapacityLimiter(AT_ONCE)


def waiting() -> int:
    """Return how many questions wait for their turn in this process."""
    return _turns().statistics().tasks_waiting


async def aside(work: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found:
    """Return what ``work`` gives, done beside the loop; raise Problem where too many wait already."""
    if waiting() >= MOST_WAITING:
        raise Problem(503, "Too many questions are waiting for their turn; ask again in a moment.")
    return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=_turns())
