"""The page of a seller's fuel: the answer's sentences and the charts that the report calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accord.assess.kind import Page
from accord.assess.oil import charts, maps
from accord.assess.oil.found import Found
from accord.assess.oil.numbers import cap_figure, number, share_figure, strait_figure
from accord.assess.oil.read import Asked
from accord.core.provenance import Figure
from accord.energy.indifference import LARGEST_DISCOUNT
from accord.page.blocks import Block, Bullets, Day, Part, Prose, Range, Read, Rounded, Section
from accord.page.names import name, possessive, the
from accord.page.words import fraction, join
from accord.study.energy.balance import BreakEven, GridCell
from accord.study.energy.oil import StopAnswer
from accord.study.energy.suppliers import SalesAnswer
from accord.supply.tables import YEARS

WHEN = {"1 year": "within a year", "10 years": "in ten years", "long run": "at the far end"}
"""The headline horizons in words; the long run is the far end of the estimates."""
ALONE = 0.0
LEAST = 1.0
"""Per cent of the sales from which a buyer is named."""


def build(asked: Asked, found: Found) -> Page:
    """Return the sentences, and a section with the charts that the answer has."""
    blocks: list[Block] = list(_blocks(asked, found))
    assumed = [
        *(found.stop.assumptions if found.stop else ()),
        *(found.cap.assumptions if found.cap else ()),
        *(found.sales.notes if found.sales else ()),
        *(found.strait.per_mbd.assumptions if found.strait else ()),
        *found.missing,
    ]
    blocks.append(Bullets(tuple((Read(words),) for words in dict.fromkeys(assumed))))
    heading = "Oil through Hormuz" if asked.strait else f"{possessive(asked.seller, start=True)} {asked.fuel}"
    return Page(lead=tuple(_sentences(asked, found)), sections=(Section("oil", heading, tuple(blocks)),))


def _blocks(asked: Asked, found: Found) -> Iterator[Block]:
    if found.balance:
        yield maps.balance(asked, found.balance)
    if found.months:
        yield maps.by_month(asked, found)
    if found.stop:
        yield charts.gains(asked, found)
        yield charts.instead(asked, found)
        yield Prose(_passed_on(asked, found.stop), "note")
    if found.sales:
        yield charts.buyers(asked, found.sales)
    if found.cap:
        yield charts.cap(asked, found.cap)
    if found.strait:
        yield charts.through(found.strait)


def _sentences(asked: Asked, found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield the answer to what is asked first: the stop where one is spoken of, else who buys how much."""
    told: list[tuple[Part, ...]] = []
    if found.strait:
        yield from _strait(found)
        return
    if found.stop:
        told.append(_stop(asked, found.stop, found.balance))
    if found.sales:
        told.insert(0 if not asked.stops else len(told), _sales(asked, found.sales, found.bloc))
    if found.cap:
        loss = cap_figure(asked, found.cap, "seller_loss", found.cap.seller_loss, "USD mn a day")
        level = Figure(f"oil.cap.{asked.seller}.level", "Cap", asked.cap, "USD/bbl", str(asked.day.year), "report",
                       "told by the report", "cited")  # fmt: skip
        told.insert(0, (
            "A cap of ", Rounded(level), f" kept on every sale would cost {the(asked.seller)} at most ",
            Rounded(loss), ", with oil at its mean price of ", Rounded(_brent(found, asked)), ".",
        ))  # fmt: skip
    yield from told


def _brent(found: Found, asked: Asked) -> Figure:
    from accord.energy.tables import brent

    year = found.cap.year if found.cap else asked.flows
    return Figure("oil.brent", "Mean Brent price", brent(year), "USD/bbl", str(year), "accord-energy",
                  "yearly mean (EIA)", "measured")  # fmt: skip


def _stop(asked: Asked, stop: StopAnswer, balance: BreakEven | None) -> tuple[Part, ...]:
    """Return "Stopping Russian oil costs India X (p5 to p95) a year, the duty Y; they are equal at Z"."""
    assert asked.buyer is not None
    low, high, middle = (
        _billions(number(stop, asked, f"cost_{end}", f"Cost of stopping, {end}"))
        for end in ("p5", "p95", "central")
    )
    parts: list[Part] = [
        f"Stopping {possessive(asked.seller)} oil costs {the(asked.buyer)} about ", Rounded(middle),
        " a year (", Range(low, high), ")",
    ]  # fmt: skip
    if balance is None:
        return (*parts, ", more the more of it finds no other buyer.")
    parts.append(", the duty over it ")
    costs = [one for one in balance.costs if one.method != "rule"]
    for at, one in enumerate(costs):
        key = f"oil.duty.{one.method.replace(' ', '-')}"
        parts += [
            " and " if at == len(costs) - 1 else ", " if at else "",
            Rounded(_billions(one.number().figure(key, f"Cost of the duty, {one.method}"))),
            f" {WHEN.get(one.method, one.method)}",
        ]  # fmt: skip
    share = share_figure(balance.stranded, "central")
    equal = [
        ". They are equal ", *_equal(balance, balance.stranded),
        f" where {fraction(share)} of the oil finds no other buyer (an assumption), ",
        *_equal(balance, ALONE), " where all of it does.",
    ]  # fmt: skip
    return (*parts, *equal)


