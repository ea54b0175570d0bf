"""Roles that were guessed: what the whole report settles of them, and what its own words put in doubt again."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.assess.bundled import QUOTAS, is_beyond_a_quota, lies_beyond, only
from accord.assess.mentions import first_named, named, places, spoken_of
from accord.assess.phrases import ALL
from accord.assess.weighing import ROLES, UNSETTLED
from accord.docket.items import Docket, Doubt, Measure
from accord.policy import goods

EVERYBODY = re.compile(
    rf"{ALL.pattern}|\b(?:abroad|overseas|most|import\w*|enter\w*|export\w*|shipments?|inflows?|each|others?)\b",
    re.IGNORECASE,
)
"""Words by which a measure falls on whoever trades, where economies are named beside it."""
NEVER_ONESELF = (
    "tariff",
    "tariff_exemption",
    "import_ban",
    "import_restriction",
    "export_ban",
    "export_control",
    "export_tax",
    "sanction",
)
"""Levers that fall on another economy, never on their own author."""
AND_OTHERS = r"(?:(?:,| and|, and) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?){0,4}"
HELPERS = r"(?: (?:has|have|had|will|would|may|might|could|can|must|should|to|also|now|already|again|thus|currently)){0,4}"
SUFFERED = (
    r"(?: (?:was|were|is|are|be|been|being|gets?|got)){1,2} (?:\w+ly )?(?:spared|hit|struck|targeted|exempt(?:ed)?|excluded"
    r"|subject(?:ed)?|slapped|singled out|punished|sanctioned|let off|covered|burdened|charged|taxed|threatened)\b"
)
PATIENT = re.compile(rf"{AND_OTHERS}{HELPERS}(?:{SUFFERED}| (?:fac(?:e[sd]?|ing)|escap(?:e[sd]?|ing))\b)")
"""Words after a name by which it is the one that a measure falls on: "had been spared", "face"."""
REACHED = re.compile(r"\b(?:to|into|in|by|of|from|on|against|for|with)(?: the)? $")
"""Words before a name by which it is no subject."""

SEVERAL = re.compile(r"\b(?:countries|nations|economies|states|partners|members)\b", re.IGNORECASE)
"""Words for several on whom a measure falls, who may be listed in the next sentence."""
TAKEN_UP = re.compile(
    r"^[\"“'(]?(?:It|They|These|Those|This|The (?:rates?|dut(?:y|ies)|tariffs?|lev(?:y|ies)|deposits?|measures?))\b"
)
"""Words by which a sentence goes on about what the one before it told of."""
NEAR = 300
"""Characters within which one sentence goes on about another."""
RANGED = re.compile(r"\b(?:rang|run|var|go|span)\w*\s+from\b|\bbetween\b", re.IGNORECASE)
"""Words by which two figures are the ends of a range, and not before and after."""

BEYOND_IT = re.compile(r"^(?:above|beyond|over|outside)(?: (?:it|them|that|this|those|these))?$")
"""Goods of "imports beyond it": those of the limit."""


def meant(measure: Measure, docket: Docket) -> Measure:
    """Return a duty on what enters beyond a limit with the goods of the limit, the last one told before it."""
    if not any(BEYOND_IT.search(words) for words in measure.goods):
        return measure
    before = [
        one.goods
        for one in docket.measures
        if one.imposing == measure.imposing and one.goods and one.evidence.start <= measure.evidence.start
        if not any(BEYOND_IT.search(words) for words in one.goods)
    ]
    what = before[-1] if before else ()
    return measure.of_goods(what)


def taken_up(measure: Measure, docket: Docket) -> Measure:
    """Return a measure as the figure of the one told just before it, where its sentence goes on about that and names nobody.

    "China announced duties on brandy from the Union. They run from 30.6 per cent to 39 per cent."
    """
    told = measure.evidence.text
    if measure.value is None or named(told) or not TAKEN_UP.search(told):
        return measure
    for one in docket.measures:
        gap = measure.evidence.start - one.evidence.end
        if (
            one.main
            and one.value is None
            and one.lever == measure.lever
            and not one.doubts
            and 0 <= gap < NEAR
        ):
            what = one.goods or measure.goods
            ends = RANGED.search(told) and measure.previous_value is not None
            low, before = (measure.previous_value, None) if ends else (measure.low, measure.previous_value)
            return _in_roles_of(one, replace(measure, low=low, previous_value=before), what)
    return measure


def twinned(measure: Measure, docket: Docket) -> Measure:
    """Return a rate with whom and what the quota of its own sentence names: "a quota for their cars at 10 per cent"."""
    if measure.lever != "tariff" or measure.value is None:
        return measure
    for one in docket.measures:
        beside = one.lever in QUOTAS and one.evidence.start == measure.evidence.start
        if beside and (one.imposing, one.target) == (measure.imposing, measure.target) and not one.doubts:
            told = measure.evidence.text.lower()
            elsewhere = one.goods and not any(words in told for words in measure.goods)
            what = one.goods if elsewhere else measure.goods
            return replace(measure.of_goods(what), doubts=measure.doubts_besides("target"))
    return measure


def of_its_quota(measure: Measure, docket: Docket) -> Measure:
    """Return a duty on what enters beyond a quota with those for whom the quota is, where that is clear."""
    if measure.lever != "tariff" or not is_beyond_a_quota(measure):
        return measure
    whom = {
        one.target for one in docket.measures if lies_beyond(measure, one) and not one.doubts_of("target")
    }
    told = ("world",) if ("world",) in whom else only(whom)
    if not told:
        return measure
    return replace(measure, target=told, doubts=measure.doubts_besides("target"))


def like_the_main(measure: Measure, docket: Docket) -> Measure:
    """Return a measure with the roles of what the report is about, where both of its own were guessed and cannot be right.

    Its sentence names nobody, and an economy that is guessed is first named further on.
    """
    told = measure.evidence.text
    guessed = bool(measure.doubts_of("imposing")) or measure.lever not in NEVER_ONESELF
    if measure.main or named(told) or not (guessed and _named_later(measure, docket, *measure.imposing)):
        return measure
    about = [one for one in docket.measures if one.main and not one.doubts and one.imposing]
    if (
        len({(one.imposing, one.target) for one in about}) != 1
        or about[0].evidence.start > measure.evidence.start
    ):
        return measure
    known = goods.find(measure.goods).hs
    return _in_roles_of(about[0], measure, measure.goods if known else about[0].goods)


def _in_roles_of(one: Measure, measure: Measure, what: tuple[str, ...]) -> Measure:
    """Return a measure with who acts on whom as in another one, on these goods."""
    left = measure.doubts_besides(*ROLES)
    return replace(measure.of_goods(what), imposing=one.imposing, target=one.target, doubts=left)


def sole_author(measure: Measure, docket: Docket) -> bool:
    """Return whether nobody but a measure's author acts in the whole report.

    Every measure is that author's, and either all who speak or act are of that economy, or no other is named but
    those on whom measures clearly fall.
    """
    authors = {one.imposing for one in docket.measures if one.imposing}
    unresolved = any(doubt.how == "not resolved" for one in docket.measures for doubt in one.doubts)
    if authors != {measure.imposing} or len(measure.imposing) != 1 or unresolved:
        return False
    people = {one.country for one in docket.participants if one.country}
    whom = {code for one in docket.measures if not one.doubts_of("target") for code in one.target}
    others = {*named(docket.text), *named(docket.title)} - whom
    return people == {*measure.imposing} or others == {*measure.imposing}


def doubted(measure: Measure, docket: Docket) -> Measure:
    """Return a measure with a doubt on its author or on whom it falls, where that was guessed."""
    told = measure.evidence.text
    if not measure.doubts_of("imposing") and (_suffers(measure) or _turned(measure, docket)):
        measure = in_doubt(measure, "imposing")
    if measure.lever not in NEVER_ONESELF or measure.doubts_of("target"):
        return measure
    oneself = {*measure.imposing} & {*measure.target}
    guessed = (
        measure.target == ("world",)
        and not EVERYBODY.search(told)
        and bool({*named(told)} - {*measure.imposing})
    )
    listed = len(measure.target) > 1 and SEVERAL.search(told)
    if not (oneself or guessed or (not listed and _named_later(measure, docket))):
        return measure
    return in_doubt(measure, "target")


def in_doubt(measure: Measure, slot: str) -> Measure:
    """Return a measure with a doubt on one of its slots, in the words of its sentence."""
    doubt = Doubt(slot, UNSETTLED, measure.evidence.text[:80])
    return replace(measure, doubts=(*measure.doubts, doubt))


def _suffers(measure: Measure) -> bool:
    """Return whether a measure's sentence has its author only as one on whom measures fall: "Canada had been spared"."""
    told = " ".join(measure.evidence.text.split())
    return any(
        all(
            PATIENT.match(told, end) and not REACHED.search(told, 0, start)
            for start, end, other in places(told)
            if other == code
        )
        for code in {*measure.imposing} & {*named(told)}
    )


def _turned(measure: Measure, docket: Docket) -> bool:
    """Return whether what the report is about goes the other way, and a measure's own sentence names neither side."""
    if {*named(measure.evidence.text)} & {*measure.imposing, *measure.target}:
        return False
    return measure.imposing != measure.target and any(
        one.main and not one.doubts and (one.imposing, one.target) == (measure.target, measure.imposing)
        for one in docket.measures
    )


def _named_later(measure: Measure, docket: Docket, *others: str) -> bool:
    """Return whether those on whom a measure falls, or others, are named only after it, as far as its place is told."""
    first = first_named(docket.text)
    told = spoken_of(docket.title) | spoken_of(measure.evidence.text)
    return any(first.get(code, -1) >= measure.evidence.end for code in {*measure.target, *others} - told)
