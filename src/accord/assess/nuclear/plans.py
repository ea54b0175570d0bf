"""Reactors that a report says are to be built: design, number, first concrete, and the year promised."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accord.energy.answers.newbuild import Plan

DESIGNS = {
    "AP1000": r"AP[- ]?1000",
    "VVER-1200": r"VVER[- ]?1200",
    "VVER-1000": r"VVER[- ]?1000",
    "EPR-1650": r"EPR(?:-?1650|2)?s?\b",
    "BWRX-300": r"BWRX[- ]?300",
    "SMR-300": r"SMR[- ]?300",
    "PHWR-700": r"PHWR[- ]?700|700[- ]?(?:MW|megawatts?) (?:PHWRs?|pressurised heavy[- ]water reactors?)",
}
"""Designs whose figures are held, as they are written."""
DESIGN = re.compile("|".join(rf"(?P<d{at}>\b(?:{words}))" for at, words in enumerate(DESIGNS.values())))
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNT = rf"(\d{{1,2}}|{'|'.join(NUMBERS)})"
BEFORE = re.compile(rf"\b{COUNT} (?:\w[\w-]* ){{0,3}}$", re.IGNORECASE)
UNITS = re.compile(rf"\b{COUNT} (?:[\w-]+ ){{0,4}}?(?:reactors|units|blocks)\b", re.IGNORECASE)
SITE = re.compile(
    r"\b(?:units?|blocks?|plants?|stations?|site|construction|building work|concrete|grid|electricity)\b",
    re.IGNORECASE,
)
"""Words of a sentence that follows one on reactors and speaks of them still."""
YEAR = r"(20[2-6]\d)"
BEGIN = re.compile(
    rf"\b(?:first concrete|construction|building work|ground-?breaking|pour\w*)\b[^.;]{{0,60}}?\b{YEAR}"
    rf"|\b(?:start|begin)\w* (?:to build|building|construction)\b[^.;]{{0,40}}?\b{YEAR}",
    re.IGNORECASE,
)
SOON = re.compile(
    r"\b(?:first concrete|construction|building work|ground-?breaking)\b[^.;]{0,60}?\b(this|next) year\b",
    re.IGNORECASE,
)
READY = re.compile(
    r"\b(?:operat\w+|connect\w+|on line|on-?line|run|running|service|grid|commission\w+|complet\w+|ready|generat\w+|finish\w*"
    rf"|built|working|electricity)\b[^.;]{{0,40}}?\b(?:by|in|around|from|until|about) (?:the end of |late |early )?{YEAR}",
    re.IGNORECASE,
)


def on_building(every: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    """Return the sentences on reactors with those that go on to say when such units are built or run."""
    found, near = [], False
    for sentence in every:
        near = sentence in told or (near and bool(SITE.search(sentence)))
        found += [sentence] if near else []
    return tuple(found)


def plan_of(told: Sequence[str], year: int) -> Plan | None:
    """Return the plan that sentences on reactors tell: a named design, or reactors with a date; None: neither."""
    whole = " ".join(told)
    design, units = _design(whole)
    begun = _year(BEGIN, whole, year - 3)
    if begun is None and (soon := SOON.search(whole)):
        begun = year + (soon.group(1).lower() == "next")
    ready = _year(READY, whole, max(year, begun or year))
    if design is None and not (begun or ready) and units < 1:
        return None
    return Plan(design, max(units, 1), begun, ready)


def _design(whole: str) -> tuple[str | None, int]:
    """Return the first design that is named and how many of it; without one, how many reactors (0: untold)."""
    match = DESIGN.search(whole)
    if not match:
        told = UNITS.search(whole)
        return None, _number(told.group(1)) if told else 0
    name = tuple(DESIGNS)[int((match.lastgroup or "d0")[1:])]
    before = BEFORE.search(whole[: match.start()])
    return name, _number(before.group(1)) if before else 1


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS.index(word.lower()) + 1


def _year(pattern: re.Pattern[str], whole: str, least: int) -> int | None:
    """Return the first year that a pattern finds and that is not before ``least``."""
    found = (int(next(part for part in one.groups() if part)) for one in pattern.finditer(whole))
    return next((year for year in found if year >= least), None)
