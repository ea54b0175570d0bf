"""Since when a measure holds and until when, by the words and verbs that tie dates to it."""

from __future__ import annotations

import re

from accord.docket.dates import DateFound
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, verb_at
from accord.docket.frames.marks import Mark
from accord.docket.frames.named import DEALS
from accord.docket.frames.standing import held_by_paper
from accord.docket.measures.told import BOUND, days_in, deed_of, is_ahead, planned_at_first, verbs_in
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words


def _bounds(frame: Frame, at: int) -> bool:
    """Whether a day only bounds which goods are meant: "oil loaded on ships as of | 5 March"."""
    return bool(BOUND.search(frame.sentence.text[: frame.clause.row[at].end]))


def or_after(row: list[Mark], clause: Clause, at: int) -> bool:
    """Whether "on or after" stands before a date, the hour between them."""
    near = range(max(at - 9, clause.first), at)
    return any(row[i].lower == "or" and row[i + 1].lower == "after" for i in near)


def _home(frame: Frame) -> Clause:
    """Return the clause of a measure's figure, where it stands in a later one: "Duty on walnuts: Chile 30 percent"."""
    row = frame.clause.row
    at = (
        next((i for i in range(frame.at, len(row)) if row[i].ref is frame.amount), -1) if frame.amount else -1
    )
    return next((c for c in frame.siblings if c.first <= at < c.last), frame.clause)


def _days(frame: Frame) -> list[int]:
    """Return the days of a measure's clause, of the verb after a relative one, and of "effective ..." behind it."""
    clause, home, up = frame.clause, _home(frame), frame.clause.parent
    inside = days_in(clause) + (days_in(home) if home is not clause else [])
    if frame.own is not None and frame.own.at >= clause.last and frame.own.at >= home.last:
        inside += days_in(next(c for c in frame.siblings if c.first <= frame.own.at < c.last))
    fronted = up is not None and up.first == 0 and up.last <= 4 and clause.row[0].lower in _FROM
    return inside + (days_in(up) if up is not None and fronted else [])


def _first_of(frame: Frame, found: DateFound) -> str:
    """Return the month in which a half or a quarter of a year begins for a measure that holds through it; a deal has its end."""
    months = {"half": 6, "quarter": 3}.get(found.precision, 0)
    if not months or frame.lever in DEALS or len(found.iso) != 7:
        return found.iso
    year, month = map(int, found.iso.split("-"))
    return f"{year}-{month - months + 1:02d}"


def dates_of(reading: Reading, frame: Frame) -> tuple[str | None, str | None]:
    """Return the days a measure starts and ends on, by the words and the verbs that tie dates to it."""
    clause = frame.clause
    start = end = None
    sure = behind = False
    inside = _days(frame)
    if held_by_paper(frame):  # "adopted a package on Monday, including a ban"
        inside = [at for at in inside if at > frame.at]
    old = _days_of_old(reading, frame)
    shared = _shared_days(frame)
    for at in [*_mine(frame, inside), *shared]:
        found = clause.row[at].date
        tie = (
            ""
            if at in old or _of_before(frame, at) or _bounds(frame, at)
            else "start"
            if at in shared
            else _tie(frame, at)
        )
        if tie == "end":
            end = end or ("" if _was_the_end(frame, at) else found.iso) or None
        elif tie and (
            start is None or (tie == "from" and not sure) or (not behind and _by_verb(frame, at, start))
        ):
            start, sure, behind = _first_of(frame, found), tie == "from", _by_verb(frame, at, "")
            end = end or (found.until if _RANGED.search(found.text) else "") or None
    start, end = start or _of_relative(frame, "start"), end or _of_relative(frame, "end")
    up = clause
    while up.opener in ("and", ",", ";") and up.parent is not None:
        up = up.parent
    listed = up.opener == ":" and up.parent is not None and _changes(up.parent)
    aimed = clause.opener == "as" and clause.row[clause.first + 1].lower == "to"
    if ((clause.opener in ("when", "as") and not aimed) or listed) and up.parent is not None and not inside:
        up = up.parent
        start = start or next((up.row[i].date.iso for i in reversed(days_in(up))), None)
    if start is None and end is None:
        later = (i for c in frame.siblings if c.first >= clause.last for i in days_in(c, c.first + 1))
        led = (i for i in later if {m.lower for m in clause.row[max(i - 3, 0) : i]} & _STARTING)
        start = next((clause.row[i].date.iso for i in led), None)
    start = start or _at_once(reading, frame)
    rated = frame.lever.startswith("tariff") or frame.lever == "export_tax"
    if frame.deed == "end" and not rated and start and not end:
        start, end = None, start
    return start, end


