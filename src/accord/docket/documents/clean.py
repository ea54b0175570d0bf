"""From raw text to the text that is read, with its structure: one character set, a block a line.

Every span of a docket counts characters of the text this module returns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import date

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.docket.documents.blocks import Block, Cell, Cleaned, Entry, Table
from accord.docket.documents.characters import normalised, without_repeats
from accord.docket.documents.corrections import corrected
from accord.docket.documents.replies import Kept, own_lines
from accord.docket.documents.residues import take_headers, without_residues
from accord.docket.documents.stamps import Stamp, stamps_of
from accord.docket.documents.structure import Raw, raw_blocks, speakers
from accord.docket.patterns import regex

MAX_CHARACTERS = 120_000
_GENERIC = regex(r"(?:press|news|media)\s+release|fact\s+sheet|statement|news|update", re.IGNORECASE)
BETWEEN_CELLS = " | "
_ONCE = ("paragraph", "bullet")


def clean(raw: str, title: str = "", day: date | None = None) -> Cleaned:
    """Return the readable text of ``raw`` with its blocks: header lines taken off, the title first.

    ``day`` is the report's day where the caller knows it; stamps without a year take its year. Raises
    InputError for a text longer than a report can be.
    """
    if len(raw) > MAX_CHARACTERS:
        raise InputError(
            f"the text has {len(raw):,} characters, more than a report can have ({MAX_CHARACTERS:,})"
        )
    text, dropped = without_repeats(normalised(without_residues(raw)))
    headers, lines = take_headers(text.split("\n"))
    kept = own_lines(lines)
    if "date" in kept.forwarded:
        headers.setdefault("forwarded", kept.forwarded["date"])
    notes = [*kept.notes, *([f"{dropped} words that only repeat left out"] if dropped else [])]
    title = " ".join(normalised(title or headers.get("title", "")).split())
    groups = _groups(kept, headers, day)
    groups, more = _put_right(groups)
    return _assembled(title, headers, groups, (*notes, *more))


@dataclass(frozen=True)
class _Group:
    """The blocks below one stamp."""

    stamp: Stamp | None
    raws: list[Raw]


def _groups(kept: Kept, headers: dict[str, str], day: date | None) -> list[_Group]:
    """Split the lines at their stamps; a text without stamps is one group."""
    year = day.year if day else _year_of(headers.get("date", "") or headers.get("forwarded", ""))
    stamps = stamps_of(kept.lines, year)
    labels = speakers(kept.lines)
    if not stamps:
        return [_Group(None, raw_blocks(kept.lines, labels))]
    groups = [_Group(None, raw_blocks(kept.lines[: stamps[0].line], labels))]
    ends = [s.line for s in stamps[1:]] + [len(kept.lines)]
    for stamp, end in zip(stamps, ends, strict=True):
        own = [stamp.rest, ""] if stamp.rest else []
        groups.append(_Group(stamp, raw_blocks([*own, *kept.lines[stamp.line + 1 : end]], labels)))
    return [g for g in groups if g.raws]


def _year_of(text: str) -> int | None:
    match = re.search(r"\b(20\d\d)\b", text)
    return int(match[1]) if match else None


def _put_right(groups: list[_Group]) -> tuple[list[_Group], list[str]]:
    """Apply the report's own correction notices to all its groups, and leave the notices out."""
    texts, notes = corrected([r.text for g in groups for r in g.raws])
    if not notes:
        return groups, []
    rest = iter(texts)
    put = [
        replace(g, raws=[replace(r, text=t) for r in g.raws if (t := next(rest)) is not None]) for g in groups
    ]
    return [g for g in put if g.raws], notes


