"""The docket as a question takes it: who acts and on whom, the rate before, appeals to lift what stands.

What the words of a report settle is filled in here; what they only suggest is left open by a doubt.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from accord.assess.bundled import (
    DUTIES,
    FIGURED,
    RATED,
    is_beyond_a_quota,
    only,
    share_goods,
    takes_its_place,
)
from accord.assess.certain import RATE, sure
from accord.assess.guessed import doubted, like_the_main, meant, of_its_quota, sole_author, taken_up, twinned
from accord.assess.headline import PLEDGES
from accord.assess.mentions import named
from accord.assess.outgoing import is_among_outgoing, is_for_everybody, is_outgoing
from accord.assess.phrases import AGREED, EXTENDED, KEPT_AT, LIMITED, PACKAGE, PERCENT, SUSPENDED
from accord.assess.weighing import ROLES, STANDING, UMBRELLA, said_of_rate, staleness, stays
from accord.core.errors import InputError
from accord.docket.given import CORRECTED
from accord.docket.items import Docket, Measure
from accord.groups import info

APPEAL = re.compile(
    r"\b(?:ask\w*|urg\w+|call(?:s|ed|ing)? (?:for|on)|request\w*|demand\w*|appeal\w*|press\w*|plead\w*|pleas? |"
    r"lobb\w+|seek\w*|sought|want\w*|hop(?:es?|ed|ing)|push\w*|petition\w*)\b.{0,160}?\b(?:lift\w*|remov\w+|scrap\w*|"
    r"drop\w*|withdraw\w*|end(?:ed|ing|s)?|abolish\w*|revok\w+|rescind\w*|repeal\w*|eliminat\w+|waiv\w+|exempt\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which one side asks that what holds be taken away."""
ELIMINATED = re.compile(
    r"\b(?:eliminat|abolish|scrap|remov)\w*\s+(?:(?:its|their|all|the|remaining|import|customs)\s+){0,3}(?:duties|tariffs|levies)\b",
    re.IGNORECASE,
)
"""Words by which duties fall to nought."""
STAYS = re.compile(r"\b(?:retain|keep|maintain)(?:s|ing|ed)?\b", re.IGNORECASE)
"""Words by which a rate is what is left, not what stood before."""
STOOD = re.compile(
    r"\b(?:stood|stands?|standing|currently|at present|until now|so far)(?: at| of)? "
    rf"(\d+(?:\.\d+)?){PERCENT}",
    re.IGNORECASE,
)
"""Words by which a rate is the one that holds until now."""
FREED = re.compile(
    r"\b(?:which|that|they)\s+(?:had|has|have|were|was)\s+(?:\w+\s+){0,3}?(?:duty[- ]free|free|exempt|untaxed)\b"
    r"(?! (?:to|from|trade)\b)",
    re.IGNORECASE,
)
"""Words by which nothing has been charged until now."""
WAIVER = re.compile(r"\b(?:free\b|waiv|exempt|suspen|holiday|relief|conce)\w*", re.IGNORECASE)
"""Words for a time in which goods are let off a duty."""
INSTEAD = re.compile(
    r"\b(?:instead of|in (?:their|its|lieu|place|stead)|way out of|replac\w+|swap\w*|in exchange for)\b",
    re.IGNORECASE,
)
"""Words by which one measure stands where duties have stood."""
IMPOSED = re.compile(r"\b(?:imposed|no longer|levied|introduced)\b", re.IGNORECASE)
"""Words by which a duty that falls away stands already."""
MEMBERS = re.compile(
    r"\b(?:members?|countries|nations|economies|states|parties|partners) of the "
    r"(?P<whose>[A-Z][\w-]+|bloc|pact|partnership|grouping|agreement|alliance)\b"
)
"""Words for everybody in a grouping."""
RAISED = re.compile(
    r"\b(?:increas|rais|expand|enlarg|doubl|tripl|boost|lift|top)(?:e|es|ed|ing|s|ping|ped)?\b", re.IGNORECASE
)
"""Words by which a sum promised grows."""


