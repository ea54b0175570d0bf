"""``accord brief``: from reports to a briefing; ``accord verify``: the same numbers again."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.output import JSON_OPTION, emit_json, emit_text, say
from accord.cli.sweep import progress_bar
from accord.core.errors import CheckError, InputError

JOBS = typer.Option(help="Worker processes that solve the draws.")
MOST_DRAWS = 1_000_000
TALKS = typer.Option(
    "--talks/--no-talks", help="Also work out what a deal could be; this takes half a minute."
)
DOCKET = typer.Option(
    "--docket", help="A reading that a person has corrected (accord read --save); no report is read then."
)


def brief(
    documents: Annotated[
        list[str] | None,
        typer.Argument(metavar="DOC...", help="Reports: files or folders; - is standard input."),
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the briefing.")] = Path("out"),
    date: Annotated[str | None, typer.Option(help="The report's date, where it carries none.")] = None,
    world: Annotated[str, typer.Option(help="A shipped world or a world file.")] = "world-2022",
    elasticities: Annotated[str | None, typer.Option(help="An elasticity set or a file of one.")] = None,
    closure: Annotated[str | None, typer.Option(help="fixed, balanced or share.")] = None,
    horizon: Annotated[
        str | None, typer.Option(help="Years, 1 to 10, or 'long'; left out, 1, 10 and long.")
    ] = None,
    draws: Annotated[int, typer.Option(help="Sets of elasticities to draw for intervals; 0 is none.")] = 40,
    seed: Annotated[int, typer.Option(help="Seed of the draws; the same seed gives the same numbers.")] = 1,
    jobs: Annotated[int, JOBS] = 1,
    talks: Annotated[bool, TALKS] = False,
    docket: Annotated[Path | None, DOCKET] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Read a text that does not look English all the same.")
    ] = False,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Read reports, run what they call for, and write a briefing: page, JSON, tables, run record.

    With --json the briefing's document is printed as well, the same as in its file brief.json.
    """
    from accord.assess.desk import Desk
    from accord.assess.kind import Parameters
    from accord.assess.record import make
    from accord.brief.compose import compose
    from accord.brief.verify import CORRECTED
    from accord.brief.write import check_target, write
    from accord.docket import load_documents, read_documents, together
    from accord.docket.saved import load

    if not 0 <= draws <= MOST_DRAWS:
        raise InputError(f"--draws: must be from 0 to {MOST_DRAWS:,}, not {draws}")
    check_target(out.absolute())
    if (docket is None) == (not documents):
        raise InputError("brief: name reports to read, or a corrected reading with --docket FILE")
    if docket is not None:
        held = load(docket)
        dockets = [replace(held, notes=tuple(dict.fromkeys((*held.notes, CORRECTED))))]
    else:
        dockets = read_documents(load_documents(documents or [], say), date, None, force, say)
    chosen = Parameters(world, elasticities, closure, horizon, draws, seed, talks)
    with progress_bar() if draws else nullcontext() as progress:
        record = make(together(dockets), Desk(chosen, jobs, progress))
    briefing = compose(record)
    place = write(briefing, out)
    if json:
        emit_text((place.parent / "brief.json").read_text("utf-8"))
        say(str(place))
    else:
        typer.echo(place)


def verify(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that accord brief wrote.")],
    jobs: Annotated[int, JOBS] = 1,
    json: Annotated[bool, JSON_OPTION] = False,
) -> None:
    """Compute a briefing again from its run record and say whether every number is the same."""
    from accord.assess.compare import TOLERANCE
    from accord.brief.verify import verify as check

    verdict = check(folder, jobs=jobs)
    if json:
        emit_json({"same": not verdict.differences, "tolerance": TOLERANCE, **vars(verdict)})
    elif not verdict.differences:
        typer.echo(
            f"The same: {verdict.numbers} numbers recomputed within {TOLERANCE:g}, "
            f"{verdict.files} files compared."
        )
    if verdict.note:
        say(verdict.note)
    if verdict.differences:
        count = len(verdict.differences)
        raise CheckError(
            f"{folder.name}: not the same in {count} place{'s' * (count > 1)}; {verdict.differences[0]}"
        )
