"""Oil and gas: who buys how much from a seller, what stopping costs a buyer against a duty, what a cap does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.question import ROLES, sides
from accord.core.codes import economies, economy_name, the
from accord.core.errors import InputError
from accord.core.provenance import Figure
from accord.docket.items import Docket, Measure
from accord.page.blocks import Block, Bullets, Chart, Column, Day, Part, Read, Rounded, Section, Table
from accord.page.chart import Bar, Group, bars
from accord.page.names import name, possessive
from accord.page.words import show
from accord.study.energy.balance import BreakEven, GridCell, duty_costs, find_break_even
from accord.study.energy.oil import Asked as StopAsked
from accord.study.energy.oil import MarketAnswer, StopAnswer, oil_stop, price_cap
from accord.study.energy.suppliers import SalesAnswer, sales

LEVERS = ("sanction", "price_cap", "purchase_stop", "licence")
FUELS = {
    "crude oil": re.compile(r"\b(crude|oil|petroleum|barrels?)\b", re.IGNORECASE),
    "LNG": re.compile(r"\b(lng|liquefied natural gas)\b", re.IGNORECASE),
}
"""Fuels with a table of sellers and buyers, and the words that name them."""
NAMED_OIL = re.compile(
    r"\b(Russian|Iranian|Venezuelan|Iraqi|Saudi)(?:'s)? (?:\w+ )?(?:crude|oil|petroleum)\b", re.IGNORECASE
)
SELLERS = {"russian": "RUS", "iranian": "IRN", "venezuelan": "VEN", "iraqi": "IRQ", "saudi": "SAU"}
DUTY = {("USA", "IND", "RUS"): ("india-50", "india-25")}
"""Library scenarios with and without the duty that an importer puts on a buyer over a seller's oil."""
HORIZONS = ("1", "10", "long")
SPAN = {"1 year": "within a year", "10 years": "in ten years", "long run": "in the long run"}
SOURCES = ("cepii-baci", "accord-energy")
MOST = 8
LABELS = {"volume": "bought", "of_sales": "of the seller’s sales", "of_purchases": "of its purchases abroad"}
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A seller's fuel, the buyer that the report speaks of, a cap in USD a barrel, the duty's author.

    ``at`` are the measures of the docket that are answered by it.
    """

    seller: str
    buyer: str | None
    fuel: str
    cap: float | None
    imposer: str | None
    day: date
    at: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """Sales of the fuel; a stop with its odds; the stop against the duty; a cap. None where it is not asked."""

    sales: SalesAnswer | None
    stop: StopAnswer | None
    balance: BreakEven | None
    cap: MarketAnswer | None
    missing: tuple[str, ...]


class Oil:
    """Sellers of oil and gas that a report names, with sanctions, caps, stops and purchases."""

    name, order = "oil", 15
    levers = LEVERS
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the seller, fuel and buyer that a report speaks of; None where it names none."""
        hits = list(_named(docket))
        if not hits:
            return None
        seller, fuel = max(((s, f) for _, s, f in hits), key=lambda pair: sum(h[1:] == pair for h in hits))
        at = tuple(dict.fromkeys(at for at, s, f in hits if at is not None and (s, f) == (seller, fuel)))
        measures = [docket.measures[place] for place in at]
        cap = next((m.value for m in measures if m.lever == "price_cap" and _is_usd_a_barrel(m)), None)
        buyer, imposer = _buyer(docket, measures, seller)
        return Asked(seller, buyer, fuel, cap, imposer, date.fromisoformat(docket.article_date), at)

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions of the measures on the seller's fuel."""
        return asked.at

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return sales, the stop and its break-even with the duty, and the cap, as far as tables hold them."""
        missing: list[str] = []
        sold = _try(lambda: sales(asked.seller, asked.fuel), missing)
        if asked.fuel != "crude oil":
            return Found(sold, None, None, None, tuple(missing))
        stop = balance = None
        if asked.buyer:
            question = StopAsked(asked.buyer, asked.seller)
            stop = _try(lambda: oil_stop(question), missing)
            pair = DUTY.get((asked.imposer or "", asked.buyer, asked.seller))
            if stop and pair:
                costs = duty_costs(asked.buyer, *pair, horizons=HORIZONS)
                balance = _try(lambda: find_break_even(question, costs), missing)
        level = asked.cap
        cap = _try(lambda: price_cap(level, asked.seller), missing) if level else None
        return Found(sold, stop, balance, cap, tuple(missing))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return what the stop costs against the duty, who buys, who supplies instead, and who gains."""
        blocks: list[Block] = []
        if found.balance:
            blocks.append(_balance_table(asked, found.balance))
        if found.stop:
            blocks += [_groups(asked, found.stop), _replacements(asked, found.stop)]
        if found.sales:
            blocks.append(_buyers(asked, found.sales))
        if found.cap:
            blocks.append(_cap_table(asked, found.cap))
        assumed = [
            *(found.stop.assumptions if found.stop else ()),
            *(found.cap.assumptions if found.cap else ()),
        ]
        assumed += [*(found.sales.notes if found.sales else ()), *found.missing]
        blocks.append(Bullets(tuple((Read(words),) for words in dict.fromkeys(assumed))))
        section = Section("oil", f"{possessive(asked.seller, start=True)} {asked.fuel}", tuple(blocks))
        return Page(lead=tuple(_sentences(asked, found)), sections=(section,))


