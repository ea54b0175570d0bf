"""A limit on exports that a report names, worked out as a stop: which chain, whom it cuts off, how much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.assess.dockets import ban, docket, quota

from accord.assess.control import KIND, Asked
from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.core.codec import Document
from accord.docket.items import Evidence, Measure
from accord.page.blocks import Chart, plain_words


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def asked(desk: Desk, *measures: Measure, minerals: tuple[str, ...] = ()) -> Asked:
    found = KIND.read(docket(*measures, minerals=minerals, day="2024-12-04"), desk)
    return found if isinstance(found, Asked) else Asked((), ())


def stops(desk: Desk, *measures: Measure) -> tuple[Document, ...]:
    return KIND.assess(asked(desk, *measures), desk).stops


def test_a_ban_cuts_off_whom_it_names_and_costs_them_income(desk: Desk) -> None:
    (found,) = stops(desk, ban())
    assert (found["chain"], found["supplier"], found["customers"]) == ("gallium", "CHN", ["USA"])
    short = found["stages"][0]["shortfall"][0]
    assert short["economy"] == "USA"
    assert short["pct_of_use_low"] <= short["pct_of_use"] <= short["pct_of_use_high"]
    assert found["income"][0]["value"] > 0


def test_a_ban_on_nobody_in_particular_cuts_off_all(desk: Desk) -> None:
    (found,) = stops(desk, ban(target=("world",)))
    assert found["customers"] == []
    (named,) = stops(desk, ban())
    assert found["income"][0]["value"] >= named["income"][0]["value"]


def test_a_quota_stops_what_it_does_not_let_out_and_the_larger_counts(desk: Desk) -> None:
    (small,) = stops(desk, quota(18125))
    (found,) = stops(desk, quota(18125), quota(96600))
    assert 0 < found["share_pct"] < small["share_pct"] < 100
    assert "96,600 tonnes" in found["assumed"][0]
    (free,) = stops(desk, quota(10**7))
    assert free["share_pct"] == 0


@pytest.mark.parametrize(
    ("change", "chains"),
    [
        ({"product_scope": "unspecified", "goods": ()}, ["gallium", "graphite"]),
        ({"product_scope": "dual-use goods", "goods": ("dual-use goods",)}, ["gallium", "graphite"]),
        ({"product_scope": "semiconductors", "goods": ("semiconductors",)}, []),
        ({"product_scope": "graphite", "goods": ("graphite",)}, ["graphite"]),
        ({"imposing": ()}, []),
        ({"imposing": ("FRA",)}, []),
        ({"target": ("LIE",)}, []),
        ({"lever": "export_quota"}, []),
        ({"lever": "tariff"}, []),
        ({"status_norm": "ended"}, []),
    ],
)
def test_what_is_worked_out_is_what_the_report_says(
    desk: Desk, change: dict[str, object], chains: list[str]
) -> None:
    found = asked(desk, ban(**change), minerals=("gallium", "graphite", "critical minerals"))
    assert [stop.chain for stop in found.stops] == chains
    for stop in found.stops if change.get("product_scope") != "graphite" else ():
        assert "names no material" in stop.said[1]


def test_the_page_says_who_would_lack_what_at_which_price(desk: Desk) -> None:
    question = asked(desk, ban())
    page = KIND.page(question, KIND.assess(question, desk), docket(ban()))
    chart = page.sections[0].blocks[0]
    assert isinstance(chart, Chart)
    title = plain_words(chart.title)
    assert title.startswith(
        "If China stopped gallium to the United States, the United States’ users would lack"
    )
    assert "times the price" in title
    assert plain_words(page.lead[0]).startswith(title)


def test_every_material_that_a_limit_names_is_answered_or_named_with_its_reason(desk: Desk) -> None:
    held = ban(goods=("gallium", "germanium", "beryllium"), target=("USA", "JPN"))
    found = KIND.read(docket(held, day="2024-12-04"), desk)
    assert isinstance(found, Refusal)
    assert found.reason == "gallium: no source tells how much Japan uses"
    question = asked(desk, replace(held, target=("USA",)))
    assert [stop.chain for stop in question.stops] == ["gallium", "germanium"]
    page = KIND.page(question, KIND.assess(question, desk), docket(held))
    assert page.question is not None
    assert "on gallium, germanium and beryllium to the United States" in plain_words(page.question.text)
    (left,) = page.open
    assert plain_words(left.subject) == "China’s export ban on beryllium to the United States"
    assert plain_words(left.text) == "Accord has no supply chain of beryllium."


def test_use_that_no_source_tells_is_not_taken_for_use_that_is_met(desk: Desk) -> None:
    held = ban(goods=("rare earths",), target=("JPN",))
    question = asked(desk, held)
    page = KIND.page(question, KIND.assess(question, desk), docket(held))
    assert plain_words(page.lead[0]) == (
        "China’s export ban on rare earths to Japan: no source tells what Japan buys of it from China."
    )


def test_a_smaller_quota_of_output_is_that_part_stopped_and_one_of_imports_is_not(desk: Desk) -> None:
    words = Evidence("output of cobalt ore allowed falls to 90 tonnes", 0, 10)
    less = replace(quota(90), lever="quota", previous_value=120.0, evidence=words)
    (found,) = stops(desk, less)
    assert found["share_pct"] == pytest.approx(25)
    imports = replace(less, evidence=Evidence("imports allowed fall to 90 tonnes", 0, 10))
    assert asked(desk, imports).stops == ()


def test_a_stop_that_leaves_nobody_short_has_no_page(desk: Desk) -> None:
    question = asked(desk, quota(10**7))
    page = KIND.page(question, KIND.assess(question, desk), docket(quota(10**7)))
    assert page.sections == ()
    assert "above what" in plain_words(page.lead[0])


def test_a_world_too_small_for_what_depends_on_a_chain_says_so() -> None:
    from accord.assess.kind import Parameters

    toy = Desk(Parameters(world="toy"))
    (found,) = stops(toy, ban())
    assert found["income"] == []
    assert "What depends on gallium is not in the world 'toy'." in found["missing"]
