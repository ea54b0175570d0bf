"""What later sentences say of a measure told before: that it takes effect, is paused, ends."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, verb_at
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.items import Measure
from accord.docket.patterns import regex
from accord.docket.reading import Reading


def take_effect(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Date, pause or end the measures that "they" and "the changes" in the next sentences go back to."""
    for sentence in reading.sentences:
        last = max((f.sentence.number for f, _ in made if f.sentence.number < sentence.number), default=-9)
        if sentence.number - last > 2 or any(f.sentence.number == sentence.number for f, _ in made):
            continue
        for clause in reading.clauses_of(sentence)[:2]:
            verb = next(
                (v for i in range(clause.first, clause.last) if (v := verb_at(clause.row, i, clause.first))),
                None,
            )
            if (
                verb is None
                or (verb.kind not in ("start", "pause", "end") and verb.act.lemma != "apply")
                or not _about_measures(clause, verb)
            ):
                continue
            dates = [clause.row[i].date for i in range(verb.at, clause.last) if clause.row[i].kind == "date"]
            for index, (frame, measure) in enumerate(made):
                if frame.sentence.number == last:
                    made[index] = frame, _followed(reading, measure, verb, dates[0].iso if dates else None)


_FOLLOWING = frozenset(
    [
        "they",
        "it",
        "these",
        "those",
        "measures",
        "changes",
        "rates",
        "cuts",
        "duties",
        "tariffs",
        "levies",
        "move",
        "order",
        "decision",
        "ban",
        "controls",
        "increase",
        "reduction",
        "both",
        "sanctions",
        "curbs",
        "restrictions",
        "new",
    ]
)


def _about_measures(clause: Clause, verb: Verb) -> bool:
    words = {m.lower for m in clause.row[clause.first : verb.group]}
    return bool(words & _FOLLOWING) and not any(
        m.kind in ("party", "good") for m in clause.row[clause.first : verb.group]
    )


def _followed(reading: Reading, measure: Measure, verb: Verb, day: str | None) -> Measure:
    if verb.negated:
        return measure
    if (verb.kind == "start" or verb.act.lemma == "apply") and day is not None:
        ahead = day > reading.today.isoformat()[: len(day)]
        live = measure.status_norm in ("announced", "in_force", "agreed", "scheduled")
        status = ("scheduled" if ahead else "in_force") if live else measure.status_norm
        return replace(measure, effective_date=day, status_norm=status, status=status.replace("_", " "))
    if verb.kind == "pause" and verb.tense == "past":
        return replace(measure, status_norm="paused", status="paused", end_date=measure.end_date or day)
    return measure


_NOW = regex(
    r"\b(?:currently|at\s+present|until\s+now|so\s+far|hitherto|presently)\s+(?:at\s+|of\s+|set\s+at\s+)?$",
    re.IGNORECASE,
)
_LIMITS = frozenset(
    ["ceiling", "cap", "rate", "duty", "tariff", "levy", "price", "limit", "quota", "fee", "tax", "it"]
)


def held_now(reading: Reading, made: list[tuple[Frame, Measure]]) -> None:
    """Give a measure the figure that the next sentence says holds now: "The ceiling, currently $60, is set"."""
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
                break


_SPELLING = frozenset(
    ["include", "includes", "included", "are", "were", "cover", "covers", "covered", "namely", "comprise"]
)
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
        told = next((i for i, m in enumerate(row[:14]) if m.lower in _SPELLING), None)
        if told is None or any(m.kind == "party" for m in row[:told]):
            continue
        lead = {m.lower for m in row[:told]}
        such = next((i + 2 for i in range(told, len(row) - 2) if row[i].lower == "such"), told + 1)
        first = next((i for i in range(such, len(row)) if row[i].kind in ("party", "good")), len(row))
        listed = falls_on(row, first, len(row))
        for index in before:
            frame, measure = made[index]
            made[index] = frame, _named(measure, lead, listed)


def _named(measure: Measure, lead: set[str], listed: Falls) -> Measure:
    codes = tuple(c for c in listed.origins if c not in measure.imposing)
    kept = set(measure.target) - {"world"}
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
    return bool(_TODAY.search(frame.sentence.text[first : frame.clause.end]))


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
