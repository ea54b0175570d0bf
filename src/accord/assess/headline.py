"""What the headline of a report has of a measure: its rate, sum or goods, its sides, the people who act."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from accord.assess.mentions import named
from accord.assess.phrases import CHANGED, PERCENT, SUM, SUMS, TITLED, VAGUE
from accord.docket.items import Docket, Measure

PLEDGES = ("purchase", "investment", "credit", "stake", "subsidy", "other")
"""Levers that move money or ownership: asked about after what falls on trade."""


HEAD = 600
"""Characters after the headline in which a report says what and whom it is about."""


def head(docket: Docket, length: int = HEAD) -> str:
    """Return the headline and the first sentences."""
    return docket.text[: docket.text.find(docket.title) + len(docket.title) + length]


@lru_cache(maxsize=64)
def levers_of(title: str) -> frozenset[str]:
    """Return the levers on trade that a headline names."""
    return frozenset(lever for lever, words in TITLED.items() if words.search(title))


@lru_cache(maxsize=64)
def whose_are_changed(told: str) -> tuple[tuple[str, ...], ...]:
    """Return the author, or nobody, of each duty that is told to be changed: "to reduce Chile's tariffs"."""
    return tuple(named(hit["whose"])[:1] for hit in CHANGED.finditer(told))


def headlined_at(measure: Measure, title: str) -> int:
    """Return where the headline has a measure's rate or goods, its end where it has neither."""
    found = [len(title)]
    if measure.value is not None and measure.unit == "percent":
        rate = rf"(?<![\d.]){measure.value:g}{PERCENT}"
        found += [hit.start() for hit in re.finditer(rate, title, re.IGNORECASE)]
    for at, told in _sums(title) if measure.unit != "percent" else ():
        found += [at] if measure.value is not None and math.isclose(told, measure.value) else []
    for words in measure.goods:
        short = "".join(word[:1] for word in words.split()) if " " in words else words
        noun = words.split()[-1] if words.split()[-1] not in VAGUE else words
        form = rf"\b(?:{re.escape(words)}|{re.escape(short)}s?|{re.escape(noun)})\b"
        found += [hit.start() for hit in re.finditer(form, title, re.IGNORECASE)]
    return min(found)


def _sums(title: str) -> list[tuple[int, float]]:
    """Return where a headline has figures with or without a scale, and what they come to."""
    scaled = ((hit, SUMS.get((hit["scale"] or "").lower(), 1.0)) for hit in SUM.finditer(title))
    return [(hit.start(), float(hit["number"].replace(",", "")) * scale) for hit, scale in scaled]


def is_bought(measure: Measure, title: str) -> bool:
    """Return whether a headline is about goods that are bought, and gives no rate."""
    bought = measure.main and measure.lever == "purchase" and "%" not in title
    return bought and names_goods(measure, title)


def names_goods(measure: Measure, title: str) -> bool:
    """Return whether a headline names a measure's goods, by the noun alone where it says enough."""
    nouns = {words if words in VAGUE else words.split()[-1].rstrip("s") for words in measure.goods}
    return any(re.search(rf"\b{re.escape(noun)}", title, re.IGNORECASE) for noun in nouns)


def is_the_sum_of(measure: Measure, title: str) -> bool:
    """Return whether a headline has a sum that is promised and no lever on trade."""
    told = measure.unit != "percent" and not levers_of(title)
    return told and any(math.isclose(sum_, measure.value or 0.0) for _, sum_ in _sums(title))


def title_has_another(measure: Measure, docket: Docket) -> bool:
    """Return whether the headline names both sides of another measure, on trade too, that leaves nothing open.

    Without a headline such a measure is told before.
    """
    title, at = {*named(docket.title)}, measure.evidence.start
    return any(
        one.main
        and not one.doubts
        and ({*one.imposing, *one.target} <= title if docket.title else one.evidence.start < at)
        for one in docket.measures
        if (one.lever in PLEDGES) == (measure.lever in PLEDGES)
        and not (one.lever in PLEDGES and one.value is None)
    )


def is_on_another(measure: Measure, docket: Docket) -> bool:
    """Return whether the headline names others on whom the same author's measure of the kind falls, and not this one's."""
    whom = {*named(docket.title)} - {*measure.imposing}
    if "world" in measure.target or {*measure.target} & whom:
        return False
    return any(
        (one.lever, one.imposing) == (measure.lever, measure.imposing)
        and {*one.target} <= whom
        and bool(one.target)
        and not one.doubts
        for one in docket.measures
    )


def is_anothers(measure: Measure, docket: Docket) -> bool:
    """Return whether the headline names people who act, where nothing is main, and the measure is not theirs."""
    if any(one.main for one in docket.measures):
        return False
    people = {one.country for one in docket.participants if one.person.split()[-1] in docket.title.split()}
    return bool(people) and not people & {*measure.imposing}
