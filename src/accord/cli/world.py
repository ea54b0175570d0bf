"""``accord world``: the data, what it rests on, its checks, how to build it; ``accord library``: what ships."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import accord.world as room
from accord.cli.offer import offer, part, typed
from accord.cli.options import Json
from accord.page.out import put
from accord.page.printed import world as printed
from accord.page.printed.library import entry_text, library_blocks
from accord.page.progress import say
from accord.study import library as ask

app = typer.Typer(name="world", help="The data and its provenance.", no_args_is_help=True)
library = typer.Typer(name="library", help="What ships: scenarios, menus, chains, groups and more.")

offer(app, "list", ask.worlds, printed.worlds_blocks)
offer(app, "show", ask.show, printed.shown)
offer(app, "check", ask.check, printed.checks_text, ask.failed)
offer(app, "groups", ask.groups, printed.groups_shown)
offer(app, "elasticities", ask.elasticities, printed.elasticities_shown)
offer(app, "sources", ask.sources, printed.sources_text)
offer(library, "list", ask.library, library_blocks)
offer(library, "show", ask.entry, entry_text)


def everything(context: typer.Context, *, json: Json = False) -> None:
    """List what ships: scenarios, menus, chains, groups, elasticities, horizons, measures, worlds."""
    if not context.invoked_subcommand:
        put(ask.library(), library_blocks, json)


library.callback(invoke_without_command=True)(typed(everything))


@part(app)
def build(
    *,
    sources: Annotated[Path | None, "Folder of the raw source files."] = None,
    out: Annotated[Path | None, "Folder to write into; the package's own by default."] = None,
    report: Annotated[Path | None, "File to write the calibration report to."] = None,
    json: Json = False,
) -> None:
    """Build World 2022 again from the raw sources."""
    from accord.sources.world.build import build as run

    folder = out or Path(room.__file__).parent / "data"
    world = run(sources, folder, report)
    say(f"wrote {world.id} to {folder}")
    made = {"id": world.id, "fingerprint": world.fingerprint}
    put(made, lambda found: f"{' '.join(found.values())}\n", json)


@part(app)
def convert(
    source: Annotated[str, "A shipped world, a file (.npz, .json or .nc), or a folder of CSV files."],
    target: Annotated[Path, "The file to write: .npz or .nc."],
) -> None:
    """Turn a world from one form into another: netCDF for R, Python and Julia, .npz for --world."""
    from accord.connect.worlds import convert as turn

    say(f"wrote {turn(source, target)}")
