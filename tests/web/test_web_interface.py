"""The HTTP interface: documents of the studies, problems in a sentence, never a status of five hundred."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from accord.web.api import OPERATIONS, description

CHEAP = ("read", "jobs/{at}", "briefs/{at}", "stack", "duty", "tariff", "energy/purchases")
WORDS = st.text(max_size=30) | st.sampled_from(
    ["USA", "IND", "6109", "2026-01-14", "-1", "1e400", "../../etc/passwd"]
)


def test_the_description_names_every_operation_and_its_examples_hold() -> None:
    told = description()
    assert set(told["paths"]) == {one.path for one in OPERATIONS}
    for one in OPERATIONS:
        if one.body:
            assert one.body.model_validate(json.loads(json.dumps(one.body.example())))


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.try_it], ids=lambda one: one.name)
def test_what_can_be_tried_answers(client: TestClient, one: object) -> None:
    found = client.get(one.try_it)  # type: ignore[attr-defined]
    assert found.status_code == 200, found.text
    assert found.json()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_ends_in_a_sentence(client: TestClient, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from([one for one in OPERATIONS if one.name in CHEAP]))
    given_ = {name: data.draw(WORDS) for name, _, _ in one.query if data.draw(st.booleans())}
    given_.pop("discount", None)
    if one.name == "tariff":
        given_["rate"] = data.draw(st.sampled_from(["x", "-1", "1e400", "NaN", ""]))
    body = (
        data.draw(st.dictionaries(st.sampled_from(["text", "date", "title", "x"]), WORDS | st.integers()))
        if one.body
        else None
    )
    found = client.request(one.method, one.path.replace("{at}", "zz"), params=given_, json=body)
    assert found.status_code < 500, found.text
    if found.status_code >= 400:
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["detail"]
        assert "Traceback" not in found.text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"scenario": "../../secret.yml"}, "unknown scenario"),
        ({"scenario": {"id": "x"}}, "missing"),
        ({"scenario": "x", "world": "/etc/passwd"}, "unknown world"),
        ({"scenario": "x", "elasticities": "/etc/passwd"}, "unknown elasticity set"),
        ({}, "'scenario' is missing"),
        ({"scenario": "x", "rate": 3}, "unknown key 'rate'"),
    ],
)
def test_a_run_opens_no_file_and_says_what_is_wrong(
    client: TestClient, body: dict[str, object], words: str
) -> None:
    found = client.post("/api/v1/run", json=body)
    assert found.status_code == 400
    assert words in found.json()["detail"]


def test_a_body_that_is_no_json_is_refused(client: TestClient) -> None:
    assert (
        client.post("/api/v1/read", content=b"{", headers={"content-type": "application/json"}).status_code
        == 400
    )
    assert client.post("/api/v1/read", data={"text": "x"}).status_code == 415
    deep = b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert (
        client.post("/api/v1/read", content=deep, headers={"content-type": "application/json"}).status_code
        == 400
    )
