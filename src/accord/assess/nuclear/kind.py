"""The kind of assessment that answers reports on reactors, nuclear laws and civil nuclear agreements."""

from __future__ import annotations

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.nuclear import page
from accord.assess.nuclear.found import Found, find
from accord.assess.nuclear.read import LEVERS, Asked, read
from accord.docket.items import Docket


class Nuclear:
    """Reports on reactors, nuclear laws and civil nuclear agreements."""

    name, order = "nuclear", 25
    levers = LEVERS
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the country whose programme a report speaks of; None where it is not about nuclear power."""
        return read(docket)

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions of the measures on the country's fuel: a law on reactors is none on trade."""
        return asked.at

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return the path with its odds, fuel, dependence and outlay."""
        return find(asked)

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return what the programme can and cannot bring, its needs, and on whom it depends."""
        return page.build(asked, found)


KIND = Nuclear()
