"""Who is tied to a measure by more than nearness: by the headline, by whose goods they are, by where they go."""

from __future__ import annotations

import re

from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import AUX, PREPOSITIONS
from accord.docket.frames.marks import Mark
from accord.docket.items import Doubt
from accord.docket.measures.told import Made
from accord.docket.patterns import regex
from accord.docket.reading import Reading
from accord.docket.rules import words

EXPORTS = ("export_control", "export_ban", "export_quota", "export_tax", "licence")
"""Levers that fall on what an economy sells."""
OF_ALL = regex(r"\b(?:IMF|World Bank|Development Bank|Monetary Fund|ADB|AfDB|AIIB|EBRD)\b", re.IGNORECASE)
"""Lenders that belong to no economy."""


def titled_parties(reading: Reading) -> tuple[str, ...]:
    """Return the economies that the headline names, itself or by its people and bodies, in order."""
    kinds = ("economy", "adjective", "person", "institution")
    heads = [s for s in reading.sentences[:6] if s.is_title]
    return tuple(dict.fromkeys(a.code for s in heads for a in reading.actors(s) if a.kind in kinds))


def names_both_sides(reading: Reading) -> bool:
    """Whether the headline names the two sides of the report, or its first sentences have them act together."""
    sides = {*reading.sides}
    return len(sides) == 2 and (bool(reading.joined) or sides <= {*titled_parties(reading)})


def inferred(reading: Reading, slot: str) -> list[Doubt]:
    """Return the doubt on who is the other of two sides; none where the headline is about the two."""
    return [] if names_both_sides(reading) else [Doubt(slot, "other side", "")]


def is_titled(reading: Reading, code: str) -> bool:
    """Whether the headline speaks of an economy first."""
    return titled_parties(reading)[:1] == (code,)


def titled_actor(reading: Reading) -> str:
    """Return the one economy that the headline has act, else the one whose bodies the first sentences name."""
    told = [reading.acting_in(s) for s in reading.sentences[:2] if s.is_title]
    if told and told[0]:
        return told[0][0] if len(told[0]) == 1 else ""
    bodies = {a.code for s in reading.sentences[:4] for a in reading.actors(s) if a.kind == "institution"}
    return bodies.pop() if len(bodies) == 1 else ""


_TRADED = frozenset(
    [
        *("products", "goods", "imports", "exports", "vessels", "ships", "makers", "producers", "exporters"),
        *("exporter", "shipments", "merchandise", "cargoes"),
    ]
)
_SOLD = frozenset(
    [
        *("exports", "shipments", "sales", "exported", "shipped", "sold", "deliveries", "exporting"),
        *("shipping", "supply", "supplies"),
    ]
)


def beside(frame: Frame, agent: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the one other economy of the clause, or those of its one list, and whether grammar ties them to the measure.

    "Brazilian products", "imports from Japan", "goods originating in India", "exports of gallium to China" do.
    """
    for first, last in ((frame.clause.first, frame.clause.last), (0, len(frame.clause.row))):
        found: list[str] = []
        tied, alone, last_at = False, True, -1
        for index in range(first, last):
            mark = frame.clause.row[index]
            ref = mark.ref
            codes = getattr(ref, "codes", ()) if mark.kind == "party" else ()
            before = frame.clause.row[index - 1].lower if index else ""
            row = frame.clause.row
            if (
                before in ("except", "excluding", "without")
                or (index > 1 and row[index - 2].lower in _WARS)
                or _owns_other(row, index)
                or is_material(row, index)
            ):
                continue
            if (
                codes
                and getattr(ref, "kind", "") in ("adjective", "economy", "place")
                and not set(codes) & set(agent)
            ):
                between = frame.clause.row[last_at + 1 : index] if found else []
                alone = alone and (set(codes) <= set(found) or all(m.lower in _LISTING for m in between))
                found, last_at = [*found, *codes], index
                tied = tied or _is_tied(frame, index)
        if found and (len(set(found)) == 1 or (alone and tied)):
            return tuple(dict.fromkeys(found)), tied
        if found:
            return (), False
    return (), False


_WARS = frozenset(["aggression", "invasion", "war", "attack", "attacks", "assault"])
"""What is done to an economy that a measure does not strike: "those involved in the invasion of Ukraine"."""
_LISTING = frozenset([",", "and", "or", "the", "both"])
_USES = frozenset(
    ["use", "uses", "using", "used", "contain", "contains", "containing", "incorporate", "incorporating"]
)


def is_material(row: list[Mark], at: int) -> bool:
    """Whether a party is whose the material is that others use: "makers that use more Chilean copper"."""
    return any(m.lower in _USES for m in row[max(at - 3, 0) : at])


_BUYING = frozenset(["purchase", "purchases", "buying", "purchasing"])


def _owns_other(row: list[Mark], index: int) -> bool:
    """Whether an economy only owns what is not traded: "to protect India's farmers", or sells what another buys."""
    after = row[index + 1 : index + 6]
    bought = {m.lower for m in (*row[max(index - 4, 0) : index], *after[:3])} & _BUYING
    if bought and row[index - 1].lower != "on":
        return True
    owns = bool(after) and after[0].lower in ("'s", "\u2019s", "'")
    return owns and not any(m.lower in _TRADED or (m.kind == "good" and m.text.islower()) for m in after)


def _is_tied(frame: Frame, index: int) -> bool:
    """Whether the economy at a mark is whose goods are meant, where they come from or where they go."""
    row = frame.clause.row
    left = index - 1
    while left > 0 and row[left].lower in ("the", "all", "any"):
        left -= 1
    before, earlier = row[left].lower, {m.lower for m in row[max(left - 6, 0) : left]}
    if frame.lever in EXPORTS:
        before_it = {m.lower for m in row[max(left - 16, 0) : left]}
        return before == "to" and bool(before_it & _SOLD)
    if getattr(row[index].ref, "kind", "") == "adjective":
        after = row[index + 1 : index + 5]
        stop = next(
            (i for i, m in enumerate(after) if m.kind in ("punct", "party", "lever") or _closes(m)),
            len(after),
        )
        return any(m.lower in _TRADED or m.kind == "good" for m in after[:stop])
    if before == "from":
        return left > 0 and (row[left - 1].kind in ("good", "word") or row[left - 1].lower in _TRADED)
    if before == "at":
        return row[left - 1].lower.endswith("back")
    if before in ("in", "of"):
        return row[left - 1].lower in ("products", "goods") or bool(
            {"originating", "originated", "made", "produced", "origin"} & earlier
        )
    return False


def _closes(mark: Mark) -> bool:
    """Whether a word ends a noun phrase: a preposition or a verb of its own."""
    return mark.lower in PREPOSITIONS or mark.lower in AUX


_SETS = words("acting_sets", "measures")
_BACK = frozenset(["the", "this", "these"])


def of_set(frame: Frame, made: Made) -> tuple[str, ...]:
    """Return whose package or list it is that acts, where a measure told before named it: "The package also bans"."""
    first = frame.clause.first
    words = [*(m.lower for m in frame.clause.row[first : first + 4]), *frame.agent.words.split()]
    word = next((w for w in reversed(words) if w in _SETS), "")
    if not word or not {*words} & _BACK:
        return ()
    told = (m for f, m in reversed(made) if any(t.lower == word for t in f.sentence.tokens) and m.imposing)
    who = next((m.imposing for m in told if not m.doubts_of("imposing")), ())
    return () if {*who} & {*frame.patient.codes, *frame.falls.origins} else who
