"""How a command prints: JSON or text on standard output, messages on standard error."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from accord.page.blocks import Block

WIDEST = 118
"""Columns that a command uses of a wide terminal; a line longer than that is hard to follow."""
JSON_OPTION = typer.Option("--json", help="Print one JSON document on standard output and nothing else.")


def emit_json(document: Any) -> None:
    """Print one JSON document on standard output; NaN and infinity are refused by construction."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")


def show(blocks: Iterable[Block]) -> None:
    """Print blocks on standard output, in 80 columns or what the terminal has if that is more."""
    from accord.page.terminal import WIDTH, blocks_text

    width = max(WIDTH, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST))
    if text := blocks_text(blocks, width):
        print(text)


def say(message: str) -> None:
    """Print progress or a message on standard error."""
    print(message, file=sys.stderr)
