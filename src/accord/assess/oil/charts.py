"""Bars: who gains, who supplies instead, who buys; and the tables of a cap and of a strait."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from accord.assess.drawn import SEEN, group_name
from accord.assess.oil.found import Found, Grade, Strait
from accord.assess.oil.numbers import cap_figure, market_figure, number, strait_figure
from accord.assess.oil.read import Asked
from accord.core.provenance import Figure
from accord.energy.answers.markets import MarketAnswer
from accord.energy.answers.oil import BASIS, StopAnswer
from accord.page.blocks import Chart, Column, Day, Rounded, Row, Table
from accord.page.blocks import Part as Words
from accord.page.chart import Bar, Group, Part, Stack
from accord.page.drawn import Head, bar_chart, stacked_chart
from accord.page.names import name, possessive, the
from accord.study.energy.suppliers import SalesAnswer

SOURCES = ("cepii-baci", "accord-energy")
MOST, LEAST = 7, 2.0
"""Parts of a bar that are named, and the per cent below which one is among the others."""
LABELS = {"volume": "bought", "of_sales": "of the seller’s sales", "of_purchases": "of its purchases abroad"}
SURPLUS = "What buyers and sellers gain or lose, USD billion a year; crude market of "
FOUND = {0.0: "All of the oil finds another buyer", 0.5: "Half of it finds none"}


def gains(found: Found) -> Chart:
    """Return who gains and who loses if the buyer stops, with all and with half of the oil sold elsewhere."""
    assert found.stop is not None
    year, pair = str(found.stop.year), (found.stop.buyer, found.stop.supplier)
    groups = [
        Group(FOUND[one.stranded], _marks(one.groups, year, f"{one.stranded:g}", pair)) for one in found.gains
    ]
    worst = [min(group.bars, key=lambda bar: bar.figure.value or 0.0).label for group in groups]
    stops = {
        name: "if it stops" if name == group_name(pair[0]) else f"if {the(pair[0])} stops" for name in worst
    }
    finding = (
        f"{worst[0]} loses most {stops[worst[0]]}"
        if worst[0] == worst[-1]
        else f"{worst[0]} loses most {stops[worst[0]]} and all finds a buyer, {worst[-1]} if half finds none"
    )
    head = Head(
        "oil-groups",
        finding,
        (SURPLUS, Day(year)),
        "Gains and losses",
        SOURCES,
        "How much of the oil finds no other buyer has no direct estimate and decides who gains.",
    )
    columns = (
        Column("who", "Who"),
        *(Column(f"at-{one.stranded:g}", FOUND[one.stranded], "USD bn a year") for one in found.gains),
    )
    return bar_chart(head, groups, "Bars of gains and losses", columns)


def moved(found: MarketAnswer) -> Chart:
    """Return who gains and who loses by a change of output."""
    marks = _marks(found.groups, str(found.year), "output")
    least, *_, most = [mark.label for mark in marks if mark.label != "All others"]
    head = Head(
        "oil-output-groups",
        f"{the_group(most)} gains most by it, {the_group(least, start=False)} loses most",
        (SURPLUS, Day(str(found.year))),
        "Gains and losses",
        SOURCES,
    )
    columns = (Column("who", "Who"), Column("usd", "Change", "USD bn a year"))
    return bar_chart(head, [Group("", marks)], "Bars of gains and losses", columns)


def the_group(label: str, *, start: bool = True) -> str:
    """Return a group's name with its article where it has one."""
    named = {"Gulf", "European Union", "United States", "United Arab Emirates"}
    words = (
        f"the {label}"
        if label in named
        else label[:1].lower() + label[1:]
        if label == "All others"
        else label
    )
    return words[:1].upper() + words[1:] if start else words


def _marks(groups: Mapping[str, float], year: str, stem: str, kept: Collection[str] = ()) -> tuple[Bar, ...]:
    """Return a bar for each group that gains or loses to speak of, and for those that are kept; the worst first."""
    marks = []
    for group, value in sorted(groups.items(), key=lambda pair: pair[1]):
        if abs(value) < SEEN and group not in kept:
            continue
        key = f"oil.gain.{stem}.{group}".replace("0.5", "half").replace(".0.", ".none.")
        words = group_name(group)
        figure = Figure(key, f"{words}, change of surplus", value, "USD bn change", year, "accord-energy", BASIS,
                        "computed")  # fmt: skip
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
    columns = (
        Column("how", "By"),
        Column("who", "Instead"),
        Column("share", "Share of what is replaced", "%", year),
    )
    kinds_of = ("origin", "grade")
    rows = [
        (kinds_of[at], part.label, part.figure) for at, stack in enumerate(stacks) for part in stack.parts
    ]
    head = Head(
        "oil-instead",
        (f"{largest.label} would replace the largest part (", Rounded(largest.figure), ")"),
        ("Share of the oil bought instead, %, crude market of ", Day(year)),
        "Who supplies instead",
        SOURCES,
        "Grades, their spare output and what each refinery can run rest on assumptions."
        if found.grades
        else "",
    )
    return stacked_chart(head, stacks, "Bars of what is bought instead", columns, rows)


def buyers(found: SalesAnswer, finding: tuple[Words, ...], union: Figure | None = None) -> Chart:
    """Return who buys, with shares of both sides and since when in its table; ``finding`` is its title.

    ``union`` is what the European Union takes, whose members have bars of their own besides.
    """
    figures = {
        row.buyer: number(found, f"{row.buyer}_of_sales", f"{name(row.buyer)}, {LABELS['of_sales']}")
        for row in found.buyers
    }
    marks = tuple(Bar(name(row.buyer), figures[row.buyer], "gain") for row in found.buyers)
    if union:
        marks = (Bar("European Union, all members", union, "law"), *marks)
    table = buyers_table(found, "oil-buyers")
    head = Head(
        "oil-buyers",
        finding,
        ("Share of what is sold abroad, %, in ", Day(str(found.year)), ", by recorded trade"),
        str(table.title),
        ("cepii-baci",),
    )
    return bar_chart(head, [Group("", marks)], "Bars of buyers", table.columns, rows=table.rows)


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
    return Table("oil-risk", "What a risk on every barrel does, whoever buys it", columns, rows,
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
    columns = (
        Column("buyer", "Buyer"),
        Column("share", "Of its purchases abroad", "%"),
        Column("mbd", "Through Hormuz", "mb/d"),
    )
    rows = [
        (
            name(code),
            strait_figure(found, f"{code}.share", share, "%"),
            strait_figure(found, f"{code}.mbd", mbd, "mb/d"),
        )
        for code, mbd, share in ordered
    ]
    head = Head(
        "oil-hormuz",
        (f"{the(ordered[0][0], start=True)} depends most on Hormuz (", marks[0].figure, ")"),
        (
            "Share of the crude oil bought abroad that passes Hormuz, %, in ",
            Day(str(found.year)),
            ", the largest buyers through it",
        ),
        "Who buys through Hormuz",
        SOURCES,
    )
    return bar_chart(head, [Group("", marks)], "Bars of dependence on Hormuz", columns, rows=rows)
