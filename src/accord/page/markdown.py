"""A briefing as Markdown: headings, sentences and tables; every text of a document escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch

from accord.core.provenance import Figure
from accord.core.units import heading
from accord.page.blocks import (
    Brief,
    Bullets,
    Chart,
    Column,
    Doubt,
    Doubts,
    Entries,
    Entry,
    Facts,
    Key,
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
from accord.page.picture import credit_of
from accord.page.words import NO_DATA, date_words, show

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~])")
"""Signs that Markdown would read; each is written with a backslash."""
LISTLIKE = re.compile(r"^(\d+)([.)])(?=\s)|^([-+=])")
"""What at the start of a line would make a list, a number or a rule of it."""


def markdown(brief: Brief) -> str:
    """Return the whole briefing as Markdown (CommonMark with pipe tables)."""
    kicker = [f"Accord briefing, {date_words(brief.date)}"]
    parts = [f"# {escaped(plain_words(brief.title, answer=True))}", *kicker]
    for section in brief.sections:
        parts += _section(section)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(words: str) -> str:
    """Return words that stand for themselves in Markdown, on one line."""
    line = SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return LISTLIKE.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[0]}", line)


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(plain_words(section.title))}"
    for block in section.blocks:
        yield from block_lines(block)


@singledispatch
def block_lines(block: object) -> Iterator[str]:
    """Yield the paragraphs of one block."""
    raise NotImplementedError(type(block).__name__)


@block_lines.register
def _(block: Prose) -> Iterator[str]:
    words = _said(block.text, answer=block.style == "lead")
    yield f"**{words}**" if block.style == "lead" else words


@block_lines.register
def _(block: Question) -> Iterator[str]:
    against = f" Compared with: {_said(block.against)}" if block.against else ""
    yield f"*Asked: {_said(block.text)}{against}*"


@block_lines.register
def _(block: Keys) -> Iterator[str]:
    yield "\n".join(f"- {_key(item)}" for item in block.items)


@block_lines.register
def _(block: Unanswered | Since) -> Iterator[str]:
    yield f"### {escaped(block.title)}"
    yield "\n".join(f"- {_point(item)}" for item in block.items)


@block_lines.register
def _(block: Doubts) -> Iterator[str]:
    yield f"### {escaped(block.title)}"
    for item in block.items:
        yield from _doubt(item)
    yield _said(block.how)


@block_lines.register
def _(block: Bullets) -> Iterator[str]:
    yield "\n".join(f"- {_said(item)}" for item in block.items)


@block_lines.register
def _(block: Facts) -> Iterator[str]:
    yield "\n".join(f"- {escaped(term)}: {_cell(detail)}" for term, detail in block.rows)


@block_lines.register
def _(block: Entries) -> Iterator[str]:
    yield f"### {escaped(block.title)}"
    yield "\n".join(f"- {_entry(item)}" for item in block.items)


@block_lines.register
def _(block: Table) -> Iterator[str]:
    yield f"### {_said(block.title)}"
    yield from _table(block)


@block_lines.register
def _(block: Chart) -> Iterator[str]:
    yield f"### {_said(block.title)}"
    yield _said(block.subtitle)
    yield from _table(block.table)
    yield f"Source: {escaped(credit_of(block.sources))}." if block.sources else ""


def _said(text: Text, *, answer: bool = False) -> str:
    return escaped(plain_words(text, answer=answer))


def _key(item: Key) -> str:
    note = f", {_said(item.note, answer=True)}" if item.note else ""
    return f"{_said(item.label)}: **{escaped(key_words(item.figure))}**{note}"


def _point(item: Point) -> str:
    when = f"{date_words(item.when)}: " if item.when else ""
    return f"{when}**{_said(item.subject, answer=True)}** {_said(item.text, answer=True)}".rstrip()


def _doubt(item: Doubt) -> Iterator[str]:
    before, found, after = (escaped(part) for part in item.split)
    marked = f"{before} **{found}** {after}" if found else before
    yield f"**{_said(item.question)}**\n\n> {marked.strip()}"
    for reading in item.readings:
        yield f"- {_said(reading.text)}: {_said(reading.changes)}"
    if item.changes:
        yield f"Not settled. {_said(item.changes)}"


def _entry(item: Entry) -> str:
    side = f"{_said(item.side)}: " if item.side is not None else ""
    state = f" ({escaped(item.state)})" if item.state else ""
    return f"{side}{_said(item.text)}{state}"


def _table(table: Table) -> Iterator[str]:
    heads = [_head(column) for column in table.columns]
    sides = ["---:" if column.unit else "---" for column in table.columns]
    rows = [
        [_cell(cell, column.unit) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    yield "\n".join(f"| {' | '.join(row)} |" for row in (heads, sides, *rows))
    if table.note:
        yield _said(table.note)


def _head(column: Column) -> str:
    unit = ", ".join(word for word in (heading(column.unit), column.year) if word)
    return escaped(f"{column.label} ({unit})" if unit else column.label)


def _cell(cell: Text | None, unit: str = "") -> str:
    if cell is None:
        return NO_DATA
    if isinstance(cell, Figure):
        return escaped(show(cell, unit=cell.unit != unit, short=True))
    return _said(cell)
