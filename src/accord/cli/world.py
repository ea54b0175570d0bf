"""``accord world``: the data, what it rests on, its checks, the groups of economies, and how to build it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.output import JSON_OPTION, emit_json, say
from accord.cli.output import show as show_blocks
from accord.core.codec import Document
from accord.core.errors import CheckError, InputError

app = typer.Typer(name="world", help="The data and its provenance.", no_args_is_help=True)

WorldOption = Annotated[str, typer.Option("--world", help="A shipped world, or a file (.npz or .json).")]
Json = Annotated[bool, JSON_OPTION]


@app.command("list")
def list_worlds(json: Json = False) -> None:
    """List the worlds that are shipped."""
    from accord.page.printed import plain_rows
    from accord.world import load_world, world_ids
    from accord.world.figures import provenance_of

    rows = []
    for key in world_ids():
        world = load_world(key)
        recorded = provenance_of(world) or {"title": "A toy world for examples: round numbers, no data"}
        rows.append(
            {
                "id": key,
                "year": world.year,
                "title": recorded["title"],
                "economies": len(world.economies),
                "sectors": len(world.sectors),
                "elasticities": world.elasticity_source or None,
                "fingerprint": world.fingerprint,
            }
        )
    if json:
        emit_json(rows)
        return
    show_blocks(plain_rows(rows, ("id", "year", "economies", "sectors", "title")))


@app.command()
def show(
    economy: Annotated[str, typer.Argument(help="Code or name of an economy; none lists them all.")] = "",
    world: WorldOption = "world-2022",
    json: Json = False,
) -> None:
    """Show a world, or one economy of it, every figure with unit, year and source."""
    from accord.page.printed.world import economy_blocks
    from accord.world import load_world
    from accord.world.figures import economy_figures, provenance_of

    chosen = load_world(world)
    recorded = provenance_of(chosen)
    document: dict[str, Any] = {
        "world": {"id": chosen.id, "year": chosen.year, "fingerprint": chosen.fingerprint}
    }
    if economy:
        code = economy if economy in chosen.economies else _code(economy, chosen.economies)
        figures = economy_figures(chosen, code)
        document |= {
            "economy": code,
            "calibration": recorded["economies"][code] if recorded else None,
            "figures": [asdict(figure) for figure in figures],
        }
        if not json:
            show_blocks(economy_blocks(code, figures, document["calibration"]))
    else:
        document |= {
            "economies": list(chosen.economies),
            "sectors": list(chosen.sectors),
            "recorded": recorded,
        }
        if not json:
            print(f"{chosen.id}, {chosen.year}")
            print("economies: " + " ".join(chosen.economies))
            print("sectors:   " + " ".join(chosen.sectors))
    if json:
        emit_json(document)


@app.command()
def check(world: WorldOption = "world-2022", json: Json = False) -> None:
    """Check a world: its identities, and a shipped one against the published totals of its year."""
    from accord.world import load_world
    from accord.world.checks import check_world

    checks = check_world(load_world(world))
    failed = [entry for entry in checks if not entry.holds]
    if json and not failed:
        emit_json([asdict(entry) | {"holds": entry.holds} for entry in checks])
    for entry in () if json else checks:
        word, basis = "ok  " if entry.holds else "FAIL", f"expected {entry.expected:.6g}, {entry.source}"
        print(f"{word} {entry.name}: {entry.found:.6g} {entry.unit} ({basis})")
    if failed:
        raise CheckError(
            f"world '{world}': {len(failed)} of {len(checks)} checks fail, first: {failed[0].name}"
        )


@app.command()
def build(
    sources: Annotated[Path | None, typer.Option(help="Folder of the raw source files.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write into; the package's own by default.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="File to write the calibration report to.")] = None,
    json: Json = False,
) -> None:
    """Build World 2022 again from the raw sources."""
    import accord.world as room
    from accord.sources.world.build import build as run

    folder = out or Path(room.__file__).parent / "data"
    world = run(sources, folder, report)
    say(f"wrote {world.id} to {folder}")
    if json:
        emit_json({"id": world.id, "fingerprint": world.fingerprint})
    else:
        print(f"{world.id} {world.fingerprint}")


@app.command()
def groups(
    name: Annotated[str, typer.Argument(help="A group, or a group file; none lists them all.")] = "",
    as_of: Annotated[str | None, typer.Option("--as-of", help="Day, as 2026-02-20.")] = None,
    json: Json = False,
) -> None:
    """Show who belongs to a group of economies, in which state, since when, and who says so."""
    from accord import groups as room
    from accord.page.printed.world import group_blocks

    if not name:
        every = [room.info(key) for key in room.names()]
        if json:
            emit_json([{"id": group.id, "name": group.name, "kind": group.kind} for group in every])
        for group in () if json else every:
            print(f"{group.id:12} {group.name}")
        return
    group = room.info(name)
    day = room.parse_day(as_of, "--as-of") if as_of else None
    rows = [entry for entry in group.memberships if entry.holds(day)]
    document = {
        "id": group.id,
        "name": group.name,
        "as_of": day.isoformat() if day else None,
        "member_list": "published" if group.published else "unpublished",
        "members": list(group.members(day)) if group.published else None,
        "memberships": [_plain(asdict(entry)) for entry in rows],
        "institutions": [_plain(asdict(entry)) for entry in group.institutions],
        "conflicts": list(group.conflicts),
        "note": group.note,
        "source": group.source,
    }
    if json:
        emit_json(document)
    else:
        show_blocks(group_blocks(document))


@app.command()
def elasticities(
    name: Annotated[str, typer.Argument(help="A set, or a file; none lists them all.")] = "",
    json: Json = False,
) -> None:
    """Show the published sets of trade elasticities, or one of them by sector."""
    from accord.core.codes import SECTORS
    from accord.page.printed.world import elasticity_blocks
    from accord.world import elasticities as room

    sectors = tuple(SECTORS)
    sets = [room.load(key, sectors) for key in ([name] if name else room.names())]
    rows = [
        {
            "id": chosen.id,
            "note": chosen.note,
            "source": chosen.source,
            "sectors": [
                {
                    "sector": code,
                    "theta": float(chosen.theta[at]),
                    "standard_error": chosen.error_of(at),
                    "between_sources": float(chosen.spread[at]),
                    "estimate": chosen.estimate_of[at],
                }
                for at, code in enumerate(sectors)
            ],
        }
        for chosen in sets
    ]
    if json:
        emit_json(rows[0] if name else rows)
    else:
        show_blocks(elasticity_blocks(rows, whole=bool(name)))


@app.command("sources")
def list_sources(json: Json = False) -> None:
    """List every registered source with its licence and credit line, as the table of docs/data.md."""
    from accord.core.provenance import sources

    rows = [asdict(entry) for entry in sources().values()]
    if json:
        emit_json(rows)
        return
    print("| id | title | publisher | vintage | licence | credit line | shipped |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join([f"`{row['id']}`", *list(row.values())[1:]]) + " |")


def _plain(row: Document) -> Document:
    """Return a row with dates as text, ready for json."""
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


def _code(word: str, economies: tuple[str, ...]) -> str:
    from accord.core.codes import economy_code

    if word in economies:
        return word
    code = economy_code(word, "accord world show")
    if code not in economies:
        raise InputError(
            f"accord world show: {code} is not an economy of this world; it is part of ROW if it has one"
        )
    return code
