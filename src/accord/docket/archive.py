"""Reports kept across time: one SQLite file, each report added in one transaction.

Write-ahead logging, full synchronisation: a report that was acknowledged is there after a crash, and several
processes can add at once. What the views merge is never lost: the reports themselves are what is stored.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accord.core.errors import InputError
from accord.core.provenance import fingerprint
from accord.docket.items import Docket

Json = dict[str, Any]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS reports (
    number INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    date TEXT NOT NULL,
    title TEXT NOT NULL,
    docket TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS reports_by_date ON reports (date);
"""
WAIT_SECONDS = 30.0


@dataclass(frozen=True)
class Added:
    """What adding a report did: its number in the archive, and whether it was new."""

    number: int
    is_new: bool


def archive_path(given: Path | None = None) -> Path:
    """Return the archive's file: the one given, else ``ACCORD_ARCHIVE``, else in the user's data."""
    if given is not None:
        return given
    if named := os.environ.get("ACCORD_ARCHIVE"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "accord" / "docket.sqlite"


class Archive:
    """An open archive; use ``open_archive``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, docket: Docket) -> Added:
        """Store a report; one with the same text and date is stored once. Durable when this returns."""
        key = fingerprint(docket.text, docket.article_date)
        document = json.dumps(docket.to_json(explain=True), ensure_ascii=False)
        with self._writing() as cursor:
            cursor.execute("SELECT number FROM reports WHERE fingerprint = ?", (key,))
            if row := cursor.fetchone():
                return Added(int(row[0]), False)
            cursor.execute(
                "INSERT INTO reports (fingerprint, name, date, title, docket) VALUES (?, ?, ?, ?, ?)",
                (key, docket.id, docket.article_date, docket.title, document),
            )
            return Added(int(cursor.lastrowid or 0), True)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    def reports(self) -> list[Json]:
        """Return every stored report's docket with its ``number``, the oldest report first."""
        rows = self._connection.execute("SELECT number, docket FROM reports ORDER BY date, number")
        return [{"number": number, **json.loads(docket)} for number, docket in rows]

    def index(self) -> list[Json]:
        """Return number, date, name and title of every report, the oldest first, without their contents."""
        rows = self._connection.execute("SELECT number, date, name, title FROM reports ORDER BY date, number")
        return [dict(zip(("number", "date", "name", "title"), row, strict=True)) for row in rows]


@contextmanager
def open_archive(path: Path | None = None) -> Iterator[Archive]:
    """Open an archive, made if absent; raise InputError when the file is not one."""
    place = archive_path(path)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(place, timeout=WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"{place}: the archive cannot be opened ({error})") from None
    with closing(connection):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise InputError(f"{place}: not a docket archive ({error})") from None
        yield Archive(connection)
