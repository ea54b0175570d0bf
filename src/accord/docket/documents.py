# ruff: noqa: E501
"""Documents from files, folders and standard input: their text, title, and the date their metadata give."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from accord.core.errors import InputError

MAX_BYTES = 25_000_000
SUFFIXES = (".txt", ".md", ".text")


@dataclass(frozen=True)
class Document:
    """One document as text; ``name`` identifies it in output, ``date`` is from metadata, not from the text."""

    name: str
    text: str
    title: str = ""
    date: date | None = None
    source: str | None = None


def load_documents(paths: Sequence[str | Path], say: Callable[[str], None] | None = None) -> list[Document]:
    """Return the documents of files, folders (every readable file in name order) and ``-`` (standard input)."""
    documents = [document for path in paths for document in _load(str(path), say)]
    if not documents:
        raise InputError("no document to read: give at least one file, folder, or - for standard input")
    return documents


def _load(path: str, say: Callable[[str], None] | None) -> Iterator[Document]:
    if path == "-":
        yield extract("standard input", sys.stdin.buffer.read(MAX_BYTES + 1))
        return
    place = Path(path)
    if place.is_dir():
        files = sorted(p for p in place.iterdir() if p.is_file() and p.suffix.casefold() in SUFFIXES)
        if not files:
            raise InputError(f"{path}: the folder holds no document ({', '.join(SUFFIXES)})")
        for file in files:
            yield extract(file.stem, file.read_bytes())
        return
    if not place.is_file():
        raise InputError(f"{path}: no such file or folder")
    if place.stat().st_size > MAX_BYTES:
        raise InputError(
            f"{path}: {place.stat().st_size / 1e6:.0f} MB is more than a report can have (25 MB)"
        )
    yield extract(place.stem, place.read_bytes())


def extract(name: str, data: bytes) -> Document:
    """Return the text of one document, whatever its format."""
    if len(data) > MAX_BYTES:
        raise InputError(f"{name}: more than 25 MB is more than a report can have")
    return Document(name, decode(data))


def decode(data: bytes) -> str:
    """Return text from bytes: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