@lru_cache(maxsize=8)
def as_asked(docket: Docket) -> Docket:
    """Return the docket as a question takes it: a duty that somebody asks to be lifted is a proposal to lift it.

    A tax on exports falls on one's own exports, whatever it is called; who replaces a limit is who has set it.
    Nothing is doubted that a person has settled.
    """
    told = docket if CORRECTED in docket.notes else _taken_up(docket)
    known = replace(told, measures=tuple(_settled(measure, told) for measure in told.measures))
    asked = replace(known, measures=tuple(_appealed(one, known) for one in known.measures))
    if CORRECTED in docket.notes:
        return asked
    return sure(replace(asked, measures=tuple(doubted(one, asked) for one in asked.measures)))


def _taken_up(docket: Docket) -> Docket:
    put = (_within_a_quota(_stopped(taken_up(one, docket))) for one in docket.measures)
    told = replace(docket, measures=tuple(put))
    told = replace(told, measures=tuple(of_its_quota(one, told) for one in told.measures))
    told = replace(told, measures=tuple(like_the_main(twinned(one, told), told) for one in told.measures))
    return replace(told, measures=tuple(meant(one, told) for one in told.measures))


def _within_a_quota(measure: Measure) -> Measure:
    """Return a duty of nought on what less of may enter free than before as the quota that it is."""
    free = measure.lever == "tariff" and measure.value == 0
    if not (free and measure.status_norm != "ended" and LIMITED.search(measure.evidence.text)):
        return measure
    return replace(measure, lever="tariff_quota", value=None, previous_value=None, unit=None)


def _stopped(measure: Measure) -> Measure:
    """Return a duty that goes on being suspended as paused: its day is that on which the pause begins anew."""
    return replace(measure, status_norm="paused") if said_of_rate(measure, SUSPENDED) else measure


def _settled(measure: Measure, docket: Docket) -> Measure:
    """Return a measure with its author: the only one of the report, or that of the sanctions it is a part of.

    Or of the limit that it replaces, or a grouping's members.
    """
    if parent := _package(measure, docket):
        target = parent.target if measure.target == ("world",) else measure.target
        return replace(
            measure, imposing=parent.imposing, target=target, doubts=measure.doubts_besides("imposing")
        )
    if _headline_names(measure, docket) or _is_of_the_two(measure, docket):
        measure = replace(measure, doubts=measure.doubts_besides("target"))
    if not measure.doubts_of("imposing"):
        return measure
    if sole_author(measure, docket) or _is_theirs(measure, docket):
        return replace(measure, doubts=measure.doubts_besides("imposing"))
    clear = [one for one in docket.measures if one.imposing and not one.doubts_of("imposing")]
    replaced = only(one.imposing for one in clear if takes_its_place(measure, one))
    author = _members(measure, docket) or replaced
    return replace(measure, imposing=author, doubts=measure.doubts_besides("imposing")) if author else measure


def _package(measure: Measure, docket: Docket) -> Measure | None:
    """Return the sanctions that a measure is told to be a part of: the only clear ones that the report is about."""
    part = PACKAGE.search(measure.evidence.text) or (measure.main and PACKAGE.search(docket.title))
    if measure.lever in (UMBRELLA, *PLEDGES) or not part:
        return None
    lists = [one for one in docket.measures if one.lever == UMBRELLA and one.main and not one.doubts]
    return lists[0] if len({(one.imposing, one.target) for one in lists}) == 1 else None


def _headline_names(measure: Measure, docket: Docket) -> bool:
    """Return whether the nearest economy, which no grammar makes the target, is the one that the headline names too."""
    doubts = measure.doubts_of("target")
    nearest = bool(doubts) and all(doubt.how in ("named nearest", "named before") for doubt in doubts)
    whom = {*named(docket.title)} - {*measure.imposing}
    elsewhere = measure.evidence.text.strip() != docket.title.strip()
    return (
        nearest
        and (measure.main or len(RATE.findall(measure.evidence.text)) > 1)
        and elsewhere
        and measure.lever in DUTIES
        and whom == {*measure.target}
    )


def _is_of_the_two(measure: Measure, docket: Docket) -> bool:
    """Return whether a report is on what two agree, and the other one of the two is guessed to be the target."""
    doubts = measure.doubts_of("target")
    two = {*measure.imposing, *measure.target}
    guessed = bool(doubts) and all(doubt.how != "not resolved" for doubt in doubts)
    if not guessed or len(two) != 2 or not AGREED.search(docket.title):
        return False
    clear = [one for one in docket.measures if not one.doubts_of(*ROLES) and one.imposing and one.target]
    return bool(clear) and all({*one.imposing, *one.target} == two for one in clear)


