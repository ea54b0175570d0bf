"""How a measure stands by words that do nothing to it: "the proposed duty", "is on hold", "that Chile has sought"."""

from __future__ import annotations

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import BE, NOMINAL, act_of, verb_at


def told_standing(frame: Frame) -> str:
    """Return how a measure to which nothing is done stands, by its adjective, its state or a relative clause."""
    return _on_hold(frame) or _by_its_name(frame) or _of_relative(frame)


def withdrawn(frame: Frame) -> bool:
    """Whether a threat or a proposal is what ends: "dropped his threat of a 50 percent duty"."""
    named = (["threaten"], ["propose"])
    gone = frame.kinds[:1] == ["end"] and frame.kinds[1:2] in named
    lapsed = (
        frame.own is not None and frame.own.kind == "end" and frame.own.tense == "past" and not frame.verbs
    )
    gone = gone or (lapsed and frame.kinds[1:] == ["end"] and frame.kinds[:1] in named)
    if gone:
        frame.deed = "impose"
    return gone


_NAMED = {"proposed": "proposed", "mooted": "proposed", "suggested": "proposed", "threatened": "threatened"}


def _by_its_name(frame: Frame) -> str:
    """Return how a measure stands by a word before it: "the proposed 10 percent duty"."""
    words = [m.lower for m in frame.clause.row[frame.first : frame.at]]
    return next((_NAMED[w] for w in words if w in _NAMED), "") if not frame.verbs else ""


_HELD = frozenset(["hold", "ice", "abeyance", "pause"])


def _on_hold(frame: Frame) -> str:
    """Return "paused" where a measure is said to be held: "the duty is on hold", "controls, whose suspension"."""
    row, end = frame.clause.row, frame.clause.last
    held = any(
        row[i].lower in ("on", "in")
        and row[i + 1].lower in _HELD
        and any(m.lower in BE for m in row[frame.at : i])
        for i in range(frame.at + 1, end - 1)
    )
    whose = any(
        c.opener == "whose" and row[c.first + 1].lower in ("suspension", "pause")
        for c in frame.siblings
        if c.parent is frame.clause
    )
    return "paused" if held or whose else ""


_STANDINGS = {
    "propose": "proposed",
    "ask": "proposed",
    "threaten": "threatened",
    "announce": "announced",
    "agree": "agreed",
}


def _of_relative(frame: Frame) -> str:
    """Return how a measure stands by what somebody did in a relative clause: "the duty that Chile has sought"."""
    row = frame.clause.row
    for clause in (c for c in frame.siblings if c.parent is frame.clause and c.first > frame.at):
        between = row[frame.at + 1 : clause.first]
        if clause.opener not in ("that", "which") or any(m.kind == "lever" for m in between):
            continue
        verbs = [v for i in range(clause.first, clause.last) if (v := verb_at(row, i, clause.first))]
        theirs = verbs and row[clause.first + 1].kind == "party" and verbs[0].group <= clause.first + 2
        alone = len(verbs) == 1 or (len(verbs) == 2 and verbs[1].tense == "infinitive")
        if theirs and alone and not verbs[0].negated and not verbs[0].passive:
            return _STANDINGS.get(verbs[0].kind, "")
    return ""


_EXPECTS = frozenset(["expect", "hope", "believe", "think", "predict"])


def only_expected(frame: Frame) -> bool:
    """Whether a deed is what somebody expects something to lead to: "expects the talks to lead to the removal of the duty"."""
    row, lead = frame.clause.row, range(frame.clause.first, frame.first - 2)
    led = next(
        (i for i in lead if row[i].lower in ("lead", "result") and row[i + 1].lower in ("to", "in")), 0
    )
    named = any(m.lower in NOMINAL for m in row[led + 2 : frame.first])
    return (
        bool(led) and named and any((a := act_of(m)) is not None and a.lemma in _EXPECTS for m in row[:led])
    )
