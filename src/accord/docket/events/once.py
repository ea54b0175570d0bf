"""Each event once: two tellings of one act are joined."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.items import Event

FAMILY = {"visit": "meeting", "summit": "meeting", "call": "meeting", "protest": "statement"}


def merged(events: list[Event]) -> list[Event]:
    """Return events without those that tell of an act again; countries and people are kept."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (e.date is None, e.date_precision == "inferred")):
        index = next((i for i, k in enumerate(kept) if same(k, event)), None)
        if index is None:
            kept.append(event)
        else:
            old = kept[index]
            kept[index] = replace(
                old,
                countries=tuple(dict.fromkeys((*old.countries, *event.countries))),
                participants=tuple(dict.fromkeys((*old.participants, *event.participants))),
            )
    return kept


def same(a: Event, b: Event) -> bool:
    """Whether two events are one act: of one family, with an economy and a day in common."""
    apart = a.countries and b.countries and not set(a.countries) & set(b.countries)
    if FAMILY.get(a.type, a.type) != FAMILY.get(b.type, b.type) or apart:
        return False
    if a.date is None or b.date is None:
        return (
            a.status == b.status
            or a.type != "agreement"
            or "inferred" in (a.date_precision, b.date_precision)
        )
    return a.date[:7] == b.date[:7] and (
        a.date == b.date or "inferred" in (a.date_precision, b.date_precision) or len(a.date) != len(b.date)
    )
