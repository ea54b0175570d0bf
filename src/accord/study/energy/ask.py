"""Questions on oil, nuclear power and energy purchases, each a function of plain words that gives a document.

The command line offers them as they stand here: a parameter's note is the help of its option.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from accord.core.codec import Document
from accord.core.codes import economy_code
from accord.energy.answers import fuel, markets, nuclear, purchases
from accord.energy.answers.balance import find_break_even
from accord.energy.answers.oil import Asked
from accord.study.energy import fueltrade, oil, starts, suppliers
from accord.study.energy.dutycost import duty_costs, horizons_with

Buyer = Annotated[str, "Who buys."]
Seller = Annotated[str, "Who sells."]
Discount = Annotated[float | None, "USD a barrel; drawn over its range when left out."]
Stranded = Annotated[float | None, "Share of the barrels without another buyer, 0 to 1; drawn when left out."]
Set = Annotated[str | None, "A set of elasticities; all published ones when left out."]
Year = Annotated[int, "Year of the flows, 2019 to 2025."]
Country = Annotated[str, "A country with reactors."]
Fleet = Annotated[int | None, "2047 for India's planned mix; the fleet now when left out."]


def stop(
    buyer: Buyer,
    supplier: Seller,
    *,
    discount: Discount = None,
    stranded: Stranded = None,
    elasticities: Set = None,
    spare: Annotated[float, "Spare output that may answer, mb/d."] = 0.0,
    all_buyers: Annotated[bool, "Everybody stops, not this buyer alone."] = False,
    year: Year = 2025,
    draws: Annotated[int, "How many draws give the odds.", range(1, 100_001)] = 600,
) -> Document:
    """Show what it costs a buyer to stop buying a seller's oil, who supplies instead, and who gains."""
    codes = economy_code(buyer, "buyer"), economy_code(supplier, "supplier")
    asked = Asked(*codes, year, discount, stranded, elasticities, spare, all_buyers, draws=draws)
    return oil.oil_stop(asked).document()


def break_even(
    buyer: Buyer,
    supplier: Seller,
    *,
    duty: Annotated[str, "The scenario with the duty."],
    without: Annotated[str, "The scenario without it."],
    horizon: Annotated[str | None, "Years from 1 to 10, or long: which cost is weighed."] = None,
    discount: Discount = None,
    stranded: Stranded = None,
    elasticities: Set = None,
    year: Year = 2025,
) -> Document:
    """Show the discount at which a duty costs a buyer as much as the stop it asks for."""
    codes = economy_code(buyer, "buyer"), economy_code(supplier, "supplier")
    asked = Asked(*codes, year, discount, stranded, elasticities)
    costs = duty_costs(asked.buyer, duty, without, horizons_with(horizon))
    return find_break_even(asked, costs).document()


def cap(
    usd: Annotated[float, "Highest price the seller may receive, USD a barrel."],
    *,
    seller: Annotated[str, "Whose price is capped."] = "RUS",
    year: Year = 2025,
    elasticities: Set = None,
) -> Document:
    """Show what a price cap, kept on every sale, takes from a seller and gives its buyers."""
    event = markets.price_cap(usd, economy_code(seller, "seller"), year, elasticities)
    return oil.market(event).document()


def sanction(
    seller: Seller,
    *,
    cost: Annotated[float, "Risk cost in USD a barrel; 9.7 was backed out of late 2025."] = 9.7,
    buyer: Annotated[list[str] | None, "Who bears it; every buyer when left out."] = None,
    year: Year = 2025,
    elasticities: Set = None,
) -> Document:
    """Show what a risk cost on buying from a seller, such as sanctions bring, moves."""
    bearing = [economy_code(word, "buyer") for word in buyer or ()]
    event = markets.sanction(economy_code(seller, "seller"), cost, bearing, year, elasticities)
    return oil.market(event).document()


def strait(
    loss: Annotated[float, "Net loss of what passes Hormuz, mb/d."],
    *,
    year: Year = 2025,
    elasticities: Set = None,
) -> Document:
    """Show what oil that does not come through Hormuz does to the price."""
    return oil.market(markets.strait(loss, year=year, elasticities=elasticities)).document()


