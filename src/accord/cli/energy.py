"""``accord energy``: oil, nuclear power and purchases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, say
from accord.core.codes import economy_code, economy_name
from accord.core.errors import InputError

if TYPE_CHECKING:
    from accord.study.energy.oil import Asked, MarketAnswer

app = typer.Typer(name="energy", help="Oil, civil nuclear power and energy purchases.", no_args_is_help=True)
oil = typer.Typer(
    name="oil", help="Crude oil: stops, break-even, caps, grades, buyers.", no_args_is_help=True
)
nuclear = typer.Typer(name="nuclear", help="Reactors: capacity, fuel, suppliers.", no_args_is_help=True)
app.add_typer(oil)
app.add_typer(nuclear)

Json = Annotated[bool, JSON_OPTION]
Buyer = Annotated[str, typer.Argument(help="Who buys.")]
Supplier = Annotated[str, typer.Argument(help="Who sells.")]
Discount = Annotated[float | None, typer.Option(help="USD a barrel; drawn over its range when left out.")]
Stranded = Annotated[
    float | None,
    typer.Option(help="Share of the barrels without another buyer, 0 to 1; drawn when left out."),
]
Set = Annotated[str | None, typer.Option(help="A set of elasticities; all published ones when left out.")]
Year = Annotated[int, typer.Option(help="Year of the flows, 2019 to 2025.")]
Country = Annotated[str, typer.Option(help="A country with reactors.")]


def _asked(
    buyer: str, supplier: str, year: int, discount: float | None, stranded: float | None, elasticities: str | None,
    spare: float = 0.0, all_buyers: bool = False,
) -> Asked:  # fmt: skip
    from accord.study.energy.oil import Asked

    codes = economy_code(buyer, "buyer"), economy_code(supplier, "supplier")
    return Asked(*codes, year, discount, stranded, elasticities, spare, all_buyers)


@oil.command()
def stop(
    buyer: Buyer,
    supplier: Supplier,
    discount: Discount = None,
    stranded: Stranded = None,
    elasticities: Set = None,
    spare: Annotated[float, typer.Option(help="Spare output that may answer, mb/d.")] = 0.0,
    all_buyers: Annotated[
        bool, typer.Option("--all-buyers", help="Everybody stops, not this buyer alone.")
    ] = False,
    year: Year = 2025,
    json: Json = False,
) -> None:
    """Show what it costs a buyer to stop buying a seller's oil, who supplies instead, and who gains."""
    from accord.study.energy.document import stop_document
    from accord.study.energy.oil import oil_stop, seller_words

    answer = oil_stop(_asked(buyer, supplier, year, discount, stranded, elasticities, spare, all_buyers))
    if json:
        emit_json(stop_document(answer))
        return
    print(seller_words(answer))
    print(f"It buys {answer.volume:.2f} mb/d, {100 * answer.share:.0f} % of what it runs ({answer.year}).")
    print(f"World price {answer.world_price.central:+.2f} USD a barrel, on {answer.price:.0f}.")
    print("\nInstead it buys from:")
    for one in answer.replacements[:7]:
        print(f"  {economy_name(one.economy):26} {one.mbd:5.2f} mb/d  {100 * one.share:3.0f} %")
    print("\nGain or loss, bn USD a year:")
    for name, value in answer.groups.items():
        print(f"  {economy_name(name):26} {value:+6.2f}")
    _notes(answer.assumptions, answer.sources)


