"""The page of a pledge: what it needs a year against what the buyer takes now, and what could be bought."""

from __future__ import annotations

from accord.assess.kind import Page, as_sentence
from accord.assess.money import sums
from accord.assess.purchase.found import Found
from accord.assess.purchase.read import Asked
from accord.core.provenance import Figure
from accord.energy.answers.purchases import PurchaseAnswer
from accord.page.blocks import Bullets, Chart, Column, Day, Part, Question, Read, Rounded, Row, Section
from accord.page.chart import Bar, Group
from accord.page.drawn import Head, bar_chart
from accord.page.names import possessive, the
from accord.study.energy.fueltrade import FuelTrade

UNHELD = "oil products, power and nuclear fuel are in no table of trade held here, nor is what else a pledge may hold"
HEADING = "What the purchases would need"
RECORD = "recorded trade (BACI) in crude oil, gas and coal"


def build(asked: Asked, found: Found) -> Page:
    """Return the sentence, and a section with the chart by product and what is assumed."""
    if found.answer:
        assumed = Bullets(tuple((Read(as_sentence(words)),) for words in found.answer.assumptions))
        section = Section("purchase", HEADING, (_products(asked, found.answer), assumed))
        return Page(
            lead=(_sentence(asked, found.answer),),
            sections=(section,),
            title=_title(asked),
            question=_asked(asked),
        )
    assert found.trade is not None
    noted = Bullets(((Read(as_sentence(UNHELD)),),))
    section = Section("purchase", HEADING, (_trade(found.trade), noted))
    lead = _against(asked, found.trade)
    return Page(lead=(lead,), sections=(section,), title=_title(asked), question=_asked(asked))


def _title(asked: Asked) -> tuple[Part, ...]:
    """Return the headline of a page whose weightiest answer this is."""
    return (f"What {possessive(asked.buyer)} pledge to buy from {the(asked.seller)} would need",)


def _asked(asked: Asked) -> Question:
    return Question(f"{possessive(asked.buyer, start=True)} pledge to buy from {the(asked.seller)}")


def _sum(trade: FuelTrade, which: str, value: float) -> Figure:
    key = f"purchase.{trade.buyer}.{trade.seller}.{which}".replace(" ", "-")
    return Figure(key, which, value, "USD bn", str(trade.year), trade.source, RECORD, "measured")


def _against(asked: Asked, trade: FuelTrade) -> tuple[Part, ...]:
    """Return a pledge a year, or in all, against what is bought and sold now."""
    now, bought, sold = (trade.total(which) for which in ("now", "bought", "sold"))
    year = str(asked.trade_year + 1)
    figure = Figure(f"purchase.{asked.buyer}.{asked.seller}.needed", "Pledge", asked.a_year or asked.usd_bn, "USD bn", year,
                    "report", "told by the report", "cited")  # fmt: skip
    first: tuple[Part, ...] = (
        "The pledge is ",
        Rounded(sums(figure)[0]),
        " a year" if asked.a_year is not None else " in all",
    )
    took: tuple[Part, ...] = (Rounded(sums(_sum(trade, "now", now))[0]),) if now > 0 else ("nothing",)
    return (
        *first, f"; {the(asked.buyer)} bought ", *took, " of crude oil, gas and coal from ", the(asked.seller), " in ",
        Day(str(trade.year)), " and ", Rounded(_sum(trade, "bought", bought)), " from everybody abroad; ",
        f"{the(asked.seller)} sold ",
        Rounded(_sum(trade, "sold", sold)), " of them to everybody.",
    )  # fmt: skip


def _trade(trade: FuelTrade) -> Chart:
    """Return what the buyer takes of the seller by fuel, beside all it buys and all the seller sells."""
    ordered = sorted(trade.rows, key=lambda row: -row.now)
    parts = ("now", "bought", "sold")
    figures = {
        (row.product, which): _sum(trade, f"{row.product}.{which}", getattr(row, which))
        for row in ordered
        for which in parts
    }
    groups = [
        Group(heading, tuple(Bar(row.product, figures[row.product, which], "gain") for row in ordered))
        for heading, which in (
            (f"From {the(trade.seller)}", "now"),
            ("From everybody abroad", "bought"),
        )
    ]
    year = str(trade.year)
    columns = (
        Column("fuel", "Fuel"),
        Column("now", f"From {the(trade.seller)}", "USD bn", year),
        Column("bought", "From everybody abroad", "USD bn", year),
        Column("sold", f"{possessive(trade.seller, start=True)} sales to everybody", "USD bn", year),
    )
    rows: tuple[Row, ...] = tuple(
        (row.product, *(figures[row.product, which] for which in parts)) for row in ordered
    )
    total = _sum(trade, "now", trade.total("now"))
    head = Head(
        "purchase",
        (
            f"{the(trade.buyer, start=True)} bought ",
            total,
            f" of fuels from {the(trade.seller)} in ",
            Day(year),
        ),
        ("Crude oil, gas and coal bought abroad in ", Day(year), ", USD billion"),
        "Fuels bought and sold",
        (trade.source,),
    )
    return bar_chart(head, groups, "Bars by fuel", columns, rows=rows)


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
    share = _figure(asked, "of_pledge", answer.of_pledge, "%")
    head = Head(
        "purchase",
        ("Energy could carry ", share, " of the pledge"),
        "What could be bought if imports rose evenly to assumed ceilings, USD billion over the years",
        "What energy could carry of the pledge, by product",
        ("accord-energy",),
    )
    columns = (Column("product", "Product"), Column("usd_bn", "Over the years", "USD bn"))
    return bar_chart(head, [Group("", marks)], "Bars by product", columns)


def _sentence(asked: Asked, answer: PurchaseAnswer) -> tuple[Part, ...]:
    """Return the pledge a year against today's, and what of it energy could carry."""
    return (
        "The pledge needs ", Rounded(_figure(asked, "needed", answer.needed_a_year)),
        f" a year; {the(asked.buyer)} buys ", Rounded(_figure(asked, "now", answer.linear.now_a_year)),
        f" of energy from {the(asked.seller)} now, and could buy ", Rounded(_figure(asked, "most", answer.linear.most_a_year)),
        " at assumed ceilings: ", Rounded(_figure(asked, "of_pledge", answer.of_pledge, "%")), " of the pledge.",
    )  # fmt: skip
