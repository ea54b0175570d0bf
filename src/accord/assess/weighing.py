"""What ranks the measures of a report: which of them a reader would want computed first."""

from __future__ import annotations

import re
from datetime import date, timedelta

from accord.assess.bundled import (
    CALLED,
    DUTIES,
    RATED,
    bars_all,
    changes_more,
    ends,
    ends_a_waiver,
    falls_away,
    has_its_rate,
    is_bare,
    is_beyond_a_quota,
    is_carved_out,
    is_one_act,
    is_under_a_quota,
    is_what_it_consists_of,
    lets_off,
    lies_beyond,
    moved,
    takes_its_place,
)
from accord.assess.headline import (
    PLEDGES,
    head,
    headlined_at,
    is_anothers,
    is_bought,
    is_on_another,
    is_the_sum_of,
    levers_of,
    title_has_another,
    whose_are_changed,
)
from accord.assess.phrases import (
    AGREED,
    BARGAIN,
    DATED,
    EXTENDED,
    KEPT,
    PACKAGE,
    PERCENT,
    PLUPERFECT,
    PROMISED,
    RETAINED,
    SHORT,
    TITLED,
)
from accord.docket.items import Docket, Measure

ROLES = ("imposing", "target")
UNSETTLED = "ambiguous"
"""How a slot was filled that the words of a report put in doubt."""
FIRM = ("in_force", "scheduled", "agreed", "announced", "ended")
OPEN = ("threatened", "proposed", "pledged", "paused")
STANDING = ("in_force", "ended", "paused")
RECENT = timedelta(days=45)
"""What took effect longer ago than this is no news."""
OPENING = 200
"""Characters after the headline within which the first sentence begins."""
LABOUR = ("forced", "compulsory labor", "compulsory labour", "forced labor", "forced labour")
"""Goods of a ban that every agreement of a kind repeats."""
UMBRELLA = "sanction"
"""A lever that is a list of others: what is on the list is asked about where it is told."""
UNFIGURED = ("import_restriction", "licence", "other", UMBRELLA)
"""Levers of which the model holds nothing unless the report says more."""


def weight(measure: Measure, docket: Docket) -> tuple[float, ...]:
    """Return what ranks a measure, the weightiest lowest: the first of these in which two differ decides."""
    stale = staleness(measure, docket)
    doubtful = any(doubt.how != UNSETTLED for doubt in measure.doubts_of(*ROLES))
    told_new = measure.main or measure.previous_value is not None
    beside = doubtful and not told_new and measure.status_norm == "in_force"
    headlined = headlined_at(measure, docket.title)
    bought = is_bought(measure, docket.title)
    trailing = _is_trailing(measure, docket)
    return (
        not is_its_news(measure, docket) and trailing is not False,
        beside or stale > 1,
        measure.lever in PLEDGES and not (bought or is_the_sum_of(measure, docket.title)),
        not bought and (_is_beside_the_title(measure, docket) or _is_beside_the_bargain(measure, docket)),
        is_bare(measure) and not _is_alone_in(measure, docket),
        _is_a_list(measure, docket),
        _gives_way(measure, docket),
        any(lets_off(one, measure) for one in docket.measures),
        doubtful and (not measure.main or title_has_another(measure, docket)),
        stays(measure) and (not measure.main or any(one.main and not stays(one) for one in docket.measures)),
        headlined == len(docket.title) and bool(trailing),
        stale,
        measure.lever in UNFIGURED
        and (not measure.main or any(is_what_it_consists_of(one, measure) for one in docket.measures)),
        is_anothers(measure, docket) or is_on_another(measure, docket),
        headlined,
        is_carved_out(measure, docket),
        any(changes_more(one, measure) for one in docket.measures),
        falls_away(measure, docket) or has_its_rate(measure, docket),
        is_under_a_quota(measure, docket),
        measure.previous_value is None,
        -moved(measure, docket),
        bool(measure.goods) and not measure.main and _spells_out(measure, docket),
        measure.evidence.start,
    )


