"""A briefing as plain data: sections of blocks whose numbers are figures with a key and a source.

Whoever writes a section builds it from these blocks; the page, the JSON document and the CSV tables are
three ways of writing the same blocks down, so that a number can only be shown if it is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import field, fields, is_dataclass
from typing import Literal

from accord.core.codec import Document
from accord.core.errors import CheckError
from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page import words as _words
from accord.page.words import date_words, range_words, rounded, show

Range = _words.Range
"""Two figures between which the answer lies."""

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


@dataclass(frozen=True)
class Rounded:
    """A figure as an answer gives it, with at most two significant digits; without its sign if told so."""

    figure: Figure
    sign: bool = True


Part = str | Figure | Size | Rounded | Range | Quote | Read | Day | Code
Text = str | Figure | Size | Rounded | Range | Quote | Read | Day | Code | tuple[Part, ...]
Row = tuple[Text | None, ...]


@dataclass(frozen=True)
class Prose:
    """One paragraph. ``lead`` is set large: the answer; ``note`` small: a caveat."""

    text: Text
    style: Literal["lead", "text", "note"] = "text"


@dataclass(frozen=True)
class Question:
    """What is asked, in one line, and against what it is compared; it stands above its answer."""

    text: Text
    against: Text = ""


Direction = Literal["", "loss", "gain", "open"]


@dataclass(frozen=True)
class Key:
    """A key figure: whose, the number or range set large, and what it measures.

    ``direction`` says whether it is a loss or a gain to whom it names; ``open`` is a sign that is not known.
    """

    label: Text
    figure: Text
    note: Text = ""
    direction: Direction = ""


@dataclass(frozen=True)
class Keys:
    """Up to four key figures in a strip, such as real income, money, and money per head."""

    items: tuple[Key, ...]
    title: str = "Key figures"


@dataclass(frozen=True)
class Point:
    """A bold subject and one sentence about it; ``when`` is the day it became known."""

    subject: Text
    text: Text = ""
    when: str = ""


@dataclass(frozen=True)
class Unanswered:
    """What was read and could not be computed: a subject and one reason each."""

    items: tuple[Point, ...]
    title: str = "Read, not computed"


@dataclass(frozen=True)
class Since:
    """What has become known after the report; nothing of it enters the answer. ``as_of`` is an ISO day."""

    items: tuple[Point, ...]
    as_of: str = ""
    title: str = "What has happened since"


@dataclass(frozen=True)
class Reading:
    """One open reading of a doubt, and what it would change."""

    text: Text
    changes: Text = ""


@dataclass(frozen=True)
class Doubt:
    """A question that only a person can settle, the sentence it rests on, and the open readings.

    ``doubtful`` are the words of the sentence that the doubt hangs on; they are marked in it.
    """

    question: Text
    words: str = ""
    doubtful: str = ""
    readings: tuple[Reading, ...] = ()
    changes: Text = ""

    @property
    def split(self) -> tuple[str, str, str]:
        """The sentence before the doubtful words, the words, and the sentence after them."""
        before, found, after = self.words.partition(self.doubtful) if self.doubtful else (self.words, "", "")
        return before, found, after


@dataclass(frozen=True)
class Doubts:
    """Questions to the reader; until they are settled nothing is computed on them."""

    items: tuple[Doubt, ...]
    title: str = "Questions to you; nothing is computed on a guess"
    how: Text = ""


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
    """Rows of text and figures; ``None`` is shown as "no data", never as zero.

    A ``folded`` one shows its title and opens on request; it is in the files all the same.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: Text = ""
    sources: tuple[str, ...] = ()
    folded: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawing with what a reader needs beside it.

    ``title`` states the finding, ``subtitle`` the measure and unit, ``alt`` says in words what the drawing
    shows, ``table`` holds the same numbers, ``sources`` are ids of the register of sources. A spreadsheet
    draws the table by its rows, or where ``native`` says so as points on a plane.
    """

    key: str
    title: Text
    subtitle: Text
    drawing: str = field(metadata=PAGE_ONLY)
    alt: str
    table: Table
    sources: tuple[str, ...]
    note: Text = ""
    native: Literal["rows", "points"] = field(default="rows", metadata=PAGE_ONLY)


Block = Prose | Question | Keys | Unanswered | Since | Doubts | Bullets | Facts | Entries | Table | Chart


@dataclass(frozen=True)
class Section:
    """A part of the page with its own heading and address.

    ``weight`` is its place: the first section leads; a ``half`` or ``third`` is a card of that width beside
    its neighbours; ``end`` is what was read and how to check it, set smaller and last; a ``shut`` one shows its
    finding and opens on request, and stands open in print. ``auto`` makes a card of a section with one chart and
    little else.
    """

    key: str
    title: Text
    blocks: tuple[Block, ...]
    weight: Literal["auto", "whole", "half", "third", "end", "shut"] = "auto"


@dataclass(frozen=True)
class Brief:
    """A whole briefing: what the page shows, and the documents it was computed from.

    ``docket`` is the docket's JSON, ``scenarios`` the run results by name, ``record`` the run record;
    ``kicker`` says in one line what was read, ``questions`` what the report asks, by weight.
    """

    title: Text
    date: str
    sections: tuple[Section, ...]
    docket: Document
    scenarios: Document
    record: Document
    questions: tuple[Document, ...] = ()
    kicker: Text = ""


def figures(node: object) -> dict[str, Figure]:
    """Return every figure under a block, section or briefing by its key.

    Raises CheckError when two different figures carry one key.
    """
    found: dict[str, Figure] = {}
    for figure in _walk(node):
        if found.setdefault(figure.key, figure) != figure:
            raise CheckError(f"two different figures carry the key '{figure.key}'")
    return found


def _walk(node: object) -> Iterator[Figure]:
    if isinstance(node, Figure):
        yield node
    elif is_dataclass(node):
        for item in fields(node):
            yield from _walk(getattr(node, item.name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _walk(part)


def sources_of(node: Brief | Iterable[Section]) -> set[str]:
    """Return the ids of all sources under a block, section or briefing: of figures and of credits."""
    sections: tuple[Section, ...] = node.sections if isinstance(node, Brief) else tuple(node)
    blocks = [block for section in sections for block in section.blocks]
    credited = {key for block in blocks for key in getattr(block, "sources", ())}
    return credited | {figure.source for figure in figures(node).values()}


def plain(node: object) -> object:
    """Return a block or text as JSON-ready data; a figure becomes ``{"figure": key}``."""
    if isinstance(node, Figure):
        return {"figure": node.key}
    if isinstance(node, Size | Rounded):
        return {"figure": node.figure.key, "sign": isinstance(node, Rounded) and node.sign}
    if isinstance(node, Range):
        return {"between": [figure.key for figure in node.ends], "sign": node.sign}
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


def plain_figure(figure: Figure) -> dict[str, object]:
    """Return one figure as JSON-ready data, with the words the page shows for it."""
    data = {item.name: getattr(figure, item.name) for item in fields(figure) if item.name != "key"}
    return {**data, "shown": show(figure)}


def plain_words(text: Text, *, answer: bool = False) -> str:
    """Return a text as the page shows it, without marks: for titles, labels, cells and the terminal.

    In an ``answer`` every figure has at most two significant digits.
    """
    if isinstance(text, tuple):
        return "".join(plain_words(part, answer=answer) for part in text)
    match text:
        case Figure():
            words = show(text, answer=answer)
        case Size():
            words = show(text.figure, sign=False, answer=answer)
        case Rounded():
            words = rounded(text.figure, sign=text.sign)
        case Range():
            words = range_words(text)
        case Quote():
            words = f"“{text.words}”"
        case Read():
            words = text.words
        case Day():
            words = date_words(text.iso)
        case Code():
            words = text.word
        case _:
            words = text
    return words


def key_words(text: Text) -> str:
    """Return a key figure as it is set large: a range as "0.1 to 0.2 %"."""
    return range_words(text, "", " to ") if isinstance(text, Range) else plain_words(text, answer=True)
