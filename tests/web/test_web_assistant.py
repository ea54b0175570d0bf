"""An assistant's tools: the answers of the interface with units and sources, quotes checked, errors as a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from accord.web import jobs, kept

if TYPE_CHECKING:
    from mcp.client.client import Client  # slow to import, and every worker would when it looks for tests

REPORT = (
    "The European Union will raise its tariff on steel from India to 50 per cent "
    "on 1 April 2026, officials said. India called the step unfair."
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("ACCORD_ARCHIVE", str(tmp_path / "archive.sqlite"))


def with_client(work: Callable[[Client], Awaitable[Any]]) -> Any:
    from mcp.client.client import Client

    from accord.web.assistant import server

    async def run() -> Any:
        async with Client(server()) as client:
            return await work(client)

    return anyio.run(run)


def asked(name: str, **given: object) -> Any:
    return with_client(lambda client: client.call_tool(name, given))


def test_every_tool_has_a_schema_and_the_interfaces_name() -> None:
    from accord.web.assistant import tools

    listed = with_client(lambda client: client.list_tools()).tools
    assert {one.name for one in listed} == set(tools())
    wanted = {
        "read",
        "brief",
        "run",
        "stack",
        "duty",
        "talks",
        "supply_cut",
        "alliance",
        "energy_oil",
        "library",
    }
    assert wanted <= {one.name for one in listed}
    for one in listed:
        assert one.input_schema["type"] == "object"
        assert one.description
        assert one.output_schema["required"] == ["answer", "units", "sources"]


@pytest.mark.parametrize(
    ("name", "given", "unit"),
    [
        ("stack", {"importer": "USA", "exporter": "India", "as_of": "2026-01-14"}, "per cent"),
        ("supply_cut", {"chain": "gallium", "supplier": ["CHN"]}, "per cent"),
        ("alliance", {"group": "pax-silica", "add": ["IND"]}, "per cent"),
        ("energy_nuclear", {}, "GW"),
        ("energy_purchases", {}, "USD billion a year"),
    ],
)
def test_an_answer_carries_units_and_sources(name: str, given: dict[str, object], unit: str) -> None:
    found = asked(name, **given)
    assert not found.is_error, found.content
    held = found.structured_content
    assert json.loads(found.content[0].text) == held
    assert unit in held["units"].values()
    assert held["sources"]
    assert all(one["title"] and one["licence"] for one in held["sources"])


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("duty", {"code": "zork", "exporter": "IND"}, "zork"),
        ("run", {"scenario": "../../x.yml"}, "unknown scenario"),
        ("run", {"scenario": {"id": "x"}}, "missing"),
        ("nothing", {}, "no tool"),
        ("alliance", {"colour": "red"}, "unknown key 'colour'"),
        ("briefing", {"at": "../../x"}, "no such briefing"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_and_no_number(
    name: str, given: dict[str, object], words: str
) -> None:
    found = asked(name, **given)
    assert found.is_error
    assert found.structured_content is None
    assert words in found.content[0].text
    assert "Traceback" not in found.content[0].text


PLAIN = "The United States announced a tariff of 30 per cent on steel from Japan on 1 April 2026."
"""A sentence that our own reading takes as well."""


def quoted(text: str, **quote: str) -> dict[str, Any]:
    given = {"type": "tariff", "who": "The United States", **quote}
    answer = asked("read", text=text, date="2026-03-03", quotes=[given]).structured_content["answer"]
    return dict(answer)


def test_what_a_quote_proves_is_proposed_and_in_doubt_on_every_role() -> None:
    text = "Washington has in mind for the goods of Japan, said one who knows, a gate at the port."
    found = quoted(text, type="licence", quote=text, who="Washington", whom="Japan", goods="goods")
    assert found["proposals"] == {"added": 1, "known": 0, "dropped": []}
    measure = found["policy_levers"][-1]
    assert (measure["imposing"], measure["target"], measure["value"]) == ("USA", "JPN", None)
    assert {"imposing", "target", "goods"} <= {doubt["slot"] for doubt in measure["doubts"]}


def test_what_our_own_reading_has_is_not_added_again() -> None:
    found = quoted(PLAIN, quote=PLAIN, whom="Japan", amount="30 per cent")
    assert (found["proposals"]["added"], found["proposals"]["known"]) == (0, 1)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ({"quote": PLAIN.replace("30", "60")}, "does not stand in the report"),
        ({"quote": PLAIN, "amount": "60 per cent"}, "do not stand in the quote"),
        ({"quote": PLAIN, "amount": "steel"}, "is not one amount"),
        ({"quote": PLAIN, "who": "steel"}, "no economy is named"),
        ({"quote": PLAIN, "date": "steel"}, "is not one date"),
        ({"quote": PLAIN, "who": "Japan", "whom": "The United States"}, "direction"),
        ({"quote": PLAIN, "type": "magic"}, "is no lever"),
    ],
)
def test_a_quote_that_fails_is_dropped_with_its_reason(quote: dict[str, str], why: str) -> None:
    found = quoted(PLAIN, **quote)["proposals"]
    assert (found["added"], found["known"]) == (0, 0)
    assert why in found["dropped"][0]


def test_scenarios_menus_and_pages_can_be_read() -> None:
    async def work(client: Client) -> None:
        listed = {str(one.uri) for one in (await client.list_resources()).resources}
        assert {"accord://scenarios/india-50", "accord://menus/us-india", "accord://docs/model"} <= listed
        held = await client.read_resource("accord://scenarios/india-50")
        assert "id: india-50" in held.contents[0].text

    with_client(work)


def test_a_prompt_holds_what_was_filled_in() -> None:
    async def work(client: Client) -> None:
        assert {one.name for one in (await client.list_prompts()).prompts} == {"briefing", "deal"}
        found = await client.get_prompt("briefing", {"report": "{date} " + REPORT, "date": "2026-03-03"})
        assert "{date} " + REPORT in found.messages[0].content.text

    with_client(work)


def test_a_job_is_waited_for_and_told_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    made = "a" * 64
    place = kept.folder("briefs") / made
    place.mkdir()
    (place / "brief.json").write_text(
        json.dumps({"title": "T", "figures": {"k": {"value": 1.0}}, "record": {}})
    )

    def begun(kind: str, asked: object, page: str = "") -> str:
        at = "b" * 32
        job = jobs.folder() / at
        job.mkdir()
        (job / "alive").touch()
        (job / "asked.json").write_text(json.dumps({"kind": kind, "page": page}))
        teller = jobs.Teller(job)
        teller.step("The reading", 0, 9)
        teller.end("done", made=made)
        return at

    monkeypatch.setattr(jobs, "begin", begun)

    async def work(client: Client) -> Any:
        async def heard(progress: float, total: float | None, message: str | None) -> None:
            told.append(message or "")

        return await client.call_tool(
            "brief", {"text": REPORT, "date": "2026-03-03"}, progress_callback=heard
        )

    held = with_client(work).structured_content["answer"]
    assert held == {"fingerprint": made, "title": "T", "figures": {"k": {"value": 1.0}}}
    assert told == ["The reading"]
    assert asked("briefing", at=made).structured_content["answer"]["figures"] == held["figures"]


def test_the_command_speaks_the_protocol_on_standard_output_alone() -> None:
    hello = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "accord.cli.main", "mcp"],
        input=json.dumps(hello) + "\n", capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert answers[0]["result"]["serverInfo"]["name"] == "accord"
    assert ran.returncode == 0, ran.stderr
