"""``accord run``: what a scenario means at home, for a head, a household and who works where."""

from __future__ import annotations

from accord.core.codes import economy_name, sector_name, the
from accord.page.blocks import Block, Column, Row
from accord.page.printed import Document
from accord.page.printed.blocks import grid, listed, measured


def household_blocks(document: Document, year: str) -> list[Block]:
    """Return money a head and a household, prices by consumption group, and work that changes its sector."""
    name, many = economy_name(document["economy"]), document["persons"]
    money = (
        ("Real income", "real_income_usd_per"),
        ("Real income, revenue not returned", "revenue_not_returned_usd_per"),
    )
    columns = (
        Column("what", "A year"),
        Column("head", "A head", "USD change", year),
        Column("household", f"Household of {many}", "USD change", year),
    )
    cells: list[Row] = [
        (what, *(measured(document[f"{key}_{whose}"], "USD change", year) for whose in ("head", "household")))
        for what, key in money
    ]
    groups = (
        (row["group"], *(measured(row[key], unit, year) for key, unit in _SHARES))
        for row in document["consumption"]
    )
    heads = (
        Column("group", "Consumption group"),
        Column("share", "Share", "%", year),
        Column("price", "Price", "% change", year),
        Column("adds", "Adds to prices", "points change", year),
    )
    work = (
        (sector_name(row["sector"]), measured(row["employment_share_change_pp"], "points change", year))
        for row in document["work"]
    )
    moving = f"Work that changes its sector: {document['work_that_moves_pct']:.2g} % of employment"
    return [
        grid(f"At home in {the(document['economy'])}, USD a year", columns, cells),
        grid(f"Prices of what {name} buys, shares of final demand", heads, groups),
        grid(
            moving,
            (Column("sector", "Sector"), Column("pp", "Share of employment", "points change", year)),
            work,
        ),
        *listed(document["limits"]),
    ]


_SHARES = (("share_pct", "%"), ("price_pct", "% change"), ("adds_pct", "points change"))
