"""HTML to marked text, in the child process: the article with its headings, lists, tables and times."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import field
from datetime import date
from html.parser import HTMLParser

from accord.core.errors import MissingExtraError
from accord.core.frozen import dataclass
from accord.docket.documents.charsets import decoded
from accord.docket.documents.extracted import MAX_TEXT, Extracted

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "iframe",
        "object",
    )
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "wbr", "source", "col", "area", "base", "embed")
)
_BLOCKS = frozenset(
    (
        *("p", "div", "br", "article", "section", "blockquote", "main", "header", "figure", "figcaption"),
        *("ul", "ol", "dl", "dt", "dd", "hr", "address", "center", "pre"),
    )
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
MOST_BLOCKS = 20_000
MOST_CELLS = 20_000
MOST_TAGS = 40_000
LONG_CELL = 160


@dataclass(frozen=False)
class _Block:
    """A block of the page: its mark, what stands in it, the letters of it inside links."""

    mark: str
    words: str
    linked: int = 0
    main: bool = False


@dataclass(frozen=False)
class _Rows:
    """A table being read: cells by row; a cell that spans rows stands in each of them."""

    rows: list[list[str]] = field(default_factory=list)
    held: dict[int, tuple[int, str]] = field(default_factory=dict)
    spans: tuple[int, int] = (1, 1)
    open: bool = False


LONG_TERM = 60
"""Characters from which a term of a list of definitions is a text of its own."""


class _Page(HTMLParser):
    """Collects the blocks of a page. It keeps no tree; what is skipped ends with the tag that began it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[_Block] = []
        self.title = ""
        self._text: list[str] = []
        self._mark = ""
        self._linked = 0
        self._skipping = ""
        self._depth = 0
        self._in = {"a": 0, "main": 0, "title": 0, "quote": 0, "list": 0, "time": 0, "cells": 0}
        self._quotes: list[bool] = []
        self._tables: list[_Rows] = []
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            self._depth += tag == self._skipping
            return
        if tag in _SKIPPED:
            self._in["title"] = 0
            self._skipping, self._depth = ("", 0) if tag == "head" else (tag, 1)
            return
        if tag in ("a", "main", "article", "title"):
            self._in["main" if tag == "article" else tag] += 1
        if tag == "blockquote":
            quoted = any(
                (k == "type" and v == "cite") or (k == "class" and "gmail_quote" in (v or ""))
                for k, v in attrs
            )
            self._quotes.append(quoted)
        self._open(tag, dict(attrs))

    def _open(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in _HEADINGS:
            self._break("#" * _HEADINGS[tag] + " ")
        elif tag in ("ul", "ol"):
            self._break()
            self._in["list"] += 1
        elif tag == "li":
            self._break("  " * max(self._in["list"] - 1, 0) + "- ")
        elif tag == "dt":
            self._break("- ")
        elif tag == "dd":
            term = "".join(self._text).strip()
            self._text = [f"{term.rstrip(':')}: "] if term and len(term) < LONG_TERM else self._text
            if not term or len(term) >= LONG_TERM:
                self._break()
        elif tag == "table":
            self._break()
            self._tables.append(_Rows())
        elif self._tables and tag in ("tr", "td", "th"):
            self._cell_or_row(tag, attrs)
        elif tag == "time" and re.match(r"20\d\d-\d\d-\d\dT\d\d:\d\d", attrs.get("datetime") or ""):
            self._break()
            stamp = str(attrs["datetime"])[:30]
            self.blocks.append(_Block("stamp", f"[{stamp}]", 0, self._in["main"] > 0))
            self._in["time"] = 1
        elif tag == "br" and not self._tables:
            self._text.append("\n")
        elif tag in _BLOCKS:
            self._break(self._mark if tag in ("p", "div") and not "".join(self._text).strip() else "")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._depth -= tag == self._skipping
            self._skipping = self._skipping if self._depth else ""
            return
        if tag in ("a", "main", "article", "title"):
            key = "main" if tag == "article" else tag
            self._in[key] = max(self._in[key] - 1, 0)
        if tag == "time":
            self._in["time"] = 0
        elif tag == "blockquote":
            self._break()
            self._quotes = self._quotes[:-1]
        elif tag == "table" and self._tables:
            self._end_table()
        elif self._tables and tag in ("td", "th"):
            self._end_cell()
        elif tag in ("ul", "ol"):
            self._break()
            self._in["list"] = max(self._in["list"] - 1, 0)
        elif tag != "dt" and (tag in _BLOCKS or tag in _HEADINGS or tag == "li"):
            self._break()

    def handle_data(self, data: str) -> None:
        if self._in["title"] and not self.blocks:
            self.title += data
        elif not self._skipping and not self._in["time"]:
            self._text.append(data)
            self._linked += len(data.strip()) if self._in["a"] else 0

    def _break(self, mark: str = "") -> None:
        """End the block at hand and begin one with a mark; inside a table's cell only a space."""
        if self._tables:
            self._text.append(" ")
            return
        lines = [" ".join(line.split()) for line in "".join(self._text).split("\n")]
        words = "\n".join(line for line in lines if line)
        if words and len(self.blocks) < MOST_BLOCKS:
            quoted = "> " if any(self._quotes) else ""
            self.blocks.append(_Block(quoted + self._mark, words, self._linked, self._in["main"] > 0))
        self._text, self._linked, self._mark = [], 0, mark

    def _cell_or_row(self, tag: str, attrs: dict[str, str | None]) -> None:
        table = self._tables[-1]
        if table.open:
            self._end_cell()
        table.open = tag != "tr"
        if tag == "tr":
            table.rows.append([])
            self._fill_held(table)
        else:
            self._text = []
            table.spans = (_span(attrs.get("colspan")), _span(attrs.get("rowspan")))

    def _end_cell(self) -> None:
        table, words = self._tables[-1], " ".join("".join(self._text).split())
        self._text, table.open = [], False
        self._cells += 1
        if not table.rows or self._cells > MOST_CELLS:
            return
        row, (wide, tall) = table.rows[-1], table.spans
        for _ in range(wide):
            if tall > 1:
                table.held[len(row)] = (tall - 1, words)
            row.append(words)
            self._fill_held(table)

    @staticmethod
    def _fill_held(table: _Rows) -> None:
        row = table.rows[-1]
        while len(row) in table.held and len(row) < 60:
            left, words = table.held.pop(len(row))
            if left > 1:
                table.held[len(row)] = (left - 1, words)
            row.append(words)

    def _end_table(self) -> None:
        """Give a table of data as rows between bars; one that only lays out the page as its cells' text."""
        if self._tables[-1].open:
            self._end_cell()
        table = self._tables.pop()
        rows = [row for row in table.rows if any(row)]
        cells = [c for row in rows for c in row]
        data = len(rows) > 1 and max(map(len, rows)) > 1 and sum(map(len, cells)) < LONG_CELL * len(cells)
        if self._tables:
            self._text = [" ".join(c for c in cells if c), " "]
            return
        main = self._in["main"] > 0
        if data:
            width = max(map(len, rows))
            lines = [
                "| " + " | ".join(c.replace("|", "/") for c in (r + [""] * width)[:width]) + " |"
                for r in rows
            ]
            self.blocks.append(_Block("table", "\n".join(lines), 0, main))
        else:
            self.blocks += [_Block("", c, 0, main) for c in cells if c][: MOST_BLOCKS - len(self.blocks)]
        self._text, self._linked = [], 0


def _span(text: str | None) -> int:
    return min(int(text), 30) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1


def html_document(data: bytes) -> Extracted:
    """Return a page's article as marked text, its title, and the date its own metadata give."""
    page = decoded(data, re.search(rb"charset=[\"']?([\w-]{2,40})", data[:4096]))[:MAX_TEXT]
    blocks, title = _blocks(page)
    found = _article(page)
    chosen = _chosen(blocks, str(getattr(found, "text", None) or ""))
    text = "\n\n".join(b.words if b.mark in ("table", "stamp") else _marked(b) for b in chosen)
    name = str(getattr(found, "title", None) or "") or " ".join(title.split())
    return Extracted(text, name, _day(getattr(found, "date", None)))


def _blocks(page: str) -> tuple[list[_Block], str]:
    parser = _Page()
    with suppress(AssertionError, RecursionError):
        parser.feed(page)
        parser.close()
    parser._tables.clear()
    parser._break()
    return parser.blocks, parser.title


def _article(page: str) -> object:
    """Return what trafilatura takes to be the article, or None for none and for endless tags.

    Raises MissingExtraError without trafilatura.
    """
    if page.count("<") > MOST_TAGS:
        return None
    try:
        import trafilatura
    except ImportError:
        raise MissingExtraError("a web page needs trafilatura: pip install 'accord[html]'") from None

    with suppress(Exception):
        found: object = trafilatura.bare_extraction(
            page, include_comments=False, include_tables=True, with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
        return found
    return None


def _day(text: object) -> str | None:
    with suppress(ValueError):
        return date.fromisoformat(str(text)[:10]).isoformat()
    return None


def _chosen(blocks: list[_Block], article: str) -> list[_Block]:
    """Return the blocks of the article, and the headings, tables and times between the first and the last.

    A block is the article's where trafilatura has its words; in a page that marks its main part, what stands
    there outside links counts too. A page of which nothing is chosen is taken whole.
    """
    whole = _letters(article)
    marked = any(b.main for b in blocks)
    kept = [i for i, b in enumerate(blocks) if b.mark not in ("stamp",) and _is_article(b, whole, marked)]
    if not kept:
        return [b for b in blocks if b.mark != "stamp" and b.linked * 2 < len(b.words)] or blocks
    between = range(kept[0], kept[-1] + 1)
    heads = [i for i in between if _belongs(blocks[i], marked)]
    lead = [kept[0] - 1] if kept[0] and blocks[kept[0] - 1].mark == "stamp" else []
    return _with_real_stamps([blocks[i] for i in sorted({*kept, *heads, *lead})])


def _belongs(block: _Block, marked: bool) -> bool:
    told = block.mark in ("stamp", "table") or block.mark.lstrip("> ").startswith(("#", "- "))
    return told and (block.main or not marked) and block.linked * 2 <= len(block.words)


def _is_article(block: _Block, whole: str, marked: bool) -> bool:
    words = _letters(block.words)
    if len(words) > 3 and words in whole:
        return True
    if block.mark == "table":
        rows = [_letters(line) for line in block.words.split("\n")]
        return sum(1 for r in rows if r and r[:20] in whole) * 2 > len(rows)
    sentence = len(block.words) > 40 and re.search(r"[.!?:;]['\")]*$", block.words)
    return marked and block.main and bool(sentence) and block.linked * 2 < len(block.words)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _with_real_stamps(blocks: list[_Block]) -> list[_Block]:
    """Keep times only where two or more have text of their own; one or none dates the page, not an entry."""
    followed = [
        i for i, b in enumerate(blocks)
        if b.mark == "stamp" and i + 1 < len(blocks) and blocks[i + 1].mark != "stamp"
    ]  # fmt: skip
    real = set(followed) if len({blocks[i].words for i in followed}) > 1 else set()
    return [b for i, b in enumerate(blocks) if b.mark != "stamp" or i in real]


def _marked(block: _Block) -> str:
    quote = "> " if block.mark.startswith("> ") else ""
    mark = block.mark[len(quote) :]
    lines = block.words.split("\n")
    if mark.strip():
        return f"{quote}{mark}{' '.join(lines)}"
    return "\n".join(f"{quote}{line}" for line in lines)