@oil.command(name="break-even")
def break_even(
    buyer: Buyer,
    supplier: Supplier,
    duty: Annotated[str, typer.Option(help="The scenario with the duty.")],
    without: Annotated[str, typer.Option(help="The scenario without it.")],
    horizon: Annotated[
        str | None, typer.Option(help="'long run' or 'short run': which cost is weighed.")
    ] = None,
    discount: Discount = None,
    stranded: Stranded = None,
    elasticities: Set = None,
    year: Year = 2025,
    json: Json = False,
) -> None:
    """Show the discount at which a duty costs a buyer as much as the stop it asks for."""
    from accord.study.energy.balance import LONG, SHORT, duty_costs, find_break_even
    from accord.study.energy.document import break_even_document

    asked = _asked(buyer, supplier, year, discount, stranded, elasticities)
    horizons = tuple(dict.fromkeys((horizon or LONG, LONG, SHORT)))
    answer = find_break_even(asked, duty_costs(asked.buyer, duty, without, horizons), horizon)
    if json:
        emit_json(break_even_document(answer))
        return
    print(answer.verdict)
    print("\nThe duty's cost, bn USD a year:")
    for one in answer.costs:
        print(f"  {one.method:10} {one.usd_bn:6.2f}  {one.basis}")
    print("\nBreak-even discount, USD a barrel, by share of barrels stranded:")
    print("  stranded " + "".join(f"{one.method:>12}" for one in answer.costs))
    for share in dict.fromkeys(cell.stranded for cell in answer.grid):
        cells = [cell for cell in answer.grid if cell.stranded == share]
        print(f"  {share:8.2f} " + "".join(f"{_discount(cell.usd_bbl):>12}" for cell in cells))
    for seen in answer.observed:
        print(f"  observed {seen.date}: {seen.value:g} ({seen.source})")


def _discount(value: float | None) -> str:
    if value is None:
        return "no discount"
    return "above 40" if value == float("inf") else f"{value:.1f}"


@oil.command()
def cap(
    usd: Annotated[float, typer.Argument(help="Highest price the seller may receive, USD a barrel.")],
    seller: Annotated[str, typer.Option(help="Whose price is capped.")] = "RUS",
    year: Year = 2025,
    elasticities: Set = None,
    json: Json = False,
) -> None:
    """Show what a price cap, kept on every sale, takes from a seller and gives its buyers."""
    from accord.study.energy.oil import price_cap

    _market(price_cap(usd, economy_code(seller, "seller"), year, elasticities), json)


@oil.command()
def sanction(
    seller: Supplier,
    cost: Annotated[
        float, typer.Option(help="Risk cost in USD a barrel; 9.7 was backed out of late 2025.")
    ] = 9.7,
    buyer: Annotated[list[str] | None, typer.Option(help="Who bears it; every buyer when left out.")] = None,
    year: Year = 2025,
    elasticities: Set = None,
    json: Json = False,
) -> None:
    """Show what a risk cost on buying from a seller, such as sanctions bring, moves."""
    from accord.study.energy.oil import sanction as solve

    buyers = [economy_code(word, "buyer") for word in buyer or ()]
    _market(solve(economy_code(seller, "seller"), cost, buyers, year, elasticities), json)


@oil.command()
def strait(
    loss: Annotated[float, typer.Argument(help="Net loss of what passes Hormuz, mb/d.")],
    year: Year = 2025,
    elasticities: Set = None,
    json: Json = False,
) -> None:
    """Show what oil that does not come through Hormuz does to the price."""
    from accord.study.energy.oil import strait as solve

    _market(solve(loss, year=year, elasticities=elasticities), json)


def _market(answer: MarketAnswer, json: bool) -> None:
    from accord.study.energy.document import market_document

    if json:
        emit_json(market_document(answer))
        return
    print(f"{economy_name(answer.seller)}, {answer.what}, {answer.year}")
    print(f"  world price {answer.price:+.2f}, the seller's {answer.seller_price:+.2f} USD a barrel")
    print(
        f"  the seller loses {answer.seller_loss:.1f} mn USD a day; rent of its buyers {answer.rent:.1f} bn a year"
    )
    for code, before, after in answer.flows:
        print(f"  to {economy_name(code):24} {before:5.2f} before, {after:5.2f} mb/d after")
    _notes(answer.assumptions, answer.sources)


