"""Countries that are only described by what they do: "any nation that buys Iranian oil", "importers of Russian gas"."""

from __future__ import annotations

from accord.docket.frames.grammar import AUX, act_of, party_of, verb_at
from accord.docket.frames.marks import Mark, Party
from accord.docket.rules import words

_GROUPS, _DEALERS = words("described", "measures"), words("dealers", "measures")
_ON = frozenset(["on", "against", "at", "for", "all", "any"])
_WHO = frozenset(["that", "which", "who"])
_LISTS = frozenset(
    ["include", "includes", "are", "is", "comprise", "were", "have", "has", "contain", "contains"]
)
_REACH = 16


def hide_described(row: list[Mark]) -> None:
    """Let the economies and goods by which countries are only described be no party and no goods of a measure."""
    for at in range(len(row) - 2):
        first = _opens(row, at)
        if first:
            row[at] = row[at]._replace(kind="party", ref=Party(("world",), "economy"))
        for index in range(first, _ends(row, first, at) if first else 0):
            if row[index].kind in ("word", "party", "good", "company", "act"):
                row[index] = row[index]._replace(kind="aside", ref=None)


def _opens(row: list[Mark], at: int) -> int:
    """Return where the description of a group begins, 0 where a name or a list tells who it is."""
    word, after = row[at].lower, row[at + 1]
    if at and party_of(row[at - 1]) is not None:
        return 0
    if word in _DEALERS and after.lower == "of":
        return at + 2 if _ON & {m.lower for m in row[max(at - 2, 0) : at]} else 0
    if word not in _GROUPS:
        return 0
    act = act_of(after)
    if act is not None and act.form == "ing":
        return at + 1
    relative = after.lower in _WHO and row[at + 2].lower not in _LISTS
    return at + 2 if relative and (party_of(row[at + 2]) is None) else 0


def _ends(row: list[Mark], first: int, at: int) -> int:
    """Return where a description ends: at a comma, or at the verb of what the group bears or does."""
    verbs = int(row[at].lower in _DEALERS)
    for index in range(first, min(first + _REACH, len(row))):
        if row[index].kind == "punct" and row[index].lower not in ("'s", "-", '"'):
            return index
        if index > first + 1 and (row[index].lower in AUX - {"to"} or (verb_at(row, index, first) and verbs)):
            return index
        verbs += verb_at(row, index, first) is not None
    return min(first + _REACH, len(row))
