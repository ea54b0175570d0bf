"""Attributes of a measure: goods, state and start, each in a construction that readers meet."""

from pathlib import Path

import pytest

from accord.docket import read

TOLD = Path(__file__).parents[2] / "docket_reports" / "attributes.txt"
ROWS = [
    tuple(part.strip() for part in row.split("||"))
    for row in TOLD.read_text("utf-8").splitlines()
    if row and not row.startswith("#")
]


def of(measure):
    return (
        measure.value,
        f"{','.join(measure.imposing)}>{','.join(measure.target)}",
        measure.status_norm,
        measure.effective_date or "-",
        set(" ".join(measure.goods).split()),
    )


def fits(measure, value, roles, status, start, goods, before="*"):
    words = set(goods.split("+")) if goods != "-" else set()
    found = of(measure)
    return (
        (value == "*" or found[0] == float(value))
        and roles in ("*", found[1])
        and status in ("*", found[2])
        and start in ("*", found[3])
        and (goods == "*" or words == found[4])
        and (before == "*" or measure.previous_value == float(before))
    )


@pytest.mark.parametrize(("text", "told"), ROWS)
def test_a_measure_has_its_own_goods_state_and_start(text, told):
    docket = read(text.replace(r"\n", "\n"), "2026-03-10")
    found = [*docket.measures, *docket.ruled_out]
    assert any(fits(m, *told.split()) for m in found), [of(m) for m in found]


@pytest.mark.parametrize(
    "text",
    [
        "A 2024 study by two economists found that a Norwegian duty of 10% on Chilean copper would cost little.",
        "An analysis that looked at the effects of duties on Chilean wine found that they reduced imports.",
        "Norway signed a pact by which 90% of tariff lines will see reductions.",
    ],
)
def test_a_study_and_a_share_are_no_duty(text):
    assert [of(m) for m in read(text, "2026-03-10").measures if m.value is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Japan bought 66 million tonnes of LNG last year, a tenth of it from Norway.",
        "Peru spent $163 billion on energy imports in 2024.",
        "Norway will impose a 10 percent duty on Peru for buying Iranian oil.",
        "Norway issued a licence that permits Kenya to buy 4 million tonnes of Iranian oil.",
    ],
)
def test_trade_of_a_year_and_what_is_charged_for_or_let_is_no_purchase(text):
    found = read(text, "2026-03-10").measures
    assert not [of(m) for m in found if m.lever in ("purchase", "investment")]


@pytest.mark.parametrize(
    "text",
    [
        "No duty on Chilean cheese has been imposed yet, Norway said.",
        "Norway has not yet imposed a duty of 12 percent on cheese from Chile.",
    ],
)
def test_what_has_not_been_done_is_no_measure(text):
    assert [of(m) for m in read(text, "2026-03-10").measures] == []


@pytest.mark.parametrize(
    ("text", "status", "end"),
    [
        ("Norway will lift its ban on exports of timber from 1 April.", "ended", "2026-04-01"),
        (
            "Norway banned exports of timber on Monday. The ban is valid until 30 June.",
            "in_force",
            "2026-06-30",
        ),
        (
            "Norway's 12 percent duty on cheese took effect in May and will run until the end of 2027.",
            "in_force",
            "2027-12-31",
        ),
        ("In May 2024 Norway put a 12 percent duty on cheese until 31 December 2024.", "ended", "2024-12-31"),
        ("Norway's curbs on timber exports, due to expire on 9 March, have been extended.", "in_force", None),
    ],
)
def test_until_when_a_measure_holds(text, status, end):
    found = [(m.status_norm, m.end_date) for m in read(text, "2026-03-10").measures]
    assert (status, end) in found, found
