"""``accord energy``: stops, break-even, caps, grades, buyers, reactors and purchases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose, Table, Text
from accord.page.printed import Document
from accord.page.printed.blocks import grid, measured

SHOWN = 8
YEARS_SHOWN = (2026, 2030, 2032, 2035, 2040, 2045, 2047)


def number(value: float | None, unit: str = "") -> Figure:
    """Return a number of an energy document as a figure."""
    return measured(value, unit, source="accord-energy")


def stop_blocks(document: Document) -> list[Block]:
    """Return what a stop costs, who supplies instead, and who gains."""
    spread = document["price_spread_usd_bbl"]
    price = (
        f"The world price moves by {spread['central']:+.2f} USD a barrel ({spread['p5']:+.2f} to "
        f"{spread['p95']:+.2f}), from {document['assumptions']['price_usd_bbl']:.0f}."
    )
    rows = [
        (economy_name(row["origin"]), number(row["mbd"], "mb/d"), number(100 * row["share"], "%"))
        for row in document["replacements"][:SHOWN]
    ]
    columns = (Column("who", "Instead from"), Column("mbd", "Amount"), Column("share", "Share"))
    return [
        Prose(document["answer"]),
        Prose(price),
        grid("", columns, rows),
        _gains(document["groups"]),
        *_grounds(document["assumptions"]["notes"], document["sources"]),
    ]


def _gains(groups: Mapping[str, float]) -> Table:
    rows = [(economy_name(name), number(value, "USD bn change")) for name, value in groups.items()]
    return grid("", (Column("who", "Gain or loss a year"), Column("usd", "Amount")), rows)


def break_even_blocks(document: Document) -> list[Block]:
    """Return the verdict, the duty's cost by method, and break-even discounts by stranded share."""
    costs = document["duty_cost_usd_bn"]
    heads = [Column("stranded", "Stranded"), *(Column(name, name.replace("_", " ")) for name in costs)]
    shares = dict.fromkeys(row["stranded"] for row in document["grid"])
    rows = [_at_share(share, document["grid"]) for share in shares]
    duty = [(name.replace("_", " "), number(usd, "USD bn")) for name, usd in costs.items()]
    return [
        Prose(document["verdict"]),
        grid("", (Column("method", "The duty's cost by"), Column("usd", "A year")), duty),
        grid("Discount at which both cost the same, USD a barrel", heads, rows),
        *(
            Prose(f"Observed {row['date']}: {row['value']:g} ({row['source']})")
            for row in document["observed_discount"]
        ),
        *(Prose(f"{row['key']}: {row['basis']}") for row in document["figures"]),
    ]


def _at_share(share: float, cells: Sequence[Document]) -> tuple[Text | None, ...]:
    return number(100 * share, "%"), *(_level(row) for row in cells if row["stranded"] == share)


def _level(row: Document) -> Figure | str:
    if row["any_discount"]:
        return "above 40"
    return "no discount" if row["usd_bbl"] is None else number(row["usd_bbl"])


