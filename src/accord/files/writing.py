"""Files as Accord writes them: its own whole or not at all, JSON with the same bytes for the same document."""

from __future__ import annotations

import json
import os
from pathlib import Path

_encoded = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write_whole(place: Path, text: str) -> None:
    """Write a file whole or not at all; what cannot be written in UTF-8 becomes a question mark."""
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(opened, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    os.replace(beside, place)


def to_json(data: object) -> bytes:
    """Return JSON text in UTF-8, a line for each entry and for each item of an entry; NaN and infinity are refused."""
    return (_lines(data, 2) + "\n").encode("utf-8", "replace")


def _lines(node: object, depth: int) -> str:
    """Return JSON whose first ``depth`` levels have a line for each item; what lies below has none."""
    if not depth or not node or not isinstance(node, dict | list | tuple):
        return _encoded(node)
    if isinstance(node, dict):
        items = (f"{_encoded(key)}: {_lines(held, depth - 1)}" for key, held in node.items())
        return "{\n" + ",\n".join(items) + "\n}"
    return "[\n" + ",\n".join(_lines(held, depth - 1) for held in node) + "\n]"
