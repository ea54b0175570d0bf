"""The figures of the page, each with its unit, year, source and basis."""

from __future__ import annotations

from accord.assess.oil.found import Contract, Strait
from accord.assess.oil.read import Asked
from accord.core.provenance import Figure
from accord.energy.answers.markets import MarketAnswer
from accord.energy.answers.oil import StopAnswer
from accord.study.energy.suppliers import SalesAnswer

CAP = {
    "seller_loss": "What the seller loses",
    "price": "Change of the world price",
    "rent": "Rent of those who buy below the market",
}
RECORD = "recorded trade (BACI); crude oil with implausible weights set by value"


def number(found: StopAnswer | SalesAnswer, key: str, label: str, value: float | None = None) -> Figure:
    """Return a number of an answer by its key; ``value`` in per cent where the answer has it under no key."""
    if isinstance(found, StopAnswer):
        return found.numbers()[key].figure(f"oil.{found.supplier}.{found.buyer}.{key}", label)
    stem = f"oil.{found.seller}.{found.product.replace(' ', '-')}.{key}"
    if value is not None:
        return Figure(stem, label, value, "%", str(found.year), found.source, RECORD, "measured")
    held = found.numbers()[key]
    unit = "%" if held.unit.startswith("%") else held.unit
    return Figure(stem, label, held.value, unit, held.year, held.source, held.basis, held.quality)


def share_figure(stranded: float, key: str) -> Figure:
    """Return a stranded share in per cent: an assumption."""
    return Figure(f"oil.stranded.{key}", "Share of the oil that finds no other buyer", 100 * stranded, "%", "2025",
                  "accord-energy", "assumed; no direct estimate exists", "estimated")  # fmt: skip


def cap_figure(asked: Asked, found: MarketAnswer, key: str, value: float, unit: str) -> Figure:
    """Return a number of a price cap."""
    return Figure(f"oil.cap.{asked.seller}.{key}", CAP[key], value, unit, str(found.year), "accord-energy",
                  "crude market cleared with the seller's price capped", "computed")  # fmt: skip


def strait_figure(found: Strait, key: str, value: float, unit: str) -> Figure:
    """Return a number of what passes the strait."""
    return Figure(f"oil.hormuz.{key}", f"Through Hormuz, {key}", value, unit, str(found.year), "accord-energy",
                  "flows by origin and buyer; pipelines round the strait are an assumption", "computed")  # fmt: skip


def market_figure(found: MarketAnswer, key: str, label: str, value: float, unit: str) -> Figure:
    """Return a number of the market under one change."""
    return Figure(f"oil.{key}", label, value, unit, str(found.year), "accord-energy",
                  f"crude market cleared under a {found.what}", "computed")  # fmt: skip


def contract_figure(asked: Asked, held: Contract, key: str) -> Figure:
    """Return a number of a purchase that the report tells."""
    unit = (
        {"mb/d": "million barrels a day", "Mt": "million tonnes a year"}[held.unit]
        if key == "amount"
        else "%"
    )
    words = {
        "amount": "To be bought",
        "of_purchases": "Of the buyer’s purchases abroad",
        "of_sales": "Of the seller’s sales",
    }
    told = key == "amount" and not held.converted
    basis = (
        "told by the report"
        if told
        else "told by the report over recorded trade (BACI); 0.735 Mt in a bcm of gas"
    )
    return Figure(f"oil.contract.{asked.seller}.{asked.buyer}.{key}", words[key], getattr(held, key), unit,
                  str(asked.trade_year), "report" if told else "cepii-baci", basis, "cited" if told else "computed")  # fmt: skip
