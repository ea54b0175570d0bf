"""What is worked out for a pledge: today's trade in fuels, and for India what energy could carry of it."""

from __future__ import annotations

from accord.assess.purchase.read import Asked
from accord.core.frozen import dataclass
from accord.energy.answers.purchases import PurchaseAnswer, purchases
from accord.study.energy.fueltrade import FuelTrade, fuel_trade

PAIRS = (("IND", "USA"),)
"""Buyers and sellers of which import bills with ceilings on one seller's share are held."""


@dataclass(frozen=True)
class Found:
    """Trade in fuels between buyer and seller; what energy could carry of the pledge where bills are held."""

    trade: FuelTrade | None
    answer: PurchaseAnswer | None


def find(asked: Asked) -> Found:
    """Return the pledge against ceilings where they are held and its years are told, else against trade."""
    total, years = asked.total, asked.years
    if (asked.buyer, asked.seller) in PAIRS and years and years == int(years) and total:
        return Found(None, purchases(int(years), total, asked.buyer, asked.seller))
    return Found(fuel_trade(asked.buyer, asked.seller, asked.trade_year), None)
