"""A limit on exports that a report names, worked out as a stop: which chain, whom it cuts off, how much."""

import pytest

import accord
from accord.assess.stops import stop_findings
from accord.assess.tariff.case import Case
from accord.brief.compose import compose
from accord.page.html import page, plain_words


@pytest.fixture(scope="module")
def world():
    return accord.load_world("world-2022")


def lever(**changes):
    return {
        "lever": "export_ban",
        "value": None,
        "unit": None,
        "imposing": "CHN",
        "target": "USA",
        "product_scope": "gallium",
        "status_norm": "in_force",
        "evidence": {"text": "a ban on exports of gallium", "start": 0, "end": 27},
    } | changes


def docket(*levers, minerals=()):
    return {
        "id": "r",
        "title": "A ban",
        "article_date": "2024-12-04",
        "policy_levers": list(levers),
        "minerals": [{"name": name} for name in minerals],
    }


def cobalt(tonnes):
    return lever(
        lever="export_quota",
        value=tonnes,
        unit="tonnes",
        imposing="COD",
        target="world",
        product_scope="cobalt",
    )


def test_a_ban_cuts_off_whom_it_names_and_costs_them_income(world):
    (found,) = stop_findings(docket(lever()), world)
    assert (found["chain"], found["supplier"], found["customers"]) == ("gallium", "CHN", ["USA"])
    short = found["stages"][0]["shortfall"][0]
    assert short["economy"] == "USA"
    assert short["pct_of_use_low"] <= short["pct_of_use"] <= short["pct_of_use_high"]
    assert found["income"][0]["value"] > 0


def test_a_ban_on_nobody_in_particular_cuts_off_all(world):
    (found,) = stop_findings(docket(lever(target="world")), world)
    assert found["customers"] == []
    (named,) = stop_findings(docket(lever()), world)
    assert found["income"][0]["value"] >= named["income"][0]["value"]


def test_a_quota_stops_what_it_does_not_let_out_and_the_larger_counts(world):
    (small,) = stop_findings(docket(cobalt(18125)), world)
    (found,) = stop_findings(docket(cobalt(18125), cobalt(96600)), world)
    assert 0 < found["share_pct"] < small["share_pct"] < 100
    assert "96,600 tonnes" in found["assumed"][0]
    (free,) = stop_findings(docket(cobalt(10**7)), world)
    assert free["share_pct"] == 0


@pytest.mark.parametrize(
    ("change", "chains"),
    [
        ({"product_scope": "unspecified"}, ["gallium", "graphite"]),
        ({"product_scope": "dual-use goods"}, ["gallium", "graphite"]),
        ({"product_scope": "semiconductors"}, []),
        ({"product_scope": "graphite"}, ["graphite"]),
        ({"imposing": None}, []),
        ({"imposing": "FRA"}, []),
        ({"target": "LIE"}, []),
        ({"lever": "export_quota"}, []),
        ({"lever": "tariff"}, []),
    ],
)
def test_what_is_worked_out_is_what_the_report_says(world, change, chains):
    found = stop_findings(
        docket(lever(**change), minerals=["gallium", "graphite", "critical minerals"]), world
    )
    assert [one["chain"] for one in found] == chains
    for one in found if change.get("product_scope") != "graphite" else ():
        assert "names no material" in one["assumed"][1]


def test_the_page_says_who_would_lack_what_at_which_price(world):
    report = docket(lever())
    case = Case(report, "", "", findings={"stops": stop_findings(report, world)}, record={})
    section = next(section for section in compose(case).sections if section.key == "stops")
    title = plain_words(section.blocks[0].title)
    assert title.startswith(
        "If China stopped gallium to the United States, the United States’ users would lack"
    )
    assert "times the price" in title
    assert "What a stop would do" in page(compose(case))


def test_a_stop_that_leaves_nobody_short_has_no_page(world):
    report = docket(cobalt(10**7))
    case = Case(report, "", "", findings={"stops": stop_findings(report, world)}, record={})
    assert "stops" not in {section.key for section in compose(case).sections}
