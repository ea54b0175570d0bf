"""Which question a report asks first: its main measure, who imposes it on whom, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accord.docket.items import Docket, Measure

FIRM = ("in_force", "scheduled", "agreed", "announced", "ended")
OPEN = ("threatened", "proposed", "pledged", "paused")
STANDING = ("in_force", "ended", "paused")
PLEDGES = ("purchase", "investment", "credit", "stake", "subsidy", "other")
"""Levers that move money or ownership: asked about after what falls on trade."""
RECENT = timedelta(days=45)
"""What took effect longer ago than this is no news."""
ROLES = ("imposing", "target")


@dataclass(frozen=True)
class Question:
    """The one change that a reader would want computed first.

    ``before`` and ``after`` are rates in percent where the report tells them, else None; ``at`` is the position
    of the measure in ``Docket.measures``. ``unclear`` are the roles that the report leaves open.
    """

    at: int
    lever: str
    imposing: tuple[str, ...]
    target: tuple[str, ...]
    goods: tuple[str, ...]
    before: float | None
    after: float | None
    unit: str
    status: str
    day: str
    unclear: tuple[str, ...] = ()
    words: str = ""


def weight(measure: Measure, docket: Docket) -> tuple[bool, bool, bool, int, float]:
    """Return what ranks a measure, the weightiest first: main, clear, a measure on trade, news, and its rate."""
    size = abs(measure.value or 0.0) if measure.unit == "percent" else 0.0
    doubtful = bool(measure.doubts_of(*ROLES))
    return (not measure.main, doubtful, measure.lever in PLEDGES, _staleness(measure, docket), -size)


def _staleness(measure: Measure, docket: Docket) -> int:
    """Return how far a measure is from being the news: decided now, then open, then long in force."""
    if measure.status_norm in OPEN:
        return 1
    start = measure.effective_date
    if measure.status_norm in STANDING and start:
        age = date.fromisoformat(docket.article_date) - date.fromisoformat(f"{start}-01-01"[:10])
        return 2 if age > RECENT else 0
    if measure.status_norm == "in_force":
        return 1
    return 0 if measure.status_norm in FIRM else 3


def in_order(docket: Docket, levers: Iterable[str] | None = None) -> tuple[int, ...]:
    """Return the positions of measures by weight, those of some levers where they are named."""
    wanted = None if levers is None else set(levers)
    places = [
        at
        for at, measure in enumerate(docket.measures)
        if (wanted is None or measure.lever in wanted) and measure.status_norm != "ruled_out"
    ]
    return tuple(sorted(places, key=lambda at: weight(docket.measures[at], docket)))


def questions(docket: Docket) -> tuple[Question, ...]:
    """Return the questions of a report by weight; none where it carries no measure."""
    return tuple(_asked(docket, at) for at in in_order(docket))


def _asked(docket: Docket, at: int) -> Question:
    measure = docket.measures[at]
    before, after = measure.previous_value, measure.value
    if measure.status_norm == "ended" and measure.lever == "tariff" and before is None:
        before, after = after, 0.0
    return Question(
        at=at,
        lever=measure.lever,
        imposing=measure.imposing,
        target=measure.target,
        goods=measure.goods or tuple(word for word in measure.product_scope.split(", ") if word),
        before=before,
        after=after,
        unit=measure.unit or "",
        status=measure.status_norm,
        day=measure.effective_date or "",
        unclear=tuple(role for role in ROLES if measure.doubts_of(role) or not getattr(measure, role)),
        words=measure.evidence.text,
    )


def eve(docket: Docket, measure: Measure) -> date:
    """Return the day before a measure's act: before it took effect, if it stands already, else the report's eve.

    A month or a year counts from its first day.
    """
    told = date.fromisoformat(docket.article_date)
    if measure.status_norm in STANDING and measure.effective_date:
        told = min(told, date.fromisoformat(f"{measure.effective_date}-01-01"[:10]))
    return told - timedelta(days=1)


def sides(docket: Docket) -> tuple[str, ...]:
    """Return the imposer and the target of the weightiest clear question, else who met or is named first."""
    for question in questions(docket):
        named = (*question.imposing, *question.target)
        if len(named) == 2 and "world" not in named and not question.unclear:
            return named
    met = (event.countries for event in docket.events)
    return next((two for two in met if len(two) == 2), docket.countries[:2])
