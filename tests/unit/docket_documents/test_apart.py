"""A report is read in a process apart: the same docket, one clock from its bytes to its end, nothing imported."""

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from accord.core.errors import InputError
from accord.docket import read
from accord.docket.apart import Asked, read_bytes, read_reports, read_text, reports
from accord.docket.documents import child as room
from accord.docket.documents.child import Extractor, borrowed

REPORT = (
    "DATE: 2026-06-03\n\nKenya cut its duty on tea from 25% to 10% on Monday, its trade minister said. Nairobi will "
    "sign an agreement with India next month, and Brazil threatened a tariff of 50% on steel from China."
)
MAIL = (
    "From: a@example.org\r\nTo: b@example.org\r\nSubject: Kenya cuts its duty on tea\r\n"
    "Date: Wed, 03 Jun 2026 10:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/plain\r\n\r\nKenya cut its duty on tea from 25% to 10% on Monday.\r\n"
    "--b\r\nContent-Type: text/html; name=note.html\r\nContent-Disposition: attachment\r\n\r\n"
    "<html><body><p>Brazil threatened a tariff of 50% on steel from China.</p></body></html>\r\n"
    "--b\r\nContent-Type: application/zip; name=x.zip\r\n\r\nxx\r\n--b--\r\n"
)


@pytest.fixture(params=["copied", "started"])
def how(request, monkeypatch):
    """Whether the child is a copy of this process or a process of its own."""
    monkeypatch.setattr(room, "_may_fork", lambda: request.param == "copied" and hasattr(os, "fork"))
    monkeypatch.setattr(room, "_IDLE", [])
    yield request.param
    while room._IDLE:
        room._IDLE.pop().close()


def test_the_docket_is_the_same(how):
    assert read_text(REPORT, Asked()) == read(REPORT)
    with pytest.raises(InputError, match="--date"):
        read_text("Kenya cut its duty on tea.", Asked())
    assert read_text("Kenya cut its duty on tea.", Asked("2026-06-03")).article_date == "2026-06-03"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that copies processes")
def test_a_copy_of_this_process_waits_for_nobody_who_answers_the_first(monkeypatch):
    monkeypatch.setattr(room, "_may_fork", lambda: False)
    monkeypatch.setattr(room, "_IDLE", [])
    told = read_text(REPORT, Asked())
    (idle,) = room._IDLE
    number = os.fork()
    if number == 0:
        signal.alarm(20)
        monkeypatch.setattr(room, "_may_fork", lambda: True)
        os._exit(read_text(REPORT, Asked()) != told)
    status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
    with idle:
        assert status == 0
        assert read_text(REPORT, Asked()) == told
        assert [idle] == room._IDLE


def test_a_mail_comes_in_parts():
    said = []
    with borrowed() as child:
        body, note = read_bytes("mail", MAIL.encode(), Asked(), child, said.append)
    assert [m.value for m in (*body.measures, *note.measures)] == [10.0, 50.0]
    assert note.id == "mail attachment 1"
    assert "x.zip" in body.notes[0]
    assert said == [f"mail: {body.notes[0]}"]


def test_one_of_many_is_left_out_and_one_alone_is_an_error(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text("Kenya cut its duty on tea.", "utf-8")
    (tmp_path / "c.txt").write_bytes(b"\0" * 100)
    said = []
    (docket,) = read_reports([tmp_path], Asked(), said.append)
    assert docket.id == "a"
    assert [words.split(":")[1].strip() for words in said] == ["c", "b"]
    with pytest.raises(InputError, match=r"^b: .*--date"):
        read_reports([tmp_path / "b.txt"], Asked(), said.append)
    with pytest.raises(InputError, match="none of the 2 documents"):
        read_reports([tmp_path / "b.txt"] * 2, Asked(), said.append)
    with pytest.raises(InputError, match="no such file"):
        next(reports([tmp_path / "a.txt", tmp_path / "z.txt"], Asked(), said.append))


def test_a_web_page_without_its_extra_names_it_and_a_mail_keeps_its_body(monkeypatch):
    monkeypatch.setattr(room, "_may_fork", lambda: hasattr(os, "fork"))
    if not room._may_fork():
        pytest.skip("needs a system that copies processes")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    page = b"<html><body><p>Brazil threatened a tariff of 50% on steel from China.</p></body></html>"
    with Extractor() as child:
        with pytest.raises(InputError, match=r"pip install 'accord\[html\]'"):
            read_bytes("page.html", page, Asked(), child)
        (docket,) = read_bytes("m.eml", MAIL.encode(), Asked(), child)
    assert docket.measures
    assert any("accord[html]" in note for note in docket.notes)


def test_what_is_done_meanwhile_is_done_once_and_here(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "b.txt").write_text(REPORT, "utf-8")
    done = []
    found = read_reports([tmp_path], Asked(), print, lambda: done.append(os.getpid()))
    assert done == [os.getpid()]
    assert found == read_reports([tmp_path], Asked(), print)


def test_the_clock_ends_any_reading_in_one_sentence(how, monkeypatch):
    """Even one that never looks at its clock: the expression below takes longer than the world has stood."""
    endless = REPORT + "\n\n" + "x" * 100
    if how == "copied":
        from accord.docket.documents import formats

        stuck = re.compile(r"(?:x|xx|xxx)+$")
        monkeypatch.setitem(formats.KINDS, "text", lambda data: stuck.match("x" * 200 + "y"))
        seconds = 0.3
    else:
        seconds = 0.0
    with Extractor(seconds) as extractor:
        begun = time.monotonic()
        with pytest.raises(InputError) as ended:
            read_bytes("report", endless.encode(), Asked(), extractor)
        assert str(ended.value) == "report: the text could not be read within its time and memory limits"
        assert time.monotonic() - begun < 30
        monkeypatch.undo()
        extractor._seconds = 30.0
        assert read_bytes("report", REPORT.encode(), Asked(), extractor) == [read(REPORT, name="report")]


def test_the_budget_of_memory_ends_it_too(monkeypatch):
    from accord.docket.documents import formats

    monkeypatch.setattr(room, "_may_fork", lambda: hasattr(os, "fork"))
    monkeypatch.setattr(formats, "ROOM", 50_000_000)
    monkeypatch.setitem(formats.KINDS, "text", lambda data: [bytearray(4_000_000_000)])
    with Extractor() as extractor, pytest.raises(InputError, match="within its time and memory limits"):
        read_bytes("report", REPORT.encode(), Asked(), extractor)


def test_a_child_that_nobody_waits_for_ends_by_itself():
    from accord.docket.documents.formats import _clock

    number = os.fork() if hasattr(os, "fork") else pytest.skip("needs a system that copies processes")
    if number == 0:
        _clock(0.05)
        while True:
            pass
    assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) in (-signal.SIGPROF, -signal.SIGALRM)


def test_nothing_is_imported_from_a_folder_of_documents(tmp_path, monkeypatch):
    """A folder that somebody sent may hold modules of the names that the child imports."""
    for name in ("json", "selectors", "lxml", "trafilatura", "email", "resource", "accord"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()", "utf-8")
    (tmp_path / "a.html").write_text(f"<html><body><p>{REPORT}</p></body></html>", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(room, "_may_fork", lambda: False)
    monkeypatch.setattr(room, "_IDLE", [])
    with Extractor() as extractor:
        assert read_bytes("a", Path("a.html").read_bytes(), Asked("2026-06-03"), extractor)
    assert not Path("ran").exists()
