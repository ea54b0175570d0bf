"""``accord supply``: risk of a material, loss of a supplier, scans, exposure, the chains, and the builder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, emit_json, say, show
from accord.core.codec import Document
from accord.core.codes import economies, economy_code, find_economy, nearest
from accord.core.errors import InputError

app = typer.Typer(name="supply", help="Critical minerals and the silicon chain.", no_args_is_help=True)

Json = Annotated[bool, JSON_OPTION]
ChainArgument = Annotated[str, typer.Argument(help="A shipped chain, or your own .yml file.")]


@app.command()
def risk(
    material: Annotated[list[str], typer.Argument(help="Materials, by name.")],
    importer: Annotated[str, typer.Option("--for", help="An economy, or a group such as MSP taken as one.")],
    year: Annotated[int, typer.Option(help="A year from 2018 to 2024.")] = 2023,
    json: Json = False,
) -> None:
    """Show concentration, import dependence and the GeoPolRisk score of materials."""
    from accord.page.printed.supply import risk_blocks
    from accord.study.supply.risk import risk_reports

    code, members = _importer(importer, year)
    reports = risk_reports(material, code, year, members)
    documents = [_risk_json(report) for report in reports]
    if json:
        emit_json(documents)
        return
    for document in documents:
        show(risk_blocks(document))


def _importer(word: str, year: int) -> tuple[str, tuple[str, ...] | None]:
    """Return a code and no members for an economy, or a group's name with its members in that year."""
    from accord.groups import info

    if code := find_economy(word):
        return code, None
    try:
        group = info(word)
    except InputError:
        close = nearest(word, [name for pair in economies().items() for name in pair])
        raise InputError(f"--for: '{word}' is neither an economy nor a group{close}") from None
    return group.id, group.members(f"{year}-12-31")


def _risk_json(report: Any) -> Document:
    return {
        "material": report.material.id,
        "name": report.material.name,
        "importer": report.importer,
        "members": list(report.members),
        "year": report.year,
        "figures": [asdict(figure) for figure in report.figures],
        "suppliers": [asdict(figure) for figure in report.suppliers],
        "missing": list(report.missing),
    }


