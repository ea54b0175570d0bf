"""From when and until when a measure holds, where another clause than that of its rate says so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from accord.core.frozen import NamedTuple
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, BE, Clause, Verb, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.items import Measure
from accord.docket.measures.carry import in_the_present
from accord.docket.measures.dating import dated_of, or_after
from accord.docket.measures.goods import FLOWS
from accord.docket.measures.merge import family
from accord.docket.measures.paper import is_act
from accord.docket.measures.told import (
    LIVE,
    Made,
    codes_of,
    days_in,
    is_ahead,
    is_relative,
    opening,
    planned_at_first,
    row_of,
    verbs_in,
)
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence


class Course(NamedTuple):
    """What a clause says becomes of measures that another one tells: start, pause, end or only how long."""

    kind: str
    verb: Verb | None
    start: str | None
    end: str | None
    subject: list[Mark]


_RENAMED = words("renamed", "measures")
_FOLLOWING = words("gone_back_to", "measures") | _RENAMED
_HOLDING = ("apply", "levy", "charge", "collect", "implement")
_EFFECTIVE = frozenset(["effective", "valid", "retroactive", "backdated"])
_AT_ONCE = frozenset(["immediately", "immediate", "once"])
_AHEAD = frozenset(["will", "shall", "would", "to"])
_LEVELS = frozenset(["rate", "rates", "level", "levels", "ceiling", "cap", "limit"])
_OF_ORDERS = ("announced", "scheduled", "agreed")
_OPEN = ("proposed", "threatened")
_SEVERAL = frozenset(["they", "both", "these", "all"])
_LASTS = BE | words("lasting", "measures")
_GOING_ON = frozenset(["it", "they", "the", "both", "these"])
_UNTIL = ("until", "through", "till")
_TELLS = regex(
    r"effect|place|retroact|backdat|adopt|approv|accept|endors|reject|dismiss|abandon|impos|introduc|\bforce\b|\bvalid|appl|beg[aiu]n|start|commenc|kick|lev[iy]|charg|collect|implement|until|through|till|suspen|paus"
    r"|lift|remov|revok|scrap|expir|laps|end|delay|postpon|froz|shelv|stay|hold|drop|withdr|cancel|run",
    re.IGNORECASE,
)


def take_effect(reading: Reading, made: Made) -> None:
    """Date, pause or end the measures that "they" and "the changes" in the next sentences go back to."""
    for sentence in reading.sentences:
        told = [f for f, _ in made if f.sentence is sentence and f.clause.opener != "which"]
        before = (f.sentence.number for f, _ in made if f.sentence.number < sentence.number)
        last = sentence.number if told else max(before, default=-9)
        if sentence.number - last > 2 or not _TELLS.search(sentence.text):
            continue
        after = max((f.clause.first for f in told), default=-1)
        for clause in [c for c in reading.clauses_of(sentence)[:6] if c.first > after]:
            meant = [i for i, (f, _) in enumerate(made) if f.sentence.number == last]
            meant = [i for i in meant if not told or made[i][0].clause.first < clause.first]
            if status := "" if told else _verdict(clause):
                for index in meant:
                    frame, measure = made[index]
                    made[index] = frame, measure.stated(status) if measure.status_norm in _OPEN else measure
                continue
            course = None if is_relative(clause) else _course(reading, clause)
            if course is None or not (
                _mine(made, meant, clause, course) if told else _about_measures(course.subject)
            ):
                continue
            for index in _of_one_kind(reading, made, meant, sentence, course):
                frame, measure = made[index]
                made[index] = frame, _followed(reading, measure, course)


def _mine(made: Made, meant: list[int], clause: Clause, course: Course) -> bool:
    """Whether a clause of the measure's own sentence goes on about it: "and they apply", "took effect in May and runs until"."""
    if _goes_on(clause):
        return _about_measures(course.subject)
    shared = clause.opener == "and" and not course.kind and clause.row[clause.first + 1].lower in AUX | _LASTS
    return shared and any(made[i][0].own is not None and made[i][0].clause is clause.parent for i in meant)


_ADOPTED = {**dict.fromkeys(("adopt", "approve", "accept", "endorse"), "announced"),
            **dict.fromkeys(("reject", "dismiss", "withdraw", "drop", "abandon"), "ruled_out")}  # fmt: skip
