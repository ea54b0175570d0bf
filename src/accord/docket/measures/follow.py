"""What later sentences say of a measure told before: the rate that holds now, the countries and goods that it means."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.items import Measure
from accord.docket.measures.told import Made, codes_of, opening, row_of
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words

_NOW = regex(
    r"\b(?:(?:currently|at\s+present|until\s+now|so\s+far|hitherto|presently)\s+(?:at\s+|of\s+|set\s+at\s+)?"
    r"|replac\w+\s+(?:the|one\s+of|an?\s+\w+\s+of)\s+(?:(?:old|current|present|earlier|previous)\s+)?"
    r"|(?:present|current|existing|old|previous|earlier)\s+(?:ceiling|cap|rate|duty|tariff|levy|limit|quota|fee|tax)(?:\s+of|,)\s+)$",
    re.IGNORECASE,
)
_LIMITS = frozenset(
    ["ceiling", "cap", "rate", "duty", "tariff", "levy", "price", "limit", "quota", "fee", "tax", "it"]
)


def held_now(reading: Reading, made: Made) -> None:
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


def spelled_out(reading: Reading, made: Made) -> None:
    """Name the countries and goods that a later sentence lists: "The countries hit are Chile and Peru"."""
    for sentence in reading.sentences:
        last = max((f.sentence.number for f, _ in made if f.sentence.number < sentence.number), default=-9)
        before = [
            i for i, (f, _) in enumerate(made) if f.sentence.number == last and sentence.number - last <= 2
        ]
        if not before or any(f.sentence.number == sentence.number for f, _ in made):
            continue
        row = row_of(reading, sentence)
        told = next((i for i, m in enumerate(row[:16]) if m.lower in _SPELLING), None)
        who = {c for i in before for c in made[i][1].imposing}
        lead = {m.lower for m in row[:told]}
        if row[0].kind == "party" and any(m.lower in ("hit", "affected", "covered", "targeted") for m in row):
            told, lead = 0, {"countries"}  # "Chile, Peru and Kenya would be hit"
        elif told is None or any({*codes_of(m)} - who for m in row[:told]):
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
    unsaid = not measure.goods and measure.lever not in ("investment", "credit", "sanction")
    if unsaid and lead & _WARES and len(listed.goods) > 1:
        scope = measure.product_scope or ", ".join(listed.goods)
        return replace(measure, goods=tuple(listed.goods), product_scope=scope)
    return measure


_TODAY = regex(r"\b(?:at present|currently|today|now|so far|until now)\b", re.IGNORECASE)


def before_concessions(reading: Reading, made: Made) -> Made:
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
    opens = opening(frame.clause)[:2] in (["it", "is"], ["they", "are"])
    return opens and frame.clause.first > 0 and not frame.verbs


def _concedes(other: Frame, given: Measure, frame: Frame, today: Measure) -> bool:
    near = 0 <= frame.sentence.number - other.sentence.number <= 1 and given is not today
    same = (given.imposing, given.target) == (today.imposing, today.target) and given.lever.startswith(
        "tariff"
    )
    lower = given.value is not None and today.value is not None and given.value < today.value
    ahead = given.status_norm in ("agreed", "pledged", "scheduled", "announced")
    return near and same and lower and ahead
