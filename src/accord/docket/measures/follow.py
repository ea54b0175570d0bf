"""What later sentences say of a measure told before: that it takes effect, is paused, ends."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.clauses import RESUMED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import BE, Clause, Verb, verb_at
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.items import Measure
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words


def take_effect(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Date, pause or end the measures that "they" and "the changes" in the next sentences go back to."""
    for sentence in reading.sentences:
        last = max((f.sentence.number for f, _ in made if f.sentence.number < sentence.number), default=-9)
        here = [f for f, _ in made if f.sentence.number == sentence.number]
        told = [f for f in here if f.clause.opener != "which"]
        if told:
            last = sentence.number
        if sentence.number - last > 2:
            continue
        after = max((f.clause.first for f in told), default=-1)
        for clause in [c for c in reading.clauses_of(sentence)[:4] if c.first > after]:
            kind, at, verb = _what_follows(clause)
            if not kind or (told and not _goes_on(clause)) or not _about_measures(clause, at):
                continue
            day = _day_told(reading, clause, at)
            for index, (frame, measure) in enumerate(made):
                if frame.sentence.number == last and (not told or frame.clause.first < clause.first):
                    made[index] = frame, _followed(reading, measure, kind, verb, day)


_HOLDING = ("apply", "levy", "charge", "collect", "implement")
_AT_ONCE = frozenset(["immediately", "immediate"])


def _what_follows(clause: Clause) -> tuple[str, int, Verb | None]:
    """Return what a clause says becomes of a measure, where, and its verb: "takes effect", "is effective", "was lifted"."""
    row = clause.row
    for at in range(clause.first, clause.last):
        verb = verb_at(row, at, clause.first)
        if verb is not None and verb.act.lemma in _HOLDING and not verb.negated:
            return "start", verb.group, verb
        if verb is not None and verb.kind in ("start", "pause", "end") and not verb.negated:
            return verb.kind, verb.group, verb
        if row[at].lower in ("effective", "valid") and at > clause.first and row[at - 1].lower in BE:
            return "start", at - 1, None
    return "", clause.first, None


def _day_told(reading: Reading, clause: Clause, at: int) -> str | None:
    """Return the day that a clause gives behind its verb, that of the report where it says at once."""
    row = clause.row
    told = [
        row[i].date.iso
        for i in range(at, clause.last)
        if row[i].kind == "date"
        and row[i - 1].lower not in ("for", "until", "through")
        and not row[i].lower.startswith(("for ", "until ", "through "))
    ]
    at_once = any(m.lower in _AT_ONCE for m in row[at : clause.last])
    return told[0] if told else reading.lead_day[0] if at_once else None


_FOLLOWING = words("following", "measures")


def _goes_on(clause: Clause) -> bool:
    """Whether a clause of the measure's own sentence goes back to it: "; the ban was lifted", "and they apply"."""
    lead = [m.lower for m in clause.row[clause.first : clause.first + 4]]
    lead = lead[1:] if lead[:1] == [clause.opener] else lead
    return clause.opener in (";", "and", "but", ",") and lead[:1] in (
        ["it"],
        ["they"],
        ["the"],
        ["both"],
        ["these"],
    )


def _about_measures(clause: Clause, at: int) -> bool:
    """Whether the subject of a verb group at a mark is a measure told before, and names no party and no goods."""
    up = clause
    while up.opener in (RESUMED, "and", ",", "which") and up.parent is not None and at - clause.first <= 2:
        up = up.parent
    lead = up.row[up.first : at if up is clause else up.last]
    told = next((i for i in range(len(lead)) if verb_at(up.row, up.first + i, up.first)), len(lead))
    words = {m.lower for m in lead[:told]}
    return bool(words & _FOLLOWING) and not any(m.kind in ("party", "good") for m in lead[:told])


