"""How a measure stands by words that do nothing to it: "the proposed duty", "is on hold", "that Chile has sought"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import BE, Verb, act_of, verb_at
from accord.docket.frames.verbs import NOMINAL
from accord.docket.rules import words


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


_NAMED = {
    "possible": "proposed",
    "potential": "proposed",
    "eventual": "proposed",
    "proposed": "proposed",
    "mooted": "proposed",
    "suggested": "proposed",
    "threatened": "threatened",
}


def _by_its_name(frame: Frame) -> str:
    """Return how a measure stands by a word before it: "the proposed 10 percent duty"."""
    words = [m.lower for m in frame.clause.row[max(frame.first - 4, frame.clause.first) : frame.at]]
    return next((_NAMED[w] for w in words if w in _NAMED), "") if not frame.verbs else ""


def held_by_paper(frame: Frame) -> str:
    """Return how a measure stands that a paper contains: a bill proposes it, a pact agrees it, a package announces it."""
    row, first = frame.clause.row, max(frame.first - 14, 0)
    at = next((i for i in range(frame.first - 1, first, -1) if row[i].lower in _CONTAINS), 0)
    if not at or frame.own is not None or any(v.at >= at for v in frame.verbs):
        return ""
    if any(
        act_of(m) is not None and verb_at(row, i, at) for i, m in enumerate(row[at + 1 : frame.first], at + 1)
    ):
        return ""
    named = (_PAPERS[m.lower] for m in reversed(row[max(at - 14, 0) : at]) if m.lower in _PAPERS)
    return next(named, "")


def adopted(frame: Frame) -> bool:
    """Whether a proposal is what somebody has adopted: "accepted a recommendation to put a duty on"."""
    verb = frame.verbs[0] if frame.verbs else None
    if verb is None or verb.tense != "past" or verb.negated or frame.kinds[1:2] != ["propose"]:
        return False
    return verb.act.lemma in ("accept", "approve", "adopt", "endorse", "agree")


def provided_for(frame: Frame) -> bool:
    """Whether a pact provides for a deal: "It provides for Chad to import 2 million tonnes"."""
    words = [m.lower for m in frame.clause.row[: frame.first]]
    return any(a in ("provides", "provided") and b == "for" for a, b in pairwise(words))


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


_CONTAINS = words("holding", "measures")
_PAPERS = {
    word: status
    for status in ("proposed", "agreed", "announced")
    for word in words(f"papers_{status}", "measures")
}
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


def in_front(frame: Frame) -> bool:
    """Whether a measure of nobody only stands in a phrase put in front: "In the latest of many sanctions on Peru, Norway"."""
    row, clause = frame.clause.row, frame.clause
    bare = not (frame.verbs or frame.own or frame.amount) and frame.agent.how in ("", "announces it")
    ends = clause.last < len(row) and row[clause.last].lower == ","
    return bare and ends and row[clause.first].lower in ("in", "after", "amid", "following", "despite")


_COVERS = frozenset(["cover", "extend", "affect", "include", "concern", "apply"])


def leaves_out(frame: Frame) -> bool:
    """Whether it is only told what a ban is not on: "the ban does not cover deliveries to Chile"."""
    row, ends = frame.clause.row, frame.clause.last - 1
    told = any(row[i].lower == "not" and row[i + 1].lower in _COVERS for i in range(frame.at + 1, ends))
    return told and not frame.verbs


def aimed(frame: Frame) -> bool:
    """Whether it is told to what a measure is to come: "asked Peru to cut its duty to 9 percent"."""
    told = frame.clause.row[frame.at : frame.clause.last]
    return frame.amount is not None and any(a.lower == "to" and m.kind == "amount" for a, m in pairwise(told))


def by_move(frame: Frame) -> bool:
    """Whether a deed is told as a move that was made: "welcomed China's move to lift"."""
    row, verb = frame.clause.row, frame.verbs[-1] if frame.verbs else None
    moved = verb is not None and verb.group > 1 and row[verb.group - 1].lower in ("move", "moves")
    return moved and verb is not None and row[verb.group - 2].lower in ("'s", "the") and len(frame.verbs) == 1


def discussed(frame: Frame) -> bool:
    """Whether a measure is what somebody only talks or thinks of: "they discussed the tariffs"."""
    own = frame.own is not None and frame.own.passive
    verb = frame.own if own else frame.verbs[-1] if frame.verbs else None
    if verb is None or frame.amount is not None or (verb.at >= frame.first and not own):
        return False
    if frame.kinds[1:2] == ["impose"] or frame.kinds.count("propose") > 1:  # "the possibility of a duty"
        return False
    the = "the" in [m.lower for m in frame.clause.row[verb.at + 1 : frame.at]]
    return verb.act.lemma in ("discuss", "debate") or (
        the and verb.act.lemma in ("weigh", "consider", "examine", "study")
    )


def let_happen(frame: Frame) -> Verb | None:
    """Return what somebody lets a measure do, as his own deed: "let its duty on tea lapse"."""
    row, verb = frame.clause.row, frame.verbs[-1] if frame.verbs else None
    if verb is None or verb.act.lemma != "let" or verb.at > frame.first:
        return None
    for index in range(frame.at + 1, frame.clause.last):
        act = act_of(row[index])
        if (
            act is not None
            and act.kinds[0] in ("end", "raise", "cut")
            and act.form in ("base", "any", "both")
        ):
            return replace(verb, act=act, kind=act.kinds[0], tense=verb.tense if verb.modal else "past")
    return None


def asked(frame: Frame) -> str:
    """Return how a measure stands of which something is asked: it holds while its end is, another rate is proposed."""
    deed = frame.deed
    if deed in ("end", "pause", "exempt") or (deed == "cut" and not aimed(frame)):
        return "in_force"
    return "proposed" if deed or _asked_for(frame) else "in_force"


def _asked_for(frame: Frame) -> bool:
    """Whether a measure itself is asked for: "called for a 5% duty"."""
    verb = frame.verbs[-1] if frame.verbs else None
    if verb is None or verb.kind != "ask":
        return False
    return (verb.act.lemma == "call for" and frame.first - verb.at <= 2) or frame.clause.row[
        verb.at + 1
    ].lower == "for"


_OFFICIAL = frozenset(
    ["minister", "ministry", "government", "president", "commission", "cabinet", "he", "she", "it"]
)


def said_behind(frame: Frame) -> bool:
    """Whether who governs is named behind a clause as who said it: "the duty would fall, the minister said"."""
    row = frame.clause.row
    said = (
        i for i in range(frame.at + 1, len(row)) if (a := act_of(row[i])) and a.lemma in ("say", "announce")
    )
    behind = next(said, 0)
    near = [m.lower for m in row[max(behind - 4, 0) : behind + 4]]
    return bool(behind) and "," in near[:4] and bool(_OFFICIAL & {*near})
