"""The pages of chains and alliances answer what a report names, with marked numbers and nothing made up."""

from __future__ import annotations

import re

import pytest
from tests.assess.dockets import TOY, docket, duty, joining

from accord.assess import alliance, chain
from accord.assess.desk import Desk
from accord.docket.items import Docket
from accord.page.blocks import Chart, Prose, Section, figures, plain_words

REPORT = docket(
    duty(target=("IND",)),
    day="2026-01-14",
    minerals=("critical minerals", "rare earths", "gallium", "silicon"),
    alliances=(
        joining(),
        joining("Minerals Security Partnership", "member"),
        joining("A club nobody knows", "join"),
    ),
)


def chains(report: Docket) -> chain.Found:
    desk = Desk(TOY)
    asked = chain.KIND.read(report, desk)
    assert asked is not None
    return chain.KIND.assess(asked, desk)


@pytest.fixture(scope="module")
def sections() -> tuple[Section, ...]:
    made: list[Section] = []
    desk = Desk(TOY)
    for kind in (chain.KIND, alliance.KIND):
        asked = kind.read(REPORT, desk)
        assert asked is not None
        made += kind.page(asked, kind.assess(asked, desk), REPORT).sections
    return tuple(made)


def charts(sections: tuple[Section, ...]) -> dict[str, Chart]:
    return {b.key: b for section in sections for b in section.blocks if isinstance(b, Chart)}


def test_the_report_gets_the_pages_it_names(sections: tuple[Section, ...]) -> None:
    assert {
        "chain-rare-earths",
        "chain-gallium",
        "chain-silicon",
        "alliance-pax-silica",
        "alliance-MSP",
    } <= set(charts(sections))


def test_the_findings_say_where_it_is_weak(sections: tuple[Section, ...]) -> None:
    titles = " ".join(plain_words(block.title) for block in charts(sections).values())
    assert "without China" in titles
    assert "The weakest link is extreme-ultraviolet lithography: without the Netherlands" in titles
    assert "Pax Silica is weakest at extreme-ultraviolet lithography: without the Netherlands" in titles


def test_every_figure_has_unit_year_source_and_basis(sections: tuple[Section, ...]) -> None:
    found = figures(sections)
    assert len(found) > 100
    for figure in found.values():
        assert figure.unit, figure
        assert figure.source, figure
        assert figure.basis, figure


def test_the_picture_joins_each_stage_to_what_it_needs(sections: tuple[Section, ...]) -> None:
    silicon = charts(sections)["chain-silicon"]
    wide, narrow = silicon.drawing.split("chart narrow")
    assert wide.count('class="feeds"') == 2 + 4 + 3 + 3 + 3
    needs = {row[0]: row[1] for row in silicon.table.rows}
    assert needs["Silicon wafers"] == "high-purity quartz and electronic-grade polysilicon"
    assert needs["Electronic-grade polysilicon"] == ""
    assert narrow.count('class="arrow"') == 3


def test_the_pages_say_whose_plants_and_what_is_ore_alone(sections: tuple[Section, ...]) -> None:
    said = " ".join(
        plain_words(block.text)
        for section in sections
        for block in section.blocks
        if isinstance(block, Prose)
    )
    assert "Plants announced in India would lift assembly, test and packaging from" in said
    assert "India would leave the mean coverage of Pax Silica at" in said
    ore = docket(duty(target=("IND",)), minerals=("uranium", "cobalt"))
    desk = Desk(TOY)
    asked = chain.KIND.read(ore, desk)
    assert asked is not None
    (section,) = chain.KIND.page(asked, chains(ore), ore).sections
    risk = charts((section,))["supply-risk"]
    assert "Trade in uranium is counted as ore alone" in plain_words(risk.note)


def test_stage_names_carry_no_digits(sections: tuple[Section, ...]) -> None:
    for block in charts(sections).values():
        for row in block.table.rows:
            assert not re.search(r"\d", str(row[0]))


def test_a_report_without_minerals_or_alliances_asks_nothing() -> None:
    assert chain.KIND.read(docket(duty()), Desk(TOY)) is None
    assert alliance.KIND.read(docket(alliances=(joining(action="mention"),)), Desk(TOY)) is None


def test_an_alliance_without_published_members_has_no_page() -> None:
    report = docket(alliances=(joining("A club nobody knows", "join"),))
    asked = alliance.KIND.read(report, Desk(TOY))
    assert asked is not None
    assert alliance.KIND.page(asked, alliance.KIND.assess(asked, Desk(TOY)), report).sections == ()


def test_the_weakest_stage_is_the_one_with_the_largest_loss(sections: tuple[Section, ...]) -> None:
    for found in chains(REPORT).chains:
        losses = {row["stage"]: row["worst_loss_pct"] or 0.0 for row in found["stages"]}
        assert losses[found["weakest"]] == max(losses.values())
    silicon = charts(sections)["chain-silicon"]
    assert "Of what running plants need, high-purity quartz is weakest" in plain_words(silicon.note)
