"""Which scenarios a report calls for, and why none where it calls for none."""

import pytest

from accord.study.report import called_for

WORLD = ("USA", "IND", "CHN", "BRA", "ROW")


def lever(**changes):
    return {
        "lever": "tariff",
        "value": 20.0,
        "unit": "percent",
        "imposing": "CHN",
        "target": "BRA",
        "status_norm": "in_force",
        "evidence": {"text": "a tariff of 20 per cent", "start": 0, "end": 23},
    } | changes


def docket(*levers, day="2026-01-14"):
    return {"article_date": day, "policy_levers": list(levers)}


def test_the_stack_knows_more_than_the_headline():
    call = called_for(docket(lever(imposing="USA", target="IND", value=50.0)), WORLD)
    assert (call.imposer, call.target) == ("USA", "IND")
    today = call.scenarios["today"].measures[0]
    assert isinstance(today.rate, dict)
    assert today.rate["C13T15"] == pytest.approx(50.0, abs=0.5)
    assert today.rate["C21"] < 5


def test_without_a_stack_the_headline_is_taken_and_said_so():
    call = called_for(docket(lever()), WORLD)
    today = call.scenarios["today"]
    assert today.measures[0].rate == 20.0
    assert "at its word" in today.assumptions[0]
    assert today.assumptions[1] == "The 20 percent fall on all goods, and no product is exempt."


def test_the_agreement_frees_goods_both_ways_and_failure_adds_an_answer():
    call = called_for(docket(lever()), WORLD)
    free = call.scenarios["agreement"].measures
    assert {(m.importers.of, m.exporters.of, m.rate, m.mode) for m in free} == {
        (("CHN",), ("BRA",), 0.0, "level"),
        (("BRA",), ("CHN",), 0.0, "level"),
    }
    answer = call.scenarios["no_agreement"].measures[-1]
    assert (answer.importers.of, answer.exporters.of, answer.rate) == (("BRA",), ("CHN",), 20.0)


def test_a_tariff_in_force_outranks_a_threat_and_the_higher_rate_the_lower():
    call = called_for(
        docket(
            lever(value=100.0, status_norm="threatened"),
            lever(value=10.0),
            lever(value=30.0, target="IND"),
        ),
        WORLD,
    )
    assert call.target == "IND"


def test_a_threat_alone_changes_nothing_today():
    call = called_for(docket(lever(status_norm="threatened", value=35.0)), WORLD)
    assert call.scenarios["today"].measures == ()
    rates = [m.rate for m in call.scenarios["no_agreement"].measures]
    assert rates == [35.0, 35.0]


@pytest.mark.parametrize(
    ("levers", "reason"),
    [
        ([], "names no tariff"),
        ([lever(value=None)], "no rate"),
        ([lever(target="QAT")], "Qatar"),
        ([lever(target=None)], "one target"),
        ([lever(status_norm="suspended")], "standing"),
        ([lever(lever="export_ban")], "names no tariff"),
        ([lever(target=["BRA", "IND"])], "one target"),
        ([lever(value=20.0, unit="usd")], "one target"),
    ],
)
def test_a_refusal_has_a_reason(levers, reason):
    call = called_for(docket(*levers), WORLD)
    assert not call.scenarios
    assert reason in call.refusal


def test_the_european_union_is_a_party():
    call = called_for(docket(lever(imposing="EU", target="CHN", value=35.0)), WORLD)
    assert (call.imposer, call.target) == ("EU27", "CHN")
    assert call.scenarios["today"].measures[0].importers.of == ("EU27",)


def test_named_products_stand_for_their_sectors_and_parts_are_not_added_to_a_total():
    cars = lever(product_scope="electric cars", value=35.0)
    call = called_for(docket(cars, lever(product_scope="electric cars", value=10.0), lever(value=5.0)), WORLD)
    today = call.scenarios["today"]
    assert [(m.sectors, m.rate) for m in today.measures] == [(("C29",), 35.0), (("goods",), 5.0)]
    assert any("upper bound" in said for said in today.assumptions)


def test_the_targets_own_answer_is_taken_where_the_report_has_one():
    own = lever(imposing="BRA", target="CHN", value=12.0, status_norm="threatened")
    call = called_for(docket(lever(), own), WORLD)
    answer = call.scenarios["no_agreement"].measures[-1]
    assert (answer.importers.of, answer.rate) == (("BRA",), 12.0)
