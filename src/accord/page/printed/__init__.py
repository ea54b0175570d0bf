"""What the commands print: a command's document (its ``--json``) as words, or as blocks for any pen."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

Document = Mapping[str, Any]
"""A command's JSON document, or one row of it."""

WIDTH = 80
"""Columns of a terminal."""


def wrapped(text: str) -> list[str]:
    """Return a line broken at the width, the rest four deeper than it began; a number keeps its percent sign."""
    indent = " " * (len(text) - len(text.lstrip()) + 4)
    held = text.replace(" %", "\u00a0%")
    lines = textwrap.wrap(held, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines] or [""]
