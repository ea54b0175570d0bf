"""The reports that are kept: the documents of ``accord docket``, with search."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from accord.core.codec import Document, JsonValue
from accord.core.errors import InputError
from accord.docket import across
from accord.docket.archive import archive_path, open_archive
from accord.web.asked import OfArchive

Report = dict[str, JsonValue]


def archive(asked: OfArchive) -> Document:
    """Return the reports that hold some words, their events merged, and what is due."""
    since, until = asked.since or str(date.today()), asked.until or "9999"
    if until < since:
        raise InputError(f"until: must not be before {since}")
    found = [one for one in reports() if holds(one, asked.words)]
    return {
        "reports": [
            {"number": one["number"], "date": one["article_date"], "name": one["id"], "title": one["title"]}
            for one in found
        ],
        "events": across.timeline(found),
        "measures": across.claims(found),
        "due": across.due(found, since, until),
    }


def reports() -> list[Report]:
    """Return the reports that are kept; none where there is no archive yet."""
    if not archive_path().exists():
        return []
    with open_archive(reading=True) as kept:
        return kept.reports()


def holds(report: Mapping[str, object], words: str) -> bool:
    """Whether a report holds every one of some words, in any letters."""
    text = f"{report['title']} {report['text']}".casefold()
    return all(word in text for word in words.casefold().split())
