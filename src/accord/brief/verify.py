"""Verify a briefing: solve its record again, and hold its files against what the record composes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from accord.assess.compare import recompute, same
from accord.assess.record import load, versions
from accord.brief.compose import compose
from accord.brief.folder import RECORD
from accord.brief.write import contents, document
from accord.core.codec import JsonValue
from accord.core.errors import InputError
from accord.page.blocks import Brief


@dataclass(frozen=True)
class Verdict:
    """What was compared and what differed; ``note`` says what could not be compared."""

    numbers: int
    files: int
    differences: tuple[str, ...]
    note: str = ""


BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What reading a record of the right form and the wrong contents can raise."""


def verify(folder: Path, *, jobs: int = 1) -> Verdict:
    """Return whether every number of a briefing is what its record gives when computed again by ``jobs``.

    Raises InputError when the folder holds no record, or one that is malformed or was changed after it was
    written. Files are compared byte for byte when this Accord wrote them, else the numbers of
    ``brief.json`` alone.
    """
    record = load(_text(folder, RECORD))
    try:
        recomputed = recompute(record, jobs=jobs)
        brief = compose(record)
        made = contents(brief)
    except BROKEN as error:
        raise InputError(f"{RECORD}: holds what no run record holds ({error!r})") from None
    if _version(record) == versions()["accord"]:
        differing = tuple(
            f"{name}: is not what its record gives" for name in made if not _equal(folder, name, made)
        )
        return Verdict(recomputed.numbers, len(made), (*recomputed.differences, *differing))
    note = "the page was written by another version of Accord, so its layout was not compared"
    return Verdict(recomputed.numbers, 1, (*recomputed.differences, *_figures(folder, brief)), note)


def _version(record: Mapping[str, JsonValue]) -> JsonValue:
    held = record["versions"]
    return held.get("accord") if isinstance(held, dict) else None


def _text(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text("utf-8")
    except OSError:
        raise InputError(f"{folder.name}: holds no {name}, so there is nothing to verify") from None
    except UnicodeDecodeError:
        raise InputError(f"{name}: not a text file") from None


def _equal(folder: Path, name: str, made: dict[str, bytes]) -> bool:
    path = folder / name
    return path.is_file() and path.read_bytes() == made[name]


def _figures(folder: Path, brief: Brief) -> tuple[str, ...]:
    """Return what differs between the numbers of ``brief.json`` and those of the record."""
    try:
        held = json.loads((folder / "brief.json").read_text("utf-8"))["figures"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError("brief.json: missing, or not a briefing's document") from None
    made = document(brief)["figures"]
    return tuple(
        f"brief.json: {key} is {held[key].get('value')}, the record gives {made[key]['value']}"
        for key in sorted(set(held) & set(made))
        if not same(made[key]["value"], held[key].get("value"))
    )
