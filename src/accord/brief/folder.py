"""The folder of a briefing: told from every other folder, and replaced in one step or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from accord.core.errors import InputError
from accord.files import replace as replacing
from accord.files.reading import parse_json, read_bytes
from accord.files.replace import ANOTHER, replace
from accord.files.writing import to_json

DOCUMENT, RECORD, TABLES = "brief.json", "record.json", "tables"
LISTED = "files"
"""Key of ``brief.json`` under which every file of the folder stands with the SHA-256 of its bytes."""

LARGEST = 200_000_000
"""Bytes of one file of a briefing; a large one has two million."""


def put(folder: Path, made: Mapping[str, bytes]) -> Path:
    """Write a briefing's files into ``folder``, all or nothing (see ``files.replace``)."""
    return replace(folder, made, check_ours, "briefing")


def check_target(folder: Path) -> Path:
    """Return the full path of ``folder``; raise InputError unless new, empty or a briefing."""
    return replacing.check_target(folder, check_ours, "briefing")


def check_ours(folder: Path, name: str) -> None:
    """Raise InputError unless a folder is empty or holds what Accord wrote there and nothing else.

    That is: its ``record.json`` loads, every file in it is listed, and no listed file was changed since.
    A briefing written before there was a list may hold the files that its record composes.
    """
    found = list(_entries(folder, name))
    if not found:
        return
    if RECORD not in found:
        raise InputError(f"{name}: holds '{found[0]}' and no briefing; {ANOTHER}")
    listed = _listed(folder, name)
    for entry in found:
        if entry not in listed:
            raise InputError(f"{name}: holds '{entry}', which is not part of the briefing there; {ANOTHER}")
        if listed[entry] not in {"", _hash(folder, entry)}:
            raise InputError(f"{name}: '{entry}' was changed after the briefing was written; {ANOTHER}")


def _entries(folder: Path, name: str) -> Iterator[str]:
    """Yield every file in a folder as a briefing names it; refuse what no briefing holds, such as links."""
    for entry in sorted(os.scandir(folder), key=lambda held: held.name):
        if entry.name == TABLES and entry.is_dir(follow_symlinks=False):
            inside = sorted(os.scandir(entry.path), key=lambda held: held.name)
            if not inside:
                yield f"{TABLES}/"
        else:
            inside = [entry]
        for held in inside:
            place = held.name if held is entry else f"{TABLES}/{held.name}"
            if not held.is_file(follow_symlinks=False):
                raise InputError(f"{name}: holds '{place}', which is not part of a briefing; {ANOTHER}")
            yield place


def _listed(folder: Path, name: str) -> dict[str, str]:
    """Return the files of the briefing in ``folder`` with their hashes, empty where it kept none."""
    from accord.assess.record import load  # a folder that is new needs no room to be entered

    try:
        record = load(text_of(folder, RECORD))
        document = json.loads(text_of(folder, DOCUMENT))
        listed = document.get(LISTED, {})
        if document["docket"] != record["docket"]:
            raise InputError("the two tell of different reports")
        known = {**listed, f"{TABLES}/": ""}
    except (InputError, OSError, RecursionError, AttributeError, KeyError, TypeError, ValueError):
        raise InputError(
            f"{name}: its {RECORD} and {DOCUMENT} are not those of a briefing; {ANOTHER}"
        ) from None
    if listed:
        return known
    from accord.brief.write import composed  # writes through this module; only old briefings need it

    return dict.fromkeys((*composed(record, name), *known), "")


def text_of(folder: Path, name: str) -> str:
    """Return the text of a briefing's file; raise InputError where it is missing, no file or no text."""
    path = folder / name
    if not os.path.lexists(path):
        raise InputError(f"{folder.name}: holds no {name}, so there is no briefing")
    try:
        return read_bytes(path, LARGEST).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{folder.name}: its {name} is not a text file") from None


def hashes(made: Mapping[str, bytes]) -> dict[str, str]:
    """Return the SHA-256 of every file by its name."""
    return {name: sha256(content).hexdigest() for name, content in sorted(made.items())}


def digest(name: str, content: bytes) -> str:
    """Return the SHA-256 under which the list has a file; raise InputError for a document that is none."""
    if name == DOCUMENT:
        # it cannot hold its own hash: the list holds that of the document without the list
        document = parse_json(content, name)
        if to_json(document) == content:  # else it is not as Accord writes it, and stands for itself
            document.pop(LISTED, None)
            content = to_json(document)
    return sha256(content).hexdigest()


def _hash(folder: Path, name: str) -> str:
    return "" if name.endswith("/") else digest(name, read_bytes(folder / name, LARGEST))
