"""Compose a briefing: the answer, then the sections of every kind by weight, then what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from accord.assess.desk import Assessed, in_weight
from accord.assess.kind import Page
from accord.assess.question import Question
from accord.assess.record import assessed, runs
from accord.brief.sections import answer, limits, provenance, read
from accord.core.codec import Document, JsonValue, to_json
from accord.page.blocks import Brief, Read, Section, Text, sources_of

MODELLED = ("tariff", "talks")
"""Kinds whose numbers come from the trade model."""


def compose(record: Mapping[str, JsonValue]) -> Brief:
    """Return the whole briefing that a run record holds."""
    done = in_weight(assessed(record))
    pages = tuple(one.kind.page(one.asked, one.found, done.docket) for one in done.answers)
    found = tuple(section for page in pages for section in page.sections)
    first = answer.build(done, pages)
    modelled = any(one.kind.name in MODELLED for one in done.answers)
    closing = (*((limits.build(),) if modelled else ()), read.build(done.docket))
    built: tuple[Section, ...] = (first, *found, *closing)
    sources = provenance.sources(record, sources_of(built), modelled=modelled)
    checks = (*((sources,) if sources else ()), provenance.fingerprint(record))
    return Brief(
        title=title(done, pages),
        date=done.docket.article_date,
        sections=(*built, *checks),
        docket=done.docket.to_json(),
        scenarios=runs(record),
        record=record,
        questions=questions(done),
        kicker=kicker(done),
    )


def questions(done: Assessed) -> tuple[Document, ...]:
    """Return the questions of the report by weight, each with the kind that answers it or why none does."""
    reasons = {question.at: reason for question, reason in done.unanswered}
    kinds = {at: one.kind.name for one in done.answers for at in one.kind.answers(one.asked)}
    rows = []
    for question in done.questions:
        row = {**cast(dict[str, JsonValue], to_json(question)), **_sharper(done, question)}
        rows.append({**row, "answered_by": kinds.get(question.at), "why_not": reasons.get(question.at)})
    return tuple(rows)


def _sharper(done: Assessed, question: Question) -> Document:
    """Return the rates before and after as the answer has them: the book can know what a report leaves out."""
    for one in done.answers:
        first = next(iter(one.kind.answers(one.asked)), None)
        if first == question.at and hasattr(one.asked, "before") and hasattr(one.asked, "after"):
            return {"before": one.asked.before, "after": one.asked.after}
    return {}


def title(done: Assessed, pages: tuple[Page, ...]) -> Text:
    """Return the headline: that of the weightiest answer, else the report's own."""
    headline = next((page.title for page in pages if page.title), None)
    if headline and not done.first_is_open:
        return headline
    return (
        ("What the report says: ", Read(done.docket.title)) if done.docket.title else "What the report says"
    )


def kicker(done: Assessed) -> Text:
    """Return in one line what was read."""
    named, count = done.docket.title, len(done.docket.documents)
    if count > 1:
        return f"Read from {count} reports" + (f", the latest “{named}”" if named else "")
    return ("Read from ", Read(f"“{named}”")) if named else ""
