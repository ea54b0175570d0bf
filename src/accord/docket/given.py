"""Reports as they are given to a briefing: read, or read before and corrected by a person; and read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from accord.core.errors import InputError
from accord.core.provenance import as_recorded
from accord.docket.apart import Asked, read_reports, read_text
from accord.docket.items import Docket
from accord.docket.saved import load
from accord.docket.together import together

CORRECTED = "A person corrected this reading: it is not what Accord reads in the text."
"""Note of a docket that was given, not read."""


def readings(
    documents: Sequence[str],
    corrected: Path | None,
    date: str | None,
    force: bool,
    say: Callable[[str], None],
    meanwhile: Callable[[], object] | None = None,
) -> list[Docket]:
    """Return the readings of reports, or the one that a person has corrected, marked as such.

    ``meanwhile`` is done in this process while another reads.
    """
    if (corrected is None) == (not documents):
        raise InputError("brief: name reports to read, or a corrected reading with --docket FILE")
    if corrected is None:
        return read_reports(list(documents), Asked(date, force=force), say, meanwhile)
    held = load(corrected)
    return [replace(held, notes=tuple(dict.fromkeys((*held.notes, CORRECTED))))]


def check_told(docket: Docket) -> None:
    """Raise InputError where a text tells of nothing that Accord reads, so that there is nothing to brief on."""
    held = (
        docket.events,
        docket.measures,
        docket.ruled_out,
        docket.alliances,
        docket.minerals,
        docket.products,
    )
    if not any((*held, docket.legislation, docket.money, docket.next_steps, docket.topics)):
        raise InputError(
            f"{docket.id}: tells of no measure, meeting, alliance, material or sum; nothing to brief on"
        )


def reread(docket: Mapping[str, object]) -> list[str]:
    """Return where a docket differs from what its own text gives when it is read again.

    Only a reading of one whole text can be checked; what a person corrected says so and is not.
    """
    text, documents = docket.get("text"), docket.get("documents")
    several = isinstance(documents, list) and len(documents) > 1
    notes = docket.get("notes")
    if not isinstance(text, str) or several or (isinstance(notes, list) and CORRECTED in notes):
        return []
    day, name, title = (str(docket.get(key) or "") for key in ("article_date", "id", "title"))
    again = read_text(text, Asked(day, title=title), name)
    fresh = together([again]).to_json()
    return [
        f"docket: '{key}' is not what its text gives when it is read again"
        for key in sorted(docket.keys() & fresh.keys())
        if isinstance(fresh[key], list) and as_recorded({key: fresh[key]}) != {key: docket[key]}
    ]
