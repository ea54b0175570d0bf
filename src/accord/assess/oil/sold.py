"""Sentences on who buys a seller's fuel: whom the report is about first, then the largest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord import groups
from accord.assess.oil.found import UNDERSTATED, Contract, Found
from accord.assess.oil.numbers import contract_figure, number
from accord.assess.oil.read import Asked
from accord.core.provenance import Figure
from accord.page.blocks import Day, Part, Rounded
from accord.page.names import name, possessive, the
from accord.page.words import capital, join, series
from accord.study.energy.suppliers import BlocRow, BuyerRow, SalesAnswer
from accord.supply.tables import YEARS

LEAST, LISTED, SMALL = 1.0, 3, 0.05
"""Per cent of the sales from which a buyer is named; how many are; per cent below which a share is hardly any."""
UNION = "the European Union’s members together"


def subjects(asked: Asked, found: Found) -> tuple[BuyerRow, ...]:
    """Return the buyers that the report is about, as far as they buy."""
    return tuple(row for row in found.named if row.buyer in asked.about)


def is_of_union(asked: Asked, found: Found) -> bool:
    """Return whether the report is about the European Union as one buyer."""
    return asked.by_bloc and not asked.buyer and found.bloc is not None


def union_bar(asked: Asked, found: Found) -> Figure | None:
    """Return what the European Union takes of the sales where the report is about it, for a bar of its own."""
    if not (found.sales and found.bloc and is_of_union(asked, found)):
        return None
    return _of_sales(found.sales, found.bloc)


def title(asked: Asked, found: Found, sold: SalesAnswer) -> tuple[Part, ...]:
    """Return in a headline what the fuel is to whom the report is about, else what its largest buyer takes."""
    whose, who = f"{possessive(sold.seller)} {sold.product} sold abroad", subjects(asked, found)
    if found.bloc and is_of_union(asked, found):
        return ("The European Union takes ", Rounded(_of_sales(sold, found.bloc)), f" of {whose}")
    if len(who) == 1 and who[0].of_purchases >= LEAST:
        told = f"{the(sold.seller, start=True)} supplies "
        return (
            told,
            Rounded(_leans(sold, who[0])),
            f" of the {sold.product} that {the(who[0].buyer)} buys abroad",
        )
    together = sum(row.of_sales for row in who)
    if len(who) > 1 and sum(row.of_purchases for row in who) > together * len(who):
        return (f"{the(sold.seller, start=True)} supplies ", *_leaning(sold, who))
    if len(who) > 1:
        names = join(the(row.buyer) for row in who)
        share = number(sold, "named_of_sales", f"{names}, of the seller’s sales", together)
        return (f"{capital(names)} take ", Rounded(share), f" of {whose}")
    first = sold.buyers[0]
    return (f"{the(first.buyer, start=True)} takes ", Rounded(_share(sold, first)), f" of {whose}")


def _leaning(sold: SalesAnswer, who: Sequence[BuyerRow]) -> tuple[Part, ...]:
    """Return what the fuel is to several buyers that take little of it and hang upon it."""
    whose = [f" of the {sold.product} that {the(who[0].buyer)} buys abroad"]
    whose += [f" of {possessive(row.buyer)}" for row in who[1:]]
    return series((Rounded(_leans(sold, row)), words) for row, words in zip(who, whose, strict=True))


def sentence(asked: Asked, found: Found, sold: SalesAnswer) -> tuple[Part, ...]:
    """Return who took what share of the sales and since when, and what that is of the named buyers' purchases."""
    who, first = subjects(asked, found), sold.buyers[:LISTED]
    union = is_of_union(asked, found)
    record = ", as far as its buyers are known (it sold more)" if sold.seller in UNDERSTATED else ""
    parts: list[Part] = [
        f"Of {possessive(sold.seller)} {sold.product} sold abroad in ",
        Day(str(sold.year)),
        f"{record}, ",
    ]
    rows = (*who, *(row for row in first if row not in who)) if first[0] in who else who or first
    if union and found.bloc:
        parts += [f"{UNION} took ", Rounded(_of_sales(sold, found.bloc))]
        rows = ()
    parts += taken(
        sold, [row for row in rows if row.of_sales >= LEAST or row in who][: max(LISTED, len(who))]
    )
    if found.bloc and not union:
        parts += [f", {UNION} ", Rounded(_of_sales(sold, found.bloc))]
    parts += _tail(found, sold, alone=[*found.named] == [*who] == [*rows])
    return (*parts, *_larger(sold, rows, within=union), ".")