_PROPOSALS = frozenset(["proposal", "recommendation", "plan", "draft", "idea", "threat"])


def _verdict(clause: Clause) -> str:
    """Return what becomes of a proposal told before: "The ministry adopted the recommendation", "the plan was rejected"."""
    row = clause.row
    told = (v for v in verbs_in(clause) if v.act.lemma in _ADOPTED and v.tense == "past" and not v.negated)
    verb = next(told, None)
    if verb is None:
        return ""
    object_ = row[clause.first : verb.group] if verb.passive else row[verb.at + 1 : verb.at + 4]
    named = next((i for i, m in enumerate(object_) if m.lower in _PROPOSALS), 0)
    return _ADOPTED[verb.act.lemma] if named and object_[named - 1].lower in ("the", "that", "this") else ""


def _of_one_kind(
    reading: Reading, made: Made, meant: list[int], sentence: Sentence, course: Course
) -> list[int]:
    """Return the measures that a subject means: "it" the kind named last, "the new rate" those with a figure, "both" also those before."""
    lead = {m.lower for m in course.subject}
    if lead & _LEVELS:
        return [i for i in meant if made[i][1].value is not None] or meant
    if course.kind == "start" and lead & _SEVERAL and meant:
        return [*_told_beside(made, meant[0]), *meant]
    if len({family(made[i][1].lever) for i in meant}) < 2 or not {"it", "this"} & lead:
        return meant
    first = made[meant[0]][0].sentence.number
    named = [
        family(m.lever)
        for s in reading.sentences[first : sentence.number]
        for m in row_of(reading, s)
        if m.kind == "lever"
    ]
    return [i for i in meant if named and family(made[i][1].lever) == named[-1]] or meant


def _told_beside(made: Made, at: int) -> list[int]:
    """Return the undated measures of the sentence before that are of one kind, bearer and state with one told last."""
    frame, last = made[at]
    return [
        i
        for i, (other, m) in enumerate(made)
        if other.sentence.number == frame.sentence.number - 1
        and (family(m.lever), m.imposing) == (family(last.lever), last.imposing)
        and m.effective_date is None
        and m.status_norm in _OF_ORDERS
    ]


def _course(reading: Reading, clause: Clause) -> Course | None:
    """Return what a clause says becomes of a measure: "takes effect", "is effective", "was lifted", "runs until"."""
    row = clause.row
    for at in range(clause.first, clause.last):
        verb = verb_at(row, at, clause.first)
        kind = ""
        if verb is not None and verb.act.lemma in _HOLDING:
            kind = "start"
        elif verb is not None and verb.kind in ("start", "pause", "end"):
            kind = verb.kind
        elif row[at].lower == "holds" or (row[at - 1].lower in BE and _in_force(row, at)):
            kind, verb = "start", None
        elif verb is not None and verb.kind == "impose" and verb.passive and verb.modal in _AHEAD:
            kind = "start"
        if kind and (verb is None or not verb.negated):
            group = verb.group if verb is not None else at - 1
            start, end = _days_told(reading, clause, group)
            near = {m.lower for m in row[max(group - 4, clause.first) : group + 4]}
            meant = bool(near & {"due", "scheduled", "set", "supposed", "meant"})
            if near & {"had", "was", "were"} and (meant or planned_at_first(clause, group)):
                return None
            return Course(kind, verb, start, end, _subject(clause, group))
    at = next((i for i in range(clause.first, clause.last) if row[i].lower in _LASTS), -1)
    start, end = _days_told(reading, clause, at) if at >= 0 else (None, None)
    return Course("", None, start, end, _subject(clause, at)) if end is not None else None


def _in_force(row: list[Mark], at: int) -> bool:
    """Whether something is said to be in force: "will be | in effect from", "be in place until", "is effective"."""
    held = row[at].lower == "in" and at + 1 < len(row) and row[at + 1].lower in ("effect", "force", "place")
    return held or row[at].lower in _EFFECTIVE


