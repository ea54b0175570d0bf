"""Waivers and licences that let somebody trade in spite of sanctions: what they let in, from whom."""

from __future__ import annotations

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import Clause, act_of
from accord.docket.frames.heads import Role
from accord.docket.frames.marks import Mark
from accord.docket.frames.phrases import Falls, falls_on
from accord.docket.frames.single import make_frame
from accord.docket.tokens import Sentence

WAIVERS = frozenset(["waiver", "waivers"])
_LETS = frozenset(["allow", "permit", "let", "authorise", "authorize", "enable", "clear", "exempt"])
_TRADES = ("buy", "trade", "allow")
_REACH = 18
"""Words after a waiver in which it says what it lets somebody do."""


def waiver_of(sentence: Sentence, clause: Clause, at: int) -> list[Frame]:
    """Return a waiver of sanctions as a licence: "a waiver that allows Chile to buy Iranian oil"."""
    if (let := lets(clause.row, at)) is None:
        return []
    frame = make_frame(sentence, clause, "licence", at, None)
    frame.kinds = [k for k in frame.kinds if k != "exempt"]
    bears(frame, let)
    return [frame]


def bears(frame: Frame, let: Falls) -> None:
    """Fill in what a licence lets in and whose it is."""
    frame.falls, frame.goods = let, tuple(let.goods)
    sellers = tuple(c for c in let.origins if c not in frame.agent.codes)
    frame.patient = Role(sellers, "let", "", "economy") if sellers else frame.patient


def lets(row: list[Mark], at: int) -> Falls | None:
    """Return what is let in after a waiver or a licence: "allows refiners to buy Russian oil"; None without it."""
    stop = min(at + _REACH, len(row))
    let = next((i for i in range(at + 1, stop) if (a := act_of(row[i])) and a.lemma in _LETS), None)
    if let is None:
        return None
    for index in range(let + 1, min(let + 12, len(row))):
        act = act_of(row[index])
        if act is not None and act.kinds[0] in _TRADES:
            return falls_on(row, index + 1, len(row))
    return None
