"""How a result is printed: JSON or text on standard output, in 80 columns or more."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

from accord.core.errors import CONTROL

if TYPE_CHECKING:
    from accord.page.blocks import Block

Found = TypeVar("Found")

WIDEST = 118
"""Columns that a command uses of a wide terminal; a line longer than that is hard to follow."""


def put(found: Found, printed: Callable[[Found], Iterable[Block] | str], json: bool) -> None:
    """Print what was found as JSON if asked, else the blocks or the text that ``printed`` makes of it."""
    if json:
        emit_json(found)
    else:
        show(printed(found))


def emit_json(document: object) -> None:
    """Print one JSON document on standard output; NaN and infinity are refused by construction."""
    emit_text(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def emit_text(text: str) -> None:
    """Print JSON text; what a terminal would obey or the encoding lacks is written as JSON escapes it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not encoding.lower().startswith("utf"):
        text = json.dumps(json.loads(text), indent=1) + "\n"
    sys.stdout.write(CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def show(blocks: Iterable[Block] | str) -> None:
    """Print text, or blocks in 80 columns or what the terminal has if that is more."""
    if isinstance(blocks, str):
        sys.stdout.write(blocks)
        return
    import shutil

    from accord.page.terminal import WIDTH, blocks_text

    width = max(WIDTH, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST))
    if text := blocks_text(blocks, width):
        print(text)
