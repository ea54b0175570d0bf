"""A dot with its interval: a central number between a low and a high one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.scale import Scale, span
from accord.page.chart.svg import TEXT, drawing, el, label, line, room_for, tip, value, width_of
from accord.page.words import show

TALL, HEAD, LABEL, GAP = 46, 24, 14, 10
AWAY = 5
"""Pixels between the line of nought and a number beside it."""


@dataclass(frozen=True)
class Interval:
    """A central figure with its low and high ends, in one unit; rows of one ``heading`` stand under it."""

    label: str
    low: Figure
    middle: Figure
    high: Figure
    tone: str = "a"
    heading: str = ""


def intervals(rows: Sequence[Interval], alt: str) -> Markup:
    """Return one line per row: a bar from low to high with both numbers, a dot at the middle with its own."""
    every = [figure for row in rows for figure in (row.low, row.middle, row.high)]
    low, high = span(figure.value for figure in every if figure.value is not None)
    room = max((room_for(figure) for figure in every), default=0.0)

    def draw(width: int) -> tuple[Markup, float]:
        widest = max((width_of(row.label) for row in rows), default=0.0) + 10
        above = widest > 0.34 * width  # where labels would take too much of the line, they stand above it
        scale = Scale(low, high, room + (0 if above else widest), width - room)
        marks, y = [], 2.0
        for heading, group in groupby(rows, key=lambda row: row.heading):
            if heading:
                marks.append(label(heading, 0, y + TEXT, kind="heading"))
                y += HEAD
            top = y
            for row in group:
                if above:
                    marks.append(line(scale(0), y + TEXT + 6, scale(0), y + TALL, "zero"))
                marks += _interval(row, scale, y, above)
                y += TALL + LABEL * above
            if not above:
                marks.insert(0, line(scale(0), top, scale(0), y - 8, "zero"))
            y += GAP
        marks.append(label("0", scale(0), y - GAP + TEXT, "middle", "tick"))
        return Markup("").join(marks), y + TEXT

    return drawing(draw, alt)


def _interval(row: Interval, scale: Scale, top: float, above: bool) -> list[Markup]:
    y = top + 28 + LABEL * above
    name = label(row.label, 0, top + TEXT if above else y + 4)
    ends = (row.low.value, row.middle.value, row.high.value)
    if None in ends:
        unknown = el("rect", x=scale.start, y=y - 6, width=46, height=12, class_="unknown")
        return [name, unknown, value(row.middle, scale.start + 52, y + 4)]
    low, middle, high = (scale(float(end)) for end in ends if end is not None)
    bar = el(
        "rect",
        tip(f"{row.label}: {show(row.middle)}, between {show(row.low)} and {show(row.high)}"),
        x=low,
        y=y - 3,
        width=max(high - low, 1),
        height=6,
        class_=f"fill-{row.tone} soft",
    )
    dot = el("circle", cx=middle, cy=y, r=5, class_=f"fill-{row.tone}")
    left, right, (centre, anchor) = _beside_nought(row, scale(0), low, middle, high)
    return [
        name,
        bar,
        dot,
        value(row.middle, centre, y - 11, anchor),
        value(row.low, left, y + 4, "end", "minor"),
        value(row.high, right, y + 4, "start", "minor"),
    ]


def _beside_nought(
    row: Interval, nought: float, low: float, middle: float, high: float
) -> tuple[float, float, tuple[float, str]]:
    """Return where the numbers of both ends and of the middle stand, none of them on the line of nought."""
    left, right = min(low, middle - 5) - 5, max(high, middle + 5) + 5
    if left - room_for(row.low) < nought < left:
        left = nought - AWAY
    if right < nought < right + room_for(row.high):
        right = nought + AWAY
    if abs(middle - nought) > room_for(row.middle) / 2:
        return left, right, (middle, "middle")
    return left, right, (nought + AWAY, "start") if middle >= nought else (nought - AWAY, "end")
