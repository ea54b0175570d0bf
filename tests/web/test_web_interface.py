"""The HTTP interface: documents of the studies, problems in a sentence, never a status of five hundred."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from accord.web.api import description, path, question, try_it
from accord.web.operations import OPERATIONS, Operation

COSTLY = {"run", "brief", "talks", "tariff", "energy/oil", "energy/break-even"}
"""Asked only with what is refused before it is worked out."""
WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "USA",
        "IND",
        "6109",
        "2026-01-14",
        "-1",
        "1e400",
        "../../etc/passwd",
        "x.yml",
        "msp",
        "silicon",
        "NaN",
        ",",
    ]
)
SPOILT = st.sampled_from(["x", "-1", "1e400", "NaN", "../../etc/passwd", "<script>"])


def test_the_description_names_every_operation_and_its_examples_hold() -> None:
    told = description()
    assert set(told["paths"]) == {path(one) for one in OPERATIONS}
    named = [held["operationId"] for methods in told["paths"].values() for held in methods.values()]
    assert len(set(named)) == len(named) == len(OPERATIONS)
    for one in OPERATIONS:
        if not one.in_address:
            assert one.asked.model_validate(json.loads(json.dumps(one.asked.example())))


def test_every_reference_of_the_description_leads_somewhere() -> None:
    told = json.dumps(description())
    schemas = description()["components"]["schemas"]
    for word in re.findall(r"#/components/schemas/(\w+)", told):
        assert word in schemas
    assert "#/$defs" not in told


def test_an_address_writes_lists_with_commas_or_told_twice() -> None:
    assert question([("add", "IND"), ("add", "KOR"), ("chain", " ")]) == {"add": "IND,KOR"}


@pytest.mark.parametrize("one", [one for one in OPERATIONS if try_it(one)], ids=lambda one: one.name)
def test_what_can_be_tried_answers(client: TestClient, one: Operation) -> None:
    found = client.get(try_it(one))
    assert found.status_code == 200, found.text
    assert found.json()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_ends_in_a_sentence(client: TestClient, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(OPERATIONS))
    fields = list(one.asked.model_fields)
    told = {name: data.draw(WORDS) for name in fields if name != "at" and data.draw(st.booleans())}
    if one.name in COSTLY:
        told[data.draw(st.sampled_from(fields))] = data.draw(SPOILT)
        told |= {"rate": "x", "draws": "-1", "year": "1", "points": "-3", "first": "x"}
        told = {key: value for key, value in told.items() if key in fields}
    address = path(one).replace("{at}", "zz")
    if one.in_address:
        found = client.request(one.method, address, params=told)
    else:
        found = client.request(
            one.method, address, json=told | data.draw(st.dictionaries(WORDS, st.integers(), max_size=1))
        )
    assert found.status_code < 500, found.text
    if found.status_code >= 400:
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["detail"]
        assert "Traceback" not in found.text


@pytest.mark.parametrize(
    "asked",
    [
        "supply/cut?chain=/etc/passwd.yml",
        "supply/cut?chain=silicon&supplier=Atlantis",
        "supply/scan?chain=silicon&together=9",
        "energy/break-even?duty=/tmp/x.yml",
        "energy/break-even?elasticities=/tmp/x.yml",
        "energy/oil?elasticities=/tmp/x.yml",
        "talks?menu=/tmp/x.yml",
        "talks?disagreement=/tmp/x.yml",
        "alliance?group=/tmp/x.yml",
        "alliance?chain=/tmp/x.yml",
        "docket?since=soon",
    ],
)
def test_no_file_is_opened_by_name(client: TestClient, asked: str) -> None:
    found = client.get(f"/api/v1/{asked}")
    assert found.status_code == 400, found.text
    assert found.json()["detail"]


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
