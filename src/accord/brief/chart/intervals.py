"""A dot with its interval: a central number between a low and a high one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.brief.chart.scale import Scale, span
from accord.brief.chart.svg import TEXT, drawing, el, label, line, lines, room_for, tip, value, width_of, wrap
from accord.brief.words import show
from accord.core.provenance import Figure


@dataclass(frozen=True)
class Interval:
    """A central figure with its low and high ends; all three in one unit."""

    label: str
    low: Figure
    middle: Figure
    high: Figure
    tone: str = "a"


def intervals(rows: Sequence[Interval], alt: str) -> Markup:
    """Return one line per row: a bar from low to high, a dot at the middle, three numbers above them."""
    known = [
        figure.value for row in rows for figure in (row.low, row.middle, row.high) if figure.value is not None
    ]
    low, high = span(known)

    def draw(width: int) -> tuple[Markup, float]:
        gutter = min(max((width_of(row.label) for row in rows), default=0.0) + 10, width * 0.34)
        scale = Scale(low, high, gutter + 40, width - 40)
        height = 48
        marks = [line(scale(0), 4, scale(0), len(rows) * height, "zero")]
        for at, row in enumerate(rows):
            marks += _interval(row, scale, at * height + 30, gutter)
        marks.append(label("0", scale(0), len(rows) * height + TEXT + 2, "middle", "tick"))
        return Markup("").join(marks), len(rows) * height + 22

    return drawing(draw, alt)


def _interval(row: Interval, scale: Scale, y: float, gutter: float) -> list[Markup]:
    words = wrap(row.label, gutter - 8)
    name = lines(words, 0, y - (len(words) - 1) * (TEXT + 4) / 2 + 4)
    ends = (row.low.value, row.middle.value, row.high.value)
    if None in ends:
        unknown = el("rect", x=gutter + 40, y=y - 6, width=46, height=12, class_="unknown")
        return [name, unknown, value(row.middle, gutter + 92, y + 4)]
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
    dot = el("circle", cx=middle, cy=y, r=6, class_=f"fill-{row.tone}")
    marks = [name, bar, dot, value(row.middle, middle, y - 12, "middle")]
    if high - low > 2.2 * room_for(row.middle):
        marks += [
            value(row.low, low, y + 18, "middle", "minor"),
            value(row.high, high, y + 18, "middle", "minor"),
        ]
    return marks
