"""``accord brief``: from reports to a briefing; ``accord verify``: the same numbers again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from accord.assess.kind import Parameters
from accord.brief.folder import check_target
from accord.cli.offer import OUT
from accord.cli.options import Closure, Date, Elasticities, Force, Jobs, Json, Seed, World
from accord.cli.plain import Note
from accord.core.errors import CheckError
from accord.docket import Docket, together
from accord.docket.given import check_told, readings
from accord.page.out import emit_json, emit_text, put
from accord.page.progress import draws_bar, say

if TYPE_CHECKING:
    from accord.assess.desk import Desk

TALKS = Note("What a deal could be; without it a briefing is faster.", ("--talks/--no-talks",))
DOCKET = "A reading that a person has corrected (accord read --save); no report is read then."
FORM = Note("Also beside the folder: md, txt, xlsx, ics, csv, dta, svg, png; may be repeated.", ("--format",))
Folder = Annotated[Path, Note("A folder that accord brief wrote.", metavar="DIR")]


def brief(
    documents: Annotated[
        list[str] | None, Note("Reports: files or folders; - is standard input.", metavar="DOC...")
    ] = None,
    *,
    out: Annotated[Path, Note("Folder for the briefing.", OUT.names)] = Path("out"),
    date: Date = None,
    world: World = "world-2022",
    elasticities: Elasticities = None,
    closure: Closure = None,
    horizon: Annotated[str | None, "Years, 1 to 10, or 'long'; left out, 1, 10 and long."] = None,
    draws: Annotated[int, "Sets of elasticities to draw for intervals; 0 is none."] = 40,
    seed: Seed = 1,
    jobs: Jobs = 1,
    talks: Annotated[bool, TALKS] = True,
    docket: Annotated[Path | None, DOCKET] = None,
    force: Force = False,
    form: Annotated[list[str] | None, FORM] = None,
    json: Json = False,
) -> None:
    """Read reports, run what they call for, and write a briefing: page, JSON, tables, run record.

    With --json the briefing's document is printed as well, the same as in its file brief.json.
    """
    asked = Parameters(world, elasticities, closure, horizon, draws, seed, talks)
    check_target(out.absolute())
    with draws_bar() if draws else nullcontext() as progress:

        @cache
        def desk() -> Desk:
            """The rooms are entered while the reports are read."""
            from accord.assess.desk import Desk
            from accord.brief.forms import check_forms
            from accord.brief.write import entered

            check_forms(form or ())
            return entered(Desk(asked, jobs, progress))

        read = together(readings(documents or [], docket, date, force, say, desk))
        check_told(read)
        _write(read, desk(), out, form or (), json)


def _write(read: Docket, desk: Desk, out: Path, form: Sequence[str], json: bool) -> None:
    """Answer what was read, write the briefing and say where it is."""
    from accord.assess.record import make
    from accord.brief.compose import compose
    from accord.brief.forms import save
    from accord.brief.write import write

    briefing = compose(make(read, desk))
    place = write(briefing, out)
    for each in form:
        say(f"wrote {save(briefing, out, each)}")
    if json:
        emit_text((place.parent / "brief.json").read_text("utf-8"))
    (say if json else print)(str(place))


def verify(
    folder: Folder,
    *,
    jobs: Jobs = 1,
    json: Json = False,
) -> None:
    """Compute a briefing again from its run record and say whether every number is the same."""
    from accord.assess.compare import TOLERANCE
    from accord.brief.verify import verify as compute_again

    verdict = compute_again(folder, jobs=jobs)
    count = len(verdict.differences)
    if json:
        emit_json({"same": not count, "tolerance": TOLERANCE, **vars(verdict)})
    elif not count:
        numbers = f"{verdict.numbers} numbers recomputed within {TOLERANCE:g}"
        print(f"The same: {numbers}, {verdict.files} files compared.")
    if verdict.note:
        say(verdict.note)
    if count:
        places = f"{count} place{'s' * (count > 1)}"
        raise CheckError(f"{folder.name}: not the same in {places}; {verdict.differences[0]}")


def chart(
    folder: Folder,
    key: Annotated[str, "A chart's key; all are listed when left out."] = "",
    *,
    out: Annotated[Path | None, Note("A file that ends in .svg or .png.", OUT.names)] = None,
    json: Json = False,
) -> None:
    """Write a chart of a briefing as a picture of its own, or list the charts there are."""
    from accord.brief.forms import charts_in
    from accord.page.picture import chosen, drawn, titles
    from accord.page.printed.blocks import plain_rows

    held = charts_in(folder)
    if not key:
        put(titles(held), lambda rows: plain_rows(rows, ("key", "title")), json)
        return
    place = out or Path(f"{key}.svg")
    place.write_bytes(drawn(chosen(held, key), place.suffix.lstrip(".").lower()))
    print(place)
