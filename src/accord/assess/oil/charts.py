"""Bars: who gains, who supplies instead, who buys; and the tables of a cap and of a strait."""

from __future__ import annotations

from collections.abc import Sequence

from accord.assess.oil.found import Found, Gains, Grade, Strait
from accord.assess.oil.numbers import cap_figure, market_figure, number, share_figure, strait_figure
from accord.assess.oil.read import Asked
from accord.core.codes import economies, economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Chart, Column, Day, Row, Table
from accord.page.chart import Bar, Group, Part, Stack, bars, stacked
from accord.page.names import name, possessive, the
from accord.page.words import show
from accord.study.energy.markets import MarketAnswer
from accord.study.energy.oil import BASIS, StopAnswer
from accord.study.energy.suppliers import SalesAnswer

SOURCES = ("cepii-baci", "accord-energy")
MOST, LEAST = 7, 2.0
"""Parts of a bar that are named, and the per cent below which one is among the others."""
LABELS = {"volume": "bought", "of_sales": "of the seller’s sales", "of_purchases": "of its purchases abroad"}
FOUND = {0.0: "All of the oil finds another buyer", 0.5: "Half of it finds none"}


def gains(found: Found) -> Chart:
    """Return who gains and who loses if the buyer stops, with all and with half of the oil sold elsewhere."""
    groups = [Group(FOUND[one.stranded], _marks(found, one)) for one in found.gains]
    every = [bar for group in groups for bar in group.bars]
    worst = [min(group.bars, key=lambda bar: bar.figure.value or 0.0) for group in groups]
    alt = "Bars of gains and losses. " + " ".join(
        f"{group.heading}: " + ", ".join(f"{bar.label} {show(bar.figure)}" for bar in group.bars) + "."
        for group in groups
    )
    columns = (
        Column("who", "Who"),
        *(Column(f"at-{one.stranded:g}", FOUND[one.stranded], "USD bn a year") for one in found.gains),
    )
    names = list(dict.fromkeys(bar.label for bar in every))
    held = [{bar.label: bar.figure for bar in group.bars} for group in groups]
    rows: tuple[Row, ...] = tuple((label, *(one.get(label) for one in held)) for label in names)
    stops = f"if {the(found.stop.buyer if found.stop else '')} stops"
    same = worst[0].label == worst[-1].label
    finding = (
        f"{worst[0].label} loses most {stops}"
        if same
        else f"{worst[0].label} loses most {stops} and all finds a buyer, {worst[-1].label} if half finds none"
    )
    return Chart(
        key="oil-groups",
        title=finding,
        subtitle=(
            "Change of surplus, USD billion a year, crude market of ",
            Day(str(found.stop.year if found.stop else "")),
        ),
        drawing=bars(groups, alt),
        alt=alt,
        table=Table("oil-groups", "Gains and losses", columns, rows, sources=SOURCES),
        sources=SOURCES,
        note="How much of the oil finds no other buyer has no direct estimate and decides who gains.",
    )


def _marks(found: Found, one: Gains) -> tuple[Bar, ...]:
    year = str(found.stop.year) if found.stop else ""
    marks = []
    for group, value in sorted(one.groups.items(), key=lambda pair: pair[1]):
        if abs(value) < 0.05 and found.stop and group not in (found.stop.buyer, found.stop.supplier):
            continue
        key = f"oil.gain.{one.stranded:g}.{group}".replace("0.5", "half").replace(".0.", ".none.")
        words = (
            economy_name(group)
            if group in economies()
            else {"EU27": "European Union", "others": "All others"}.get(group, group)
        )
        figure = Figure(
            key,
            f"{words}, change of surplus",
            value,
            "USD bn change",
            year,
            "accord-energy",
            BASIS,
            "computed",
        )
        marks.append(Bar(words, figure, "loss" if value < 0 else "gain"))
    return tuple(marks)


def _share(key: str, label: str, value: float, year: str, basis: str) -> Figure:
    words = f"{label} instead"
    return Figure(f"oil.instead.{key}", words, value, "%", year, "accord-energy", basis, "computed")