def _billions(figure: Figure) -> Figure:
    """Return a sum a year as a sum, for a sentence that says "a year" once."""
    return replace(figure, key=f"{figure.key}.sum", unit="USD bn")


def _equal(found: BreakEven, stranded: float) -> tuple[Part, ...]:
    """Return in words at which discount stop and duty are equal at a stranded share, over the horizons."""
    cells = [one for one in found.grid if one.stranded == stranded and one.method != "rule"]
    known = sorted((one for one in cells if one.usd_bbl is not None), key=lambda one: one.usd_bbl or 0.0)
    if not known:
        return ("at no discount",)
    if (known[0].usd_bbl or 0.0) >= LARGEST_DISCOUNT:
        return ("at a discount above ", maps.level_figure(known[0], found))
    low, high = maps.level_figure(known[0], found), maps.level_figure(known[-1], found)
    level: Part = Rounded(low) if len(known) == 1 else Range(low, high)
    if len(known) == len(cells):
        return ("at a discount of ", level)
    when = join(WHEN.get(one.method, one.method) for one in _in_order(cells, known))
    return ("at a discount of ", level, f" {when} and at none at other horizons")


def _in_order(cells: list[GridCell], known: list[GridCell]) -> list[GridCell]:
    return [one for one in cells if one in known]


def _sales(asked: Asked, found: SalesAnswer, bloc: float | None) -> tuple[Part, ...]:
    """Return who took what share of the sales, and since when."""
    rows = tuple(row for row in found.buyers[:3] if row.of_sales >= LEAST)
    named = next((row for row in found.buyers if row.buyer == asked.buyer), None)
    if named and named not in rows:
        rows = (*rows[:2], named)
    parts: list[Part] = [
        f"Of {possessive(asked.seller)} {asked.fuel} sold abroad in ",
        Day(str(found.year)),
        ", ",
    ]
    for at, row in enumerate(rows):
        share = number(found, asked, f"{row.buyer}_of_sales", f"{name(row.buyer)}, of the seller’s sales")
        parts += [
            " and " if at and at == len(rows) - 1 else ", " if at else "",
            f"{the(row.buyer)} took ",
            Rounded(share),
        ]
        parts += _since(found, row.since)
    if asked.buyer and named is None:
        parts.append(f"; {the(asked.buyer)} is not among the main buyers")
    if bloc is not None:
        parts += [
            "; the European Union’s members together took ",
            Rounded(number(found, asked, "EU27", "", bloc)),
        ]
    return (*parts, ".")


def _since(found: SalesAnswer, since: int | None) -> list[Part]:
    """Return since when an economy has been a main buyer, or nothing."""
    if since is None or since == found.year:
        return []
    return [" (a main buyer since ", Day(str(since)), " or longer)" if since == YEARS[0] else ")"]


def _passed_on(asked: Asked, stop: StopAnswer) -> tuple[Part, ...]:
    """Return what each dollar of the seller's loss costs the buyer."""
    per = replace(
        number(stop, asked, "per_dollar", "Cost to the buyer of each dollar the seller loses"), unit="USD"
    )
    return (
        f"Each dollar that {the(asked.seller)} loses costs {the(asked.buyer or '')} ", Rounded(per),
        " at the central assumptions.",
    )  # fmt: skip


def _strait(found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield what passes the strait, who depends on it, and what each barrel lost does to the price."""
    held = found.strait
    assert held is not None
    passing = strait_figure(held, "passing", held.passing, "million barrels a day")
    of_world = strait_figure(held, "of_world", held.of_world, "%")
    rise = strait_figure(held, "per_mbd", held.per_mbd.price, "USD/bbl")
    yield (
        "About ", Rounded(passing), " of crude oil, ", Rounded(of_world), " of all that is sold abroad, passed Hormuz in ",
        Day(str(held.year)), " without a pipeline round it.",
    )  # fmt: skip
    most = sorted(held.buyers, key=lambda row: -row[2])[:3]
    parts: list[Part] = ["Of the large buyers it carries "]
    for at, (code, _, share) in enumerate(most):
        figure = strait_figure(held, f"{code}.share", share, "%")
        parts += [
            " and " if at == len(most) - 1 else ", " if at else "",
            Rounded(figure),
            f" of what {the(code)} buys abroad",
        ]
    yield (*parts, ".")
    yield (
        "Each million barrels a day that did not come would raise the world price by about ", Rounded(rise),
        "; how many stay away has to be told.",
    )  # fmt: skip
