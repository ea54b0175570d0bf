"""Questions on what ships: worlds, groups, elasticities, and the library by kind; each a function of plain words.

The command line offers them as they stand here: a parameter's note is the help of its option.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

from accord import groups as unions
from accord.core import provenance
from accord.core.codec import Document, JsonValue
from accord.core.codes import SECTORS, economy_code, economy_name, nearest
from accord.core.errors import CheckError, InputError
from accord.core.frozen import dataclass
from accord.policy.scenarios import library_names, load_scenario
from accord.policy.stack.book import book_importers, load_book
from accord.supply.chain import chain_names, load_chain
from accord.talks.menu import load_menu, menu_names
from accord.world import checks, load_world, world_ids
from accord.world import elasticities as sets
from accord.world.figures import economy_figures, provenance_of, summary
from accord.world.world import World

Place = Annotated[str, "A shipped world, or a file (.npz or .json)."]


def worlds() -> list[Document]:
    """List the worlds that are shipped."""
    return [summary(load_world(key)) for key in world_ids()]


def show(
    economy: Annotated[str, "Code or name of an economy; none lists them all."] = "",
    *,
    world: Place = "world-2022",
) -> Document:
    """Show a world, or one economy of it, every figure with unit, year and source."""
    chosen = load_world(world)
    recorded, stamp = provenance_of(chosen), _stamp(chosen)
    if not economy:
        listed = {"economies": list(chosen.economies), "sectors": list(chosen.sectors)}
        return {"world": stamp, **listed, "recorded": recorded}
    code = _code(economy, chosen.economies)
    return {
        "world": stamp,
        "economy": code,
        "calibration": recorded["economies"][code] if recorded else None,
        "figures": [asdict(figure) for figure in economy_figures(chosen, code)],
    }


def _stamp(world: World) -> Document:
    return {"id": world.id, "year": world.year, "fingerprint": world.fingerprint}


def _code(word: str, economies: tuple[str, ...]) -> str:
    if word in economies:
        return word
    code = economy_code(word, "accord world show")
    if code not in economies:
        raise InputError(
            f"accord world show: {code} is not an economy of this world; it is part of ROW if it has one"
        )
    return code


def check(*, world: Place = "world-2022") -> list[Document]:
    """Check a world: its identities, and a shipped one against the published totals of its year."""
    found = checks.check_world(load_world(world))
    return [{"world": world, **asdict(entry), "holds": entry.holds} for entry in found]


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
    if name:
        return _group(name, as_of)
    return [{"id": one.id, "name": one.name, "kind": one.kind} for one in map(unions.info, unions.names())]


def _group(name: str, as_of: str | None = None) -> Document:
    return unions.info(name).document(unions.parse_day(as_of, "--as-of") if as_of else None)


def elasticities(
    name: Annotated[str, "A set, or a file; none lists them all."] = "",
) -> Document | list[Document]:
    """Show the published sets of trade elasticities, or one of them by sector."""
    return _set(name) if name else [_set(key) for key in sets.names()]


def _set(name: str) -> Document:
    return sets.load(name, tuple(SECTORS)).document()


def sources() -> list[Document]:
    """List every registered source with its licence and credit line, as the table of docs/data.md."""
    return [asdict(entry) for entry in provenance.sources().values()]


def _scenario(name: str) -> Document:
    return load_scenario(name).to_dict()


def _menu(name: str) -> Document:
    menu = load_menu(name)
    return {"id": name, "title": menu.title, **_plain(menu.model_dump(mode="json", exclude_none=True))}


def _plain(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _chain(name: str) -> Document:
    chain = load_chain(name)
    stages = [{"id": stage.id, "name": stage.name} for stage in chain.stages]
    return {"id": chain.id, "title": chain.name, "about": chain.about, "stages": stages}


def _horizon(name: str) -> Document:
    if name == "long":
        return {"id": name, "title": "The elasticities of the chosen set, as estimated"}
    response = sets.response(int(name))
    title = f"{name} year{'s' * (name != '1')} after: goods' trade answers its duty by {response:.2f}"
    return {"id": name, "title": title, "response": response, "theta_goods": response - 1}


def _measures(name: str) -> Document:
    book = load_book(name)
    duties = [{"id": duty.id, "title": duty.title} for duty in book.duties]
    title = f"Duties of {economy_name(name)}: {len(duties)} from {book.since} to {book.until}"
    return {"id": name, "title": title, "duties": duties}


@dataclass(frozen=True)
class Shelf:
    """A kind of thing that ships: the names on the shelf, how one is shown, and which command takes it."""

    names: Callable[[], tuple[str, ...]]
    show: Callable[[str], Document]
    used_by: str


SHELVES: dict[str, Shelf] = {
    "scenarios": Shelf(library_names, _scenario, "accord run"),
    "menus": Shelf(menu_names, _menu, "accord talks --menu"),
    "chains": Shelf(chain_names, _chain, "accord supply cut"),
    "groups": Shelf(unions.names, _group, "accord alliance"),
    "elasticities": Shelf(sets.names, _set, "accord run --elasticities"),
    "horizons": Shelf(lambda: (*map(str, sets.YEARS), "long"), _horizon, "accord run --horizon"),
    "measures": Shelf(book_importers, _measures, "accord stack --importer"),
    "worlds": Shelf(world_ids, lambda name: summary(load_world(name)), "accord run --world"),
}


def library(
    kind: Annotated[
        str, "scenarios, menus, chains, groups, elasticities, horizons, measures or worlds."
    ] = "",
) -> list[Document]:
    """List what ships: names, what each is, and the command that takes it."""
    if kind and kind not in SHELVES:
        raise InputError(f"library: '{kind}' is not one of {', '.join(SHELVES)}")
    return [
        {"kind": name, "id": key, "title": _title(shelf.show(key)), "used_by": shelf.used_by}
        for name, shelf in SHELVES.items()
        if kind in {"", name}
        for key in shelf.names()
    ]


def entry(name: Annotated[str, "A name that accord library list shows."]) -> Document:
    """Show one entry of the library, whole."""
    for kind, shelf in SHELVES.items():
        if name in shelf.names():
            return {"kind": kind, "used_by": shelf.used_by, **shelf.show(name)}
    every = [key for shelf in SHELVES.values() for key in shelf.names()]
    raise InputError(f"library: nothing is called '{name}'{nearest(name, every)}")


def _title(document: Document) -> str:
    return str(document.get("title") or document.get("name") or document.get("note") or document["id"])
