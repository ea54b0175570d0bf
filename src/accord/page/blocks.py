"""A briefing as plain data: sections of blocks whose numbers are figures with a key and a source.

Whoever writes a section builds it from these blocks; the page, the JSON document and the CSV tables are
three ways of writing the same blocks down, so that a number can only be shown if it is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from accord.core.errors import CheckError
from accord.core.provenance import Figure
from accord.page.words import show

PAGE_ONLY = {"page_only": True}
"""Metadata of a field that belongs to the page alone (a drawing), not to the JSON document."""


@dataclass(frozen=True)
class Size:
    """A figure shown without its sign, for sentences such as "falls by 0.21 %"."""

    figure: Figure


@dataclass(frozen=True)
class Quote:
    """Words of a document, shown in quotation marks and always escaped."""

    words: str


@dataclass(frozen=True)
class Read:
    """Words taken or resolved from a document, shown without quotation marks and always escaped."""

    words: str


@dataclass(frozen=True)
class Day:
    """An ISO day, month or year, shown as "13 January 2026", "January 2026" or "2026"."""

    iso: str


@dataclass(frozen=True)
class Code:
    """A fingerprint, a version or a name made of letters and digits; not a number."""

    word: str


Part = str | Figure | Size | Quote | Read | Day | Code
Text = str | Figure | Size | Quote | Read | Day | Code | tuple[Part, ...]
Row = tuple[Text | None, ...]


@dataclass(frozen=True)
class Prose:
    """One paragraph. ``lead`` is set large: the answer; ``note`` small: a caveat."""

    text: Text
    style: Literal["lead", "text", "note"] = "text"


@dataclass(frozen=True)
class Bullets:
    """A list of short texts."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Facts:
    """Terms with their values, as a definition list."""

    rows: tuple[tuple[str, Text | None], ...]


@dataclass(frozen=True)
class Evidence:
    """Words a statement rests on, and where they stand in the document (characters from, to)."""

    words: str
    start: int
    end: int
    document: str


@dataclass(frozen=True)
class Entry:
    """Something that was read, with its date or speaker at the side, its state, the words it rests on."""

    text: Text
    side: Text | None = None
    state: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Entries:
    """A titled list of entries; a ``folded`` one shows its title and opens on request and in print."""

    key: str
    title: str
    items: tuple[Entry, ...]
    folded: bool = False


@dataclass(frozen=True)
class Column:
    """A table column; ``unit`` and ``year`` hold for each figure in it and are shown once, in the head."""

    key: str
    label: str
    unit: str = ""
    year: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of text and figures; ``None`` is shown as "no data", never as zero."""

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing with what a reader needs beside it.

    ``title`` states the finding, ``subtitle`` the measure and unit, ``alt`` says in words what the drawing
    shows, ``table`` holds the same numbers, ``sources`` are ids of the register of sources.
    """

    key: str
    title: Text
    subtitle: Text
    drawing: str = field(metadata=PAGE_ONLY)
    alt: str
    table: Table
    sources: tuple[str, ...]
    note: Text = ""


Block = Prose | Bullets | Facts | Entries | Table | Chart


@dataclass(frozen=True)
class Section:
    """A part of the page with its own heading and address."""

    key: str
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Brief:
    """A whole briefing: what the page shows, and the documents it was computed from.

    ``docket`` is the docket's JSON, ``scenarios`` the run results by name, ``record`` the run record.
    """

    title: Text
    date: str
    sections: tuple[Section, ...]
    docket: Mapping[str, Any]
    scenarios: Mapping[str, Any]
    record: Mapping[str, Any]


def figures(node: Any) -> dict[str, Figure]:
    """Return every figure under a block, section or briefing by its key.

    Raises CheckError when two different figures carry one key.
    """
    found: dict[str, Figure] = {}
    for figure in _walk(node):
        if found.setdefault(figure.key, figure) != figure:
            raise CheckError(f"two different figures carry the key '{figure.key}'")
    return found


def _walk(node: Any) -> Iterator[Figure]:
    if isinstance(node, Figure):
        yield node
    elif is_dataclass(node):
        for item in fields(node):
            yield from _walk(getattr(node, item.name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _walk(part)


def sources_of(node: Any) -> set[str]:
    """Return the ids of all sources under a block, section or briefing: of figures and of credits."""
    blocks = [block for section in _sections(node) for block in section.blocks]
    credited = {key for block in blocks for key in getattr(block, "sources", ())}
    return credited | {figure.source for figure in figures(node).values()}


def _sections(node: Any) -> tuple[Section, ...]:
    return node.sections if isinstance(node, Brief) else tuple(node)


def plain(node: Any) -> Any:
    """Return a block or text as JSON-ready data; a figure becomes ``{"figure": key}``."""
    if isinstance(node, Figure):
        return {"figure": node.key}
    if isinstance(node, Size):
        return {"figure": node.figure.key, "sign": False}
    if isinstance(node, tuple):
        return [plain(part) for part in node]
    if is_dataclass(node):
        shown = [item.name for item in fields(node) if not item.metadata]
        data = {"kind": type(node).__name__.lower(), **{name: plain(getattr(node, name)) for name in shown}}
        return {**data, "ticks": ticks_of(node.drawing)} if isinstance(node, Chart) else data
    return node


def ticks_of(drawing: str) -> list[str]:
    """Return the marks of a drawing's axes and colour scale, in order, each once."""
    return list(dict.fromkeys(re.findall(r'class="tick">([^<]+)<', drawing)))


def plain_figure(figure: Figure) -> dict[str, Any]:
    """Return one figure as JSON-ready data, with the words the page shows for it."""
    data = {item.name: getattr(figure, item.name) for item in fields(figure) if item.name != "key"}
    return {**data, "shown": show(figure)}
