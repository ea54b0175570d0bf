"""The kind of assessment that answers reports on oil, gas and coal."""

from __future__ import annotations

from dataclasses import replace

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal, as_sentence
from accord.assess.oil import page
from accord.assess.oil.found import Found, find
from accord.assess.oil.read import LEVERS, Asked, read
from accord.core.levers import lever
from accord.docket.items import Docket, Measure
from accord.page.blocks import Point, Read
from accord.page.names import possessive
from accord.page.words import join


class Oil:
    """Sellers of oil and gas that a report names, with sanctions, caps, stops and purchases."""

    name, order = "oil", 15
    levers = LEVERS
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the seller, fuel and buyer that a report speaks of."""
        return read(docket)

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions of the measures on the seller's fuel."""
        return asked.at

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return sales, the stop and its break-even with the duty, the cap, or the strait."""
        return find(asked)

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return what the stop costs against the duty, who buys, who supplies instead, and who gains."""
        listed = [docket.measures[at] for at in asked.at if docket.measures[at].lever == "sanction"]
        made = page.build(asked, found, authors=listed[0].imposing if listed else ())
        return replace(made, open=(*made.open, *map(_themselves, listed)))


def _themselves(measure: Measure) -> Point:
    """Return that a list of ships or firms is not computed: the page answers whose oil they move."""
    whose = join(possessive(code, start=True) for code in measure.imposing)
    on = f" on {join(measure.goods)}" if measure.goods else ""
    return Point(Read(f"{whose} sanctions{on} themselves"), as_sentence(lever("sanction").why_not))


KIND = Oil()
