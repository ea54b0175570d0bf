"""``accord talks``: what each side would do alone, what failure costs, and the deals both would sign."""

from __future__ import annotations

from typing import Annotated

from accord.cli.options import Closure, Elasticities, Json, World
from accord.core.places import cache
from accord.page.out import put
from accord.page.printed.talks import talks_blocks
from accord.page.progress import say, work_bar
from accord.study.talks import document as room


def talks(
    first: Annotated[str, "An economy such as USA, or a customs union such as EU27."],
    second: Annotated[str, "The other side."],
    *,
    disagreement: Annotated[
        str | None, "Without a deal: law:2026-01-14 (today's if left out), nash, or a scenario."
    ] = None,
    menu: Annotated[str | None, "A menu of concessions: a name or a file."] = None,
    instruments: Annotated[str, "sector-partner, sector, partner or uniform."] = "sector-partner",
    world: World = "world-2022",
    elasticities: Elasticities = None,
    closure: Closure = "fixed",
    points: Annotated[int, "Points on the frontier."] = 50,
    limit: Annotated[int, "Most concessions in a package that is searched for."] = 3,
    json: Json = False,
) -> None:
    """Show each side's best tariffs, the war of both, and which deals beat no deal for both."""
    sides, held = (first, second), closure or "fixed"
    question = room.Question(sides, world, elasticities, disagreement, menu, instruments, held, points, limit)
    room.check_sizes(points, limit)
    kept = cache() / "talks"
    with work_bar() as report:
        document = room.talks_document(question, report=report, kept=kept)
    if document["interrupted"]:
        say(f"accord: the same command goes on from the finished parts in {kept}")
        raise KeyboardInterrupt
    put(document, talks_blocks, json)
