"""Every duty on a product, by code and by word, as the study has it."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from accord.core.provenance import as_recorded
from accord.study.duty import product_document


def test_the_interface_gives_the_document_of_the_command(client: TestClient) -> None:
    told = client.get("/api/v1/duty?code=T-shirts&importer=USA&exporter=IND&as_of=2026-01-14").json()
    assert told == as_recorded(product_document("6109", "USA", "IND", date(2026, 1, 14)))


def test_the_page_shows_total_history_and_other_sellers(client: TestClient) -> None:
    total = product_document("6109", "USA", "IND", date(2026, 1, 14))["total_pct"]
    page = client.get("/duty?code=T-shirts&on=IND&day=2026-01-14").text
    assert f'data-key="duty.USA.IND.6109.2026-01-14.total" value="{total}"' in page
    assert 'id="figure-history"' in page
    assert 'data-key="duty.USA.VNM.6109.2026-01-14.total"' in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("code=zork", "zork"),
        ("code=99887766", "99887766"),
        ("code=6109&day=soon", "not a date"),
        ("code=6109&on=USA", "USA"),
        ("code=<script>alert(1)</script>", "no product"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(client: TestClient, asked: str, words: str) -> None:
    page = client.get(f"/duty?{asked}")
    assert page.status_code == 400
    assert words in page.text
    assert "<script>alert" not in page.text


def test_before_a_product_is_named_there_is_nothing_to_follow(client: TestClient) -> None:
    found = client.get("/duty/answer?on=IND")
    assert (found.status_code, found.text) == (200, "")
