"""Dates in every form that reports give, resolved against the day of the report."""

from datetime import date

import pytest

from accord.docket.dates import Context, day_order, find_dates


def found(text, report, **more):
    told = find_dates(text, 0, len(text), Context(date.fromisoformat(report), **more))
    assert all(text[d.start : d.end] == d.text for d in told)
    return told


@pytest.mark.parametrize(
    ("report", "text", "expected"),
    [
        # weekdays: past by default, ahead after a future verb
        ("2025-07-03", "the ministry said Thursday", ["2025-07-03"]),
        # a day or the end of a month told of a deed that is done lies behind
        ("2025-07-03", "At the end of October, Canada imposed a surtax on rebar.", ["2024-10-31"]),
        ("2025-07-03", "On November 3, Peru imposed a duty on rebar.", ["2024-11-03"]),
        ("2025-07-03", "The duty was due to be imposed on September 5.", ["2025-09-05"]),
        ("2025-07-03", "Peru will impose a duty on rebar from March 1.", ["2026-03-01"]),
        ("2025-07-03", "by next Tuesday, when the pause expires", ["2025-07-08"]),
        ("2025-07-03", "He is scheduled to report on Friday.", ["2025-07-04"]),
        ("2026-01-14", "the round that was scheduled for Tuesday", ["2026-01-13"]),
        ("2026-01-14", "said on Monday that talks would take place on Tuesday", ["2026-01-12", "2026-01-13"]),
        ("2026-01-02", "On Tuesday, he will meet the minister.", ["2026-01-06"]),
        ("2023-08-24", "They met this Wednesday, 23 August, in Maputo.", ["2023-08-23"]),
        # months: the last one gone by, or the next to come
        ("2025-10-07", "imposed the duty in July", ["2025-07"]),
        ("2026-01-16", "cut duties by March", ["2026-03"]),
        ("2026-01-14", "talks since February last year", ["2025-02"]),
        ("2026-01-14", "in October of last year", ["2025-10"]),
        ("2025-10-21", "upgraded after the July EU-China summit", ["2025-07"]),
        ("2026-05-04", "from April 2025 through March 2026", ["2025-04", "2026-03"]),
        # across a year's end
        ("2026-01-02", "on Dec. 30 and since November", ["2025-12-30", "2025-11"]),
        ("2025-12-11", "Duties will apply from Jan. 1.", ["2026-01-01"]),
        ("2025-12-20", "will be raised in February", ["2026-02"]),
        ("2026-01-05", "last week and next month", ["2025-12-29", "2026-02"]),
        # days and months
        ("2026-02-20", "20th February, 2026", ["2026-02-20"]),
        ("2025-09-22", "on October 16th", ["2025-10-16"]),
        ("2026-01-07", "on Tuesday (Jan 6)", ["2026-01-06"]),
        ("2026-05-04", "starts on 1st Jan. '27", ["2027-01-01"]),
        ("2025-10-23", "A day earlier the United States acted", ["2025-10-22"]),
        ("2025-09-16", "left for Washington on the 15th", ["2025-09-15"]),
        ("2026-05-04", "the day after tomorrow", ["2026-05-06"]),
        # ends of periods
        ("2025-11-14", "by the end of 2028", ["2028-12-31"]),
        ("2025-11-14", "by end-2026", ["2026-12-31"]),
        ("2026-01-16", "until at least the end of the year", ["2026-12-31"]),
        ("2026-01-16", "by the end of the month", ["2026-01-31"]),
        # quarters, halves, seasons, fiscal years
        ("2025-11-14", "in the first quarter of 2026", ["2026-03"]),
        ("2026-05-04", "Q3 2026, 4Q26 and H2 2027", ["2026-09", "2026-12", "2027-12"]),
        ("2026-05-04", "in the first half of next year", ["2027-06"]),
        ("2026-05-04", "in summer 2026", ["2026-08"]),
        ("2026-05-04", "will expire at the end of FY2026-27", ["2027-03-31"]),
        ("2026-05-04", "in FY2025-26", ["2025"]),
        # counted
        ("2026-05-04", "within six months", ["2026-11"]),
        ("2026-05-04", "in 90 days", ["2026-08-02"]),
        ("2026-05-04", "will take effect 30 days after signing", ["2026-06-03"]),
        ("2026-05-04", "Within 120 days of the date of this order, the Secretary shall", ["2026-09-01"]),
        ("2026-05-04", "two weeks ago", ["2026-04-20"]),
        ("2026-05-04", "by 2030", ["2030"]),
        # figures
        ("2026-05-04", "on 13/07/2026 and on 07.09.2026", ["2026-07-13", "2026-09-07"]),
        ("2026-05-04", "on 2026-06-03 and on 2026/06/04", ["2026-06-03", "2026-06-04"]),
        # what is no date
        ("2025-09-22", "up to 18,125 tonnes and 2,025 dollars", []),
        ("2025-09-22", "50% from 25%, sections 3-5, version 1.2.2026.1", []),
        ("2025-09-22", "Miners may export, which may stop in May", ["2026-05"]),
        ("2025-09-22", "the fall of prices and a spring in his step", []),
    ],
)
def test_dates_in_words(report, text, expected):
    assert [d.iso for d in found(text, report)] == expected


