"""The journal of a sweep: every finished draw on disk, so that a killed sweep goes on where it stopped."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from accord.core.errors import InputError

Values = list[float] | None
"""The headline numbers of one draw, None where the model had no certified answer."""


class Journal:
    """A file with one line for each finished draw, written through to the disk before the next.

    Lines carry a checksum: one that a crash cut short, or that was damaged, is passed over and its draw
    computed again. The name of the file is the fingerprint of everything that decides the numbers.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> Journal:
        if self.path is None:
            return self
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("ab+")
        except OSError as error:
            raise InputError(f"sweep journal '{self.path}': {error.strerror}") from None
        if self._file.seek(0, os.SEEK_END) > 0:
            # a line that a crash cut short ends here, so that the next one is whole
            self._file.seek(-1, os.SEEK_END)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def write(self, draw: int, values: Values) -> None:
        """Append one finished draw and push it to the disk; without a path, nothing is kept."""
        if self._file is not None:
            body = json.dumps([draw, values], separators=(",", ":"))
            self._file.write(f"{zlib.crc32(body.encode()):08x} {body}\n".encode())
            self._file.flush()
            os.fsync(self._file.fileno())

    def read(self) -> Iterator[tuple[int, Values]]:
        """Yield every whole line on file: the number of the draw and its values."""
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                entry = _entry(line)
                if entry is not None:
                    yield entry


def _entry(line: bytes) -> tuple[int, Values] | None:
    check, _, body = line.rstrip(b"\n").partition(b" ")
    if check != f"{zlib.crc32(body):08x}".encode():
        return None
    draw, values = json.loads(body)
    return int(draw), values
