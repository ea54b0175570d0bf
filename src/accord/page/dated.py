"""What a docket dates, down one rail: events, and what is due."""

from __future__ import annotations

import textwrap
from collections import Counter
from dataclasses import replace

from accord.core.codec import Document
from accord.page.blocks import Chart, Column, Day, Read, Table
from accord.page.chart import Moment, timeline
from accord.page.chart.scale import day_number
from accord.page.names import the
from accord.page.words import capital, date_words, join

SHOWN = 9
"""Moments that the drawing holds, those nearest to the report's day; the table has all."""
AHEAD = ("planned", "scheduled", "possible", "announced", "expected", "invited", "offered", "due")


def dated(docket: Document) -> Chart | None:
    """Return dated events and next steps down a rail; None where fewer than two carry a date."""
    moments = _moments(docket)
    if len(moments) < 2:
        return None
    first, last = date_words(moments[0].when), date_words(moments[-1].when)
    alt = f"Timeline of events from {first} to {last}; the table below holds them in words."
    columns = (Column("date", "Date"), Column("what", "What"), Column("state", "State"))
    rows = tuple((Day(m.when), Read(m.label), "happened" if m.done else "to come") for m in moments)
    return Chart(
        key="timeline",
        title="What happened, and what is due" if any(not m.done for m in moments) else "What happened",
        subtitle="Events and next steps by date; hollow marks are still to come",
        drawing=timeline(_nearest(moments, docket["article_date"]), docket["article_date"], alt),
        alt=alt,
        table=Table("timeline", "Events and next steps by date", columns, rows),
        sources=(),
    )


def _nearest(moments: list[Moment], day: str) -> list[Moment]:
    """Return the moments that lie nearest to a day, in order."""
    here = day_number(day)
    kept = sorted(range(len(moments)), key=lambda at: abs(day_number(moments[at].when) - here))[:SHOWN]
    return [moments[at] for at in sorted(kept)]


def _moments(docket: Document) -> list[Moment]:
    """Return dated events, then next steps that are not one of the events, by date and each once.

    Where the same words stand for two of them, an event is told by its kind.
    """
    found: dict[tuple[str, int], tuple[Moment, str]] = {}
    for key, words in (("events", "description"), ("next_steps", "what")):
        for row in docket.get(key) or ():
            iso = row.get("date")
            if not iso or row.get("date_precision") in ("unknown", "inferred"):
                continue
            span = row.get("evidence")
            start = span["start"] if span else -1 - len(found)
            ahead = any(word in (row.get("status") or "").lower() for word in AHEAD)
            later = iso > docket["article_date"][: len(iso)]
            done = not (ahead or later) or iso < docket["article_date"][: len(iso)]
            kind = _kind(row) if row.get("type") else ""
            found.setdefault((iso, start), (Moment(iso, _short(row.get(words) or kind), done), kind))
    told = Counter(moment.label for moment, _ in found.values())
    once = [replace(one, label=kind) if kind and told[one.label] > 1 else one for one, kind in found.values()]
    return sorted(once, key=lambda moment: day_number(moment.when))


def _kind(row: Document) -> str:
    """Return the kind of an event in words, and whose it is."""
    whose = join(the(code) for code in row.get("countries") or ())
    kind = str(row["type"]).replace("_", " ").capitalize()
    return f"{kind}: {whose}" if whose else kind


def _short(words: str) -> str:
    """Return a text short enough for a mark of the timeline."""
    return capital(textwrap.shorten(words, 110, placeholder=" …"))
