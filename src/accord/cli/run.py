"""``accord run``: solve scenarios and print who gains and who loses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, emit_json

if TYPE_CHECKING:
    from accord.study.run import Run

SHOWN = 12


def run(
    scenarios: Annotated[list[str], typer.Argument(help="Scenario files or library names.")],
    world: Annotated[str, typer.Option(help="A shipped world or a world file.")] = "world-2022",
    elasticities: Annotated[str | None, typer.Option(help="An elasticity set or a file of one.")] = None,
    closure: Annotated[str | None, typer.Option(help="fixed, balanced or share.")] = None,
    horizon: Annotated[str | None, typer.Option(help="Years after the change, 1 to 10, or long.")] = None,
    against: Annotated[
        str | None, typer.Option(help="What changes count from: world-year, or law:2026-01-14.")
    ] = None,
    sensitivities: Annotated[
        bool, typer.Option("--sensitivities", help="Also list the tariffs that matter most to whom it names.")
    ] = False,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Solve scenarios and print who gains and who loses."""
    from accord.study.document import run_document
    from accord.study.run import run as solve
    from accord.study.sensitivities import sensitivities as most
    from accord.world import load_world

    place = load_world(world)
    runs = [
        solve(name, place, elasticity_set=elasticities, closure=closure, horizon=horizon, against=against)
        for name in scenarios
    ]
    documents = [run_document(one) for one in runs]
    if sensitivities:
        documents = [held | {"sensitivities": most(one)} for one, held in zip(runs, documents, strict=True)]
    if json:
        emit_json(documents[0] if len(documents) == 1 else documents)
        return
    for one, document in zip(runs, documents, strict=True):
        _print(one, document)
        if sensitivities:
            _print_sensitivities(document["sensitivities"])


def _print(run: Run, document: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from accord.core.codes import economy_name

    year = run.world.year
    since = year if run.against.day is None else f"the law of {run.against.day}"
    table = Table(
        title=escape(f"{run.scenario.title}\n% change, {run.horizon}, ")
        + escape(f"closure {document['closure']}, against {since}"),
        caption=f"Tariff revenue in USD bn of {escape(year)}. "
        f"Source: Accord on {escape(run.world.id)} (OECD ICIO), "
        f"elasticities {escape(document['elasticities'])}; certified, residual {document['residual']:.0e}.",
    )
    table.add_column("economy", no_wrap=True, max_width=18)
    for head in ("income", "wage", "prices", "exports", "imports", "revenue"):
        table.add_column(head, justify="right", no_wrap=True)
    rows = document["economies"]
    by_size = sorted(rows, key=lambda code: -abs(rows[code]["welfare_pct"]))
    shown = list(dict.fromkeys([*run.named, *by_size]))[:SHOWN]
    for code in shown:
        row = rows[code]
        keys = ("welfare_pct", "real_wage_pct", "price_index_pct", "exports_pct", "imports_pct")
        cells = [_cell(row[key], 3) for key in keys]
        table.add_row(escape(economy_name(code)), *cells, _cell(row["tariff_revenue_change_usd_bn"], 2))
    console = Console()
    console.print(table)
    for note in document["notes"]:
        console.print(f"Note: {note}.", highlight=False, markup=False)


def _print_sensitivities(rows: list[dict[str, Any]]) -> None:
    from itertools import groupby

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from accord.core.codes import sector_name, the

    console = Console()
    for code, found in groupby(rows, key=lambda row: row["economy"]):
        listed = list(found)
        table = Table(
            title=f"{escape(the(code, start=True))}: the tariffs that matter most to its real income\n"
            f"% for one percentage point more, economy of {listed[0]['year']}",
            caption="First order at the scenario's equilibrium. Source: Accord, exact derivatives.",
        )
        table.add_column("tariff", no_wrap=True)
        table.add_column("on", no_wrap=True)
        for head in ("level, %", "per point"):
            table.add_column(head, justify="right", no_wrap=True)
        for row in listed:
            flow = escape(f"{row['importer']} on {row['exporter']}")
            slope = _cell(row["welfare_change_per_point_pct"], 5)
            table.add_row(flow, escape(sector_name(row["sector"])), f"{row['tariff_pct']:.1f}", slope)
        console.print(table)


def _cell(value: float | None, digits: int) -> str:
    return "no data" if value is None else f"{value:+.{digits}f}"
