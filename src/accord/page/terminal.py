"""Blocks as plain text for a terminal: 80 columns, no colours, nothing of a document taken for a command."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from accord.core.provenance import Figure
from accord.core.units import heading
from accord.page.blocks import (
    Block,
    Brief,
    Bullets,
    Chart,
    Column,
    Doubts,
    Entries,
    Facts,
    Keys,
    Point,
    Prose,
    Question,
    Range,
    Section,
    Since,
    Table,
    Text,
    Unanswered,
    plain_words,
)
from accord.page.words import NO_DATA, date_words, range_words, show

WIDTH = 80
"""Columns of a terminal that everybody has."""
GAP = "  "
"""What stands between two columns of a table."""
LEAST = 10
"""Characters that a column of text keeps however many columns there are."""
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Characters that could steer a terminal or turn the direction of what follows."""

TOGETHER = re.compile(r"\d %|USD \d")
"""A number and its unit, which stand on one line."""


def terminal(brief: Brief, width: int = WIDTH) -> str:
    """Return a whole briefing as text, at most ``width`` columns wide."""
    head = [f"Accord briefing, {date_words(brief.date)}", *wrapped(plain_words(brief.title, answer=True), width)]
    parts = ["\n".join(head), *(section_text(section, width) for section in brief.sections)]
    return "\n\n".join(parts) + "\n"


def section_text(section: Section, width: int = WIDTH) -> str:
    """Return a section as text: its title, underlined, and its blocks."""
    title = wrapped(plain_words(section.title), width)
    ruled = [*title, "=" * max(map(wide, title), default=0)]
    return "\n\n".join(["\n".join(ruled), blocks_text(section.blocks, width)])


def blocks_text(blocks: Iterable[Block], width: int = WIDTH) -> str:
    """Return blocks as text, an empty line between them."""
    return "\n\n".join("\n".join(_lines(block, width)) for block in blocks)


def clean(words: str) -> str:
    """Return words on one line without any character that could steer a terminal."""
    return " ".join(UNSAFE.sub("\ufffd", words).split())


