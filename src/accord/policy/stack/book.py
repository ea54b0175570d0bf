"""The dated list of an importer's duties, as it comes with Accord; ``written`` reads and checks files of duties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.places import files
from accord.policy.parties import Parties
from accord.policy.stack.act import Act
from accord.policy.stack.duty import BASE_KINDS, Duty, party_code, union_of
from accord.policy.stack.products import Exemption, Products, codes_of, overlap

Entry = TypeVar("Entry")
Row = Mapping[str, object]


EVERYBODY = Parties(("all",))


@dataclass(frozen=True)
class Gap:
    """What the list leaves out since a date, in one sentence; ``products`` where it matters for some alone."""

    since: date
    sentence: str
    until: date | None = None
    exporters: Parties = EVERYBODY
    products: Products | None = None

    def concerns(self, names: tuple[str, ...], day: date) -> bool:
        """Whether the gap matters for an exporter, given the words that name it, on ``day``."""
        if day < self.since or (self.until is not None and day >= self.until):
            return False
        return any(name in self.exporters.of for name in (*names, "all"))

    def touches(self, code: str) -> bool:
        """Whether it matters for a product, given an HS code."""
        return self.products is None or overlap(codes_of(self.products), frozenset({code}))


@dataclass(frozen=True)
class DutyBook:
    """All duties of one importer between two dates; their order has no meaning, they are kept by id."""

    importer: str
    since: date
    until: date
    duties: tuple[Duty, ...]
    acts: tuple[Act, ...] = ()
    gaps: tuple[Gap, ...] = ()


def load_book(importer: str) -> DutyBook:
    """Return the list of duties that comes with Accord for an importer."""
    path = files("accord.policy").joinpath(f"measures/{importer.lower()}.yml")
    if not path.is_file():
        have = ", ".join(book_importers())
        raise InputError(f"importer {importer}: no list of duties comes with Accord (there are {have})")
    return _shipped(importer)


def book_of(importer: str, measures: Path | None = None) -> DutyBook:
    """Return an importer's book, with a user's file on top where one is given."""
    book = load_book(union_of(party_code(importer, "importer")))
    if measures is None:
        return book
    from accord.policy.stack.written import with_own

    return with_own(book, measures)


@lru_cache(maxsize=16)
def _shipped(importer: str) -> DutyBook:
    """Read a list that comes with Accord, as built from its YAML file (the tests hold the two together).

    That its entries refer to what exists and do not contradict each other was tested when it was built.
    """
    text = files("accord.policy").joinpath(f"data/books/{importer.lower()}.json").read_text("utf-8")
    held = json.loads(text)
    return DutyBook(
        importer=held["importer"],
        since=date.fromisoformat(held["since"]),
        until=date.fromisoformat(held["until"]),
        duties=tuple(_entry(Duty, row) for row in held["duties"]),
        acts=tuple(_entry(Act, row) for row in held.get("acts", ())),
        gaps=tuple(_entry(Gap, row) for row in held.get("gaps", ())),
    )


_DAYS = frozenset({"since", "until", "announced", "effective", "ended", "in_transit_until", "date"})


def _entry(kind: type[Entry], row: Row) -> Entry:
    """Return an entry from its row of a built list."""
    return kind(**{key: _held(key, value) for key, value in row.items()})


def _held(key: str, value: object) -> object:
    """Return what stands under a key: days and parties from their words, lists as tuples, the rest as it is."""
    if key in _DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if key == "exporters" and isinstance(value, dict):
        return Parties(tuple(value["of"]), tuple(value["except"]))
    if key == "products" and isinstance(value, dict):
        return _entry(Products, value)
    if key == "exempt" and isinstance(value, list):
        return tuple(_entry(Exemption, row) for row in value)
    if isinstance(value, list):
        return Parties(tuple(value)) if key == "exporters" else tuple(value)
    return value


def book_importers() -> tuple[str, ...]:
    """Return the importers whose duties come with Accord."""
    folder = files("accord.policy").joinpath("measures")
    return tuple(sorted(entry.name.removesuffix(".yml").upper() for entry in folder.iterdir()))


def duties_paid(book: DutyBook, exporter: str, day: date, announced: Sequence[str] = ()) -> list[Duty]:
    """Return the add-on duties on an exporter's goods on a day, without those that another one replaces."""
    return paid_by(collected(book, day, announced), exporter)


def collected(book: DutyBook, day: date, announced: Sequence[str] = ()) -> list[Duty]:
    """Return the add-on duties that anybody pays on a day."""
    if not book.since <= day <= book.until:
        raise InputError(
            f"as of {day}: the list of {book.importer} duties has data from {book.since} to {book.until} only"
        )
    by_id = {duty.id: duty for duty in book.duties}
    for name in announced:
        if name not in by_id:
            raise InputError(f"announced: unknown duty '{name}'{nearest(name, by_id)}")
    return [
        duty
        for duty in book.duties
        if duty.kind not in BASE_KINDS and (duty.collected_on(day) or duty.id in announced)
    ]


def paid_by(duties: Iterable[Duty], exporter: str) -> list[Duty]:
    """Return those of a day's duties that reach an exporter, without those that another one replaces."""
    live = [duty for duty in duties if duty.rate_on(exporter) is not None]
    replaced = {name for duty in live for name in duty.replaces or ()}
    return [duty for duty in live if duty.id not in replaced]
