"""Files that Accord keeps for itself: written whole or not at all, readable by their owner alone."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(place: Path, text: str) -> None:
    """Write a file whole or not at all; what cannot be written in UTF-8 becomes a question mark."""
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(opened, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    os.replace(beside, place)
