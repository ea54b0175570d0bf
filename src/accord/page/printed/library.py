"""``accord library``: what ships, by kind, and one entry of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from accord.core.codec import JsonValue
from accord.page.blocks import Block, Column
from accord.page.printed import Document
from accord.page.printed.blocks import grid


def library_blocks(rows: Sequence[Document]) -> list[Block]:
    """Return a table for each kind of thing that ships, titled with the command that takes it."""
    columns = (Column("id", "Name"), Column("title", "What it is"))
    return [
        grid(f"{kind.capitalize()} ({command})", columns, [(row["id"], row["title"]) for row in found])
        for (kind, command), found in groupby(rows, key=lambda row: (row["kind"], row["used_by"]))
    ]


def entry_text(document: Document) -> str:
    """Return one entry as an outline: a line for each key, what it holds below it."""
    return "\n".join(_outline(dict(document), "")) + "\n"


def _outline(value: JsonValue, indent: str) -> list[str]:
    pairs: Sequence[tuple[str, JsonValue]]
    pairs = [(f"{key}:", held) for key, held in value.items()] if isinstance(value, dict) else []
    if isinstance(value, list):
        pairs = [("-", held) for held in value]
    lines = []
    for head, held in pairs:
        if isinstance(held, dict | list) and held:
            lines += [f"{indent}{head}", *_outline(held, f"{indent}  ")]
        elif held not in (None, "", [], {}):
            lines.append(f"{indent}{head} {held}")
    return lines
