"""Groups of economies as dated files: who belonged to what, in which state, on which day, says who.

Being invited, taking part, endorsing and signing are different states. An institution that joins (the
European Union, say) is recorded but not counted as its members. A user's own file in the same form can be
given by path wherever a name can.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from accord.core.codes import economies, nearest
from accord.core.errors import InputError

STATES = ("signed", "endorsed", "partner", "observer", "chair", "guest", "invited")
"""What an economy can be to a group; ``signed`` is full membership."""

CONFIDENCES = ("H", "M", "L")
"""High: primary text or several agreeing sources; medium: one good source; low: weak or disputed."""


@dataclass(frozen=True)
class Membership:
    """One economy's state from ``start`` until the day before ``until`` (None: no end known)."""

    code: str
    state: str
    start: date
    until: date | None
    confidence: str
    source: str
    note: str

    def holds(self, day: date | None) -> bool:
        """Whether it holds on ``day``; without a day, whether it holds as last known."""
        if day is None:
            return self.until is None
        return self.start <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Institution:
    """An organisation that takes part; its members are not counted for it."""

    name: str
    state: str
    start: date
    note: str


@dataclass(frozen=True)
class Group:
    """A group with every dated membership, and the places where sources disagree."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    source: str
    note: str
    published: bool
    succeeded_by: str
    memberships: tuple[Membership, ...]
    institutions: tuple[Institution, ...]
    conflicts: tuple[str, ...]

    def members(self, as_of: date | str | None = None, state: str = "signed") -> tuple[str, ...]:
        """Return the economies in ``state`` on a day (as last known without one), in order of joining."""
        if state not in STATES:
            raise InputError(f"group '{self.name}': unknown state '{state}'{nearest(state, STATES)}")
        if state == "signed" and not self.published:
            raise InputError(
                f"group '{self.name}': its member list has not been published, so it has no members here"
            )
        day = parse_day(as_of, f"group '{self.name}'") if as_of is not None else None
        held = [entry for entry in self.memberships if entry.state == state and entry.holds(day)]
        return tuple(dict.fromkeys(entry.code for entry in sorted(held, key=lambda entry: entry.start)))


def names() -> tuple[str, ...]:
    """Return the ids of all shipped groups, sorted."""
    return tuple(sorted((group.id for group in _shipped()), key=str.casefold))


def info(name: str | Path) -> Group:
    """Return a group by id, name or alias in any case, or from the file at a path."""
    wanted = _fold(str(name))
    for group in _shipped():
        if wanted in {_fold(word) for word in (group.id, group.name, *group.aliases)}:
            return group
    path = Path(name)
    if path.suffix in {".yml", ".yaml", ".json"}:
        return read_group(path)
    known = [word for group in _shipped() for word in (group.id, group.name)]
    raise InputError(f"unknown group '{name}'{nearest(str(name), known)}")


def members(name: str | Path, as_of: date | str | None = None, state: str = "signed") -> tuple[str, ...]:
    """Return the economies in ``state`` to a group on a day; without a day, as last known."""
    return info(name).members(as_of, state)


def read_group(path: Path) -> Group:
    """Read a user's group file (yaml or json) in the form of the shipped ones."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not text"
        raise InputError(f"group file '{path}': {reason}") from None
    return _parse(text, f"group file '{path}'")


def parse_day(value: Any, where: str) -> date:
    """Return a day; ``2024-09`` is the last day of the month and ``2024`` of the year."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", str(value).strip())
    try:
        if not found:
            raise ValueError
        year, month = int(found[1]), int(found[2] or 12)
        return date(year, month, int(found[3] or calendar.monthrange(year, month)[1]))
    except (ValueError, calendar.IllegalMonthError):
        raise InputError(f"{where}: '{value}' is not a date like 2026-02-20") from None


def _fold(word: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", word.casefold())


@lru_cache(maxsize=1)
def _shipped() -> tuple[Group, ...]:
    folder = files("accord.groups")
    paths = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yml")), key=lambda entry: entry.name
    )
    return tuple(_parse(entry.read_text("utf-8"), f"group file '{entry.name}'") for entry in paths)


def _parse(text: str, where: str) -> Group:
    import yaml

    try:
        document = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError):
        raise InputError(f"{where}: not valid yaml or json") from None
    known = {"id", "name", "aliases", "kind", "source", "note", "member_list", "succeeded_by", "memberships"}
    known |= {"institutions", "conflicts"}
    if not isinstance(document, dict):
        raise InputError(f"{where}: needs a mapping with id and memberships")
    for key in document:
        if key not in known:
            raise InputError(f"{where}: unknown key '{key}'{nearest(str(key), known)}")
    if not document.get("id") or not isinstance(document.get("memberships"), list):
        raise InputError(f"{where}: needs an id and a list of memberships")
    return Group(
        id=str(document["id"]),
        name=str(document.get("name", document["id"])),
        aliases=tuple(str(word) for word in document.get("aliases", ())),
        kind=str(document.get("kind", "group")),
        source=str(document.get("source", "")),
        note=str(document.get("note", "")),
        published=document.get("member_list", "published") == "published",
        succeeded_by=str(document.get("succeeded_by", "")),
        memberships=tuple(_membership(row, document, where) for row in document["memberships"]),
        institutions=tuple(_institution(row, where) for row in document.get("institutions", ())),
        conflicts=tuple(str(sentence) for sentence in document.get("conflicts", ())),
    )


def _membership(row: Any, document: dict[str, Any], where: str) -> Membership:
    fields = {"code", "state", "from", "until", "confidence", "source", "note"}
    if not isinstance(row, dict) or not {"code", "from"} <= set(row):
        raise InputError(f"{where}: each membership needs a code and a from date")
    for key in row:
        if key not in fields:
            raise InputError(f"{where}: unknown key '{key}' in a membership{nearest(str(key), fields)}")
    code, state = str(row["code"]), str(row.get("state", "signed"))
    confidence = str(row.get("confidence", "H"))
    for word, options, what in (
        (code, economies(), "economy"), (state, STATES, "state"), (confidence, CONFIDENCES, "confidence")
    ):  # fmt: skip
        if word not in options:
            raise InputError(f"{where}: unknown {what} '{word}'{nearest(word, options)}")
    return Membership(
        code,
        state,
        start=parse_day(row["from"], where),
        until=parse_day(row["until"], where) if row.get("until") is not None else None,
        confidence=confidence,
        source=str(row.get("source", document.get("source", ""))),
        note=str(row.get("note", "")),
    )


def _institution(row: Any, where: str) -> Institution:
    if not isinstance(row, dict) or not {"name", "from"} <= set(row):
        raise InputError(f"{where}: each institution needs a name and a from date")
    state = str(row.get("state", "signed"))
    return Institution(str(row["name"]), state, parse_day(row["from"], where), str(row.get("note", "")))
