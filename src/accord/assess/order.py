"""In which order the measures of a report are asked about, each once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from accord.assess.bundled import CALLED, RATED, is_bare, is_one_act, may_share_goods
from accord.assess.weighing import ROLES, weight
from accord.docket.items import Docket, Measure

ROUNDED = 1.0
"""Points by which a headline's rate may differ from the rate that the text gives."""


def in_order(docket: Docket, levers: Iterable[str] | None = None) -> tuple[int, ...]:
    """Return the positions of measures by weight, those of some levers where they are named."""
    order = _by_weight(docket)
    return order if levers is None else tuple(at for at in order if docket.measures[at].lever in levers)


@lru_cache(maxsize=8)
def _by_weight(docket: Docket) -> tuple[int, ...]:
    told = [at for at, one in enumerate(docket.measures) if one.status_norm != "ruled_out"]
    once = [at for at in told if not _is_told_again(docket.measures[at], docket)]
    return tuple(sorted(once, key=lambda at: weight(docket.measures[at], docket)))


def _is_told_again(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure only says what another says: without its figure, in the headline, or as its rate before."""
    bare, headline = is_bare(measure), measure.evidence.text.strip() == docket.title.strip()
    for other in docket.measures:
        if other is measure:
            continue
        if bare and measure.target == other.target and not is_bare(other) and is_one_act(other, measure):
            again = may_share_goods(measure, other)
        else:
            again = (headline and _is_told_below(measure, other)) or _is_its_rate(measure, other)
        if again:
            return True
    return False


def _is_its_rate(measure: Measure, other: Measure) -> bool:
    """Return whether a rate is another one's before, or one maker's within its range."""
    if (measure.lever, measure.imposing) != (other.lever, other.imposing):
        return False
    if measure.value is None or other.value is None or measure.value == other.value:
        return False
    before = measure.value == other.previous_value and measure.previous_value in (None, other.value)
    inside = other.low is not None and other.low <= measure.value <= other.value
    inside &= measure.target == other.target and bool(other.goods) and not measure.goods
    return before or inside


def _is_told_below(headline: Measure, other: Measure) -> bool:
    """Return whether a headline's measure is told again below it, with more."""
    if other.main and any(one(headline, other) for one in (_is_turned, _is_one_stop, _is_clearer)):
        return True
    rated = other.value is not None and {headline.lever, other.lever} <= {*RATED}
    empty = not headline.value and headline.previous_value is None
    empty &= (headline.status_norm, other.status_norm) != ("ended", "in_force")
    return rated and (empty or _says_the_same(headline, other))


def _is_one_stop(headline: Measure, other: Measure) -> bool:
    """Return whether a stop of trade in a headline is told below it without a doubt: who buys no more lets nothing in."""
    sides = (headline.imposing, headline.target) == (other.imposing, other.target)
    told = {CALLED.get(one.lever, one.lever) for one in (headline, other)}
    return sides and told == {"import_ban"} and bool(headline.doubts) and not other.doubts_of(*ROLES)


def _is_clearer(headline: Measure, other: Measure) -> bool:
    """Return whether a headline leaves open who or whom, and the same lever of one of its sides is told without a doubt."""
    sides = {*headline.imposing, *headline.target} & {*other.imposing, *other.target}
    clear = bool(headline.doubts_of(*ROLES)) and not other.doubts_of(*ROLES)
    return clear and headline.lever == other.lever and bool(sides)


def _is_turned(headline: Measure, other: Measure) -> bool:
    """Return whether a headline's rate is told the other way round below it, where sentences have room for who and whom."""
    rates = (headline.low, headline.value) == (other.low, other.value)
    return (
        headline.lever == other.lever
        and rates
        and headline.target == other.imposing
        and bool(headline.imposing)
        and {*headline.imposing} <= {*other.target}
    )


def _says_the_same(measure: Measure, other: Measure) -> bool:
    """Return whether a headline's rate is another telling's: the same, or the rounded end of its range."""
    if (measure.imposing, measure.lever) != (other.imposing, other.lever):
        return False
    fuller = other.previous_value is not None or other.low is not None
    near = fuller and abs((measure.value or 0.0) - (other.value or 0.0)) < ROUNDED
    return near and may_share_goods(measure, other)