def _until(clause: Clause, at: int) -> str | None:
    """Return the day until which a clause says that something holds."""
    row = clause.row
    for i in days_in(clause, at):
        lead = [m.lower for m in row[max(i - 3, clause.first) : i]]
        if set(lead) & set(_UNTIL) or row[i].lower.startswith(_UNTIL):
            return row[i].date.until or row[i].date.iso
    return None


def _days_told(reading: Reading, clause: Clause, at: int) -> tuple[str | None, str | None]:
    """Return since when and until when by the days that a clause gives behind its verb; at once is the report's day."""
    row = clause.row
    end = _until(clause, at)
    days = [
        row[i].date.iso
        for i in days_in(clause, at)
        if end not in (row[i].date.iso, row[i].date.until)
        and row[i - 1].lower != "for"
        and not row[i].lower.startswith("for ")
    ]
    later = (i for i in range(clause.last, len(row)) if row[i].kind == "date")
    days += [row[i].date.iso for i in later if or_after(row, clause, i)]
    at_once = any(m.lower in _AT_ONCE for m in row[at : clause.last])
    return days[0] if days else reading.lead_day[0] if at_once else None, end


def _goes_on(clause: Clause) -> bool:
    """Whether a clause of the measure's own sentence goes back to it: "; the ban was lifted", "and they apply"."""
    return clause.opener in (";", "and", "but", ",") and any(w in _GOING_ON for w in opening(clause)[:1])


def _subject(clause: Clause, at: int) -> list[Mark]:
    """Return the marks of what a verb group at a mark tells of, after a verb of saying: "said that | all of them"."""
    up = clause
    while up.opener in (RESUMED, "and", ",", "which") and up.parent is not None and at - clause.first <= 2:
        up = up.parent
    stop = at if up is clause else up.last
    first = up.first + (up.opener in ("that", "which"))
    for index in range(up.first, stop):
        verb = verb_at(up.row, index, up.first)
        if verb is not None and verb.kind == "announce" and index + 1 < stop and up is clause:
            first = index + 1
        elif verb is not None:
            stop = index
            break
    return up.row[first:stop]


def _about_measures(subject: list[Mark]) -> bool:
    """Whether a subject is a measure told before, and names no party and no goods."""
    named = any(m.kind in ("party", "good") for m in subject)
    return not named and any(m.lower in _FOLLOWING for m in subject)


def _followed(reading: Reading, measure: Measure, course: Course) -> Measure:
    kind, verb, day = course.kind, course.verb, course.start
    measure = replace(measure, end_date=measure.end_date or course.end)
    if kind in ("start", "") and day is not None:
        ahead = is_ahead(reading, day)
        if measure.status_norm == "ended" and not ahead:
            return measure  # "lifted its ban. The ban, which began in May, had"
        measure = replace(measure, effective_date=day)
        return (
            measure.stated("scheduled" if ahead else "in_force") if measure.status_norm in LIVE else measure
        )
    past = verb is not None and verb.tense == "past"
    by_itself = verb is not None and (verb.passive or verb.act.lemma in ("lapse", "expire", "run out", "end"))
    if kind == "end" and past and by_itself and measure.status_norm == "in_force":
        return replace(measure.stated("ended"), end_date=measure.end_date or day)
    if kind == "pause" and past:
        return replace(measure.stated("paused"), end_date=measure.end_date or day)
    return measure


_ORDERS = _RENAMED | words("papers", "measures") | words("orders", "measures")
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
    new = measure.status_norm in (*_OF_ORDERS, *_OPEN) or in_the_present(frame, measure.status_norm)
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
        if not s.is_title and _TELLS.search(s.text)
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
    course = _course(reading, clause)
    if course is not None and clause.opener == "which":
        course = course._replace(subject=clause.row[max(clause.first - 2, 0) : clause.first])
    told = {w for m in course.subject for w in m.lower.split()} if course is not None else set()
    if course is not None and course.kind == "start" and told & _ORDERS:
        day = _day_made(reading, sentence, course) or course.start or ""
        named = frozenset(family(m.lever) for m in course.subject if m.kind == "lever")
        lead = [m.lower for m in course.subject]
        if named and lead[0] == "this" and not {"order", "notice"} & {*lead}:
            return None  # "this duty" is the one told last
        levels = any(m.lower in _LEVELS for m in course.subject)
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
