"""Leave to sell abroad: "cleared the firm to ship chips to Chile", "permitted exports of rice to", "granted it licences to sell"."""

from __future__ import annotations

from dataclasses import replace

from accord.docket.frames.announcing import announced
from accord.docket.frames.barring import PERMITS
from accord.docket.frames.deals import word_of
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, Verb, act_of, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.limits import OUT
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import SELLERS, Falls, falls_on
from accord.docket.frames.single import verb_frame
from accord.docket.frames.subjects import PROMISES, subject
from accord.docket.tokens import Sentence

_LETS = frozenset(
    ["allow", "permit", "let", "clear", "authorise", "authorize", "approve", "license", "licence"]
)
_GIVES = frozenset(["give", "grant", "issue", "award", "get", "receive", "win", "secure", "obtain"])
_LEAVE = PERMITS | {"licences", "licenses", "permits", "approvals", "clearance", "light", "nod", "go-ahead"}
_NEEDS = frozenset(["apply", "need", "require", "obtain", "get", "secure", "seek", "ask"])
_SENDS = frozenset(["export", "ship", "sell", "supply", "deliver", "send"])
_REACH = 14
"""Words after a verb of letting in which it says what may be sold."""


def needing(sentence: Sentence, clause: Clause, verb: Verb, used: set[int]) -> list[Frame]:
    """Return the leave that sellers must have: "Chilean firms will need approval before exporting lasers to Peru"."""
    row, near = clause.row, range(verb.at + 1, min(verb.at + 5, clause.last))
    named = next((i for i in near if row[i].lower in _LEAVE), None)
    if verb.act.lemma not in _NEEDS or named is None:
        return []
    frame = verb_frame(sentence, clause, verb.at, "licence")
    frame.agent, sold = home_of_sellers(frame), _sold(row, named + 1, len(row))
    if sold is None or not frame.agent or not (sold.goods or sold.dests):
        return []
    frame.fall_on(sold)
    used.add(named)
    frame.verbs, frame.kinds, frame.deed = [replace(verb, kind="impose")], ["impose"], "impose"
    frame.patient, frame.falls.everybody = NOBODY, not sold.dests
    return [frame]


def letting(sentence: Sentence, clause: Clause, verb: Verb) -> list[Frame]:
    """Return the leave that a verb gives to sell goods to an economy; what may enter its own market is none."""
    row, first = clause.row, verb.at + 1
    if verb.act.lemma in _GIVES:
        near = range(first, min(first + 6, clause.last))
        first = next((i + 1 for i in near if {*row[i].lower.split()} & _LEAVE), clause.last)
    elif verb.act.lemma not in _LETS:
        return []
    if verb.negated or any(m.kind == "lever" and m.ref == "tariff" for m in row[clause.first : clause.last]):
        return []
    sold = _sold(row, first, clause.last)
    if sold is None or not sold.goods or not (sold.dests or sold.everybody):
        return []
    frame = verb_frame(sentence, clause, verb.at, "licence")
    who = _giver(row, first, sold.first) if frame.agent.kind not in ("economy", "institution") else NOBODY
    told = NOBODY if verb.passive and frame.agent.how != "by" else frame.agent or subject(clause, verb.group)
    frame.agent = who or (announced(frame) if verb.passive and not told else told)
    known = frame.agent or frame.agent.kind in ("authority", "pronoun", "we")
    if not known or "deny" in frame.kinds or {*frame.agent.codes} & {*sold.dests}:
        return []
    frame.fall_on(sold)
    outer = [v for v in frame.verbs if v.at != verb.at]
    frame.kinds = [*(v.kind for v in outer), "impose"]
    frame.verbs, frame.deed = [*outer, replace(verb, kind="impose")], "impose"
    others = tuple(c for c in sold.origins or sold.dests if c not in frame.agent.codes)
    frame.patient = Role(others, "let" if sold.origins else "sold to", "", "economy")
    return [frame]


def _giver(row: list[Mark], first: int, last: int) -> Role:
    """Return from whom somebody has leave: "received approval from the Norwegian ministry to sell"."""
    for at in range(first, last - 1):
        party = (
            party_of(row[at + 1 + (row[at + 1].lower == "the")]) if row[at].lower in ("from", "by") else None
        )
        if party is not None and party.codes:
            return Role(party.codes, "by", "", party.kind)
    return NOBODY


def _sold(row: list[Mark], first: int, stop: int) -> Falls | None:
    """Return what may be sold and to whom, None where no sale abroad is told."""
    for at in range(first, min(first + _REACH, stop)):
        mark, act = row[at], act_of(row[at])
        if mark.kind == "lever" or mark.sizes("quantity"):
            return None
        tied = {m.lower for m in row[max(at - 3, 0) : at]} & {"to", "before"}
        sends = act is not None and act.lemma in _SENDS and bool(tied)
        if sends and (
            row[at - 2].lower in PROMISES or any(m.lower in PROMISES for m in row[at + 1 : at + 2])
        ):
            return None
        if not sends and mark.lower not in OUT:
            continue
        after = at + 1 + (word_of(row, at + 1) == "of")
        if word_of(row, after) == "up" or any(m.sizes("quantity") for m in row[after : after + 3]):
            return None  # a quota
        found = falls_on(row, after, stop)
        found.goods = found.goods or (falls_on(row, first, at).goods if not sends else [])
        found.first = at
        found.everybody = bool({"overseas", "abroad"} & {m.lower for m in row[after:stop]})
        return found
    return None


def home_of_sellers(frame: Frame) -> Role:
    """Return where those who need a licence are at home: "makers of lasers in Peru will have to apply for an export licence"."""
    row, verb = frame.clause.row, frame.verbs[0] if frame.verbs else None
    needs = verb is not None and verb.act.lemma in _NEEDS
    first, stop = frame.clause.first, verb.group if verb is not None else 0
    if not needs or not any(m.lower in SELLERS or m.lower.endswith("makers") for m in row[first:stop]):
        return NOBODY
    at = next((i for i in range(stop - 1, first, -1) if party_of(row[i])), 0)
    party = party_of(row[at])
    inside = party is not None and (
        party.kind == "adjective" or row[at - 1].lower in ("in", "of", "from", "the")
    )
    return Role(party.codes, "home", row[at].text, party.kind) if party is not None and inside else NOBODY
