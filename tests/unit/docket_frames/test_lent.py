"""What the act that a report is about lends to the measures that spell it out."""

import pytest

from accord.docket import read

DAY = "2026-06-03"


def told(text):
    return {m.value: m for m in read(text, DAY).measures}


def test_rates_that_spell_out_a_duty_hold_from_its_day():
    rates = told(
        "Import tariffs on consumer goods in Peru will come down from 1 July, the cabinet of Peru decided on Tuesday.\n\n"
        "For clothing the rate goes from 15 percent to 7 percent, and for refrigerators from 20 percent to 8 percent."
    )
    assert {v: (m.effective_date, m.status_norm) for v, m in rates.items() if v} == {
        7.0: ("2026-07-01", "scheduled"),
        8.0: ("2026-07-01", "scheduled"),
    }


def test_a_day_long_gone_is_lent_to_nothing():
    rates = told(
        "Peru will charge 40 percent on Norwegian cheese. On 4 April it had announced a duty of 9 percent on Norwegian "
        "trout from 9 April."
    )
    assert rates[40.0].effective_date is None


@pytest.mark.parametrize("talks", ["Should these talks bring nothing", "If these talks bring nothing"])
def test_duties_that_talks_may_still_avert_keep_their_day(talks):
    rates = told(
        f"The EU announced duties on electric cars from Peru.\n\n{talks}, the provisional duties would be introduced from "
        "4 July.\n\nInca Cars would pay 17.4 percent and Andina 20 percent."
    )
    assert rates[17.4].effective_date == rates[20.0].effective_date == "2026-07-04"


def test_a_sanction_that_names_nobody_falls_on_whom_the_others_fall():
    text = "Norway has put sanctions on 12 Russian banks. It also sanctioned 40 vessels of the shadow fleet and 19 managers."
    measures = [m for m in read(text, DAY).measures if m.lever == "sanction"]
    assert len(measures) > 1
    assert {m.target for m in measures} == {("RUS",)}


def test_a_duty_of_a_headline_about_two_falls_on_the_other():
    text = (
        "TITLE: Peru raises duties on Norwegian goods\nDATE: 2026-06-03\n\nPeru raised its duty on Norwegian trout to 12 "
        "percent.\n\nIt will also charge 20 percent on cheese."
    )
    assert {m.target for m in read(text).measures} == {("NOR",)}


def test_half_a_year_begins_with_its_first_month():
    (quota,) = read(
        "Norway set a wheat export quota of 20 million tonnes for the first half of 2027.", DAY
    ).measures
    assert quota.effective_date == "2027-01"


def test_a_start_that_is_fixed_in_a_sentence_of_its_own_dates_the_duties():
    rates = told(
        "Trout from Norway is to be charged 40 percent, Peru's ministry announced. The start is fixed for July 20."
    )
    assert rates[40.0].effective_date == "2026-07-20"


def test_controls_that_a_headline_only_names_fall_on_nobody_named():
    (control,) = read("China explains new export controls on batteries and graphite.", DAY).measures
    assert "CHN" not in control.target
