"""The child process in which documents are read: one clock and one budget of memory for each, whatever it holds."""

from __future__ import annotations

import atexit
import json
import os
import selectors
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import IO, TYPE_CHECKING, Protocol, cast

from accord.core.frozen import NamedTuple

if TYPE_CHECKING:
    from accord.core.codec import JsonValue

SECONDS = 8.0
"""Seconds of the processor that one document may take, from its bytes to its docket."""
PATIENCE = 4
"""Times those seconds that may pass by the clock on the wall, on a machine that has much to do."""
STARTS = 60.0
"""Seconds that a child may take to start and take a document in, on a machine that has much to do."""
MOST_ANSWER = 80_000_000
MOST_IDLE = 2


class Answer(NamedTuple):
    """One document the child found, or what it left out; ``late`` when its clock ran out or it died.

    A document that was to be read has a ``docket``, or a sentence why it is ``unread``.
    """

    text: str = ""
    title: str = ""
    date: str | None = None
    notes: tuple[str, ...] = ()
    part: str = ""
    left: str = ""
    late: bool = False
    docket: dict[str, JsonValue] | None = None
    unread: str = ""


class _Process(Protocol):
    """A running child: where it is asked, where it answers."""

    stdin: IO[bytes]
    stdout: IO[bytes]

    def alive(self) -> bool: ...
    def end(self) -> None: ...


class _Fork:
    """A copy of this process: it starts at once, for what it needs is loaded."""

    def __init__(self) -> None:
        taken, asked = os.pipe()
        heard, answered = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other threads than Python's, which a copy does not need
            self._number = os.fork()
        if self._number == 0:
            _be_the_child((asked, heard), taken, answered)
        os.close(taken)
        os.close(answered)
        self.stdin: IO[bytes] = os.fdopen(asked, "wb")
        self.stdout: IO[bytes] = os.fdopen(heard, "rb", buffering=0)

    def alive(self) -> bool:
        """Return whether it still runs."""
        return self._number > 0 and os.waitpid(self._number, os.WNOHANG) == (0, 0)

    def end(self) -> None:
        """Stop it and let go of it."""
        with suppress(OSError):
            os.kill(self._number, signal.SIGKILL)
            os.waitpid(self._number, 0)
        self._number = -1
        for pipe in (self.stdin, self.stdout):
            with suppress(OSError):
                pipe.close()


def _be_the_child(others: tuple[int, ...], taken: int, answered: int) -> None:
    """Answer as the child, and never come back."""
    try:
        for number in others:
            os.close(number)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        silent = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(silent, number)
        from accord.docket.documents.formats import serve

        serve(os.fdopen(taken, "rb"), os.fdopen(answered, "wb"))
    finally:
        os._exit(0)


class _Started:
    """A process of its own, where a copy cannot be made or could wait for a thread that it lacks."""

    def __init__(self) -> None:
        import subprocess

        # -P: a folder of documents is no place to import from
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "accord.docket.documents.formats"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.stdin = cast("IO[bytes]", self._child.stdin)
        self.stdout = cast("IO[bytes]", self._child.stdout)

    def alive(self) -> bool:
        """Return whether it still runs."""
        return self._child.poll() is None

    def end(self) -> None:
        """Stop it and let go of it."""
        self._child.kill()
        self._child.communicate()


class Extractor:
    """Starts the child when it is needed first, and again when it had to be ended; a context manager."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: _Process | None = None
        self.meanwhile: Callable[[], object] | None = None
        """What is done here, once, while the child is at work."""

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def answers(self, kind: str, data: bytes, read: dict[str, JsonValue] | None = None) -> Iterator[Answer]:
        """Return what the child finds in a document, each as soon as it is found, within one clock.

        With ``read`` (what ``docket.apart`` asks) each comes as a docket, else as text.
        """
        whole = False
        try:
            request = {"kind": kind, "size": len(data), "seconds": self._seconds, "read": read}
            for line in self._lines(json.dumps(request).encode(), data):
                told = json.loads(line)
                if whole := bool(told.get("end")):
                    return
                yield Answer(**{**told, "notes": tuple(told.get("notes", ()))})
            yield Answer(late=True)
        finally:
            if not whole:
                self.close()

    def _started(self) -> _Process:
        if self._child is None or not self._child.alive():
            self.close()
            self._child = _Fork() if _may_fork() else _Started()
        return self._child

    def _lines(self, request: bytes, data: bytes) -> Iterator[bytes]:
        """Return the child's lines until the clock runs out, the child ends, or it says too much.

        The clock starts when the child has taken the document in.
        """
        child = self._started()
        try:
            child.stdin.write(request + b"\n" + data)
            child.stdin.flush()
        except OSError:
            return
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        rest, size = b"", 0
        with selectors.DefaultSelector() as ready:
            ready.register(child.stdout.fileno(), selectors.EVENT_READ)
            if not ready.select(STARTS):
                return
            end = time.monotonic() + self._seconds * (PATIENCE if hasattr(signal, "setitimer") else 1)
            while size < MOST_ANSWER and ready.select(max(end - time.monotonic(), 0)):
                piece = os.read(child.stdout.fileno(), 1 << 20)
                size += len(piece)
                *found, rest = (rest + piece).split(b"\n")
                yield from (line for line in found if line)
                if not piece:
                    return


def _may_fork() -> bool:
    """Whether a copy of this process has all that it needs: nothing that another thread may hold."""
    alone = threading.current_thread() is threading.main_thread() and threading.active_count() == 1
    return sys.platform == "linux" and alone


_IDLE: list[Extractor] = []
_OTHERS: list[Extractor] = []


def _leave_to_the_first() -> None:
    """In a copy of this process: whoever is idle answers the first, who alone may ask or end it."""
    _OTHERS.extend(_IDLE)
    _IDLE.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_the_first)


@contextmanager
def borrowed() -> Iterator[Extractor]:
    """Lend a child for some documents; a few stay for those who ask next, since one takes a second to start."""
    try:
        child = _IDLE.pop()
    except IndexError:
        child = Extractor()
    try:
        yield child
    finally:
        if len(_IDLE) < MOST_IDLE and not _may_fork():
            _IDLE.append(child)
        else:
            child.close()


@atexit.register
def _let_go() -> None:
    while _IDLE:
        _IDLE.pop().close()
