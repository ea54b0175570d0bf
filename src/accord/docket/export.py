"""Next steps as an iCalendar file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from accord.core.errors import MissingExtraError
from accord.core.provenance import fingerprint


def to_ics(entries: Sequence[Mapping[str, Any]]) -> bytes:
    """Return due entries as an iCalendar file of all-day events; the same entries give the same bytes.

    Raises MissingExtraError without icalendar.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise MissingExtraError("a calendar needs icalendar: pip install 'accord[calendar]'") from None
    calendar = Calendar()
    calendar.add("prodid", "-//Accord//docket//EN")
    calendar.add("version", "2.0")
    for entry in entries:
        start, end = _span(entry["date"])
        event = Event()
        event.add("uid", f"{fingerprint(entry['date'], entry['what'])[:32]}@accord")
        event.add(
            "dtstamp",
            datetime.combine(date.fromisoformat(entry["sources"][0]["date"]), datetime.min.time(), UTC),
        )
        event.add("dtstart", start)
        event.add("dtend", end)
        vague = "" if len(entry["date"]) == 10 else f"(some day of {entry['date']}) "
        event.add("summary", vague + entry["what"])
        event.add(
            "description", "\n".join(f"{s['name']}, {s['date']}: {s['words']}" for s in entry["sources"])
        )
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _span(iso: str) -> tuple[date, date]:
    """Return first day and the day after the last of an ISO day, month or year."""
    if len(iso) == 10:
        first = date.fromisoformat(iso)
        return first, first + timedelta(1)
    if len(iso) == 4:
        return date(int(iso), 1, 1), date(int(iso) + 1, 1, 1)
    first = date.fromisoformat(iso + "-01")
    return first, (first + timedelta(32)).replace(day=1)
