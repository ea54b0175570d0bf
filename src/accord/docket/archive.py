"""Reports kept across time: one SQLite file, each report added in one transaction.

Write-ahead logging, full synchronisation: a report that was acknowledged is there after a crash, and several
processes can add at once. What the views merge is never lost: the reports themselves are what is stored.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from accord.core.errors import InputError, short
from accord.core.frozen import dataclass
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
COLUMNS = ("number", "fingerprint", "name", "date", "title", "docket")
WAIT_SECONDS = 30.0

APPLICATION = 0x41434344
"""The mark of an archive in its file's header (PRAGMA application_id): ACCD."""

FORM = 1
"""Version of the tables (PRAGMA user_version)."""


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
        try:
            return [{"number": number, **json.loads(docket)} for number, docket in rows]
        except (ValueError, TypeError, RecursionError):
            raise sqlite3.DatabaseError("a report in it is not JSON") from None

    def index(self) -> list[Json]:
        """Return number, date, name and title of every report, the oldest first, without their contents."""
        rows = self._connection.execute("SELECT number, date, name, title FROM reports ORDER BY date, number")
        return [dict(zip(("number", "date", "name", "title"), row, strict=True)) for row in rows]


@contextmanager
def open_archive(path: Path | None = None, *, reading: bool = False) -> Iterator[Archive]:
    """Open an archive, made if absent; for ``reading`` it must exist and nothing in it can change.

    Raises InputError, in one sentence, when the file is no archive, one of another version, damaged, or held
    by another process for longer than ``WAIT_SECONDS``.
    """
    place = archive_path(path)
    _check_place(place, reading)
    try:
        connection = _connect(place, reading)
    except (OSError, sqlite3.Error) as error:
        raise InputError(f"{place}: the archive cannot be opened ({error})") from None
    with closing(connection):
        try:
            if not reading:
                connection.execute("PRAGMA synchronous = FULL")
                _make(connection, place)
            _check_form(connection, place)
            yield Archive(connection)
        except sqlite3.Error as error:
            raise InputError(f"{place}: {_reason(error)}") from None


def _connect(place: Path, reading: bool) -> sqlite3.Connection:
    """Return a connection; one for reading can write nothing, and makes no file."""
    if not reading:
        place.parent.mkdir(parents=True, exist_ok=True)
    where = f"file:{quote(str(place.absolute()))}?mode={_mode(place) if reading else 'rwc'}"
    return sqlite3.connect(where, timeout=WAIT_SECONDS, isolation_level=None, uri=True)


def _mode(place: Path) -> str:
    """Return how to read: as what cannot change only in a folder of others, where nobody writes at the time."""
    shared = os.access(place.parent, os.W_OK) or Path(f"{place}-wal").exists()
    return "ro" if shared else "ro&immutable=1"


def _check_place(place: Path, reading: bool) -> None:
    """Raise InputError unless a plain file, or none yet, is at the place.

    The file is not opened here: closing it would drop the locks of any other connection in this process.
    """
    if str(place) in {":memory:", ""} or "\0" in str(place):
        raise InputError(f"--archive: an archive is a file, and {short(str(place))} is none")
    try:
        if place.exists() and not place.is_file():
            raise InputError(f"{place}: is a folder or a device, not the file of an archive")
        if reading and not place.exists():
            raise InputError(f"{place}: there is no archive yet; accord docket add makes one")
    except (OSError, ValueError) as error:
        raise InputError(f"{place}: cannot be read ({getattr(error, 'strerror', None) or error})") from None


def _make(connection: sqlite3.Connection, place: Path) -> None:
    """Make the tables in a file that is empty; a database of another program is left as it is.

    An archive of this form from before archives were marked gets its mark.
    """
    if _number(connection, "application_id") == APPLICATION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _check_ours(connection, place)
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {FORM}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    with suppress(sqlite3.OperationalError):  # another process is in it already: as durable without
        connection.execute("PRAGMA journal_mode = WAL")


def _check_ours(connection: sqlite3.Connection, place: Path) -> None:
    """Raise InputError where an unmarked file holds anything but the tables of an archive."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    names = {str(row[0]) for row in rows}
    columns = {str(row[1]) for row in connection.execute("PRAGMA table_info(reports)")}
    marked = _number(connection, "application_id")
    if marked not in {0, APPLICATION} or (
        names and (names != {"reports", "reports_by_date"} or columns != set(COLUMNS))
    ):
        raise InputError(f"{place}: is a database of another program, not a docket archive")


def _check_form(connection: sqlite3.Connection, place: Path) -> None:
    """Raise InputError unless this version of Accord reads what the file holds."""
    marked, form = _number(connection, "application_id"), _number(connection, "user_version")
    if marked != APPLICATION:
        _check_ours(connection, place)
    elif form != FORM:
        raise InputError(f"{place}: an archive of form {form}, and this version of Accord reads form {FORM}")
    columns = {str(row[1]) for row in connection.execute("PRAGMA table_info(reports)")}
    if columns != set(COLUMNS):
        raise InputError(f"{place}: the archive is damaged: its table of reports is not whole")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _reason(error: sqlite3.Error) -> str:
    """Return in words what SQLite says of a file."""
    match getattr(error, "sqlite_errorname", "").split("_")[1:2]:
        case ["BUSY"] | ["LOCKED"]:
            return f"another process has held the archive for {WAIT_SECONDS:g} seconds; try again later"
        case ["CORRUPT"]:
            return "the archive is damaged; restore it from a copy"
        case ["NOTADB"]:
            return "not a docket archive"
        case ["READONLY"] | ["PERM"]:
            return "the archive cannot be written to"
        case ["FULL"] | ["IOERR"]:
            return f"the archive cannot be written ({error})"
    return f"not a docket archive ({error})"
