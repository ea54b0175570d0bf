"""Who may ask, how much may be sent, and what a browser may do with the answer."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import uvicorn
from starlette.testclient import TestClient
from tests.copied import copied
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError
from accord.web import guard, listen
from accord.web.app import application
from accord.web.pens import assets
from accord.web.problems import Problem
from accord.web.settings import Settings


@pytest.mark.parametrize("place", ["/", "/duty", "/interface", "/nowhere", "/health", "/static/live.js"])
def test_every_answer_carries_the_policy(client: TestClient, place: str) -> None:
    found = client.get(place)
    assert found.headers["content-security-policy"] == guard.POLICY
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in guard.POLICY


@pytest.mark.parametrize(
    "place",
    [
        "/",
        "/duty?code=6109",
        "/interface",
        "/supply?supplier=CHN&chain=gallium",
        "/alliance",
        "/energy/nuclear",
        "/docket",
    ],
)
def test_pages_hold_nothing_that_the_policy_blocks(client: TestClient, place: str) -> None:
    page = client.get(place).text
    assert not re.search(
        r"<script(?! src=\"/static/)|<style|\sstyle=|\son\w+=|(?:src|href)=\"https?://", page
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_posts_of_other_sites_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    for method, place in (
        ("POST", "/read"),
        ("POST", "/api/v1/read"),
        ("DELETE", "/api/v1/jobs/x"),
        ("POST", "/deal/frontier"),
        ("POST", "/reading/x/keep"),
    ):
        assert client.request(method, place, headers=headers).status_code == 403


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "rebound.example:8000"}).status_code == 421


def test_a_proxy_on_this_machine_is_known_by_its_name() -> None:
    with TestClient(
        application(Settings(names=("accord.example",))), base_url="http://accord.example"
    ) as visitor:
        assert visitor.get("/interface").status_code == 200
        assert visitor.get("/interface", headers={"host": "other.example"}).status_code == 421


@pytest.mark.parametrize(
    "place",
    [
        "/static/..%2f..%2fapp.py", "/brief/..%2f..%2fx", "/brief/../../x/brief.html", "/api/v1/answers/..%2f..%2fx",
        "/api/v1/briefs/%2e%2e", "/reading/..%2fx", "/job/..%2f..%2fx",
    ],
)  # fmt: skip
def test_no_way_leads_out_of_the_folders(client: TestClient, place: str) -> None:
    assert client.get(place).status_code in {400, 404}


def test_counts_hold_places_and_nothing_that_was_asked(client: TestClient) -> None:
    client.get("/duty?code=secret-words")
    client.get(f"/job/{'a' * 32}")
    client.get("/nowhere/secret-words")
    told = client.get("/metrics").text
    assert re.search(r'accord_requests_total\{place="/duty",status="400"\} \d', told)
    assert 'place="/job/{at}",status="404"' in told
    assert 'place="other",status="404"' in told
    assert re.search(r'accord_resident_bytes\{process="\d+"\} [1-9]', told)
    assert "secret" not in told


def test_too_much_is_refused_before_and_while_it_is_read(client: TestClient) -> None:
    assert client.post("/read", content=b"x", headers={"content-length": "50000000"}).status_code == 413

    def endless() -> object:
        for _ in range(14):
            yield b"x" * 1_000_000

    found = client.post("/api/v1/read", content=endless(), headers={"content-type": "application/json"})
    assert found.status_code == 413
    assert "12 MB" in found.json()["detail"]


def test_a_slow_request_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SLOWEST", 0.05)

    async def never() -> dict[str, object]:
        await asyncio.sleep(60)
        return {}

    async def ask() -> None:
        await guard._Counted(never).read()  # type: ignore[arg-type]

    with pytest.raises(Problem, match="longer than"):
        asyncio.run(ask())


def test_a_head_that_never_ends_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen, "SLOWEST", 0.05)

    async def ask() -> bytes:
        config = uvicorn.Config(
            application(Settings()), http=listen.Hurried, lifespan="off", log_level="error"
        )
        config.load()
        state = uvicorn.Server(config).server_state

        def connected() -> listen.Hurried:
            return listen.Hurried(config=config, server_state=state, app_state={})

        listening = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
        reading, writing = await asyncio.open_connection("127.0.0.1", listening.sockets[0].getsockname()[1])
        writing.write(b"GET / HTTP/1.1\r\nHost: local")
        found = await asyncio.wait_for(reading.read(), 20)
        writing.close()
        listening.close()
        return found

    assert asyncio.run(ask()) == b""


def test_who_leaves_before_the_request_is_whole_is_no_fault_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    told: list[dict[str, object]] = []
    arrives = [
        {"type": "http.request", "body": b'{"text', "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, object]:
        return arrives.pop(0)

    async def send(message: dict[str, object]) -> None:
        told.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/read",
        "query_string": b"",
        "headers": headers,
    }
    asyncio.run(application(Settings())(scope, receive, send))  # type: ignore[arg-type]
    assert told[0]["status"] == 400
    assert not caplog.records


def test_a_fault_of_ours_is_a_sentence_without_what_was_asked(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(move: object) -> None:
        raise ZeroDivisionError("words of a report")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accord.web.answers.trade.product_document", lambda *given: broken(None))
        found = client.get("/api/v1/duty?code=6109&exporter=IND&as_of=2026-01-14")
    assert found.status_code == 500
    assert "ZeroDivisionError" in found.json()["detail"]
    assert "words of a report" not in found.text + caplog.text


def test_a_token_is_asked_for_and_kept() -> None:
    with TestClient(
        application(Settings(token="s3cret")), base_url="http://localhost", follow_redirects=False
    ) as visitor:
        assert visitor.get("/").status_code == 401
        assert visitor.get("/?token=wrong").status_code == 401
        assert visitor.get("/health").status_code == 200
        assert visitor.get("/interface", headers={"authorization": "Bearer s3cret"}).status_code == 200
        entered = visitor.get("/duty?token=s3cret&code=6109")
        assert entered.status_code == 303
        assert entered.headers["location"] == "/duty?code=6109"
        assert "httponly" in entered.headers["set-cookie"].lower()
        assert visitor.get("/interface").status_code == 200
        assert (
            visitor.get("http://localhost//evil.example/?token=s3cret")
            .headers["location"]
            .startswith("/evil.example")
        )


def test_assets_are_ours_and_small() -> None:
    assert set(assets()) == {"live.css", "live.js"}
    assert len(assets()["live.js"][1]) < 8000


def test_nothing_of_the_web_is_imported_before_it_serves() -> None:
    code = "import sys, accord.cli.main; print(sorted({'starlette', 'uvicorn', 'accord.web'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("options", [["--port", "0"], ["--workers", "0"], ["--token", "gehe\u00efm"]])
def test_serve_refuses_what_cannot_be_served(options: list[str], tmp_path: Path) -> None:
    found = copied(tmp_path, "serve", *options)
    assert found.status == 2
    assert found.err.startswith(b"accord: --")


@pytest.mark.parametrize(
    ("host", "why"),
    [
        ("127.0.0.1", "another program listens there"),
        ("no.such.name.invalid", "no machine has this name"),
        ("203.0.113.7", "this machine does not have this address"),
        ("::ffff:203.0.113.7", "this machine does not have this address"),
        ("x" * 70, "no machine has this name"),
        ("a..b", "no machine has this name"),
    ],
)
def test_an_address_that_cannot_be_had_is_told_in_one_sentence(host: str, why: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        found = CliRunner().invoke(app, ["serve", "--host", host, "--port", str(port)])
    assert isinstance(found.exception, InputError)
    assert why in str(found.exception)
    assert found.output == ""
