"""Measures answered in kind: "answered Peru's ban on its shrimp with one of its own on Peruvian onions"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import PREPOSITIONS, Clause, party_of, verb_at
from accord.docket.frames.heads import NOBODY, Role, head
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.tokens import Sentence

_OWN = (("its", "own"), ("their", "own"))


def in_kind(frame: Frame) -> Frame | None:
    """Return the measure of who answers one with another of its own, None where nobody does; whose goods the first hits is told too."""
    row, clause = frame.clause.row, frame.clause
    if frame.agent.how != "owner":
        return None
    for at in range(frame.at + 1, clause.last - 3):
        told = tuple(m.lower for m in row[at : at + 3])
        again = row[at - 1].lower in ("one", "ones", "measures") or row[at - 1].kind == "lever"
        if told[0] == "of" and told[1:] in _OWN and again:
            return _answered(frame, at + 3)
    return None


def _answered(frame: Frame, at: int) -> Frame | None:
    row, clause = frame.clause.row, frame.clause
    owner = next(
        (i for i in range(clause.first, frame.at) if party_of(row[i]) and row[i + 1].lower == "'s"), None
    )
    who = head(row, clause.first, owner) if owner is not None else NOBODY
    if not who.codes or set(who.codes) & set(frame.agent.codes):
        return None
    falls = falls_on(row, at + (row[at].lower in PREPOSITIONS), clause.last)
    hit = frame.agent.codes
    frame.patient = frame.patient or Role(who.codes, "answers", who.words, who.kind)
    if frame.lever == "export_ban" and not frame.falls.dests:
        frame.lever = "import_ban"
    fresh = replace(
        frame, at=at, agent=replace(who, how="subject"), patient=Role(hit, "answered", "", "economy")
    )
    return replace(
        fresh,
        falls=falls,
        goods=tuple(falls.goods),
        amount=None,
        value=None,
        deed="impose",
        kinds=["impose"],
        verbs=[],
    )


def echoed(sentence: Sentence, parts: list[Clause], before: list[Frame], found: list[Frame]) -> list[Frame]:
    """Return the frames of a sentence, with what somebody does or gets as told of another: "Peru will apply the same cap"."""
    if not (before or found) or not _CUES & {m.lower for m in parts[0].row}:
        return found
    for clause in parts:
        for at in range(clause.first, clause.last):
            echo = _echo(clause, at)
            told = (*before[-3:], *found) if echo else ()
            models = [f for f in told if _is_model(f, sentence, clause, at)]
            if models and (again := _again(models[-1], sentence, clause, at, echo)) is not None:
                found = [f for f in found if f.clause is not clause or f.value is not None or f.at < at]
                found.append(again)
                break
    return found


def _is_model(frame: Frame, sentence: Sentence, clause: Clause, at: int) -> bool:
    """Whether a frame may be what is done again: of the sentence before, or told earlier in this one."""
    gone = sentence.number - frame.sentence.number
    earlier = 1 <= gone <= 3 or (gone == 0 and frame.clause is not clause and frame.at < at)
    return earlier and bool(frame.agent.codes or frame.patient.codes) and frame.lever not in _ALONE


_ALONE = frozenset(["purchase", "investment", "credit", "stake", "subsidy"])
_LIKE = frozenset(["same", "similar", "identical", "own", "equivalent"])
_DOES = frozenset(
    ["adopt", "apply", "impose", "introduce", "put", "set", "match", "keep", "maintain", "follow"]
)
_GETS = frozenset(["get", "receive", "win", "secure", "face", "enjoy", "obtain", "see"])
_ECHOED = frozenset(
    ["terms", "treatment", "level", "measures", "step", "ceiling", "rate", "rates", "limit", "limits"]
)


_CUES = _LIKE | {"likewise", "follow", "follows", "followed"}


def _echo(clause: Clause, at: int) -> str:
    """Return whether a verb tells that somebody does ("does") or gets ("gets") what was told of another."""
    row = clause.row
    if row[at].kind != "act" and row[at].lower not in ("do", "does", "did"):
        return ""
    verb, after = verb_at(row, at, clause.first), [m.lower for m in row[at + 1 : at + 3]]
    if row[at].lower in ("do", "does", "did") and (after == ["the", "same"] or after[:1] == ["likewise"]):
        return "does"
    if verb is None or verb.passive or verb.negated:
        return ""
    if verb.act.lemma == "follow":
        return "does" if not after or after[0] in (".", ",", "suit", ";") else ""
    like = next((i for i in range(at + 1, min(at + 4, clause.last)) if row[i].lower in _LIKE), None)
    noun = like is not None and next(
        (m for m in row[like + 1 : like + 3] if m.kind == "lever" or m.lower in _ECHOED), None
    )
    own = (
        like is not None
        and row[like].lower == "own"
        and [m.kind for m in row[like + 1 : like + 2]] in (["punct"], [])
        and verb.kind == "keep"
    )
    if like is None or not (noun or own) or any(m.kind == "amount" for m in row[like : clause.last]):
        return ""
    return "does" if verb.act.lemma in _DOES else "gets" if verb.act.lemma in _GETS else ""


def _who(told: Frame, at: int) -> Role:
    """Return who does or gets the same: who says that "it" will, or who opens the sentence before a relative clause."""
    row, clause, outer = told.clause.row, told.clause, told.verbs[0] if told.verbs else None
    if told.agent.kind == "pronoun":
        return subject(clause, outer.group) if outer is not None and outer.at != at else NOBODY
    step = row[0].lower == "the"
    opens = party_of(row[step]) if clause.first else None
    return Role(opens.codes, "subject", row[step].text, opens.kind) if opens else subject(clause, at)


def _again(model: Frame, sentence: Sentence, clause: Clause, at: int, how: str) -> Frame | None:
    told = verb_frame(sentence, clause, at, model.lever)
    who = (
        told.agent
        if told.agent.codes and any(map(party_of, clause.row[clause.first : at]))
        else _who(told, at)
    )
    own = falls_on(clause.row, at + 1, clause.last)
    told.amount, told.value, told.goods = model.amount, model.value, model.goods
    if (
        not who.codes
        or {"deny", "ask", "propose"} & set(told.kinds)
        or set(who.codes) & {*model.agent.codes, *model.patient.codes}
    ):
        return None
    if how == "gets":
        told.agent, told.patient, told.deed = model.agent, replace(who, how="bears"), model.deed
        told.falls = Falls(origins=list(who.codes))
        return told if model.lever.startswith("tariff") else None
    told.agent, told.patient, told.falls, told.deed = who, model.patient, model.falls, model.deed or "impose"
    told.kinds = [*[k for k in told.kinds if k != "other"], told.deed]
    if "similar" in [m.lower for m in clause.row[at + 1 : at + 4]]:
        told.falls, told.patient = Falls(), NOBODY
    tie = next(
        (i + 1 for i in range(at + 1, clause.last) if clause.row[i].lower in ("for", "with")), clause.last
    )
    wares = falls_on(clause.row, tie, clause.last)  # "Malawi did the same for soya"
    own = wares if any(m.kind == "good" for m in clause.row[tie : wares.end]) else own
    told.goods = tuple(own.goods) or told.goods if own.origins or own is wares else told.goods
    return told


_PRICES = ("price_cap", "minimum_price", "price_floor")
_BACK = frozenset(["it", "this", "that", "the"])


def _priced_item(sentence: Sentence, parts: list[Clause], before: list[Frame]) -> list[Frame]:
    """Return one price of a list that a sentence heads: "The minimum prices shall be: | (i) $21 per kilogram for rods;"."""
    row = parts[0].row
    at = next((i for i, m in enumerate(row[:5]) if m.sizes("specific", "money")), None)
    heads = [
        f
        for f in before[-9:]
        if f.lever in _PRICES and f.value is None and f.sentence.text.rstrip().endswith(":")
    ]
    if (
        at is None
        or not heads
        or sentence.number - heads[-1].sentence.number > _ITEMS
        or row[at + 1].lower != "for"
    ):
        return []
    goods = falls_on(row, at + 2, len(row)).goods
    return [replace(heads[-1], sentence=sentence, clause=parts[0], at=at, first=at, amount=row[at].amount,
                    value=row[at].amount.value, goods=tuple(goods))] if goods else []  # fmt: skip


_ITEMS = 8
"""Sentences that a list of prices has at most."""


def priced_next(
    sentence: Sentence, parts: list[Clause], before: list[Frame], found: list[Frame]
) -> list[Frame]:
    """Return the cap told before with the figure that a sentence gives it: "That takes it down to $50 a barrel from $60"."""
    row, told = parts[0].row, before[-1] if before else None
    if not found and (item := _priced_item(sentence, parts, before)):
        return item
    cap = row[0].lower != "the" or {"cap", "ceiling", "limit", "level", "floor"} & {m.lower for m in row[1:3]}
    near = told is not None and sentence.number - told.sentence.number == 1 and row[0].lower in _BACK and cap
    if told is None or found or not near or told.lever not in _PRICES or told.value is not None:
        return found
    at = next((i for i, m in enumerate(row) if m.sizes("specific", "money")), None)
    clause = next((c for c in parts if at is not None and c.first <= at < c.last), None)
    if at is None or clause is None:
        return found
    return [
        replace(
            told,
            sentence=sentence,
            clause=clause,
            at=at,
            first=at,
            amount=row[at].amount,
            value=row[at].amount.value,
        )
    ]
