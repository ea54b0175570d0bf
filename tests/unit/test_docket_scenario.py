"""From a docket to a scenario: rates with assumptions, the stack for a headline, refusals with reasons."""

import pytest

from accord.assess.tariff.docket import scenario_of
from accord.assess.tariff.scenario import to_scenario
from accord.core.errors import InputError
from accord.docket import read
from accord.policy import Scenario


def scenario(text, date="2025-10-07"):
    return to_scenario(read(text, date, name="a report"))


def test_a_tariff_becomes_a_measure_and_its_assumptions_are_listed():
    found = scenario("The United States imposed a 39% tariff on goods from Switzerland on August 7.")
    (measure,) = found.measures
    assert (measure.kind, measure.importers.of, measure.exporters.of) == ("tariff", ("USA",), ("CHE",))
    assert (measure.rate, measure.sectors, str(measure.from_)) == (39, ("goods",), "2025-08-07")
    assert any("names no products" in a for a in found.assumptions)
    assert Scenario.from_text(found.to_yaml()) == found


def test_products_become_sectors_and_the_bound_is_said():
    found = scenario("Brussels imposed a tariff of 35.3% on Chinese electric vehicles.")
    assert found.measures[0].sectors == ("C29",)
    assert found.measures[0].importers.of == ("EU27",)
    assert any("upper bound" in a for a in found.assumptions)


def test_a_cut_of_an_ordinary_tariff_takes_its_share_and_adds_nothing():
    found = scenario("India agreed to lower its tariff on British whisky to 75% from 150%.", "2025-07-24")
    (measure,) = found.measures
    assert (measure.sectors, measure.rate, measure.mode) == (("C10T12",), 0.0, "level")
    assert measure.share_hit == pytest.approx(0.5)
    assert any("proportion of 150 to 75" in a for a in found.assumptions)


def test_a_coming_measure_dates_the_scenario():
    found = scenario(
        "Gabon will ban exports of raw manganese from January 1, 2029, it announced.", "2025-06-02"
    )
    assert (found.measures[0].kind, str(found.as_of)) == ("embargo", "2029-01-01")
    assert any("2029-01-01" in a for a in found.assumptions)


def test_parts_of_a_total_are_not_counted_twice():
    text = (
        "India faces a US tariff of 50 percent. A US tariff of 25 percent on India took effect on "
        "August 7, and a "
        "second US tariff of 25 percent on India took effect on August 27."
    )
    found = scenario(text)
    assert [m.rate for m in found.measures] == [50]
    assert sum("part of the 50 percent" in a for a in found.assumptions) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("China tightened export controls on gallium.", "a licence requirement has no rate"),
        ("Trump threatened a 100% tariff on goods from China.", "threatened, not decided"),
        (
            "Japan pledged to invest $550 billion in the United States.",
            "not a measure that the trade model takes",
        ),
        ("India and Japan held talks.", "it names no measure"),
        (
            "China banned exports of secret tools to Japan.",
            "no product that a sector of the model stands for",
        ),
    ],
)
def test_refusals_say_why(text, reason):
    with pytest.raises(InputError, match="the report carries no scenario") as refused:
        scenario(text)
    assert reason in str(refused.value)


def test_the_stack_replaces_a_headline():
    docket = read("India faces a 50 per cent tariff in the United States.", "2026-01-14")
    (headline,) = to_scenario(docket).measures
    (paid,) = scenario_of(docket).measures
    assert headline.rate == 50
    assert paid.rate["C21"] < 5 < 45 < paid.rate["C13T15"] <= 50
    assert any("duties really paid" in a for a in scenario_of(docket).assumptions)
