"""A limit on exports that a report names, worked out as a stop: which chain, whom it cuts off, how much."""

from __future__ import annotations

import pytest
from tests.assess.dockets import ban, docket, quota

from accord.assess.control import KIND, Asked
from accord.assess.desk import Desk
from accord.core.codec import Document
from accord.docket.items import Measure
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


def test_a_stop_that_leaves_nobody_short_has_no_page(desk: Desk) -> None:
    question = asked(desk, quota(10**7))
    page = KIND.page(question, KIND.assess(question, desk), docket(quota(10**7)))
    assert page.sections == ()


def test_a_world_too_small_for_what_depends_on_a_chain_says_so() -> None:
    from accord.assess.kind import Parameters

    toy = Desk(Parameters(world="toy"))
    (found,) = stops(toy, ban())
    assert found["income"] == []
    assert "What depends on gallium is not in the world 'toy'." in found["missing"]
