"""Documents from files, folders and standard input: their text, title, and the date their metadata give.

Plain text is read here; HTML, PDF and e-mail in a child process with limits (``child``, ``formats``).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.docket.documents.characters import printable
from accord.docket.documents.charsets import decoded
from accord.docket.documents.child import Answer, Extractor

MAX_BYTES = 25_000_000
SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".eml")
_SAID = {"text": "text", "html": "HTML", "pdf": "PDF", "mail": "e-mail"}


@dataclass(frozen=True)
class Document:
    """One document as text; ``name`` stands for it in output, ``notes`` say what of it is missing."""

    name: str
    text: str
    title: str = ""
    date: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """The bytes of one document; ``named`` where a person named it, else it is one of a folder's files."""

    name: str
    data: bytes
    named: bool


Say = Callable[[str], None]


def load_documents(paths: Sequence[str | Path], say: Say | None = None) -> list[Document]:
    """Return the documents of files, folders (every readable file in name order) and ``-`` (standard input).

    A file of a folder that cannot be read is named to ``say`` and left out, and so is a broken attachment; a
    file named itself is an error.
    """
    documents: list[Document] = []
    with Extractor() as extractor:
        for source in sources(paths, say):
            with forgiven(source, say):
                documents += extract(source.name, source.data, extractor)
    if say is not None:
        told = ((document.name, note) for document in documents for note in document.notes)
        for name, note in told:
            say(f"{name}: {note}")
    if not documents:
        raise InputError(NONE)
    return documents


NONE = "no document to read: give at least one file, folder, or - for standard input"


@contextmanager
def forgiven(source: Source, say: Say | None) -> Iterator[None]:
    """Leave out a file of a folder that cannot be read, and name it to ``say``."""
    try:
        yield
    except InputError as error:
        if source.named or say is None:
            raise
        say(f"left out: {error}")


def sources(paths: Sequence[str | Path], say: Say | None) -> Iterator[Source]:
    """Return the bytes of each document, one after the other; what is not there is an error before the first."""
    files = [found for path in paths for found in _files(str(path))]
    for file, named in files:
        if file is None:
            yield Source("standard input", sys.stdin.buffer.read(MAX_BYTES + 1), True)
            continue
        held, data = Source(printable(file.stem), b"", named), None
        with forgiven(held, say):
            data = _bytes(file)
        if data is not None:
            yield replace(held, data=data)


def _files(path: str) -> list[tuple[Path | None, bool]]:
    """Return the files that a path stands for, none for standard input, and whether each was named itself."""
    place = Path(path)
    if path == "-":
        return [(None, True)]
    if _is(place, Path.is_dir):
        return [(file, False) for file in _folder(place)]
    if not _is(place, Path.is_file):
        raise InputError(f"{printable(path)}: no such file or folder")
    return [(place, True)]


def _is(place: Path, kind: Callable[[Path], bool]) -> bool:
    try:
        return kind(place)
    except (OSError, ValueError):
        return False


def _folder(folder: Path) -> list[Path]:
    try:
        files = sorted(
            p for p in folder.iterdir() if p.suffix.casefold() in SUFFIXES and _is(p, Path.is_file)
        )
    except OSError as error:
        raise InputError(f"{printable(str(folder))}: cannot be read ({error.strerror})") from None
    if not files:
        raise InputError(f"{printable(str(folder))}: the folder holds no document ({', '.join(SUFFIXES)})")
    return files


def _bytes(file: Path) -> bytes:
    shown = printable(str(file))
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{shown}: {size / 1e6:.0f} MB is more than a report can have (25 MB)")
        with file.open("rb") as source:
            return source.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{shown}: cannot be read ({error.strerror})") from None


def extract(name: str, data: bytes, extractor: Extractor) -> Iterator[Document]:
    """Return the text of one document by what it holds, whatever it is called; an e-mail may give several."""
    kind = kind_within(name, data)
    if kind == "text":
        yield Document(name, decode(name, data))
        return
    answers = list(extractor.answers(kind, data))
    found = [a for a in answers if a.text.strip()]
    if not found:
        raise InputError(f"{name}: {refusal(kind, answers)}")
    left = left_out(answers)
    for number, answer in enumerate(found):
        notes = (*answer.notes, *(left if not number else ()))
        day = date.fromisoformat(answer.date) if answer.date else None
        full = f"{name} {answer.part}" if answer.part else name
        yield Document(full, answer.text, printable(answer.title, 500), day, notes)


def left_out(answers: Sequence[Answer]) -> list[str]:
    """Return in words what of a document was not read."""
    late = ["what followed could not be read within its time and memory limits"]
    return [a.left for a in answers if a.left] + late * any(a.late for a in answers)


def refusal(kind: str, answers: Sequence[Answer]) -> str:
    """Return in words why nothing of a document could be read."""
    if any(a.late for a in answers):
        return f"the {_SAID[kind]} could not be read within its time and memory limits"
    told = "; ".join(a.left for a in answers if a.left)
    if kind == "mail":
        return f"the e-mail holds no text{f' ({told})' if told else ''}"
    return f"no text could be read from this {_SAID[kind]}{f': {told}' if told else ''}"


_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|meta)\b", re.IGNORECASE)
_MAIL = re.compile(
    rb"^(?:From|To|Subject|Date|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|"
    rb"Content-Type): ",
    re.IGNORECASE | re.MULTILINE,
)


def kind_within(name: str, data: bytes) -> str:
    """Return what a document is; raise InputError where it is larger than a report can be."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: more than 25 MB is more than a report can have")
    return kind_of(data)


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
