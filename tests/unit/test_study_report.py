"""Which scenarios a report calls for, and why none where it calls for none."""

import pytest

from accord.assess.tariff.read import called_for
from accord.core.codes import GOODS

WORLD = ("USA", "IND", "CHN", "BRA", "ROW")


def lever(**changes):
    return {
        "lever": "tariff",
        "value": 20.0,
        "unit": "percent",
        "imposing": "CHN",
        "target": "BRA",
        "status_norm": "in_force",
        "previous_value": None,
        "product_scope": "unspecified",
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


def points(measure):
    """The one rate of a measure that falls on all goods alike."""
    assert set(measure.rate) == set(GOODS)
    (rate,) = set(measure.rate.values())
    return rate


def test_without_a_stack_the_headline_is_taken_and_said_so():
    call = called_for(docket(lever()), WORLD)
    today = call.scenarios["today"]
    assert points(today.measures[0]) == 20.0
    assert "at its word" in today.assumptions[0]
    assert today.assumptions[1] == "The 20 percent fall on all goods, and no product is exempt."


def test_without_terms_the_agreement_frees_goods_both_ways_and_failure_adds_an_answer():
    call = called_for(docket(lever()), WORLD)
    assert call.scenarios["agreement"].id == "free-trade"
    free = call.scenarios["agreement"].measures
    assert {(m.importers.of, m.exporters.of, m.rate, m.mode) for m in free} == {
        (("CHN",), ("BRA",), 0.0, "level"),
        (("BRA",), ("CHN",), 0.0, "level"),
    }
    answer = call.scenarios["no_agreement"].measures[-1]
    assert (answer.importers.of, answer.exporters.of, points(answer)) == (("BRA",), ("CHN",), 20.0)


def test_the_agreement_has_the_terms_that_the_report_gives():
    call = called_for(docket(lever(value=50.0), lever(value=18.0, status_norm="agreed")), WORLD)
    assert call.scenarios["agreement"].id == "terms"
    assert [points(m) for m in call.scenarios["agreement"].measures] == [18.0]
    assert [points(m) for m in call.scenarios["no_agreement"].measures] == [50.0, 50.0]


def test_a_deal_scales_what_is_really_paid_and_what_is_exempt_stays_so():
    cut = lever(imposing="USA", target="IND", value=25.0, previous_value=50.0, status_norm="agreed")
    call = called_for(docket(cut), WORLD)
    now, then = (call.scenarios[role].measures[0].rate for role in ("today", "agreement"))
    assert then["C13T15"] == pytest.approx(now["C13T15"] / 2)
    assert then["C21"] == pytest.approx(now["C21"] / 2)
    assert then["C24A"] > 0.8 * now["C24A"]  # steel pays a duty of its own, and the deal does not name it


def test_a_rate_that_a_deal_did_away_with_comes_back_without_it():
    cut = lever(imposing="USA", target="CHN", value=30.0, previous_value=145.0, status_norm="agreed")
    call = called_for(docket(cut, day="2025-06-15"), WORLD)
    today, failure = (call.scenarios[role].measures[0].rate for role in ("today", "no_agreement"))
    assert today["C13T15"] == pytest.approx(30.0, abs=1.0)
    assert failure["C13T15"] == pytest.approx(145.0, abs=3.0)


def test_a_rate_held_over_comes_without_a_deal():
    paused = lever(imposing="USA", target="IND", value=26.0, status_norm="paused")
    call = called_for(docket(paused, day="2025-06-15"), WORLD)
    assert call.scenarios["today"].measures[0].rate["C13T15"] == pytest.approx(10.0, abs=0.5)
    assert call.scenarios["no_agreement"].measures[0].rate["C13T15"] == pytest.approx(26.0, abs=1.0)


def test_a_cut_of_the_ordinary_tariff_is_a_share_of_it_and_nothing_happens_without_it():
    cars = lever(product_scope="cars", value=10.0, previous_value=100.0, status_norm="agreed")
    call = called_for(docket(cars), WORLD)
    assert call.scenarios["today"].measures == ()
    (measure,) = call.scenarios["agreement"].measures
    assert (measure.mode, measure.rate, measure.sectors) == ("level", 0.0, ("C29",))
    assert measure.share_hit == {"C29": pytest.approx(0.9)}
    assert set(call.scenarios) == {"today", "agreement"}


def test_a_term_without_what_it_takes_the_place_of_is_left_out_and_said_so():
    cars = lever(product_scope="cars", value=6.1, status_norm="agreed")
    freed = lever(imposing="BRA", target="CHN", product_scope="cars", value=0.0, status_norm="agreed")
    call = called_for(docket(cars, freed), WORLD)
    (measure,) = call.scenarios["agreement"].measures
    assert (measure.importers.of, measure.share_hit) == (("BRA",), {"C29": 1.0})
    assert any(
        "Left out: the report does not say what the 6.1" in n for n in call.scenarios["agreement"].assumptions
    )


def test_a_rise_on_named_products_is_a_floor_and_an_additional_one_comes_on_top():
    standing = lever(product_scope="cars", value=25.0)
    for kind, expected in (("tariff", 25.0), ("tariff_additional", 35.0)):
        more = lever(lever=kind, product_scope="cars", value=10.0, status_norm="threatened")
        call = called_for(docket(standing, more), WORLD)
        assert call.scenarios["no_agreement"].measures[0].rate == {"C29": expected}


def test_what_a_report_says_of_others_is_left_out_and_said_so():
    call = called_for(
        docket(lever(target=["BRA", "IND"]), lever(lever="purchase", unit="USD billion")), WORLD
    )
    assert call.target == "BRA"
    said = " ".join(call.scenarios["today"].assumptions)
    assert "others the report names (India) is left out" in said
    assert "purchases that the report names are not counted" in said


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
    assert [points(m) for m in call.scenarios["no_agreement"].measures] == [35.0, 35.0]


@pytest.mark.parametrize(
    ("levers", "reason"),
    [
        ([], "names no tariff"),
        ([lever(value=None)], "no rate"),
        ([lever(target="QAT")], "Qatar"),
        ([lever(target=None)], "one target"),
        ([lever(status_norm="suspended")], "standing"),
        ([lever(lever="export_ban")], "names no tariff"),
        ([lever(target="world")], "one target"),
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
    (measure,) = today.measures
    assert measure.rate == {sector: 40.0 if sector == "C29" else 5.0 for sector in GOODS}
    assert any("upper bound" in said for said in today.assumptions)


def test_the_targets_own_answer_is_taken_where_the_report_has_one():
    own = lever(imposing="BRA", target="CHN", value=12.0, status_norm="threatened")
    call = called_for(docket(lever(), own), WORLD)
    answer = call.scenarios["no_agreement"].measures[-1]
    assert (answer.importers.of, points(answer)) == (("BRA",), 12.0)


def test_a_tariff_on_all_partners_is_seen_from_the_largest_seller_and_falls_on_all():
    def leading(importer, sectors, candidates):
        assert (importer, sectors) == ("CHN", ("C29",))
        return candidates[-1]

    cars = lever(target="world", product_scope="cars", value=25.0, status_norm="announced")
    call = called_for(docket(cars), WORLD, leading)
    assert (call.imposer, call.target) == ("CHN", "BRA")
    assert call.scenarios["today"].measures == ()
    spared = {m.exporters.of[0]: m.rate for m in call.scenarios["agreement"].measures}
    hit = {
        m.exporters.of[0]: m.rate
        for m in call.scenarios["no_agreement"].measures
        if m.importers.of == ("CHN",)
    }
    assert spared == {"IND": {"C29": 25.0}, "USA": {"C29": 25.0}}
    assert hit == {**spared, "BRA": {"C29": 25.0}}
    assert "stands for them" in call.scenarios["today"].assumptions[0]


def test_the_seller_is_one_that_the_report_names():
    cars = lever(target="world", product_scope="cars", value=25.0)
    report = docket(cars) | {"countries": ["CHN", "IND", "QAT"]}
    call = called_for(report, WORLD, lambda importer, sectors, candidates: candidates[-1])
    assert call.target == "IND"


def test_a_tariff_without_products_is_on_those_of_a_title_that_speaks_of_tariffs():
    brandy = {"name": "spirits", "evidence": {"text": "brandy", "start": 0, "end": 6}}
    report = docket(lever(value=34.9)) | {"products": [brandy]}
    for title, sectors in (
        ("China puts duties on brandy", 1),
        ("China and brandy", 27),
        ("China's duties", 27),
    ):
        today = called_for(report | {"title": title}, WORLD).scenarios["today"]
        assert len(today.measures[0].rate) == sectors
        assert any("those of its title" in note for note in today.assumptions) == (sectors == 1)


def test_a_group_without_a_duty_is_named_all_the_same():
    call = called_for(docket(lever(target="EU", status_norm="threatened")), WORLD)
    (measure,) = call.scenarios["today"].measures
    assert (measure.exporters.of, measure.rate) == (("EU27",), 0.0)


def test_no_agreement_is_left_out_where_it_is_today():
    own = lever(imposing="BRA", target="CHN", value=12.0)
    assert set(called_for(docket(lever(), own), WORLD).scenarios) == {"today", "agreement"}
