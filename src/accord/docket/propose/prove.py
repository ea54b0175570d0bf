"""From a model's quotes to measures: each is proved from the report's text, or dropped with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from accord.core.errors import InputError, one_line, short
from accord.core.frozen import dataclass
from accord.docket.amounts.find import find_amounts
from accord.docket.amounts.grammar import Amount
from accord.docket.dates.find import find_dates
from accord.docket.dates.numeric import day_order
from accord.docket.dates.where import Context
from accord.docket.documents.clean import clean
from accord.docket.frames.verbs import acts
from accord.docket.items import LEVERS, Docket, Doubt, Evidence, Measure
from accord.docket.measures.project import measures_of
from accord.docket.patterns import regex
from accord.docket.people.nationality import economies_in
from accord.docket.prepare import prepare
from accord.docket.propose.ask import Reply
from accord.docket.tokens import sentences
from accord.docket.vocabulary import Vocabulary, vocabulary
from accord.files.reading import parse_json

MOST = 60
"""Measures of one reply that are looked at."""
WORDS = ("quote", "who", "whom", "goods", "amount", "date", "status")
EVERYBODY = regex(
    r"\b(?:all|every|any)\b.*\b(?:countr|nation|partner|econom)|\bworldwide\b|\bthe world\b", re.I
)
TURNED = {
    "end": "ended",
    "pause": "paused",
    "threaten": "threatened",
    "propose": "proposed",
    "agree": "agreed",
}


@dataclass(frozen=True)
class Claim:
    """What a model says of one sentence, in the sentence's own words; empty where it says nothing."""

    type: str
    quote: str
    who: str
    whom: str
    goods: str
    amount: str
    date: str
    status: str


@dataclass(frozen=True)
class Proved:
    """A docket with what could be proved, and a line for each quote that was dropped."""

    docket: Docket
    added: int
    known: int
    dropped: tuple[str, ...]


class UnprovedError(Exception):
    """A claim that the text does not bear out; its words say why."""


def with_proposals(docket: Docket, reply: Reply, model: str, lexicon: str | None = None) -> Proved:
    """Return the docket with the measures of a reply that its text proves; each bears the doubt ``proposed``.

    What Accord read itself is not added again. Raises InputError when the reply holds no list of measures.
    """
    words = vocabulary(lexicon)
    added: list[Measure] = []
    dropped: list[str] = []
    known = 0
    for number, raw in enumerate(_rows(reply.text), 1):
        try:
            measure = _proved(docket, _claim(raw), words)
        except UnprovedError as reason:
            dropped.append(f"quote {number}: {reason}")
            continue
        if any(_same(measure, other) for other in (*docket.measures, *docket.ruled_out, *added)):
            known += 1
        else:
            added.append(measure)
    told = (
        f"Quotes proposed by {one_line(model)[:60]} (request {reply.asked[:12]}, reply {reply.answered[:12]}): "
        f"{len(added)} proved and marked as proposed, {known} read already, {len(dropped)} dropped."
    )
    notes = (*docket.notes, told, *dropped)
    return Proved(
        replace(docket, measures=(*docket.measures, *added), notes=notes), len(added), known, tuple(dropped)
    )


def _rows(reply: str) -> list[object]:
    """Return the list of measures in a reply, which may stand in a fence or between other words."""
    first, last = reply.find("{"), reply.rfind("}")
    if first < 0 or last < first:
        raise InputError("--propose: the model's reply holds no JSON object")
    held = parse_json(reply[first : last + 1], "--propose: the model's reply")
    rows = held.get("measures")
    if not isinstance(rows, list):
        raise InputError("--propose: the model's reply holds no list of measures")
    if len(rows) > MOST:
        raise InputError(f"--propose: the model's reply holds {len(rows)} measures, more than {MOST}")
    return rows


def _claim(raw: object) -> Claim:
    if not isinstance(raw, dict):
        raise UnprovedError("is not an object")
    given = {key: raw.get(key) or "" for key in ("type", *WORDS)}
    wrong = next((key for key, value in given.items() if not isinstance(value, str)), None)
    if wrong:
        raise UnprovedError(f"its {wrong} is not words")
    if given["type"] not in LEVERS:
        raise UnprovedError(f"its type {short(given['type'])} is no lever")
    return Claim(**given)


