"""``accord supply``: risk of a material, loss of a supplier, scans, exposure, the chains, and the builder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, say, show
from accord.core.codes import economy_code
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
    from accord.study.supply.document import importer_of, risk_document
    from accord.study.supply.risk import risk_reports

    code, members = importer_of(importer, year, "--for")
    documents = [risk_document(report) for report in risk_reports(material, code, year, members)]
    if json:
        emit_json(documents)
        return
    for document in documents:
        show(risk_blocks(document))


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
    from accord.study.supply.document import cut_document
    from accord.study.supply.risk import find_chain
    from accord.supply.disruption import Cut
    from accord.world import load_world

    sellers, buyers = (tuple(map(economy_code, words)) for words in (supplier, customer or ()))
    event = Cut(sellers, buyers, tuple(stage or ()), share, start, divert)
    world = load_world("world-2022")
    reports = [cut_report(found, event, world) for found in dict.fromkeys(map(find_chain, chain))]
    joint = income_rows(income_range([one.spread for one in reports], world)) if len(reports) > 1 else []
    cuts = [cut_document(report) for report in reports]
    if json:
        emit_json(cuts[0] if len(cuts) == 1 else {"cuts": cuts, "joint_income": joint})
        return
    for document, report in zip(cuts, reports, strict=True):
        show(cut_blocks(document, report.outcome.chain.name))
    if joint:
        show([Prose("All of these together"), *income_blocks(joint)])


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
    from accord.study.supply.document import scan_document
    from accord.study.supply.risk import find_chain

    found = find_chain(chain)
    document = scan_document(found, [economy_code(word) for word in watch or ()], together)
    if json:
        emit_json(document)
    else:
        show(scan_blocks(document, found.name, {stage.id: stage.name for stage in found.stages}, top))


@app.command()
def exposure(
    chain: ChainArgument,
    importer: Annotated[str, typer.Option("--for", help="An economy.")],
    json: Json = False,
) -> None:
    """Show who makes, and who sells, what an economy uses at each stage; and who stands behind its makers."""
    from accord.page.printed.supply import exposure_blocks
    from accord.study.supply.document import exposure_document
    from accord.study.supply.risk import find_chain

    found = find_chain(chain)
    document = exposure_document(found, economy_code(importer))
    if json:
        emit_json(document)
    else:
        show(exposure_blocks(document, found.name))


@app.command()
def chains(json: Json = False) -> None:
    """List the shipped chains and their stages."""
    from accord.study.supply.document import chains_document

    found = chains_document()
    if json:
        emit_json(found)
        return
    for item in found:
        print(f"{item['id']:12} {', '.join(item['stages'])}")


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
