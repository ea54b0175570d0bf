"""Purchases that a deal promises: what they would need against today's trade, and what they cost the buyer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.question import in_order
from accord.core.levers import lever
from accord.core.provenance import Figure
from accord.docket.items import Docket, Measure
from accord.page.blocks import Bullets, Chart, Column, Part, Read, Rounded, Section, Table
from accord.page.chart import Bar, Group, bars
from accord.page.names import the
from accord.page.words import show
from accord.study.energy.purchases import PurchaseAnswer, purchases

COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LEAST = 1e9
"""A pledge below so many dollars is not held against a country's whole trade."""
MONEY = ("USD",)
PAIRS = (("IND", "USA"),)
"""Buyers and sellers of which a table of energy trade is held."""
ENERGY = re.compile(
    r"\b(?:energy|oil|crude|gas|lng|lpg|coal|petroleum|fuels?|goods|products|exports)\b", re.IGNORECASE
)
"""Words of a pledge that energy can be part of."""
SPAN = re.compile(
    r"\b(?:over|within|in|during|for) (?:the (?:next|coming) |a period of )?(\d+|"
    + "|".join(COUNTS)
    + r")[- ]years?\b",
    re.IGNORECASE,
)
KNOWN = {500.0: 5}
"""Pledges of India to the United States, USD bn, whose years the joint statement of February 2026 gives."""


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
        sums = [at for at in in_order(docket, self.levers) if _is_sum(docket.measures[at])]
        if not sums:
            return None
        at = max(sums, key=lambda place: docket.measures[place].value or 0.0)
        pledge = docket.measures[at]
        named = " ".join(pledge.goods)
        if named and not ENERGY.search(f"{named} {pledge.evidence.text}"):
            return Refusal(lever("purchase").why_not, (at,))
        if len(pledge.imposing) != 1 or len(pledge.target) != 1 or pledge.doubts_of("imposing", "target"):
            return Refusal("the report leaves unclear who buys from whom", (at,), pledge.evidence.text)
        if (pledge.imposing[0], pledge.target[0]) not in PAIRS:
            return Refusal(
                f"{lever('purchase').why_not}, and of this pair no table of energy trade is held", (at,)
            )
        years = _years(pledge)
        if years is None:
            return Refusal("the report does not say over how many years the purchases run", (at,))
        total = (pledge.value or 0.0) / 1e9 * (years if pledge.per == "year" else 1)
        return Asked(pledge.imposing[0], pledge.target[0], total, years, at)

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the position of the pledge."""
        return (asked.at,)

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return the pledge against today's trade and assumed ceilings."""
        return Found(purchases(asked.years, asked.usd_bn, asked.buyer, asked.seller))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return how much of the pledge energy could carry, by product."""
        answer = found.answer
        chart = _products(asked, answer)
        assumed = Bullets(tuple((Read(words),) for words in answer.assumptions))
        return Page(
            lead=(_sentence(asked, answer),),
            sections=(Section("purchase", "What the purchases would need", (chart, assumed)),),
        )


def _is_sum(measure: Measure) -> bool:
    """Return whether a measure tells a sum of dollars that counts against a country's trade."""
    return (measure.unit or "").startswith(MONEY) and (measure.value or 0.0) >= LEAST


def _years(pledge: Measure) -> int | None:
    """Return over how many years a pledge runs by its words or the statement it stands in; None: unsaid."""
    if found := SPAN.search(pledge.evidence.text):
        word = found.group(1).lower()
        years = int(word) if word.isdigit() else COUNTS.index(word) + 1
        return years if 1 < years <= 30 else None
    return KNOWN.get((pledge.value or 0.0) / 1e9) if pledge.per != "year" else None


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


def _products(asked: Asked, answer: PurchaseAnswer) -> Chart:
    """Return what energy could carry of the pledge by product."""
    ordered = sorted(answer.linear.by_product.items(), key=lambda pair: -pair[1])
    marks = tuple(
        Bar(product, _figure(asked, f"product.{at}", amount), "gain")
        for at, (product, amount) in enumerate(ordered)
    )
    alt = "Bars by product: " + ", ".join(f"{mark.label} {show(mark.figure)}" for mark in marks) + "."
    columns = (Column("product", "Product"), Column("usd_bn", "Over the years", "USD bn"))
    rows = tuple((mark.label, mark.figure) for mark in marks)
    share = _figure(asked, "of_pledge", answer.of_pledge, "%")
    return Chart(
        key="purchase",
        title=("Energy could carry ", share, " of the pledge"),
        subtitle="What could be bought if imports rose evenly to assumed ceilings, USD billion over the years",
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=Table(
            "purchase",
            "What energy could carry of the pledge, by product",
            columns,
            rows,
            sources=("accord-energy",),
        ),
        sources=("accord-energy",),
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