def _proved(docket: Docket, claim: Claim, words: Vocabulary) -> Measure:
    """Return the measure that the quote gives; UnprovedError says what it does not."""
    evidence = _stands(docket, claim.quote)
    held = _flat(evidence.text)
    for name in WORDS[1:]:
        part = getattr(claim, name)
        if part and _flat(part) not in held:
            raise UnprovedError(f"its words for {name}, {short(part)}, do not stand in the quote")
    imposing, target = _economies(claim.who, "who", words), _economies(claim.whom, "whom", words)
    if not imposing:
        raise UnprovedError(f"no economy is named in {short(claim.who)}, its words for who")
    if set(imposing) & set(target):
        raise UnprovedError("who and whom are the same economy")
    amount = _amount(claim.amount)
    day = _day(docket, claim.date, evidence)
    _passes(docket, claim, evidence, imposing, target, words)
    goods = (one_line(claim.goods).casefold(),) if claim.goods else ()
    status = _status(claim.status)
    doubts = tuple(
        Doubt(slot, "proposed", one_line(part))
        for slot, part in (
            ("imposing", claim.who), ("target", claim.whom), ("value", claim.amount), ("goods", claim.goods),
            ("status", claim.status), ("effective_date", claim.date),
        )
        if part or slot in ("imposing", "target")
    )  # fmt: skip
    return Measure(
        lever=claim.type,
        value=amount.value if amount else None,
        unit=amount.unit if amount else None,
        imposing=imposing,
        target=target,
        product_scope=", ".join(goods),
        status=status.replace("_", " "),
        status_norm=status,
        evidence=evidence,
        effective_date=day,
        low=amount.low if amount else None,
        per=amount.per if amount else "",
        goods=goods,
        doubts=doubts,
        trace=("proposed by a language model and proved from the text",),
    )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _stands(docket: Docket, quote: str) -> Evidence:
    """Return where a quote stands in the report, letter by letter but for spaces and line ends."""
    if not quote.split():
        raise UnprovedError("holds no quote")
    found = _find(quote, docket.text)
    if found is None:
        raise UnprovedError(f"{short(quote)} does not stand in the report")
    return Evidence(found[0], found.start(), found.end())


def _find(part: str, text: str) -> re.Match[str] | None:
    return re.search(r"\s+".join(map(re.escape, part.split())), text)


def _economies(part: str, slot: str, words: Vocabulary) -> tuple[str, ...]:
    """Return the economies that words name, ``world`` for everybody."""
    if slot == "whom" and EVERYBODY.search(part):
        return ("world",)
    named = [m.value for sentence in sentences(part, 0, words) for m in economies_in(sentence)]
    if part and not named:
        raise UnprovedError(f"no economy is named in {short(part)}, its words for {slot}")
    return tuple(dict.fromkeys(named))


def _amount(part: str) -> Amount | None:
    found = find_amounts(part) if part else []
    if part and len(found) != 1:
        raise UnprovedError(f"{short(part)} is not one amount")
    return found[0] if found else None


def _day(docket: Docket, part: str, evidence: Evidence) -> str | None:
    """Return the day that words name, read where they stand, against the report's own date."""
    at = _find(part, evidence.text) if part else None
    if at is None:
        return None
    context = Context(date.fromisoformat(docket.article_date), None, day_order(docket.text))
    found = find_dates(docket.text, evidence.start, evidence.end, context)
    first, last = evidence.start + at.start(), evidence.start + at.end()
    days = [day.iso for day in found if day.start < last and first < day.end]
    if len(days) != 1:
        raise UnprovedError(f"{short(part)} is not one date")
    return days[0]


def _status(part: str) -> str:
    """Return the state that a verb's words tell; ``announced`` where they tell no other."""
    tokens = [word.casefold() for word in re.findall(r"[A-Za-z'-]+", part)]
    kinds = [kind for act in _acts(tokens) for kind in act]
    found = next((TURNED[kind] for kind in kinds if kind in TURNED), "")
    ahead = any(word in ("will", "would", "shall", "may", "could") for word in tokens)
    return "announced" if not found or (ahead and found in ("ended", "paused")) else found


def _acts(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    for at, word in enumerate(tokens):
        for phrase, act in acts().get(word, ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                yield act.kinds
                break


def _passes(
    docket: Docket,
    claim: Claim,
    evidence: Evidence,
    imposing: tuple[str, ...],
    target: tuple[str, ...],
    words: Vocabulary,
) -> None:
    """Refuse a direction that the grammar of the quote contradicts: who charges and who is charged."""
    alone = prepare(clean(evidence.text, "", None), words, date.fromisoformat(docket.article_date), None)
    for frame in measures_of(alone)[0]:
        settled = not frame.doubts_of("imposing", "target") and frame.lever == claim.type
        if not settled or not frame.imposing or not frame.target:
            continue
        if set(frame.imposing) & set(target) or set(frame.target) & set(imposing):
            raise UnprovedError(
                "its direction is not that of the sentence, where who and whom stand the other way"
            )


def _same(a: Measure, b: Measure) -> bool:
    """Whether two measures tell of one thing: lever and value, and no party that differs."""
    parties = all(
        not one or not other or set(one) & set(other)
        for one, other in ((a.imposing, b.imposing), (a.target, b.target))
    )
    near = a.evidence.start < b.evidence.end and b.evidence.start < a.evidence.end
    return a.lever == b.lever and a.value == b.value and parties and (near or a.goods == b.goods)
