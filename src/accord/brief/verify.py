"""Verify a briefing: solve its record again, and hold its files against what the record composes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from accord.assess.compare import recompute
from accord.assess.record import load, versions
from accord.brief.folder import DOCUMENT, LARGEST, LISTED, RECORD, digest, text_of
from accord.brief.write import BROKEN, composed
from accord.core.codec import Document, JsonValue
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.docket.given import reread
from accord.files.reading import parse_json, read_bytes
from accord.page.written import keyed, numbers


@dataclass(frozen=True)
class Verdict:
    """What was compared and what differed; ``note`` says what could not be compared."""

    numbers: int
    files: int
    differences: tuple[str, ...]
    note: str = ""


def verify(folder: Path, *, jobs: int = 1) -> Verdict:
    """Return whether every number of a briefing is what its record gives when computed again by ``jobs``.

    Raises InputError when the folder holds no record, or one that is malformed or was changed after it was
    written. The report's text, where the record holds it, is read again. Files are compared byte for byte
    when this Accord wrote them. Else ``record.json`` is, every file must be the one that ``brief.json`` lists,
    and every number of it one that the record gives. A file that is not the briefing's own is named.
    """
    record = load(text_of(folder, RECORD))
    try:
        recomputed = recompute(record, jobs=jobs)
    except BROKEN as error:
        raise InputError(f"{RECORD}: holds what no run record holds ({error!r})") from None
    files, found, note = compare(folder, record)
    return Verdict(recomputed.numbers, files, (*recomputed.differences, *found), note)


def compare(folder: Path, record: Document) -> tuple[int, list[str], str]:
    """Hold a briefing's files against its record: how many, what differs, what could not be compared."""
    made = composed(record, RECORD)
    found = _strangers(folder, made)
    if _version(record) == versions()["accord"]:
        changed = (name for name in made if _held(folder, name) != made[name])
        found += [f"{name}: is not what its record gives" for name in changed]
        return len(made), found + reread(record["docket"]), ""
    if _held(folder, RECORD) != made[RECORD]:
        found.append(f"{RECORD}: is not written as Accord writes it")
    held = [name for name in made if _held(folder, name) is not None]
    known = {token for text in made.values() for token in numbers(text)}
    found += [
        sentence for name in held if name != RECORD for sentence in _unknown(folder, name, made[name], known)
    ]
    found += _unlisted(folder)
    note = (
        "the page was written by another version of Accord: its numbers were compared, not its layout, and "
        "the report was not read again"
    )
    return len(held), found, note


def _unlisted(folder: Path) -> list[str]:
    """Return a sentence for each file that is not what the list in a briefing's document says of it."""
    try:
        listed = dict(parse_json(_held(folder, DOCUMENT) or b"", DOCUMENT)[LISTED])  # type: ignore[call-overload]
    except (InputError, KeyError, TypeError, ValueError):
        return [f"{DOCUMENT}: holds no list of the briefing's files that can be read"]
    there = {name: _held(folder, name) for name in _names(folder)}
    unlike = (
        name
        for name, told in listed.items()
        if (held := there.get(name)) is None or digest(name, held) != told
    )
    return [f"{name}: is not the file that {DOCUMENT} lists" for name in unlike]


def _version(record: Mapping[str, JsonValue]) -> JsonValue:
    held = record["versions"]
    return held.get("accord") if isinstance(held, dict) else None


def _held(folder: Path, name: str) -> bytes | None:
    path = folder / name
    return read_bytes(path, LARGEST) if path.is_file() and not path.is_symlink() else None


def _strangers(folder: Path, made: Mapping[str, bytes]) -> list[str]:
    """Return a sentence for each file that no briefing of this record has."""
    return [f"{name}: does not belong to the briefing" for name in _names(folder) if name not in made]


def _names(folder: Path) -> list[str]:
    """Return the name of everything below a folder but folders."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir())
    return [path.relative_to(folder).as_posix() for path in paths]


def _unknown(folder: Path, name: str, made: bytes, known: set[str]) -> list[str]:
    """Return a sentence for each number in a file that its record does not give.

    Numbers with a key must be those of that key in the file as ``made``; any other must be ``known``, that is,
    stand somewhere in the record or its files.
    """
    content = _held(folder, name) or b""
    if name == DOCUMENT:
        try:
            content, figures = _document(content)
        except (InputError, KeyError, TypeError, AttributeError):
            return [f"{name}: not a briefing's document"]
        said = figures - _document(made)[1]
    else:
        said = keyed(content) - keyed(made)
    strange = [token for token in numbers(content) if token not in known]
    return [
        *(f"{name}: {key} {words}, which its record does not give" for key, words in sorted(said)),
        *(f"{name}: {token} is no number that its record gives" for token in dict.fromkeys(strange)),
    ]


def _document(content: bytes) -> tuple[bytes, set[tuple[str, str]]]:
    """Return ``brief.json`` without its list of files, and its figures, each by its key and value."""
    held: Document = parse_json(content, DOCUMENT)
    figures = {(key, f"is {figure.get('value')}") for key, figure in held["figures"].items()}
    rest = {key: value for key, value in held.items() if key != LISTED}
    return json.dumps(rest, ensure_ascii=False).encode("utf-8", "replace"), figures
