"""Dates in words, resolved against the report's date."""

from datetime import date

import pytest

from accord.core.errors import InputError
from accord.docket import read
from accord.docket.dates.before import find_dates


def iso(text, report):
    found = find_dates(text, 0, len(text), date.fromisoformat(report))
    assert all(text[d.start : d.end] == d.text for d in found)
    return [d.iso for d in found]


@pytest.mark.parametrize(
    ("report", "text", "expected"),
    [
        # weekdays: past by default, ahead after a future verb
        ("2025-07-03", "the ministry said Thursday", ["2025-07-03"]),
        ("2025-07-03", "by next Tuesday, when the pause expires", ["2025-07-08"]),
        ("2025-07-03", "He is scheduled to report on Friday.", ["2025-07-04"]),
        ("2026-01-14", "the round that was scheduled for Tuesday", ["2026-01-13"]),
        (
            "2026-01-14",
            "said on Monday that the talks would take place on Tuesday",
            ["2026-01-12", "2026-01-13"],
        ),
        ("2026-01-02", "On Tuesday, he will meet the minister.", ["2026-01-06"]),
        ("2023-08-24", "They met this Wednesday, 23 August, in Maputo.", ["2023-08-23"]),
        # months: the last one gone by, or the next to come
        ("2025-10-07", "imposed the duty in July", ["2025-07"]),
        ("2026-01-16", "cut duties by March", ["2026-03"]),
        ("2026-01-14", "talks since February last year", ["2025-02"]),
        ("2026-01-14", "in October of last year", ["2025-10"]),
        # across a year's end
        ("2026-01-02", "on Dec. 30 and since November", ["2025-12-30", "2025-11"]),
        ("2025-12-11", "Duties will apply from Jan. 1.", ["2026-01-01"]),
        ("2025-12-20", "will be raised in February", ["2026-02"]),
        ("2026-01-05", "last week and next month", ["2025-12-29", "2026-02"]),
        # forms
        ("2026-02-20", "20th February, 2026", ["2026-02-20"]),
        ("2025-09-22", "on October 16th", ["2025-10-16"]),
        ("2026-01-07", "on Tuesday (Jan 6)", ["2026-01-06"]),
        ("2025-11-14", "by the end of 2028", ["2028-12-31"]),
        ("2026-01-16", "until at least the end of the year", ["2026-12-31"]),
        ("2025-11-14", "in the first quarter of 2026", ["2026-03"]),
        ("2025-10-23", "A day earlier the United States acted", ["2025-10-22"]),
        ("2025-09-16", "left for Washington on the 15th", ["2025-09-15"]),
        # numbers that are not dates
        ("2025-09-22", "up to 18,125 tonnes and 2,025 dollars", []),
        ("2025-09-22", "50% from 25%", []),
        ("2025-09-22", "Miners may export, which may stop in May", ["2026-05"]),
        ("2025-10-21", "upgraded after the July EU-China summit", ["2025-07"]),
    ],
)
def test_dates_in_words(report, text, expected):
    assert iso(text, report) == expected


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
