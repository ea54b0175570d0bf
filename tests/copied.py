"""Work done in a copy of this process: what its own would do and say, without the time that one takes to start."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from accord.cli.main import main


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status and what it said."""

    status: int
    out: bytes
    err: bytes


def copied(
    tmp_path: Path, *words: str, out: str | None = "", err: str | None = "", **environment: str
) -> Ended:
    """Run a command in a copy of this process, as its own would: streams are files, None is a closed one."""
    places = [
        place if place is None else place or str(tmp_path / name) for place, name in ((out, "1"), (err, "2"))
    ]
    number = os.fork()
    if number == 0:
        try:
            os.environ.update(environment)
            opened = [
                place and os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for place in places
            ]
            for stream, file in zip((1, 2), opened, strict=True):
                os.close(stream) if file is None else os.dup2(file, stream)
            encoding = environment.get("PYTHONIOENCODING") or "utf-8"
            sys.stdout = None if out is None else open(1, "w", encoding=encoding)  # noqa: SIM115
            sys.stderr = None if err is None else open(2, "w", encoding="utf-8")  # noqa: SIM115
            sys.argv = ["accord", *words]
            main()
        except SystemExit as stopped:
            os._exit(int(stopped.code or 0))
        finally:
            os._exit(99)
    status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    said = [Path(place).read_bytes() if place and not place.startswith("/dev") else b"" for place in places]
    return Ended(status, *said)


@dataclass(frozen=True)
class Begun:
    """Work under way in a copy of this process, and the lines that it says."""

    number: int
    said: IO[str]

    def kill(self) -> None:
        """End it at once, whatever it does."""
        os.kill(self.number, signal.SIGKILL)

    def rest(self) -> list[str]:
        """Wait for its end; return the lines that were not yet heard."""
        with self.said:
            lines = self.said.read().splitlines()
        os.waitpid(self.number, 0)
        return lines


def begun(work: Callable[[Callable[[object], None]], None]) -> Begun:
    """Begin work in a copy of this process; it is given what it says its lines with."""
    heard, told = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            os.close(heard)
            work(lambda words: (os.write(told, f"{words}\n".encode()), None)[1])
        finally:
            os._exit(0)
    os.close(told)
    return Begun(number, os.fdopen(heard))
