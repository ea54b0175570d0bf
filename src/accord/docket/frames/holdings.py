"""What governments do with companies: shares they buy, control that they take over one or give back."""

from __future__ import annotations

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, party_of
from accord.docket.frames.heads import NOBODY, Role
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import falls_on
from accord.docket.frames.single import is_tied, verb_frame
from accord.docket.rules import words
from accord.docket.tokens import Sentence

_FIRMS = words("firms", "measures")
_EQUITY = frozenset(["stock", "shares", "equity", "shareholding", "share", "stocks"])
_IN = frozenset(["in", "of", "at"])
GRABS = frozenset(["nationalise", "nationalize", "expropriate", "seize", "take over", "commandeer"])
"""Verbs by which a government takes a company."""


def owned(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a stake told by the shares that somebody buys: "bought 10 percent of the shares in a mine"."""
    row = clause.row
    stop = min(at + 10, clause.last)
    paper = next((i for i in range(at + 1, stop) if row[i].lower in _EQUITY), None)
    if paper is None or any(m.kind == "lever" for m in row[at + 1 : paper]):
        return []
    if row[paper].lower == "share" and (paper + 1 >= clause.last or row[paper + 1].lower not in _IN):
        return []
    frame = verb_frame(sentence, clause, at, "stake")
    sizes = [i for i in range(at + 1, min(paper + 8, clause.last)) if row[i].kind == "amount"]
    sized = [i for i in sizes if row[i].amount.kind in ("rate", "money")]
    if sized:
        rate = next((i for i in sized if row[i].amount.kind == "rate" and i < paper), sized[0])
        frame.amount, frame.value = row[rate].amount, row[rate].amount.value
    frame.deed = "invest"
    _of_firm(frame, paper + 1)
    return [frame] if sized or frame.patient.codes else []


def grabbed(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return the control that a government takes over a company: "nationalised the Chilean miner"."""
    frame = verb_frame(sentence, clause, at, "other")
    passive = frame.verbs[-1].passive
    first, last = (clause.first, frame.verbs[-1].group) if passive else (at + 1, clause.last)
    if not _names_firm(clause.row, first, min(last, first + 12)):
        return []
    frame.deed = "impose"
    _of_firm(frame, first, last)
    return [frame]


def gripped(frame: Frame) -> list[Frame]:
    """Return what is done to the hold on a company: "suspended its intervention in the chipmaker"."""
    row, first = frame.clause.row, frame.at + 2
    verb = frame.verbs[-1] if frame.verbs else None
    if row[frame.first - 1].lower == "under" and verb is not None and verb.act.lemma in ("put", "place"):
        frame.lever, frame.deed = "other", "impose"
        _of_firm(frame, verb.at + 1, frame.first - 1)
        return [frame] if _names_firm(row, verb.at + 1, frame.first) else []
    told = frame.at + 1 < frame.clause.last and row[frame.at + 1].lower in ("of", "in", "over", "on")
    if not told or not _names_firm(row, first, min(first + 12, frame.clause.last)) or not is_tied(frame):
        return []
    frame.lever = "other"
    _of_firm(frame, first)
    return [frame]


def _names_firm(row: list[Mark], first: int, stop: int) -> bool:
    """Whether a phrase names a company, by its name or by what it is."""
    for mark in row[first:stop]:
        if mark.kind == "company" or mark.lower in _FIRMS or mark.lower.endswith(("maker", "makers")):
            return True
        if mark.kind in ("amount", "date", "lever") or mark.lower in (";", ":", "that", "which"):
            return False
    return False


def _of_firm(frame: Frame, first: int, stop: int | None = None) -> None:
    """Fill in the goods that the company makes and whose it is: the other economy that its phrase names."""
    row, last = frame.clause.row, stop or frame.clause.last
    first += first < last and row[first].lower in (*_IN, "over", "on")
    frame.falls = falls_on(row, first, last, place=False)
    frame.goods = tuple(
        dict.fromkeys(m.lower for m in row[first : min(first + 12, last)] if m.kind == "good")
    )
    theirs = [c for m in row[first:last] if (p := party_of(m)) for c in p.codes if c not in frame.agent.codes]
    frame.patient = (
        Role(tuple(dict.fromkeys(theirs))[:1], "whose company", "", "economy") if theirs else frame.patient
    )


def stake(frame: Frame) -> list[Frame]:
    """Return a stake that somebody takes, with its share: "took a 15% equity stake in a mine"."""
    row, clause = frame.clause.row, frame.clause
    told = [
        *range(frame.first, frame.at),
        *range(
            frame.at + 2, frame.at + 3 if [m.lower for m in row[frame.at + 1 : frame.at + 2]] == ["of"] else 0
        ),
    ]
    shares = [i for i in told if i < len(row) and row[i].sizes("rate")]
    taken = {"make", "buy", "agree", "announce", "face", "invest", "propose"} & set(frame.kinds)
    held = any(v.act.lemma == "sell" or (v.act.lemma == "hold" and v.tense == "future") for v in frame.verbs)
    if not (taken or held) or not (shares or frame.falls.goods):
        return []
    if shares:
        frame.amount, frame.value = row[shares[-1]].amount, row[shares[-1]].amount.value
    frame.deed = "invest"
    into = max([*shares[-1:], frame.at]) + 1
    if into + 1 < clause.last and row[into].lower == "in":
        frame.fall_on(falls_on(row, into + 1, clause.last, place=False))
    return [frame]


def sold_to(frame: Frame) -> None:
    """Let who buys a stake that is sold be who takes it: "approved the sale of a 15% stake in a mine to Norway"."""
    row, clause = frame.clause.row, frame.clause
    sale = any(
        m.lower in ("sale", "sell", "sells", "sold", "selling") for m in row[clause.first : frame.first]
    )
    buyer = next(
        (r for i in range(frame.at, clause.last - 1) if row[i].lower == "to" and (r := _at(row, i + 1))),
        NOBODY,
    )
    if sale and buyer:
        there = {*frame.patient.codes} - {*buyer.codes}  # whose mine it is; else who sells
        frame.agent, frame.patient = buyer, frame.patient if there else frame.agent


def _at(row: list[Mark], at: int) -> Role:
    party = party_of(row[at + (row[at].lower == "the" and at + 1 < len(row))])
    return Role(party.codes, "to", row[at].text, party.kind) if party is not None and party.codes else NOBODY
