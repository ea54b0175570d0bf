"""How the measures of a report hang together: parts of one act, one in the place of another, what lies within a quota."""

from __future__ import annotations

from accord.assess.phrases import BEYOND, ENDING
from accord.docket.items import Docket, Measure

RATED = ("tariff", "export_tax")
CALLED = {"tariff_exemption": "tariff", "tariff_quota": "tariff", "purchase_stop": "import_ban"}
FIGURED = (*RATED, "quota", "tariff_quota", "export_quota", "price_cap", "port_fee")
"""Levers that are a figure: without it nothing of them can be asked."""


def is_bare(measure: Measure) -> bool:
    """Return whether a measure lacks what makes it one: a duty its rate, a quota its size, a ban on all its goods."""
    figured = measure.lever in FIGURED and measure.value is None
    return bars_all(measure) or (figured and measure.status_norm not in ("ended", "paused"))


def bars_all(measure: Measure) -> bool:
    """Return whether a ban would keep out everything from everywhere, which nobody has ever done."""
    return measure.lever == "import_ban" and measure.target == ("world",) and not measure.goods


def is_one_act(measure: Measure, bare: Measure) -> bool:
    """Return whether two measures can be one act: the same kind of lever, author and, as far as told, target."""
    kinds = {CALLED.get(one.lever, one.lever) for one in (measure, bare)}
    whom = {*measure.target} & {*bare.target} or "world" in (*measure.target, *bare.target) or not bare.target
    return len(kinds) == 1 and measure.imposing == bare.imposing and bool(whom)


def is_what_it_consists_of(measure: Measure, one: Measure) -> bool:
    """Return whether a duty or a quota is what a limit on imports, of which no more is told, consists of."""
    whom = {*measure.target} & {*one.target} or "world" in (*measure.target, *one.target)
    return (
        one.lever == "import_restriction"
        and measure.lever in ("tariff", "tariff_quota", "quota")
        and measure.value is not None
        and measure.imposing == one.imposing
        and bool(whom)
        and bool({*measure.goods} & {*one.goods})
    )


def lets_off(measure: Measure, standing: Measure) -> bool:
    """Return whether goods are let off a duty that the report tells of as standing: the news is that they are."""
    freed = measure.lever in ("tariff", "tariff_exemption") and measure.value == 0 and measure.previous_value
    sides = (measure.imposing, measure.target) == (standing.imposing, standing.target)
    stands = standing.lever == "tariff" and standing.status_norm == "in_force"
    return (
        bool(freed) and sides and stands and measure.previous_value == standing.value and not standing.goods
    )


def takes_its_place(measure: Measure, ended: Measure) -> bool:
    """Return whether a limit stands where one that ends has stood: another one, not the same told as standing."""
    if not ends(ended) or not _same_limit(measure, ended) or ends(measure):
        return False
    stood = measure.status_norm == "in_force" and bool(measure.effective_date) and not ended.value
    before = measure.previous_value is None and ended.previous_value is None
    return not (measure.lever in RATED and (measure.value == ended.previous_value or (stood and before)))


def ends(measure: Measure) -> bool:
    """Return whether a limit ends or is told to end."""
    limit = measure.lever.partition("_")[0] in ("export", "import") and measure.lever not in RATED
    return measure.status_norm in ("ended", "ruled_out") or (
        limit and bool(ENDING.search(measure.evidence.text))
    )


def _same_limit(measure: Measure, ended: Measure) -> bool:
    """Return whether two measures limit the same trade: the same goods, way and author, or no other author."""
    ways = {measure.lever.partition("_")[0], ended.lever.partition("_")[0]}
    goods = {*measure.goods} & {*ended.goods}
    return len(ways) == 1 and bool(goods) and {*measure.imposing} <= {*ended.imposing}


def is_carved_out(measure: Measure, docket: Docket) -> bool:
    """Return whether a rate is for some where the same report sets another for everybody on the same goods."""
    return "world" not in measure.target and any(
        one.lever == measure.lever
        and one.imposing == measure.imposing
        and "world" in one.target
        and one.main
        and one.value is not None
        and (one.goods == measure.goods or bool({*one.goods} & {*measure.goods}))
        for one in docket.measures
    )


def changes_more(one: Measure, other: Measure) -> bool:
    """Return whether a duty is the other side's in return, and moves by more points."""
    rates = (one.value, one.previous_value, other.value, other.previous_value)
    if None in rates or (one.imposing, one.target) != (other.target, other.imposing):
        return False
    new, old, back, before = (rate or 0.0 for rate in rates)
    return abs(new - old) > abs(back - before)


def moved(measure: Measure, docket: Docket) -> float:
    """Return by how many points a rate of what the report is about moves, where it moves others' otherwise."""
    others = any(
        one.main
        and (one.lever, one.imposing) == (measure.lever, measure.imposing)
        and one.target != measure.target
        for one in docket.measures
    )
    if not (others and measure.main) or measure.value is None or measure.previous_value is None:
        return 0.0
    return abs(measure.value - measure.previous_value)


def is_under_a_quota(measure: Measure, docket: Docket) -> bool:
    """Return whether a change falls on goods that enter within a quota told before it: it touches no more than that."""
    return any(
        one.lever in ("quota", "tariff_quota")
        and one.status_norm == "in_force"
        and one.evidence.start < measure.evidence.start
        and (one.imposing, one.target, one.goods) == (measure.imposing, measure.target, measure.goods)
        and bool(one.goods)
        for one in docket.measures
    )


def falls_away(measure: Measure, docket: Docket) -> bool:
    """Return whether an addition falls away, or a sale stops for it: what is charged from now on is asked first."""
    if measure.lever == "purchase_stop":
        return any(
            one.lever in RATED and one.evidence.start == measure.evidence.start for one in docket.measures
        )
    return measure.lever in RATED and measure.additional and measure.value == 0


def has_its_rate(measure: Measure, docket: Docket) -> bool:
    """Return whether a quota's own sentence has the rate that is charged within it: the rate is what can be asked."""
    return measure.lever == "quota" and any(
        one.lever == "tariff"
        and one.value
        and one.evidence.start == measure.evidence.start
        and (one.imposing, one.target, one.goods) == (measure.imposing, measure.target, measure.goods)
        for one in docket.measures
    )


def lies_beyond(measure: Measure, one: Measure) -> bool:
    """Return whether a duty falls on what enters beyond another measure's quantity, which goes on entering free."""
    inside = one.lever in ("quota", "tariff_quota") or (one.lever in RATED and one.value == 0)
    goods = not measure.goods or not one.goods or bool({*measure.goods} & {*one.goods})
    sides = inside and goods and measure.imposing == one.imposing
    return sides and is_beyond_a_quota(measure)


def ends_a_waiver(measure: Measure, one: Measure) -> bool:
    """Return whether a duty is put on the very goods that its own sentence tells as spared until now."""
    same = (measure.imposing, measure.target, measure.goods) == (one.imposing, one.target, one.goods)
    waived = (
        one.lever == "tariff_exemption" and not one.value and measure.evidence.start == one.evidence.start
    )
    return same and waived and bool(one.goods) and measure.lever == "tariff" and bool(measure.value)


def is_beyond_a_quota(measure: Measure) -> bool:
    """Return whether a duty is what is charged beyond a quota: the part of it that can be asked."""
    return measure.lever == "tariff" and bool(measure.value) and bool(BEYOND.search(measure.evidence.text))
