"""Compose a briefing: a plain list of sections, each built from the case or left out."""

from __future__ import annotations

from collections.abc import Callable

from accord.assess import alliance, talks
from accord.assess import chain as supply
from accord.assess import control as stops
from accord.assess.tariff.case import Case
from accord.assess.tariff.page import scenarios, sectors, stack, sure, world
from accord.brief.sections import answer, limits, provenance, read
from accord.page.blocks import Brief, Read, Section, Text, sources_of
from accord.page.names import the

Builder = Callable[[Case], Section | None]

SECTIONS: tuple[Builder, ...] = (
    read.build,
    scenarios.build,
    stack.build,
    sectors.build,
    world.build,
    sure.build,
    talks.build,
    supply.build,
    stops.build,
    alliance.build,
    limits.build,
)
"""The page between the answer and its sources, in order. A builder that returns None is left out."""


def compose(case: Case) -> Brief:
    """Return the whole briefing."""
    rest = tuple(section for builder in SECTIONS if (section := builder(case)))
    built = (answer.build(case, rest), *rest)
    closing = (provenance.sources(case, sources_of(built)), provenance.fingerprint(case))
    return Brief(
        title=title(case),
        date=case.date,
        sections=(*built, *(section for section in closing if section)),
        docket=case.docket,
        scenarios=case.scenarios,
        record=case.record,
    )


def title(case: Case) -> Text:
    """Return the headline: who, and what is at stake."""
    if not case.roles:
        headline = case.docket.get("title")
        return ("What the report says: ", Read(headline)) if headline else "What the report says"
    pair = f"{the(case.target, start=True)} and {the(case.imposer)}"
    return f"{pair}: what today’s measures cost, and what a deal would change"
