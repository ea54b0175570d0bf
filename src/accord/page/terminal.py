"""Blocks as plain text for a terminal: 80 columns, no colours, nothing of a document taken for a command."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import zip_longest

from accord.core.provenance import Figure
from accord.core.units import heading
from accord.page.blocks import (
    Block,
    Brief,
    Bullets,
    Chart,
    Column,
    Doubt,
    Doubts,
    Entries,
    Facts,
    Keys,
    Point,
    Prose,
    Question,
    Section,
    Since,
    Table,
    Text,
    Unanswered,
    key_words,
    plain_words,
)
from accord.page.words import NO_DATA, date_words, show

WIDTH = 80
"""Columns of a terminal that everybody has."""
GAP = "  "
"""What stands between two columns of a table."""
WORD = 16
"""Characters of a word that is not broken where a column is narrow."""
LEAST = 10
"""Characters that a column of text keeps however many columns there are."""
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
"""Characters that could steer a terminal or turn the direction of what follows."""

SPACE = re.compile(r"[ \t\n\v\f\r\x85]+")
"""What counts as a space between words; the thin space inside a number does not."""

TOGETHER = re.compile(r"\d %|USD \d")
"""A number and its unit, which stand on one line."""


def terminal(brief: Brief, width: int = WIDTH) -> str:
    """Return a whole briefing as text, at most ``width`` columns wide."""
    head = [
        f"Accord briefing, {date_words(brief.date)}",
        *wrapped(plain_words(brief.title, answer=True), width),
    ]
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
    return SPACE.sub(" ", UNSAFE.sub("\ufffd", words)).strip(" ")


def wide(words: str) -> int:
    """Return the columns that a text takes; letters of East Asia take two, marks above a letter none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in words
    )


def wrapped(words: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return a text in lines of at most ``width`` columns; ``first`` and ``rest`` stand before them."""
    room = max(width, LEAST)
    text = clean(words)
    if wide(text) > len(text):
        room = max(LEAST, room // 2)
    held = TOGETHER.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    lines = textwrap.wrap(held, room, initial_indent=first, subsequent_indent=rest) or [first.rstrip()]
    return [line.replace("\u00a0", " ") for line in lines]


@singledispatch
def _lines(block: object, width: int) -> Iterator[str]:
    """Yield the lines of one block."""
    raise NotImplementedError(type(block).__name__)


@_lines.register
def _(block: Prose, width: int) -> Iterator[str]:
    yield from wrapped(plain_words(block.text, answer=block.style == "lead"), width)


@_lines.register
def _(block: Question, width: int) -> Iterator[str]:
    yield from wrapped(f"Asked: {plain_words(block.text)}", width)
    if block.against:
        yield from wrapped(f"Compared with: {plain_words(block.against)}", width)


@_lines.register
def _(block: Keys, width: int) -> Iterator[str]:
    for key in block.items:
        note = f", {plain_words(key.note, answer=True)}" if key.note else ""
        yield from wrapped(f"{plain_words(key.label)}: {key_words(key.figure)}{note}", width, rest="  ")


@_lines.register
def _(block: Unanswered | Since, width: int) -> Iterator[str]:
    yield from wrapped(block.title, width)
    for point in block.items:
        yield from wrapped(_point(point), width, "- ", "  ")


@_lines.register
def _(block: Doubts, width: int) -> Iterator[str]:
    yield from wrapped(block.title, width)
    for item in block.items:
        yield from _doubt(item, width)
    if block.how:
        yield from wrapped(plain_words(block.how), width)


@_lines.register
def _(block: Bullets, width: int) -> Iterator[str]:
    for item in block.items:
        yield from wrapped(plain_words(item), width, "- ", "  ")


@_lines.register
def _(block: Facts, width: int) -> Iterator[str]:
    for term, detail in block.rows:
        yield from wrapped(f"{term}: {_cell(detail, '')}", width, rest="  ")


@_lines.register
def _(block: Entries, width: int) -> Iterator[str]:
    yield from wrapped(block.title, width)
    for item in block.items:
        side = f"{plain_words(item.side)}: " if item.side is not None else ""
        state = f" ({item.state})" if item.state else ""
        yield from wrapped(f"{side}{plain_words(item.text)}{state}", width, "- ", "  ")


@_lines.register
def _(block: Table, width: int) -> Iterator[str]:
    yield from table_lines(block, width)


@_lines.register
def _(block: Chart, width: int) -> Iterator[str]:
    yield from wrapped(plain_words(block.title), width)
    yield from wrapped(plain_words(block.subtitle), width)
    yield ""
    yield from table_lines(block.table, width, titled=False)
    if block.note:
        yield from wrapped(plain_words(block.note), width)


def _point(item: Point) -> str:
    when = f"{date_words(item.when)}: " if item.when else ""
    words = plain_words(item.text, answer=True)
    return f"{when}{plain_words(item.subject, answer=True)}{': ' if words else ''}{words}"


def _doubt(item: Doubt, width: int) -> Iterator[str]:
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
    return bool(table.columns[at].unit) or (bool(cells) and all(isinstance(cell, Figure) for cell in cells))


def _cell(cell: Text | None, unit: str) -> str:
    if cell is None:
        return NO_DATA
    if isinstance(cell, Figure):
        return show(cell, unit=cell.unit != unit, short=True)
    return clean(plain_words(cell))


def _unit(column: Column) -> str:
    return ", ".join(word for word in (heading(column.unit, short=True), column.year) if word)


def _least(column: Column, cells: Sequence[str], *, number: bool) -> int:
    """Return the narrowest that a column can be: its numbers whole, its longest word or some letters."""
    words = max((wide(word) for word in f"{column.label} {_unit(column)}".split()), default=0)
    longest = max(map(wide, cells), default=0)
    if number:
        return max(words, longest)
    said = max((wide(word) for cell in cells for word in cell.split()), default=0)
    return max(words, min(longest, max(LEAST, min(said, WORD))))


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
    sides = [right[at] for at in group]
    heads = [
        [
            *_folded(columns[at].label, size),
            *(_folded(_unit(columns[at]), size) if _unit(columns[at]) else []),
        ]
        for at, size in zip(group, widths, strict=True)
    ]
    tall = max(map(len, heads))
    yield from _row([[""] * (tall - len(head)) + head for head in heads], widths, sides)
    yield GAP.join("-" * size for size in widths).rstrip()
    for row in rows:
        cells = [_folded(row[at], size) for at, size in zip(group, widths, strict=True)]
        yield from _row(cells, widths, sides)


def _widths(
    columns: Sequence[Column], rows: list[list[str]], right: list[bool], group: list[int], width: int
) -> list[int]:
    cells = {at: [row[at] for row in rows] for at in group}
    least = [_least(columns[at], cells[at], number=right[at]) for at in group]
    wanted = [
        max(size, *(wide(cell) for cell in cells[at]), 0 if right[at] else wide(columns[at].label))
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


def _row(cells: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a row whose cells are already folded to the widths of their columns."""
    for line in zip_longest(*cells, fillvalue=""):
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
