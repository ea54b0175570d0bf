"""``accord docket``: reports kept, what they tell together, what is due, the scenario one carries."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from accord.cli.offer import part
from accord.cli.options import Date, Docs, Json
from accord.cli.plain import Note
from accord.core.codec import Document
from accord.core.days import day_of
from accord.core.errors import InputError, one_line
from accord.docket import across
from accord.docket.apart import Asked, read_reports, reports
from accord.docket.archive import open_archive
from accord.docket.export import to_ics
from accord.page.out import emit_json, put, show
from accord.page.printed.docket import differ_text, kept_shown
from accord.page.progress import say

app = typer.Typer(
    name="docket", help="Reports across time: add, list, timeline, due, scenario.", no_args_is_help=True
)

Csv = Annotated[bool, "Print a table as CSV."]
Place = Annotated[Path | None, "The archive's file (else ACCORD_ARCHIVE)."]


@part(app)
def add(documents: Docs, *, archive: Place = None, date: Date = None, json: Json = False) -> None:
    """Read reports and keep them; a report already there is not added twice."""
    rows: list[Document] = []
    with open_archive(archive):
        pass  # what is no archive is told before anything is read
    for docket in reports(documents, Asked(date), say):
        if isinstance(docket, InputError):
            raise docket
        with open_archive(archive) as kept:  # closed while files are read: the archive may lie among them
            added, day = kept.add(docket), docket.article_date
        rows.append({"number": added.number, "new": added.is_new, "name": docket.id, "date": day})
        if not json:
            known = "" if added.is_new else "  (already there)"
            print(f"{added.number}  {day}  {one_line(docket.id)}{known}")
    if json:
        emit_json({"added": rows})


@part(app, "list")
def list_reports(*, archive: Place = None, json: Json = False, csv: Csv = False) -> None:
    """List the reports kept, the oldest first."""
    with open_archive(archive, reading=True) as kept:
        rows = kept.index()
    _print({"reports": rows}, ("number", "date", "name", "title"), json, csv)


@part(app)
def timeline(*, archive: Place = None, json: Json = False, csv: Csv = False) -> None:
    """Show the events of all reports merged, and the claims on which reports differ."""
    with open_archive(archive, reading=True) as kept:
        reports = kept.reports()
    document = {"events": across.timeline(reports), "measures": across.claims(reports)}
    _print(document, ("date", "type", "countries", "status", "description", "sources"), json, csv)
    if not (json or csv):
        show(differ_text(document["measures"]))


@part(app)
def due(
    *,
    archive: Place = None,
    since: Annotated[str | None, Note("First day; today if left out.", ("--from",))] = None,
    until: Annotated[str | None, "Last day."] = None,
    ics: Annotated[Path | None, "Write an iCalendar file."] = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show what is to come: next steps and promises of all reports, by date."""
    first = day_of(since, "--from") if since else datetime.date.today()
    last = day_of(until, "--until").isoformat() if until else "9999"
    with open_archive(archive, reading=True) as kept:
        entries = across.due(kept.reports(), first.isoformat(), last)
    if ics is not None:
        ics.write_bytes(to_ics(entries))
        say(f"{len(entries)} entries written to {ics}")
    _print({"due": entries}, ("date", "what", "countries", "status", "sources"), json, csv)
    if not (entries or json or csv):
        typer.echo("nothing is due")


@part(app)
def scenario(
    document: Annotated[str, Note("", metavar="DOC")], *, date: Date = None, json: Json = False
) -> None:
    """Write the scenario a report carries, its assumptions listed, as a scenario file."""
    from accord.assess.tariff.scenario import to_scenario

    dockets = read_reports([document], Asked(date), say)
    if len(dockets) != 1:
        raise InputError(f"{document}: give one report, not {len(dockets)}")
    found = to_scenario(dockets[0])
    if json:
        emit_json(found.to_dict())
    else:
        typer.echo(found.to_yaml(), nl=False)


@part(app)
def label(reading: Annotated[Path, "A reading that accord read --save wrote, corrected."]) -> None:
    """Print a corrected reading as a label, to measure the reader with."""
    from accord.docket.label import Label
    from accord.docket.saved import load

    emit_json(Label(load(reading)).to_json())


def _print(document: Document, columns: tuple[str, ...], json: bool, csv: bool) -> None:
    """Print the rows under a document's first key as a table or CSV, or the document as JSON."""
    rows = next(iter(document.values()))
    put(document, lambda _: kept_shown(rows, columns, csv), json)
