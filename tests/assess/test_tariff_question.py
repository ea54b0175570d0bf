"""Which question on duties a report asks: who charges whom what, compared with which law, and how else it can go."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.assess.dockets import ban, docket, duty, words

from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.assess.tariff.read import Asked, read
from accord.docket.items import Evidence, Measure


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def plain(**changes: object) -> Measure:
    """Return a duty of China on Brazil of which Accord's book knows nothing, just announced."""
    held = {
        "imposing": ("CHN",), "additional": False, "value": 20.0, "status_norm": "announced",
        "effective_date": None,
    }  # fmt: skip
    return duty(**{**held, **changes})


def on(goods: str, **changes: object) -> Measure:
    return plain(goods=(goods,), product_scope=goods, **changes)


def asked(desk: Desk, *measures: Measure, **more: Any) -> Asked:
    found = read(docket(*measures, **more), desk)
    assert isinstance(found, Asked)
    return found


def measures(found: Asked, role: str) -> list[dict[str, Any]]:
    (state,) = [state for state in found.states if state.role == role]
    return list(state.scenario.get("measures", ()))


def test_what_the_book_has_is_taken_from_it_product_by_product(desk: Desk) -> None:
    fifty = duty(target=("IND",), value=50.0, additional=False, effective_date="2025-08-27")
    found = asked(desk, fifty, day="2025-09-01")
    assert (found.imposer, found.target, found.law) == ("USA", "IND", date(2025, 8, 26))
    (state,) = found.states
    assert state.scenario["stack"] == {"importer": "USA", "exporters": ["IND"], "as_of": "2025-08-27"}
    assert measures(found, "after") == []


def test_without_the_book_the_rate_is_taken_at_its_word_and_said_so(desk: Desk) -> None:
    found = asked(desk, plain())
    (measure,) = measures(found, "after")
    assert (measure["importers"], measure["exporters"], measure["rate"]) == (["CHN"], ["BRA"], 20.0)
    assert found.states[0].scenario["assumptions"]
    assert found.law == date(2025, 10, 6), "the law of the day before the report"


def test_a_threat_alone_changes_nothing_yet(desk: Desk) -> None:
    found = asked(desk, plain(status_norm="threatened", value=35.0))
    assert found.states[0].role == "threat"
    assert "after" not in {state.role for state in found.states}


def test_a_range_is_worked_out_at_both_ends(desk: Desk) -> None:
    found = asked(desk, plain(value=41.0, low=10.0))
    assert (found.low, found.after) == (10.0, 41.0)
    assert [measures(found, role)[0]["rate"] for role in ("low", "after")] == [10.0, 41.0]


def test_the_other_sides_own_answer_is_a_state_of_its_own(desk: Desk) -> None:
    answer = plain(imposing=("BRA",), target=("CHN",), value=12.0, status_norm="threatened", main=False)
    found = asked(desk, plain(), answer)
    assert [(m["importers"], m["rate"]) for m in measures(found, "answer")] == [
        (["CHN"], 20.0),
        (["BRA"], 12.0),
    ]
    assert found.at == (0, 1)


def test_a_cut_of_the_ordinary_tariff_is_a_share_of_it(desk: Desk) -> None:
    found = asked(desk, on("cars", value=10.0, previous_value=100.0, status_norm="agreed"))
    (measure,) = measures(found, "after")
    assert (measure["mode"], measure["rate"]) == ("level", 0.0)
    share = measure["share_hit"]
    assert (share if isinstance(share, float) else share["C29"]) == pytest.approx(0.9)
    assert found.sectors == ("C29",)


def test_named_products_stand_for_their_sectors_and_the_bound_is_said(desk: Desk) -> None:
    found = asked(desk, on("electric vehicles", imposing=("EU",), target=("CHN",), value=35.3))
    assert (found.imposer, found.target, found.sectors) == ("EU27", "CHN", ("C29",))
    assert any("upper bound" in words for words in found.states[0].scenario["assumptions"])


def test_a_duty_on_all_partners_falls_on_all_and_is_seen_from_the_largest_seller_named(desk: Desk) -> None:
    world = on("cars", imposing=("USA",), target=("world",), value=25.0)
    found = asked(desk, world, day="2025-03-27", countries=("KOR", "MEX", "QAT"))
    assert found.target == "MEX"
    assert measures(found, "after")[0]["exporters"] == ["all"]


def test_bans_and_taxes_are_questions_too(desk: Desk) -> None:
    barred = asked(desk, on("goods", lever="import_ban", target=("JPN",), value=None, unit=None))
    assert [one["kind"] for one in measures(barred, "after")] == ["embargo"]
    partly = read(docket(on("seafood", lever="import_ban", target=("JPN",), value=None, unit=None)), desk)
    assert isinstance(partly, Refusal)
    assert "only a part of the sectors" in partly.reason
    taxed = asked(desk, on("soybeans", lever="export_tax", imposing=("ARG",), target=("world",), value=24.0))
    assert [one["kind"] for one in measures(taxed, "after")] == ["export_tax"]
    freed = asked(desk, on("coffee", lever="tariff_exemption", imposing=("USA",), value=0.0))
    assert {rate < 0 for one in measures(freed, "after") for rate in one["rate"].values()} == {True}


