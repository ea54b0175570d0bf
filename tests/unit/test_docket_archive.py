"""The archive: durable and shared between processes; views that merge events and keep contradictions."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date

import pytest
from icalendar import Calendar
from tests.copied import begun

from accord.core.errors import InputError
from accord.docket import read
from accord.docket.across import claims, due, timeline
from accord.docket.archive import archive_path, open_archive
from accord.docket.export import to_ics
from accord.page.printed.docket import kept_shown

FIRST = (
    "DATE: 2026-02-03\n\nWASHINGTON, Feb 3 — The United States will lower its tariff on goods from "
    "India to 18%, "
    "President Donald Trump announced on Monday after a phone call with Prime Minister Narendra Modi on "
    "Monday. "
    "The two sides will sign the agreement on March 20."
)
SECOND = (
    "DATE: 2026-02-11\n\nNEW DELHI, Feb 11 — The United States imposed a 25% tariff on goods from "
    "India, and it is still "
    "collected. Modi and Trump spoke by phone on February 2. A signing is to take place on March 20 in "
    "New Delhi."
)
WRITER = """
import sys
from pathlib import Path
from accord.docket import read
from accord.docket.archive import open_archive
with open_archive(Path(sys.argv[1])) as archive:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        added = archive.add(read(f"DATE: 2026-01-14\\n\\nIndia and Japan met for round {number}."))
        print(number, added.number, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kept" / "archive.sqlite"


def kept(path, *texts):
    with open_archive(path) as archive:
        for number, text in enumerate(texts):
            archive.add(read(text, name=f"report {number}"))
        return archive.reports()


def copy_that_adds(path, first, last):
    """Begin to add in a copy of this process, which holds no archive open."""

    def add(say):
        with open_archive(path) as archive:
            for number in range(first, last):
                added = archive.add(read(f"DATE: 2026-01-14\n\nIndia and Japan met for round {number}."))
                say(f"{number} {added.number}")

    return begun(add)


def writer(path, first, last):
    words = [sys.executable, "-c", WRITER, str(path), str(first), str(last)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def test_adding_twice_keeps_one(path):
    with open_archive(path) as archive:
        assert archive.add(read(FIRST)).is_new
        assert not archive.add(read(FIRST)).is_new
        assert [row["date"] for row in archive.index()] == ["2026-02-03"]
    with open_archive(path) as archive:
        assert archive.reports()[0]["text"].startswith("WASHINGTON")


def test_every_acknowledged_report_survives_a_kill(path):
    process = copy_that_adds(path, 0, 200)
    acknowledged = []
    for line in process.said:
        acknowledged.append(int(line.split()[0]))
        if len(acknowledged) == 25:
            process.kill()
            break
    process.rest()
    with open_archive(path) as archive:
        texts = " ".join(report["text"] for report in archive.reports())
    assert all(f"round {number}." in texts for number in acknowledged)
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_four_processes_add_at_once(path):
    processes = [copy_that_adds(path, 100 * n, 100 * n + 12) for n in range(4)]
    for process in processes:
        assert len(process.rest()) == 12
    with open_archive(path) as archive:
        assert len(archive.index()) == 48


def test_another_look_at_an_archive_in_use_costs_none_of_its_locks(path):
    """A file that SQLite has open and that its own process opens and closes beside it loses its locks: another
    process then clears the log away under the first, which writes on, and the archive is damaged."""

    with open_archive(path) as archive:
        archive.add(read(SECOND))
        for reading in (True, False):
            with open_archive(path, reading=reading) as other:
                assert len(other.index()) == 1
        assert len(writer(path, 0, 12).communicate()[0].splitlines()) == 12
        archive.add(read(FIRST))
        assert path.with_name(f"{path.name}-wal").exists()
    with open_archive(path, reading=True) as archive:
        assert len(archive.index()) == 14
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_not_an_archive(tmp_path):
    (tmp_path / "x.sqlite").write_text("these are not the bytes of a database, " * 30)
    with pytest.raises(InputError, match="not a docket archive"), open_archive(tmp_path / "x.sqlite"):
        pass


def test_where_the_archive_is(monkeypatch, tmp_path):
    monkeypatch.setenv("ACCORD_ARCHIVE", str(tmp_path / "a"))
    assert archive_path() == tmp_path / "a"
    monkeypatch.delenv("ACCORD_ARCHIVE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert archive_path() == tmp_path / "accord" / "docket.sqlite"
    assert archive_path(tmp_path / "b") == tmp_path / "b"


def test_one_event_of_two_reports_is_one_entry(path):
    calls = [e for e in timeline(kept(path, FIRST, SECOND)) if e["type"] == "call"]
    assert len(calls) == 1
    assert calls[0]["date"] == "2026-02-02"
    assert [s["name"] for s in calls[0]["sources"]] == ["report 0", "report 1"]


def test_contradictions_stand_side_by_side(path):
    flows = {
        (f["imposing"], f["target"]): f for f in claims(kept(path, FIRST, SECOND)) if f["lever"] == "tariff"
    }
    flow = flows["USA", "IND"]
    assert {c["value"] for c in flow["claims"]} == {18, 25}
    assert flow["contradiction"] == "reports give 18 percent and 25 percent"
    assert all(c["sources"][0]["words"] for c in flow["claims"])


def test_layers_of_one_report_are_no_contradiction(path):
    text = (
        "DATE: 2026-01-14\n\nIndia faces a US tariff of 50 percent. A US tariff of 25% on India came first."
    )
    assert [f["contradiction"] for f in claims(kept(path, text, text.replace("-14", "-15")))] == [""]


def test_promises_are_due(path):
    entries = due(kept(path, FIRST, SECOND), "2026-03-01")
    assert [e["date"] for e in entries] == ["2026-03-20"]
    assert len(entries[0]["sources"]) == 2
    assert due(kept(path), "2026-03-21") == []
    assert due(kept(path), "2026-01-01", "2026-03-19") == []


def test_calendar(path):
    entries = due(kept(path, FIRST, SECOND), "2026-03-01")
    first, second = to_ics(entries), to_ics(entries)
    assert first == second
    (event,) = Calendar.from_ical(first).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 3, 20)
    assert "report 0" in event["DESCRIPTION"]


def test_csv_disarms_formulas():
    rows = [{"a": "=1+1", "b": ["USA", "IND"], "c": None, "d": "-5"}]
    table = list(csv.reader(io.StringIO(kept_shown(rows, ("a", "b", "c", "d"), True))))
    assert table == [["a", "b", "c", "d"], ["'=1+1", "USA IND", "", "-5"]]


def test_adding_is_quick(path):
    docket = read(FIRST)
    with open_archive(path) as archive:
        start = time.process_time()
        for _ in range(20):
            archive.add(docket)
        assert time.process_time() - start < 2
    assert (
        json.loads(sqlite3.connect(path).execute("SELECT docket FROM reports").fetchone()[0])["title"] == ""
    )


def made(path, *statements):
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return path


MARK = f"PRAGMA application_id = {0x41434344}"
COLUMNS = "number INTEGER PRIMARY KEY, fingerprint TEXT, name TEXT, date TEXT, title TEXT, docket TEXT"
NO_ARCHIVES = {
    "another program's": (("CREATE TABLE notes (body TEXT)",), "another program"),
    "another program's mark": (("PRAGMA application_id = 7",), "another program"),
    "a table of that name": (("CREATE TABLE reports (number INTEGER, body TEXT)",), "another program"),
    "one of a later form": (
        (
            f"CREATE TABLE reports ({COLUMNS})",
            "PRAGMA application_id = 1094927172",
            "PRAGMA user_version = 9",
        ),
        "form 9",
    ),
    "one without its table": (
        (MARK, "PRAGMA user_version = 1", "CREATE TABLE x (y)"),
        "damaged",
    ),
}


@pytest.mark.parametrize("kind", NO_ARCHIVES)
@pytest.mark.parametrize("reading", [True, False])
def test_what_is_no_archive_is_told_and_left_alone(kind, reading, path):
    statements, words = NO_ARCHIVES[kind]
    before = made(path, *statements).read_bytes()
    with pytest.raises(InputError, match=words) as caught, open_archive(path, reading=reading):
        pass
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_an_archive_from_before_the_mark_is_read_and_gets_it(path):
    kept(path, FIRST)
    made(path, "PRAGMA application_id = 0", "PRAGMA user_version = 0")
    with open_archive(path, reading=True) as archive:
        assert len(archive.index()) == 1
    with open_archive(path) as archive:
        archive.add(read(SECOND))
    mark = sqlite3.connect(path).execute("PRAGMA application_id").fetchone()
    assert mark == (0x41434344,)


@pytest.mark.parametrize("place", [":memory:", "/dev/null", "/proc/version", "folder", "no\0name", "n" * 300])
@pytest.mark.parametrize("reading", [True, False])
def test_an_archive_is_a_plain_file(place, reading, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError), open_archive(archive_path(type(tmp_path)(place)), reading=reading):
        pass
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


def test_reading_makes_nothing(path):
    with pytest.raises(InputError, match="there is no archive yet"), open_archive(path, reading=True):
        pass
    assert not path.parent.exists()
    kept(path, FIRST)
    with open_archive(path, reading=True) as archive, pytest.raises(sqlite3.OperationalError):
        archive._connection.execute("DELETE FROM reports")


def test_a_damaged_archive_is_told(path):
    kept(path, *(FIRST.replace("18%", f"{n}%") for n in range(18, 40)))
    whole = bytearray(path.read_bytes())
    for at in range(4096, len(whole), 7):
        whole[at] ^= 0x5A
    path.write_bytes(whole)
    with pytest.raises(InputError) as caught, open_archive(path, reading=True) as archive:
        archive.reports()
    assert "archive" in str(caught.value)
    path.write_bytes(whole[:5000])
    with pytest.raises(InputError), open_archive(path) as archive:
        archive.add(read(FIRST))


def test_a_lock_is_waited_for_and_then_told(path, monkeypatch):
    kept(path, FIRST)
    monkeypatch.setattr("accord.docket.archive.WAIT_SECONDS", 0.2)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(InputError, match=r"another process has held the archive for 0\.2 seconds"),
        open_archive(path) as archive,
    ):
        archive.add(read(SECOND))
    other.execute("ROLLBACK")
    with open_archive(path) as archive:
        assert archive.add(read(SECOND)).is_new
