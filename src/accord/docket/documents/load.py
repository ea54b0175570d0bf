"""Documents from files, folders and standard input: their text, title, and the date their metadata give.

Plain text and e-mail are read here; HTML and PDF in a child process with limits (``formats``).
"""

from __future__ import annotations

import json
import re
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any

from accord.core.errors import InputError
from accord.docket.documents.mail import mail_parts

MAX_BYTES = 25_000_000
SECONDS = 8.0
SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".eml")


@dataclass(frozen=True)
class Document:
    """One document as text; ``name`` identifies it in output, ``date`` is its metadata's."""

    name: str
    text: str
    title: str = ""
    date: date | None = None


class Extractor:
    """A child process that turns HTML and PDF into text; started when needed, replaced when it hangs."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def text(self, name: str, kind: str, data: bytes) -> Document:
        """Return one document's text; raise InputError when it has none or takes too long."""
        answer = self._ask(kind, data)
        if answer is None:
            self.close()
            raise InputError(
                f"{name}: the {kind.upper()} could not be read within its time and memory limits"
            )
        if "error" in answer or not answer["text"].strip():
            raise InputError(f"{name}: no text could be read from this {kind.upper()}")
        day = date.fromisoformat(answer["date"]) if answer["date"] else None
        return Document(name, answer["text"], answer["title"], day)

    def _ask(self, kind: str, data: bytes) -> dict[str, Any] | None:
        if self._child is None:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "accord.docket.documents.formats"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        source, out = self._child.stdin, self._child.stdout
        if source is None or out is None:
            return None
        try:
            source.write(f"{kind} {len(data)}\n".encode() + data)
            source.flush()
        except BrokenPipeError:
            return None
        line = _line_within(out.fileno(), SECONDS)
        return json.loads(line) if line else None


def _line_within(handle: int, seconds: float) -> bytes:
    """Read up to a line's end from a pipe, or return nothing when it does not come in time."""
    import os

    end = time.monotonic() + seconds
    parts: list[bytes] = []
    with selectors.DefaultSelector() as ready:
        ready.register(handle, selectors.EVENT_READ)
        while ready.select(max(end - time.monotonic(), 0)):
            piece = os.read(handle, 1 << 20)
            parts.append(piece)
            if not piece or piece.endswith(b"\n"):
                break
    whole = b"".join(parts)
    return whole if whole.endswith(b"\n") else b""


def load_documents(paths: Sequence[str | Path], say: Callable[[str], None] | None = None) -> list[Document]:
    """Return the documents of files, folders (every readable file in name order) and ``-`` (standard input).

    A file of a folder that cannot be read is named to ``say`` and left out; a file named itself is an error.
    """
    with Extractor() as extractor:
        documents = [d for path in paths for d in _load(str(path), extractor, say)]
    if not documents:
        raise InputError("no document to read: give at least one file, folder, or - for standard input")
    return documents


def _load(path: str, extractor: Extractor, say: Callable[[str], None] | None) -> Iterator[Document]:
    if path == "-":
        yield from extract("standard input", sys.stdin.buffer.read(MAX_BYTES + 1), extractor)
        return
    place = Path(path)
    if place.is_dir():
        yield from _load_folder(place, extractor, say)
    elif place.is_file():
        yield from _load_file(place, extractor)
    else:
        raise InputError(f"{path}: no such file or folder")


def _load_folder(folder: Path, extractor: Extractor, say: Callable[[str], None] | None) -> Iterator[Document]:
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.casefold() in SUFFIXES)
    if not files:
        raise InputError(f"{folder}: the folder holds no document ({', '.join(SUFFIXES)})")
    for file in files:
        try:
            yield from _load_file(file, extractor)
        except InputError as error:
            if say is None:
                raise
            say(f"left out: {error}")


def _load_file(file: Path, extractor: Extractor) -> Iterator[Document]:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{file}: {size / 1e6:.0f} MB is more than a report can have (25 MB)")
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from None
    yield from extract(file.stem, data, extractor)


def extract(name: str, data: bytes, extractor: Extractor) -> Iterator[Document]:
    """Return the text of one document by what it holds, whatever it is called; an e-mail may give several."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: more than 25 MB is more than a report can have")
    kind = kind_of(data)
    if kind == "mail":
        for part in mail_parts(name, data):
            if part.kind == "text":
                yield Document(part.name, decode(part.name, part.data), part.title, part.date)
            else:
                found = extractor.text(part.name, part.kind, part.data)
                yield replace(found, title=found.title or part.title, date=part.date or found.date)
    elif kind == "text":
        yield Document(name, decode(name, data))
    else:
        yield extractor.text(name, kind, data)


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To): ")


def kind_of(data: bytes) -> str:
    """Return ``pdf``, ``html``, ``mail`` or ``text`` by the first bytes of a document."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return "pdf"
    if _MAIL.match(head) and len(_MAIL.findall(head)) > 1:
        return "mail"
    return "html" if head.startswith(b"<") and _HTML.search(head) else "text"


def decode(name: str, data: bytes) -> str:
    """Return text from bytes: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data[:4096]:
        raise InputError(f"{name}: is not text, HTML, PDF or e-mail")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
