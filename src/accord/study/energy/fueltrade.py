"""What a buyer takes of a seller's fuels, of everybody's, and what the seller sells to everybody, on record."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from accord import groups
from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy.answers.numbers import Number, figures
from accord.study.energy.suppliers import LAST, values
from accord.supply import tables as trade

FUELS = ("crude oil", "LNG", "pipeline gas", "coal")
"""Fuels with a table of trade; oil products, power and nuclear fuel have none here."""
BLOC = "EU"
MOST_PLEDGED = 1e5
RECORD = "recorded trade (BACI); oil products, power and nuclear fuel are not in it"


@dataclass(frozen=True)
class FuelRow:
    """One fuel in USD bn a year: from the seller, from everybody abroad, and the seller's sales to everybody."""

    product: str
    now: float
    bought: float
    sold: float


@dataclass(frozen=True)
class FuelTrade:
    """Trade in fuels between a buyer and a seller in one year."""

    buyer: str
    seller: str
    year: int
    rows: tuple[FuelRow, ...]
    source: str = "cepii-baci"

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        found = {}
        for row in self.rows:
            for key, value in (("now", row.now), ("bought", row.bought), ("sold", row.sold)):
                name = f"{row.product} {key}".replace(" ", "_")
                found[name] = Number(
                    value, "USD bn a year", str(self.year), self.source, RECORD, "measured", "M"
                )
        return found

    def total(self, which: str) -> float:
        """Return the sum over fuels of ``now``, ``bought`` or ``sold``, USD bn a year."""
        return float(sum(getattr(row, which) for row in self.rows))

    def document(self, years: int, pledged: float) -> Document:
        """Return a pledge of a pair against its trade in fuels. Raises InputError for years or a sum out of range."""
        if not 1 <= years <= 50:
            raise InputError(f"years: must be from 1 to 50, not {years}")
        if not 0 < pledged < MOST_PLEDGED:
            raise InputError(f"pledge: must be above 0 and below {MOST_PLEDGED:,.0f} USD bn, not {pledged:g}")
        return {
            "buyer": self.buyer,
            "seller": self.seller,
            "year": self.year,
            "years": years,
            "pledged_usd_bn": pledged,
            "needed_a_year_usd_bn": pledged / years,
            "now_a_year_usd_bn": self.total("now"),
            "bought_a_year_usd_bn": self.total("bought"),
            "sold_a_year_usd_bn": self.total("sold"),
            "by_product": [asdict(row) for row in self.rows],
            "assumptions": [RECORD],
            "sources": ["CEPII BACI"],
            "figures": figures(self.numbers()),
        }


def members(code: str, year: int) -> tuple[str, ...]:
    """Return the economies that a buyer or seller stands for: the members of the European Union, or itself."""
    return groups.members("EU27", f"{year}-07-01") if code == BLOC else (code,)


def fuel_trade(buyer: str, seller: str, year: int = LAST) -> FuelTrade:
    """Return trade in fuels between two economies, or with the European Union as one, its own trade left out.

    Raises InputError for an economy without trade on record or a year outside the tables.
    """
    known = trade.load().economies
    trade.check_year(year)
    to, of = (np.isin(known, members(code, year)) for code in (buyer, seller))
    for code, inside in ((buyer, to), (seller, of)):
        if not inside.any():
            raise InputError(f"purchases: {economy_name(code)} is not in the trade tables")
    rows = tuple(_row(product, values(product, year), to, of) for product in FUELS)
    return FuelTrade(
        buyer, seller, year, tuple(row for row in rows if max(row.now, row.bought, row.sold) > 0)
    )


def _row(product: str, worth: Array, to: np.ndarray, of: np.ndarray) -> FuelRow:
    return FuelRow(
        product,
        float(worth[np.ix_(to, of)].sum()),
        float(worth[np.ix_(to, ~to)].sum()),
        float(worth[np.ix_(~of, of)].sum()),
    )
