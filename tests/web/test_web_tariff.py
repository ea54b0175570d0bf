"""A moved tariff: the page, the interface, the command and the library give the same figures."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import anyio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.tries import tries
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import InputError
from accord.study.document import run_document
from accord.study.run import run
from accord.trade.columns import economy_columns
from accord.web.move import Move, move_of
from accord.web.warm import solve, world

ASKED = "by=USA&on=IND&goods=metals&rate=35&how=level&back=none&h=10&against=world-year"
SHOWN = re.compile(r'<data data-key="(economies\.[A-Z]{3}\.\w+)" value="([^"]+)"')


def tool(name: str, given: dict[str, object]) -> Any:
    """Return what an assistant is given for a question."""

    from mcp.client.client import Client  # slow to import, and every worker would when it looks for tests

    from accord.web.assistant import server

    async def run() -> Any:
        async with Client(server()) as visitor:
            return await visitor.call_tool(name, given)

    found = anyio.run(run)
    assert not found.is_error, found.content
    return found.structured_content


def test_page_interface_assistant_command_and_library_give_the_same_figures(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = client.get(f"/api/v1/tariff?{ASKED}").json()
    file = tmp_path / "usa-on-ind-35.yml"
    file.write_text(client.get(f"/tariff/scenario.yml?{ASKED}").text, "utf-8")
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, told["command"].split()[1:], catch_exceptions=False)
    by_command = json.loads(printed.stdout)["economies"]
    by_library = run_document(run(file, world(), horizon="10", against="world-year"))["economies"]
    sent = {"scenario": told["scenario"], "horizon": "10", "against": "world-year"}
    by_http = client.post("/api/v1/run", json=sent).json()["economies"]
    by_tool = tool("run", sent)["answer"]["economies"]
    moved = tool("tariff", dict(parse_qsl(ASKED)))["answer"]
    assert moved["figures"].keys() == told["figures"].keys()
    page = SHOWN.findall(client.get(f"/tariff?{ASKED}").text)
    assert len(page) > 20
    for key, value in page:
        assert float(value) == told["figures"][key]["value"]
    same = [key for key in told["figures"] if key.split(".")[-1] in by_command["IND"]]
    assert len(same) == 5 * len(by_command)
    for key in same:
        _, code, measure = key.split(".")
        value = told["figures"][key]["value"]
        assert moved["figures"][key]["value"] == value
        for other in (by_command, by_library, by_http, by_tool):
            assert other[code][measure] == pytest.approx(value, rel=1e-9, abs=1e-12)


@tries(4)
@given(
    rate=st.floats(0, 150).map(lambda rate: round(rate, 2)),
    mode=st.sampled_from(["level", "add"]),
    back=st.sampled_from(["none", "same"]),
    seller=st.sampled_from(["IND", "CHN", "MEX"]),
)
def test_a_warm_answer_is_that_of_the_run(rate: float, mode: str, back: str, seller: str) -> None:
    move = Move(
        sellers=(seller,), goods=("metals", "C21"), rate=rate, mode=mode, back=back, against="law:2025-09-01"
    )
    warm, cold = solve(move), run(move.scenario(), world(), horizon="10", against=move.against)
    for name, values in economy_columns(warm.result).items():
        np.testing.assert_allclose(
            values, economy_columns(cold.result)[name], rtol=1e-7, atol=1e-9, err_msg=name
        )


@given(
    rate=st.floats(0, 200).map(lambda rate: round(rate, 1)),
    horizon=st.sampled_from(["1", "10", "long"]),
    back=st.sampled_from(["none", "same"]),
    sellers=st.lists(st.sampled_from(["IND", "CHN", "EU27", "JPN"]), min_size=1, unique=True),
    free=st.lists(st.sampled_from(["C21", "C26"]), unique=True),
)
@tries(100)
def test_the_address_holds_the_state(
    rate: float, horizon: str, back: str, sellers: list[str], free: list[str]
) -> None:
    move = Move(rate=rate, horizon=horizon, back=back, sellers=tuple(sellers), free=tuple(free))
    assert move_of(dict(move.pairs), world().economies) == move


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("rate=1,8", "write 1.8"),
        ("rate=-4", "between 0 and 200"),
        ("rate=nan", "between 0 and 200"),
        ("by=Atlantis", "Atlantis"),
        ("on=USA&by=USA", "no duty on its own goods"),
        ("on=,", "name an economy"),
        ("goods=unobtainium", "unobtainium"),
        ("goods=metals&free=metals", "none are left"),
        ("h=7", "not one of 1, 10, long"),
        ("how=both", "not one of"),
        ("against=law:1990-01-01", "the law is known from"),
        ("against=yesterday", "yesterday"),
        ("by=DEU&on=IND&goods=T-shirts", "name sectors instead"),
    ],
)
def test_a_fault_in_the_question_is_one_sentence_everywhere(
    client: TestClient, asked: str, words: str
) -> None:
    told = client.get(f"/api/v1/tariff?{asked}")
    assert told.status_code == 400
    assert told.headers["content-type"] == "application/problem+json"
    assert words in told.json()["detail"]
    page = client.get(f"/tariff?{asked}")
    assert page.status_code == 400
    assert page.text.count('role="alert"') == 1
    assert client.get(f"/tariff/answer?{asked}").status_code == 400


def test_groups_and_products_can_be_named() -> None:
    codes = world().economies
    assert move_of({"by": "European Union", "on": "USA"}, codes).importer == "EU27"
    assert move_of({"goods": "T-shirts"}, codes).goods == ("6109",)
    measure = move_of({"goods": "6109"}, codes).scenario().measures[0]
    assert isinstance(measure.share_hit, dict)
    assert 0 < measure.share_hit["C13T15"] < 1
    with pytest.raises(InputError, match="own goods"):
        move_of({"by": "IND", "on": "IND"}, codes)
