"""The page of a seller's fuel: the answer's sentences and the charts that the report calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from accord.assess.kind import Page, one_section
from accord.assess.money import sums
from accord.assess.oil import charts, maps, sold
from accord.assess.oil.found import RISKS, Found, Strait
from accord.assess.oil.numbers import cap_figure, market_figure, number, share_figure, strait_figure
from accord.assess.oil.read import Asked
from accord.core.provenance import Figure
from accord.energy.answers.balance import BreakEven
from accord.energy.answers.markets import MarketAnswer
from accord.energy.answers.oil import StopAnswer
from accord.energy.indifference import LARGEST_DISCOUNT
from accord.page.blocks import (
    Block,
    Day,
    Part,
    Prose,
    Question,
    Range,
    Rounded,
)
from accord.page.names import possessive, the
from accord.page.words import fraction, join, series

WHEN = {"1 year": "within a year", "10 years": "in ten years", "long run": "at the far end"}
"""The headline horizons in words; the long run is the far end of the estimates."""
CRUDE, ALONE, LISTED = "crude oil", 0.0, 4
SEEN = 0.05
"""USD a barrel from which a change of the world price is told."""


def build(asked: Asked, found: Found, authors: tuple[str, ...] = ()) -> Page:
    """Return the sentences, and a section with the charts that the answer has.

    Where a sum is pledged, that has a page of its own: who buys the fuel stands below it. A report of sanctions, by
    ``authors``, is asked first what their risk takes from the seller.
    """
    assumed = [
        *(found.stop.assumptions if found.stop else ()),
        *(found.cap.assumptions if found.cap else ()),
        *(note for one in found.risks for note in one.assumptions),
        *(found.output.assumptions if found.output else ()),
        *(note for one in (found.sales, *found.also) if one for note in one.notes),
        *(found.strait.per_mbd.assumptions if found.strait else ()),
        *found.missing,
    ]
    risky = bool(authors and found.risks) and not (found.cap or (found.stop and asked.stops))
    told, blocks = tuple(_sentences(asked, found)), tuple(_blocks(asked, found))
    beside = asked.pledged and not (found.stop or found.cap or found.risks)
    if beside:
        blocks = (*(Prose(one) for one in told), *blocks)
    sections = one_section("oil", _heading(asked), blocks, assumed)
    if beside:
        return Page(sections=sections)
    if risky:
        risk = _risk(asked, found.risks[0])
        told, asks = (risk, *(one for one in told if one != risk)), Question(_of_risk(asked, found, authors))
        return Page(lead=told, sections=sections, question=asks, title=_at_risk(asked, found.risks[0]))
    return Page(lead=told, sections=sections, question=_question(asked, found), title=_title(asked, found))


def _heading(asked: Asked) -> str:
    if asked.strait:
        return "Oil through Hormuz"
    return "Output of OPEC+" if asked.output else f"{possessive(asked.seller, start=True)} {asked.fuel}"


def _title(asked: Asked, found: Found) -> tuple[Part, ...]:
    """Return the headline of a page whose weightiest answer this is."""
    whose = possessive(asked.seller)
    if found.strait:
        return ("Hormuz carries ", Rounded(strait_figure(found.strait, "of_world", found.strait.of_world, "%")),
                " of the crude oil sold abroad")  # fmt: skip
    if found.output and asked.output:
        what, moves = ("More output", "lower") if asked.output > 0 else ("A cut of output", "raise")
        return (f"{what} by OPEC+ would {moves} the price of oil by at most ", Rounded(_moved(found.output)))
    if found.cap:
        return ("A price cap would cost ", the(asked.seller), " at most ",
                Rounded(cap_figure(asked, found.cap, "seller_loss", found.cap.seller_loss, "USD mn a day")))  # fmt: skip
    if found.stop and asked.stops:
        (middle,) = sums(number(found.stop, "cost_central", "Cost of stopping, central"))
        return (f"Stopping {whose} oil would cost {the(found.stop.buyer)} about ", Rounded(middle), " a year")
    return sold.title(asked, found, found.sales) if found.sales else ()


def _question(asked: Asked, found: Found) -> Question | None:
    """Return what is asked in one line; a duty's own page, which stands before, asks about the duty."""
    if found.strait:
        return Question("What a closed strait of Hormuz holds back, and from whom")
    if found.output:
        return Question("What a change of OPEC+ output does to the price of oil")
    return Question(_words(asked, found)) if found.sales else None


def _words(asked: Asked, found: Found) -> str:
    """Return in words what is asked of a seller's fuel."""
    what = f"{possessive(asked.seller)} {asked.fuel}"
    if found.cap:
        return f"What a price cap on {what} takes from it"
    if found.stop and asked.stops:
        against = ", against the duty over it" if found.balance else ""
        return f"What it costs {the(found.stop.buyer)} to stop buying {what}{against}"
    union = sold.is_of_union(asked, found)
    buyers = () if union else sold.subjects(asked, found)
    who = "the European Union" if union else join(the(row.buyer) for row in buyers)
    asks = f"What {who} {'buy' if len(buyers) > 1 else 'buys'} of " if who else "Who buys "
    return f"{asks}{what}" + (", and what a risk on it does" if found.risks else "")


