"""What the act that a report is about lends to the measures that spell it out: on whom they fall, from which day they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import act_of
from accord.docket.items import Doubt, Measure
from accord.docket.measures.carry import in_the_present
from accord.docket.measures.dating import dated_of
from accord.docket.measures.merge import family
from accord.docket.measures.tied import titled_parties
from accord.docket.measures.told import Made, row_of
from accord.docket.patterns import regex
from accord.docket.reading import Reading

_RECENT = timedelta(days=10)
_NEW = ("announced", "scheduled", "agreed", "proposed", "threatened")


def lent(reading: Reading, made: Made) -> Made:
    """Return the measures with what the report's act lends them; a target that is lent bears a doubt."""
    told = {f.sentence.number for f, _ in made}
    made = [(f, _with_goods(made, f, _with_state(made, f, m))) for f, m in made]
    return [
        (f, _with_size(reading, f, _with_day(reading, made, f, _with_target(reading, made, f, m)), told))
        for f, m in made
    ]


def _with_state(made: Made, frame: Frame, measure: Measure) -> Measure:
    """Let a rate told in the present stand as the act that it spells out: "is to cut its duties. The one on cars drops to 5%"."""
    if measure.effective_date or measure.lever not in RATED or not in_the_present(frame, measure.status_norm):
        return measure
    body = [(f, m) for f, m in made if not f.sentence.is_title and f.sentence.number < frame.sentence.number]
    before = [m for _, m in body if m.lever == measure.lever]
    act = before[0] if before else measure
    whose = not measure.imposing or set(measure.imposing) == set(act.imposing)
    spelled = (
        act.value is None
        and act.effective_date is None
        and act.status_norm in ("announced", "agreed", "proposed")
    )
    return measure.stated(act.status_norm) if spelled and whose else measure


_UNDER = regex(r"\bunder (?:clause \S+ of )?this (?:proclamation|order|notification|decree)\b")


def _with_goods(made: Made, frame: Frame, measure: Measure) -> Measure:
    """Let a rate "under this proclamation" be on the goods of the duty that the proclamation told before."""
    if measure.goods or measure.lever not in RATED or not _UNDER.search(frame.sentence.text):
        return measure
    before = [m for f, m in _kin(made, measure) if m.goods and f.sentence.number < frame.sentence.number]
    return replace(measure, goods=before[-1].goods) if before else measure


_DELIVERS = frozenset(
    [
        "deliver",
        "supply",
        "provide",
        "ship",
        "sell",
        "export",
        "receive",
        "get",
        "take",
        "cover",
        "provide for",
    ]
)


def _with_size(reading: Reading, frame: Frame, measure: Measure, told: set[int]) -> Measure:
    """Let a purchase without a size have the one quantity of the sentence after it: "It would ship 3 million tonnes a year"."""
    number = frame.sentence.number + 1
    if (
        measure.lever != "purchase"
        or measure.value is not None
        or number in told
        or number >= len(reading.sentences)
    ):
        return measure
    row = row_of(reading, reading.sentences[number])
    sizes = [m.amount for m in row if m.sizes("quantity")]
    goods = {m.lower for m in row if m.kind == "good"}
    sold = any((a := act_of(m)) is not None and a.lemma in _DELIVERS for m in row)
    if len(sizes) != 1 or not sold or (goods and not goods & {*measure.goods}):
        return measure
    return replace(measure, value=sizes[0].value, unit=sizes[0].unit)


def _kin(made: Made, measure: Measure) -> list[tuple[Frame, Measure]]:
    """Return the measures of one kind and one author with a measure, itself left out."""
    who = set(measure.imposing)
    return [
        (f, m)
        for f, m in made
        if m is not measure and who and who == set(m.imposing) and family(m.lever) == family(measure.lever)
    ]


def _with_target(reading: Reading, made: Made, frame: Frame, measure: Measure) -> Measure:
    """Let a sanction that names nobody fall on whom all others of its author fall, a duty where the headline is about the two."""
    ours = measure.lever in ("sanction", *RATED) and measure.lever != "export_tax"
    if not ours or frame.falls.everybody or set(measure.target) - {"world"}:
        return measure
    hit = {m.target for _, m in _kin(made, measure) if set(m.target) - {"world"}}
    if len(hit) != 1:
        return measure
    titled = {*titled_parties(reading)}
    if measure.lever != "sanction" and not (
        {*measure.imposing, *next(iter(hit))} <= titled and len(titled) == 2
    ):
        return measure
    doubts = (*measure.doubts_besides("target"), Doubt("target", "named before", ""))
    return replace(measure, target=hit.pop(), doubts=doubts)


def _with_day(reading: Reading, made: Made, frame: Frame, measure: Measure) -> Measure:
    """Let a rate that spells out a duty announced for a day hold from that day."""
    new = measure.status_norm in _NEW or in_the_present(frame, measure.status_norm)
    dated = any(m.kind == "date" for m in frame.clause.row)
    if measure.effective_date or measure.lever not in RATED or not new or dated:
        return measure
    days = {m.effective_date for _, m in _kin(made, measure) if m.effective_date and m.status_norm in _NEW}
    recent = (reading.today - _RECENT).isoformat()
    if len(days) != 1 or any(day < recent[: len(day)] for day in days):
        return measure
    start = days.pop() or ""
    known = "announced" if measure.status_norm == "in_force" else measure.status_norm
    return replace(measure.stated(dated_of(reading, known, start, frame)), effective_date=start)
