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