def _is_theirs(measure: Measure, docket: Docket) -> bool:
    """Return whether the report's own government acts, as the headline of what it is about says too."""
    doubts = measure.doubts_of("imposing")
    own = measure.main and all(doubt.how == "told from" for doubt in doubts)
    return own and {*measure.imposing} <= {*named(docket.title)} - {*measure.target}


def _members(measure: Measure, docket: Docket) -> tuple[str, ...]:
    """Return who charges where exports go to "countries of the partnership": its members on the day, but the target."""
    told = measure.evidence.text
    hit = MEMBERS.search(told)
    if not hit or measure.lever not in ("tariff", "tariff_exemption") or len(measure.target) != 1:
        return ()
    named_here = [one.name for one in docket.alliances if re.search(rf"\b{re.escape(one.name)}\b", told)]
    whose = only([hit["whose"]] if hit["whose"][:1].isupper() else named_here)
    if whose is None:
        return ()
    try:
        held = info(whose).members(docket.article_date)
    except InputError:
        return ()
    return tuple(code for code in held if code not in measure.target)


def _appealed(measure: Measure, docket: Docket) -> Measure:
    if measure.target == measure.imposing and is_for_everybody(measure):
        measure = replace(measure, target=("world",))
    if measure.lever == "tariff" and (is_outgoing(measure) or is_among_outgoing(measure, docket)):
        measure = replace(measure, lever="export_tax")
    if measure.condition and measure.goods:
        measure = _unconditioned(measure)
    if measure.lever in RATED and measure.value is None and ELIMINATED.search(measure.evidence.text):
        measure = replace(measure, value=0.0, unit="percent")
    if measure.lever == "tariff" and measure.value == 0 and not measure.goods:
        measure = replace(measure, value=_left(measure, docket))
    if is_beyond_a_quota(measure) and measure.previous_value == 0:
        measure = replace(measure, previous_value=None)
    if measure.previous_value is None:
        measure = _fallen(measure, docket)
    if measure.previous_value is None and measure.value is not None:
        measure = replace(measure, previous_value=_before(measure, docket))
    if measure.lever == "minimum_price" and measure.previous_value is None and measure.value is None:
        measure = replace(measure, previous_value=_stood(measure, docket))
    standing = measure.status_norm == "in_force" and measure.lever in RATED and measure.main
    fresh = staleness(measure, docket) == 0
    if not standing or fresh or measure.value is None or not APPEAL.search(measure.evidence.text):
        return measure
    before, after = measure.value, measure.previous_value or 0.0
    if before <= after:
        return measure
    return replace(measure, status_norm="proposed", value=after, previous_value=before, effective_date=None)


def _unconditioned(measure: Measure) -> Measure:
    """Return a measure without the goods that its condition alone names: "if India stops buying Russian oil"."""
    rest = measure.evidence.text.replace(measure.condition, " ").lower()
    kept = tuple(word for word in measure.goods if word in rest)
    if len(kept) == len(measure.goods):
        return measure
    return measure.of_goods(kept)


def _left(measure: Measure, docket: Docket) -> float | None:
    """Return the rate that is retained where a duty is removed in part: "will remove ..., but retain 10 per cent"."""
    kept = only(
        one.value
        for one in docket.measures
        if (one.lever, one.imposing, one.target) == ("tariff", measure.imposing, measure.target)
        and one.value
        and one.status_norm == "in_force"
        and not (one.goods or one.doubts)
        and STAYS.search(one.evidence.text)
    )
    return measure.value if kept is None else kept


def _before(measure: Measure, docket: Docket) -> float | None:
    """Return the figure that held until now, as the report has it elsewhere, or the same where it goes on."""
    told = measure.evidence.text
    if measure.lever in FIGURED and (_goes_on(measure, docket) or KEPT_AT.search(told)):
        return measure.value
    if measure.lever in PLEDGES and RAISED.search(told):
        return _promised(measure, docket)
    return _duty_before(measure, docket) if measure.lever in RATED else None


