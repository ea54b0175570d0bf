"""Questions on worlds, groups and what ships, each a function of plain words that gives a document."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from accord.core import provenance
from accord.core.codec import Document
from accord.core.errors import CheckError
from accord.study import library as shelf
from accord.study.supply.document import chains_document
from accord.world import checks, load_world
from accord.world import elasticities as sets

World = Annotated[str, "A shipped world, or a file (.npz or .json)."]


def worlds() -> list[Document]:
    """List the worlds that are shipped."""
    return shelf.world_documents()


def show(
    economy: Annotated[str, "Code or name of an economy; none lists them all."] = "",
    *,
    world: World = "world-2022",
) -> Document:
    """Show a world, or one economy of it, every figure with unit, year and source."""
    chosen = load_world(world)
    return shelf.economy_document(chosen, economy) if economy else shelf.world_document(chosen)


def check(*, world: World = "world-2022") -> list[Document]:
    """Check a world: its identities, and a shipped one against the published totals of its year."""
    return [
        {"world": world, **asdict(entry), "holds": entry.holds}
        for entry in checks.check_world(load_world(world))
    ]


def failed(rows: list[Document]) -> CheckError | None:
    """Return the error of a world's checks that do not hold, None where all do."""
    bad = [row for row in rows if not row["holds"]]
    if not bad:
        return None
    many = f"{len(bad)} of {len(rows)} checks fail"
    return CheckError(f"world '{bad[0]['world']}': {many}, first: {bad[0]['name']}")


def groups(
    name: Annotated[str, "A group, or a group file; none lists them all."] = "",
    *,
    as_of: Annotated[str | None, "Day, as 2026-02-20."] = None,
) -> Document | list[Document]:
    """Show who belongs to a group of economies, in which state, since when, and who says so."""
    return shelf.group_document(name, as_of) if name else shelf.group_rows()


def elasticities(
    name: Annotated[str, "A set, or a file; none lists them all."] = "",
) -> Document | list[Document]:
    """Show the published sets of trade elasticities, or one of them by sector."""
    if name:
        return shelf.elasticity_document(name)
    return [shelf.elasticity_document(key) for key in sets.names()]


def sources() -> list[Document]:
    """List every registered source with its licence and credit line, as the table of docs/data.md."""
    return [asdict(entry) for entry in provenance.sources().values()]


def chains() -> list[Document]:
    """List the shipped chains and their stages."""
    return chains_document()


def library(
    kind: Annotated[
        str, "scenarios, menus, chains, groups, elasticities, horizons, measures or worlds."
    ] = "",
) -> list[Document]:
    """List what ships: names, what each is, and the command that takes it."""
    return shelf.library_rows(kind)


def entry(name: Annotated[str, "A name that accord library list shows."]) -> Document:
    """Show one entry of the library, whole."""
    return shelf.library_entry(name)
