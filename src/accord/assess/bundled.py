"""How the measures of a report hang together: parts of one act, one in the place of another, what lies within a quota."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from accord.assess.phrases import BEYOND, ENDING
from accord.docket.items import Docket, Measure

RATED = ("tariff", "export_tax")
DUTIES = (*RATED, "tariff_exemption", "tariff_quota")
QUOTAS = ("quota", "tariff_quota")
CALLED = {"tariff_exemption": "tariff", "tariff_quota": "tariff", "purchase_stop": "import_ban"}
FIGURED = (*RATED, *QUOTAS, "export_quota", "price_cap", "port_fee")
"""Levers that are a figure: without it nothing of them can be asked."""


Only = TypeVar("Only")


def only(found: Iterable[Only]) -> Only | None:
    """Return what is found if all that is found is the same, else None."""
    every = {*found}
    return every.pop() if len(every) == 1 else None


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
    author = len(kinds) == 1 and measure.imposing == bare.imposing
    return author and (not bare.target or _on_the_same(measure, bare))


def is_what_it_consists_of(measure: Measure, one: Measure) -> bool:
    """Return whether a duty or a quota is what a limit on imports, of which no more is told, consists of."""
    return (
        one.lever == "import_restriction"
        and measure.lever in ("tariff", *QUOTAS)
        and measure.value is not None
        and measure.imposing == one.imposing
        and _on_the_same(measure, one)
        and share_goods(measure, one)
    )


def _on_the_same(measure: Measure, one: Measure) -> bool:
    """Return whether two measures fall on one economy, or either of them on everybody."""
    return bool({*measure.target} & {*one.target}) or "world" in (*measure.target, *one.target)


def share_goods(measure: Measure, one: Measure) -> bool:
    """Return whether two measures are told on the same goods."""
    return bool({*measure.goods} & {*one.goods})


def may_share_goods(measure: Measure, one: Measure) -> bool:
    """Return whether two measures are told on the same goods, or either of them on no goods."""
    return not (measure.goods and one.goods) or share_goods(measure, one)


def same_flow(measure: Measure, one: Measure) -> bool:
    """Return whether two measures are told of the same goods and sides."""
    return (measure.imposing, measure.target, measure.goods) == (one.imposing, one.target, one.goods)


def lets_off(measure: Measure, standing: Measure) -> bool:
    """Return whether goods are let off a duty that the report tells of as standing: the news is that they are."""
    stands = standing.lever == "tariff" and standing.status_norm == "in_force" and not standing.goods
    freed = stands and measure.lever in ("tariff", "tariff_exemption") and measure.value == 0
    sides = freed and (measure.imposing, measure.target) == (standing.imposing, standing.target)
    return sides and bool(standing.value) and measure.previous_value == standing.value


def takes_its_place(measure: Measure, ended: Measure) -> bool:
    """Return whether a limit stands where one that ends has stood: another one, not the same told as standing."""
    if not ends(ended) or not _same_limit(measure, ended) or ends(measure):
        return False
    stood = measure.status_norm == "in_force" and bool(measure.effective_date) and not ended.value
    before = measure.previous_value is None and ended.previous_value is None
    return not (measure.lever in RATED and (measure.value == ended.previous_value or (stood and before)))


def ends(measure: Measure) -> bool:
    """Return whether a limit ends or is told to end."""
    if measure.status_norm in ("ended", "ruled_out"):
        return True
    limit = measure.lever.startswith(("export", "import")) and measure.lever not in RATED
    return limit and bool(ENDING.search(measure.evidence.text))


def _same_limit(measure: Measure, ended: Measure) -> bool:
    """Return whether two measures limit the same trade: the same goods, way and author, or no other author."""
    way, other = (one.lever.partition("_")[0] for one in (measure, ended))
    return way == other and share_goods(measure, ended) and {*measure.imposing} <= {*ended.imposing}


def is_carved_out(measure: Measure, docket: Docket) -> bool:
    """Return whether a rate is for some where the same report sets another for everybody on the same goods."""
    return "world" not in measure.target and any(
        one.lever == measure.lever
        and one.imposing == measure.imposing
        and "world" in one.target
        and one.main
        and one.value is not None
        and (one.goods == measure.goods or share_goods(one, measure))
        for one in docket.measures
    )


def changes_more(one: Measure, other: Measure) -> bool:
    """Return whether a duty is the other side's in return, and moves by more points."""
    back = (one.imposing, one.target) == (other.target, other.imposing)
    return back and _points(one) > _points(other) >= 0.0


def moved(measure: Measure, docket: Docket) -> float:
    """Return by how many points a rate of what the report is about moves, where it moves others' otherwise."""
    points = _points(measure) if measure.main else 0.0
    others = points > 0.0 and any(
        one.main
        and (one.lever, one.imposing) == (measure.lever, measure.imposing)
        and one.target != measure.target
        for one in docket.measures
    )
    return points if others else 0.0


def _points(measure: Measure) -> float:
    """Return by how many points a rate moves, less than nought where it is not told from rate to rate."""
    if measure.value is None or measure.previous_value is None:
        return -1.0
    return abs(measure.value - measure.previous_value)


def is_under_a_quota(measure: Measure, docket: Docket) -> bool:
    """Return whether a change falls on goods that enter within a quota told before it: it touches no more than that."""
    return any(
        one.lever in QUOTAS
        and one.status_norm == "in_force"
        and one.evidence.start < measure.evidence.start
        and same_flow(one, measure)
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
        and same_flow(one, measure)
        for one in docket.measures
    )


def lies_beyond(measure: Measure, one: Measure) -> bool:
    """Return whether a duty falls on what enters beyond another measure's quantity, which goes on entering free."""
    inside = one.lever in QUOTAS or (one.lever in RATED and one.value == 0)
    sides = inside and measure.imposing == one.imposing and may_share_goods(measure, one)
    return sides and is_beyond_a_quota(measure)


def ends_a_waiver(measure: Measure, one: Measure) -> bool:
    """Return whether a duty is put on the very goods that its own sentence tells as spared until now."""
    waived = one.lever == "tariff_exemption" and not one.value and bool(one.goods)
    charged = waived and measure.lever == "tariff" and bool(measure.value)
    return charged and measure.evidence.start == one.evidence.start and same_flow(measure, one)


def is_beyond_a_quota(measure: Measure) -> bool:
    """Return whether a duty is what is charged beyond a quota: the part of it that can be asked."""
    return measure.lever == "tariff" and bool(measure.value) and bool(BEYOND.search(measure.evidence.text))
