"""``accord energy``: oil, nuclear power and purchases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, say, show
from accord.core.codes import economy_code

if TYPE_CHECKING:
    from accord.page.blocks import Block

app = typer.Typer(name="energy", help="Oil, civil nuclear power and energy purchases.", no_args_is_help=True)
oil = typer.Typer(
    name="oil", help="Crude oil: stops, break-even, caps, grades, buyers.", no_args_is_help=True
)
nuclear = typer.Typer(name="nuclear", help="Reactors: capacity, fuel, suppliers.", no_args_is_help=True)
app.add_typer(oil)
app.add_typer(nuclear)

Json = Annotated[bool, JSON_OPTION]
Buyer = Annotated[str, typer.Argument(help="Who buys.")]
Seller = Annotated[str, typer.Argument(help="Who sells.")]
Discount = Annotated[float | None, typer.Option(help="USD a barrel; drawn over its range when left out.")]
Stranded = Annotated[
    float | None,
    typer.Option(help="Share of the barrels without another buyer, 0 to 1; drawn when left out."),
]
Set = Annotated[str | None, typer.Option(help="A set of elasticities; all published ones when left out.")]
Year = Annotated[int, typer.Option(help="Year of the flows, 2019 to 2025.")]
Country = Annotated[str, typer.Option(help="A country with reactors.")]


def _put(
    document: dict[str, object], printed: Callable[[Mapping[str, object]], list[Block]], json: bool
) -> None:
    if json:
        emit_json(document)
    else:
        show(printed(document))


@oil.command()
def stop(
    buyer: Buyer,
    supplier: Seller,
    discount: Discount = None,
    stranded: Stranded = None,
    elasticities: Set = None,
    spare: Annotated[float, typer.Option(help="Spare output that may answer, mb/d.")] = 0.0,
    all_buyers: Annotated[
        bool, typer.Option("--all-buyers", help="Everybody stops, not this buyer alone.")
    ] = False,
    year: Year = 2025,
    draws: Annotated[int, typer.Option(min=1, max=100_000, help="How many draws give the odds.")] = 600,
    json: Json = False,
) -> None:
    """Show what it costs a buyer to stop buying a seller's oil, who supplies instead, and who gains."""
    from accord.page.printed.energy import stop_blocks
    from accord.study.energy.document import stop_document
    from accord.study.energy.oil import Asked, oil_stop

    codes = economy_code(buyer, "buyer"), economy_code(supplier, "supplier")
    asked = Asked(*codes, year, discount, stranded, elasticities, spare, all_buyers, draws=draws)
    _put(stop_document(oil_stop(asked)), stop_blocks, json)


@oil.command(name="break-even")
def break_even(
    buyer: Buyer,
    supplier: Seller,
    duty: Annotated[str, typer.Option(help="The scenario with the duty.")],
    without: Annotated[str, typer.Option(help="The scenario without it.")],
    horizon: Annotated[
        str | None, typer.Option(help="Years from 1 to 10, or long: which cost is weighed.")
    ] = None,
    discount: Discount = None,
    stranded: Stranded = None,
    elasticities: Set = None,
    year: Year = 2025,
    json: Json = False,
) -> None:
    """Show the discount at which a duty costs a buyer as much as the stop it asks for."""
    from accord.page.printed.energy import break_even_blocks
    from accord.study.energy.balance import duty_costs, find_break_even, horizons_with
    from accord.study.energy.document import break_even_document
    from accord.study.energy.oil import Asked

    codes = economy_code(buyer, "buyer"), economy_code(supplier, "supplier")
    asked = Asked(*codes, year, discount, stranded, elasticities)
    costs = duty_costs(asked.buyer, duty, without, horizons_with(horizon))
    _put(break_even_document(find_break_even(asked, costs, horizon)), break_even_blocks, json)


@oil.command()
def cap(
    usd: Annotated[float, typer.Argument(help="Highest price the seller may receive, USD a barrel.")],
    seller: Annotated[str, typer.Option(help="Whose price is capped.")] = "RUS",
    year: Year = 2025,
    elasticities: Set = None,
    json: Json = False,
) -> None:
    """Show what a price cap, kept on every sale, takes from a seller and gives its buyers."""
    from accord.page.printed.energy import market_blocks
    from accord.study.energy.document import market_document
    from accord.study.energy.oil import price_cap

    answer = price_cap(usd, economy_code(seller, "seller"), year, elasticities)
    _put(market_document(answer), market_blocks, json)


@oil.command()
def sanction(
    seller: Seller,
    cost: Annotated[
        float, typer.Option(help="Risk cost in USD a barrel; 9.7 was backed out of late 2025.")
    ] = 9.7,
    buyer: Annotated[list[str] | None, typer.Option(help="Who bears it; every buyer when left out.")] = None,
    year: Year = 2025,
    elasticities: Set = None,
    json: Json = False,
) -> None:
    """Show what a risk cost on buying from a seller, such as sanctions bring, moves."""
    from accord.page.printed.energy import market_blocks
    from accord.study.energy.document import market_document
    from accord.study.energy.oil import sanction as solve

    buyers = [economy_code(word, "buyer") for word in buyer or ()]
    answer = solve(economy_code(seller, "seller"), cost, buyers, year, elasticities)
    _put(market_document(answer), market_blocks, json)


