"""What a verb makes of a deed that a noun names: "put off the increase", "the suspension was extended"."""

from __future__ import annotations

from accord.docket.frames.grammar import AUX, PREPOSITIONS, Verb, act_of
from accord.docket.frames.marks import Mark
from accord.docket.frames.verbs import NOMINAL

_PUT_ON = ("impose", "raise", "resume")
_TAKEN_OFF = ("end", "cut", "exempt")
_COMES_TO = {
    **{(named, "pause"): "pause" for named in (*_PUT_ON, "pause")},
    **{(named, "end"): "end" for named in _PUT_ON},
    **{(named, done): "keep" for named in _TAKEN_OFF for done in ("pause", "end")},
    ("pause", "end"): "resume",
}
"""A noun's deed and the verb's: a rise put off is a duty paused, a removal put off leaves the duty as it is."""


def comes_to(named: str, done: str) -> str:
    """Return what is left of a named deed by what is done to it: itself, unless it is stopped or put off."""
    return _COMES_TO.get((named, done), named)


def opens_with_deed(row: list[Mark], first: int, at: int, verb: int) -> str:
    """Return the deed that the subject of a verb names: "The removal of the duty | takes effect"; else nothing."""
    named = next((i for i in range(first, at) if row[i].lower in NOMINAL), None)
    if named is None or NOMINAL[row[named].lower] not in (*_PUT_ON, *_TAKEN_OFF, "pause", "keep"):
        return ""
    lead, between = row[first:named], [m.lower for m in row[at:verb]]
    if any(m.lower in PREPOSITIONS | AUX for m in lead) or between.count(",") == 1:
        return ""
    return NOMINAL[row[named].lower]


_FAILS = frozenset(["fail", "failed", "fails", "unable", "cannot", "not", "yet", "hope", "hopes"])


def agreed_on(row: list[Mark], at: int) -> bool:
    """Whether what follows is what was agreed on: "agreed on a ban"; not "failed to agree on"."""
    act = act_of(row[at - 1]) if row[at].lower == "on" else None
    failed = _FAILS & {m.lower for m in row[max(at - 4, 0) : at]}
    return act is not None and (act.kinds[0] == "agree" or act.lemma == "decide") and not failed


def brought_forward(verb: Verb, row: list[Mark]) -> bool:
    """Whether a measure is to start sooner than was planned: "brought its ban on bauxite forward to Monday"."""
    after = (m.lower for m in row[verb.at : verb.at + 14])
    return verb.act.lemma in ("bring", "move") and "forward" in after