def _followed(reading: Reading, measure: Measure, kind: str, verb: Verb | None, day: str | None) -> Measure:
    if kind == "start" and day is not None:
        ahead = day > reading.today.isoformat()[: len(day)]
        live = measure.status_norm in ("announced", "in_force", "agreed", "scheduled")
        status = ("scheduled" if ahead else "in_force") if live else measure.status_norm
        return replace(measure, effective_date=day, status_norm=status, status=status.replace("_", " "))
    past = verb is not None and verb.tense == "past"
    by_itself = verb is not None and (verb.passive or verb.act.lemma in ("lapse", "expire", "run out", "end"))
    if kind == "end" and past and by_itself and measure.status_norm == "in_force":
        return replace(measure, status_norm="ended", status="ended", end_date=measure.end_date or day)
    if kind == "pause" and past:
        return replace(measure, status_norm="paused", status="paused", end_date=measure.end_date or day)
    return measure


_NOW = regex(
    r"\b(?:(?:currently|at\s+present|until\s+now|so\s+far|hitherto|presently)\s+(?:at\s+|of\s+|set\s+at\s+)?"
    r"|replac\w+\s+(?:the|one\s+of|an?\s+\w+\s+of)\s+(?:(?:old|current|present|earlier|previous)\s+)?"
    r"|(?:present|current|existing|old|previous|earlier)\s+(?:ceiling|cap|rate|duty|tariff|levy|limit|quota|fee|tax)(?:\s+of|,)\s+)$",
    re.IGNORECASE,
)
_LIMITS = frozenset(
    ["ceiling", "cap", "rate", "duty", "tariff", "levy", "price", "limit", "quota", "fee", "tax", "it"]
)


