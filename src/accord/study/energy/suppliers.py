"""Who buys how much of a fuel from a seller, what share that is for both, and since when."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

import numpy as np

from accord import groups
from accord.core.codec import Document
from accord.core.codes import economies, economy_name, nearest, the
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy import tables as energy
from accord.energy.answers.numbers import Number, figures
from accord.supply import tables as trade

PRODUCTS = {
    "crude oil": ("270900",),
    "LNG": ("271111",),
    "pipeline gas": ("271121",),
    "coal": ("270111", "270112", "270119"),
    "uranium ore": ("261210",),
}
"""What can be asked about, by HS 1992 code. Oil products and enriched uranium are in no table held here."""
COUNTS = 0.05
"""Share of the seller's sales from which a buyer counts as one of its buyers."""
SMALLEST_USD_BN, TINY = 0.001, 1e-12
LAST = 2024


@dataclass(frozen=True)
class BuyerRow:
    """A buyer: USD bn, the volume, the shares in per cent of the seller's sales and of its own purchases.

    usd_bn           None where the sale is assumed and not on record
    volume           mb/d for crude oil, Mt for the rest; None where no weight is on record
    since            first year of the present run of years in which it took at least 5 % of the sales
    """

    buyer: str
    usd_bn: float | None
    volume: float | None
    of_sales: float
    of_purchases: float
    since: int | None


@dataclass(frozen=True)
class SalesAnswer:
    """A seller's sales of a fuel in one year, and over the years to one buyer (None: all)."""

    seller: str
    product: str
    year: int
    usd_bn: float
    volume: float
    unit: str
    of_world: float
    buyers: tuple[BuyerRow, ...]
    by_year: tuple[tuple[int, float], ...]
    notes: tuple[str, ...]
    source: str = "cepii-baci"

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        year, basis = str(self.year), "recorded trade (BACI); crude oil with implausible weights set by value"

        def number(value: float | None, unit: str) -> Number:
            return Number(value, unit, year, self.source, basis, "measured", "M")

        found = {"usd_bn": number(self.usd_bn, "USD bn"), "volume": number(self.volume, self.unit)}
        for row in self.buyers:
            found[f"{row.buyer}_of_sales"] = number(row.of_sales, "% of the seller's sales")
            found[f"{row.buyer}_of_purchases"] = number(row.of_purchases, "% of the buyer's purchases abroad")
            found[f"{row.buyer}_volume"] = number(row.volume, self.unit)
        return found

    def document(self) -> Document:
        """Return a seller's buyers."""
        return {
            "answer": in_words(self),
            "seller": self.seller,
            "product": self.product,
            "year": self.year,
            "usd_bn": self.usd_bn,
            "volume": self.volume,
            "unit": self.unit,
            "of_world_pct": self.of_world,
            "buyers": [asdict(row) for row in self.buyers],
            "usd_bn_by_year": {str(year): usd for year, usd in self.by_year},
            "notes": list(self.notes),
            "source": self.source,
            "figures": figures(self.numbers()),
        }


def product_name(word: str) -> str:
    """Return the product of a word in any case; raise InputError for one that no table holds."""
    for name in PRODUCTS:
        if word.casefold() == name.casefold():
            return name
    raise InputError(f"product: unknown product '{word}'{nearest(word, PRODUCTS)} ({', '.join(PRODUCTS)})")


def values(product: str, year: int) -> Array:
    """Return trade [importer, exporter] in USD bn."""
    return trade.trade_matrix(PRODUCTS[product], year, "kusd") / 1e6


@lru_cache(maxsize=16)
def volumes(product: str, year: int) -> tuple[Array, str]:
    """Return trade [importer, exporter] in mb/d (crude oil, repaired) or Mt, and the unit; not to be written to."""
    found, unit = _volumes(product, year)
    found.setflags(write=False)
    return found, unit


def _volumes(product: str, year: int) -> tuple[Array, str]:
    if not _repaired(product, year):
        return trade.trade_matrix(PRODUCTS[product], year) / 1e6, "Mt"
    base = energy.load_crude(year)
    known = trade.load().economies
    found = np.zeros((len(known), len(known)))
    place = {code: row for row, code in enumerate(known)}
    for o, origin in enumerate(base.origins):
        for b, buyer in enumerate(base.buyers):
            if origin in place and buyer in place and origin != buyer:
                found[place[buyer], place[origin]] = base.flow[o, b]
    return found, "mb/d"


def _repaired(product: str, year: int) -> bool:
    return product == "crude oil" and year in energy.years()


def weighed(product: str, year: int) -> Array:
    """Return trade [importer, exporter] as shares are counted: repaired volumes of crude oil, else USD bn."""
    return volumes(product, year)[0] if _repaired(product, year) else values(product, year)


