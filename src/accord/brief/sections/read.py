"""What was read: events, measures, alliances, promises and next steps, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accord.brief.case import Case, Json
from accord.brief.chart import Moment, timeline
from accord.brief.chart.scale import day_number
from accord.brief.names import the
from accord.brief.view import (
    Block,
    Chart,
    Column,
    Day,
    Entries,
    Entry,
    Evidence,
    Part,
    Read,
    Section,
    Table,
    Text,
)
from accord.brief.words import date_words, join
from accord.brief.write import REPORT
from accord.core.codes import economy_name
from accord.core.provenance import Figure

STATES = {"in_force": "in force"}
AHEAD = ("planned", "scheduled", "possible", "announced", "expected", "invited", "offered", "due")


def build(case: Case) -> Section:
    """Return the docket: a timeline, then lists of what the report holds."""
    docket = case.docket
    lists = (
        Entries(
            "measures",
            "Measures",
            tuple(_measure(case, at, row) for at, row in _rows(docket, "policy_levers")),
        ),
        Entries("events", "Events", tuple(_event(row) for _, row in _rows(docket, "events"))),
        Entries(
            "alliances",
            "Alliances and partnerships",
            tuple(_alliance(row) for _, row in _rows(docket, "alliances")),
        ),
        Entries("next", "What comes next", tuple(_next_step(row) for _, row in _rows(docket, "next_steps"))),
        Entries("said", "What was said", tuple(_statement(row) for _, row in _rows(docket, "statements"))),
        Entries("people", "Who", tuple(_person(row) for _, row in _rows(docket, "participants"))),
    )
    blocks: list[Block] = [entries for entries in lists if entries.items]
    line = _timeline(case)
    return Section("read", "What was read", tuple([line, *blocks] if line else blocks))


def _rows(docket: Json, key: str) -> Iterable[tuple[int, Json]]:
    return enumerate(docket.get(key) or (), 1)


def _measure(case: Case, at: int, row: Json) -> Entry:
    parts: list[Part] = []
    if row.get("imposing"):
        parts.append(the(row["imposing"], start=True))
    if row.get("target"):
        parts.append((" on " if parts else "On ") + the(row["target"]))
    parts += [": " if parts else "", Read(_words(row["lever"]))]
    if row.get("value") is not None:
        parts += [" of ", lever_figure(case, at, row)]
    if row.get("product_scope"):
        parts += [", ", Read(row["product_scope"])]
    when = _day(row.get("effective_date"))
    state = _words(row.get("status_norm") or row.get("status"))
    return Entry(tuple(parts), ("from ", when) if when else None, state, evidence(case.docket, row))


def lever_figure(case: Case, at: int, row: Json) -> Figure:
    """Return a number of the report itself."""
    unit = {"percent": "%", "percentage_points": "points", None: ""}.get(
        row.get("unit"), str(row.get("unit"))
    )
    words = row.get("evidence") or {}
    return Figure(
        key=f"report.measure.{at}.value",
        label=f"{_words(row['lever'])} named in the report",
        value=float(row["value"]),
        unit=unit,
        year=case.date[:4],
        source=REPORT,
        basis=f"the report’s words, characters {words.get('start', 0)} to {words.get('end', 0)}",
        quality="cited",
    )


def _event(row: Json) -> Entry:
    who = join(economy_name(code) for code in row.get("countries") or ())
    parts: list[Part] = [_words(row["type"]).capitalize()]
    if who:
        parts.append(f", {who}")
    if row.get("description"):
        parts += [": ", Read(row["description"])]
    return Entry(tuple(parts), _day(row.get("date")), _words(row.get("status")), evidence({}, row))


def _alliance(row: Json) -> Entry:
    who = join(economy_name(code) for code in row.get("who") or ())
    parts: list[Part] = [Read(row["name"]), ": ", Read(_words(row["action"])), f", {who}" if who else ""]
    return Entry(tuple(parts), _day(row.get("date")), "", evidence({}, row))


def _next_step(row: Json) -> Entry:
    return Entry((Read(row["what"]),), _day(row.get("date")), _words(row.get("status")), evidence({}, row))


def _statement(row: Json) -> Entry:
    return Entry((Read(row["gist"]),), Read(row.get("speaker") or "The report"), "", evidence({}, row))


def _person(row: Json) -> Entry:
    tail = ", ".join(word for word in (row.get("role"), economy_name(row.get("country") or "")) if word)
    return Entry((Read(tail),), Read(row["person"]), _words(row.get("part")), evidence({}, row))


def evidence(docket: Json, row: Json) -> tuple[Evidence, ...]:
    """Return the spans an item rests on; none where it carries none."""
    spans: Any = row.get("evidence") or ()
    items = [spans] if isinstance(spans, dict) else spans
    return tuple(
        Evidence(
            item["text"], item["start"], item["end"], item.get("document") or docket.get("document") or REPORT
        )
        for item in items
    )


def _day(iso: str | None) -> Text | None:
    return Day(iso) if iso else None


def _words(code: str | None) -> str:
    return STATES.get(code or "", (code or "").replace("_", " "))


def _timeline(case: Case) -> Chart | None:
    """Return dated events and next steps down a rail; None where fewer than two carry a date."""
    moments = _moments(case.docket)
    if len(moments) < 2:
        return None
    alt = "Timeline. " + " ".join(f"{date_words(m.when)}: {m.label}." for m in moments)
    columns = (Column("date", "Date"), Column("what", "What"), Column("state", "State"))
    rows = tuple((Day(m.when), Read(m.label), "happened" if m.done else "to come") for m in moments)
    return Chart(
        key="timeline",
        title="What happened, and what is due" if any(not m.done for m in moments) else "What happened",
        subtitle="Events and next steps by date; hollow marks are still to come",
        drawing=timeline(moments, case.date, alt),
        alt=alt,
        table=Table("timeline", "Events and next steps by date", columns, rows),
        sources=(),
    )


def _moments(docket: Json) -> list[Moment]:
    """Return dated events, then next steps that are not one of the events, by date and each once."""
    found: dict[tuple[str, int], Moment] = {}
    for key, words in (("events", "description"), ("next_steps", "what")):
        for _, row in _rows(docket, key):
            iso = row.get("date")
            if not iso or row.get("date_precision") in ("unknown", "inferred"):
                continue
            spans = row.get("evidence") or {}
            start = spans["start"] if isinstance(spans, dict) and spans else len(found)
            done = not any(word in (row.get("status") or "").lower() for word in AHEAD)
            found.setdefault((iso, start), Moment(iso, row.get(words) or _words(row["type"]), done))
    return sorted(found.values(), key=lambda moment: day_number(moment.when))