def held_now(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Give a measure the figure that the next sentence says holds now: "The ceiling, currently $60, is set"."""
    alone: list[int] = []
    for index, (frame, measure) in enumerate(made):
        after = frame.sentence.number + 1
        if measure.value is None or measure.previous_value is not None or after >= len(reading.sentences):
            continue
        sentence = reading.sentences[after]
        named = any(token.text.casefold() in _LIMITS for token in sentence.tokens[:4])
        for amount in reading.amounts_of(sentence) if named else ():
            same = (measure.unit or "").startswith(amount.unit)
            if same and _NOW.search(reading.text[sentence.start : amount.start]):
                made[index] = frame, replace(measure, previous_value=amount.value)
                alone += [i for i, p in enumerate(made) if _tells_only(p, after, measure, amount.value)]
                break
    made[:] = [pair for i, pair in enumerate(made) if i not in alone]


def _tells_only(pair: tuple[Frame, Measure], number: int, measure: Measure, value: float) -> bool:
    """Whether a measure of the sentence that tells the rate before is that rate alone."""
    return pair[0].sentence.number == number and pair[1].lever == measure.lever and pair[1].value == value


_SPELLING = words("spelling", "measures")
_SETS = frozenset(["countries", "nations", "economies", "partners", "states"])
_WARES = frozenset(
    ["goods", "products", "items", "list", "categories", "imports", "tariffs", "duties", "they"]
)


def spelled_out(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Name the countries and goods that a later sentence lists: "The countries hit are Chile and Peru"."""
    for sentence in reading.sentences:
        last = max((f.sentence.number for f, _ in made if f.sentence.number < sentence.number), default=-9)
        before = [
            i for i, (f, _) in enumerate(made) if f.sentence.number == last and sentence.number - last <= 2
        ]
        if not before or any(f.sentence.number == sentence.number for f, _ in made):
            continue
        parts = reading.clauses_of(sentence)
        row = parts[0].row if parts else []
        told = next((i for i, m in enumerate(row[:16]) if m.lower in _SPELLING), None)
        who = {c for i in before for c in made[i][1].imposing}
        lead = {m.lower for m in row[:told]}
        if row[0].kind == "party" and any(m.lower in ("hit", "affected", "covered", "targeted") for m in row):
            told, lead = 0, {"countries"}  # "Chile, Peru and Kenya would be hit"
        elif told is None or any({*getattr(m.ref, "codes", ())} - who for m in row[:told]):
            continue
        such = next((i + 2 for i in range(told, len(row) - 2) if row[i].lower == "such"), told + bool(told))
        first = next((i for i in range(such, len(row)) if row[i].kind in ("party", "good")), len(row))
        listed = falls_on(row, first, len(row))
        told_before = [(m.lever, m.value, m.imposing, m.target) for m in (made[i][1] for i in before)]
        others = [
            i
            for i, (f, m) in enumerate(made)
            if (f.falls.everybody and m.imposing and {*m.imposing} <= who)
            or (m.lever, m.value, m.imposing, m.target) in told_before
        ]
        for index in {*before, *(i for i in others if made[i][0].sentence.number < sentence.number)}:
            frame, measure = made[index]
            made[index] = frame, _named(measure, lead, listed)


def _named(measure: Measure, lead: set[str], listed: Falls) -> Measure:
    codes = tuple(c for c in listed.origins if c not in measure.imposing)
    kept = set(measure.target) - {"world", *("EU",) * (len(codes) > 2)}
    if lead & _SETS and len(codes) > 1 and kept <= set(codes):
        return replace(measure, target=codes, doubts=measure.doubts_besides("target"))
    if (
        lead & _WARES
        and len(listed.goods) > 1
        and not measure.goods
        and measure.lever not in ("investment", "credit", "sanction")
    ):
        return replace(
            measure, goods=tuple(listed.goods), product_scope=measure.product_scope or ", ".join(listed.goods)
        )
    return measure


_TODAY = regex(r"\b(?:at present|currently|today|now|so far|until now)\b", re.IGNORECASE)


def before_concessions(reading: Reading, made: list[tuple[Frame, Measure]]) -> list[tuple[Frame, Measure]]:
    """Make a rate that is said to hold today the rate before of the concession that a deal gives beside it."""
    kept = list(made)
    if not reading.tells_of_terms:
        return kept
    for frame, today in made:
        borne = frame.deed in ("face", "") and today.lever == "tariff"
        if not borne or today.value is None or not (_as_things_are(frame) or _said_to_be(frame)):
            continue
        found = [i for i, (other, given) in enumerate(kept) if _concedes(other, given, frame, today)]
        if found and kept[found[0]][1].previous_value is None:
            other, given = kept[found[0]]
            kept[found[0]] = other, replace(given, previous_value=today.value)
        if found or _said_to_be(frame):
            kept = [pair for pair in kept if pair[1] is not today]
    return kept


def _as_things_are(frame: Frame) -> bool:
    """Whether a clause, or the one before it that it goes on from, speaks of today: "now pays 5%; tea attracts 9%"."""
    goes_on = (
        frame.clause.opener in (";", "and", ",") and bool(frame.verbs) and frame.verbs[0].tense == "present"
    )
    first = 0 if goes_on else frame.clause.start
    last = max(frame.clause.end, frame.amount.end - frame.sentence.start if frame.amount else 0)
    return bool(_TODAY.search(frame.sentence.text[first:last]))


def _said_to_be(frame: Frame) -> bool:
    """Whether a clause only says what a rate is, after one on what becomes of it: "the duty goes; it is 9%"."""
    row, first = frame.clause.row, frame.clause.first
    lead = [m.lower for m in row[first : first + 4]]
    lead = lead[1:] if lead[:1] == [frame.clause.opener] else lead
    return first > 0 and lead[:2] in (["it", "is"], ["they", "are"]) and not frame.verbs


def _concedes(other: Frame, given: Measure, frame: Frame, today: Measure) -> bool:
    near = 0 <= frame.sentence.number - other.sentence.number <= 1 and given is not today
    same = (given.imposing, given.target) == (today.imposing, today.target) and given.lever.startswith(
        "tariff"
    )
    lower = given.value is not None and today.value is not None and given.value < today.value
    ahead = given.status_norm in ("agreed", "pledged", "scheduled", "announced")
    return near and same and lower and ahead