def output(
    change: Annotated[float, "Output that OPEC+ adds at old prices, mb/d; below 0 for a cut."],
    *,
    year: Year = 2025,
    elasticities: Set = None,
) -> Document:
    """Show what more or less output of the eight of OPEC+ does to the price."""
    return oil.market(markets.output(change, year, elasticities)).document()


def grades(
    *,
    closed: Annotated[list[str] | None, "A closed strait: hormuz."] = None,
    us_share: Annotated[float, "Least share of American grades, 0 to 1."] = 0.0,
    tolerance: Annotated[float, "How far refiners' bands give way, as a share."] = 0.0,
) -> Document:
    """Show which grades replace Russian crude in India's refineries at the least cost."""
    from accord.energy.answers.grades import replacement

    shares = {"USA": us_share} if us_share else {}
    return replacement(closed=closed or (), shares=shares, tolerance=tolerance).document()


def buyers(
    seller: Seller,
    *,
    product: Annotated[str, "crude oil, LNG, pipeline gas, coal or uranium ore."] = "crude oil",
    year: Annotated[int, "2015 to 2024."] = 2024,
) -> Document:
    """Show who buys how much of a fuel from a seller, what share, and since when."""
    return suppliers.sales(economy_code(seller, "seller"), product, year).document()


def path(
    *,
    lead: Annotated[str, "own, india, china, fleet, an economy's code, or years."] = "own",
    starts_: Annotated[Path | None, "A file of new starts: lines of year,gw."] = None,
    to: Annotated[int, "Last year."] = 2047,
    country: Country = "IND",
) -> Document:
    """Show capacity with its odds against targets; for India fuel, outlay and displaced coal too."""
    begun = starts.read_starts(starts_) if starts_ else None
    return programme(country, lead, begun, to)


def programme(
    country: str, lead: str = "own", begun: Mapping[int, float] | None = None, to: int = 2047
) -> Document:
    """Return a country's capacity path; for India with fuel, outlay, American content and the loss of Russia."""
    code = economy_code(country, "country")
    held = nuclear.nuclear_path(code, lead, begun, to).document()
    if code != "IND":
        return held
    needed, outlay = fuel.nuclear_fuel(code, 2047).document(), fuel.nuclear_outlay(code).document()
    loss = fuel.nuclear_loss("RUS").document()
    return {**held, "fuel": needed, "types": needed["types"], **outlay, "loss": loss}


def need(
    *,
    country: Country = "IND",
    year: Fleet = None,
    gw: Annotated[float | None, "Scale the mix to this capacity, GW."] = None,
    tails: Annotated[float, "Tails of enrichment, per cent."] = 0.25,
    cf: Annotated[float, "Capacity factor."] = 0.85,
) -> Document:
    """Show the uranium and enrichment that a country's reactors need a year."""
    return fuel.nuclear_fuel(economy_code(country, "country"), year, cf, tails, gw).document()


def lose(
    supplier: Seller,
    *,
    stage: Annotated[str, "fabrication, enrichment or mining."] = "fabrication",
    stock: Annotated[float, "Years of use in store."] = 0.0,
    year: Fleet = None,
    country: Country = "IND",
) -> Document:
    """Show what a country's reactors lose when a supplier of fuel stops."""
    codes = economy_code(supplier, "supplier"), stage, economy_code(country, "country")
    return fuel.nuclear_loss(*codes, year=year, stock_years=stock).document()


def pledged(
    *,
    years: Annotated[int, "Years of the pledge."] = 5,
    pledge: Annotated[float, "The pledge, USD bn."] = 500.0,
    buyer: Annotated[str, "Who buys: an economy, or EU."] = "IND",
    seller: Annotated[str, "Who sells: an economy, or EU."] = "USA",
) -> Document:
    """Show what of a pledge energy could carry: by ceilings for India from the United States, else by trade."""
    pair = _party(buyer, "buyer"), _party(seller, "seller")
    if pair == ("IND", "USA"):
        return purchases.purchases(years, pledge).document()
    return fueltrade.fuel_trade(*pair).document(years, pledge)


def _party(word: str, what: str) -> str:
    return fueltrade.BLOC if word.upper() in (fueltrade.BLOC, "EU27") else economy_code(word, what)