@oil.command()
def strait(
    loss: Annotated[float, typer.Argument(help="Net loss of what passes Hormuz, mb/d.")],
    year: Year = 2025,
    elasticities: Set = None,
    json: Json = False,
) -> None:
    """Show what oil that does not come through Hormuz does to the price."""
    from accord.page.printed.energy import market_blocks
    from accord.study.energy.document import market_document
    from accord.study.energy.oil import strait as solve

    _put(market_document(solve(loss, year=year, elasticities=elasticities)), market_blocks, json)


@oil.command()
def grades(
    closed: Annotated[list[str] | None, typer.Option(help="A closed strait: hormuz.")] = None,
    us_share: Annotated[float, typer.Option(help="Least share of American grades, 0 to 1.")] = 0.0,
    tolerance: Annotated[float, typer.Option(help="How far refiners' bands give way, as a share.")] = 0.0,
    json: Json = False,
) -> None:
    """Show which grades replace Russian crude in India's refineries at the least cost."""
    from accord.page.printed.energy import grades_blocks
    from accord.study.energy.document import grades_document
    from accord.study.energy.grades import replacement

    shares = {"USA": us_share} if us_share else {}
    answer = replacement(closed=closed or (), shares=shares, tolerance=tolerance)
    _put(grades_document(answer), grades_blocks, json)


@oil.command()
def buyers(
    seller: Seller,
    product: Annotated[
        str, typer.Option(help="crude oil, LNG, pipeline gas, coal or uranium ore.")
    ] = "crude oil",
    year: Annotated[int, typer.Option(help="2015 to 2024.")] = 2024,
    json: Json = False,
) -> None:
    """Show who buys how much of a fuel from a seller, what share, and since when."""
    from accord.page.printed.energy import sales_blocks
    from accord.study.energy.document import sales_document
    from accord.study.energy.suppliers import sales

    _put(sales_document(sales(economy_code(seller, "seller"), product, year)), sales_blocks, json)


@nuclear.command()
def path(
    lead: Annotated[str, typer.Option(help="own, india, china, fleet, an economy's code, or years.")] = "own",
    starts: Annotated[Path | None, typer.Option(help="A file of new starts: lines of year,gw.")] = None,
    to: Annotated[int, typer.Option(help="Last year.")] = 2047,
    country: Country = "IND",
    json: Json = False,
) -> None:
    """Show capacity with its odds against targets; for India fuel, outlay and displaced coal too."""
    from accord.page.printed.energy import path_blocks
    from accord.study.energy.document import programme_document
    from accord.study.energy.starts import read_starts

    begun = read_starts(starts) if starts else None
    _put(programme_document(economy_code(country, "country"), lead, begun, to), path_blocks, json)


@nuclear.command()
def fuel(
    country: Country = "IND",
    year: Annotated[
        int | None, typer.Option(help="2047 for India's planned mix; the fleet now when left out.")
    ] = None,
    gw: Annotated[float | None, typer.Option(help="Scale the mix to this capacity, GW.")] = None,
    tails: Annotated[float, typer.Option(help="Tails of enrichment, per cent.")] = 0.25,
    cf: Annotated[float, typer.Option(help="Capacity factor.")] = 0.85,
    json: Json = False,
) -> None:
    """Show the uranium and enrichment that a country's reactors need a year."""
    from accord.page.printed.energy import fuel_blocks
    from accord.study.energy.document import fuel_document
    from accord.study.energy.fuel import nuclear_fuel

    answer = nuclear_fuel(economy_code(country, "country"), year, cf, tails, gw)
    _put(fuel_document(answer), fuel_blocks, json)


@nuclear.command()
def lose(
    supplier: Seller,
    stage: Annotated[str, typer.Option(help="fabrication, enrichment or mining.")] = "fabrication",
    stock: Annotated[float, typer.Option(help="Years of use in store.")] = 0.0,
    year: Annotated[int | None, typer.Option(help="2047 for India's planned mix.")] = None,
    country: Country = "IND",
    json: Json = False,
) -> None:
    """Show what a country's reactors lose when a supplier of fuel stops."""
    from accord.page.printed.energy import loss_blocks
    from accord.study.energy.document import loss_document
    from accord.study.energy.fuel import nuclear_loss

    codes = economy_code(supplier, "supplier"), stage, economy_code(country, "country")
    _put(loss_document(nuclear_loss(*codes, year=year, stock_years=stock)), loss_blocks, json)


@app.command()
def purchases(
    years: Annotated[int, typer.Option(help="Years of the pledge.")] = 5,
    pledge: Annotated[float, typer.Option(help="The pledge, USD bn.")] = 500.0,
    json: Json = False,
) -> None:
    """Show what of a pledge India's energy purchases from the United States could carry."""
    from accord.page.printed.energy import purchase_blocks
    from accord.study.energy.document import purchase_document
    from accord.study.energy.purchases import purchases as solve

    _put(purchase_document(solve(years, pledge)), purchase_blocks, json)


@app.command()
def build(
    sources: Annotated[Path, typer.Option(help="Folder of the source figures.")],
    target: Annotated[
        Path | None, typer.Option(help="Where to write; the shipped data when left out.")
    ] = None,
) -> None:
    """Build the shipped energy tables again from their sources."""
    import accord.energy
    from accord.sources.energy import build as build_tables

    folder = target or Path(accord.energy.__file__).parent / "data"
    for name, count in build_tables(sources, folder).items():
        say(f"{name}: {count}")
