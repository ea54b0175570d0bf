"""What jobs have made, in the user's cache: briefings by fingerprint, other answers by what was asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from accord.core.codec import JsonValue
from accord.files.writing import write_whole
from accord.web.problems import Problem
from accord.web.settings import store

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def folder(kind: str) -> Path:
    """Return a folder of the cache, for the user alone."""
    place = store() / kind
    place.mkdir(mode=0o700, exist_ok=True)
    return place


def forget(place: Path, most: int) -> None:
    """Remove the oldest files of a folder beyond ``most``."""
    held = sorted(place.iterdir(), key=lambda one: one.stat().st_mtime)
    for one in held[:-most]:
        one.unlink(missing_ok=True)


def brief_folder(at: str) -> Path | None:
    """Return the folder of a briefing, None where there is none."""
    place = folder("briefs") / at
    return place if FINGERPRINT.fullmatch(at) and place.is_dir() else None


def brief(at: str) -> dict[str, JsonValue]:
    """Return the document of a briefing; raise Problem where there is none."""
    place = brief_folder(at)
    if place is None:
        raise Problem(404, "There is no such briefing here.")
    held: dict[str, JsonValue] = json.loads((place / "brief.json").read_text("utf-8"))
    return held


def answer(at: str) -> dict[str, JsonValue]:
    """Return an answer that a job has worked out; raise Problem where there is none."""
    place = folder("answers") / f"{at}.json"
    if not FINGERPRINT.fullmatch(at) or not place.is_file():
        raise Problem(404, "There is no such answer here.")
    held: dict[str, JsonValue] = json.loads(place.read_text("utf-8"))
    return held


def has_answer(at: str) -> bool:
    """Whether an answer is there already."""
    return (folder("answers") / f"{at}.json").is_file()


def keep_answer(at: str, document: Mapping[str, object]) -> None:
    """Keep an answer under the fingerprint of what was asked."""
    write_whole(
        folder("answers") / f"{at}.json", json.dumps(dict(document), ensure_ascii=False, allow_nan=False)
    )
    forget(folder("answers"), 200)
