"""Horizontal bars: one list, or groups of scenarios side by side."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.scale import Scale, span
from accord.page.chart.svg import TEXT, drawing, el, label, line, lines, room_for, tip, value, width_of, wrap
from accord.page.words import show

THICK, GAP, HEAD = 16, 8, 24
ROOMY = 500
"""Width in pixels from which a label stands beside its bar; below it the bar has a row of its own."""


@dataclass(frozen=True)
class Bar:
    """A labelled number. ``tone`` is a colour class, ``a`` to ``f``; ``hollow`` is for what is announced."""

    label: str
    figure: Figure
    tone: str = "a"
    hollow: bool = False


@dataclass(frozen=True)
class Group:
    """Bars under one heading; an empty heading is left out."""

    heading: str
    bars: tuple[Bar, ...]


def bars(groups: Sequence[Group], alt: str) -> Markup:
    """Return horizontal bars from a common zero, each label on its left, on a phone above it."""
    every = [bar for group in groups for bar in group.bars]
    low, high = span(bar.figure.value for bar in every if bar.figure.value is not None)
    room = max((room_for(bar.figure) for bar in every), default=0.0)
    unknown = any(bar.figure.value is None for bar in every)
    widest = max((width_of(bar.label) for bar in every), default=0.0) + 8

    def draw(width: int) -> tuple[Markup, float]:
        above = width < ROOMY
        gutter = 0.0 if above else min(widest, width * 0.38)
        left = gutter + (room if low < 0 else 0)
        scale = Scale(low, high, left, width - (room + 30 * unknown if high > 0 or unknown else 2))
        marks, y = [], 2.0
        for group in groups:
            if group.heading:
                marks.append(label(group.heading, 0, y + TEXT, kind="heading"))
                y += HEAD
            top = y
            texts: list[Markup] = []
            for bar in group.bars:
                rows = wrap(bar.label, width if above else gutter - 6)
                named = len(rows) * (TEXT + 4) + 3 * above
                texts += _bar(bar, rows, scale, y, above=above)
                y += (named + THICK if above else max(THICK, named)) + GAP
            if not above:
                marks.append(line(scale(0), top - 3, scale(0), y - GAP + 3, "zero"))
            marks += texts
            y += GAP
        return Markup("").join(marks), y

    return drawing(draw, alt)


def _bar(bar: Bar, rows: list[str], scale: Scale, y: float, *, above: bool) -> list[Markup]:
    named = len(rows) * (TEXT + 4) + 3 * above
    middle = y + named + THICK / 2 if above else y + max(THICK, named) / 2
    name = lines(rows, 0, y + TEXT if above else middle - (len(rows) - 1) * (TEXT + 4) / 2 + 4.5)
    zero, number = scale(0), bar.figure.value
    if number is None:
        unknown = el("rect", x=zero, y=middle - THICK / 2, width=24, height=THICK, class_="unknown")
        return [name, unknown, value(bar.figure, zero + 30, middle + 4.5)]
    end = scale(number)
    rect = el(
        "rect",
        tip(f"{bar.label}: {show(bar.figure)}"),
        x=min(zero, end),
        y=middle - THICK / 2,
        width=max(abs(end - zero), 1),
        height=THICK,
        class_=f"fill-{bar.tone}{' hollow' if bar.hollow else ''}",
    )
    beside = line(zero, middle - THICK / 2 - 3, zero, middle + THICK / 2 + 3, "zero")
    text = value(
        bar.figure, end + (5 if number >= 0 else -5), middle + 4.5, "start" if number >= 0 else "end"
    )
    return [name, rect, *([beside] if above else []), text]
