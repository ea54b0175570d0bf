"""What the child process gives back for one document, and its limits."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from accord.core.frozen import dataclass

MAX_TEXT = 4_000_000


@dataclass(frozen=True)
class Extracted:
    """The text of one document, with the title and ISO day its own metadata give; ``part`` if attached."""

    text: str
    title: str = ""
    date: str | None = None
    notes: tuple[str, ...] = ()
    part: str = ""

    def line(self) -> bytes:
        """Return it as a line of JSON, within its limit."""
        return json.dumps(asdict(replace(self, text=self.text[:MAX_TEXT]))).encode() + b"\n"


@dataclass(frozen=True)
class Left:
    """What could not be read of a document, in words."""

    left: str

    def line(self) -> bytes:
        """Return it as a line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"
