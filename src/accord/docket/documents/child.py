"""The child process that reads HTML, PDF and e-mail: one clock for each document, replaced when it hangs."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

SECONDS = 8.0
MOST_ANSWER = 80_000_000


@dataclass(frozen=True)
class Answer:
    """One document the child found, or what it left out; ``late`` when its clock ran out or it died."""

    text: str = ""
    title: str = ""
    date: str | None = None
    notes: tuple[str, ...] = ()
    part: str = ""
    left: str = ""
    late: bool = False


class Extractor:
    """Starts the child when it is needed first; use it as a context manager."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def answers(self, kind: str, data: bytes) -> Iterator[Answer]:
        """Return what the child finds in a document, each as soon as it is found, within one clock."""
        child = self._started()
        if not self._sent(child, kind, data):
            self.close()
            yield Answer(late=True)
            return
        for line in self._lines(child):
            told = json.loads(line)
            if told.get("end"):
                return
            yield Answer(**{**told, "notes": tuple(told.get("notes", ()))})
        self.close()
        yield Answer(late=True)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "accord.docket.documents.formats"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._child

    @staticmethod
    def _sent(child: subprocess.Popen[bytes], kind: str, data: bytes) -> bool:
        if child.stdin is None:
            return False
        try:
            child.stdin.write(f"{kind} {len(data)}\n".encode() + data)
            child.stdin.flush()
        except (BrokenPipeError, OSError):
            return False
        return True

    def _lines(self, child: subprocess.Popen[bytes]) -> Iterator[bytes]:
        """Return the child's lines until the clock runs out, the child ends, or it says too much."""
        if child.stdout is None:
            return
        end, rest, size = time.monotonic() + self._seconds, b"", 0
        with selectors.DefaultSelector() as ready:
            ready.register(child.stdout.fileno(), selectors.EVENT_READ)
            while size < MOST_ANSWER and ready.select(max(end - time.monotonic(), 0)):
                piece = os.read(child.stdout.fileno(), 1 << 20)
                size += len(piece)
                *whole, rest = (rest + piece).split(b"\n")
                yield from whole
                if not piece:
                    return
