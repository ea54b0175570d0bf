"""HTML and PDF to text, run as a child process: a hostile file can cost no more than its limits.

``python -m accord.docket.documents.formats`` answers requests on its standard input: a line ``kind length``, then that
many bytes; the answer is one line of JSON, ``{"text":, "title":, "date":}`` or ``{"error":}``.
"""

from __future__ import annotations

import io
import json
import re
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any, BinaryIO

MAX_TEXT = 4_000_000
MAX_PAGES = 300
MEMORY = 420_000_000
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "nav", "footer", "aside", "form"}
)
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr", "article", "section", "blockquote"}
)


def html_text(data: bytes) -> dict[str, Any]:
    """Return a page's article text, its title, and the date its own metadata give."""
    import trafilatura

    page = _decode_html(data)
    found = None
    with suppress(Exception):
        found = trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    text = getattr(found, "text", None) or _plain(page)
    return {"text": text, "title": getattr(found, "title", None) or "", "date": getattr(found, "date", None)}


def _decode_html(data: bytes) -> str:
    head = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    for name in (head[1].decode("ascii", "ignore") if head else "utf-8", "utf-8"):
        with suppress(LookupError, UnicodeDecodeError):
            return data.decode(name)
    return data.decode("cp1252", "replace")


class _Text(HTMLParser):
    """Text between tags, without scripts and menus; a block tag ends a line. It keeps no tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.skipping and tag in _SKIPPED:
            self.skipping = tag
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.skipping:
            self.skipping = ""
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(data)


def _plain(page: str) -> str:
    parser = _Text()
    parser.feed(page[:MAX_TEXT])
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


def pdf_text(data: bytes) -> dict[str, Any]:
    """Return the text of a PDF's first pages, its title, and its creation date."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    parts: list[str] = []
    for page in reader.pages[:MAX_PAGES]:
        parts.append(page.extract_text())
        if sum(map(len, parts)) > MAX_TEXT:
            break
    title, created = "", None
    with suppress(Exception):
        title = str((reader.metadata and reader.metadata.title) or "")
        stamp = reader.metadata.creation_date if reader.metadata else None
        created = stamp.date().isoformat() if isinstance(stamp, datetime) else None
    return {"text": "\n\n".join(parts), "title": title if len(title) > 15 else "", "date": created}


KINDS: dict[str, Callable[[bytes], dict[str, Any]]] = {"html": html_text, "pdf": pdf_text}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(source: BinaryIO, out: BinaryIO) -> bool:
    """Answer one request; return whether there was one."""
    head = source.readline().split()
    if len(head) != 2:
        return False
    data = source.read(int(head[1]))
    try:
        result = KINDS[head[0].decode()](data)
        result["text"] = result["text"][:MAX_TEXT]
        if result["date"] is not None:
            date.fromisoformat(str(result["date"]))
    except Exception as error:
        result = {"error": type(error).__name__}
    out.write(json.dumps(result).encode() + b"\n")
    out.flush()
    return True


def main() -> None:
    """Answer requests until standard input ends."""
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(3000)
    _limit_memory()
    while answer(sys.stdin.buffer, sys.stdout.buffer):
        pass


if __name__ == "__main__":
    main()
