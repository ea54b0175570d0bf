"""Deals told by what goes to whom, or by who signs: "9 tonnes are to be delivered to Peru", "an investment deal with Inca Motors"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.deals import word_of
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, party_of, verb_at
from accord.docket.frames.heads import Role
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import subject
from accord.docket.reading import Reading
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_GOES = frozenset(["supply", "deliver", "sell", "export", "ship", "send"])
_AHEAD = frozenset(["will", "to", "can", "shall", "may"])
_PACTS = frozenset(["agreement", "deal", "contract", "accord", "pact"])
_SIGNED = words("signed", "measures")


def delivered(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the purchase of who is to be sent a quantity: "3 million tonnes of gas are to be delivered to Peru"."""
    row = clause.row
    sizes = [i for i in range(clause.first, verb.group) if row[i].sizes("quantity")]
    ahead = verb.modal in _AHEAD and verb.passive and not verb.negated
    if verb.act.lemma not in _GOES or not ahead or len(sizes) != 1:
        return []
    buyers = tuple(falls_on(row, verb.at + 1, clause.last).dests)
    first = sizes[0] + 1 + (word_of(row, sizes[0] + 1) == "of")
    return _bought(sentence, clause, verb, buyers, falls_on(row, first, verb.group).goods, sizes[0])


def unsized(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the purchase that a pact to supply tells, whatever its size: "an agreement to supply Peru with gas", "to sell gas to Peru"."""
    row, last = clause.row, clause.last
    pact = _PACTS & {m.lower for m in row[clause.first : last]}
    ahead = verb.tense in ("future", "infinitive") and not (verb.passive or verb.negated)
    if (
        not ahead
        or verb.act.lemma not in _GOES | {"provide"}
        or any(m.kind == "amount" for m in row[verb.at : last])
    ):
        return []
    near = range(verb.at + 1, min(verb.at + 6, last - 1))
    tie = next((i for i in near if row[i].lower in ("with", "to")), last)
    named = range(tie + 1, last) if word_of(row, tie) == "to" else range(verb.at + 1, tie)
    buyer = next((p for i in named if (p := party_of(row[i])) is not None), None)
    if (
        buyer is None
        or tie == last
        or not (pact or (verb.modal in ("will", "to") and word_of(row, tie) == "with"))
    ):
        return []
    wares = (verb.at + 1, tie) if word_of(row, tie) == "to" else (tie + 1, last)
    goods = falls_on(row, *wares).goods if row[wares[0]].kind == "good" else []
    found = _bought(sentence, clause, verb, buyer.codes, goods, None)
    lead = (party_of(m) for m in row[clause.first : verb.group])
    seller = subject(clause, verb.group).codes or next((p.codes for p in lead if p is not None), ())
    for frame in found:
        frame.patient = Role(tuple(c for c in seller if c not in buyer.codes), "supplies", "", "economy")
    return found


def _bought(
    sentence: Sentence,
    clause: Clause,
    verb: Verb,
    buyers: tuple[str, ...],
    goods: list[str],
    size: int | None,
) -> list[Frame]:
    """Return a purchase of goods by who is named as their buyer; none where either is unsaid."""
    if not buyers or not goods:
        return []
    frame = verb_frame(sentence, clause, verb.at, "purchase")
    frame.amount = clause.row[size].amount if size is not None else None
    frame.value = frame.amount.value if frame.amount is not None else None
    frame.kinds, frame.deed, frame.cue, frame.goods = ["agree", "buy"], "buy", "supplied", tuple(goods)
    frame.agent, frame.patient = Role(buyers, "supplied", "", "economy"), Role()
    frame.verbs = [*frame.verbs[:-1], replace(verb, modal="will", tense="future")]
    return [frame]


def invested_with(reading: Reading, sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return what a company puts in that a state signs with: "Peru signed an investment deal worth $2 billion with Inca Motors"."""
    row = clause.row
    sums = [m.amount for m in row[clause.first : clause.last] if m.sizes("money")]
    tie = next((i for i in range(at + 1, min(at + 8, clause.last - 1)) if row[i].lower == "with"), None)
    signed = next((i for i in range(at, clause.first, -1) if row[i].lower in _SIGNED), None)
    if tie is None or signed is None or len(sums) != 1 or word_of(row, at + 1) not in _PACTS:
        return []
    verb = verb_at(row, signed, clause.first)
    host = subject(clause, verb.group) if verb is not None else Role()
    homes = [
        reading.words.companies.get(str(m.ref), "")
        for m in row[tie : min(tie + 7, clause.last)]
        if m.kind == "company"
    ]
    if not homes or not homes[0] or not host.codes or homes[0] in host.codes:
        return []
    frame = verb_frame(sentence, clause, signed, "investment")
    frame.amount, frame.value, frame.kinds, frame.deed = sums[0], sums[0].value, ["agree", "invest"], "invest"
    frame.agent, frame.patient = Role((homes[0],), "named with", "", "economy"), host
    frame.at, frame.first, frame.goods = at, at, ()
    return [frame]
