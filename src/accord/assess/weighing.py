"""What ranks the measures of a report: which of them a reader would want computed first."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from accord.assess.mentions import named
from accord.assess.phrases import (
    BARGAIN,
    BEYOND,
    CHANGED,
    ENDING,
    KEPT,
    PACKAGE,
    PROMISED,
    RETAINED,
    SUM,
    SUMS,
    TITLED,
    VAGUE,
)
from accord.docket.items import Docket, Measure

ROLES = ("imposing", "target")
FIRM = ("in_force", "scheduled", "agreed", "announced", "ended")
OPEN = ("threatened", "proposed", "pledged", "paused")
STANDING = ("in_force", "ended", "paused")
PLEDGES = ("purchase", "investment", "credit", "stake", "subsidy", "other")
"""Levers that move money or ownership: asked about after what falls on trade."""
RECENT = timedelta(days=45)
"""What took effect longer ago than this is no news."""
RATED = ("tariff", "export_tax")
CALLED = {"tariff_exemption": "tariff", "tariff_quota": "tariff", "purchase_stop": "import_ban"}
FIGURED = (*RATED, "quota", "tariff_quota", "export_quota", "price_cap", "port_fee")
"""Levers that are a figure: without it nothing of them can be asked."""
LEAD = 600
"""Characters at the head of a report in which it says what it is about."""
OPENING = 200
"""Characters after the headline within which the first sentence begins."""
LABOUR = ("forced", "compulsory labor", "compulsory labour", "forced labor", "forced labour")
"""Goods of a ban that every agreement of a kind repeats."""
UMBRELLA = "sanction"
"""A lever that is a list of others: what is on the list is asked about where it is told."""
UNFIGURED = ("import_restriction", "licence", "other", UMBRELLA)
"""Levers of which the model holds nothing unless the report says more."""


def weight(measure: Measure, docket: Docket) -> tuple[float, ...]:
    """Return what ranks a measure, the weightiest lowest.

    In order: main, news at all, on trade, told with its figure, clear, not replaced by another, of whom the
    first sentences speak, no rate that stays, new, a change, of whom the headline names, in the headline, no
    exception for some, more than an addition that falls away, a change from one rate to another, all goods, first.
    """
    stale = staleness(measure, docket)
    doubtful = any(doubt.how != "ambiguous" for doubt in measure.doubts_of(*ROLES))
    told_new = measure.main or measure.previous_value is not None
    beside = doubtful and not told_new and measure.status_norm == "in_force"
    headlined = _headlined(measure, docket.title)
    bought = _is_bought(docket.title, measure)
    return (
        not leads(measure, docket) and _is_trailing(measure, docket) is not False,
        beside or stale > 1,
        measure.lever in PLEDGES and not (bought or _is_the_sum_of(docket.title, measure)),
        not bought and _is_beside_the_title(measure, docket),
        is_bare(measure) and not _is_alone_in(measure, docket),
        _is_a_list(measure, docket),
        _ends(measure) and any(takes_its_place(one, measure) for one in docket.measures),
        any(_lets_off(one, measure) for one in docket.measures),
        doubtful and (not measure.main or _title_has_another(measure, docket)),
        stays(measure) and (not measure.main or any(one.main and not stays(one) for one in docket.measures)),
        headlined == len(docket.title) and bool(_is_trailing(measure, docket)),
        stale,
        measure.lever in UNFIGURED
        and (not measure.main or any(_limits(one, measure) for one in docket.measures)),
        _is_anothers(measure, docket),
        headlined,
        _is_carved_out(measure, docket),
        any(_changes_more(one, measure) for one in docket.measures),
        _falls_away(measure, docket) or _has_its_rate(measure, docket),
        _is_under_a_quota(measure, docket),
        measure.previous_value is None,
        -_moved(measure, docket),
        bool(measure.goods) and not measure.main and _spells_out(measure, docket),
        measure.evidence.start,
    )


def stays(measure: Measure) -> bool:
    """Return whether a rate is told as one that goes on: nothing changes by it."""
    return bool(KEPT.search(measure.evidence.text)) or said_of_rate(measure, RETAINED)


def said_of_rate(measure: Measure, words: str) -> bool:
    """Return whether words follow a measure's own rate, without another figure between."""
    own = rf"\b{measure.value:g}[- ]?(?:%|per ?cent)(?:(?!\d)[^;]){{1,100}}?{words}" if measure.value else ""
    return bool(own) and measure.lever in RATED and bool(re.search(own, measure.evidence.text))


