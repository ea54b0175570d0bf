"""Messages and progress on standard error, where a user who asked for quiet sees none but errors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from accord.core.errors import one_line

_HUSHED: set[str] = set()


def hush(quiet: bool) -> None:
    """Say nothing but errors from here on; told False, speak again."""
    _HUSHED.clear()
    if quiet:
        _HUSHED.add("all")


def say(message: str) -> None:
    """Print progress or a message on standard error, on one line, unless told to be quiet."""
    if not _HUSHED:
        complain(message)


def complain(message: str) -> None:
    """Print what went wrong on standard error, on one line; where nobody can hear it the status tells."""
    with suppress(OSError, ValueError):
        print(one_line(message), file=sys.stderr, flush=True)


@contextmanager
def draws_bar() -> Iterator[Callable[[int, int], None]]:
    """Yield a callback that keeps a bar of draws with the time left on standard error, where somebody would see it.

    The bar begins with the first call, in the process that makes it, and ends with the last draw.
    """
    if not _seen():
        yield lambda done, wanted: None
        return
    from rich import progress
    from rich.console import Console

    columns = ("draws", progress.BarColumn(), progress.MofNCompleteColumn(), progress.TimeRemainingColumn())
    console = Console(stderr=True)
    bar = progress.Progress(*columns, console=console, auto_refresh=False)
    task = bar.add_task("draws", total=None)

    def show(done: int, wanted: int) -> None:
        if bar.tasks[task].total is None:
            # draws from the journal cost nothing: they do not count for the time left
            bar.start()
            bar.reset(task, total=wanted, completed=done)
        bar.update(task, completed=done, refresh=True)
        if done >= wanted:
            bar.stop()

    try:
        yield show
    finally:
        bar.stop()
        console.show_cursor()  # of a bar that a process stopped under way leaves hidden


@contextmanager
def work_bar() -> Iterator[Callable[[str, float], None] | None]:
    """Yield a callback for the part of a work that is done, nothing where nobody would see the bar."""
    if not _seen():
        yield None
        return
    from rich import progress
    from rich.console import Console

    columns = (progress.BarColumn(), progress.TimeElapsedColumn(), "{task.description}")
    # refreshed by reports and by no thread: the work may go on in a second process
    console = Console(stderr=True)
    with progress.Progress(*columns, console=console, auto_refresh=False, transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda message, done: bar.update(task, description=message, completed=done, refresh=True)


def _seen() -> bool:
    return sys.stderr.isatty() and not _HUSHED