def sales(seller: str, product: str, year: int = LAST, top: int = 8) -> SalesAnswer:
    """Return who buys a product from a seller. Raises InputError for a seller without recorded sales."""
    name = product_name(product)
    known = trade.load().economies
    if seller not in economies() or seller not in known:
        raise InputError(f"seller: {economy_name(seller)} is not in the trade tables")
    at = known.index(seller)
    trade.check_year(year)
    amount, unit = volumes(name, year)
    sold, weigh = values(name, year)[:, at], weighed(name, year)
    if weigh[:, at].sum() < SMALLEST_USD_BN:
        raise InputError(f"seller: {economy_name(seller)} sold no {name} on record in {year}")
    order = [int(row) for row in np.argsort(-weigh[:, at])[:top] if weigh[row, at] > 0]
    shares = {past: _shares(name, past, at) for past in trade.YEARS}
    rows = tuple(
        BuyerRow(
            known[row],
            float(sold[row]) if sold[row] > 0 else None,
            float(amount[row, at]) if amount[row, at] > 0 else None,
            100 * float(weigh[row, at] / weigh[:, at].sum()),
            100 * float(weigh[row, at] / weigh[row].sum()),
            since(shares, row, year),
        )
        for row in order
    )
    by_year = tuple((past, float(values(name, past)[:, at].sum())) for past in trade.YEARS)
    of_world = 100 * float(weigh[:, at].sum() / weigh.sum())
    volume = float(amount[:, at].sum())
    return SalesAnswer(
        seller, name, year, float(sold.sum()), volume, unit, of_world, rows, by_year, notes(name, seller)
    )


@dataclass(frozen=True)
class BlocRow:
    """The European Union as one buyer: per cent of the seller's sales, and of what it buys from outside."""

    of_sales: float
    of_purchases: float
    usd_bn: float


def bloc(seller: str, product: str, year: int = LAST) -> BlocRow:
    """Return what the members of the European Union together took of a seller, intra-Union trade left out."""
    known = trade.load().economies
    codes = groups.members("EU27", f"{year}-07-01")
    inside = np.isin(known, codes)
    at, worth, weigh = known.index(seller), values(product, year), weighed(product, year)
    taken = float(weigh[inside, at].sum())
    abroad = float(weigh[np.ix_(inside, ~inside)].sum())
    return BlocRow(
        100 * taken / max(float(weigh[:, at].sum()), TINY),
        100 * taken / max(abroad, TINY),
        float(worth[inside, at].sum()),
    )


def _shares(product: str, year: int, at: int) -> Array:
    sold = weighed(product, year)[:, at]
    return sold / sold.sum() if sold.sum() > 0 else sold


def since(shares: dict[int, Array], row: int, year: int) -> int | None:
    """Return the first year of the run up to ``year`` in which a buyer took ``COUNTS`` of the sales."""
    first = None
    for past in sorted((past for past in shares if past <= year), reverse=True):
        if shares[past][row] < COUNTS:
            break
        first = past
    return first


def notes(product: str, seller: str) -> tuple[str, ...]:
    """Return what of the record is known to be wrong or assumed."""
    found = ["recorded by customs; what is sold under another name is not seen"]
    if product == "crude oil":
        found += list(energy.ASSUMED)
    if product == "pipeline gas":
        found.append("several customs record no pipeline gas by origin")
    if seller in ("IRN", "VEN"):
        found.append(f"{the(seller)} sells more than is recorded")
    return tuple(found)


def in_words(answer: SalesAnswer, buyer: str | None = None) -> str:
    """Return who buys most, or what one buyer takes, in a sentence."""
    row = next((one for one in answer.buyers if one.buyer == buyer), None) if buyer else answer.buyers[0]
    if row is None:
        name = economy_name(buyer or "")
        return (
            f"{name} is not among the {len(answer.buyers)} largest buyers of {answer.product} from "
            f"{the(answer.seller)}."
        )
    amount = f"{row.volume:.2f} {answer.unit}, " if row.volume is not None else ""
    worth = f"{row.usd_bn:.1f} bn USD" if row.usd_bn is not None else "an assumed amount, not on record,"
    start = f", one of its main buyers since {row.since}" if row.since else ""
    if row.since == trade.YEARS[0]:
        start = f", one of its main buyers since {row.since} at least"
    return (
        f"{the(row.buyer, start=True)} bought {amount}{worth} of {answer.product} from {the(answer.seller)} "
        f"in {answer.year}: {row.of_sales:.0f} % of what it sold, {row.of_purchases:.0f} % of "
        f"what it bought abroad{start}."
    )
