"""``accord run``: who gains and who loses, and which tariffs matter most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from accord.core.codes import sector_name, the
from accord.core.provenance import cube_of
from accord.page.blocks import Block, Column, Table
from accord.page.printed import Document
from accord.page.printed.blocks import coded, grid, listed, measured
from accord.page.printed.household import household_blocks

SHOWN = 12
"""Economies that a table names: those of the scenario and the largest changes."""
MEASURES = {
    "welfare_pct": "Income",
    "real_wage_pct": "Wage",
    "price_index_pct": "Prices",
    "exports_pct": "Exports",
    "imports_pct": "Imports",
}


def run_blocks(document: Document, named: Sequence[str]) -> list[Block]:
    """Return the outcome of a scenario; ``named`` are the economies that it names, shown first."""
    year, (kind, _, day) = str(document["world"]["year"]), document["against"].partition(":")
    since = f"the law of {day}" if kind == "law" else document["world"]["year"] or "its own data"
    rows = document["economies"]
    by_size = sorted(rows, key=lambda code: -abs(rows[code]["welfare_pct"]))
    shown = list(dict.fromkeys([*named, *by_size]))[:SHOWN]
    columns = [
        Column("economy", "Economy"),
        *(Column(key, name, "% change") for key, name in MEASURES.items()),
    ]
    columns.append(Column("revenue", "Revenue", "USD bn change"))
    table = grid(
        f"{document['scenario']['title']}. Per cent change, {document['horizon']}, "
        f"closure {document['closure']}, against {since}",
        columns,
        (
            (
                coded(code),
                *(measured(rows[code][key], "% change", year) for key in MEASURES),
                measured(rows[code]["tariff_revenue_change_usd_bn"], "USD bn change", year),
            )
            for code in shown
        ),
        _note(document, year),
    )
    return [table, *listed(f"{note}." for note in document["notes"])]


def _note(document: Document, year: str) -> str:
    """Return what revenue is counted in, whose data and which elasticities these are, and the residual."""
    world, elasticities = document["world"]["id"], document["elasticities"]
    of, data = f" of {year}" if year else "", " (OECD ICIO)" if cube_of(world) else ""
    taken = f", elasticities {elasticities}" if elasticities else ""
    return (
        f"Tariff revenue in USD bn{of}. Source: Accord on {world}{data}{taken}; certified, "
        f"residual {document['residual']:.0e}."
    )


def run_shown(document: Document, named: Sequence[str], household: bool = False) -> Iterator[Iterable[Block]]:
    """Yield what a run's document holds, each part to be printed by itself: results, at home, sensitivities."""
    yield run_blocks(document, named)
    for home in document["household"].values() if household else ():
        yield household_blocks(home, str(document["world"]["year"]))
    if "sensitivities" in document:
        yield sensitivity_blocks(document["sensitivities"])


def sensitivity_blocks(rows: Sequence[Document]) -> Iterator[Table]:
    """Yield for each economy the tariffs that matter most to it, for one percentage point more."""
    columns = (
        Column("tariff", "Tariff of"),
        Column("on", "On"),
        Column("level", "Level", "%"),
        Column("slope", "Per point", "% change"),
    )
    for code, found in groupby(rows, key=lambda row: row["economy"]):
        listed_rows = list(found)
        yield grid(
            f"{the(code, start=True)}: the tariffs that matter most to its real income, "
            f"for one percentage point more, economy of {listed_rows[0]['year']}",
            columns,
            (
                (
                    f"{row['importer']} on {row['exporter']}",
                    sector_name(row["sector"]),
                    measured(row["tariff_pct"], "%"),
                    f"{row['welfare_change_per_point_pct']:+.5f}".replace("-", "−"),
                )
                for row in listed_rows
            ),
            "First order at the scenario’s equilibrium. Source: Accord, exact derivatives.",
        )
