"""Where the noun phrase of a measure starts: over rates, adjectives, goods and owners."""

from __future__ import annotations

from accord.docket.frames.bare import ON
from accord.docket.frames.grammar import AUX, DETERMINERS, PREPOSITIONS, is_verb, party_of
from accord.docket.frames.marks import Mark
from accord.docket.frames.verbs import NOMINAL
from accord.docket.patterns import regex
from accord.docket.rules import words

_ORDINAL = regex(r"\d+(?:st|nd|rd|th)")

_MODIFIERS = words("modifiers", "measures")


_MOVING = frozenset(["rising", "falling", "soaring", "looming"])
"""Verbs in -ing that only colour a measure: "uncertainty caused by rising American tariffs"."""


_TERMS = frozenset(["day", "week", "month", "year", "hour"])


def phrase_start(row: list[Mark], at: int, floor: int) -> int:
    """Return where the noun phrase of the measure at a mark starts: over rates, adjectives, goods, owners."""
    first = at
    while first - 1 >= floor and at - first < 16:
        mark = row[first - 1]
        if mark.lower in _TERMS and first - 3 >= floor and row[first - 2].lower == "-":
            first -= 3  # "a six - month | ban"
            continue
        if (mark.kind == "act" and is_verb(row, first - 1) and mark.lower not in _MOVING) or _given_to(
            mark, row[first]
        ):
            break
        if mark.lower in NOMINAL and row[first].lower == "of":
            break  # "the repeal | of the Chilean duty"
        if mark.lower == "that" and (row[first].lower in DETERMINERS or party_of(row[first - 2])):
            break
        if (
            mark.kind == "amount"
            or mark.lower in _MODIFIERS | _MOVING
            or _ORDINAL.fullmatch(mark.lower)
            or mark.lower == "'s"
            or mark.kind in {"party", "good"}
            or (mark.kind == "act" and not is_verb(row, first - 1))
            or (
                mark.lower in ("its", "their", "his", "our", "her", "and", "or", ",", "to", "between")
                and (first - 2 >= floor and _listed(row, first - 1))
            )
        ):
            first -= 1
        elif mark.lower in ("its", "their", "his", "our", "her"):
            return first - 1
        elif first == at and _owned_noun(row, first - 1, floor):
            first -= 1
        else:
            break
    while first < at and row[first].lower in ("and", "or", ",", "that", '"', "(", ")"):
        first += 1
    return _counted_from(row, first, floor)


def _owned_noun(row: list[Mark], at: int, floor: int) -> bool:
    """Whether a word that no table knows stands between an owner or an article and a measure: "Norway's fentanyl | duty", "a floating | cap"."""
    mark = row[at]
    if at - 1 >= floor and row[at - 1].lower in ("a", "an"):
        return mark.kind in ("word", "act") and mark.lower.isalpha()
    plain = (
        mark.kind == "word" and mark.lower.isalpha() and mark.lower not in PREPOSITIONS | DETERMINERS | AUX
    )
    lead = at - 1
    while lead > floor and row[lead].lower in _MODIFIERS - DETERMINERS:
        lead -= 1
    owner = row[lead - 1] if lead > floor and row[lead].lower == "'s" else None
    return plain and owner is not None and party_of(owner) is not None


_COUNTS = words("counts", "measures")


def _counted_from(row: list[Mark], first: int, floor: int) -> int:
    """Return where words that only count a phrase start: "a wide range of | tariffs", "some of | its duties"."""
    if first - 2 < floor or row[first - 1].lower != "of" or row[first - 2].lower not in _COUNTS:
        return first
    first -= 2
    while first - 1 >= floor and (row[first - 1].lower in DETERMINERS or row[first - 1].lower in _WIDE):
        first -= 1
    return first


_WIDE = frozenset(["wide", "broad", "full", "large", "whole", "great", "key"])


def _given_to(mark: Mark, after: Mark) -> bool:
    """Whether what stands before an article is what a measure is put on: "charge Chile a 25% duty", "on tea a duty"."""
    party = party_of(mark)
    thing = mark.kind == "good" or (party is not None and party.kind != "adjective")
    return thing and after.lower in ("a", "an", "the", "another", "no")


def _listed(row: list[Mark], at: int) -> bool:
    """Whether "and" or a comma joins two goods or two rates before a measure: "steel and copper tariffs"."""
    if row[at].lower not in ("and", "or", ","):
        return False
    before, after = row[at - 1], row[at + 1]
    if before.lower in _MODIFIERS and after.lower in _MODIFIERS and before.kind == "word":
        return before.lower not in ("to", "on", "of", "at", "per")
    return before.kind == after.kind and before.kind in ("good", "amount")