def _by_origin(stop: StopAnswer) -> Stack:
    year, market = str(stop.year), "logit by origin at cleared prices"
    top = [one for one in stop.replacements[:MOST] if 100 * one.share >= LEAST]
    told = [(one.economy, name(one.economy), name(one.economy), one.share) for one in top]
    rest = 1 - sum(one.share for one in top)
    if rest > 0.005:
        told.append(("others", "all others", "All others", rest))
    parts = (Part(label, _share(key, words, 100 * share, year, market)) for key, label, words, share in told)
    return Stack("By origin, at the prices of a market without it", tuple(parts))


def _by_grade(grades: Sequence[Grade], year: str) -> Stack:
    basis = "least landed cost over India's refiners"
    parts = (
        Part(
            f"{one.grade} ({name(one.origin)})",
            _share(one.grade.replace(" ", "-"), one.grade, one.share, year, basis),
        )
        for one in grades
    )
    return Stack("By grade, the cheapest that India’s refineries can run", tuple(parts))


def instead(found: Found) -> Chart:
    """Return who supplies instead by origin, and by grade where refiners are held."""
    assert found.stop is not None
    year, stacks = str(found.stop.year), [_by_origin(found.stop)]
    if found.grades:
        stacks.append(_by_grade(found.grades, year))
    largest = stacks[0].parts[0]
    alt = "Bars of what is bought instead. " + " ".join(
        f"{stack.label}: " + ", ".join(f"{part.label} {show(part.figure)}" for part in stack.parts) + "."
        for stack in stacks
    )
    columns = (
        Column("how", "By"),
        Column("who", "Instead"),
        Column("share", "Share of what is replaced", "%", year),
    )
    kinds_of = ("origin", "grade")
    rows = tuple(
        (kinds_of[at], part.label, part.figure) for at, stack in enumerate(stacks) for part in stack.parts
    )
    return Chart(
        key="oil-instead",
        title=(f"{largest.label} would replace the largest part (", largest.figure, ")"),
        subtitle=("Share of the oil bought instead, %, crude market of ", Day(year)),
        drawing=stacked(stacks, alt),
        alt=alt,
        table=Table("oil-instead", "Who supplies instead", columns, rows, sources=SOURCES),
        sources=SOURCES,
        note="Grades, their spare output and what each refinery can run rest on assumptions."
        if found.grades
        else "",
    )


def buyers(found: SalesAnswer) -> Chart:
    """Return who buys, with shares of both sides and since when in its table."""
    figures = {
        row.buyer: number(found, f"{row.buyer}_of_sales", f"{name(row.buyer)}, {LABELS['of_sales']}")
        for row in found.buyers
    }
    marks = tuple(Bar(name(row.buyer), figures[row.buyer], "gain") for row in found.buyers)
    alt = "Bars of buyers: " + ", ".join(f"{mark.label} {show(mark.figure)}" for mark in marks) + "."
    first = found.buyers[0]
    return Chart(
        key="oil-buyers",
        title=(
            f"{the(first.buyer, start=True)} buys the largest part of {possessive(found.seller)} {found.product} (",
            figures[first.buyer],
            ")",
        ),
        subtitle=("Share of what is sold abroad, %, in ", Day(str(found.year)), ", by recorded trade"),
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=buyers_table(found, "oil-buyers"),
        sources=("cepii-baci",),
    )


def buyers_table(found: SalesAnswer, key: str) -> Table:
    """Return who buys how much, which shares that is of both sides, and since when."""
    columns = (
        Column("buyer", "Buyer"),
        Column("of_sales", "Of the seller’s sales", "%", str(found.year)),
        Column("volume", "Bought", found.unit, str(found.year)),
        Column("of_purchases", "Of the buyer’s purchases abroad", "%", str(found.year)),
        Column("since", "A main buyer since"),
    )
    rows = tuple(
        (
            name(row.buyer),
            *(
                number(found, f"{row.buyer}_{key}", f"{name(row.buyer)}, {LABELS[key]}")
                for key in ("of_sales", "volume", "of_purchases")
            ),
            Day(str(row.since)) if row.since else "no main buyer",
        )
        for row in found.buyers
    )
    title = f"Who buys {possessive(found.seller)} {found.product}"
    return Table(key, title, columns, rows, sources=("cepii-baci",))


