"""The kind of assessment that answers pledges to buy energy."""

from __future__ import annotations

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.purchase import page
from accord.assess.purchase.found import Found, find
from accord.assess.purchase.read import Asked, read
from accord.docket.items import Docket


class Purchase:
    """Pledges of purchases in money, held against the buyer's and the seller's trade in energy."""

    name, order = "purchase", 35
    levers = ("purchase",)
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the largest pledge in money; why it cannot be answered; None where there is none."""
        return read(docket)

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the position of the pledge."""
        return (asked.at,)

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return the pledge against today's trade and, where they are held, ceilings on one seller's share."""
        return find(asked)

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return how much of the pledge energy could carry, by product."""
        return page.build(asked, found)


KIND = Purchase()