@app.command()
def cut(
    chain: Annotated[list[str], typer.Argument(help="Materials with a chain, or your own .yml files.")],
    supplier: Annotated[list[str], typer.Option(help="Who stops selling; may be given more than once.")],
    customer: Annotated[list[str] | None, typer.Option(help="To whom; everyone when left out.")] = None,
    stage: Annotated[list[str] | None, typer.Option(help="Which stages; all it makes when left out.")] = None,
    share: Annotated[float, typer.Option(help="Part of its sales that stops, 0 to 1.")] = 1.0,
    start: Annotated[str, typer.Option("--from", help="From this day to the end of its year.")] = "",
    divert: Annotated[
        float | None,
        typer.Option(
            help="Share of a named customer's loss that it may buy from what others buy now: 0 parts the "
            "market, 1 is one world market; 0, 0.38 and 1 when left out."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Take a supplier away: who is short, who gains, what binds, what happens to price and income."""
    from accord.page.blocks import Prose
    from accord.page.printed.supply import cut_blocks, income_blocks
    from accord.study.supply.cut import cut_report, income_range, income_rows
    from accord.study.supply.risk import find_chain
    from accord.supply.disruption import Cut
    from accord.world import load_world

    sellers, buyers = (tuple(map(economy_code, words)) for words in (supplier, customer or ()))
    event = Cut(sellers, buyers, tuple(stage or ()), share, start, divert)
    world = load_world("world-2022")
    reports = [cut_report(found, event, world) for found in dict.fromkeys(map(find_chain, chain))]
    joint = income_rows(income_range([one.spread for one in reports], world)) if len(reports) > 1 else []
    cuts = [_cut_json(report) for report in reports]
    if json:
        emit_json(cuts[0] if len(cuts) == 1 else {"cuts": cuts, "joint_income": joint})
        return
    for document, report in zip(cuts, reports, strict=True):
        show(cut_blocks(document, report.outcome.chain.name))
    if joint:
        show([Prose("All of these together"), *income_blocks(joint)])


def _cut_json(report: Any) -> Document:
    from accord.study.supply.cut import income_rows, stage_rows

    return {
        "chain": report.outcome.chain.id,
        "cut": asdict(report.outcome.cut),
        "diversion": [outcome.cut.diverted() for outcome in report.spread],
        "stages": stage_rows(report),
        "income": income_rows(report.loss),
        "assumed": list(report.assumed),
        "missing": list(report.missing),
    }


@app.command()
def scan(
    chain: ChainArgument,
    watch: Annotated[list[str] | None, typer.Option(help="Economies to watch.")] = None,
    together: Annotated[int, typer.Option(min=1, max=2, help="Suppliers lost at once: 1 or 2.")] = 1,
    top: Annotated[int, typer.Option(help="How many losses to print.")] = 15,
    json: Json = False,
) -> None:
    """Lose each supplier of a chain in turn (or each two) and rank the damage."""
    from accord.page.printed.supply import scan_blocks
    from accord.study.supply.risk import find_chain
    from accord.supply.disruption import scan as scan_chain
    from accord.supply.exposure import single_points

    found = find_chain(chain)
    rows = scan_chain(found, [economy_code(word) for word in watch or ()], together)
    points = single_points(found)
    document = {
        "chain": found.id,
        "losses": [_scan_json(row) for row in rows],
        "single_points": [_point_json(*point) for point in points],
    }
    if json:
        emit_json(document)
    else:
        show(scan_blocks(document, found.name, {stage.id: stage.name for stage in found.stages}, top))


def _point_json(stage: str, economy: str, share: float) -> Document:
    return {"stage": stage, "economy": economy, "pct_of_world_output": 100 * share}


def _scan_json(row: Any) -> Document:
    watched = {code: {"stage": at, "pct_of_use": pct} for code, (at, pct) in row.watched_pct.items()}
    return {
        "suppliers": list(row.suppliers),
        "stage": row.stage,
        "world_shortfall_pct": row.world_pct,
        "watched": watched,
    }


@app.command()
def exposure(
    chain: ChainArgument,
    importer: Annotated[str, typer.Option("--for", help="An economy.")],
    json: Json = False,
) -> None:
    """Show who makes, and who sells, what an economy uses at each stage; and who stands behind its makers."""
    from accord.page.printed.supply import exposure_blocks
    from accord.study.supply.risk import exposure_report, find_chain

    found = find_chain(chain)
    code = economy_code(importer)
    document = {"chain": found.id, "economy": code, "stages": exposure_report(found, code)}
    if json:
        emit_json(document)
    else:
        show(exposure_blocks(document, found.name))


@app.command()
def chains(json: Json = False) -> None:
    """List the shipped chains and their stages."""
    from accord.supply.chain import chain_names, load_chain

    found = [load_chain(name) for name in chain_names()]
    if json:
        emit_json(
            [
                {"id": item.id, "name": item.name, "about": item.about, "stages": [s.id for s in item.stages]}
                for item in found
            ]
        )
        return
    for item in found:
        print(f"{item.id:12} {', '.join(stage.id for stage in item.stages)}")


@app.command()
def build(
    sources: Annotated[Path, typer.Option(help="Folder of the source figures.")],
    target: Annotated[
        Path | None, typer.Option(help="Where to write; the shipped data when left out.")
    ] = None,
) -> None:
    """Build the shipped supply tables again from their sources."""
    import accord.supply

    try:
        from accord.sources.supply import build as build_tables
    except ModuleNotFoundError:
        raise InputError("building needs polars: pip install accord[build]") from None
    folder = target or Path(accord.supply.__file__).parent / "data"
    for name, count in build_tables(sources, folder).items():
        say(f"{name}: {count}")