def _try(answer: Callable[[], T], missing: list[str]) -> T | None:
    """Return an answer, or None with the reason added to what is missing."""
    try:
        return answer()
    except InputError as error:
        missing.append(f"Not answered: {error}.")
        return None


def _named(docket: Docket) -> Iterator[tuple[int | None, str, str]]:
    """Yield each seller and fuel that a measure or the text names, with the measure's position."""
    for at, measure in enumerate(docket.measures):
        fuel = _fuel(measure)
        if not fuel or measure.status_norm == "ruled_out" or measure.doubts_of(*ROLES):
            continue
        if measure.lever in ("sanction", "price_cap", "purchase_stop", "purchase", "licence", "import_ban"):
            yield from ((at, code, fuel) for code in measure.target if code in economies())
    for match in NAMED_OIL.finditer(docket.text):
        yield None, SELLERS[match.group(1).lower()], "crude oil"


def _fuel(measure: Measure) -> str | None:
    words = " ".join((*measure.goods, measure.product_scope, measure.evidence.text))
    return next((fuel for fuel in ("LNG", "crude oil") if FUELS[fuel].search(words)), None)


def _is_usd_a_barrel(measure: Measure) -> bool:
    unit = f"{measure.unit or ''} {measure.per}".lower()
    return (
        measure.value is not None
        and 5 < measure.value < 200
        and ("usd" in unit or "barrel" in unit or not unit.strip())
    )


def _buyer(docket: Docket, measures: Iterable[Measure], seller: str) -> tuple[str | None, str | None]:
    """Return the buyer the report speaks of, and who puts a duty on it; None where there is none."""
    for measure in measures:
        if measure.lever in ("purchase_stop", "purchase", "import_ban") and len(measure.imposing) == 1:
            return measure.imposing[0], _author(docket, measure.imposing[0])
    for measure in docket.measures:
        if measure.lever != "tariff" or len(measure.target) != 1 or measure.doubts_of(*ROLES):
            continue
        if measure.target[0] in economies() and measure.target[0] != seller:
            return measure.target[0], measure.imposing[0] if measure.imposing else None
    other = [code for code in sides(docket) if code != seller and code in economies()]
    buys = re.compile(r"\b(buy|buys|bought|buying|purchas\w*|import\w*)\b", re.IGNORECASE)
    return (other[-1], None) if other and buys.search(docket.text) and not list(measures) else (None, None)


def _author(docket: Docket, buyer: str) -> str | None:
    """Return who puts a duty on a buyer in the same report."""
    return next(
        (
            m.imposing[0]
            for m in docket.measures
            if m.lever == "tariff" and m.target == (buyer,) and m.imposing
        ),
        None,
    )


def _number(found: StopAnswer | SalesAnswer, asked: Asked, key: str, label: str) -> Figure:
    stem = f"oil.{asked.seller}" + (
        f".{asked.buyer}" if isinstance(found, StopAnswer) else f".{asked.fuel.replace(' ', '-')}"
    )
    return found.numbers()[key].figure(f"{stem}.{key}", label)


