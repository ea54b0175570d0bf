"""How a command prints: JSON or text on standard output, messages on standard error."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from accord.core.errors import CONTROL, InputError, one_line

if TYPE_CHECKING:
    from accord.page.blocks import Block

WIDEST = 118
"""Columns that a command uses of a wide terminal; a line longer than that is hard to follow."""
JSON_OPTION = typer.Option("--json", help="Print one JSON document on standard output and nothing else.")

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


class _Screen(io.TextIOWrapper):
    """Standard output that lets no control character of a name or document through, save for colours."""

    def write(self, text: str) -> int:
        if CONTROL.search(text):
            colours, words = _COLOUR.findall(text), _COLOUR.split(text)
            clean = [CONTROL.sub("\ufffd", part.replace("\r\n", "\n")) for part in words]
            text = "".join(part for pair in zip(clean, [*colours, ""], strict=True) for part in pair)
        return super().write(text)


def prepare() -> None:
    """Make standard output one that can take any text; raise InputError where there is none.

    What is redirected is UTF-8 unless the environment asks for another encoding; a sign that the encoding
    lacks becomes a question mark.
    """
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  for as long as the process runs
    if sys.stdout is None:
        raise InputError("standard output is closed")
    out, screen = sys.stdout, sys.stdout.isatty()
    encoding = out.encoding if screen or os.environ.get("PYTHONIOENCODING") else "utf-8"
    if isinstance(out, io.TextIOWrapper):
        sys.stdout = _Screen(out.detach(), encoding=encoding, errors="replace", line_buffering=screen)
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def cache() -> Path:
    """Return Accord's folder in the user's cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "accord"


def emit_json(document: object) -> None:
    """Print one JSON document on standard output; NaN and infinity are refused by construction."""
    emit_text(json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def emit_text(text: str) -> None:
    """Print JSON text; what a terminal would obey or the encoding lacks is written as JSON escapes it."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not encoding.lower().startswith("utf"):
        text = json.dumps(json.loads(text), indent=1) + "\n"
    sys.stdout.write(CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text))


def day_of(text: str, option: str = "--as-of") -> date:
    """Return the day an option names, or raise InputError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{option}: '{text}' is not a date like 2025-09-01") from None


def show(blocks: Iterable[Block]) -> None:
    """Print blocks on standard output, in 80 columns or what the terminal has if that is more."""
    from accord.page.terminal import WIDTH, blocks_text

    width = max(WIDTH, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST))
    if text := blocks_text(blocks, width):
        print(text)


def say(message: str) -> None:
    """Print progress or a message on standard error, on one line."""
    print(one_line(message), file=sys.stderr)
