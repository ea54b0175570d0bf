"""Talks without a certified answer: the rest of the briefing stands, and the page says why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.assess.dockets import EXAMPLES

from accord.assess.desk import Desk, assess
from accord.assess.record import assessed, record_of
from accord.brief.compose import compose
from accord.core.errors import CheckError, InputError
from accord.page.html import page
from accord.study.talks import document as room


@pytest.mark.parametrize(
    "error", [CheckError("a point of the frontier: no certificate"), InputError("the list ends")]
)
def test_the_page_says_why_and_holds_the_rest(error, monkeypatch):
    def fails(question):
        raise error

    monkeypatch.setattr(room, "talks_document", fails)
    held = EXAMPLES["talks"]()
    desk = Desk(replace(held.parameters, talks=True, horizon="10"))
    record = record_of(assess(held.docket, desk), desk)
    assert {one.kind.name for one in assessed(record).answers} >= {"tariff", "talks"}
    text = page(compose(record))
    assert f"Not answered: {error}." in text
    assert "What a deal could be" in text