def _sentences(asked: Asked, found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield what stopping costs against what the duty costs, then who buys most."""
    if found.stop:
        yield _stop_sentence(asked, found.stop, found.balance)
    if found.cap:
        loss = _cap_figure(asked, found.cap, "seller_loss", found.cap.seller_loss, "USD mn a day")
        yield (
            f"A cap of {asked.cap:g} dollars a barrel kept on every sale would cost {the(asked.seller)} ",
            Rounded(loss),
            ".",
        )
    if found.sales and not found.stop:
        yield _sales_sentence(asked, found.sales)


def _stop_sentence(asked: Asked, stop: StopAnswer, balance: BreakEven | None) -> tuple[Part, ...]:
    assert asked.buyer is not None
    low, high = (_number(stop, asked, f"cost_{end}", f"Cost of stopping, {end}") for end in ("p5", "p95"))
    middle = _number(stop, asked, "cost_central", "Cost of stopping, central")
    opening = f"Stopping {name(asked.seller)}’s oil would cost {the(asked.buyer)} about "
    parts: list[Part] = [opening, Rounded(middle), " (", Rounded(low), " to ", Rounded(high), ")"]
    if balance is None:
        return (*parts, ", more the more of it finds no other buyer.")
    costs = [one for one in balance.costs if one.method != "rule"]
    parts.append(", the duty ")
    for at, one in enumerate(costs):
        figure = one.number().figure(
            f"oil.duty.{one.method.replace(' ', '-')}", f"Cost of the duty, {one.method}"
        )
        parts += [
            " and " if at == len(costs) - 1 else ", " if at else "",
            Rounded(figure),
            f" {SPAN.get(one.method, one.method)}",
        ]
    if balance.usd_bbl is None:
        return (*parts, "; at no discount on the oil are the two equal, for the stop is dearer at any.")
    level = Figure(
        "oil.break_even", "Discount at which the two cost the same", balance.usd_bbl, "USD/bbl", str(balance.year),
        "accord-energy", "cost of the stop equals that of the duty", "computed",
    )  # fmt: skip
    return (*parts, "; the two cost the same at a discount of ", Rounded(level), ".")


def _sales_sentence(asked: Asked, found: SalesAnswer) -> tuple[Part, ...]:
    rows = found.buyers[:3]
    parts: list[Part] = [f"Of {possessive(asked.seller)} {asked.fuel} in ", Day(str(found.year)), ", "]
    for at, row in enumerate(rows):
        share = _number(found, asked, f"{row.buyer}_of_sales", f"{name(row.buyer)}, {LABELS['of_sales']}")
        parts += [
            " and " if at and at == len(rows) - 1 else ", " if at else "",
            f"{the(row.buyer)} took ",
            Rounded(share),
        ]
        parts += [" (a main buyer since ", Day(str(row.since)), ")"] if row.since else []
    return (*parts, ".")


def _balance_table(asked: Asked, found: BreakEven) -> Table:
    """Return the break-even discount by duty cost and stranded share; "none" where the stop is dearer at any."""
    methods = tuple(dict.fromkeys(cell.method for cell in found.grid))
    columns = (
        Column("stranded", "Share that finds no other buyer", "%"),
        *(
            Column(
                m.replace(" ", "-"), f"Duty’s cost: {SPAN.get(m, 'by the demand rule' if m == 'rule' else m)}"
            )
            for m in methods
        ),
    )
    rows = []
    for share in dict.fromkeys(cell.stranded for cell in found.grid):
        cells = {cell.method: cell for cell in found.grid if cell.stranded == share}
        held = Figure(
            f"oil.grid.{share:g}",
            "Stranded share",
            100 * share,
            "%",
            str(found.year),
            "accord-energy",
            "assumed",
            "estimated",
        )
        rows.append((held, *(_level(cells[method], found) for method in methods)))
    title = "Discount on the oil at which the duty and the stop cost the same, USD a barrel"
    note = "No direct estimate of the stranded share exists, so the answer is shown over it."
    return Table("oil-break-even", title, columns, tuple(rows), note, sources=("accord-energy",))


def _level(cell: GridCell, found: BreakEven) -> Figure | str:
    if cell.usd_bbl is None:
        return "no discount"
    key = f"oil.grid.{cell.stranded:g}.over.{cell.method}"
    return Figure(key, "Break-even discount", cell.usd_bbl, "USD/bbl", str(found.year), "accord-energy",
                  "cost of the stop equals that of the duty", "computed")  # fmt: skip


def _groups(asked: Asked, found: StopAnswer) -> Chart:
    """Return who gains and who loses if the buyer stops."""
    figures = {
        group: _number(
            found, asked, f"group_{group}", f"{name(group) if group in economies() else group}, a year"
        )
        for group in found.groups
    }
    ordered = sorted(figures, key=lambda group: figures[group].value or 0.0)
    label = {
        group: economy_name(group) if group in economies() else {"EU27": "European Union"}.get(group, group)
        for group in ordered
    }
    marks = tuple(Bar(label[g], figures[g], "b" if (figures[g].value or 0) < 0 else "a") for g in ordered)
    alt = (
        "Bars of gains and losses: " + ", ".join(f"{mark.label} {show(mark.figure)}" for mark in marks) + "."
    )
    columns = (Column("who", "Who"), Column("usd_bn", "Change", "USD bn a year", str(found.year)))
    rows = tuple((mark.label, mark.figure) for mark in marks)
    return Chart(
        key="oil-groups",
        title=(
            f"{label[ordered[0]]} loses most if {the(asked.buyer or '')} stops (",
            figures[ordered[0]],
            ")",
        ),
        subtitle=("Who gains and loses, USD billion a year, crude market of ", Day(str(found.year))),
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=Table("oil-groups", "Gains and losses", columns, rows, sources=SOURCES),
        sources=SOURCES,
    )


def _replacements(asked: Asked, found: StopAnswer) -> Chart:
    """Return who supplies instead."""
    top = found.replacements[:MOST]
    figures = [
        Figure(f"oil.{asked.seller}.{asked.buyer}.instead.{one.economy}", f"{name(one.economy)} instead", 100 * one.share, "%",
               str(found.year), "accord-energy", "logit by origin at cleared prices", "computed")
        for one in top
    ]  # fmt: skip
    marks = tuple(Bar(name(one.economy), figure, "f") for one, figure in zip(top, figures, strict=True))
    alt = "Bars of replacements: " + ", ".join(f"{mark.label} {show(mark.figure)}" for mark in marks) + "."
    columns = (Column("who", "Origin"), Column("share", "Share of what is replaced", "%", str(found.year)))
    return Chart(
        key="oil-instead",
        title=(f"{name(top[0].economy)} would replace most of it (", figures[0], ")"),
        subtitle=("Share of the oil bought instead, by origin, crude market of ", Day(str(found.year))),
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=Table(
            "oil-instead",
            "Who supplies instead",
            columns,
            tuple((m.label, m.figure) for m in marks),
            sources=SOURCES,
        ),
        sources=SOURCES,
    )


def _buyers(asked: Asked, found: SalesAnswer) -> Table:
    columns = (
        Column("buyer", "Buyer"),
        Column("volume", "Bought", found.unit, str(found.year)),
        Column("of_sales", "Of the seller’s sales", "%", str(found.year)),
        Column("of_purchases", "Of the buyer’s purchases abroad", "%", str(found.year)),
        Column("since", "A main buyer since"),
    )
    rows = tuple(
        (
            name(row.buyer),
            *(
                _number(found, asked, f"{row.buyer}_{key}", f"{name(row.buyer)}, {LABELS[key]}")
                for key in ("volume", "of_sales", "of_purchases")
            ),
            Day(str(row.since)) if row.since else None,
        )
        for row in found.buyers
    )
    title = f"Who buys {possessive(asked.seller)} {asked.fuel}"
    return Table("oil-buyers", title, columns, rows, sources=("cepii-baci",))


def _cap_figure(asked: Asked, found: MarketAnswer, key: str, value: float, unit: str) -> Figure:
    label = {
        "seller_loss": "What the seller loses",
        "price": "Change of the world price",
        "rent": "Rent of buyers",
    }.get(key, key)
    return Figure(f"oil.cap.{asked.seller}.{key}", label, value, unit, str(found.year), "accord-energy",
                  "crude market cleared with the seller's price capped", "computed")  # fmt: skip


def _cap_table(asked: Asked, found: MarketAnswer) -> Table:
    rows = (
        (
            "What the seller loses",
            _cap_figure(asked, found, "seller_loss", found.seller_loss, "USD mn a day"),
        ),
        ("World price", _cap_figure(asked, found, "price", found.price, "USD/bbl")),
        (
            "Rent of those who buy below the market",
            _cap_figure(asked, found, "rent", found.rent, "USD bn a year"),
        ),
    )
    columns = (Column("what", "What"), Column("value", "Change"))
    return Table(
        "oil-cap", f"A cap of {asked.cap:g} dollars a barrel", columns, rows, sources=("accord-energy",)
    )


KIND = Oil()
