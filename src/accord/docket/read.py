"""Read one report: clean, find, merge, and return a docket."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from accord.core.errors import InputError
from accord.docket.clean import clean
from accord.docket.controls import find_controls
from accord.docket.documents import Document
from accord.docket.events import deal_in_lead, find_events, merge_events, span
from accord.docket.groupings import find_alliances
from accord.docket.items import Docket, Measure, Participant
from accord.docket.masthead import ReportDate, find_dateline, parse_date, report_date
from accord.docket.people import Person
from accord.docket.reading import Reading, prepare
from accord.docket.steps import find_steps
from accord.docket.tariffs import Found, find_tariffs
from accord.docket.topics import laws, minerals_and_products, statements, sums, topics
from accord.docket.vocabulary import vocabulary

_STANCE = re.compile(
    r"\b(?:supports?|opposes?|welcomed?|against|backs?|criticised|criticized|rejected)\b", re.IGNORECASE
)
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
) -> Docket:
    """Read a report and return its docket.

    ``date`` is the report's date where the text carries none; ``lexicon`` a folder whose CSV files extend
    the shipped ones. Raises InputError when no date can be had or the text is too long.
    """
    words = vocabulary(lexicon)
    cleaned = clean(text, title)
    dateline = find_dateline(cleaned)
    given = parse_date(date) if isinstance(date, str) else date
    when = report_date(cleaned, dateline, words, given, metadata_date)
    return _docket(prepare(cleaned, words, when.day, dateline), when, name)


def _docket(reading: Reading, when: ReportDate, name: str) -> Docket:
    """Find every kind of item in a reading."""
    found = _within_a_deal(reading, [*find_tariffs(reading), *find_controls(reading)])
    alliances, joined = find_alliances(reading)
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
        events=tuple(merge_events([*find_events(reading, found), *joined])),
        measures=_merge([f for f in found if not f.standing.denied]),
        ruled_out=tuple(f.measure for f in found if f.standing.denied),
        alliances=tuple(alliances),
        minerals=minerals,
        products=products,
        topics=topics(reading),
        legislation=laws(reading),
        money=sums(reading),
        next_steps=tuple(find_steps(reading)),
        statements=statements(reading),
        countries=tuple(reading.common),
        notes=tuple(reading.notes),
    )


def read_document(document: Document, date: str | date | None = None, lexicon: str | None = None) -> Docket:
    """Read a loaded document; messages name it."""
    try:
        return read(
            document.text,
            date,
            name=document.name,
            title=document.title,
            metadata_date=document.date,
            lexicon=lexicon,
        )
    except InputError as error:
        raise InputError(f"{document.name}: {error}") from None


def _within_a_deal(reading: Reading, found: list[Found]) -> list[Found]:
    """Count what "will" be done as agreed, not just announced, in a report whose lead is a deal."""
    if not deal_in_lead(reading):
        return found
    return [replace(f, measure=replace(f.measure, status_norm="agreed")) if _plainly(f) else f for f in found]


def _plainly(found: Found) -> bool:
    """Whether a measure is announced by nothing more than "will" or "to cut", and not merely expected."""
    cue = found.standing.cue.casefold()
    plain = cue in ("", "will", "would", "shall") or cue.startswith("to ")
    return found.measure.status_norm == "announced" and plain and "expect" not in found.measure.evidence.text


def _merge(found: list[Found]) -> tuple[Measure, ...]:
    """Keep one measure for each lever family, value and author; a number outdoes a bare mention."""
    kept: list[Measure] = []
    for item in sorted(found, key=lambda f: (f.measure.value is None, f.sentence)):
        measure = item.measure
        index = next((i for i, k in enumerate(kept) if _same(k, measure)), None)
        if index is None:
            kept.append(measure)
        else:
            kept[index] = _join(kept[index], measure)
    return tuple(sorted(kept, key=lambda m: m.evidence.start))


def _same(a: Measure, b: Measure) -> bool:
    family = _family(a.lever) == _family(b.lever)
    values = a.value == b.value or (b.value is None and a.value is not None)
    targets = "world" in a.target or "world" in b.target or bool(set(a.target) & set(b.target))
    return (
        family
        and values
        and targets
        and not b.note.startswith("another")
        and bool(set(a.imposing) & set(b.imposing) or not b.imposing)
    )


def _family(lever: str) -> str:
    return lever.split("_", maxsplit=1)[0] if lever.startswith(("tariff", "sanction")) else lever


def _join(a: Measure, b: Measure) -> Measure:
    """Keep the first; fill from the second what it lacks, and prefer a status that has a word to it."""
    plain = a.status in ("in force", "announced", "pledged")
    started = b.value == a.value and b.status in (
        "took effect",
        "kicked in",
        "came into force",
        "came into effect",
        "went into effect",
    )
    plain = plain or (started and a.status_norm in ("scheduled", "announced", "threatened"))
    return replace(
        a,
        lever=b.lever if len(b.lever) > len(a.lever) and b.value == a.value else a.lever,
        status=b.status if plain else a.status,
        status_norm=b.status_norm if plain and b.value == a.value else a.status_norm,
        target=a.target if a.target != ("world",) else b.target,
        product_scope=a.product_scope if a.product_scope != "unspecified" else b.product_scope,
        effective_date=a.effective_date or b.effective_date,
        end_date=a.end_date or b.end_date,
        previous_value=a.previous_value if a.previous_value is not None else b.previous_value,
    )


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
        found.append(Participant(person.name, person.role, person.economy, _part(person), words, trace))
    return (*found, *_companies(reading))


def _part(person: Person) -> str:
    for sighting in person.sightings:
        for part, pattern in _PARTS:
            if re.search(pattern, sighting.sentence.text):
                return part
    return "mentioned" if all(s.as_government or s.role for s in person.sightings) else "actor"


def _companies(reading: Reading) -> list[Participant]:
    """A company counts as a participant when it takes a side."""
    homes = reading.words.companies
    found: dict[str, Participant] = {}
    for sentence in reading.sentences:
        for mention in sentence.names:
            if mention.kind != "company" or sentence.is_title:
                continue
            stance = _STANCE.search(sentence.after(mention.last, 3))
            if stance:
                part = (
                    "opposes"
                    if stance[0].startswith(("oppos", "against", "reject", "critic"))
                    else "supports"
                )
                found.setdefault(
                    mention.value,
                    Participant(
                        mention.value,
                        "company",
                        homes.get(mention.value),
                        part,
                        span(reading, mention.start, mention.end),
                        (f"'{stance[0]}' follows the company",),
                    ),
                )
    return list(found.values())
