"""What later sentences say of a measure told before: the rate that holds now, the countries and goods that it means."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.items import Measure
from accord.docket.measures.goods import CLASSES, SPELLING
from accord.docket.measures.told import Made, codes_of, opening, row_of
from accord.docket.patterns import regex
from accord.docket.reading import Reading

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


_FORMS = (["consist", "of"], ["consists", "of"], ["consisting", "of"], ["form", "of"])
_LEVIED = ("tariff", "tariff_quota", "quota", "minimum_price", "import_ban")
_SAFEGUARDS = ("safeguard measure", "safeguard measures")


def in_form(reading: Reading, made: Made) -> Made:
    """Give safeguards the lever that they are said to consist of: "safeguard measures. They take the form of quotas"."""
    kept = list(made)
    for frame, measure in made:
        row, at = frame.clause.row, frame.at
        if row[at].lower not in _SAFEGUARDS or measure.value is not None:
            continue
        after = reading.sentences[frame.sentence.number + 1 : frame.sentence.number + 3]
        told = ((s, r, _form(r, 0)) for s in after if _on_measures(r := row_of(reading, s)))
        sentence, marks, form = next((t for t in told if t[2]), (frame.sentence, row, _form(row, at)))
        if not form:
            continue
        lever = marks[form].lever
        beside = [f for f, m in kept if f.sentence is sentence and m.lever == lever and f is not frame]
        sized = [f for f in beside if f.value is not None]
        kept = [(f, _of_safeguard(m, measure) if f in sized else m) for f, m in kept]
        beside += [
            f for f, m in kept if f.sentence is sentence and (m.value == 0 or f.agent.kind == "measure")
        ]
        kept = [p for p in kept if p[0] is not frame and (p[0] not in beside or p[0] in sized)]
        kept += [] if sized else [(frame, replace(measure, lever=lever))]
    return kept


def _of_safeguard(sized: Measure, measure: Measure) -> Measure:
    """Let the figure of a safeguard be one of who imposes it, on the goods and whom it hits."""
    whole = replace(sized, imposing=measure.imposing, target=measure.target, doubts=measure.doubts)
    return whole if sized.goods else replace(whole, goods=measure.goods, product_scope=measure.product_scope)


def _form(row: list[Mark], first: int) -> int:
    """Return where the lever stands that a measure is said to consist of, 0 where none does."""
    told = (i + 2 for i in range(first, len(row) - 2) if [m.lower for m in row[i : i + 2]] in _FORMS)
    start = next(told, len(row))
    return next((i for i in range(start, min(start + 6, len(row))) if row[i].lever in _LEVIED), 0)


def _on_measures(row: list[Mark]) -> bool:
    """Whether a sentence goes on about measures told before: "The measures consist of", "They take the form of"."""
    return bool({"measures", "measure", "they", "it", "safeguard", "safeguards"} & {m.lower for m in row[:3]})


_SETS = frozenset(["countries", "nations", "economies", "partners", "states"])
_WARES = frozenset(
    ["goods", "products", "items", "list", "categories", "imports", "tariffs", "duties", "sanctions", "they"]
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
        told = next((i for i, m in enumerate(row[:16]) if m.lower in SPELLING), None)
        who = {c for i in before for c in made[i][1].imposing}
        lead = {w for m in row[:told] for w in m.lower.split()}
        if row[0].kind == "party" and any(m.lower in ("hit", "affected", "covered", "targeted") for m in row):
            told, lead = 0, {"countries"}  # "Chile, Peru and Kenya would be hit"
        elif told is None or any({*codes_of(m)} - who for m in row[:told]):
            continue
        such = next((i + 2 for i in range(told, len(row) - 2) if row[i].lower == "such"), told + bool(told))
        parted = any(m.lower == ";" for m in row)
        first = next(
            (i for i in range(such, len(row)) if parted or row[i].kind in ("party", "good")), len(row)
        )
        listed = falls_on(row, first, len(row))
        listed.goods += _parted(row, first)
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


def _parted(row: list[Mark], first: int) -> list[str]:
    """Return the first goods of each part of a list that semicolons part: "tin, a soft metal; zinc; and lead, mined in"."""
    parts = [i + 1 + (row[i + 1].lower == "and") for i in range(first, len(row) - 2) if row[i].lower == ";"]
    return [g for i in parts for g in falls_on(row, i, len(row)).goods[:1]]


def _named(measure: Measure, lead: set[str], listed: Falls) -> Measure:
    codes = tuple(c for c in listed.origins if c not in measure.imposing)
    kept = set(measure.target) - {"world", *("EU",) * (len(codes) > 2)}
    if lead & _SETS and len(codes) > 1 and kept <= set(codes):
        return replace(measure, target=codes, doubts=measure.doubts_besides("target"))
    struck = measure.lever == "sanction" and "sanctions" not in lead
    kinds = {g.split()[-1] for g in measure.goods}
    unsaid = kinds <= CLASSES and measure.lever not in ("investment", "credit") and not struck
    if unsaid and lead & (_WARES | kinds) and len(listed.goods) > 1:
        scope = measure.product_scope or ", ".join(listed.goods)
        return replace(measure, goods=(*measure.goods, *listed.goods), product_scope=scope)
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
