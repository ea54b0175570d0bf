"""What a document is made of once it is read: blocks, tables, dated entries; all spans count in one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property

from accord.core.frozen import NamedTuple, dataclass


class Block(NamedTuple):
    """One line of the text and what it is.

    ``kind`` is ``title``, ``heading``, ``paragraph``, ``bullet``, ``speech``, ``heads`` or ``row``; ``level``
    counts headings from 1 and nested bullets from 0. ``speaker`` is the label of a speech, whose words begin
    at ``start``. ``under`` holds the indices of the headings, lead-in lines and bullets it stands under,
    outermost first.
    """

    kind: str
    level: int
    start: int
    end: int
    speaker: str = ""
    under: tuple[int, ...] = ()

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


class Cell(NamedTuple):
    """A cell of a table; an empty one has ``start == end``."""

    text: str
    start: int
    end: int


class Table(NamedTuple):
    """A table: its column heads (empty cells where it has none) and its rows, each as long as the heads."""

    start: int
    end: int
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


class Entry(NamedTuple):
    """A dated part of a document: an update of a live blog, a part of a thread, or the whole.

    ``day`` is None where the report's own day holds; ``clock`` and ``zone`` are as the stamp gives them.
    """

    start: int
    end: int
    day: date | None = None
    clock: str = ""
    zone: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Cleaned:
    """A report's text with its structure; ``notes`` name what was left out; ``title_length`` may be 0."""

    text: str
    title_length: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The title, or an empty string."""
        return self.text[: self.title_length]

    @cached_property
    def newest(self) -> date | None:
        """The latest day that a stamp gives, or None."""
        return max((e.day for e in self.entries if e.day is not None), default=None)

    def entry_at(self, position: int) -> Entry | None:
        """Return the entry that a position of the text belongs to."""
        return next((e for e in self.entries if e.start <= position < e.end), None)

    def day_at(self, position: int, report: date) -> date:
        """Return the day from which the words at a position are told: its entry's, else the report's."""
        entry = self.entry_at(position)
        return entry.day if entry is not None and entry.day is not None else report

    def block_at(self, position: int) -> Block | None:
        """Return the block that a position of the text belongs to."""
        return next((b for b in self.blocks if b.start <= position < max(b.end, b.start + 1)), None)
