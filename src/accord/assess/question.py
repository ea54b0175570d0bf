"""Which question a report asks first: its main measure, who imposes it on whom, before and after."""

from __future__ import annotations

from datetime import date, timedelta

from accord.assess.certain import OPEN
from accord.assess.order import in_order
from accord.assess.settled import as_asked
from accord.assess.weighing import ROLES, STANDING, UNSETTLED, stranger
from accord.core.frozen import dataclass
from accord.docket.items import Docket, Measure


@dataclass(frozen=True)
class Question:
    """The one change that a reader would want computed first.

    ``before`` and ``after`` are rates in percent where the report tells them, else None; ``at`` is the position
    of the measure in ``Docket.measures``. ``unclear`` are the roles that the report leaves open; ``stranger``
    is who acts where the report names a body that Accord has no economies of.
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
    stranger: str = ""


def questions(docket: Docket) -> tuple[Question, ...]:
    """Return the questions of a report by weight; none where it carries no measure."""
    asked = as_asked(docket)
    return tuple(_asked(asked, at) for at in in_order(asked))


def _asked(docket: Docket, at: int) -> Question:
    measure = docket.measures[at]
    before, after = measure.previous_value, measure.value
    if measure.status_norm == "ended" and measure.lever == "tariff" and before is None:
        before, after = after or None, 0.0
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
        unclear=tuple(slot for slot in (*ROLES, *OPEN) if _is_open(measure, slot)),
        words=measure.evidence.text,
        stranger=stranger(measure),
    )


def _is_open(measure: Measure, role: str) -> bool:
    """Return whether a role, the rate or the act itself is left open, by a doubt or for nobody fills a role."""
    if role in OPEN:
        return any(doubt.how == UNSETTLED for doubt in measure.doubts_of(role))
    if role == "imposing" and stranger(measure):
        return False
    return bool(measure.doubts_of(role) or not getattr(measure, role))


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