def leads(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure is what the report is about, or the part of it that can be asked."""
    told = measure.main or _in_its_place(measure, docket) or _spells_out(measure, docket)
    told |= any(one.main and _lets_off(measure, one) for one in docket.measures)
    return told and not (is_price(measure, docket) or _bars_all(measure))


def is_price(measure: Measure, docket: Docket) -> bool:
    """Return whether money is promised in what the headline calls a bargain on trade: it is the price of a duty."""
    priced = measure.lever in PLEDGES and BARGAIN.search(docket.title) and not PROMISED.search(docket.title)
    return bool(priced) and any(one.lever in RATED for one in docket.measures)


def _title_has_another(measure: Measure, docket: Docket) -> bool:
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


def _is_bought(title: str, measure: Measure) -> bool:
    """Return whether a headline is about goods that are bought, and gives no rate."""
    nouns = {words.split()[-1].rstrip("s") for words in measure.goods} - {""}
    bought = measure.main and measure.lever == "purchase" and "%" not in title
    return bought and any(re.search(rf"\b{re.escape(noun)}", title, re.IGNORECASE) for noun in nouns)


def _is_the_sum_of(title: str, measure: Measure) -> bool:
    """Return whether a headline has a sum that is promised and no lever on trade."""
    told = measure.unit != "percent" and not any(words.search(title) for words in TITLED.values())
    return told and any(math.isclose(sum_, measure.value or 0.0) for _, sum_ in _sums(title))


def _is_a_list(measure: Measure, docket: Docket) -> bool:
    """Return whether sanctions are told as a list with another measure of the same author on it."""
    return measure.lever == UMBRELLA and any(
        one.lever not in (UMBRELLA, *PLEDGES)
        and (one.evidence.start == measure.evidence.start or (one.main and PACKAGE.search(one.evidence.text)))
        and (one.imposing, one.target) == (measure.imposing, measure.target)
        for one in docket.measures
    )


def _is_anothers(measure: Measure, docket: Docket) -> bool:
    """Return whether the headline names people who act, where nothing is main, and the measure is not theirs."""
    if any(one.main for one in docket.measures):
        return False
    people = {one.country for one in docket.participants if one.person.split()[-1] in docket.title.split()}
    return bool(people) and not people & {*measure.imposing}


def _is_carved_out(measure: Measure, docket: Docket) -> bool:
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


def _lets_off(measure: Measure, standing: Measure) -> bool:
    """Return whether goods are let off a duty that the report tells of as standing: the news is that they are."""
    freed = measure.lever in ("tariff", "tariff_exemption") and measure.value == 0 and measure.previous_value
    sides = (measure.imposing, measure.target) == (standing.imposing, standing.target)
    stands = standing.lever == "tariff" and standing.status_norm == "in_force"
    return (
        bool(freed) and sides and stands and measure.previous_value == standing.value and not standing.goods
    )


def is_bare(measure: Measure) -> bool:
    """Return whether a measure lacks what makes it one: a duty its rate, a quota its size, a ban on all its goods."""
    figured = measure.lever in FIGURED and measure.value is None
    return _bars_all(measure) or (figured and measure.status_norm not in ("ended", "paused"))


def _is_alone_in(measure: Measure, docket: Docket) -> bool:
    """Return whether a report is about a measure and about no other of its author: another's figure is not its own."""
    return measure.main and not any(
        one.main and not is_bare(one) and {*one.imposing} & {*measure.imposing} for one in docket.measures
    )


def _bars_all(measure: Measure) -> bool:
    """Return whether a ban would keep out everything from everywhere, which nobody has ever done."""
    return measure.lever == "import_ban" and measure.target == ("world",) and not measure.goods


def _changes_more(one: Measure, other: Measure) -> bool:
    """Return whether a duty is the other side's in return, and moves by more points."""
    rates = (one.value, one.previous_value, other.value, other.previous_value)
    if None in rates or (one.imposing, one.target) != (other.target, other.imposing):
        return False
    new, old, back, before = (rate or 0.0 for rate in rates)
    return abs(new - old) > abs(back - before)


def _moved(measure: Measure, docket: Docket) -> float:
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


def _is_under_a_quota(measure: Measure, docket: Docket) -> bool:
    """Return whether a change falls on goods that enter within a quota told before it: it touches no more than that."""
    return any(
        one.lever in ("quota", "tariff_quota")
        and one.status_norm == "in_force"
        and one.evidence.start < measure.evidence.start
        and (one.imposing, one.target, one.goods) == (measure.imposing, measure.target, measure.goods)
        and bool(one.goods)
        for one in docket.measures
    )


def _falls_away(measure: Measure, docket: Docket) -> bool:
    """Return whether an addition falls away, or a sale stops for it: what is charged from now on is asked first."""
    if measure.lever == "purchase_stop":
        return any(
            one.lever in RATED and one.evidence.start == measure.evidence.start for one in docket.measures
        )
    return measure.lever in RATED and measure.additional and measure.value == 0


def _has_its_rate(measure: Measure, docket: Docket) -> bool:
    """Return whether a quota's own sentence has the rate that is charged within it: the rate is what can be asked."""
    return measure.lever == "quota" and any(
        one.lever == "tariff"
        and one.value
        and one.evidence.start == measure.evidence.start
        and (one.imposing, one.target, one.goods) == (measure.imposing, measure.target, measure.goods)
        for one in docket.measures
    )


def _is_beside_the_title(measure: Measure, docket: Docket) -> bool:
    """Return whether the headline names a lever on trade that is not this one's."""
    said = {lever for lever, words in TITLED.items() if words.search(docket.title)}
    listed = said == {UMBRELLA} and measure.lever in TITLED and measure.lever not in RATED
    listed |= any(takes_its_place(measure, one) for one in docket.measures)
    listed |= said == {"quota", "export_quota"} and _beyond_a_quota(measure)
    return bool(said) and not listed and CALLED.get(measure.lever, measure.lever) not in said


def _beyond_a_quota(measure: Measure) -> bool:
    """Return whether a duty is what is charged beyond a quota: the part of it that can be asked."""
    return measure.lever == "tariff" and bool(measure.value) and bool(BEYOND.search(measure.evidence.text))


def _is_trailing(measure: Measure, docket: Docket) -> bool | None:
    """Return whether the first sentences say that another's duties are changed: "to reduce Chile's tariffs".

    None where they say of nobody's, False where of this one's author.
    """
    lead = docket.text[: docket.text.find(docket.title) + len(docket.title) + LEAD]
    whose = [named(hit["whose"])[:1] for hit in CHANGED.finditer(lead)] if measure.lever in RATED else []
    return measure.imposing not in whose if whose else None


def _spells_out(measure: Measure, docket: Docket) -> bool:
    """Return whether a measure has the figure that the main one lacks, or is the other half of the main one.

    "It lowers tariffs", further down "to 6.1 per cent"; "each will keep 10 per cent".
    """
    return not is_bare(measure) and any(
        one.main
        and (
            (is_bare(one) and is_one_act(measure, one))
            or _limits(measure, one)
            or (one.evidence.start == measure.evidence.start and one.lever == measure.lever)
        )
        for one in docket.measures
    )


def _limits(measure: Measure, one: Measure) -> bool:
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


def is_one_act(measure: Measure, bare: Measure) -> bool:
    """Return whether two measures can be one act: the same kind of lever, author and, as far as told, target."""
    kinds = {CALLED.get(one.lever, one.lever) for one in (measure, bare)}
    whom = {*measure.target} & {*bare.target} or "world" in (*measure.target, *bare.target) or not bare.target
    return len(kinds) == 1 and measure.imposing == bare.imposing and bool(whom)


def _in_its_place(measure: Measure, docket: Docket) -> bool:
    """Return whether a limit takes the place of one on the same goods that ends ("quotas instead of a ban")."""
    return any(one.main and takes_its_place(measure, one) for one in docket.measures)


def takes_its_place(measure: Measure, ended: Measure) -> bool:
    """Return whether a limit stands where one that ends has stood."""
    return not _ends(measure) and _ends(ended) and _same_limit(measure, ended)


def _ends(measure: Measure) -> bool:
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


def _headlined(measure: Measure, title: str) -> int:
    """Return where the headline has a measure's rate or goods, its end where it has neither."""
    found = [len(title)]
    if measure.value is not None and measure.unit == "percent":
        rate = rf"(?<![\d.]){measure.value:g}(?:%| ?per ?cent| ?pct|-percent)"
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


def staleness(measure: Measure, docket: Docket) -> int:
    """Return how far a measure is from being the news: decided now, then open, then long in force."""
    if measure.status_norm == "pledged" and measure.lever in PLEDGES:
        return 0
    if measure.status_norm in OPEN:
        return 1
    if measure.lever == "import_ban" and {*measure.goods} & {*LABOUR}:
        return 2
    start = measure.effective_date
    if measure.status_norm in STANDING and start:
        age = date.fromisoformat(docket.article_date) - date.fromisoformat(f"{start}-01-01"[:10])
        return 2 if age > RECENT else 0
    if measure.status_norm == "in_force":
        return 1 if measure.previous_value is None and not _opens(measure, docket) else 0
    return 0 if measure.status_norm in FIRM else 3


def _opens(measure: Measure, docket: Docket) -> bool:
    """Return whether a report opens with a measure: what its first sentence tells without a day is the news."""
    return (
        measure.main
        and measure.evidence.start <= docket.text.find(docket.title) + len(docket.title) + OPENING
    )


def stranger(measure: Measure) -> str:
    """Return the body that a report names as who acts and no table knows, by its proper name; else nothing."""
    doubts = measure.doubts_of("imposing")
    names = {one.words for one in doubts if one.how == "not resolved" and one.words[:1].isupper()}
    return names.pop() if len(names) == len(doubts) == 1 and not measure.imposing else ""