def _at_once(reading: Reading, frame: Frame) -> str | None:
    """Return the day told before what holds at once, else that of the report's lead: "said on Friday that it bans at once"."""
    row, clause = frame.clause.row, frame.clause
    said = (m.date for m in row[: frame.at] if m.kind == "date" and m.date.precision == "day")
    at_once = _AT_ONCE.search(frame.sentence.text[clause.start : clause.end + 40])
    if frame.lever in DEALS or not at_once:
        return None
    return next((d.iso for d in said if not d.ahead), reading.lead_day[0])


def _days_of_old(reading: Reading, frame: Frame) -> set[int]:
    """Return the dates that follow a rate told as the one before: "9 percent, up from 6 percent | a year ago".

    The only day or month of a clause is that of its verb: "raised to 9 percent from 6 percent in June".
    """
    row, base = frame.clause.row, frame.sentence.start
    dates = days_in(frame.clause)
    if (
        len(dates) == 1
        and frame.deed in ("raise", "cut")
        and row[dates[0]].date.precision in ("day", "month")
        and row[dates[0] - 1].lower in ("in", "on")
    ):
        return set()
    old = {
        c.old.start - base for c in reading.changes_of(frame.sentence) if c.old is not None and not c.staged
    }
    at = [i for i, m in enumerate(row) if m.kind == "amount" and m.amount.start - base in old]
    told = set()
    for first in at:
        stop = next(
            (i for i in range(first + 1, len(row)) if row[i].lower in (",", ";", "and", "to")), len(row)
        )
        near = range(first + 1, min(stop, first + 7))
        told |= {
            i for i in near if row[i].kind == "date" and not row[i].date.ahead and row[i - 1].lower != "on"
        }
    return told


def _of_before(frame: Frame, at: int) -> bool:
    """Whether a date says since when a measure stood that is to change: "in place since 2018, is to be abolished"."""
    verb = deed_of(frame)
    row = frame.clause.row
    since = row[at - 1].lower == "since" or row[at].lower.startswith("since")
    return since and verb is not None and frame.deed in ("end", "pause", "cut", "raise") and verb.at > at


def _by_verb(frame: Frame, at: int, other: str) -> bool:
    """Whether a day follows the verb of a deed, and says more than the year told before: "last year, shut | in May"."""
    verb = deed_of(frame)
    return verb is not None and verb.at < at and len(other) <= 4 < len(frame.clause.row[at].date.iso)


def _shared_days(frame: Frame) -> list[int]:
    """Return the day before the first of two verbs of one subject: "India on Friday cut the duty on tea | and raised"."""
    clause, up = frame.clause, frame.clause.parent
    verb = frame.verbs[0] if frame.verbs else None
    if up is None or verb is None or clause.opener not in ("and", "but") or verb.tense != "past":
        return []
    first = next(verbs_in(up), None)
    if first is None or verb.group > clause.first + 1 or first.tense not in ("past", "present"):
        return []
    return [i for i in days_in(up) if i < first.group and up.row[i].date.precision == "day"][:1]


def _was_the_end(frame: Frame, at: int) -> bool:
    """Whether a date was to be a measure's end, before it was kept: "the ban, due to expire on Friday, was extended"."""
    lead = {m.lower for m in frame.clause.row[max(at - 5, 0) : at]}
    kept = frame.deed == "keep" and frame.own is not None and frame.own.at > at
    return kept and bool(lead & {"due", "set", "scheduled"})


def _changes(clause: Clause) -> bool:
    """Whether what a list spells out is done before its colon: "In March Kenya cut duties on four items: tea from"."""
    return any(v.kind in ("cut", "raise", "impose", "end", "pause", "start") for v in verbs_in(clause))


def _mine(frame: Frame, dates: list[int]) -> list[int]:
    """Return the dates that belong to a rate where its clause tells several: "20% in May and 30% in June"."""
    row, clause = frame.clause.row, _home(frame)
    rates = [
        i
        for i in range(clause.first, clause.last)
        if row[i].kind == "amount" and frame.amount is not None and row[i].amount.kind == frame.amount.kind
    ]
    at = next((i for i in rates if row[i].amount is frame.amount), None)
    if at is None or len(rates) < 2 or not dates:
        return dates
    later = min((i for i in rates if i > at), default=clause.last)
    own = [d for d in dates if at < d < later]
    if any(m.lower in ("then", "before", "later") for m in row[rates[0] : rates[-1]]):
        return own
    return own or [d for d in dates if d < rates[0] or d > rates[-1]]


