"""The HTTP interface: documents of the studies, problems in a sentence, never a status of five hundred."""

from __future__ import annotations

import json
import os
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.tries import texts, tries

from accord.web.api import description, path, question, try_it
from accord.web.app import ROUTES
from accord.web.operations import OPERATIONS, Operation

EXAMPLES = int(os.environ.get("ACCORD_FUZZ", "80"))
"""Questions that the suite asks; a longer run is asked for by hand."""
MADE = st.sampled_from(["zz", "0" * 32, "a" * 64, "..", "%2e%2e%2f", "\u202e", "x" * 500])
"""Ids of nothing that was made."""
SMALL = {
    "rate": st.sampled_from([0, 18, 200, -1, "x"]),
    "draws": st.sampled_from([0, 1, 2, -1, 10**9, "x"]),
    "points": st.sampled_from([2, 3, -3, "x"]),
    "limit": st.sampled_from([1, 9]),
    "together": st.sampled_from([1, 2, 3]),
    "scenario": st.sampled_from(["india-50", "../x.yml", 3])
    | st.dictionaries(texts(9), st.integers(), max_size=2),
    "docket": st.none() | st.dictionaries(texts(9), st.integers(), max_size=2),
    "quotes": st.lists(st.fixed_dictionaries({"type": texts(9), "quote": texts(9)}), max_size=2),
    "talks": st.booleans(),
}
"""Values that keep a question small, and ones that are refused."""
WORDS = texts(30) | st.sampled_from(
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
        "<script>alert(1)</script>",
    ]
)


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


@pytest.mark.usefixtures("idle")
@settings(tries(EXAMPLES), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_asked_ends_in_a_sentence(client: TestClient, data: st.DataObject) -> None:
    """Every operation is asked, jobs among them, whose process is left out here."""
    one = data.draw(st.sampled_from(OPERATIONS))
    fields = [name for name in one.asked.model_fields if name != "at" and data.draw(st.booleans())]
    told = {name: data.draw(SMALL.get(name, WORDS)) for name in fields}
    address = path(one).replace("{at}", quote(data.draw(MADE), safe=""))
    if data.draw(st.booleans()):
        told |= data.draw(st.dictionaries(WORDS, st.integers(), max_size=1))
    found = client.request(one.method, address, **{"params" if one.in_address else "json": told})
    assert found.status_code < 500 or found.status_code == 503, found.text
    if found.status_code >= 400:
        assert found.headers["content-type"] == "application/problem+json"
        assert found.json()["detail"]
        assert "Traceback" not in found.text


FIELDS = ("by", "on", "goods", "rate", "h", "code", "day", "chain", "supplier", "group", "add", "as_of", "discount",
          "begin", "pledge", "words", "since", "first", "second", "disagreement", "moving")  # fmt: skip
PAGES = sorted(
    {route.path for route in ROUTES if "GET" in (route.methods or ()) and not route.path.startswith("/api")}
)


@pytest.mark.usefixtures("idle")
@settings(tries(EXAMPLES), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_a_page_is_asked_ends_in_a_page(client: TestClient, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(PAGES))
    for part in ("at", "name:path", "name"):
        place = place.replace(f"{{{part}}}", quote(data.draw(MADE), safe=""))
    told = {data.draw(st.sampled_from(FIELDS)): data.draw(WORDS) for _ in range(data.draw(st.integers(1, 4)))}
    found = client.get(place, params=told)
    assert found.status_code < 500, found.text
    assert "Traceback" not in found.text
    assert "<script>" not in found.text


@pytest.mark.parametrize(
    "place", ["api/v1/briefs", "api/v1/answers", "api/v1/jobs", "brief", "job", "reading"]
)
@pytest.mark.parametrize("at", ["x", "0" * 32, "a" * 64, "%2e%2e"])
def test_what_was_never_made_is_not_found(client: TestClient, place: str, at: str) -> None:
    found = client.get(f"/{place}/{at}")
    assert found.status_code == 404
    assert "here" in found.text or "at this address" in found.text


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
        ({"scenario": "india-50", "world": "/etc/passwd"}, "unknown world"),
        ({"scenario": "india-50", "elasticities": "/etc/passwd"}, "unknown elasticity set"),
        ({}, "'scenario' is missing"),
        ({"scenario": "india-50", "rate": 3}, "unknown key 'rate'"),
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