@dataclass(frozen=False)
class _Builder:
    """The text as it grows, a block a line."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    repeated: int = 0

    def line(self, text: str) -> int:
        """Add a line; return where it starts."""
        start = self.length + (1 if self.parts else 0)
        self.parts.append(text)
        self.length = start + len(text)
        return start

    def add(self, block: Block) -> int:
        """Add a block; return its index."""
        self.blocks.append(block)
        return len(self.blocks) - 1


def _assembled(title: str, headers: dict[str, str], groups: list[_Group], notes: Sequence[str]) -> Cleaned:
    """Lay the blocks out in one text, a line each."""
    out = _Builder()
    if not title:
        title = _take_title(groups)
    if title:
        out.add(Block("title", 0, out.line(title), out.length))
    entries = []
    for group in groups:
        first = out.length + 1 if out.parts else 0
        _place(out, [r for r in group.raws if r.rows or r.text.casefold() != title.casefold()])
        entries.append(_entry(group.stamp, min(first, out.length), out.length))
    if out.repeated:
        notes = (*notes, f"{out.repeated} paragraph{'s' * (out.repeated > 1)} that stood before left out")
    return Cleaned(
        "\n".join(out.parts),
        len(title),
        headers,
        tuple(out.blocks),
        tuple(out.tables),
        tuple(entries),
        tuple(notes),
    )


def _take_title(groups: list[_Group]) -> str:
    """Return the heading that stands first in a report without a title line, and take it from its blocks.

    A short line alone above the first stamp of a live blog is its title too.
    """
    first = groups[0].raws[0] if groups and groups[0].raws else None
    if first is None or (len(groups) == 1 and len(groups[0].raws) == 1):
        return ""
    alone = len(groups[0].raws) == 1 and groups[0].stamp is None and len(first.text) <= 120
    if _GENERIC.fullmatch(first.text):
        return ""
    if first.kind != "heading" and not (first.kind == "paragraph" and alone):
        return ""
    del groups[0].raws[0]
    groups[:] = [g for g in groups if g.raws]
    return first.text


def _entry(stamp: Stamp | None, start: int, end: int) -> Entry:
    if stamp is None:
        return Entry(start, end + 1)
    return Entry(start, end + 1, stamp.day, stamp.clock, stamp.zone, f"the stamp '{stamp.words[:60]}'")


def _place(out: _Builder, raws: Sequence[Raw]) -> None:
    """Add blocks with what each stands under: headings by level, a line that leads in, the bullets above."""
    headings: list[int] = []
    bullets: list[int] = []
    lead: tuple[int, ...] = ()
    for raw in raws:
        if raw.kind in _ONCE and len(raw.text) > 40 and raw.text in out.seen:
            out.repeated += 1
            continue
        out.seen.add(raw.text)
        if raw.rows:
            _place_table(out, raw, (*headings, *lead))
            continue
        start = out.line(raw.text if not raw.speaker else f"{raw.speaker}: {raw.text}")
        if raw.speaker:
            start += len(raw.speaker) + 2
        if raw.kind == "heading":
            headings = [h for h in headings if out.blocks[h].level < raw.level]
        bullets = bullets[: raw.level] if raw.kind == "bullet" else []
        under = (*headings, *(lead if raw.kind == "bullet" else ()), *bullets)
        index = out.add(Block(raw.kind, raw.level, start, out.length, raw.speaker, under))
        if raw.kind == "heading":
            headings.append(index)
        lead, bullets = _following(raw, index, lead, bullets)


def _following(
    raw: Raw, index: int, lead: tuple[int, ...], bullets: list[int]
) -> tuple[tuple[int, ...], list[int]]:
    """Return the lead-in and the bullets that the next block may stand under."""
    if raw.kind == "bullet":
        return lead, [*bullets, index]
    return ((index,) if raw.kind in ("paragraph", "speech") else ()), []


def _place_table(out: _Builder, raw: Raw, under: tuple[int, ...]) -> None:
    caption = out.parts[-1][:300] if out.parts else ""
    rows: list[tuple[Cell, ...]] = []
    begin = out.length + 1 if out.parts else 0
    for number, texts in enumerate(raw.rows):
        start = out.line(BETWEEN_CELLS.join(texts))
        out.add(Block("heads" if raw.headed and not number else "row", 0, start, out.length, "", under))
        cells = []
        for text in texts:
            cells.append(Cell(text, start, start + len(text)))
            start += len(text) + len(BETWEEN_CELLS)
        rows.append(tuple(cells))
    heads = rows.pop(0) if raw.headed else tuple(Cell("", begin, begin) for _ in raw.rows[0])
    out.tables.append(Table(begin, out.length, heads, tuple(rows), caption))
