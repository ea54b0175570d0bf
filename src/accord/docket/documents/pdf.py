"""PDF to text, in the child process: columns one after the other, no running heads, words whole again."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from accord.docket.documents.extracted import MAX_TEXT, Extracted
from accord.docket.documents.tables import table_at
from accord.docket.patterns import regex

MAX_PAGES = 300
LAYOUT_SECONDS = 3.0
"""Time for telling columns and tables; pages after it are read in the order they were drawn."""
LAYOUT_BYTES = 300_000
"""Drawing orders on one page that are laid out; a page with more is read in the order it was drawn."""
_SHARE = 0.25
_LONG = 18
_CUT_WORD = regex(r"(\w{2,})-\n(?=([a-z]\w*))")


def pdf_document(data: bytes) -> Extracted:
    """Return the text of a PDF's first pages, its title, and its creation date."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    pages: list[list[str]] = []
    unclear, end = 0, time.monotonic() + LAYOUT_SECONDS
    for page in reader.pages[:MAX_PAGES]:
        lines, told = _page(page, time.monotonic() < end)
        unclear += not told
        pages.append(lines)
        if sum(len(line) for lines in pages for line in lines) > MAX_TEXT:
            break
    title, created = _about(reader)
    notes = [f"{unclear} page(s) with columns that could not be told apart"] if unclear else []
    return Extracted(_rejoined(_without_running_heads(pages)), title, created, tuple(notes))


def _about(reader: object) -> tuple[str, str | None]:
    with suppress(Exception):
        metadata = getattr(reader, "metadata", None)
        title = str((metadata and metadata.title) or "")
        stamp = metadata.creation_date if metadata else None
        created = stamp.date().isoformat() if isinstance(stamp, datetime) else None
        return title if len(title) > 15 else "", created
    return "", None


def _page(page: object, layout: bool) -> tuple[list[str], bool]:
    """Return a page's lines in reading order, and whether its columns were told apart."""
    extract = page.extract_text  # type: ignore[attr-defined]
    plain = str(extract()).split("\n")
    if not layout:
        return plain, True
    if _drawn(page) > LAYOUT_BYTES:
        return plain, False
    laid: list[str] = []
    with suppress(Exception):
        laid = str(extract(extraction_mode="layout")).split("\n")
    if not laid:
        return plain, True
    at = gutter(laid)
    if at:
        return in_columns(laid, at), True
    if any(table_at(laid, i)[0] for i in range(len(laid)) if laid[i].strip()):
        return [line.rstrip() for line in laid], True
    return plain, True


def _drawn(page: object) -> int:
    with suppress(Exception):
        contents = page.get_contents()  # type: ignore[attr-defined]
        return 0 if contents is None else len(contents.get_data())
    return 0


def gutter(lines: Sequence[str]) -> int:
    """Return where the right of two columns of prose starts, in characters, or 0 for a page without columns.

    A gutter is a place before which most lines have a gap of three spaces, at which their right halves
    start alike, and on both sides of which stand long pieces of text, not the cells of a table.
    """
    full = [line for line in lines if line.strip()]
    starts = Counter(m.end() for line in full for m in re.finditer(r"\S\s{3,}(?=\S)|^\s{12,}(?=\S)", line))
    if not starts or len(full) < 4:
        return 0
    at, _ = max(starts.items(), key=lambda pair: (pair[1], -pair[0]))
    right = [line[at:] for line in full if line[at:].strip() and not line[max(at - 3, 0) : at].strip()]
    left = [line[:at].strip() for line in full if line[:at].strip() and not line[max(at - 3, 0) : at].strip()]
    enough = min(len(left), len(right)) >= max(3, _SHARE * len(full))
    prose = enough and _middle([r.strip() for r in right]) >= _LONG and _middle(left) >= _LONG
    broken = sum(1 for r in right if re.search(r"\S\s{3,}\S", r)) + sum(
        1 for x in left if re.search(r"\S\s{3,}\S", x)
    )
    return at if prose and broken * 4 < len(left) + len(right) else 0


def _middle(pieces: Sequence[str]) -> int:
    return sorted(map(len, pieces))[len(pieces) // 2]


def in_columns(lines: Sequence[str], at: int) -> list[str]:
    """Return the left column, then the right one; a line across both ends the columns above it."""
    out: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        crosses = bool(line[max(at - 3, 0) : at].strip()) and bool(line[at:].strip())
        if crosses:
            out += [*left, "", *right, "", line.strip()]
            left, right = [], []
            continue
        left.append(line[:at].strip())
        right.append(line[at:].strip())
    return [*out, *left, "", *right]


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out lines that stand at the top or the foot of three pages or more, page numbers apart."""
    if len(pages) < 3:
        return pages
    edges = Counter(key for lines in pages for key in {_key(lines[i]) for i in _edge(lines)})
    heads = {key for key, count in edges.items() if key and count >= max(3, 0.5 * len(pages))}
    kept = []
    for lines in pages:
        drop = {i for i in _edge(lines) if _key(lines[i]) in heads}
        kept.append([line for i, line in enumerate(lines) if i not in drop])
    return kept


def _edge(lines: list[str]) -> list[int]:
    full = [i for i, line in enumerate(lines) if line.strip()]
    return sorted({*full[:2], *full[-2:]})


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.casefold().split()))


def _rejoined(pages: list[list[str]]) -> str:
    """Join pages, and words cut at a line's end; a hyphen stays where both halves are words of the text."""
    text = "\n\n".join("\n".join(lines) for lines in pages)
    words = set(re.findall(r"[a-z]{2,}", text.casefold()))

    def whole(m: re.Match[str]) -> str:
        head, tail = m[1].casefold(), m[2].casefold()
        apart = head in words and tail in words and head + tail not in words
        return f"{m[1]}-" if apart else m[1]

    return _CUT_WORD.sub(whole, text)
