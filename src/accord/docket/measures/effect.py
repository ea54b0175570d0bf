"""From when and until when a measure holds, where another clause than that of its rate says so."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.core.frozen import NamedTuple
from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.grammar import AUX, BE, Clause, Verb, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.named import DEALS
from accord.docket.items import Measure
from accord.docket.measures.dating import or_after
from accord.docket.measures.merge import family
from accord.docket.measures.told import (
    LIVE,
    Made,
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


RENAMED = words("renamed", "measures")
_FOLLOWING = words("gone_back_to", "measures") | RENAMED
_HOLDING = ("apply", "levy", "charge", "collect", "implement")
_DELIVERIES = words("deliveries", "measures")
_EFFECTIVE = frozenset(["effective", "valid", "retroactive", "backdated"])
_AT_ONCE = frozenset(["immediately", "immediate", "once"])
_AHEAD = frozenset(["will", "shall", "would", "to"])
LEVELS = frozenset(["rate", "rates", "level", "levels", "ceiling", "cap", "limit"])
OF_ORDERS = ("announced", "scheduled", "agreed")
OPEN = ("proposed", "threatened")
_SEVERAL = frozenset(["they", "both", "these", "all"])
_BECOMES = BE | frozenset(["becomes", "become", "became"])
_LASTS = BE | words("lasting", "measures")
_GOING_ON = frozenset(["it", "they", "the", "both", "these"])
_UNTIL = ("until", "through", "till")
TELLS = regex(
    r"effect|place|operation|enforce|\bdue\b|\bpay\b|retroact|backdat|adopt|approv|accept|endors|reject|dismiss|abandon|impos|introduc|\bforce\b|\bvalid|appl|beg[aiu]n|start|commenc|kick|lev[iy]|charg|collect|implement|until|through|till|suspen|paus"
    r"|lift|remov|revok|scrap|expir|laps|end|delay|postpon|froz|shelv|stay|hold|drop|withdr|cancel|run",
    re.IGNORECASE,
)


def take_effect(reading: Reading, made: Made) -> None:
    """Date, pause or end the measures that "they" and "the changes" in the next sentences go back to."""
    for sentence in reading.sentences:
        told = [f for f, _ in made if f.sentence is sentence and f.clause.opener != "which"]
        before = (f.sentence.number for f, _ in made if f.sentence.number < sentence.number)
        last = sentence.number if told else max(before, default=-9)
        if sentence.number - last > 2 or not TELLS.search(sentence.text):
            continue
        after = max((f.clause.first for f in told), default=-1)
        for clause in [c for c in reading.clauses_of(sentence)[:6] if c.first > after]:
            meant = [i for i, (f, _) in enumerate(made) if f.sentence.number == last]
            meant = [i for i in meant if not told or made[i][0].clause.first < clause.first]
            if status := "" if told else _verdict(clause):
                for index in meant:
                    frame, measure = made[index]
                    made[index] = frame, measure.stated(status) if measure.status_norm in OPEN else measure
                continue
            course = None if is_relative(clause) else course_of(reading, clause)
            if course is None:
                continue
            dealt = [i for i in meant if made[i][1].lever in DEALS]
            if course.kind == "start" and dealt and any(m.lower in _DELIVERIES for m in course.subject[:4]):
                meant = dealt
            elif not (_mine(made, meant, clause, course) if told else _about_measures(course.subject)):
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
    if lead & LEVELS:
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
        and m.status_norm in OF_ORDERS
    ]


def course_of(reading: Reading, clause: Clause) -> Course | None:
    """Return what a clause says becomes of a measure: "takes effect", "is effective", "was lifted", "runs until"."""
    row = clause.row
    for at in range(clause.first, clause.last):
        verb = verb_at(row, at, clause.first)
        kind = ""
        if verb is not None and verb.act.lemma in _HOLDING:
            kind = "start"
        elif verb is not None and verb.kind in ("start", "pause", "end"):
            kind = verb.kind
        elif (
            row[at].lower == "holds"
            or (row[at].lower == "due" and days_in(clause, at))
            or (row[at - 1].lower in _BECOMES and _in_force(row, at))
        ):
            kind, verb = "start", None
        elif verb is not None and verb.kind == "impose" and verb.passive and verb.modal in _AHEAD:
            kind = "start"
        elif verb is not None and _put_on(row, verb) and days_in(clause, at):
            return Course("start", verb, *_days_told(reading, clause, at), row[at + 1 : at + 2])
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


def _put_on(row: list[Mark], verb: Verb) -> bool:
    """Whether somebody puts "it" to work or has to pay it: "customs officers will enforce it from"."""
    object_ = row[verb.at + 1].lower if verb.at + 1 < len(row) else ""
    paid = verb.act.lemma in ("pay", "enforce", "apply", "collect", "levy", "charge", "implement")
    return paid and not verb.passive and verb.tense != "past" and object_ in ("it", "them")


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
        if measure.lever in DEALS:
            return measure
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
