"""The report's own day: from its dateline, its header lines, the caller, or a reason that is said."""

import pytest

from accord.core.errors import InputError
from accord.docket import read

BODY = "NEW DELHI, {head} — India's trade minister, Piyush Goyal, met officials in London on Monday."


def test_dateline_with_year_dates_the_report():
    docket = read(BODY.format(head="14 January 2026"))
    assert (docket.article_date, docket.date_basis) == ("2026-01-14", "the dateline")


def test_year_is_inferred_only_with_a_reason_that_is_said():
    docket = read(BODY.format(head="January 14 (ANI)") + " India will join Pax Silica next month.")
    assert docket.article_date == "2026-01-14"
    assert "without a year" in docket.date_basis
    assert "Pax Silica" in docket.date_basis


@pytest.mark.parametrize("text", ["India and Japan signed a pact.", BODY.format(head="January 14 (ANI)")])
def test_no_date_is_asked_for(text):
    with pytest.raises(InputError, match="--date"):
        read(text)


def test_given_date_wins_and_a_bad_one_is_named():
    assert read("DATE: 2025-01-01\n\nIndia acted.", "2025-02-03").article_date == "2025-02-03"
    with pytest.raises(InputError, match="'next week' is not a date"):
        read("India acted.", "next week")