def _tail(found: Found, sold: SalesAnswer, *, alone: bool) -> list[Part]:
    """Return what the fuel is of all that the named buyers, and the Union, buy abroad; ``alone``: one, just named."""
    if alone and len(found.named) == 1 and not found.bloc:
        share = _leans(sold, found.named[0])
        return [
            ", which was ",
            Rounded(share) if (share.value or 0.0) >= LEAST else "hardly any",
            " of all that it bought abroad",
        ]
    told = [(possessive(row.buyer), _leans(sold, row)) for row in found.named]
    if found.bloc and found.bloc.of_purchases >= LEAST:
        label = "European Union, of its purchases abroad"
        told.insert(0, ("the Union’s", number(sold, "EU27_of_purchases", label, found.bloc.of_purchases)))
    parts = series(
        (Rounded(share) if (share.value or 0.0) >= LEAST else "hardly any", f" of {who}")
        for who, share in told
    )
    return ["; it was ", *parts, " purchases abroad"] if told else []


def _larger(sold: SalesAnswer, told: Sequence[BuyerRow], *, within: bool) -> Iterator[Part]:
    """Yield who buys most, where those that are named first do not; ``within``: beside the European Union."""
    members = groups.members("EU27", f"{sold.year}-07-01") if within else ()
    least = min((row.of_sales for row in told), default=LEAST)
    rows = [row for row in sold.buyers[:LISTED] if row not in told and row.buyer not in members]
    rows = [row for row in rows if row.of_sales >= max(least, LEAST)][: LISTED - 1]
    if not rows or (told and sold.buyers[0] in told):
        return
    beside = "beside them " if within else ""
    yield f"; {beside}the largest buyers were " if len(rows) > 1 else f"; {beside}the largest buyer was "
    yield from series((the(row.buyer), " with ", Rounded(_share(sold, row))) for row in rows)


def taken(sold: SalesAnswer, rows: Sequence[BuyerRow]) -> tuple[Part, ...]:
    """Return in words who took what share of the sales, and since when."""
    told: list[tuple[Part, ...]] = []
    for row in rows:
        share: Part = Rounded(_share(sold, row)) if row.of_sales >= SMALL else "hardly any"
        since = _since(sold, row.since, first=not told)
        told.append((the(row.buyer), " " if told else " took ", share, *since))
    return series(told)


def also(asked: Asked, found: Sequence[SalesAnswer], blocs: Sequence[BlocRow]) -> tuple[Part, ...]:
    """Return who takes most of the further fuels that the report speaks of, whom it is about first."""
    parts: list[Part] = []
    for at, sold in enumerate(found):
        first = [row for row in sold.buyers if row.buyer in asked.about]
        rows = [row for row in dict.fromkeys((*first, *sold.buyers[:2])) if row.of_sales >= LEAST][:LISTED]
        parts += ["; of " if at else "Of ", f"{possessive(sold.seller)} {sold.product} ", *taken(sold, rows)]
        if at < len(blocs) and (bloc := blocs[at]) and bloc.of_sales >= LEAST:
            parts += [", the European Union’s members ", Rounded(_of_sales(sold, bloc))]
    return (*parts, " in ", Day(str(found[0].year)), ".")


def contract(asked: Asked, found: Found, held: Contract) -> tuple[Part, ...]:
    """Return what a purchase that the report tells is of all that its sides buy and sell abroad."""
    amount, bought, sold = (
        contract_figure(asked, held, key) for key in ("amount", "of_purchases", "of_sales")
    )
    year = found.sales.year if found.sales else asked.trade_year
    return (
        "The ", Rounded(amount), f" of {asked.fuel} that the report tells of would be ", Rounded(bought), " of what ",
        f"{the(asked.buyer or '')} bought abroad in ", Day(str(year)), " and ", Rounded(sold), " of what ",
        f"{the(asked.seller)} sold.",
    )  # fmt: skip


def _since(sold: SalesAnswer, since: int | None, *, first: bool) -> list[Part]:
    """Return since when an economy has been a main buyer, or nothing."""
    if since is None or since == sold.year:
        return []
    start = " (a main buyer since " if first else " (since "
    return [start, Day(str(since)), " or before)" if since == YEARS[0] else ")"]


def _share(sold: SalesAnswer, row: BuyerRow) -> Figure:
    return number(sold, f"{row.buyer}_of_sales", f"{name(row.buyer)}, of the seller’s sales")


def _leans(sold: SalesAnswer, row: BuyerRow) -> Figure:
    return number(sold, f"{row.buyer}_of_purchases", f"{name(row.buyer)}, of its purchases abroad")


def _of_sales(sold: SalesAnswer, bloc: BlocRow) -> Figure:
    return number(sold, "EU27_of_sales", "European Union, of the seller’s sales", bloc.of_sales)
