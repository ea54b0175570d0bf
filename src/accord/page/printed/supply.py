"""``accord supply``: risk, loss of a supplier, scans of a chain, and what stands behind what one uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord.core.codes import economy_name
from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose, Table
from accord.page.printed import Document
from accord.page.printed.blocks import coded, grid, listed, measured

SEEN = 0.05
"""Per cent below which a shortfall, a gain or a loss is not shown."""


def risks_blocks(documents: Sequence[Document]) -> list[Block]:
    """Return the position of one importer in each of several materials."""
    return [block for document in documents for block in risk_blocks(document)]


def risk_blocks(document: Document) -> list[Block]:
    """Return the indicators of one material for one importer, its suppliers, and what is missing."""
    columns = (
        Column("what", "Indicator"),
        Column("value", "Value"),
        Column("year", "Year"),
        Column("source", "Source"),
    )
    rows = (_known(row["label"], row) for row in document["figures"])
    title = f"{document['name']}, {economy_name(document['importer'])}, {document['year']}"
    blocks: list[Block] = [grid(title, columns, rows)]
    if document["suppliers"]:
        sellers = (_known(f"from {row['label']}", row) for row in document["suppliers"])
        blocks.append(grid("Suppliers", columns, sellers))
    return [*blocks, *listed(document["missing"])]


def _known(label: str, row: Document) -> tuple[str, Figure, str, str]:
    return label, Figure(**row), row["year"], row["source"]


def cuts_blocks(document: Document) -> list[Block]:
    """Return what one cut does, or each of several and all of them together."""
    blocks = [block for one in document.get("cuts", [document]) for block in cut_blocks(one)]
    joint = document.get("joint_income")
    return [*blocks, Prose("All of these together"), *income_blocks(joint)] if joint else blocks


def cut_blocks(document: Document) -> list[Block]:
    """Return what the loss of a supplier does at each stage of a chain, and to income."""
    chain = document["name"]
    event = document["cut"]
    to = f" to {', '.join(map(economy_name, event['customers']))}" if event["customers"] else ""
    part = "" if event["share"] == 1 else f" {100 * event['share']:g} % of"
    year = event["start"][:4]
    when = ", for a year"
    if event["start"]:
        when = f" from {event['start']} to the end of {year}; means of {year} as a whole"
    sellers = ", ".join(map(economy_name, event["suppliers"]))
    blocks: list[Block] = [Prose(f"{chain}: {sellers} stops{part} sales{to}{when}")]
    for row in document["stages"]:
        blocks += _stage(row)
    blocks += income_blocks(document["income"])
    blocks += [Prose(f"Assumed. {sentence}") for sentence in document["assumed"]]
    return [*blocks, *(Prose(f"Not known. {sentence}") for sentence in document["missing"])]


def income_blocks(rows: Sequence[Document]) -> Iterator[Block]:
    """Yield each loss of income with its range, year and basis."""
    for row in rows:
        ends = "" if row["low"] is None else f" ({row['low']:.2f} to {row['high']:.2f})"
        yield Prose(f"{row['label']}: {row['value']:.2f}{ends} {row['unit']}, {row['year']} ({row['basis']})")


def _stage(row: Document) -> Iterator[Block]:
    before, after = row["world_loss_before_response_pct"], row["world_shortfall_pct"]
    yield Prose(f"{row['name']} ({row['year']}; use: {row['use_basis']}; flows: {row['flows_basis']})")
    short = f"{after:.1f} % still short after rerouting, spare output and stocks"
    yield Prose(f"Lost {before:.1f} % of world use; {short}.")
    rows = list(_effects(row))
    if rows:
        yield grid("", (Column("what", "What"), Column("who", "Who"), Column("much", "How much")), rows)
    if before > SEEN:
        prices = (
            _price("Price", row["price_ratio"]),
            _price("Price elsewhere", row["price_ratio_elsewhere"]),
        )
        yield from map(Prose, filter(None, prices))
        yield Prose(f"Elasticities: {(row['price_ratio'] or {}).get('source', 'none given, so no price')}")
    yield Prose(f"Source: {'; '.join(row['sources'])}")
    if row["note"]:
        yield Prose(f"Note: {' '.join(row['note'].split())}")


def _effects(row: Document) -> Iterator[tuple[str, str, str]]:
    """Yield who is short, who gains, and which limits bind, each with how much."""
    for item in row["shortfall"]:
        low, high = item["pct_of_use_low"], item["pct_of_use_high"]
        if high >= SEEN:
            span = "" if high - low < SEEN else f" ({low:.1f} to {high:.1f})"
            yield "short", coded(item["economy"]), f"{item['pct_of_use']:.1f} % of its use{span}"
    for item in row["gains_customers"]:
        if item["pct_of_world"] >= SEEN:
            yield "gains", coded(item["economy"]), f"{item['pct_of_world']:.2f} % of world use"
    for key, what in (("binding_capacity", "capacity"), ("binding_diversion", "diversion to it")):
        for item in row[key][:3]:
            much = f"{item['shortfall_avoided_per_unit']:.2f} less shortfall per unit of {what}"
            yield "binds", coded(item["economy"]), much


def _price(what: str, price: Document | None) -> str:
    if price is None:
        return ""
    high = "no upper end" if price["high"] is None else f"{price['high']:.2f}"
    return f"{what}: {price['central']:.2f} times what it was ({price['low']:.2f} to {high})"


def scan_blocks(document: Document) -> list[Block]:
    """Return the losses of suppliers of a chain by damage."""
    chain, names, top = document["name"], document["stages"], document["top"]
    watched = any(row["watched"] for row in document["losses"])
    columns = [Column("who", "Who is lost"), Column("short", "Short", "%"), Column("stage", "At")]
    columns += [Column("watched", "Watched, % of their use")] * watched
    rows = [_loss(row, names, watched=watched) for row in document["losses"][:top]]
    title = f"{chain}: largest shortfall at any stage, % of world use there"
    points = (
        f"single point of failure: {economy_name(point['economy'])}, "
        f"{point['pct_of_world_output']:.0f} % of {names[point['stage']]}"
        for point in document["single_points"]
    )
    return [grid(title, columns, rows), *listed(points)]


def _loss(row: Document, names: dict[str, str], *, watched: bool) -> tuple[str | Figure, ...]:
    seen = ", ".join(
        f"{code} {item['pct_of_use']:.0f} ({item['stage']})"
        for code, item in row["watched"].items()
        if item["pct_of_use"] >= 0.5
    )
    sellers = " and ".join(map(economy_name, row["suppliers"]))
    cells = (sellers, measured(row["world_shortfall_pct"], "%"), names[row["stage"]])
    return (*cells, seen) if watched else cells


def exposure_blocks(document: Document) -> list[Block]:
    """Return for each stage who makes, and who sells, what an economy uses."""
    rows = document["stages"]
    title = f"{document['name']}: what stands behind the use of {economy_name(document['economy'])}, % of it"
    return [Prose(title), *(_behind(row) for row in rows)]


def chains_text(rows: Sequence[Document]) -> str:
    """Return the shipped chains with their stages, a line each."""
    return "".join(f"{row['id']:12} {', '.join(row['stages'])}\n" for row in rows)


def _behind(row: Document) -> Table:
    columns = (Column("who", "Economy"), Column("made", "Makes", "%"), Column("sold", "Sells", "%"))
    cells = (
        (coded(item["economy"]), measured(item["made_pct"], "%"), measured(item["sold_pct"], "%"))
        for item in row["behind"][:6]
    )
    return grid(f"{row['name']} ({row['year']}; use: {row['use_basis']})", columns, cells)