def _gives_way(measure: Measure, docket: Docket) -> bool:
    """Return whether another measure is what is new where this one ends, frees no more or frees only a quantity."""
    ended = ends(measure)
    return any(
        (ended and takes_its_place(one, measure))
        or ends_a_waiver(one, measure)
        or (lies_beyond(one, measure) and staleness(one, docket) <= staleness(measure, docket))
        for one in docket.measures
    )


def _is_beside_the_bargain(measure: Measure, docket: Docket) -> bool:
    """Return whether a headline is about a bargain on trade, and a duty that moves can be asked instead."""
    duties = (*DUTIES, "quota")
    return (
        measure.lever not in duties
        and bool(BARGAIN.search(docket.title))
        and any(one.lever in duties and not is_bare(one) and not stays(one) for one in docket.measures)
    )


def stays(measure: Measure) -> bool:
    """Return whether a rate is told as one that goes on: nothing changes by it."""
    return bool(KEPT.search(measure.evidence.text)) or said_of_rate(measure, RETAINED)


def said_of_rate(measure: Measure, words: str) -> bool:
    """Return whether words follow a measure's own rate, without another figure between."""
    own = rf"\b{measure.value:g}{PERCENT}(?:(?!\d)[^;]){{1,100}}?{words}" if measure.value else ""
    return bool(own) and measure.lever in RATED and bool(re.search(own, measure.evidence.text))


