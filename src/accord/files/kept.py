"""What a question about talks has worked out so far, in a file, so that one that was stopped goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from accord.core.provenance import as_recorded, fingerprint

Part = dict[str, Any]


class Finished:
    """The finished parts of one question, in a file named after everything that decides them.

    Only whole, certified parts are kept. A file that is damaged or cannot be written is as good as none.
    """

    def __init__(self, folder: Path | None, *decides: object) -> None:
        self.path = folder / f"{fingerprint(*decides)[:32]}.json" if folder else None
        self.parts: dict[str, Part] = self._read()

    def _read(self) -> dict[str, Part]:
        try:
            held = json.loads(self.path.read_text("utf-8")) if self.path else {}
            parts: dict[str, Part] = held.get("parts", {})
            return parts if held.get("fingerprint") == fingerprint(parts) else {}
        except (OSError, ValueError, AttributeError):
            return {}

    def keep(self, name: str, part: Part) -> None:
        """Write a finished part through to the disk, beside those before it."""
        self.parts[name] = as_recorded(part)
        if self.path is None:
            return
        whole = json.dumps({"parts": self.parts, "fingerprint": fingerprint(self.parts)})
        beside = self.path.with_suffix(f".{os.getpid()}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(whole, "utf-8")
            beside.replace(self.path)
        except OSError:
            beside.unlink(missing_ok=True)

    def done(self) -> None:
        """Remove the file of a question that is answered."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
