"""Which question a report asks first: its main measure, who imposes it on whom, before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accord.assess.weighing import (
    FIGURED,
    PLEDGES,
    RATED,
    ROLES,
    STANDING,
    repeats,
    staleness,
    stranger,
    takes_its_place,
    weight,
)
from accord.docket.items import Docket, Measure

APPEAL = re.compile(
    r"\b(?:ask\w*|urg\w+|call(?:s|ed|ing)? (?:for|on)|request\w*|demand\w*|appeal\w*|press\w*|plead\w*|pleas? |"
    r"lobb\w+|seek\w*|sought|want\w*|hop(?:es?|ed|ing)|push\w*|petition\w*)\b.{0,160}?\b(?:lift\w*|remov\w+|scrap\w*|"
    r"drop\w*|withdraw\w*|end(?:ed|ing|s)?|abolish\w*|revok\w+|rescind\w*|repeal\w*|eliminat\w+|waiv\w+|exempt\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which one side asks that what holds be taken away."""
OUTGOING = re.compile(
    r"\b(?:tax(?:es)?|lev(?:y|ies)|dut(?:y|ies)|tariffs?|charges?)\b(?: of [\w.% ]{1,24}?)? on "
    r"(?:its |their |the |all )?exports?\b",
    re.IGNORECASE,
)
"""Words for a tax on what leaves."""


@dataclass(frozen=True)
class Question:
    """The one change that a reader would want computed first.

    ``before`` and ``after`` are rates in percent where the report tells them, else None; ``at`` is the position
    of the measure in ``Docket.measures``. ``unclear`` are the roles that the report leaves open; ``stranger``
    is who acts where the report names a body that Accord has no economies of.
    """

    at: int
    lever: str
    imposing: tuple[str, ...]
    target: tuple[str, ...]
    goods: tuple[str, ...]
    before: float | None
    after: float | None
    unit: str
    status: str
    day: str
    unclear: tuple[str, ...] = ()
    words: str = ""
    stranger: str = ""


ELIMINATED = re.compile(
    r"\b(?:eliminat|abolish|scrap|remov)\w*\s+(?:(?:its|their|all|the|remaining|import|customs)\s+){0,3}(?:duties|tariffs|levies)\b",
    re.IGNORECASE,
)
"""Words by which duties fall to nought."""
KEPT = re.compile(
    r"\b(?:current|existing|present)\b.{0,200}?\b(?:remain|stay|continue|keep|be kept)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which a rate stays what it is."""
STAYS = re.compile(r"\b(?:retain|keep|maintain)(?:s|ing|ed)?\b", re.IGNORECASE)
"""Words by which a rate is what is left, not what stood before."""
EXTENDED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|renew(?:s|ed|ing)?|extension|prolongation|renewal)\b"
    r"(?!\W+(?:\w+\W+){0,6}to (?:cover|include|all|more|other|new|further|goods|products|imports))",
    re.IGNORECASE,
)
"""Words by which what holds goes on longer."""
RAISED = re.compile(
    r"\b(?:increas|rais|expand|enlarg|doubl|tripl|boost|lift|top)(?:e|es|ed|ing|s|ping|ped)?\b", re.IGNORECASE
)
"""Words by which a sum promised grows."""


def in_order(docket: Docket, levers: Iterable[str] | None = None) -> tuple[int, ...]:
    """Return the positions of measures by weight, those of some levers where they are named."""
    wanted = None if levers is None else set(levers)
    places = [
        at
        for at, measure in enumerate(docket.measures)
        if (wanted is None or measure.lever in wanted)
        and measure.status_norm != "ruled_out"
        and not any(repeats(measure, other, docket.title) for other in docket.measures)
    ]
    return tuple(sorted(places, key=lambda at: weight(docket.measures[at], docket)))


def as_asked(docket: Docket) -> Docket:
    """Return the docket as a question takes it: a duty that somebody asks to be lifted is a proposal to lift it.

    A tax on exports falls on one's own exports, whatever it is called; who replaces a limit is who has set it.
    """
    known = replace(docket, measures=tuple(_settled(measure, docket) for measure in docket.measures))
    return replace(known, measures=tuple(_appealed(measure, known) for measure in known.measures))


def _settled(measure: Measure, docket: Docket) -> Measure:
    """Return a measure with its author, where it takes the place of a limit that has a clear one."""
    if not measure.doubts_of("imposing"):
        return measure
    clear = [one for one in docket.measures if one.imposing and not one.doubts_of("imposing")]
    authors = {one.imposing for one in clear if takes_its_place(measure, one)}
    if len(authors) != 1:
        return measure
    doubts = tuple(doubt for doubt in measure.doubts if doubt.slot != "imposing")
    return replace(measure, imposing=authors.pop(), doubts=doubts)


def _appealed(measure: Measure, docket: Docket) -> Measure:
    if measure.lever == "tariff" and _is_outgoing(measure):
        measure = replace(measure, lever="export_tax")
    if measure.condition and measure.goods:
        measure = _unconditioned(measure)
    if measure.lever in RATED and measure.value is None and ELIMINATED.search(measure.evidence.text):
        measure = replace(measure, value=0.0, unit="percent")
    if measure.lever == "tariff" and measure.value == 0 and not measure.goods:
        measure = replace(measure, value=_left(measure, docket))
    if measure.previous_value is None and measure.value is not None:
        measure = replace(measure, previous_value=_before(measure, docket))
    standing = measure.status_norm == "in_force" and measure.lever in RATED and measure.main
    fresh = staleness(measure, docket) == 0
    if not standing or fresh or measure.value is None or not APPEAL.search(measure.evidence.text):
        return measure
    before, after = measure.value, measure.previous_value or 0.0
    if before <= after:
        return measure
    return replace(measure, status_norm="proposed", value=after, previous_value=before, effective_date=None)


