"""What was read: events, measures, alliances, promises and next steps, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from accord.core.codec import Document
from accord.core.provenance import REPORT, Figure
from accord.docket.amounts import written
from accord.docket.items import Docket
from accord.page.blocks import (
    Block,
    Day,
    Entries,
    Entry,
    Evidence,
    Part,
    Read,
    Section,
    Text,
)
from accord.page.dated import dated
from accord.page.names import name, the
from accord.page.words import join

ADDED = ("tariff additional", "tariff reciprocal")
"""Levers that are read with the noun last."""

STATES = {"in_force": "in force"}
TOWARDS = {
    "purchase": "from",
    "oil purchases": "from",
    "investment": "in",
    "investment pledge": "in",
    "exemption": "for",
    "waiver": "for",
}
"""How a lever stands to its target; the others are put on it."""


def build(held: Docket) -> Section:
    """Return the docket: a timeline, then lists of what the report holds; the long ones folded."""
    docket: Document = held.to_json()
    told = zip(_rows(docket, "policy_levers"), held.measures, strict=True)
    measures = [_measure(docket, at, {**row, "low": one.low}) for at, (row, one) in enumerate(told, 1)]
    lists = (
        _entries("measures", "Measures", measures),
        _entries("next", "What comes next", map(_next_step, _dated(docket, "next_steps"))),
        _entries("alliances", "Alliances and partnerships", map(_alliance, _rows(docket, "alliances"))),
        _entries("events", "Events in full", map(_event, _dated(docket, "events")), folded=True),
        _entries("said", "What was said", map(_statement, _rows(docket, "statements")), folded=True),
        _entries("people", "Who is named", map(_person, _rows(docket, "participants")), folded=True),
    )
    blocks: list[Block] = [entries for entries in lists if entries.items]
    line = dated(docket)
    return Section("read", "What was read", tuple([line, *blocks] if line else blocks), weight="end")


def _entries(key: str, title: str, items: Iterable[Entry], *, folded: bool = False) -> Entries:
    return Entries(key, title, tuple(items), folded)


def _rows(docket: Document, key: str) -> list[Document]:
    """Return the items of a list, none where the docket has no such list."""
    return list(docket.get(key) or ())


def _dated(docket: Document, key: str) -> list[Document]:
    """Return the items of a list in order of date, those without a date last."""
    return sorted(_rows(docket, key), key=lambda row: row.get("date") or "9999")


def _measure(docket: Document, at: int, row: Document) -> Entry:
    lever = _words(row["lever"])
    kind = f"{lever.removeprefix('tariff ')} tariff" if lever in ADDED else lever
    parts: list[Part] = [Read(kind.capitalize())]
    if row.get("value") is not None:
        low: list[Part] = [lever_figure(docket, at, row, "low"), " to "] if row.get("low") is not None else []
        parts += [" of ", *low, lever_figure(docket, at, row)]
    if row.get("previous_value") is not None:
        parts += [" (before: ", lever_figure(docket, at, row, "previous_value"), ")"]
    if row.get("imposing"):
        parts.append(f" by {_sides(row['imposing'])}")
    if row.get("target"):
        parts.append(f" {TOWARDS.get(lever, 'on')} {_sides(row['target'])}")
    if row.get("product_scope") not in (None, "", "unspecified"):
        parts += [": ", Read(row["product_scope"])]
    day = _day(row.get("effective_date"))
    return Entry(tuple(parts), day, _words(row.get("status_norm") or row.get("status")), evidence(row))


def _sides(codes: str | list[str]) -> str:
    return join(the(code) for code in ([codes] if isinstance(codes, str) else codes))


def lever_figure(docket: Document, at: int, row: Document, which: str = "value") -> Figure:
    """Return a number of the report itself: a measure's value, or its previous one."""
    value, unit = written(float(row[which]), row.get("unit"))
    unit = {"percent": "%", "percentage_points": "points"}.get(unit, unit)
    words = row.get("evidence") or {}
    return Figure(
        key=f"report.measure.{at}.{which}",
        label=f"{_words(row['lever'])} named in the report",
        value=value,
        unit=unit,
        year=docket["article_date"][:4],
        source=REPORT,
        basis=f"the report’s words, characters {words.get('start', 0)} to {words.get('end', 0)}",
        quality="cited",
    )


def _event(row: Document) -> Entry:
    parts: list[Part] = [_words(row["type"]).capitalize()]
    if row.get("countries"):
        parts.append(f": {_sides(row['countries'])}")
    if row.get("participants"):
        parts += [" (", Read(join(row["participants"])), ")"]
    return Entry(tuple(parts), _day(row.get("date")), _words(row.get("status")), evidence(row))


def _alliance(row: Document) -> Entry:
    who = _sides(row["who"]) if row.get("who") else ""
    parts: list[Part] = [Read(row["name"]), ": ", Read(_words(row["action"])), f", {who}" if who else ""]
    return Entry(tuple(parts), _day(row.get("date")), "", evidence(row))


def _next_step(row: Document) -> Entry:
    what = row["what"]
    return Entry((Read(what),), _day(row.get("date")), _words(row.get("status")), evidence(row, what))


def _statement(row: Document) -> Entry:
    gist = row["gist"]
    return Entry((Read(gist),), Read(row.get("speaker") or "The report"), "", evidence(row, gist))


def _person(row: Document) -> Entry:
    home = name(row["country"]) if row.get("country") else ""
    tail = ", ".join(word for word in (row.get("role"), home) if word)
    return Entry((Read(tail),), Read(row["person"]), _words(row.get("part")))


def evidence(row: Document, shown: str = "") -> tuple[Evidence, ...]:
    """Return the span an item rests on; none where it carries none or where its words are shown already."""
    span = row.get("evidence")
    if not span or span["text"] == shown:
        return ()
    return (Evidence(span["text"], span["start"], span["end"], span.get("document") or REPORT),)


def _day(iso: str | None) -> Text | None:
    return Day(iso) if iso else None


def _words(code: str | None) -> str:
    return STATES.get(code or "", (code or "").replace("_", " "))
