"""A briefing in the browser's way: give a report, settle the reading, follow the work, find it again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accord.core.errors import InputError
from accord.docket import read
from accord.docket.archive import open_archive
from accord.web import jobs, kept, readings

DAY = "2026-03-03"
REPORT = (
    "The European Union will raise its tariff on steel from India to 50 per cent "
    "on 1 April 2026, officials said. India called the step unfair."
)
OPEN = (
    "A new tariff of 20 per cent on machinery was announced on Thursday. India and Japan "
    "are expected to discuss it next week."
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path


def given(client: TestClient, text: str = REPORT) -> str:
    found = client.post("/read", data={"text": text, "day": DAY})
    assert found.status_code == 303, found.text
    return str(found.headers["location"])


def test_the_reading_comes_first_with_its_words_marked(client: TestClient) -> None:
    page = client.get(given(client)).text
    assert 'class="sure"' in page
    assert "Brief with this reading" in page


def test_a_doubtful_role_is_a_question_and_not_known_by_default() -> None:
    docket = read(OPEN, DAY)
    asks = readings.questions(docket)
    assert asks
    assert f'href="#q{asks[0].number}"' in readings.marked(docket)
    assert readings.settled(docket, {}) == docket
    assert readings.settled(docket, {asks[0].key: ""}) == docket


def test_a_settled_role_is_the_persons_and_no_doubt_any_more() -> None:
    docket = read(OPEN, DAY)
    ask = readings.questions(docket)[0]
    slot, _, at = ask.key.partition(".")
    code = ask.options[0][0]
    measure = readings.settled(docket, {ask.key: code}).measures[int(at)]
    assert getattr(measure, slot) == (code,)
    assert not measure.doubts_of(slot)
    other = readings.settled(docket, {ask.key: "other", f"{ask.key}.other": "Mexico"}).measures[int(at)]
    assert getattr(other, slot) == ("MEX",)
    assert ask.before + ask.words + ask.after == docket.measures[int(at)].evidence.text
    with pytest.raises(InputError, match="question 1"):
        readings.settled(docket, {ask.key: "other", f"{ask.key}.other": "Atlantis"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Crowds sang late into the night after the match was won on penalties.",
            "This report carries no measure",
        ),
        (OPEN, "One role in this report is in doubt"),
    ],
)
def test_a_reading_says_first_what_it_carries(client: TestClient, text: str, words: str) -> None:
    page = client.get(given(client, text)).text
    assert words in page
    assert "3 March 2026" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", REPORT.encode()),
        ("../../a.html", f"<html><body><p>{REPORT}</p><script>alert(1)</script></body></html>".encode()),
        (
            "a.eml",
            f"From: a@b.example\r\nSubject: steel\r\nDate: Tue, 03 Mar 2026 10:00:00 +0000\r\n\r\n{REPORT}\r\n".encode(),
        ),
    ],
)
def test_files_are_read_by_what_they_hold(client: TestClient, name: str, content: bytes) -> None:
    found = client.post("/read", files={"report": (name, content)}, data={"day": DAY})
    assert found.status_code == 303, found.text
    page = client.get(found.headers["location"]).text
    assert "tariff on steel" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([("report", ("x.bin", bytes(range(256)) * 20))], "is not text, HTML, PDF or e-mail"),
        ([("report", ("x.pdf", b"%PDF-1.7\nbroken"))], "could be read"),
        ([("report", ("x.txt", b"a" * 5_000_001))], "may have 5 MB"),
        ([("report", ("x<b>.bin", b"\0\1"))], "x&lt;b&gt;.bin"),
        ([], "no report was given"),
        (
            [("report", ("x.txt", b"India raised its tariff on steel from Japan to 9 %."))],
            "give its date too",
        ),
    ],
)
def test_hostile_uploads_are_refused_with_a_sentence(
    client: TestClient, files: list[object], words: str
) -> None:
    found = client.post("/read", files=files or None, data={"text": ""})  # type: ignore[arg-type]
    assert found.status_code == 400
    assert words in found.text
    assert found.text.count('role="alert"') == 1


def test_too_many_files_are_refused(client: TestClient) -> None:
    found = client.post("/read", files=[("report", (f"{at}.txt", b"x")) for at in range(12)])
    assert found.status_code == 400


def test_a_briefing_is_made_told_and_found_again(client: TestClient) -> None:
    begun = client.post("/api/v1/brief", json={"text": REPORT, "date": DAY, "draws": 0, "talks": False})
    assert begun.status_code == 202, begun.text
    at = begun.json()["job"]
    end = time.monotonic() + 300
    while (found := client.get(f"/api/v1/jobs/{at}").json())["state"] == "working" and time.monotonic() < end:
        time.sleep(0.5)
    assert found["state"] == "done", found
    assert [step["done"] for step in found["steps"]] == list(range(len(found["steps"])))
    told = client.get(f"/job/{at}/events").text
    assert told.count("event: step") == len(found["steps"])
    assert told.count("event: end") == 1
    document = client.get(found["address"]).json()
    place = f"/brief/{found['brief']}"
    assert client.get(f"/job/{at}").headers["location"] == place
    assert place in client.get(place).text
    assert client.get(f"{place}/brief.json").json() == document
    book = client.get(f"{place}/brief.xlsx")
    assert (book.status_code, book.content[:2]) == (200, b"PK")
    assert f'href="{place}/brief.xlsx"' in client.get(place).text
    page = client.get(f"{place}/brief.html")
    assert "script-src 'sha256-" in page.headers["content-security-policy"]
    assert client.get(f"{place}/../../../x").status_code == 404
    assert client.get(f"{place}/tables/..%2f..%2frecord.json").status_code == 404


def test_a_job_that_lost_its_process_says_so(client: TestClient) -> None:
    at = "0" * 32
    place = jobs.folder() / at
    place.mkdir()
    (place / "told").write_text(
        json.dumps({"step": {"words": "The reading", "done": 0, "of": 9, "html": ""}}) + "\n{cut"
    )
    found = client.get(f"/api/v1/jobs/{at}").json()
    assert found["state"] == "lost"
    assert "begin it again" in client.get(f"/job/{at}").text


def test_a_job_can_be_stopped_and_no_more_are_begun_than_are_worked(client: TestClient) -> None:
    body = {"text": REPORT, "date": DAY, "draws": 200}
    first = client.post("/api/v1/brief", json=body).json()["job"]
    second = client.post("/api/v1/brief", json=body).json()["job"]
    refused = client.post("/api/v1/brief", json=body)
    assert refused.status_code == 503
    assert "ask again when one is done" in refused.json()["detail"]
    os.kill(jobs._CHILDREN[first].pid, signal.SIGKILL)
    assert client.post(f"/job/{second}/stop").status_code == 303
    end = time.monotonic() + 60
    while any(jobs.job(at).state == "working" for at in (first, second)) and time.monotonic() < end:
        time.sleep(0.3)
    assert (jobs.job(first).state, jobs.job(second).state) == ("lost", "stopped")
    assert "begin it again" in client.get(f"/job/{first}").text
    while jobs._CHILDREN and time.monotonic() < end:
        jobs._reap()
        time.sleep(0.2)


WORKER = """
import sys, time
from accord.assess.kind import Parameters
from accord.docket import read
from accord.docket.archive import open_archive
from accord.docket.archive import open_archive
from accord.web import jobs
print(jobs.brief(read(sys.argv[1], sys.argv[2]), Parameters(draws=200)), flush=True)
number = 0
while True:
    with open_archive() as archive:
        archive.add(read(f"India and Japan met for round {number}.", sys.argv[2]))
    number += 1
    print(number, flush=True)
