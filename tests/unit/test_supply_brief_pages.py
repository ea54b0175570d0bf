"""The pages of chains and alliances answer what a report names, with marked numbers and nothing made up."""

import re

import pytest

from accord.assess import alliance
from accord.assess import chain as supply
from accord.assess.named import alliance_findings, supply_findings
from accord.assess.tariff.case import Case
from accord.brief.write import document
from accord.page.blocks import Brief, Chart, Prose, figures
from accord.page.html import page, plain_words

DOCKET = {
    "article_date": "2026-01-14",
    "minerals": [
        {"name": "critical minerals"},
        {"name": "rare earths"},
        {"name": "gallium"},
        {"name": "silicon"},
    ],
    "alliances": [
        {"name": "Pax Silica", "action": "invite", "who": ["IND"]},
        {"name": "Minerals Security Partnership", "action": "member", "who": ["IND"]},
        {"name": "A club nobody knows", "action": "join", "who": ["IND"]},
    ],
}


@pytest.fixture(scope="module")
def case():
    findings = {"supply": supply_findings(DOCKET, ("IND", "USA")), "alliance": alliance_findings(DOCKET)}
    return Case(docket=DOCKET, imposer="USA", target="IND", findings=findings)


@pytest.fixture(scope="module")
def brief(case):
    sections = tuple(filter(None, (supply.build(case), alliance.build(case))))
    return Brief("Pages", "2026-01-14", sections, DOCKET, {}, {})


def test_the_report_gets_the_pages_it_names(brief):
    charts = [block.key for section in brief.sections for block in section.blocks if isinstance(block, Chart)]
    assert {
        "chain-rare-earths",
        "chain-gallium",
        "chain-silicon",
        "alliance-pax-silica",
        "alliance-MSP",
    } <= set(charts)


def test_the_findings_say_where_it_is_weak(brief):
    titles = " ".join(
        plain_words(block.title)
        for section in brief.sections
        for block in section.blocks
        if isinstance(block, Chart)
    )
    assert "without China" in titles
    assert (
        "The silicon chain is weakest at extreme-ultraviolet lithography: without the Netherlands" in titles
    )
    assert "Pax Silica is weakest at extreme-ultraviolet lithography: without the Netherlands" in titles


def test_every_figure_has_unit_year_source_and_basis(brief):
    found = figures(brief.sections)
    assert len(found) > 100
    for figure in found.values():
        assert figure.unit, figure
        assert figure.source, figure
        assert figure.basis, figure
    assert document(brief)["figures"]


def test_the_picture_joins_each_stage_to_what_it_needs(brief):
    blocks = [block for section in brief.sections for block in section.blocks if isinstance(block, Chart)]
    silicon = next(block for block in blocks if block.key == "chain-silicon")
    wide, narrow = silicon.drawing.split("chart narrow")
    assert wide.count('class="feeds"') == 2 + 4 + 3 + 3 + 3
    needs = {row[0]: row[1] for row in silicon.table.rows}
    assert needs["Silicon wafers"] == "high-purity quartz and electronic-grade polysilicon"
    assert needs["Electronic-grade polysilicon"] == ""
    assert narrow.count('class="arrow"') == 3


def test_the_pages_say_whose_plants_and_what_is_ore_alone(brief):
    said = " ".join(
        plain_words(block.text)
        for section in brief.sections
        for block in section.blocks
        if isinstance(block, Prose)
    )
    assert "Plants announced in India would lift assembly, test and packaging from" in said
    assert "India would leave the mean coverage of Pax Silica at" in said
    found = supply_findings({"minerals": [{"name": "uranium"}, {"name": "cobalt"}]}, ("IND", "USA"))
    section = supply.build(Case(docket={}, imposer="USA", target="IND", findings={"supply": found}))
    risk = next(block for block in section.blocks if block.key == "supply-risk")
    assert "Trade in uranium is counted as ore alone" in risk.note


def test_stage_names_carry_no_digits(brief):
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                for row in block.table.rows:
                    assert not re.search(r"\d", str(row[0]))


def test_a_report_without_minerals_gets_no_page():
    bare = Case(docket={"article_date": "2026-01-14"}, imposer="", target="")
    assert supply.build(bare) is None
    assert alliance.build(bare) is None
    assert page(Brief("Pages", "2026-01-14", (), {}, {}, {}))


def test_the_weakest_stage_is_the_one_with_the_largest_loss(case, brief):
    for found in case.findings["supply"]:
        losses = {row["stage"]: row["worst_loss_pct"] or 0.0 for row in found["stages"]}
        assert losses[found["weakest"]] == max(losses.values())
    blocks = (block for section in brief.sections for block in section.blocks if isinstance(block, Chart))
    silicon = next(block for block in blocks if block.key == "chain-silicon")
    assert "Of what running plants need, high-purity quartz is weakest" in plain_words(silicon.note)
