"""Talks without a certified answer: the rest of the briefing stands, and the page says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.assess.dockets import EXAMPLES

from accord.assess import talks
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


def test_a_page_knows_no_note_of_a_later_month_and_no_command():
    notes = ["Rates of 3 March 2026.", "Since 4 June 2026 less.", "See --closure share.", "Plain."]
    known = talks._known({"packages": [], "menu": {"assumptions": notes}}, date(2026, 4, 1))
    assert known["menu"]["assumptions"] == ["Rates of 3 March 2026.", "Plain."]
    assert talks._known({"packages": None}, date(2026, 4, 1))["packages"] is None
