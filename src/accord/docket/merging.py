"""What several sentences say of one measure, made one; what "will" be done within a deal, made agreed."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.events import deal_in_lead
from accord.docket.following import Found
from accord.docket.items import Measure
from accord.docket.reading import Reading


def within_a_deal(reading: Reading, found: list[Found]) -> list[Found]:
    """Count what "will" be done as agreed, not just announced, in a report whose lead is a deal."""
    lead = " ".join(s.text for s in reading.sentences[:3])
    if re.search(r"\bpropos(?:ed|es|al)\b", lead):
        return [_changed(f, "proposed") if f.standing.cue.casefold() == "would" else f for f in found]
    if not deal_in_lead(reading):
        return found
    sides = {a.code for s in reading.sentences[:4] for a in reading.actors(s)}
    return [_changed(f, "agreed") if _plainly(f) and sides & set(f.measure.imposing) else f for f in found]


def both_ways(reading: Reading, found: list[Found]) -> list[Found]:
    """Make two of a measure two economies take against each other: "fees on each other's vessels"."""
    made: list[Found] = []
    for item in found:
        sentence = reading.sentences[item.sentence]
        pair = list(dict.fromkeys(a.code for a in reading.actors(sentence) if not a.is_place))
        if "each other" in sentence.text and len(pair) == 2 and set(item.measure.imposing) & set(pair):
            made += [_between(item, *pair), _between(item, *reversed(pair))]
        else:
            made.append(item)
    return made


def _between(item: Found, imposing: str, target: str) -> Found:
    parties = replace(item.parties, imposing=(imposing,), target=(target,))
    return replace(
        item, parties=parties, measure=replace(item.measure, imposing=(imposing,), target=(target,))
    )


def _changed(found: Found, status: str) -> Found:
    return replace(found, measure=replace(found.measure, status_norm=status))


def _plainly(found: Found) -> bool:
    """Whether a measure is announced by nothing more than "will" or "to cut", and not merely expected."""
    cue = found.standing.cue.casefold()
    plain = cue in ("", "will", "would", "shall", "is to", "are to") or cue.startswith("to ")
    if found.measure.status_norm == "in_force" and not cue and found.measure.previous_value is not None:
        return True
    return found.measure.status_norm == "announced" and plain and "expect" not in found.measure.evidence.text


def merge_measures(found: list[Found]) -> tuple[Measure, ...]:
    """Keep one measure for each lever family, value and author; a number outdoes a bare mention.

    What starts on a fixed day to come is announced: its effective date says when.
    """
    kept: list[Measure] = []
    for item in sorted(found, key=lambda f: (f.measure.value is None, f.sentence)):
        measure = item.measure
        index = next((i for i, k in enumerate(kept) if _same(k, measure)), None)
        if index is None:
            kept.append(measure)
        else:
            kept[index] = _join(kept[index], measure)
    told = [replace(m, status_norm="announced") if m.status_norm == "scheduled" else m for m in kept]
    return tuple(sorted(told, key=lambda m: m.evidence.start))


def _same(a: Measure, b: Measure) -> bool:
    family = _family(a.lever) == _family(b.lever)
    ships = a.lever == b.lever == "sanctions"
    values = a.value == b.value or (b.value is None and a.value is not None and not ships)
    targets = "world" in a.target or "world" in b.target or bool(set(a.target) & set(b.target))
    return (
        family
        and values
        and targets
        and (not b.note.startswith("another") or a.note.startswith("another"))
        and not _other_goods(a, b)
        and not _other_kind(a, b)
        and bool(set(a.imposing) & set(b.imposing) or not b.imposing)
    )


def _other_kind(a: Measure, b: Measure) -> bool:
    """Whether a tariff told without its rate is another than one with a rate."""
    if b.value is not None or a.value is None or not a.lever.startswith("tariff"):
        return False
    return (a.lever == "tariff_reciprocal") != (b.lever == "tariff_reciprocal") or not set(b.target) <= {
        *a.target,
        "world",
    }


def _other_goods(a: Measure, b: Measure) -> bool:
    """Whether one rate came down for other goods: "15% on Japan's goods" and "on cars to 15% from 27.5%"."""
    if a.value == b.value == 0 and None not in (a.previous_value, b.previous_value):
        return a.previous_value != b.previous_value
    if a.value is None and b.value is None and a.lever.startswith(("export", "import")):
        apart = a.status_norm != b.status_norm and "goods" not in (a.product_scope, b.product_scope)
        return apart and not _goods(a) & _goods(b) and bool(_goods(a) and _goods(b))
    if (
        a.value == b.value
        and b.status == "already"
        and a.status_norm in ("announced", "proposed", "threatened")
    ):
        return True
    changed = b.previous_value is not None and b.previous_value != a.previous_value
    return changed and b.value == a.value and bool(_goods(b)) and not _goods(b) & _goods(a)


_VAGUE = {"", "goods", "unspecified", "critical mineral", "critical minerals", "minerals", "raw materials"}


def _goods(measure: Measure) -> set[str]:
    return set(measure.product_scope.split(", ")) - _VAGUE


def _family(lever: str) -> str:
    whole = lever == "sanctions_waiver" or not lever.startswith(("tariff", "sanction"))
    return lever if whole else lever.split("_", maxsplit=1)[0]


def _join(a: Measure, b: Measure) -> Measure:
    """Keep the first; fill from the second what it lacks, and prefer a status that has a word to it."""
    plain = a.status in ("in force", "announced", "pledged")
    headline = a.evidence.start == 0
    plain = plain and (headline or (a.status_norm, b.status_norm) != ("in_force", "announced"))
    started = b.value == a.value and b.status in (
        "took effect",
        "kicked in",
        "came into force",
        "came into effect",
        "went into effect",
    )
    plain = plain or (started and a.status_norm in ("scheduled", "announced", "threatened"))
    return replace(
        a,
        lever=b.lever if len(b.lever) > len(a.lever) and b.value == a.value else a.lever,
        status=b.status if plain else a.status,
        status_norm=b.status_norm if plain and b.value == a.value else a.status_norm,
        target=a.target if a.target != ("world",) else b.target,
        product_scope=a.product_scope if a.product_scope != "unspecified" else b.product_scope,
        effective_date=a.effective_date or b.effective_date,
        end_date=a.end_date or b.end_date,
        previous_value=a.previous_value if a.previous_value is not None else b.previous_value,
    )
