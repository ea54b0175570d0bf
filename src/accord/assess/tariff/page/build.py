"""The page of a question on duties: its answer, and its sections by weight."""

from __future__ import annotations

from accord.assess.kind import Page
from accord.assess.tariff.figures import View
from accord.assess.tariff.found import Found
from accord.assess.tariff.page import home, incomes, later, lead, sectors, stack, sure, world
from accord.assess.tariff.read import Asked
from accord.docket.items import Docket
from accord.page.blocks import Block, Part


def build(asked: Asked, found: Found, docket: Docket) -> Page:
    """Return the question, the sentences of the answer, key figures, and the sections."""
    view = View(asked, found)
    made = [
        incomes.build(view),
        home.build(view),
        stack.build(asked, found.stack),
        world.build(view),
        sure.build(view),
    ]
    strip = lead.keys(view)
    happened = later.build(found.since)
    head: tuple[Block, ...] = tuple(block for block in (strip, sectors.build(view), happened) if block)
    return Page(
        question=lead.question(asked, docket),
        lead=tuple(lead.sentences(view)) or (_unsolved(found),),
        head=head,
        sections=tuple(section for section in made if section),
        note=lead.note(view),
        title=lead.title(view),
    )


def _unsolved(found: Found) -> tuple[Part, ...]:
    """Return why no state has an equilibrium."""
    return (next((one.sentence for one in found.solved if one.sentence), "Nothing could be solved."),)