"""


def test_a_job_outlives_the_worker_that_began_it_and_the_archive_is_whole(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A process of the server is killed while it keeps reports and a job that it began goes on."""
    monkeypatch.setenv("ACCORD_ARCHIVE", str(tmp_path / "archive.sqlite"))
    worker = subprocess.Popen([sys.executable, "-c", WORKER, REPORT, DAY], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    at = worker.stdout.readline().strip()
    kept_reports = [worker.stdout.readline() for _ in range(3)]
    worker.kill()
    kept_reports += worker.communicate()[0].splitlines()
    with open_archive(reading=True) as archive:
        assert len(archive.index()) >= len(kept_reports)
    assert client.get(f"/api/v1/jobs/{at}").json()["state"] == "working"
    jobs.stop(at)
    end = time.monotonic() + 60
    while (found := jobs.job(at)).state == "working" and time.monotonic() < end:
        time.sleep(0.2)
    assert found.state == "stopped"


@pytest.mark.usefixtures("idle")
def test_two_hundred_jobs_at_once_are_refused_but_for_two(client: TestClient) -> None:
    body = {"first": "USA", "second": "IND", "disagreement": "law:2026-01-14"}
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: client.post("/api/v1/talks", json=body), range(200)))
    begun = [one for one in found if one.status_code == 202]
    assert 1 <= len(begun) <= jobs.AT_ONCE
    assert {one.status_code for one in found} <= {202, 503}
    refused = next(one for one in found if one.status_code == 503)
    assert refused.headers["content-type"] == "application/problem+json"
    assert "again" in refused.json()["detail"]


def test_a_hostile_text_is_shown_as_text(client: TestClient) -> None:
    text = f"</textarea><script>alert(1)</script> {REPORT} <img src=x onerror=alert(2)>"
    page = client.get(given(client, text)).text
    assert "<script>alert" not in page
    assert "<img" not in page
    named = client.post(
        "/read", files={"report": ("<script>alert(3)</script>.txt", REPORT.encode())}, data={"day": DAY}
    )
    assert "<script>alert" not in client.get(named.headers["location"]).text


@pytest.mark.usefixtures("idle")
def test_talks_are_a_job_that_leads_back_to_its_page(client: TestClient) -> None:
    sent = {"first": "USA", "second": "IND", "disagreement": "law:2026-01-14", "on": "in-industrial"}
    place = client.post("/deal/frontier", data=sent).headers["location"]
    at = place.rsplit("/", 1)[1]
    assert "The talks are being worked out" in client.get(place).text
    asked = json.loads((jobs.folder() / at / "asked.json").read_text())
    kept.keep_answer(
        asked["made"],
        {"parties": ["USA", "IND"], "frontier": [], "deals": {"nash": None, "kalai_smorodinsky": None}},
    )
    jobs.Teller(jobs.folder() / at).end("done", made=asked["made"])
    assert (
        client.get(place)
        .headers["location"]
        .startswith("/deal?first=USA&second=IND&disagreement=law:2026-01-14&on=in-industrial")
    )
    told = client.get(f"/api/v1/jobs/{at}").json()
    assert (told["kind"], told["brief"]) == ("talks", None)
    assert client.get(told["address"]).json()["parties"] == ["USA", "IND"]


def test_the_cache_is_for_the_user_alone(client: TestClient, tmp_path: Path) -> None:
    given(client)
    kept = tmp_path / "accord" / "live"
    assert kept.stat().st_mode & 0o077 == 0
    assert all(one.stat().st_mode & 0o077 == 0 for one in (kept / "readings").iterdir())