@oil.command()
def grades(
    closed: Annotated[list[str] | None, typer.Option(help="A closed strait: hormuz.")] = None,
    us_share: Annotated[float, typer.Option(help="Least share of American grades, 0 to 1.")] = 0.0,
    tolerance: Annotated[float, typer.Option(help="How far refiners' bands give way, as a share.")] = 0.0,
    json: Json = False,
) -> None:
    """Show which grades replace Russian crude in India's refineries at the least cost."""
    from accord.study.energy.document import grades_document
    from accord.study.energy.grades import replacement

    shares = {"USA": us_share} if us_share else {}
    answer = replacement(closed=closed or (), shares=shares, tolerance=tolerance)
    if json:
        emit_json(grades_document(answer))
        return
    print(
        f"{answer.lost_kbd:.0f} kb/d to replace; landed at {answer.slate.landed:+.2f} USD a barrel to dated Brent"
    )
    for name, origin, amount in answer.by_grade:
        print(f"  {name:16} {economy_name(origin):22} {amount:6.0f} kb/d")
    print(
        f"  unmet {answer.slate.unmet.sum():.0f} kb/d; the share asked for costs {answer.premium:.2f} bn USD a year"
    )
    _notes(answer.assumptions, answer.sources)


@oil.command()
def buyers(
    seller: Supplier,
    product: Annotated[
        str, typer.Option(help="crude oil, LNG, pipeline gas, coal or uranium ore.")
    ] = "crude oil",
    year: Annotated[int, typer.Option(help="2015 to 2024.")] = 2024,
    json: Json = False,
) -> None:
    """Show who buys how much of a fuel from a seller, what share, and since when."""
    from accord.study.energy.document import sales_document
    from accord.study.energy.suppliers import in_words, sales

    answer = sales(economy_code(seller, "seller"), product, year)
    if json:
        emit_json(sales_document(answer))
        return
    print(in_words(answer))
    for row in answer.buyers:
        amount = "no weight" if row.volume is None else f"{row.volume:6.2f} {answer.unit}"
        since = f"since {row.since}" if row.since else ""
        print(f"  {economy_name(row.buyer):24} {amount}  {row.of_sales:5.1f} % of sales  {since}")
    _notes(answer.notes, (answer.source,))


@nuclear.command()
def path(
    lead: Annotated[str, typer.Option(help="own, india, china, fleet, an economy's code, or years.")] = "own",
    starts: Annotated[Path | None, typer.Option(help="A file of new starts: lines of year,gw.")] = None,
    to: Annotated[int, typer.Option(help="Last year.")] = 2047,
    country: Country = "IND",
    json: Json = False,
) -> None:
    """Show capacity with its odds against targets; for India fuel, outlay and displaced coal too."""
    from accord.study.energy.document import path_document
    from accord.study.energy.nuclear import nuclear_fuel, nuclear_loss, nuclear_outlay, nuclear_path
    from accord.study.energy.starts import read_starts

    code = economy_code(country, "country")
    answer = nuclear_path(code, lead, read_starts(starts) if starts else None, to)
    if json:
        further = (
            (nuclear_fuel(code, 2047), nuclear_outlay(code), nuclear_loss("RUS", country=code))
            if code == "IND"
            else ()
        )
        emit_json(path_document(answer, *further))
        return
    print(
        f"{economy_name(code)}: {answer.base:.1f} GW now, {answer.pipeline:.1f} building or planned with a date"
    )
    print(f"lead time: median {answer.lead.median:.1f} years ({answer.lead_name})")
    shown = {answer.years[0], 2030, 2032, 2035, 2040, 2045, answer.years[-1]}
    for year, low, middle, high in zip(answer.years, answer.p10, answer.p50, answer.p90, strict=True):
        if year in shown:
            print(f"  {year}  {middle:6.1f} GW  ({low:.1f} to {high:.1f})")
    for one in answer.targets:
        print(f"  {one.gw:g} GW by {one.year}: {100 * one.probability:.0f} % of draws")
    if answer.needed is not None and answer.needed_for is not None:
        print(
            f"  {answer.needed_for[0]:g} GW by {answer.needed_for[1]} needs {answer.needed:.1f} GW of new starts a year"
        )
    _notes(answer.assumptions, answer.sources)


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
    from accord.study.energy.document import fuel_document, type_rows
    from accord.study.energy.nuclear import nuclear_fuel

    answer = nuclear_fuel(economy_code(country, "country"), year, cf, tails, gw)
    if json:
        emit_json({**fuel_document(answer), "types": type_rows(answer)})
        return
    print(
        f"{economy_name(answer.country)}, {answer.year}: {sum(answer.mix.values()):.1f} GW, {answer.twh:.0f} TWh a year"
    )
    print(f"  natural uranium {answer.natural_tu:,.0f} tU, and {answer.feed_tu:,.0f} tU to enrich")
    print(
        f"  enriched {answer.enriched_tu:,.0f} tU, {answer.swu / 1e6:.2f} mn SWU; first cores {answer.first_core_tu:,.0f} tU"
    )
    print(f"  {100 * answer.world_share:.0f} % of what the world needs now")
    for vendor, amount in answer.vendors.items():
        print(f"  designs of {economy_name(vendor):20} {amount:5.1f} GW")
    _notes(answer.assumptions, answer.sources)


