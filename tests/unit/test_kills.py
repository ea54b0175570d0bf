"""Killed at any moment: nothing acknowledged is lost, no file of a user's is touched, the next run works.

``ACCORD_KILLS`` sets how many kills there are of each kind.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest
from tests.copied import begun

from accord.brief import folder as room
from accord.core.provenance import fingerprint
from accord.docket import read
from accord.docket.archive import open_archive
from accord.files.journal import Journal

KILLS = int(os.environ.get("ACCORD_KILLS", "2"))


Say = Callable[[object], None]


def adds(path: Path, kill: int, say: Say) -> None:
    read("DATE: 2026-01-14\n\nIndia and Japan met.")
    say("ready")
    for number in range(10_000):
        with open_archive(path) as archive:
            archive.add(read(f"DATE: 2026-01-14\n\nIndia and Japan met for round {number} of {kill}."))
            say(f"round {number} of {kill}.")


def draws(path: Path, first: int, say: Say) -> None:
    say("ready")
    with Journal(path) as book:
        for draw in range(first, 10_000_000):
            book.write(draw, [draw / 7] * 40)
            say(draw)


def briefs(out: Path, places: list[Path], say: Say) -> None:
    held = [files(place) for place in places]
    say("ready")
    for number in range(100_000):
        room.put(out, held[number % 2])
        say(number)


def killed(work: Callable[[Say], None], *, after: float) -> list[str]:
    """Begin work, kill it some time after it acknowledged something, and return all that it had acknowledged."""
    process = begun(work)
    assert process.said.readline() == "ready\n"
    first = process.said.readline().strip()
    time.sleep(after)
    process.kill()
    return [first, *(line for line in process.rest() if line)]


def test_adds(tmp_path: Path) -> None:
    path, random = tmp_path / "a.sqlite", Random(1)
    acknowledged: list[str] = []
    for kill in range(KILLS):
        acknowledged += killed(partial(adds, path, kill), after=random.uniform(0.0, 0.4))
        if not path.exists():
            continue
        with open_archive(path) as archive:
            texts = "\n".join(report["text"] for report in archive.reports())
        assert all(words in texts for words in acknowledged)
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert acknowledged


def test_draws(tmp_path: Path) -> None:
    path, random, last = tmp_path / "s.jsonl", Random(2), -1
    for _ in range(KILLS):
        said = killed(partial(draws, path, last + 1), after=random.uniform(0.0, 0.2))
        with Journal(path) as book:
            held = dict(book.read())
        # the last line may be cut short on its way to us
        assert all(held[int(line)] == [int(line) / 7] * 40 for line in said[:-1])
        last = max([last, *held])
    assert last >= 0


@pytest.mark.skipif(sys.platform != "linux", reason="only some systems exchange two folders in one step")
def test_briefs(tmp_path: Path) -> None:
    from accord.assess.desk import Desk
    from accord.assess.record import make
    from accord.brief.compose import compose
    from accord.brief.write import contents
    from accord.docket import together

    record = make(together([read("DATE: 2026-01-14\n\nIndia and Japan met on Monday.")]), Desk())
    for name in ("one", "two"):
        body = {**record, "docket": {**record["docket"], "title": name}}
        del body["fingerprint"]
        room.put(tmp_path / name, contents(compose({**body, "fingerprint": fingerprint(body)})))
    random, out = Random(3), tmp_path / "out"
    (tmp_path / "thesis.docx").write_text("years of work")
    room.put(out, files(tmp_path / "one"))
    for _ in range(KILLS):
        killed(partial(briefs, out, [tmp_path / "one", tmp_path / "two"]), after=random.uniform(0.0, 0.2))
        assert files(out) in (files(tmp_path / "one"), files(tmp_path / "two"))
        assert (tmp_path / "thesis.docx").read_text() == "years of work"
        room.put(out, files(tmp_path / "two"))
        assert files(out) == files(tmp_path / "two")


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its name."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