def wide(words: str) -> int:
    """Return the columns that a text takes; letters of East Asia take two, marks above a letter none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in words
    )


def wrapped(words: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return a text in lines of at most ``width`` columns, with what stands before the first and the others."""
    room = max(width, LEAST)
    text = clean(words)
    if wide(text) > len(text):
        room = max(LEAST, room // 2)
    held = TOGETHER.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    lines = textwrap.wrap(held, room, initial_indent=first, subsequent_indent=rest) or [first.rstrip()]
    return [line.replace("\u00a0", " ") for line in lines]


def _lines(block: Block, width: int) -> Iterator[str]:
    match block:
        case Prose():
            yield from wrapped(plain_words(block.text, answer=block.style == "lead"), width)
        case Question():
            yield from wrapped(plain_words(("Asked: ", *_parts(block.text))), width)
            if block.against:
                yield from wrapped(plain_words(("Compared with: ", *_parts(block.against))), width)
        case Keys():
            for key in block.items:
                number = key.figure
                words = (
                    range_words(number, "", " to ")
                    if isinstance(number, Range)
                    else plain_words(number, answer=True)
                )
                note = f", {plain_words(key.note, answer=True)}" if key.note else ""
                yield from wrapped(f"{plain_words(key.label)}: {words}{note}", width, rest="  ")
        case Unanswered() | Since():
            yield from wrapped(block.title, width)
            for point in block.items:
                yield from wrapped(_point(point), width, "- ", "  ")
        case Doubts():
            yield from _doubts(block, width)
        case Bullets():
            for item in block.items:
                yield from wrapped(plain_words(item), width, "- ", "  ")
        case Facts():
            for term, detail in block.rows:
                yield from wrapped(f"{term}: {_cell(detail, '')}", width, rest="  ")
        case Entries():
            yield from _entries(block, width)
        case Table():
            yield from table_lines(block, width)
        case Chart():
            yield from wrapped(plain_words(block.title), width)
            yield from wrapped(plain_words(block.subtitle), width)
            yield ""
            yield from table_lines(block.table, width, titled=False)


def _parts(text: Text) -> tuple[Text, ...]:
    return text if isinstance(text, tuple) else (text,)


def _point(item: Point) -> str:
    when = f"{date_words(item.when)}: " if item.when else ""
    words = plain_words(item.text, answer=True)
    return f"{when}{plain_words(item.subject, answer=True)}{': ' if words else ''}{words}"


def _entries(block: Entries, width: int) -> Iterator[str]:
    yield from wrapped(block.title, width)
    for item in block.items:
        side = f"{plain_words(item.side)}: " if item.side is not None else ""
        state = f" ({item.state})" if item.state else ""
        yield from wrapped(f"{side}{plain_words(item.text)}{state}", width, "- ", "  ")


def _doubts(block: Doubts, width: int) -> Iterator[str]:
    yield from wrapped(block.title, width)
    for item in block.items:
        yield from wrapped(plain_words(item.question), width, "? ", "  ")
        if item.words:
            before, found, after = item.split
            marked = f"{before}>>{found}<<{after}" if found else before
            yield from wrapped(f"“{marked}”", width, "  ", "  ")
        for reading in item.readings:
            changes = f": {plain_words(reading.changes)}" if reading.changes else ""
            yield from wrapped(f"{plain_words(reading.text)}{changes}", width, "  - ", "    ")
        if item.changes:
            yield from wrapped(f"Not settled. {plain_words(item.changes)}", width, "  ", "  ")


def table_lines(table: Table, width: int = WIDTH, *, titled: bool = True) -> Iterator[str]:
    """Yield a table as lines: title, heads, rows, note; a table too wide goes on below with its first column.

    Figures stand to the right, a missing one is "no data"; text wraps inside its column.
    """
    if titled and table.title:
        yield from wrapped(plain_words(table.title), width)
    rows = [
        [_cell(cell, column.unit) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    right = [_is_number(table, at) for at in range(len(table.columns))]
    for at, group in enumerate(_groups(table.columns, rows, right, width)):
        if at:
            yield ""
        yield from _grid(table.columns, rows, right, group, width)
    if table.note:
        yield from wrapped(plain_words(table.note), width)


def _is_number(table: Table, at: int) -> bool:
    cells = [row[at] for row in table.rows if row[at] is not None]
    return bool(table.columns[at].unit) or (
        bool(cells) and all(isinstance(cell, Figure) for cell in cells)
    )


def _cell(cell: Text | None, unit: str) -> str:
    if cell is None:
        return NO_DATA
    if isinstance(cell, Figure):
        return show(cell, unit=cell.unit != unit, short=True)
    return clean(plain_words(cell))


def _head(column: Column) -> str:
    unit = ", ".join(word for word in (heading(column.unit), column.year) if word)
    return f"{column.label} {unit}".strip() if unit else column.label


def _least(column: Column, cells: Sequence[str], *, number: bool) -> int:
    """Return the narrowest that a column can be: its numbers whole, its longest word or some letters."""
    words = max((wide(word) for word in _head(column).split()), default=0)
    longest = max(map(wide, cells), default=0)
    return max(words, longest) if number else max(words, min(longest, LEAST))


def _groups(
    columns: Sequence[Column], rows: list[list[str]], right: list[bool], width: int
) -> Iterator[list[int]]:
    """Yield the columns that stand beside each other, the first in each group."""
    least = [_least(one, [row[at] for row in rows], number=right[at]) for at, one in enumerate(columns)]
    group, used = [0], least[0] if least else 0
    for at in range(1, len(columns)):
        if used + len(GAP) + least[at] > width and len(group) > 1:
            yield group
            group, used = [0], least[0]
        group.append(at)
        used += len(GAP) + least[at]
    yield group


def _grid(
    columns: Sequence[Column], rows: list[list[str]], right: list[bool], group: list[int], width: int
) -> Iterator[str]:
    """Yield the lines of some columns of a table, each as wide as it needs and the whole within ``width``."""
    widths = _widths(columns, rows, right, group, width)
    heads = [_head(columns[at]) for at in group]
    yield from _row(heads, widths, [right[at] for at in group])
    yield GAP.join("-" * size for size in widths)
    for row in rows:
        yield from _row([row[at] for at in group], widths, [right[at] for at in group])


def _widths(
    columns: Sequence[Column], rows: list[list[str]], right: list[bool], group: list[int], width: int
) -> list[int]:
    cells = {at: [row[at] for row in rows] for at in group}
    least = [_least(columns[at], cells[at], number=right[at]) for at in group]
    wanted = [
        max(size, *(wide(cell) for cell in cells[at]), 0 if right[at] else wide(_head(columns[at])))
        if cells[at]
        else size
        for at, size in zip(group, least, strict=True)
    ]
    room = width - len(GAP) * (len(group) - 1)
    while sum(wanted) > room:
        spare = [size - low for size, low in zip(wanted, least, strict=True)]
        widest = spare.index(max(spare))
        if spare[widest] <= 0:
            least = [min(size, LEAST) for size in least]
            if wanted == least or max(wanted) <= LEAST:
                break
            continue
        wanted[widest] -= 1
    return wanted


def _row(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    columns = [_folded(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for line in zip_longest(*columns, fillvalue=""):
        padded = [
            " " * (size - wide(part)) + part if side else part + " " * (size - wide(part))
            for part, size, side in zip(line, widths, right, strict=True)
        ]
        yield GAP.join(padded).rstrip()


def _folded(words: str, size: int) -> list[str]:
    """Return the words of a cell in lines no wider than its column."""
    text = clean(words)
    room = size if wide(text) == len(text) else max(1, size // 2)
    return textwrap.wrap(text, max(room, 1)) or [""]