def risks(seller: str, found: tuple[MarketAnswer, ...], levels: tuple[float, ...]) -> Table:
    """Return what a risk of so many dollars a barrel on buying from a seller does."""
    told = dict(zip(levels, found, strict=True))
    what = (
        ("seller_price", f"Price that {the(seller)} receives", "USD/bbl"),
        ("seller_loss", "What it loses", "USD mn a day"),
        ("price", "World price", "USD/bbl"),
    )
    rows: tuple[Row, ...] = tuple(
        (words, *(risk_figure(one, usd, key, unit) for usd, one in told.items())) for key, words, unit in what
    )
    columns = (
        Column("what", "Change"),
        *(Column(f"at-{usd:g}", f"Risk of {usd:g} USD a barrel") for usd in levels),
    )
    return Table("oil-risk", "What a risk on buying from the seller does, whoever abroad buys", columns, rows,
                 sources=("accord-energy",))  # fmt: skip


def risk_figure(found: MarketAnswer, usd: float, key: str, unit: str) -> Figure:
    """Return a number of the market with a risk on a seller."""
    value = {"seller_price": found.seller_price, "seller_loss": found.seller_loss, "price": found.price}[key]
    label = f"Risk of {usd:g} USD a barrel, {key.replace('_', ' ')}"
    return market_figure(found, f"risk.{found.seller}.{usd:g}.{key}", label, value, unit)


def cap(asked: Asked, found: MarketAnswer) -> Table:
    """Return what a cap does to the seller, the price and those who buy below the market."""
    rows = (
        ("What the seller loses", cap_figure(asked, found, "seller_loss", found.seller_loss, "USD mn a day")),
        ("World price", cap_figure(asked, found, "price", found.price, "USD/bbl")),
        (
            "Rent of those who buy below the market",
            cap_figure(asked, found, "rent", found.rent, "USD bn a year"),
        ),
    )
    columns = (Column("what", "What"), Column("value", "Change"))
    return Table(
        "oil-cap", "What the cap does if it is kept on every sale", columns, rows, sources=("accord-energy",)
    )


def through(found: Strait) -> Chart:
    """Return how much of its oil each large buyer gets through the strait."""
    ordered = sorted(found.buyers, key=lambda row: -row[2])
    marks = tuple(
        Bar(name(code), strait_figure(found, f"{code}.share", share, "%"), "loss")
        for code, _, share in ordered
    )
    alt = (
        "Bars of dependence on Hormuz: "
        + ", ".join(f"{mark.label} {show(mark.figure)}" for mark in marks)
        + "."
    )
    columns = (
        Column("buyer", "Buyer"),
        Column("share", "Of its purchases abroad", "%"),
        Column("mbd", "Through Hormuz", "mb/d"),
    )
    rows = tuple(
        (
            name(code),
            strait_figure(found, f"{code}.share", share, "%"),
            strait_figure(found, f"{code}.mbd", mbd, "mb/d"),
        )
        for code, mbd, share in ordered
    )
    return Chart(
        key="oil-hormuz",
        title=(f"{the(ordered[0][0], start=True)} depends most on Hormuz (", marks[0].figure, ")"),
        subtitle=(
            "Share of the crude oil bought abroad that passes Hormuz, %, in ",
            Day(str(found.year)),
            ", the largest buyers through it",
        ),
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=Table("oil-hormuz", "Who buys through Hormuz", columns, rows, sources=SOURCES),
        sources=SOURCES,
    )


__all__ = [
    "buyers",
    "buyers_table",
    "cap",
    "gains",
    "instead",
    "risk_figure",
    "risks",
    "share_figure",
    "through",
]
