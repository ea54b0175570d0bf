"""From which day an order, a decree or a notice takes effect, lent to the measures that it brings about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from accord.core.frozen import NamedTuple
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause
from accord.docket.items import Measure
from accord.docket.measures.carry import in_the_present
from accord.docket.measures.dating import dated_of
from accord.docket.measures.effect import LEVELS, OF_ORDERS, OPEN, RENAMED, TELLS, Course, course_of
from accord.docket.measures.goods import FLOWS
from accord.docket.measures.merge import family
from accord.docket.measures.paper import is_act
from accord.docket.measures.told import Made, codes_of, days_in, verbs_in
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_ORDERS = RENAMED | words("papers", "measures") | words("orders", "measures")
_PUT = frozenset(["measures", "restrictions", "controls", "curbs", "duties", "tariffs", "levies"])
_FRONTED = regex(
    r"^\W*(?:\(?\w{1,3}\)\s+)?(?:Accordingly,\s+)?(?:Effective|Starting|Beginning|With effect)\b"
)
_ORDERED = regex(r"\b(?:decided|resolved|ordered|pleased) to \w+[^.;]{0,160}?\b(?:from|as of|starting)\b")
"""Words of an act of law for what is charged from a day on."""
_START = regex(
    r"\b(?:the|their|its) (?:start|starting date|effective date|date of (?:entry|effect)|entry into force)(?: of \w+)? "
    r"(?:is|was|has been|will be)(?: (?:fixed|set|planned|scheduled|due))?(?: for| on| to be)?\b",
    re.IGNORECASE,
)
_MADE = regex(
    r"\s*(?:on|from|upon|as of) (?:the (?:day|date|time) )?(?P<later>after |following )?(?:of )?(?:(?:its|their|this|the) )?"
    r"(?:publication|promulgation|issu\w+|signature)"
)
"""Words for the day on which a paper is made, or the one after."""
_LONG_AGO = timedelta(days=90)
_ALIKE = (("limit", FLOWS), ("tariff", RATED))
"""A noun for measures, and those that it may mean."""


class Order(NamedTuple):
    """A day on which a sentence says that an order takes effect; ``kinds`` of measures and ``sides`` it names, all if empty."""

    day: str
    kinds: frozenset[str] = frozenset()
    rated: bool = False
    sides: frozenset[str] = frozenset()

    def fits(self, measure: Measure) -> bool:
        """Whether the order may be what brings a measure about."""
        named = not self.kinds or family(measure.lever) in self.kinds
        alike = any(k in self.kinds and measure.lever in levers for k, levers in _ALIKE)
        theirs = not self.sides or bool(self.sides & {*measure.imposing, *measure.target})
        return (named or alike) and theirs and (not self.rated or measure.value is not None)


def dated_by_order(reading: Reading, made: Made) -> None:
    """Date what an order brings about by the day on which it says, sentences away, that it takes effect."""
    main = {code for _, m in made if m.main for code in m.imposing}
    for index, (frame, measure) in enumerate(made):
        ours = (
            measure.main
            or set(measure.imposing) <= main
            or (reading.home_told and reading.home in measure.imposing)
        )
        days = {o.day for o in _orders(reading) if o.fits(measure)}
        if len(days) == 1 and ours and measure.effective_date is None and _ordered(frame, measure):
            start = days.pop()
            if any(_is_old(reading, m.date.iso) for m in frame.clause.row if m.kind == "date"):
                continue
            known = "announced" if measure.status_norm == "in_force" else measure.status_norm
            status = dated_of(reading, known, start, frame)
            made[index] = frame, replace(measure.stated(status), effective_date=start)


def order_day(reading: Reading) -> str:
    """Return the one day on which a report says that an order takes effect, nothing where it tells none or several."""
    days = {o.day for o in _orders(reading)}
    return days.pop() if len(days) == 1 else ""


def _ordered(frame: Frame, measure: Measure) -> bool:
    """Whether a measure is one that an order brings about, no deal and nothing told as past."""
    new = measure.status_norm in (*OF_ORDERS, *OPEN) or in_the_present(frame, measure.status_norm)
    return new and family(measure.lever) in (*RATED, *FLOWS)


def _is_old(reading: Reading, iso: str) -> bool:
    """Whether a date lies months before the report."""
    return iso < (reading.today - _LONG_AGO).isoformat()[: len(iso)]


@lru_cache(maxsize=1)
def _orders(reading: Reading) -> tuple[Order, ...]:
    """Return the days on which the sentences of a report say that orders take effect."""
    told = (
        o
        for s in reading.sentences
        if not s.is_title and TELLS.search(s.text)
        for o in _of_sentence(reading, s)
    )
    return tuple(dict.fromkeys(told))


def _of_sentence(reading: Reading, sentence: Sentence) -> list[Order]:
    text = sentence.text
    match = _FRONTED.search(text) or (is_act(reading) and _ORDERED.search(text)) or None
    if match is not None:
        at = sentence.start + match.end()
        days = [d.iso for d in reading.dates_of(sentence) if d.start >= at and d.precision == "day"]
        return [Order(day) for day in days[:1] if not _is_old(reading, day)]
    if match := _START.search(text):
        days = [d.iso for d in reading.dates_of(sentence) if d.start >= sentence.start + match.end()]
        return [Order(day) for day in days[:1] if len(day) == 10 and not _is_old(reading, day)]
    return [o for c in reading.clauses_of(sentence) if (o := _of_clause(reading, sentence, c)) is not None]


def _of_clause(reading: Reading, sentence: Sentence, clause: Clause) -> Order | None:
    """Return the order whose taking effect a clause tells: "the decree enters into force on", "will apply measures from"."""
    course = course_of(reading, clause)
    if course is not None and clause.opener == "which":
        course = course._replace(subject=clause.row[max(clause.first - 2, 0) : clause.first])
    told = {w for m in course.subject for w in m.lower.split()} if course is not None else set()
    if course is not None and course.kind == "start" and told & _ORDERS:
        day = _day_made(reading, sentence, course) or course.start or ""
        named = frozenset(family(m.lever) for m in course.subject if m.kind == "lever")
        lead = [m.lower for m in course.subject]
        if named and lead[0] == "this" and not {"order", "notice"} & {*lead}:
            return None  # "this duty" is the one told last
        levels = any(m.lower in LEVELS for m in course.subject)
        sides = frozenset(c for m in course.subject for c in codes_of(m))
        return Order(day, named, levels, sides) if len(day) == 10 and not _is_old(reading, day) else None
    row, rated = clause.row, any(m.kind == "amount" for m in clause.row[clause.first : clause.last])
    acts = (v for v in verbs_in(clause) if v.kind == "impose" and not v.negated and v.tense != "possible")
    put = next(acts, None)
    if put is None or rated or not any(m.lower in _PUT for m in row[put.at + 1 : put.at + 5]):
        return None
    days = (row[i].date for i in days_in(clause, put.at))
    return next((Order(d.iso) for d in days if d.precision == "day" and d.role == "from"), None)


def _day_made(reading: Reading, sentence: Sentence, course: Course) -> str:
    """Return the day that "on the day after its publication" means: the report's, or that of which it says so."""
    last = course.verb.at if course.verb is not None else -1
    row = reading.clauses_of(sentence)[0].row
    match = _MADE.match(sentence.text, row[last].end) if last >= 0 else None
    if match is None:
        return ""
    told = [
        d.iso
        for d in reading.dates_of(sentence)
        if d.precision == "day" and d.start < sentence.start + match.start()
    ]
    published = date.fromisoformat(told[-1]) if told and "publi" in sentence.text else reading.today
    return (published + timedelta(days=bool(match["later"]))).isoformat()
