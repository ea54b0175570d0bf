"""Steps of one piece of work that a second process takes, where the system can divide a process in two."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


def possible() -> bool:
    """Return whether a second process gains anything and can do no harm: two cores, one thread, no worker."""
    alone = threading.active_count() == 1 and not current_process().daemon
    return alone and sys.platform.startswith("linux") and len(os.sched_getaffinity(0)) > 1


class Beside(Generic[T]):
    """Steps under way in a second process, which has everything that was worked out before it."""

    def __init__(self, steps: Sequence[Callable[[], T]]) -> None:
        self._there, here = get_context("fork").Pipe(duplex=False)
        self._process = get_context("fork").Process(target=_work, args=(steps, here), daemon=True)
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # of the threads of the linear algebra, at rest
            self._process.start()
        here.close()

    def parts(self) -> Iterator[tuple[str, T]]:
        """Yield finished steps by name, raising what a step raised."""
        while True:
            try:
                name, part = self._there.recv()
            except EOFError:
                return
            if isinstance(part, BaseException):
                raise part
            yield name, part

    def stop(self) -> None:
        """End the second process."""
        self._process.kill()
        self._process.join()
        self._there.close()


@contextmanager
def apart(step: Callable[[], T]) -> Iterator[Callable[[], T]]:
    """Yield what gives the outcome of a step that a second process works out, where there can be one."""
    if not possible():
        yield step
        return
    other = Beside([step])
    try:
        yield lambda: next(other.parts())[1]
    finally:
        other.stop()


def in_turn(steps: Sequence[Callable[[], T]]) -> Iterator[Callable[[], T]]:
    """Return steps of which each goes to one alone of the processes that take from them, first come first served."""
    left, put = get_context("fork").Pipe(duplex=False)
    os.write(put.fileno(), bytes(range(len(steps))))  # a byte for each: who reads it has the step
    put.close()
    return (steps[at[0]] for at in iter(lambda: os.read(left.fileno(), 1), b""))


def _work(steps: Sequence[Callable[[], object]], here: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the first process stops this one
    gc.freeze()  # what both hold is not looked through again, so its pages stay shared
    try:
        for step in steps:
            here.send((getattr(step, "__name__", ""), step()))
    except BaseException as error:
        here.send(("", error))
    finally:
        here.close()
