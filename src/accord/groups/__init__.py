"""Groups of economies as dated files: who belonged to what, in which state, on which day, says who.

Being invited, taking part, endorsing and signing are different states. An institution that joins (the
European Union, say) is recorded but not counted as its members. A user's own file in the same form can be
given by path wherever a name can.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from accord.core.codec import Document
from accord.core.codes import find_economy, nearest
from accord.core.errors import InputError, short
from accord.core.frozen import dataclass
from accord.core.places import files
from accord.files.reading import read_text

STATES = ("signed", "endorsed", "partner", "observer", "chair", "guest", "invited")
"""What an economy can be to a group; ``signed`` is full membership."""


@dataclass(frozen=True)
class Membership:
    """One economy's state from ``start`` until the day before ``until`` (None: no end known)."""

    code: str
    state: str
    start: date
    until: date | None
    confidence: str
    """H: primary text or several agreeing sources; M: one good source; L: weak or disputed."""
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

    def document(self, day: date | None = None) -> Document:
        """Return the group on a day, or every state it ever had, as JSON-ready values."""
        return {
            "id": self.id,
            "name": self.name,
            "as_of": day.isoformat() if day else None,
            "member_list": "published" if self.published else "unpublished",
            "members": list(self.members(day)) if self.published else None,
            "memberships": [_row(entry) for entry in self.memberships if entry.holds(day)],
            "institutions": [_row(entry) for entry in self.institutions],
            "conflicts": list(self.conflicts),
            "note": self.note,
            "source": self.source,
        }


def _row(entry: Membership | Institution) -> Document:
    """Return a row with dates as text."""
    row = {item.name: getattr(entry, item.name) for item in fields(entry)}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


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


def named(word: str) -> str:
    """Return the code of the economy, or the id of the group, that a word names; any other word as it is.

    This is how files and commands take a party: "United States" is USA and "European Union" EU27.
    """
    if found := find_economy(word):
        return found
    wanted = _fold(word)
    for group in _shipped():
        if wanted in {_fold(each) for each in (group.id, group.name, *group.aliases)}:
            return group.id
    return word


def members(name: str | Path, as_of: date | str | None = None, state: str = "signed") -> tuple[str, ...]:
    """Return the economies in ``state`` to a group on a day; without a day, as last known."""
    return info(name).members(as_of, state)


def read_group(path: Path) -> Group:
    """Read a user's group file (yaml or json) in the form of the shipped ones."""
    from accord.groups.written import group

    return group(read_text(path), f"group file '{path}'")


def parse_day(value: object, where: str) -> date:
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
        raise InputError(f"{where}: {short(value)} is not a date like 2026-02-20") from None


def _fold(word: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", word.casefold())


@lru_cache(maxsize=1)
def _shipped() -> tuple[Group, ...]:
    from accord.groups.written import group

    folder = files("accord.groups")
    paths = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".yml")), key=lambda entry: entry.name
    )
    return tuple(group(entry.read_text("utf-8"), f"group file '{entry.name}'") for entry in paths)
