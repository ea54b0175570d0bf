"""Purchases that a deal promises: what they would need against today's trade, and what they cost the buyer."""

from __future__ import annotations

from dataclasses import dataclass

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.question import in_order
from accord.core.errors import InputError
from accord.core.levers import lever
from accord.core.provenance import Figure
from accord.docket.items import Docket
from accord.page.blocks import Bullets, Column, Part, Read, Rounded, Section, Table
from accord.page.names import the
from accord.study.energy.purchases import YEARS, PurchaseAnswer, purchases

LEAST = 1e9
"""A pledge below so many dollars is not held against a country's whole trade."""
MONEY = ("USD",)


@dataclass(frozen=True)
class Asked:
    """A pledge to buy: who from whom, USD bn, over how many years; ``at`` is its measure."""

    buyer: str
    seller: str
    usd_bn: float
    years: int
    at: int


@dataclass(frozen=True)
class Found:
    """What energy could carry of the pledge."""

    answer: PurchaseAnswer


class Purchase:
    """Pledges of purchases in money between two economies for which the tables hold energy trade."""

    name, order = "purchase", 35
    levers = ("purchase",)
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the largest pledge in money; why it cannot be answered; None where there is none."""
        order = [at for at in in_order(docket, self.levers) if docket.measures[at].value]
        sums = [
            at
            for at in order
            if (docket.measures[at].unit or "") in MONEY and (docket.measures[at].value or 0) >= LEAST
        ]
        if not sums:
            return None
        at = max(sums, key=lambda place: docket.measures[place].value or 0.0)
        pledge = docket.measures[at]
        if len(pledge.imposing) != 1 or len(pledge.target) != 1 or pledge.doubts_of("imposing", "target"):
            return Refusal("the report leaves unclear who buys from whom", (at,), pledge.evidence.text)
        asked = Asked(pledge.imposing[0], pledge.target[0], (pledge.value or 0.0) / 1e9, YEARS, at)
        try:
            purchases(asked.years, asked.usd_bn, asked.buyer, asked.seller)
        except InputError:
            return Refusal(
                f"{lever('purchase').why_not}, and of this pair no table of energy trade is held", (at,)
            )
        return asked

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the position of the pledge."""
        return (asked.at,)

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return the pledge against today's trade and assumed ceilings."""
        return Found(purchases(asked.years, asked.usd_bn, asked.buyer, asked.seller))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return how much of the pledge energy could carry, by product."""
        answer = found.answer
        columns = (Column("product", "Product"), Column("usd_bn", "Over the years", "USD bn"))
        rows = tuple(
            (product, _figure(asked, f"product.{product}", amount))
            for product, amount in answer.linear.by_product.items()
        )
        table = Table(
            "purchase",
            "What energy could carry of the pledge, by product",
            columns,
            rows,
            sources=("accord-energy",),
        )
        assumed = Bullets(tuple((Read(words),) for words in answer.assumptions))
        return Page(
            lead=(_sentence(asked, answer),),
            sections=(Section("purchase", "What the purchases would need", (table, assumed)),),
        )


def _figure(asked: Asked, key: str, value: float, unit: str = "USD bn") -> Figure:
    basis = "imports rise to assumed ceilings on one seller's share"
    return Figure(
        f"purchase.{asked.buyer}.{asked.seller}.{key}".replace(" ", "-").replace(",", ""),
        key,
        value,
        unit,
        "2025",
        "accord-energy",
        basis,
        "computed",
    )


def _sentence(asked: Asked, answer: PurchaseAnswer) -> tuple[Part, ...]:
    """Return the pledge a year against today's, and what of it energy could carry."""
    return (
        "The pledge needs ", Rounded(_figure(asked, "needed", answer.needed_a_year)),
        f" a year; {the(asked.buyer)} buys ", Rounded(_figure(asked, "now", answer.linear.now_a_year)),
        f" of energy from {the(asked.seller)} now, and could buy ", Rounded(_figure(asked, "most", answer.linear.most_a_year)),
        " at assumed ceilings: ", Rounded(_figure(asked, "of_pledge", answer.of_pledge, "%")), " of the pledge.",
    )  # fmt: skip


KIND = Purchase()
