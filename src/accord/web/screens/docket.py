"""The archive: a timeline of all reports, what is due, where reports differ, with search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from accord.docket.archive import open_archive
from accord.files.reading import check
from accord.page.blocks import Block, Chart, Column, Day, Prose, Read, Row, Section, Table
from accord.page.chart import Moment, timeline
from accord.page.drawn import Head, chart_of
from accord.page.names import name
from accord.page.words import date_words
from accord.web import readings
from accord.web.answers import archive
from accord.web.asked import OfArchive
from accord.web.busy import aside
from accord.web.screens.base import Given, Screen, Shown

SHOWN, LISTED = 24, 60
"""Events of the picture, and rows of a table."""


def answer(given: Given) -> Shown:
    """Return the reports that hold some words: what is due, their events in order, what they differ on."""
    asked = check(OfArchive, dict(given), "question")
    found = archive.archive(asked)
    due = [_due(found)] if found["due"] else []
    sections = [Section("docket", _title(asked), (Prose(_lead(found, asked), "lead"), *due), "whole")]
    if found["events"]:
        sections.append(Section("events", "What happened", (_timeline(found),), "whole"))
    kept: list[Block] = [_differ(found)] if any(row["contradiction"] for row in found["measures"]) else []
    if found["reports"]:
        sections.append(Section("reports", "The reports", (*kept, _reports(found)), "whole"))
    command = "accord docket due --json\naccord docket timeline --json\naccord docket list --json"
    python = (
        "from accord.docket import across\nfrom accord.docket.archive import open_archive\n\n"
        "with open_archive(reading=True) as kept:\n    across.timeline(kept.reports())"
    )
    return Shown(sections, command, python, pinned={"since": asked.since or str(date.today())})


def _title(asked: OfArchive) -> str:
    return f"What the reports with “{asked.words}” tell" if asked.words else "What all reports tell together"


def _lead(found: Mapping[str, list[object]], asked: OfArchive) -> str:
    reports, due = len(found["reports"]), len(found["due"])
    if not reports:
        return "No report that is kept holds these words." if asked.words else (
            "No report is kept yet: read one on the first page and keep it, or use accord docket add."
        )  # fmt: skip
    kept = f"{reports} report{'s are' if reports != 1 else ' is'} kept"
    return (
        f"{kept}; {due} thing{'s are' if due != 1 else ' is'} due."
        if due
        else f"{kept}; nothing in them is due."
    )


def _due(found: Mapping[str, list[Mapping[str, object]]]) -> Table:
    rows: tuple[Row, ...] = tuple(
        (
            Day(str(row["date"])),
            Read(str(row["what"])),
            _parties(row["countries"]),
            str(row["status"]),
            _from(row),
        )
        for row in found["due"][:LISTED]
    )
    columns = (
        Column("date", "Day"),
        Column("what", "What"),
        Column("who", "Who"),
        Column("status", "Standing"),
        Column("from", "Told by"),
    )
    return Table("due", "What is due", columns, rows)


def _parties(codes: object) -> str:
    return ", ".join(name(str(code)) for code in codes) if isinstance(codes, list) else ""


def _from(row: Mapping[str, object]) -> Read:
    sources = row["sources"]
    told = (
        [f"{one['name']} ({date_words(str(one['date']))})" for one in sources]
        if isinstance(sources, list)
        else []
    )
    return Read("; ".join(dict.fromkeys(told)))


def _timeline(found: Mapping[str, list[Mapping[str, object]]]) -> Chart:
    dated = [row for row in found["events"] if row["date"]]
    today = str(date.today())
    moments = [Moment(str(row["date"]), _event(row), str(row["date"]) <= today) for row in dated[-SHOWN:]]
    alt = f"Timeline of {len(moments)} events."
    rows: tuple[Row, ...] = tuple(
        (
            Day(str(row["date"])),
            str(row["type"]).replace("_", " "),
            _parties(row["countries"]),
            Read(str(row["description"])),
            _from(row),
        )
        for row in dated[-LISTED:]
    )
    columns = (
        Column("date", "Day"),
        Column("type", "What"),
        Column("who", "Who"),
        Column("words", "In words"),
        Column("from", "Told by"),
    )
    subtitle = "Events of all reports, merged; a hollow dot is to come"
    head = Head("timeline", "What happened, in order", subtitle, "Events in order")
    return chart_of(head, timeline(moments, today, alt, "today"), alt, columns, rows)


def _event(row: Mapping[str, object]) -> str:
    return f"{str(row['type']).replace('_', ' ').capitalize()}: {_parties(row['countries'])}"


def _differ(found: Mapping[str, list[Mapping[str, object]]]) -> Table:
    rows: tuple[Row, ...] = tuple(
        (
            str(row["lever"]).replace("_", " "),
            _coded(row["imposing"]),
            _coded(row["target"]),
            Read(str(row["contradiction"])),
        )
        for row in found["measures"]
        if row["contradiction"]
    )
    columns = (
        Column("lever", "Measure"),
        Column("by", "By"),
        Column("on", "On"),
        Column("how", "How they differ"),
    )
    return Table("differ", "Where reports differ", columns, rows)


def _coded(codes: object) -> str:
    return ", ".join(name(code) for code in str(codes).split()) or "not known"


def _reports(found: Mapping[str, list[Mapping[str, object]]]) -> Table:
    rows: tuple[Row, ...] = tuple(
        (str(row["number"]), Day(str(row["date"])), Read(str(row["title"] or row["name"])))
        for row in found["reports"][-LISTED:]
    )
    columns = (Column("number", "Number"), Column("date", "Day"), Column("title", "Report"))
    return Table("reports", "Reports kept", columns, rows)


async def keep(request: Request) -> Response:
    """Keep a reading in the archive; go to the archive."""
    await aside(_keep, request.path_params["at"])
    return RedirectResponse("/docket", 303)


def _keep(at: str) -> None:
    docket = readings.kept(at)
    with open_archive() as kept:
        kept.add(docket)


SCREEN = Screen("/docket", "Docket", "docket.html.j2", OfArchive, answer, dict, "docket")
ROUTES = [*SCREEN.routes, Route("/reading/{at}/keep", keep, methods=["POST"])]
