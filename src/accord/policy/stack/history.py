"""The stack over time: a step for every change, and apart what was announced but never collected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np

from accord.core.frozen import dataclass
from accord.policy.stack.alike import Together, alike
from accord.policy.stack.averages import Rates, average
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.duty import BASE_KINDS, Duty, changes, union_of
from accord.policy.stack.incidence import line_rates
from accord.policy.stack.tables import partner_for
from accord.policy.stack.weights import Weights, weights


@dataclass(frozen=True)
class Step:
    """Rates in percent from ``since`` up to, not on, ``until``; None where no import weights exist.

    ``collected`` is False for a rate that was announced and never paid: it stands for the general duties it
    was to replace, and ``until`` is the day it was overtaken.
    """

    since: str
    until: str
    collected: bool
    label: str
    statutory_pct: float
    addon_pct: float | None
    preempting_pct: float | None
    total_pct: float | None
    sources: tuple[str, ...]


def steps(
    importer: str, exporter: str, since: date = date(2025, 1, 1), book: DutyBook | None = None
) -> tuple[Step, ...]:
    """Return the steps of one pair since a day, in time order, collected and announced ones together."""
    shipped = load_book(importer)
    if book is None or book is shipped:
        return _shipped(importer, exporter, since)
    return _steps(importer, exporter, since, book)


@lru_cache(maxsize=64)
def _shipped(importer: str, exporter: str, since: date) -> tuple[Step, ...]:
    """Return the steps under the book that ships; a briefing, its page and its check ask for the same pair."""
    return _steps(importer, exporter, since, load_book(importer))


def _steps(importer: str, exporter: str, since: date, book: DutyBook) -> tuple[Step, ...]:
    reaching = [d for d in book.duties if d.kind not in BASE_KINDS and d.rate_on(exporter) is not None]
    turning = {day for duty in reaching for day in changes(duty)}
    table = _table(union_of(importer), exporter, book)
    days = [since, *sorted(day for day in turning if since < day <= book.until)]
    found: list[Step] = []
    for start, end in zip(days, [*days[1:], book.until], strict=True):
        step = _collected(table, exporter, start, end, book)
        if found and replace(step, since="", until="") == replace(found[-1], since="", until=""):
            step = replace(step, since=found.pop().since)
        found.append(step)
    found += [
        _announced(table, exporter, duty, book)
        for duty in reaching
        if duty.general and duty.announced and duty.pending_on(duty.announced)
    ]
    return tuple(sorted(found, key=lambda step: (step.since, not step.collected)))


def _collected(table: Weights | None, exporter: str, start: date, end: date, book: DutyBook) -> Step:
    paid = duties_paid(book, exporter, start)
    general = [duty for duty in paid if duty.general]
    return _step(
        start,
        end,
        _rates(table, exporter, paid, start),
        collected=True,
        label=" + ".join(duty.title for duty in general) or "No general duty on top of the base",
        statutory_pct=sum((duty.rate_on(exporter) or 0.0 for duty in general), 0.0),
        sources=tuple(duty.source for duty in general),
    )


def _table(importer: str, exporter: str, book: DutyBook) -> Weights | None:
    """Return the imports from an exporter, lines as one that no duty of the book tells apart; None without any."""
    partner = partner_for(importer, exporter)
    if partner is None:
        return None
    table = weights(importer, partner)
    return alike(table, np.zeros(len(table.place), np.int64), Together(book.duties), exporter)[0]


def _rates(table: Weights | None, exporter: str, duties: Sequence[Duty], day: date) -> Rates | None:
    """Return what duties come to on average, None where the pair has no import weights."""
    return None if table is None else average(line_rates(duties, exporter, day, table), table)


def _announced(table: Weights | None, exporter: str, duty: Duty, book: DutyBook) -> Step:
    """The step of a duty that was never collected, at the exemptions of the day it was announced."""
    day = duty.announced or book.since
    special = [other for other in duties_paid(book, exporter, day) if not other.general]
    return _step(
        day,
        duty.ended or book.until,
        _rates(table, exporter, [duty, *special], day),
        collected=False,
        label=duty.title,
        statutory_pct=duty.rate_on(exporter) or 0.0,
        sources=(duty.source,),
    )


def _step(
    start: date,
    end: date,
    rates: Rates | None,
    *,
    collected: bool,
    label: str,
    statutory_pct: float,
    sources: tuple[str, ...],
) -> Step:
    return Step(
        since=start.isoformat(),
        until=end.isoformat(),
        collected=collected,
        label=label,
        statutory_pct=statutory_pct,
        addon_pct=rates.addon_pct if rates else None,
        preempting_pct=rates.preempting_pct if rates else None,
        total_pct=rates.total_pct if rates else None,
        sources=sources,
    )