def market_blocks(document: Document) -> list[Block]:
    """Return prices, the seller's loss, rent and flows under one change."""
    rows = (
        ("World price", number(document["price_usd_bbl"], "USD/bbl")),
        ("The seller's price", number(document["seller_price_usd_bbl"], "USD/bbl")),
        ("The seller's loss a day", number(document["seller_loss_usd_mn_day"], "USD mn")),
        ("Rent of its buyers a year", number(document["rent_usd_bn"], "USD bn")),
    )
    flows = [
        (economy_name(row["buyer"]), number(row["mbd_before"]), number(row["mbd_after"]))
        for row in document["flows"]
    ]
    columns = (Column("to", "Sold to, mb/d"), Column("before", "Before"), Column("after", "After"))
    return [
        Prose(f"{economy_name(document['seller'])}, {document['what']}, {document['year']}"),
        grid("", (Column("what", "Change"), Column("value", "Value")), rows),
        grid("", columns, flows),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def grades_blocks(document: Document) -> list[Block]:
    """Return the slate."""
    landed = document["landed_usd_bbl_over_brent"]
    first = f"{document['lost_kbd']:.0f} kb/d to replace, landed at {landed:+.2f} USD a barrel to dated Brent"
    rows = [
        (row["grade"], economy_name(row["origin"]), number(row["kbd"], "kb/d"))
        for row in document["by_grade"]
    ]
    unmet, added = document["unmet_kbd"], document["premium_usd_bn"]
    return [
        Prose(first),
        grid("", (Column("grade", "Grade"), Column("origin", "Origin"), Column("kbd", "Amount")), rows),
        Prose(f"Unmet {unmet:.0f} kb/d. The share asked for costs {added:.2f} bn USD a year."),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def sales_blocks(document: Document) -> list[Block]:
    """Return a seller's buyers."""
    rows = [
        (
            economy_name(row["buyer"]),
            number(row["volume"], document["unit"]),
            number(row["of_sales"], "%"),
            number(row["of_purchases"], "%"),
            "" if row["since"] is None else str(row["since"]),
        )
        for row in document["buyers"]
    ]
    columns = (
        Column("buyer", "Buyer"),
        Column("volume", "Amount"),
        Column("sales", "Of its sales"),
        Column("bought", "Of what it buys"),
        Column("since", "Since"),
    )
    return [
        Prose(document["answer"]),
        grid("", columns, rows),
        *_grounds(document["notes"], [document["source"]]),
    ]


def path_blocks(document: Document) -> list[Block]:
    """Return capacity by year with its odds, and what a target needs."""
    fan, lead = document["gw"], document["lead"]
    rows = [
        (str(year), number(low, "GW"), number(middle, "GW"), number(high, "GW"))
        for year, low, middle, high in zip(document["years"], fan["p10"], fan["p50"], fan["p90"], strict=True)
        if year in YEARS_SHOWN
    ]
    columns = (Column("year", "Year"), Column("p10", "Low"), Column("p50", "Median"), Column("p90", "High"))
    name = economy_name(document["country"])
    return [
        Prose(
            f"{name}: {document['base_gw']:.1f} GW now, {document['pipeline_gw']:.1f} in building or with a date"
        ),
        Prose(f"Lead time {lead['median_years']:.1f} years in the median ({lead['name']})"),
        grid("", columns, rows),
        *map(Prose, _odds(document)),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def _odds(document: Document) -> Iterator[str]:
    for row in document["targets"]:
        yield f"{row['gw']:g} GW by {row['year']}: in {100 * row['probability']:.1f} % of draws"
    aim = document["starts_needed_for"]
    if aim is not None:
        yield f"{aim['gw']:g} GW by {aim['year']} needs {document['starts_needed']:.1f} GW of new starts a year"


def fuel_blocks(document: Document) -> list[Block]:
    """Return the fuel of a fleet."""
    rows = (
        ("Natural uranium", number(document["natural_tu"], "tU")),
        ("Uranium to enrich", number(document["feed_tu"], "tU")),
        ("Enriched uranium", number(document["enriched_tu"], "tU")),
        ("Separative work", number(document["swu"] / 1e6, "mn SWU")),
        ("First cores, once", number(document["first_core_tu"], "tU")),
        ("Part of the world's need", number(100 * document["share_of_world_uranium"], "%")),
        *(
            (f"Designs of {economy_name(code)}", number(gw, "GW"))
            for code, gw in document["vendors_gw"].items()
        ),
    )
    title = f"{economy_name(document['country'])}, {document['year']}: {document['twh']:.0f} TWh a year"
    return [
        grid(title, (Column("what", "Need"), Column("value", "A year")), rows),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def loss_blocks(document: Document) -> list[Block]:
    """Return what a fleet loses without a supplier."""
    lost = ", ".join(f"{value:.0f}" for value in document["twh"])
    who, whose = economy_name(document["country"]), economy_name(document["supplier"])
    coal = document["replaced_by"]
    return [
        Prose(
            f"Without {document['stage']} of {whose}, {who} loses {lost} TWh in years 1 to {len(document['twh'])}"
        ),
        Prose(f"Of {document['generation_twh']:.0f} TWh; coal instead: {coal['coal_mt']:.0f} Mt a year"),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def purchase_blocks(document: Document) -> list[Block]:
    """Return what of a pledge energy could carry, or what it is against trade where no ceilings are held."""
    if "sold_a_year_usd_bn" in document:
        return _trade_blocks(document)
    now, most = document["now_a_year_usd_bn"], document["ceiling_a_year_usd_bn"]
    rows = [(name, number(usd, "USD bn")) for name, usd in document["by_product_usd_bn"].items()]
    total, part = document["total_usd_bn"]["linear"], document["of_pledge_pct"]
    premium = document["premium_usd_bn_a_year"]
    return [
        Prose(f"Energy: {now:.0f} bn USD a year now, {most:.0f} at the assumed ceilings."),
        Prose(
            f"Over {document['years']} years {total:.0f} bn, {part:.0f} % of the pledge; {document['new_usd_bn']:.0f} new."
        ),
        grid("", (Column("what", "Product"), Column("usd", "Over the years")), rows),
        Prose(
            "Buying 30 % of the replacement of Russian crude there costs "
            f"{premium['strict']:.2f} to {premium['wider_25_pct']:.2f} bn USD a year."
        ),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def _trade_blocks(document: Document) -> list[Block]:
    rows = [
        (row["product"], *(number(row[key], "USD bn") for key in ("now", "bought", "sold")))
        for row in document["by_product"]
    ]
    seller = document["seller"]
    columns = (
        Column("what", "Fuel"),
        Column("now", f"From {seller}"),
        Column("bought", "From everybody"),
        Column("sold", f"Sales of {seller}"),
    )
    return [
        Prose(
            f"The pledge needs {document['needed_a_year_usd_bn']:.0f} bn USD a year. Fuels bought from {seller} in "
            f"{document['year']}: {document['now_a_year_usd_bn']:.1f} bn; from everybody abroad: "
            f"{document['bought_a_year_usd_bn']:.1f}; sold by {seller} to everybody: {document['sold_a_year_usd_bn']:.1f}."
        ),
        grid("", columns, rows),
        *_grounds(document["assumptions"], document["sources"]),
    ]


def _grounds(assumed: Sequence[str], sources: Sequence[str]) -> Iterator[Block]:
    yield from (Prose(f"Assumed: {sentence}.") for sentence in assumed)
    yield Prose(f"Sources: {'; '.join(sources)}.")
