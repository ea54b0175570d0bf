"""Events by type: verbs of every class, in every voice; what has a date of its own; what is none."""

from pathlib import Path

import pytest

from accord.docket import read
from accord.docket.triggers import expand

LINES = (Path(__file__).parents[1] / "docket_reports" / "told.txt").read_text("utf-8").splitlines()[1:]


@pytest.mark.parametrize("line", LINES)
def test_told(line):
    text, _, told = line.rpartition("|")
    expected = sorted(event.strip() for event in told.split(";") if event.strip())
    assert sorted(f"{e.type} {e.date or '-'}" for e in read(text, "2025-10-07").events) == expected


def test_only_one_remark_of_a_report_is_an_event():
    document = read(
        "Chile signed a pact with Japan on Monday. President Gabriel Boric told reporters on Monday that it "
        "was good. Tokyo praised it on Monday. Trump wrote on Truth Social on Monday that he liked it.",
        "2025-10-07",
    )
    assert [e.type for e in document.events] == ["agreement", "statement"]
    assert len(document.statements) >= 2


def test_what_takes_effect_is_the_act_told_of_before():
    document = read(
        "China raised its duties on Canadian pork on Monday. The new rates apply from October 20.",
        "2025-10-07",
    )
    assert ("tariff_change", "2025-10-20") in {(e.type, e.date) for e in document.events}


def test_classes_are_written_out():
    assert "struck" in expand("<strike.ed>")
    assert "strikes" not in expand("<strike.ed>")
    assert "bann?ing" in expand("<curb>")


def test_the_year_of_a_goal_is_not_that_of_the_act_and_nothing_to_come_was_held():
    text = (
        "Prime Minister Narendra Modi and President Donald Trump met in Washington in February 2025 and set "
        "a goal of 500 billion dollars of two-way trade by 2030. The tariffs take effect on March 1, 2026."
    )
    found = read(text, "2026-01-14").events
    assert {e.date for e in found if e.type == "meeting"} == {"2025-02"}
    assert all(e.status == "planned" for e in found if (e.date or "") > "2026-01-14")
