"""How sure is this: trade and real income under many sets of elasticities, as intervals around the results."""

from __future__ import annotations

from accord.assess.tariff.figures import CUBE, MODEL, View, span
from accord.core.codec import Document
from accord.page.blocks import Block, Chart, Column, Day, Prose, Range, Read, Row, Section, Size, Table, Text
from accord.page.chart import Interval, intervals
from accord.page.names import name, possessive, the
from accord.page.words import SMALLEST, show, sign_of

LEVEL, TRADE = "welfare_pct", "goods_exports_pct"
ENDS = ("low", "high")
NO_RANGE = "No range is given for these numbers"
NOTE = (
    "Nine draws of ten lie between low and high. The central number takes the published elasticities; it can "
    "lie near an end or beyond it, since results do not move in step with elasticities."
)


def build(view: View) -> Section | None:
    """Return the intervals of both sides, or why there are none; None where nothing was drawn or nothing moves."""
    found = view.found.spread
    if not found or view.main is None:
        return None
    if "dropped" in found:
        return Section("sure", "How sure is this", (Prose(f"{NO_RANGE}: {_why(found)}."),))
    marks = _marks(view, found)
    if not marks:
        return None
    blocks: tuple[Block, ...] = (_chart(view, found, marks), *_trade(view, found), _rests(found))
    return Section("sure", "How sure is this", blocks)


def _why(found: Document) -> str:
    """Return why no range is given, without the word that heads an error."""
    return str(found["dropped"]).removeprefix("sweep: ")


def _marks(view: View, found: Document) -> list[Interval]:
    """Return an interval for each side and state; one without any width, or that nobody has, is left out."""
    made = []
    for code in view.sides:
        for state in view.states:
            low, middle, high = (
                view.drawn(state.role, code, LEVEL, end) for end in ("low", "central", "high")
            )
            if low.value is None or high.value is None or high.value - low.value < SMALLEST:
                continue
            tone = "loss" if high.value < 0 else "gain" if low.value > 0 else "law"
            made.append(Interval(state.label, low, middle, high, tone, name(code)))
    return made


def _chart(view: View, found: Document, marks: list[Interval]) -> Chart:
    """Return real income of both sides in every state, a dot with its interval."""
    rows: tuple[Row, ...] = tuple(
        (mark.heading, mark.label, mark.low, mark.middle, mark.high) for mark in marks
    )
    spoken = "; ".join(
        f"{mark.heading}, {mark.label.lower()}: {show(mark.middle)}, {show(mark.low)} to {show(mark.high)}"
        for mark in marks
    )
    alt = f"Dots with intervals of real income. {spoken}."
    columns = (
        Column("economy", "Economy"),
        Column("state", "State"),
        *(Column(end, end.capitalize(), "% change", view.year) for end in ("low", "central", "high")),
    )
    return Chart(
        key="intervals",
        title=_finding(view, found, marks),
        subtitle=(
            f"Real income {span(found['horizon'])}, per cent change; world economy of ",
            Day(view.year),
        ),
        drawing=intervals(marks, alt),
        alt=alt,
        table=Table("intervals", "Real income with its interval", columns, rows, NOTE),
        sources=(MODEL, CUBE),
        note=NOTE,
    )


def _finding(view: View, found: Document, marks: list[Interval]) -> Text:
    """Return the interval of the target, or else of the side that has one, in the main state, as a sentence."""
    state = view.main
    assert state is not None
    drawn = {mark.heading for mark in marks}
    code = next((one for one in view.sides if name(one) in drawn), view.asked.target)
    low, high = (view.drawn(state.role, code, LEVEL, end) for end in ENDS)
    signs = {sign_of(end.value, signed=True) for end in (low, high) if end.value is not None}
    if signs in ({"+"}, {"−"}):
        near, far = (low, high) if signs == {"+"} else (high, low)
        verb = "gains" if signs == {"+"} else "loses"
        who = the(code, start=True)
        return (f"{who} {verb} between ", Size(near), " and ", Size(far), f" {span(found['horizon'])}")
    return f"Whether {the(code)} gains or loses depends on the elasticities"


def _trade(view: View, found: Document) -> list[Block]:
    """Return the interval of the exports that the measure falls on in the main state, where it was drawn."""
    state = view.main
    assert state is not None
    exporter, importer = view.asked.flow
    ends = [view.drawn(state.role, exporter, TRADE, end) for end in ENDS]
    if any(end.value is None for end in ends) or (ends[1].value or 0) - (ends[0].value or 0) < SMALLEST:
        return []
    low, high = (end.value or 0.0 for end in ends)
    verb = "rise" if low > 0 else "fall" if high < 0 else "change"
    words = f"In nine draws of ten {possessive(exporter)} goods exports to {the(importer)} would {verb} by "
    return [Prose((words, Range(ends[0], ends[1], sign=verb == "change"), f" {span(found['horizon'])}."))]


def _rests(found: Document) -> Prose:
    words = (
        "The intervals hold what is not known about elasticities, and nothing else: the data, the measures "
        "and the model are taken as given. "
    )
    return Prose((words, Read(found["basis"])), "note")