def _is_outgoing(measure: Measure) -> bool:
    """Return whether a tax is on what leaves: "its tax on exports", "its tax on soybean exports"."""
    own = "|".join(re.escape(word) for word in measure.goods)
    taxed = rf"\b(?:tax|levy)\b on (?:its |their |the )?(?:{own}) exports?\b"
    told = measure.evidence.text
    return bool(OUTGOING.search(told)) or (
        measure.target == ("world",) and bool(own) and bool(re.search(taxed, told, re.IGNORECASE))
    )


def _unconditioned(measure: Measure) -> Measure:
    """Return a measure without the goods that its condition alone names: "if India stops buying Russian oil"."""
    rest = measure.evidence.text.replace(measure.condition, " ").lower()
    kept = tuple(word for word in measure.goods if word in rest)
    if len(kept) == len(measure.goods):
        return measure
    return replace(measure, goods=kept, product_scope=", ".join(kept) or "unspecified")


def _left(measure: Measure, docket: Docket) -> float | None:
    """Return the rate that is retained where a duty is removed in part: "will remove ..., but retain 10 per cent"."""
    kept = {
        one.value
        for one in docket.measures
        if (one.lever, one.imposing, one.target) == ("tariff", measure.imposing, measure.target)
        and one.value
        and one.status_norm == "in_force"
        and not (one.goods or one.doubts)
        and STAYS.search(one.evidence.text)
    }
    return kept.pop() if len(kept) == 1 else measure.value


def _before(measure: Measure, docket: Docket) -> float | None:
    """Return the figure that held until now, as the report has it elsewhere, or the same where it goes on."""
    if measure.lever in FIGURED and _goes_on(measure, docket):
        return measure.value
    if measure.lever in PLEDGES and RAISED.search(measure.evidence.text):
        return _promised(measure, docket)
    return _held(measure, docket) if measure.lever in RATED else None


def _goes_on(measure: Measure, docket: Docket) -> bool:
    """Return whether what holds is told to go on longer: in its own words, or in the headline of a report on it alone."""
    own = EXTENDED.search(measure.evidence.text) and measure.status_norm != "in_force"
    alone = len(docket.measures) == 1 and measure.status_norm == "in_force"
    return bool(own or (alone and EXTENDED.search(docket.title)))


def _promised(measure: Measure, docket: Docket) -> float | None:
    """Return the smaller sum that the same side promised the same side before, the only one told."""
    smaller = {
        one.value
        for one in docket.measures
        if (one.lever, one.imposing, one.target, one.unit, one.goods)
        == (measure.lever, measure.imposing, measure.target, measure.unit, measure.goods)
        and one.evidence.start < measure.evidence.start
        and one.value is not None
        and measure.value is not None
        and one.value < measure.value
    }
    return smaller.pop() if len(smaller) == 1 else None


def _held(measure: Measure, docket: Docket) -> float | None:
    """Return the rate that the report tells of as held until now: the same where it stays, else another telling's."""
    if KEPT.search(measure.evidence.text):
        return measure.value
    if measure.status_norm in ("in_force", "ended", "paused"):
        return None
    goods, main = {*measure.goods}, {one.evidence.start for one in docket.measures if one.main}
    held = {
        one.value
        for one in docket.measures
        if one is not measure
        and one.lever in (measure.lever, "tariff")
        and one.status_norm == "in_force"
        and (one.imposing, one.target, one.unit) == (measure.imposing, measure.target, measure.unit)
        and (not one.goods or goods & {*one.goods})
        and not (one.doubts_of("value") or one.note or one.evidence.start in main)
        and not STAYS.search(one.evidence.text)
    } - {measure.value}
    return held.pop() if len(held) == 1 and not measure.additional else None


def questions(docket: Docket) -> tuple[Question, ...]:
    """Return the questions of a report by weight; none where it carries no measure."""
    asked = as_asked(docket)
    return tuple(_asked(asked, at) for at in in_order(asked))


def _asked(docket: Docket, at: int) -> Question:
    measure = docket.measures[at]
    before, after = measure.previous_value, measure.value
    if measure.status_norm == "ended" and measure.lever == "tariff" and before is None:
        before, after = after, 0.0
    return Question(
        at=at,
        lever=measure.lever,
        imposing=measure.imposing,
        target=measure.target,
        goods=measure.goods or tuple(word for word in measure.product_scope.split(", ") if word),
        before=before,
        after=after,
        unit=measure.unit or "",
        status=measure.status_norm,
        day=measure.effective_date or "",
        unclear=tuple(role for role in ROLES if _is_open(measure, role)),
        words=measure.evidence.text,
        stranger=stranger(measure),
    )


def _is_open(measure: Measure, role: str) -> bool:
    """Return whether a role is left open, by a doubt or for nobody fills it."""
    if role == "imposing" and stranger(measure):
        return False
    return bool(measure.doubts_of(role) or not getattr(measure, role))


def eve(docket: Docket, measure: Measure) -> date:
    """Return the day before a measure's act: before it took effect, if it stands already, else the report's eve.

    A month or a year counts from its first day.
    """
    told = date.fromisoformat(docket.article_date)
    if measure.status_norm in STANDING and measure.effective_date:
        told = min(told, date.fromisoformat(f"{measure.effective_date}-01-01"[:10]))
    return told - timedelta(days=1)


def sides(docket: Docket) -> tuple[str, ...]:
    """Return the imposer and the target of the weightiest clear question, else who met or is named first."""
    for question in questions(docket):
        named = (*question.imposing, *question.target)
        if len(named) == 2 and "world" not in named and not question.unclear:
            return named
    met = (event.countries for event in docket.events)
    return next((two for two in met if len(two) == 2), docket.countries[:2])
