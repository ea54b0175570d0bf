"""``accord supply``: risk of a material, loss of a supplier, scans, exposure, the chains, and the builder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, emit_json, say
from accord.core.codes import economies, economy_code, economy_name, find_economy, nearest
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
    from accord.study.supply.risk import risk_reports

    code, members = _importer(importer, year)
    reports = risk_reports(material, code, year, members)
    if json:
        emit_json([_risk_json(report) for report in reports])
        return
    for report in reports:
        print(f"{report.material.name}, {economy_name(code)}, {year}")
        for figure in report.figures:
            shown = "missing" if figure.value is None else f"{figure.value:.4g} {figure.unit}"
            print(f"  {figure.label:36} {shown:24} {figure.year}  {figure.source}")
        for supplier in report.suppliers:
            print(f"    from {supplier.label:31} {supplier.value:5.1f} {supplier.unit:18} {supplier.source}")
        for sentence in report.missing:
            print(f"  {sentence}")


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


def _risk_json(report: Any) -> dict[str, Any]:
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
    from accord.study.supply.cut import cut_report, income_range, income_rows
    from accord.study.supply.risk import find_chain
    from accord.supply.disruption import Cut
    from accord.world import load_world

    sellers, buyers = (tuple(map(economy_code, words)) for words in (supplier, customer or ()))
    event = Cut(sellers, buyers, tuple(stage or ()), share, start, divert)
    world = load_world("world-2022")
    reports = [cut_report(found, event, world) for found in dict.fromkeys(map(find_chain, chain))]
    joint = income_rows(income_range([one.spread for one in reports], world)) if len(reports) > 1 else []
    if json:
        cuts = [_cut_json(report) for report in reports]
        emit_json(cuts[0] if len(cuts) == 1 else {"cuts": cuts, "joint_income": joint})
        return
    for at, report in enumerate(reports):
        print("\n" * bool(at), end="")
        _print_cut(report)
    if joint:
        print("\nAll of these together")
        _print_income(joint)


def _cut_json(report: Any) -> dict[str, Any]:
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


def _print_cut(report: Any) -> None:
    from accord.study.supply.cut import income_rows, stage_rows

    event = report.outcome.cut
    to = f" to {', '.join(map(economy_name, event.customers))}" if event.customers else ""
    part = "" if event.share == 1 else f" {100 * event.share:g} % of"
    year = event.start[:4]
    when = (
        f" from {event.start} to the end of {year}; means of {year} as a whole"
        if event.start
        else ", for a year"
    )
    sellers = ", ".join(map(economy_name, event.suppliers))
    print(f"{report.outcome.chain.name}: {sellers} stops{part} sales{to}{when}")
    for row in stage_rows(report):
        _print_stage(row)
    _print_income(income_rows(report.loss))
    for sentence in report.assumed:
        print(f"Assumed. {sentence}")
    for sentence in report.missing:
        print(f"Not known. {sentence}")


def _print_income(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        ends = "" if row["low"] is None else f" ({row['low']:.2f} to {row['high']:.2f})"
        print(f"{row['label']}: {row['value']:.2f}{ends} {row['unit']}, {row['year']} ({row['basis']})")


def _print_stage(row: dict[str, Any]) -> None:
    before, after = row["world_loss_before_response_pct"], row["world_shortfall_pct"]
    print(f"\n{row['name']} ({row['year']}; use: {row['use_basis']}; flows: {row['flows_basis']})")
    print(
        f"  lost {before:.1f} % of world use; {after:.1f} % still short after rerouting, spare output, stocks"
    )
    for item in row["shortfall"]:
        if item["pct_of_use_high"] >= 0.05:
            span = _span(item["pct_of_use_low"], item["pct_of_use_high"])
            name = economy_name(item["economy"])
            print(f"    short  {name:26} {item['pct_of_use']:6.1f} % of its use{span}")
    for item in row["gains_customers"]:
        if item["pct_of_world"] >= 0.05:
            print(f"    gains  {economy_name(item['economy']):26} {item['pct_of_world']:6.2f} % of world use")
    for key, what in (("binding_capacity", "capacity"), ("binding_diversion", "diversion to it")):
        for item in row[key][:3]:
            name, value = economy_name(item["economy"]), item["shortfall_avoided_per_unit"]
            print(f"    binds  {name:26} {value:6.2f} less shortfall per unit of {what}")
    if before > 0.05:
        _print_price("price", row["price_ratio"])
        _print_price("price elsewhere", row["price_ratio_elsewhere"])
        print(f"    elasticities {(row['price_ratio'] or {}).get('source', 'none given, so no price')}")
    print(f"    source {'; '.join(row['sources'])}")
    if row["note"]:
        print(f"    note   {' '.join(row['note'].split())}")


def _span(low: float, high: float) -> str:
    return "" if high - low < 0.05 else f" ({low:.1f} to {high:.1f})"


def _print_price(what: str, price: dict[str, Any] | None) -> None:
    if price is None:
        return
    high = "no upper end" if price["high"] is None else f"x{price['high']:.2f}"
    print(f"    {what}  x{price['central']:.2f} (x{price['low']:.2f} to {high})")


@app.command()
def scan(
    chain: ChainArgument,
    watch: Annotated[list[str] | None, typer.Option(help="Economies to watch.")] = None,
    together: Annotated[int, typer.Option(min=1, max=2, help="Suppliers lost at once: 1 or 2.")] = 1,
    top: Annotated[int, typer.Option(help="How many losses to print.")] = 15,
    json: Json = False,
) -> None:
    """Lose each supplier of a chain in turn (or each two) and rank the damage."""
    from accord.study.supply.risk import find_chain
    from accord.supply.disruption import scan as scan_chain
    from accord.supply.exposure import single_points

    found = find_chain(chain)
    rows = scan_chain(found, [economy_code(word) for word in watch or ()], together)
    points = single_points(found)
    if json:
        emit_json(
            {
                "chain": found.id,
                "losses": [_scan_json(row) for row in rows],
                "single_points": [_point_json(*point) for point in points],
            }
        )
        return
    print(f"{found.name}: largest shortfall at any stage, % of world use there")
    for row in rows[:top]:
        names = " and ".join(map(economy_name, row.suppliers))
        watched = "".join(
            f"  {code} {pct:.0f} % ({at})" for code, (at, pct) in row.watched_pct.items() if pct >= 0.5
        )
        print(f"  {row.world_pct:5.1f}  {names:40} at {found.stage(row.stage).name}{watched}")
    for stage, code, share in points:
        print(
            f"single point of failure: {economy_name(code)}, {100 * share:.0f} % of {found.stage(stage).name}"
        )


def _point_json(stage: str, economy: str, share: float) -> dict[str, Any]:
    return {"stage": stage, "economy": economy, "pct_of_world_output": 100 * share}


def _scan_json(row: Any) -> dict[str, Any]:
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
    from accord.study.supply.risk import exposure_report, find_chain

    found = find_chain(chain)
    code = economy_code(importer)
    rows = exposure_report(found, code)
    if json:
        emit_json({"chain": found.id, "economy": code, "stages": rows})
        return
    print(f"{found.name}: what stands behind the use of {economy_name(code)}, % of it")
    for row in rows:
        print(f"{row['name']} ({row['year']}; use: {row['use_basis']})")
        for item in row["behind"][:6]:
            sold = "" if item["sold_pct"] is None else f"   sells {item['sold_pct']:5.1f} %"
            print(f"  {economy_name(item['economy']):30} makes {item['made_pct']:5.1f} %{sold}")


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
