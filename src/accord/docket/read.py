"""Read one report: clean, find, merge, and return a docket."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from accord.core.days import day_of
from accord.core.errors import InputError
from accord.docket.documents import Document
from accord.docket.documents.clean import clean
from accord.docket.documents.language import no_economics, not_english
from accord.docket.documents.masthead import ReportDate, find_dateline, report_date
from accord.docket.events.find import events_of
from accord.docket.groupings import find_alliances
from accord.docket.items import Docket, Event, Evidence, Measure, Participant
from accord.docket.measures.project import measures_of
from accord.docket.patterns import begin
from accord.docket.people.find import Person
from accord.docket.prepare import prepare
from accord.docket.quoted import evidence, span
from accord.docket.reading import Reading
from accord.docket.steps import steps_of
from accord.docket.topics import laws, minerals_and_products, statements, sums, topics
from accord.docket.vocabulary import vocabulary

_PARTS = (
    ("signatory", r"\bsign(?:ed|s)?\b|\bsignator"),
    ("host", r"\bhost"),
    ("speaker", r"\b(?:said|says|told|wrote|announced|described|confirmed)\b"),
)


def read(
    text: str,
    date: str | date | None = None,
    *,
    name: str = "report",
    title: str = "",
    metadata_date: date | None = None,
    lexicon: str | None = None,
    force: bool = False,
    notes: tuple[str, ...] = (),
) -> Docket:
    """Read a report and return its docket.

    ``date`` is the report's date where the text carries none; ``lexicon`` a folder whose CSV files extend
    the shipped ones; ``notes`` what is already known to be missing from the text. Raises InputError when no
    date can be had, the text is too long, or it does not look English, unless ``force`` is set.
    """
    words = vocabulary(lexicon)
    given = day_of(date, "--date") if isinstance(date, str) else date
    if not text.strip():
        raise InputError("the document holds no text")
    cleaned = clean(text, title, given or metadata_date)
    begin(cleaned.text)
    foreign = not_english(cleaned.text)
    if foreign and not force:
        raise InputError(f"{foreign}; --force reads it all the same")
    told = [foreign, no_economics(cleaned.text)]
    cleaned = replace(cleaned, notes=(*notes, *cleaned.notes, *(n for n in told if n)))
    dateline = find_dateline(cleaned)
    when = report_date(cleaned, dateline, words, given, metadata_date)
    return _docket(prepare(cleaned, words, when.day, dateline), when, name)


def _docket(reading: Reading, when: ReportDate, name: str) -> Docket:
    """Find every kind of item in a reading."""
    measures, ruled_out = measures_of(reading)
    alliances, joined = find_alliances(reading)
    events = events_of(reading, measures, joined)
    minerals, products = minerals_and_products(reading)
    headers = reading.cleaned.headers
    return Docket(
        id=name,
        title=reading.cleaned.title,
        outlet=headers.get("outlet") or None,
        source=headers.get("source") or None,
        article_date=when.day.isoformat(),
        date_basis=when.basis,
        text=reading.text,
        participants=_participants(reading),
        events=events,
        measures=measures,
        ruled_out=ruled_out,
        alliances=tuple(alliances),
        minerals=minerals,
        products=products,
        topics=topics(reading),
        legislation=laws(reading),
        money=sums(reading),
        next_steps=steps_of(reading),
        statements=statements(reading),
        countries=tuple(reading.common),
        notes=(*reading.cleaned.notes, *reading.notes),
        not_understood=_not_understood(reading, (*measures, *ruled_out), events),
    )


def _not_understood(
    reading: Reading, measures: tuple[Measure, ...], events: tuple[Event, ...]
) -> tuple[Evidence, ...]:
    """Return the first sentences that name a measure of which nothing was read."""
    told = {m.evidence.start for m in measures} | {e.evidence.start for e in events}
    lead = [s for s in reading.sentences if reading.is_lead(s)]
    return tuple(
        evidence(reading, s) for s in lead
        if s.start not in told and any(m.kind == "lever" for c in reading.clauses_of(s) for m in c.row[c.first : c.last])
    )  # fmt: skip


def read_document(
    document: Document, date: str | date | None = None, lexicon: str | None = None, force: bool = False
) -> Docket:
    """Read a loaded document; messages name it."""
    try:
        return read(
            document.text,
            date,
            name=document.name,
            title=document.title,
            metadata_date=document.date,
            lexicon=lexicon,
            force=force,
            notes=document.notes,
        )
    except InputError as error:
        raise InputError(f"{document.name}: {error}") from None


def read_documents(
    documents: Sequence[Document],
    date: str | date | None = None,
    lexicon: str | None = None,
    force: bool = False,
    say: Callable[[str], None] | None = None,
) -> list[Docket]:
    """Read several documents; one of many that cannot be read is named to ``say`` and left out."""
    found: list[Docket] = []
    for document in documents:
        try:
            found.append(read_document(document, date, lexicon, force))
        except InputError as error:
            if len(documents) == 1 or say is None:
                raise
            say(f"left out: {error}")
    if not found:
        raise InputError(f"none of the {len(documents)} documents could be read")
    return found


def _participants(reading: Reading) -> tuple[Participant, ...]:
    found = []
    for person in reading.people:
        sightings = [s for s in person.sightings if not s.as_government]
        if not sightings or person.economy is None:
            continue
        first = next((s for s in sightings if len(s.words) == len(person.words)), sightings[0])
        why = first.reason or next((s.reason for s in person.sightings if s.reason), "")
        words = span(reading, first.start, first.end)
        trace = (why, f"economy: {person.reason}")
        found.append(
            Participant(person.name, person.role, person.economy or None, _part(person), words, trace)
        )
    known = {p.person for p in found}
    return (*found, *(p for p in _speaking(reading) if p.person not in known))


def _speaking(reading: Reading) -> list[Participant]:
    """Return the office holders who speak in a transcript: "AMBASSADOR GREER: ..."."""
    found: dict[str, Participant] = {}
    for block in reading.cleaned.blocks:
        held = reading.office_holder(block.speaker)
        at = reading.text.rfind(block.speaker, 0, block.start) if held is not None else -1
        if held is None or at < 0 or held.person in found:
            continue
        words = span(reading, at, at + len(block.speaker))
        trace = ("a speaker of the transcript", "economy: the office held")
        found[held.person] = Participant(held.person, held.role, held.code, "speaker", words, trace)
    return list(found.values())


def _part(person: Person) -> str:
    for sighting in person.sightings:
        for part, pattern in _PARTS:
            if re.search(pattern, sighting.sentence.text):
                return part
    return "mentioned" if all(s.as_government or s.role for s in person.sightings) else "actor"
