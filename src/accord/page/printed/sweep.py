"""``accord sweep``: quantiles of the results over sets of elasticities."""

from __future__ import annotations

from accord.core.provenance import Figure
from accord.page.blocks import Block, Column, Prose, Row
from accord.page.printed import Document
from accord.page.printed.blocks import grid, measured

NAMES = {
    "welfare_pct": ("real income", "% change"),
    "real_wage_pct": ("real wage", "% change"),
    "price_index_pct": ("consumer prices", "% change"),
    "exports_pct": ("exports", "% change"),
    "imports_pct": ("imports", "% change"),
    "first_order_terms_of_trade_pct": ("terms of trade, first order", "% change"),
    "first_order_volume_of_trade_pct": ("volume of trade, first order", "% change"),
    "tariff_revenue_change_usd_bn": ("tariff revenue", "USD bn change"),
}
HEADS = ("Central", "5 %", "25 %", "Median", "75 %", "95 %")


def sweep_blocks(document: Document) -> list[Block]:
    """Return a table of quantiles for each scenario, and what the draws rest on."""
    columns = [Column("number", "Number"), *(Column(head, head) for head in HEADS)]
    blocks: list[Block] = []
    for scenario in document["scenarios"]:
        rows: list[Row] = []
        for row in scenario["headlines"]:
            name, unit = _named(row["key"])
            values = [row["central"], *row["quantiles"].values()]
            written = "USD bn" if unit.startswith("USD") else "%"
            rows.append((f"{name}, {written}", *(_bare(value) for value in values)))
        title = f"{scenario['title']} ({document['horizon']}, closure {scenario['closure']})"
        blocks.append(grid(title, columns, rows))
    lost = document["without_answer"]
    drawn = f"{document['draws']} draws, seed {document['seed']}; {lost} without a certified answer."
    return [*blocks, Prose(document["basis"]), Prose(drawn)]


def _bare(value: float | None) -> Figure:
    return measured(value, "index")


def _named(key: str) -> tuple[str, str]:
    """Return a headline's key in words with its unit: ``economies.IND.welfare_pct`` is "IND real income"."""
    kind, first, second = key.split(".")
    if kind == "goods_exports_pct":
        return f"{first} goods exports to {second}", "% change"
    name, unit = NAMES[second]
    return f"{first} {name}", unit
