"""Compose a briefing: a plain list of sections, each built from the case or left out."""

from __future__ import annotations

from collections.abc import Callable

from accord.brief import alliance_page, supply_page
from accord.brief.case import Case
from accord.brief.names import the
from accord.brief.sections import answer, limits, provenance, read, scenarios, sectors, world
from accord.brief.view import Brief, Section, Text

Builder = Callable[[Case], Section | None]

SECTIONS: tuple[Builder, ...] = (
    answer.build,
    read.build,
    scenarios.build,
    sectors.build,
    world.build,
    supply_page.build,
    alliance_page.build,
    limits.build,
    provenance.sources,
    provenance.fingerprint,
)
"""The page in order. A builder that returns None leaves its section out."""


def compose(case: Case) -> Brief:
    """Return the whole briefing."""
    built = [builder(case) for builder in SECTIONS]
    return Brief(
        title=title(case),
        date=case.date,
        sections=tuple(section for section in built if section),
        docket=case.docket,
        scenarios=case.scenarios,
        record=case.record,
    )


def title(case: Case) -> Text:
    """Return the headline: who, and what is at stake."""
    if not case.roles:
        return "What the report says"
    pair = f"{the(case.target, start=True)} and {the(case.imposer)}"
    return f"{pair}: what today’s measures cost, and what a deal would change"
