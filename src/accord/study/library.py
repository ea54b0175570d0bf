"""What ships with Accord, as documents: worlds, groups, elasticities, and the whole library by kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date

from accord import groups
from accord.core.codec import Document, JsonValue
from accord.core.codes import SECTORS, economy_code, economy_name, nearest
from accord.core.errors import InputError
from accord.policy.scenarios import library_names, load_scenario
from accord.policy.stack.book import book_importers, load_book
from accord.supply.chain import chain_names, load_chain
from accord.talks.menu import load_menu, menu_names
from accord.world import elasticities, load_world, world_ids
from accord.world.figures import economy_figures, provenance_of
from accord.world.world import World


def world_documents() -> list[Document]:
    """Return the worlds that ship: year, title, size, elasticities and fingerprint."""
    return [_world(load_world(key)) for key in world_ids()]


def _world(world: World) -> Document:
    recorded = provenance_of(world) or {"title": "A toy world for examples: round numbers, no data"}
    return {
        "id": world.id,
        "year": world.year,
        "title": recorded["title"],
        "economies": len(world.economies),
        "sectors": len(world.sectors),
        "elasticities": world.elasticity_source or None,
        "fingerprint": world.fingerprint,
    }


def world_document(world: World) -> Document:
    """Return a world's economies and sectors, and what was recorded when it was built."""
    return {
        "world": _stamp(world),
        "economies": list(world.economies),
        "sectors": list(world.sectors),
        "recorded": provenance_of(world),
    }


def economy_document(world: World, word: str) -> Document:
    """Return one economy of a world, every figure with unit, year and source."""
    code = _code(word, world.economies)
    recorded = provenance_of(world)
    return {
        "world": _stamp(world),
        "economy": code,
        "calibration": recorded["economies"][code] if recorded else None,
        "figures": [asdict(figure) for figure in economy_figures(world, code)],
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


def group_document(name: str, as_of: str | None = None) -> Document:
    """Return who belongs to a group on a day, in which state, since when, and who says so."""
    group = groups.info(name)
    day = groups.parse_day(as_of, "--as-of") if as_of else None
    return {
        "id": group.id,
        "name": group.name,
        "as_of": day.isoformat() if day else None,
        "member_list": "published" if group.published else "unpublished",
        "members": list(group.members(day)) if group.published else None,
        "memberships": [_row(entry) for entry in group.memberships if entry.holds(day)],
        "institutions": [_row(entry) for entry in group.institutions],
        "conflicts": list(group.conflicts),
        "note": group.note,
        "source": group.source,
    }


def _row(entry: groups.Membership | groups.Institution) -> Document:
    """Return a row with dates as text, ready for JSON."""
    row = {item.name: getattr(entry, item.name) for item in fields(entry)}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


def group_rows() -> list[Document]:
    """Return the groups that ship."""
    return [{"id": one.id, "name": one.name, "kind": one.kind} for one in map(groups.info, groups.names())]


def elasticity_document(name: str) -> Document:
    """Return a set of trade elasticities, shipped or from a file, by sector of the ICIO."""
    sectors = tuple(SECTORS)
    chosen = elasticities.load(name, sectors)
    rows = [
        {
            "sector": code,
            "theta": float(chosen.theta[at]),
            "standard_error": chosen.error_of(at),
            "between_sources": float(chosen.spread[at]),
            "estimate": chosen.estimate_of[at],
        }
        for at, code in enumerate(sectors)
    ]
    return {"id": chosen.id, "note": chosen.note, "source": chosen.source, "sectors": rows}


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
    response = elasticities.response(int(name))
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
    "groups": Shelf(groups.names, group_document, "accord alliance"),
    "elasticities": Shelf(elasticities.names, elasticity_document, "accord run --elasticities"),
    "horizons": Shelf(lambda: (*map(str, elasticities.YEARS), "long"), _horizon, "accord run --horizon"),
    "measures": Shelf(book_importers, _measures, "accord stack --importer"),
    "worlds": Shelf(world_ids, lambda name: _world(load_world(name)), "accord run --world"),
}


def library_rows(kind: str = "") -> list[Document]:
    """Return what ships, of one kind or of all: kind, id, title, and the command that takes it."""
    if kind and kind not in SHELVES:
        raise InputError(f"library: '{kind}' is not one of {', '.join(SHELVES)}")
    return [
        {"kind": name, "id": key, "title": _title(shelf.show(key)), "used_by": shelf.used_by}
        for name, shelf in SHELVES.items()
        if kind in {"", name}
        for key in shelf.names()
    ]


def library_entry(name: str) -> Document:
    """Return one entry of the library, whole; raise InputError where none has that name."""
    for kind, shelf in SHELVES.items():
        if name in shelf.names():
            return {"kind": kind, "used_by": shelf.used_by, **shelf.show(name)}
    every = [key for shelf in SHELVES.values() for key in shelf.names()]
    raise InputError(f"library: nothing is called '{name}'{nearest(name, every)}")


def _title(document: Document) -> str:
    return str(document.get("title") or document.get("name") or document.get("note") or document["id"])