@pytest.mark.parametrize(
    ("text", "iso", "until"),
    [
        ("from 3 to 5 June 2026", "2026-06-03", "2026-06-05"),
        ("June 3-5, 2026", "2026-06-03", "2026-06-05"),
        ("May 30-June 2", "2026-05-30", "2026-06-02"),
        ("between 3 and 5 June", "2026-06-03", "2026-06-05"),
        ("October-December 2025", "2025-10", "2025-12"),
        ("from 2025 to 2030", "2025", "2030"),
        ("FY2025-26", "2025", "2026-03"),
    ],
)
def test_ranges(text, iso, until):
    (one,) = found(text, "2026-05-04")
    assert (one.iso, one.until) == (iso, until)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("effective 4 June", "from"),
        ("as of 4 June", "from"),
        ("no later than 4 June", "by"),
        ("until at least 4 June", "until"),
        ("since 4 May", "since"),
        ("before 4 June", "before"),
        ("within six months", "within"),
        ("on 4 June", "on"),
        ("The 4 June", ""),
    ],
)
def test_the_word_that_ties_a_date_to_its_clause(text, role):
    (one,) = found(text, "2026-05-04")
    assert one.role == role


@pytest.mark.parametrize(
    ("text", "clock", "zone"),
    [
        ("at 12:01 a.m. eastern daylight time on June 4, 2026", "00:01", "America/New_York"),
        ("on 9 July at 18:00 GMT", "18:00", "GMT"),
        ("on 9 July at midnight", "00:00", ""),
        ("on 9 July", "", ""),
    ],
)
def test_hours(text, clock, zone):
    (one,) = found(text, "2026-05-04")
    assert (one.clock, one.zone) == (clock, zone)


def test_an_order_that_nothing_settles_is_said():
    text = "Duties rise on 05/06/2026."
    assert day_order(text) is None
    (one,) = found(text, "2026-05-04")
    assert (one.iso, one.ambiguous) == ("2026-06-05", "2026-05-06")
    assert "nothing settles" in one.how


@pytest.mark.parametrize(
    ("text", "economy", "order"),
    [
        ("on 05/06/2026 and 13/07/2026", "", True),
        ("on 05/06/2026 and 07/13/2026", "IND", False),
        ("on 05/06/2026", "USA", False),
        ("on 05/06/2026", "IND", True),
        ("on 05/06/2026, 13/07/2026 and 07/13/2026", "IND", None),
        ("BRUSSELS, 04/05/2026 - from 05/06/2026", "", True),
        ("on 05.06.2026", "", None),
    ],
)
def test_the_order_of_day_and_month(text, economy, order):
    assert day_order(text, economy, date(2026, 5, 4)) is order


def test_the_fiscal_year_is_that_of_the_economy():
    for economy, iso, until in [
        ("IND", "2025", "2026-03"),
        ("USA", "2025", "2026-09"),
        ("JPN", "2026", "2027-03"),
    ]:
        (one,) = found("in FY2026", "2026-05-04", economy=economy)
        assert (one.iso, one.until) == (iso, until)
    (one,) = found("in FY2026", "2026-05-04")
    assert (one.iso, one.until) == ("2026", "")
    assert "does not say" in one.how


def test_the_callers_verb_wins():
    text = "on Tuesday"
    for direction, iso in [(1, "2026-01-13"), (-1, "2026-01-06")]:
        (one,) = find_dates(text, 0, len(text), Context(date(2026, 1, 7)), lambda a, b, d=direction: d)
        assert one.iso == iso


def test_ahead():
    assert [d.ahead for d in found("on 3 May, on 5 May, in May", "2026-05-04")] == [False, True, False]