def _blocks(asked: Asked, found: Found) -> Iterator[Block]:
    if found.balance:
        yield maps.balance(asked, found.balance)
    if found.months:
        yield maps.by_month(asked, found)
    if found.stop:
        yield charts.gains(found)
        yield charts.instead(found)
        yield Prose(_passed_on(found.stop), "note")
    if found.sales:
        yield charts.buyers(found.sales, sold.title(asked, found, found.sales), sold.union_bar(asked, found))
    for at, one in enumerate(found.also):
        yield charts.buyers_table(one, f"oil-buyers-{at + 2}")
    if found.cap:
        yield charts.cap(asked, found.cap)
    if found.risks:
        yield charts.risks(asked.seller, found.risks, RISKS)
    if found.output:
        yield charts.moved(found.output)
    if found.strait:
        yield charts.through(found.strait)


def _sentences(asked: Asked, found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield the answer to what is asked first: the stop where one is spoken of, else who buys how much."""
    if found.strait:
        yield from _strait(found.strait)
    if found.output and asked.output is not None:
        yield _output(asked.output, found.output)
    if found.cap:
        yield _cap(asked, found, found.cap)
    if found.stop and asked.stops:
        yield _stop(asked, found.stop, found.balance)
    if found.sales:
        yield sold.sentence(asked, found, found.sales)
    if found.contract:
        yield sold.contract(asked, found, found.contract)
    if found.risks:
        yield _risk(asked, found.risks[0])
    if found.stop and not asked.stops:
        yield _stop(asked, found.stop, found.balance)
    if found.also:
        yield sold.also(asked, found.also, found.also_blocs)
    if asked.stops and asked.fuel != CRUDE:
        yield (
            f"What it costs to do without {asked.fuel} is not known: Accord works that out for crude oil alone.",
        )


def _cap(asked: Asked, found: Found, cap: MarketAnswer) -> tuple[Part, ...]:
    level = Figure(f"oil.cap.{asked.seller}.level", "Cap", asked.cap, "USD/bbl", str(asked.day.year), "report",
                   "told by the report", "cited")  # fmt: skip
    loss = cap_figure(asked, cap, "seller_loss", cap.seller_loss, "USD mn a day")
    return (
        "A cap of ", level, f" kept on every sale would cost {the(asked.seller)} at most ",
        Rounded(loss), ", with oil at its mean price of ", Day(str(cap.year)), ", ", Rounded(_brent(found, asked)), ".",
    )  # fmt: skip


def _of_risk(asked: Asked, found: Found, authors: tuple[str, ...]) -> str:
    """Return in words what is asked where sanctions are what a report is about."""
    whose = f"{possessive(asked.seller)} {asked.fuel}"
    who = () if sold.is_of_union(asked, found) else sold.subjects(asked, found)
    buys = f", and what {join(the(row.buyer) for row in who)} {'buy' if len(who) > 1 else 'buys'} of it"
    theirs = join(possessive(code) for code in authors)
    return f"What the risk of {theirs} sanctions takes from {whose}{buys if who else ''}"


def _step_and_fall(found: MarketAnswer) -> tuple[Figure, Figure]:
    """Return a step of risk on a barrel, and what it takes off the seller's price."""
    usd = RISKS[0]
    price = charts.risk_figure(found, usd, "seller_price", "USD/bbl")
    fall = replace(price, key=f"{price.key}.fall", value=-(price.value or 0.0))
    step = replace(price, key=f"{price.key}.risk", label="Risk that sanctions put on a barrel", value=usd,
                   basis="assumed", quality="cited")  # fmt: skip
    return step, fall


def _at_risk(asked: Asked, found: MarketAnswer) -> tuple[Part, ...]:
    """Return the headline of a report of sanctions."""
    step, fall = _step_and_fall(found)
    return (
        "Each ", Rounded(step), f" of sanctions risk on {possessive(asked.seller)} oil takes ", Rounded(fall),
        f" off what {the(asked.seller)} receives",
    )  # fmt: skip


def _risk(asked: Asked, found: MarketAnswer) -> tuple[Part, ...]:
    """Return what each few dollars of risk on buying from the seller take from it."""
    usd = RISKS[0]
    step, fall = _step_and_fall(found)
    world = charts.risk_figure(found, usd, "price", "USD/bbl")
    raised: tuple[Part, ...] = (
        (" and adds ", Rounded(world), " to the world price") if found.price > SEEN else ()
    )
    return (
        "Each ", Rounded(step), f" of risk that sanctions put on buying {possessive(asked.seller)} oil takes ",
        Rounded(fall), " off what it receives (",
        Rounded(charts.risk_figure(found, usd, "seller_loss", "USD mn a day")),
        ")", *raised, ".",
    )  # fmt: skip


def _moved(found: MarketAnswer) -> Figure:
    return market_figure(found, "output.price", "Change of the world price", abs(found.price), "USD/bbl")


def _output(change: float, found: MarketAnswer) -> tuple[Part, ...]:
    """Return what a change of OPEC+ output would do to the price if all of it came."""
    told = market_figure(found, "output.change", "Change of output", abs(change), "million barrels a day")
    verb, moves = ("rose", "fall") if change > 0 else ("fell", "rise")
    return (
        f"If output {verb} by all of the ", Rounded(replace(told, source="report", basis="told by the report", quality="cited")),
        f", the world price would {moves} by about ", Rounded(_moved(found)),
        "; what the members deliver of what they agree is not known beforehand.",
    )  # fmt: skip


def _brent(found: Found, asked: Asked) -> Figure:
    from accord.energy.tables import brent

    year = found.cap.year if found.cap else asked.flows
    return Figure("oil.brent", "Mean Brent price", brent(year), "USD/bbl", str(year), "accord-energy",
                  "yearly mean (EIA)", "measured")  # fmt: skip


def _stop(asked: Asked, stop: StopAnswer, balance: BreakEven | None) -> tuple[Part, ...]:
    """Return "Stopping Russian oil costs India X (p5 to p95) a year, the duty Y; they are equal at Z"."""
    stops = asked.stops or (stop.buyer, stop.supplier) == asked.halt
    verb, takes = ("Stopping", "costs") if stops else ("To do without", "would cost")
    low, high, middle = sums(
        *(number(stop, f"cost_{end}", f"Cost of stopping, {end}") for end in ("p5", "p95", "central"))
    )
    dearer = maps.stop_against_duty(balance) if balance else ""
    beside = f"{dearer} than the duty over it: " if dearer else ""
    parts: list[Part] = [
        f"{verb} {possessive(stop.supplier)} oil {takes} {the(stop.buyer)} {beside}about ", Rounded(middle),
        " a year (", Range(low, high), ")",
    ]  # fmt: skip
    if balance is None:
        return (*parts, ", the upper end where most of it finds no other buyer.")
    parts.append(", against " if dearer else ", the duty over it ")
    costs = [one for one in balance.costs if one.method != "rule"]
    told = []
    for one in costs:
        key = f"oil.duty.{one.method.replace(' ', '-')}"
        figure = sums(one.number().figure(key, f"Cost of the duty, {one.method}"))[0]
        told.append((Rounded(figure), f" {WHEN.get(one.method, one.method)}"))
    share = share_figure(balance.stranded, "central")
    equal = [
        ". They are equal ", *_equal(balance, ALONE), ", and ", *_equal(balance, balance.stranded),
        f" if {fraction(share)} of the oil finds no other buyer (an assumption).",
    ]  # fmt: skip
    return (*parts, *series(told), *equal)


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
    return ("at a discount of at most ", Rounded(high), " (at some horizons at none)")


def _passed_on(stop: StopAnswer) -> tuple[Part, ...]:
    """Return what each dollar of the seller's loss costs the buyer."""
    per = replace(number(stop, "per_dollar", "Cost to the buyer of each dollar the seller loses"), unit="USD")
    return (
        f"Each dollar that {the(stop.supplier)} loses costs {the(stop.buyer)} ", Rounded(per),
        " at the central assumptions.",
    )  # fmt: skip


def _strait(held: Strait) -> Iterator[tuple[Part, ...]]:
    """Yield what passes the strait, who depends on it, and what each barrel lost does to the price."""
    passing = strait_figure(held, "passing", held.passing, "million barrels a day")
    of_world = strait_figure(held, "of_world", held.of_world, "%")
    rise = strait_figure(held, "per_mbd", held.per_mbd.price, "USD/bbl")
    yield (
        "About ", Rounded(passing), " of crude oil, ", Rounded(of_world), " of all that is sold abroad, passed Hormuz in ",
        Day(str(held.year)), " without a pipeline round it.",
    )  # fmt: skip
    ordered = sorted(held.buyers, key=lambda row: -row[2])
    most = [row for row in ordered if row[0] in held.named][:LISTED] or ordered[:LISTED]
    carried = series(
        (
            Rounded(strait_figure(held, f"{code}.share", share, "%")),
            f" of {possessive(code)}" if at else f" of what {the(code)} buys abroad",
        )
        for at, (code, _, share) in enumerate(most)
    )
    yield ("It carries " if held.named else "Of the large buyers it carries ", *carried, ".")
    yield (
        "Each million barrels a day that did not come would raise the world price by about ", Rounded(rise),
        "; how many stay away has to be told.",
    )  # fmt: skip