def _duty_before(measure: Measure, docket: Docket) -> float | None:
    """Return the rate in whose place a duty stands, or that the report tells of as standing until now."""
    if _waived(measure, docket):
        return 0.0
    ended = (one.previous_value for one in docket.measures if takes_its_place(measure, one))
    replaced = only(rate for rate in ended if rate is not None)
    told = _stood_at(measure) if replaced is None else replaced
    return _held(measure, docket) if told is None else told


def _stood_at(measure: Measure) -> float | None:
    """Return the one other rate that a measure's own sentence tells as standing: "which has stood at 20 percent"."""
    told = {float(rate) for rate in STOOD.findall(measure.evidence.text)} - {measure.value}
    told |= {0.0} if measure.value and FREED.search(measure.evidence.text) else set()
    return only(told) if measure.unit == "percent" and not measure.additional else None


def _waived(measure: Measure, docket: Docket) -> bool:
    """Return whether a rate comes back where the same goods were let off it: the waiver at nought ends."""
    return bool(measure.value) and any(
        one.status_norm == "ended"
        and one.value == 0
        and (one.imposing, one.target) == (measure.imposing, measure.target)
        and share_goods(one, measure)
        and (one.lever == "tariff_exemption" or WAIVER.search(one.evidence.text))
        for one in docket.measures
    )


def _fallen(measure: Measure, docket: Docket) -> Measure:
    """Return a duty that goods are let off with its rate and its target: the only one told to stand on them."""
    gone = measure.status_norm == "ended" or IMPOSED.search(measure.evidence.text)
    if not (gone and measure.value == 0 and measure.lever in ("tariff", "tariff_exemption")):
        return measure
    told = only(
        (one.value, one.target)
        for one in docket.measures
        if (one.lever, one.imposing, one.unit) == ("tariff", measure.imposing, measure.unit)
        and (one.target == measure.target or (measure.target == ("world",) and one.goods == measure.goods))
        and one.value
        and one.status_norm == "in_force"
        and one.additional == measure.additional
        and (not one.goods or share_goods(one, measure))
    )
    return replace(measure, previous_value=told[0], target=told[1]) if told else measure


def _goes_on(measure: Measure, docket: Docket) -> bool:
    """Return whether what holds is told to go on longer: in its own words, or in the headline of a report on it alone."""
    own = EXTENDED.search(measure.evidence.text) and measure.status_norm != "in_force"
    alone = len(docket.measures) == 1 and measure.status_norm == "in_force"
    return bool(own or (alone and EXTENDED.search(docket.title)))


def _stood(measure: Measure, docket: Docket) -> float | None:
    """Return the highest duty in whose place a minimum price is to stand: "a way out of the duties"."""
    if not INSTEAD.search(measure.evidence.text):
        return None
    nouns = {words.split()[-1] for words in measure.goods}
    rates = [
        one.value
        for one in docket.measures
        if one.lever == "tariff"
        and (one.imposing, one.target) == (measure.imposing, measure.target)
        and one.status_norm == "in_force"
        and one.value
        and nouns & {words.split()[-1] for words in one.goods}
    ]
    return max(rates, default=None)


def _promised(measure: Measure, docket: Docket) -> float | None:
    """Return the smaller sum that the same side promised the same side before, the only one told."""
    return only(
        one.value
        for one in docket.measures
        if (one.lever, one.imposing, one.target, one.unit, one.goods)
        == (measure.lever, measure.imposing, measure.target, measure.unit, measure.goods)
        and one.evidence.start < measure.evidence.start
        and one.value is not None
        and measure.value is not None
        and one.value < measure.value
    )


def _held(measure: Measure, docket: Docket) -> float | None:
    """Return the rate that the report tells of as held until now: the same where it stays, else another telling's."""
    if stays(measure):
        return measure.value
    if measure.status_norm in STANDING or measure.additional:
        return None
    goods, main = {*measure.goods}, {one.evidence.start for one in docket.measures if one.main}
    return only(
        one.value
        for one in docket.measures
        if one is not measure
        and one.value != measure.value
        and one.lever in (measure.lever, "tariff")
        and one.status_norm == "in_force"
        and (one.imposing, one.target, one.unit) == (measure.imposing, measure.target, measure.unit)
        and (not one.goods or goods & {*one.goods} or any(word in one.evidence.text for word in goods))
        and not (one.doubts_of("value") or one.note or one.evidence.start in main)
        and not STAYS.search(one.evidence.text)
    )