def leads(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure is what the report is about, or the part of it that can be asked."""
    told = (
        measure.main
        or _spells_out(measure, docket)
        or any(
            one.main and (takes_its_place(measure, one) or lets_off(measure, one)) for one in docket.measures
        )
    )
    return told and not (is_price(measure, docket) or bars_all(measure))


def is_its_news(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure is what the report is about, and not only what something new is told against."""
    fresh = staleness(measure, docket) <= 1 or not any(_is_fresh(one, docket) for one in docket.measures)
    return fresh and leads(measure, docket)


def _is_fresh(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure on trade is news and told in full, so that what is long in force is its background."""
    whole = not (is_bare(measure) or measure.doubts_of(*ROLES) or measure.lever in PLEDGES)
    return whole and staleness(measure, docket) <= 1


def is_price(measure: Measure, docket: Docket) -> bool:
    """Return whether money is promised in what the headline calls a bargain on trade: it is the price of a duty."""
    priced = measure.lever in PLEDGES and BARGAIN.search(docket.title) and not PROMISED.search(docket.title)
    return bool(priced) and any(one.lever in RATED for one in docket.measures)


def _is_a_list(measure: Measure, docket: Docket) -> bool:
    """Return whether sanctions are told as a list with another measure of the same author on it."""
    return measure.lever == UMBRELLA and any(
        one.lever not in (UMBRELLA, *PLEDGES)
        and (
            one.evidence.start == measure.evidence.start
            or (one.main and any(PACKAGE.search(words) for words in (one.evidence.text, docket.title)))
        )
        and (one.imposing, one.target) == (measure.imposing, measure.target)
        for one in docket.measures
    )


def _is_alone_in(measure: Measure, docket: Docket) -> bool:
    """Return whether a report is about a measure and about no other of its author: another's figure is not its own."""
    return measure.main and not any(
        (one.main and not is_bare(one) and {*one.imposing} & {*measure.imposing})
        or (one.previous_value not in (None, one.value) and is_one_act(one, measure))
        or _is_the_other_half(one, measure, docket)
        for one in docket.measures
    )


def _is_the_other_half(measure: Measure, bare: Measure, docket: Docket) -> bool:
    """Return whether a duty told from rate to rate is the other side's in a deal of the two: it can be asked."""
    rates = measure.lever == bare.lever == "tariff" and measure.previous_value not in (None, measure.value)
    swapped = (measure.imposing, measure.target) == (bare.target, bare.imposing)
    return rates and swapped and bare.value is None and bool(AGREED.search(head(docket)))


def _is_beside_the_title(measure: Measure, docket: Docket) -> bool:
    """Return whether the headline names a lever on trade that is not this one's."""
    said = levers_of(docket.title)
    if not said or CALLED.get(measure.lever, measure.lever) in said:
        return False
    listed = said == {UMBRELLA} and measure.lever in TITLED and measure.lever not in RATED
    listed |= any(takes_its_place(measure, one) for one in docket.measures)
    listed |= said == {"quota", "export_quota"} and is_beyond_a_quota(measure)
    return not listed


def _is_trailing(measure: Measure, docket: Docket) -> bool | None:
    """Return whether the first sentences say that another's duties are changed: "to reduce Chile's tariffs".

    None where they say of nobody's, False where of this one's author.
    """
    whose = whose_are_changed(head(docket)) if measure.lever in RATED else ()
    return measure.imposing not in whose if whose else None


def _spells_out(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure has the figure that the main one lacks, or is the other half of the main one.

    "It lowers tariffs", further down "to 6.1 per cent"; "each will keep 10 per cent".
    """
    return not is_bare(measure) and any(
        one.main
        and (
            (is_bare(one) and is_one_act(measure, one))
            or is_what_it_consists_of(measure, one)
            or lies_beyond(measure, one)
            or _is_the_other_half(measure, one, docket)
            or (one.evidence.start == measure.evidence.start and one.lever == measure.lever)
        )
        for one in docket.measures
    )


def staleness(measure: Measure, docket: Docket) -> int:
    """Return how far a measure is from being the news: decided now, then open, then long in force."""
    if measure.status_norm != "ended" and PLUPERFECT.search(measure.evidence.text.strip()):
        return 2
    opening = _opens(measure, docket)
    headlined = headlined_at(measure, docket.title) < len(docket.title) or measure.status_norm == "ended"
    if (
        (opening and headlined)
        or _is_extended(measure, docket.title)
        or (measure.status_norm == "pledged" and measure.lever in PLEDGES)
    ):
        return 0
    if measure.status_norm in OPEN:
        return 1
    recent = date.fromisoformat(docket.article_date) - RECENT
    if (measure.lever == "import_ban" and {*measure.goods} & {*LABOUR}) or _dates_back(measure, recent):
        return 2
    if measure.status_norm == "in_force" and not measure.effective_date:
        return 1 if measure.previous_value is None and not opening else 0
    return 0 if measure.status_norm in FIRM else 3


def _is_extended(measure: Measure, title: str) -> bool:
    """Return whether a headline says that what the report is about goes on longer, however old it is."""
    words = TITLED.get(measure.lever)
    return measure.main and words is not None and bool(EXTENDED.search(title) and words.search(title))


def _opens(measure: Measure, docket: Docket) -> bool:
    """Return whether a report opens with a measure: what its first sentence tells without a day is the news."""
    return measure.main and measure.evidence.start <= len(head(docket, OPENING))


def _latest(told: str) -> date:
    """Return the last day that a day, a month or a year can mean."""
    year, month, *_ = (*map(int, told.split("-")), 0, 0)
    if told.count("-") == 2:
        return date.fromisoformat(told)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if month else date(year, 12, 31)


def _dates_back(measure: Measure, recent: date) -> bool:
    """Return whether a measure took effect long ago, or is told, without a day of its own, as of a year long past."""
    if measure.status_norm in STANDING and measure.effective_date:
        return _latest(measure.effective_date) < recent
    if measure.effective_date or measure.previous_value is not None or measure.status_norm in OPEN:
        return False
    told = [
        _latest(f"{hit['year']}-{SHORT.index(hit['month'][:3].lower()) + 1}" if hit["month"] else hit["year"])
        for hit in DATED.finditer(measure.evidence.text)
    ]
    return bool(told) and max(told) < recent


def stranger(measure: Measure) -> str:
    """Return the body that a report names as who acts and no table knows, by its proper name; else nothing."""
    doubts = measure.doubts_of("imposing")
    names = [one.words for one in doubts if one.how == "not resolved" and one.words[:1].isupper()]
    return names[0] if len(names) == len(doubts) == 1 and not measure.imposing else ""
