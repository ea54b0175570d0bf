"""How certain the first question of a report is: where head and measure disagree it stays open, and says at what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accord.assess.bundled import RATED
from accord.assess.guessed import in_doubt
from accord.assess.headline import PLEDGES, head, names_goods
from accord.assess.mentions import spoken_of
from accord.assess.order import ROUNDED, in_order
from accord.assess.phrases import ALL, EXTENDED, PERCENT
from accord.assess.weighing import ROLES, staleness
from accord.docket.items import Docket, Measure

OPEN = ("value", "act")
"""Slots besides the roles that can be left open: the rate, and which of its measures a report is about."""
LEFT_OPEN = {
    "imposing": "who imposes it",
    "target": "on whom it falls",
    "value": "at what rate it is charged",
    "act": "which of its measures it is about",
}
"""What of a question can be left open, in words."""
RATE = re.compile(
    rf"(?<![\d.])(\d+(?:\.\d+)?){PERCENT}"
    r"(?! (?:less|more|fewer|higher|lower|below|above|of\b(?! (?:the |its |their )?(?:\w+ )?(?:value|price)\b)))",
    re.IGNORECASE,
)
"""A figure in percent that can be a rate, no share and no difference: "15 per cent", not "98 per cent of goods"."""
MOST = 1000.0
"""Percent above which no duty has been charged."""
LET = ("other",)
"""Levers that fall on one holder or firm where no words say that they fall on everybody."""


def left_open(slots: Sequence[str]) -> str:
    """Return the first of the slots that a report leaves open, in a sentence without a full stop; nothing without one."""
    return f"the report leaves open {LEFT_OPEN[slots[0]]}" if slots else ""


def unsettled(measure: Measure) -> str:
    """Return what a report leaves open of a measure that an answer rests on, its rate aside; or nothing."""
    return left_open([slot for slot in (*ROLES, "act") if measure.doubts_of(slot)])


def sure(docket: Docket) -> Docket:
    """Return a docket whose weightiest measure bears a doubt where the head of the report does not bear it out."""
    order = in_order(docket)
    if not order:
        return docket
    first = docket.measures[order[0]]
    slot = _unsure(first, docket)
    if not slot:
        return docket
    measures = (*docket.measures[: order[0]], in_doubt(first, slot), *docket.measures[order[0] + 1 :])
    return replace(docket, measures=measures)


def _unsure(first: Measure, docket: Docket) -> str:
    """Return the slot of a report's first measure that its head puts in doubt, or nothing."""
    checks = (
        ("imposing", _is_unheard(first, docket)),
        ("target", _falls_on_one(first, docket)),
        ("value", _has_another_rate(first, docket)),
        ("act", not first.main and (_is_beside(first, docket) or _is_misread(first, docket))),
    )
    return next((slot for slot, fails in checks if fails), "")


def _is_unheard(first: Measure, docket: Docket) -> bool:
    """Return whether the head names another who could act and none of the one or two who are said to.

    Those for whom people act or speak are heard as well.
    """
    few = 0 < len(first.imposing) < 3 and first.imposing != first.target
    told = spoken_of(head(docket)) | spoken_of(docket.title)
    speak = {one.country for one in docket.participants}
    return few and bool(told - {*first.target}) and not {*first.imposing} <= told | speak


def _falls_on_one(first: Measure, docket: Docket) -> bool:
    """Return whether a measure on everybody may fall on one: the headline names it, or it is a holder's permission."""
    if first.target != ("world",) or ALL.search(first.evidence.text):
        return False
    return first.lever in LET or bool(spoken_of(docket.title) - {*first.imposing})


def _has_another_rate(first: Measure, docket: Docket) -> bool:
    """Return whether the headline has a rate that is not the measure's, or the head one where the measure has none."""
    if first.lever not in RATED or first.unit not in ("percent", None, ""):
        return False
    if first.value is None:
        return bool(RATE.search(head(docket)))
    own = [rate for rate in (first.value, first.low, first.previous_value) if rate is not None]
    told = [float(rate) for rate in RATE.findall(docket.title)]
    return bool(told) and not any(abs(rate - mine) < ROUNDED for rate in told for mine in own)


def _is_beside(first: Measure, docket: Docket) -> bool:
    """Return whether a measure that no first sentence tells is beside what the report is about.

    It stands already and falls on one whom the headline does not name, or on goods that it does not name
    without a figure; it stays what it is; or the headline names several pairs that others could be about.
    """
    title = spoken_of(docket.title)
    stands = first.status_norm in ("in_force", "ended")
    elsewhere = stands and first.target != ("world",) and not {*first.target} <= title
    other_goods = (
        stands and first.value is None and bool(first.goods) and not names_goods(first, docket.title)
    )
    stays = (
        first.value is not None and first.value == first.previous_value and not EXTENDED.search(docket.title)
    )
    return elsewhere or other_goods or stays or len(_pairs(docket)) > 1


def _is_misread(first: Measure, docket: Docket) -> bool:
    """Return whether its neighbours show that figures were not read: promised money without a sum, a rate that is none.

    Or an earlier rate of the same side that its sentence has and the measure lacks.
    """
    if first.lever in PLEDGES and first.value is None:
        return True
    alike = [
        one
        for one in docket.measures
        if (one.lever, one.imposing) == (first.lever, first.imposing) and one is not first
    ]
    missed = any(
        one.value is None
        and one.target == first.target
        and one.evidence.start < first.evidence.start
        and RATE.search(one.evidence.text)
        for one in alike
    )
    return missed or any(one.unit == "percent" and (one.value or 0.0) > MOST for one in alike)


def _pairs(docket: Docket) -> frozenset[frozenset[str]]:
    """Return the pairs of economies named in the headline between which the report tells something new on trade."""
    if any(one.main for one in docket.measures):
        return frozenset()
    title = spoken_of(docket.title)
    pairs = (
        frozenset({*one.imposing, *one.target} - {"world"})
        for one in docket.measures
        if one.lever not in PLEDGES and staleness(one, docket) <= 1
    )
    return frozenset(pair for pair in pairs if len(pair) == 2 and pair <= title)