def _of_relative(frame: Frame, kind: str) -> str | None:
    """Return the day that a clause right after the measure gives: "the duty, which takes effect on Friday", "and ends in May"."""
    row = frame.clause.row
    for clause in frame.siblings:
        if clause.parent is not frame.clause or clause.first < frame.at:
            continue
        shared = (
            clause.opener == "and" and frame.own is not None and verb_at(row, clause.first + 1, clause.first)
        )
        if not shared and (
            clause.opener not in ("which", "that", "when", "once") or not _joined_only(frame, clause)
        ):
            continue
        for verb in verbs_in(clause):
            stops = verb.act.lemma in ("expire", "lapse", "end", "terminate")
            starts = verb.kind == "start" or verb.act.lemma == "apply"
            days = days_in(clause, verb.at)
            lead = [m.lower for m in row[verb.group : verb.at]]
            put_off = kind == "start" and frame.deed in ("pause", "impose") and lead[:2] in _WAS_TO
            if put_off or planned_at_first(clause, verb.group):
                continue
            if days and not verb.negated and (stops if kind == "end" else starts):
                return row[days[0]].date.iso
    return None


_WAS_TO = (["was", "to"], ["were", "to"])


def _joined_only(frame: Frame, clause: Clause) -> bool:
    """Whether nothing but measures of the same kind stands before a relative clause: "5% on tea and a 9% duty on rye, which"."""
    between = frame.clause.row[frame.at + 1 : clause.first]
    levers = {m.lever for m in between if m.kind == "lever"}
    if levers:
        return levers == {frame.lever} and between[-1].lower == "," and any(m.lower == "and" for m in between)
    return not any(m.lower in ("a", "an") for m in between)


_RANGED = regex(r"\b(?:to|until|till|through|and)\b|\d\s?[-\u2013]", re.IGNORECASE)
"""Words of a span of days: "from 15 March to 30 June"; the end of a half or a quarter ends no measure."""
_FROM = words("dated_from", "measures")
_STARTING = frozenset(["starting", "beginning", "effective"])
_UNTIL = frozenset(["until", "through", "till", "expire", "expires", "expiring", "to", "before"])


_AT_ONCE = regex(
    r"\b(?:effective at once|with immediate effect|effective immediately|(?:appl|bann|halt|stop|suspend|impos|lift|remov|cut|rais)\w* (?:immediately|at once)"
    r"|immediate (?:\w+ )?(?:ban|halt|suspension|freeze|embargo|stop|end|closure|removal)"
    r"|takes? effect immediately|immediately (?:appl|bann|halt|stop|suspend|impos|lift|remov|cut|rais)\w*)\b",
    re.IGNORECASE,
)
_SAYING = ("announce", "agree", "threaten", "propose", "ask", "deny")


_BEFORE_DATES = frozenset(["the", "on", "in", "at", "end", "of", "late", "early", "least"])
"""Words between a date and the word that ties it."""


def _tie(frame: Frame, at: int) -> str:  # noqa: PLR0911
    """Return whether a date starts the measure, ends it, or belongs to something else."""
    row = frame.clause.row
    clause = next((c for c in frame.siblings if c.first <= at < c.last), frame.clause)
    lead = at - 1
    while lead >= clause.first and row[lead].lower in _BEFORE_DATES:
        lead -= 1
    word = row[lead].lower if lead >= clause.first else ""
    prep = row[at - 1].lower if at else ""
    if prep == "of" and word != "as":
        named = at - 2 == frame.at and row[at].date.precision == "day"
        return "start" if named else ""
    text = row[at].lower
    if _of_another(frame, at):
        return ""
    if any(m.lower == "forward" for m in row[clause.first : clause.last]) and "from" in (word, text[:4]):
        return ""
    if word == "to" and any(m.lower.endswith("forward") for m in row[clause.first : at]):
        return "from" if row[at].date.precision != "week" else ""
    if word == "to" and row[lead - 1].lower in ("backdated", "retroactive", "retroactively"):
        return "from"
    ahead = (
        word == "before" and bool(frame.verbs) and frame.verbs[-1].tense == "future" and frame.deed in _BEGUN
    )
    prolonged = word.endswith(("extended to", "prolonged to"))
    if (word in _UNTIL and not ahead) or prolonged or text.startswith(("until", "through")):
        return "end"
    if word in _FROM or or_after(row, clause, at) or text.startswith(("from", "since", "starting")):
        return "from"
    deal = frame.lever in DEALS
    if not deal and (word in ("over", "within") or text.startswith(("over ", "within "))):
        return ""
    if (prep == "by" or word == "by" or text.startswith(("by ", "within", "over "))) and deal:
        return "end"
    if at == frame.at + 1 and not row[at].date.ahead and any(v.kind in _SAYING for v in frame.verbs):
        return ""  # "announced a 9% duty Wednesday"
    near = _nearest_verb(row, clause, at)
    if near is None:
        return "start" if at - frame.at in (1, 2) else ""
    return _tie_of(frame, at, near)