def after_front(row: list[Mark], first: int, stop: int) -> int:
    """Return where a subject starts after a phrase put in front: "According to a decree, | vehicles"."""
    if row[first].lower not in PREPOSITIONS | {"according"}:
        return first
    return next((i + 1 for i in range(first, stop) if row[i].lower == ","), first)


def origin_apart(row: list[Mark], at: int, known: list[str]) -> tuple[str, ...]:
    """Return where goods originate that asides part from it: "tyres, classified under 4011, originating in China"."""
    for index in range(at, min(at + 40, len(row) - 2)):
        if row[index].kind == "lever" or row[index].lower in (".", ";"):
            return ()
        if row[index].lower == "originating" and row[index - 1].lower == ",":
            step = index + 2 + (row[index + 2].lower == "the")
            party = party_of(row[step]) if step < len(row) else None
            return tuple(c for c in party.codes if c not in known) if party is not None else ()
    return ()


def hyphened(row: list[Mark], index: int) -> bool:
    """Whether a word is the next part of a compound, whatever it is alone: "ship-to-shore cranes", "light- and heavy-duty"."""
    if index > 1 and row[index].lower in ("and", "or"):
        return row[index - 1].lower == "-" and row[index - 2].end == row[index - 1].start
    if index < 2 or row[index].kind not in ("word", "act", "good"):
        return False
    dash, before = row[index - 1], row[index - 2]
    return (
        dash.lower == "-"
        and before.kind in ("word", "act", "good")
        and before.end == dash.start
        and dash.end == row[index].start
    )


_FOR_TIME = words("for_time", "measures")


def over_span(row: list[Mark], at: int, floor: int) -> int:
    """Return where the mark before a span of time stands: "suspend | for a period of four months all duties"."""
    step = at
    while step > floor + 1 and (row[step].lower in _FOR_TIME or row[step].lower.isdigit()):
        step -= 1
    return step if step + 1 < at and row[step + 1].lower == "for" else at


def gone_to(row: list[Mark], flow: int, last: int) -> list[str]:
    """Return where exports go that a long list of goods parts from it: "the export of arms, alumina (and ores), to Russia"."""
    to = next((i for i in range(flow + 1, last - 1) if row[i].lower == "to" and party_of(row[i + 1])), None)
    party = party_of(row[to + 1]) if to is not None else None
    return list(party.codes) if party is not None else []


def past_share(row: list[Mark], at: int, stop: int) -> int:
    """Return where a phrase starts behind a share of what it names: "90 percent of | Vietnamese exports"."""
    first = at
    while first < stop and row[first].lower in ("about", "some", "over", "nearly", "almost", "around"):
        first += 1
    return first + 2 if first + 1 < stop and row[first].sizes("rate") and row[first + 1].lower == "of" else at


_ADJUNCTS = frozenset(["under", "pursuant", "as", "consistent"])


def past_adjunct(row: list[Mark], index: int, stop: int) -> int:
    """Return where what a measure falls on comes after words on its law: "the duties, as amended, on goods of"."""
    first = index + (row[index].lower == ",")
    if row[first - 1].lower == "," and (ends := _timed(row, first, stop)):
        return ends
    if first >= stop or row[first].lower not in _ADJUNCTS:
        return index
    for step in range(first + 1, min(first + 26, stop - 1)):
        if row[step].lower == "on" and row[step - 1].kind not in ("act", "lever"):
            return step
        if row[step].lower in AUX - {"to"} or row[step].kind in ("lever", "amount"):
            return index
    return index


def _timed(row: list[Mark], first: int, stop: int) -> int:
    """Return where an aside on how long a measure holds ends, 0 where none stands: "duties, for five years, | on"."""
    ends = next((i for i in range(first, min(first + 14, stop - 1)) if row[i].lower == ","), None)
    timed = ends is not None and row[first].lower in ("for", "from", "until", "effective", "as")
    return ends + 1 if ends is not None and timed and row[ends + 1].lower in ON else 0


def partners_of(row: list[Mark], index: int) -> bool:
    """Whether an economy only says whose partners a measure falls on: "nearly all trading partners of the US"."""
    of = index - 1 - (row[index - 1].lower == "the")
    return of > 1 and row[of].lower == "of" and row[of - 1].lower in ("partner", "partners")
