"""Documents from files, folders and standard input: their text, title, and the date their metadata give.

Plain text is read here; HTML, PDF and e-mail in a child process with limits (``child``, ``formats``).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accord.core.errors import InputError
from accord.docket.documents.characters import printable
from accord.docket.documents.charsets import decoded
from accord.docket.documents.child import Answer, Extractor

MAX_BYTES = 25_000_000
SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".eml")
_SAID = {"html": "HTML", "pdf": "PDF", "mail": "e-mail"}


@dataclass(frozen=True)
class Document:
    """One document as text; ``name`` stands for it in output, ``notes`` say what of it is missing."""

    name: str
    text: str
    title: str = ""
    date: date | None = None
    notes: tuple[str, ...] = ()


def load_documents(paths: Sequence[str | Path], say: Callable[[str], None] | None = None) -> list[Document]:
    """Return the documents of files, folders (every readable file in name order) and ``-`` (standard input).

    A file of a folder that cannot be read is named to ``say`` and left out, and so is a broken attachment; a
    file named itself is an error.
    """
    with Extractor() as extractor:
        documents = [d for path in paths for d in _load(str(path), extractor, say)]
    if not documents:
        raise InputError("no document to read: give at least one file, folder, or - for standard input")
    return documents


def _load(path: str, extractor: Extractor, say: Callable[[str], None] | None) -> Iterator[Document]:
    if path == "-":
        found = extract("standard input", sys.stdin.buffer.read(MAX_BYTES + 1), extractor)
    else:
        place = Path(path)
        if _is(place, Path.is_dir):
            yield from _load_folder(place, extractor, say)
            return
        if not _is(place, Path.is_file):
            raise InputError(f"{printable(path)}: no such file or folder")
        found = _load_file(place, extractor)
    for document in found:
        if say is not None:
            _tell(document, say)
        yield document


def _tell(document: Document, say: Callable[[str], None]) -> None:
    for note in document.notes:
        say(f"{document.name}: {note}")


def _is(place: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(place)
    except (OSError, ValueError):
        return False


def _load_folder(folder: Path, extractor: Extractor, say: Callable[[str], None] | None) -> Iterator[Document]:
    try:
        files = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.casefold() in SUFFIXES)
    except OSError as error:
        raise InputError(f"{printable(str(folder))}: cannot be read ({error.strerror})") from None
    if not files:
        raise InputError(f"{printable(str(folder))}: the folder holds no document ({', '.join(SUFFIXES)})")
    for file in files:
        try:
            for document in _load_file(file, extractor):
                if say is not None:
                    _tell(document, say)
                yield document
        except InputError as error:
            if say is None:
                raise
            say(f"left out: {error}")


def _load_file(file: Path, extractor: Extractor) -> Iterator[Document]:
    shown = printable(str(file))
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{shown}: {size / 1e6:.0f} MB is more than a report can have (25 MB)")
        with file.open("rb") as source:
            data = source.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{shown}: cannot be read ({error.strerror})") from None
    yield from extract(printable(file.stem), data, extractor)


def extract(name: str, data: bytes, extractor: Extractor) -> Iterator[Document]:
    """Return the text of one document by what it holds, whatever it is called; an e-mail may give several."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: more than 25 MB is more than a report can have")
    kind = kind_of(data)
    if kind == "text":
        yield Document(name, decode(name, data))
        return
    answers = list(extractor.answers(kind, data))
    found = [a for a in answers if a.text.strip()]
    left = [a.left for a in answers if a.left]
    if any(a.late for a in answers):
        left.append("what followed could not be read within its time and memory limits")
    if not found:
        raise InputError(f"{name}: {_refusal(kind, answers)}")
    for number, answer in enumerate(found):
        notes = (*answer.notes, *(left if not number else ()))
        day = date.fromisoformat(answer.date) if answer.date else None
        full = f"{name} {answer.part}" if answer.part else name
        yield Document(full, answer.text, printable(answer.title, 500), day, notes)


def _refusal(kind: str, answers: list[Answer]) -> str:
    if any(a.late for a in answers):
        return f"the {_SAID[kind]} could not be read within its time and memory limits"
    if kind == "mail":
        told = "; ".join(a.left for a in answers if a.left)
        return f"the e-mail holds no text{f' ({told})' if told else ''}"
    return f"no text could be read from this {_SAID[kind]}"


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|"
    rb"Content-Type): ",
    re.IGNORECASE | re.MULTILINE,
)


def kind_of(data: bytes) -> str:
    """Return ``pdf``, ``html``, ``mail`` or ``text`` by the first bytes of a document."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return "pdf"
    if _MAIL.match(head) and len(_MAIL.findall(head.split(b"\n\n")[0].split(b"\r\n\r\n")[0])) > 1:
        return "mail"
    return "html" if head.startswith(b"<") and _HTML.search(head) else "text"


def decode(name: str, data: bytes) -> str:
    """Return text from bytes: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in data[:4096]:
        raise InputError(f"{name}: is not text, HTML, PDF or e-mail")
    return decoded(data)
