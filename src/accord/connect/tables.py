"""A run as tables of figures: by economy, by flow, by sector; every file format is written from these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accord.core.codec import Document
from accord.core.codes import economy_name, sector_name
from accord.core.provenance import Figure, cube_of
from accord.page.blocks import Block, Chart, Column, Row, Table
from accord.study.document import run_document
from accord.study.run import Run
from accord.trade.columns import UNITS

MODEL = "accord-model"
LABELS = {
    "welfare_pct": ("Real income", "% change"),
    "real_wage_pct": ("Real wage", "% change"),
    "price_index_pct": ("Consumer prices", "% change"),
    "exports_pct": ("Exports", "% change"),
    "imports_pct": ("Imports", "% change"),
    "real_gdp_pct": ("Real GDP", "% change"),
    "terms_of_trade_pct": ("Terms of trade", "% change"),
    "volume_of_trade_pct": ("Volume of trade", "% change"),
    "other_parts_pct": ("Other parts", "% change"),
    "first_order_terms_of_trade_pct": ("Terms of trade, first order", "% change"),
    "first_order_volume_of_trade_pct": ("Volume of trade, first order", "% change"),
    "tariff_revenue_change_usd_bn": ("Tariff revenue", "USD bn change"),
    "baseline_usd_bn": ("Before", "USD bn"),
    "scenario_usd_bn": ("After", "USD bn"),
    "output_pct": ("Output", "% change"),
    "employment_share_change_pp": ("Share of employment", "points change"),
}
"""Name and unit of every number of a run's document; what each is exactly stands in the document's units."""


def run_tables(run: Run) -> tuple[Table, ...]:
    """Return the tables of a run, numbers as in ``accord run --json``: economies, bilateral, sectors."""
    return tuple(document_tables(run_document(run), run.scenario.title))


def document_tables(document: Document, title: str) -> Iterator[Table]:
    """Yield the tables of a run's document."""
    year = str(document["world"]["year"])
    told = f"{document['horizon']}, closure {document['closure']}, against {document['against']}"
    world, taken = document["world"]["id"], document["elasticities"] or "of the world"
    held = (year, f"Accord on {world}; elasticities {taken}; {told}.", cube_of(world))
    economies = ({"economy": code, **row} for code, row in document["economies"].items())
    yield _table("economies", f"{title}: economies", ("economy",), economies, held)
    flows = (row for row in document["bilateral"] if row["exporter"] and row["importer"])
    yield _table("bilateral", f"{title}: trade", ("exporter", "importer", "sector"), flows, held)
    yield _table("sectors", f"{title}: sectors", ("economy", "sector"), document["sectors"], held)


def _table(
    key: str,
    title: str,
    labels: tuple[str, ...],
    rows: Iterable[Document],
    told: tuple[str, str, tuple[str, ...]],
) -> Table:
    held = list(rows)
    year, note, sources = told
    numbers = [name for name in (held[0] if held else {}) if name in LABELS]
    named = ("name",) if labels == ("economy",) else ()
    columns = (
        *(Column(label, label.capitalize()) for label in (*labels, *named)),
        *(Column(name, LABELS[name][0], LABELS[name][1], year) for name in numbers),
    )
    return Table(
        key, title, columns, tuple(_row(key, labels, row, numbers, year) for row in held), note, sources
    )


def _row(key: str, labels: tuple[str, ...], row: Document, numbers: list[str], year: str) -> Row:
    where = ".".join([key, *(str(row[label]) for label in labels)])
    named = (economy_name(row["economy"]),) if labels == ("economy",) else ()
    figures = (
        Figure(f"{where}.{name}", LABELS[name][0], row[name], LABELS[name][1], year, MODEL, UNITS[name])
        for name in numbers
    )
    return (*(str(row[label]) for label in labels), *named, *figures)


def tables_in(blocks: Iterable[Block | Table]) -> tuple[Table, ...]:
    """Return the tables among blocks, those of charts among them; a table without a key is numbered."""
    found = [block.table if isinstance(block, Chart) else block for block in blocks]
    tables = [one for one in found if isinstance(one, Table)]
    return tuple(
        Table(
            one.key or f"table-{at}",
            one.title or sector_name(one.key),
            one.columns,
            one.rows,
            one.note,
            one.sources,
        )
        for at, one in enumerate(tables, 1)
    )