def test_a_duty_that_ends_goes_to_nought(desk: Desk) -> None:
    found = asked(desk, on("barley", target=("AUS",), value=80.5, status_norm="ended"))
    assert (found.before, found.after) == (80.5, 0.0)


def test_after_the_book_ends_the_comparison_is_the_worlds_year(desk: Desk) -> None:
    found = asked(desk, plain(), day="2031-01-01")
    assert found.law is None
    assert any("data year" in note for note in found.notes)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"value": None}, "no rate"),
        ({"unit": "USD"}, "not a percentage"),
        ({"value": 1e5}, "outside"),
        ({"target": ("QAT",)}, "Qatar"),
        ({"target": ()}, "who is charged"),
        ({"imposing": ()}, "who imposes it"),
        ({"imposing": ("EU",), "target": ("EU",)}, "both sides"),
        ({"goods": ("unobtainium",), "product_scope": "unobtainium"}, "unobtainium"),
    ],
)
def test_a_refusal_has_a_reason(desk: Desk, change: dict[str, object], reason: str) -> None:
    found = read(docket(plain(**change)), desk)
    assert isinstance(found, Refusal)
    assert reason in found.reason
    assert found.measures == (0,)


def test_a_duty_beside_the_reports_subject_is_not_its_question(desk: Desk) -> None:
    found = read(docket(ban(), plain(main=False)), desk)
    assert isinstance(found, Refusal | None) or found.lever == "export_ban"


def test_who_is_let_off_a_duty_on_everybody_is_taken_out(desk: Desk) -> None:
    free = asked(desk, on("steel", target=("world",), excluded=("RUS", "LIE")))
    assert measures(free, "after")[0]["exporters"] == {"of": ["all"], "except": ["RUS"]}
    tax = on("soybeans", lever="export_tax", target=("world",), excluded=("BRA",), previous_value=5.0)
    assert measures(asked(desk, tax), "after")[0]["importers"] == {"of": ["all"], "except": ["BRA"]}


def test_of_several_rates_on_the_same_goods_the_main_one_counts(desk: Desk) -> None:
    maker = on("electric cars", value=7.8, main=False)
    found = asked(desk, maker, on("electric cars", value=35.3, low=7.8))
    assert [one["rate"] for one in measures(found, "after")] == [35.3]
    assert [one["rate"] for one in measures(found, "low")] == [7.8]


def test_a_later_stage_is_a_state_of_its_own(desk: Desk) -> None:
    first = on("wine", value=60.0, previous_value=116.0)
    last = on("wine", value=0.0, status_norm="scheduled", effective_date="2028", main=False)
    found = asked(desk, first, last)
    assert [state.label for state in found.states] == ["As reported", "From 2028"]
    (now,), (then,) = (measures(found, role) for role in ("after", "later"))
    assert now["share_hit"] == pytest.approx(1 - 60 / 116)
    assert (then["mode"], then["rate"], then.get("share_hit", 1.0)) == ("level", 0.0, 1.0)


def test_a_threat_stands_beside_the_other_terms_told_and_the_answer_to_it(desk: Desk) -> None:
    threat = plain(status_norm="threatened", value=30.0, previous_value=10.0)
    deal = plain(status_norm="proposed", value=15.0, main=False, evidence=Evidence("terms", 90, 95))
    answer = plain(
        imposing=("BRA",), target=("CHN",), value=25.0, status_norm="announced", main=False,
        evidence=Evidence("an answer", 150, 159),
    )  # fmt: skip
    found = asked(desk, threat, deal, answer)
    assert [state.role for state in found.states] == ["threat", "deal", "answer"]
    assert {*measures(found, "deal")[0]["rate"].values()} == {5.0}
    assert len(measures(found, "answer")) == 2


def test_what_cannot_be_held_beside_the_main_duty_is_left_out_and_said(desk: Desk) -> None:
    cut = on("cars", value=10.0, evidence=words("the duty on cars is cut to 10 per cent"), main=False)
    found = asked(desk, on("whisky", value=75.0, previous_value=150.0), cut)
    assert any(note.startswith("Left out beside it") for note in found.states[0].scenario["assumptions"])


def test_a_duty_dated_ahead_is_compared_with_the_law_that_the_report_knows(desk: Desk) -> None:
    ahead = duty(
        target=("IND",), value=50.0, additional=False, status_norm="scheduled", effective_date="2025-08-27"
    )
    found = asked(desk, ahead, day="2025-08-07")
    assert found.law == date(2025, 8, 6)
    assert found.states[0].scenario["stack"]["as_of"] == "2025-08-27"
    assert not any("27 August" in note for note in found.states[0].scenario["assumptions"])


def test_an_answer_is_not_answered_in_its_turn(desk: Desk) -> None:
    first = plain(imposing=("BRA",), target=("CHN",), value=34.0, status_norm="in_force", main=False)
    found = asked(desk, plain(), first)
    assert [state.role for state in found.states] == ["after"]