@nuclear.command()
def lose(
    supplier: Supplier,
    stage: Annotated[str, typer.Option(help="fabrication, enrichment or mining.")] = "fabrication",
    stock: Annotated[float, typer.Option(help="Years of use in store.")] = 0.0,
    year: Annotated[int | None, typer.Option(help="2047 for India's planned mix.")] = None,
    country: Country = "IND",
    json: Json = False,
) -> None:
    """Show what a country's reactors lose when a supplier of fuel stops."""
    from accord.study.energy.document import loss_document
    from accord.study.energy.nuclear import nuclear_loss

    code = economy_code(supplier, "supplier")
    answer = nuclear_loss(code, stage, economy_code(country, "country"), year=year, stock_years=stock)
    if json:
        emit_json(loss_document(answer))
        return
    lost = ", ".join(f"{value:.0f}" for value in answer.twh)
    print(
        f"{economy_name(answer.country)} without {stage} of {economy_name(code)} loses {lost} TWh in years 1 to 5"
    )
    print(
        f"  of {answer.generation:.0f} TWh; coal in its place: {answer.coal_mt:.0f} Mt, {answer.co2_mt:.0f} Mt of CO2 a year"
    )
    _notes(answer.assumptions, answer.sources)


@app.command()
def purchases(
    years: Annotated[int, typer.Option(help="Years of the pledge.")] = 5,
    pledge: Annotated[float, typer.Option(help="The pledge, USD bn.")] = 500.0,
    json: Json = False,
) -> None:
    """Show what of a pledge India's energy purchases from the United States could carry."""
    from accord.study.energy.document import purchase_document
    from accord.study.energy.purchases import purchases as solve

    answer = solve(years, pledge)
    if json:
        emit_json(purchase_document(answer))
        return
    now, most = answer.linear.now_a_year, answer.linear.most_a_year
    print(
        f"Energy: {now:.0f} bn USD a year now, {most:.0f} at the assumed ceilings; the pledge needs {answer.needed_a_year:.0f}."
    )
    print(
        f"Over {years} years {answer.linear.total:.0f} bn ({answer.of_pledge:.0f} % of the pledge), {answer.new:.0f} of it new."
    )
    for product, amount in answer.linear.by_product.items():
        print(f"  {product:42} {amount:6.1f} bn")
    print(
        f"Buying 30 % of the replacement of Russian crude there costs {answer.premium[0]:.2f} to {answer.premium[2]:.2f} bn a year."
    )
    _notes(answer.assumptions, answer.sources)


@app.command()
def build(
    sources: Annotated[Path, typer.Option(help="Folder of the source figures.")],
    target: Annotated[
        Path | None, typer.Option(help="Where to write; the shipped data when left out.")
    ] = None,
) -> None:
    """Build the shipped energy tables again from their sources."""
    import accord.energy

    try:
        from accord.sources.energy import build as build_tables
    except ModuleNotFoundError:
        raise InputError("building needs polars: pip install accord[build]") from None
    folder = target or Path(accord.energy.__file__).parent / "data"
    for name, count in build_tables(sources, folder).items():
        say(f"{name}: {count}")


def _notes(assumptions: tuple[str, ...], sources: tuple[str, ...]) -> None:
    for sentence in assumptions:
        print(f"Assumed. {sentence[0].upper()}{sentence[1:]}.")
    for source in sources:
        print(f"Source. {source}.")