def _tie_of(frame: Frame, at: int, near: Verb) -> str:
    """Return what a date that no word ties is to a measure, by the verb nearest to it."""
    row, deal = frame.clause.row, frame.lever in DEALS
    said = near.kind in _SAYING or near.act.lemma in ("say", "tell")
    meant = near.tense == "infinitive" and at < near.group and not row[at].date.ahead
    if meant or (said and abs(near.at - at) <= 3):
        return ""
    if near.kind == "start":
        return "start"
    if near.kind == "end" and frame.deed == "pause":
        return "end"
    mine = [v.at for v in (*frame.verbs, *((frame.own,) if frame.own else ()))]
    if near.at in mine and not said:
        return "start" if not deal or near.tense == "past" else "end" if row[at - 1].lower == "by" else ""
    return "start" if not deal and not said and frame.at < at and at - frame.at <= 3 else ""


_BEGUN = ("impose", "raise", "cut", "resume", "start")
"""What is to be done before a day, which ends none of it: "will introduce a duty before the end of July"."""
_OF = frozenset(["a", "an", "its", "their", "'s"])
_COMPARED = words("compared", "measures") | {"'s"}
"""Nouns of what a date only compares with: "above the 2020-2022 average"."""
_SPOKEN = frozenset(["statement", "letter", "release", "post", "interview", "briefing"])
_FIRST = frozenset(["first", "largest", "biggest", "highest", "lowest"])


def _of_another(frame: Frame, at: int) -> bool:
    """Whether a date is that of a study, of another measure or of a first time: "a 2023 report", "the first since"."""
    row, clause = frame.clause.row, frame.clause
    date = row[at].date
    named = at > 1 and row[at - 1].lower in (",", "of")
    if _told_elsewhere(frame, at) or (named and row[at - 2].lower in ("act", "law", "code", "ordinance")):
        return True
    after = row[at + 1] if at + 1 < clause.last else None
    if date.precision == "year" and after is not None and after.kind == "word" and row[at - 1].lower in _OF:
        return True
    told = at == frame.at + 1 and not date.ahead and any(v.kind in _SAYING for v in frame.verbs)
    if told or (after is not None and after.lower in _COMPARED):
        return True  # "announced a 9% duty Wednesday", "above the 2020 average"
    since = row[at - 1].lower == "since" or row[at].lower.startswith("since")
    if since and any(m.lower in _FIRST for m in row[max(at - 7, 0) : at]):
        return True
    other = next((i for i in range(at - 1, frame.at, -1) if row[i].kind == "lever"), None)
    if other is None or row[other - 1].lower in ("and", "or", ","):
        return False
    acts = (verb_at(row, i, clause.first) for i in range(other, at))
    return any(v is not None and v.kind == "impose" for v in acts)


def _told_elsewhere(frame: Frame, at: int) -> bool:
    """Whether a date is that of a statement, of what a measure came after, or of an old one: "reversed an April ban".

    "a day after Peru did so", "in a statement released on Friday", "lifted its ban after an outbreak this year".
    """
    row, date, ends = frame.clause.row, frame.clause.row[at].date, frame.deed in ("end", "pause")
    lead = {m.lower for m in row[max(at - 5, 0) : at - 1]} if row[at - 1].lower == "on" else set[str]()
    since = any(row[i].lower in ("after", "following") for i in range(frame.at + 1, at - 2))
    relative = date.text.casefold().endswith((" after", " before"))
    return relative or bool(lead & _SPOKEN) or (ends and (at + 1 == frame.at or (since and not date.ahead)))


def _nearest_verb(row: list[Mark], clause: Clause, at: int) -> Verb | None:
    aims = ("start", "other")  # "banned exports in 2023 to encourage"
    verbs = [v for v in verbs_in(clause) if not (v.at > at and v.kind in aims and v.tense == "infinitive")]
    if any(v.at < at for v in verbs):
        verbs = [v for v in verbs if not _said_after(row, v, at)]
    return min(verbs, key=lambda v: abs(v.at - at) + (2 if v.at > at else 0), default=None)


def _said_after(row: list[Mark], verb: Verb, at: int) -> bool:
    """Whether a verb only says who told what stands before it: "cut the duty on Monday, the ministry said"."""
    told = verb.act.lemma in ("say", "tell", "add", "report") and verb.at > at
    return told and any(m.lower == "," for m in row[at + 1 : verb.at])


def dated_of(reading: Reading, status: str, start: str | None, frame: Frame) -> str:
    """Let the start day decide between what is announced, scheduled and in force."""
    if start is None or frame.lever in DEALS:
        return status
    if is_ahead(reading, start):
        return "scheduled" if status in ("announced", "agreed", "in_force") else status
    over = len(start) == 10 or start < reading.today.isoformat()[: len(start)]
    return (
        ("ended" if frame.deed == "end" else "in_force")
        if over and status in ("announced", "scheduled")
        else status
    )
