"""A level that changes on dates; what was announced and never applied is dashed and drawn apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.core.provenance import Figure
from accord.page.chart.scale import Scale, day_number, month_starts, span, ticks
from accord.page.chart.svg import TEXT, drawing, el, label, line, room_for, tip, value, width_of
from accord.page.words import MONTHS, date_words, show


@dataclass(frozen=True)
class Step:
    """A level from one ISO date to another. ``applied`` is False for what was announced but not collected.

    Steps of one ``series`` make one line, which carries the series' name at its end.
    """

    start: str
    end: str
    figure: Figure
    label: str = ""
    applied: bool = True
    series: str = ""


def steps(path: Sequence[Step], alt: str, marker: str = "", marker_label: str = "") -> Markup:
    """Return the levels as a line of steps; ``marker`` is a date to mark, such as the report's."""
    days = [day_number(day) for step in path for day in (step.start, step.end)]
    days += [day_number(marker)] if marker else []
    first, last = min(days), max(days)
    low, high = span(step.figure.value for step in path if step.figure.value is not None)

    def draw(width: int) -> tuple[Markup, float]:
        height = 300
        across = Scale(first, max(last, first + 1), 34, width - 14)
        up = Scale(low, high, height - 28, 34)
        marks = [*_axes(across, up, width)]
        if marker:
            x = across(day_number(marker))
            marks.append(line(x, 14, x, height - 28, "marker"))
            side = "end" if x > width * 0.6 else "start"
            marks.append(label(marker_label, x + (-5 if side == "end" else 5), 12, side, "minor"))
        for at, name in enumerate(dict.fromkeys(step.series for step in path if step.applied)):
            line_of = [step for step in path if step.applied and step.series == name]
            marks += _path(line_of, across, up, "step" if at == 0 else "step second")
        marks += [mark for step in path if not step.applied for mark in _announced(step, across, up)]
        return Markup("").join(marks), height

    return drawing(draw, alt)


def _axes(across: Scale, up: Scale, width: int) -> list[Markup]:
    marks = []
    for level in ticks(up.low, up.high):
        marks.append(line(across.start, up(level), across.end, up(level), "grid"))
        marks.append(label(f"{level:g}", across.start - 6, up(level) + 4, "end", "tick"))
    for day in month_starts(int(across.low), int(across.high), width // 80):
        x = across(day.toordinal())
        marks.append(line(x, up.start, x, up.start + 5, "zero"))
        name = f"{MONTHS[day.month - 1][:3]} {day.year}"
        if x + width_of(name) / 2 < width:
            marks.append(label(name, x, up.start + TEXT + 8, "middle", "tick"))
    return marks


def _path(applied: list[Step], across: Scale, up: Scale, kind: str) -> list[Markup]:
    """Return one line; a step carries its number where it is far enough from the number before."""
    marks: list[Markup] = []
    texts: list[Markup] = []
    before: tuple[float, float] | None = None
    labelled = float("inf")
    ordered = sorted(applied, key=lambda step: day_number(step.start))
    for step in ordered:
        x1, x2 = across(day_number(step.start)), across(day_number(step.end))
        if step.figure.value is None:
            tall = up.start - up.end
            marks.append(el("rect", x=x1, y=up.end, width=x2 - x1, height=tall, class_="unknown"))
            before = None
            continue
        y = up(step.figure.value)
        if before and abs(before[0] - x1) < 1:
            marks.append(line(x1, before[1], x1, y, kind))
        words = f"{date_words(step.start)}: {show(step.figure)}. {step.label}"
        marks.append(el("line", tip(words), x1=x1, y1=y, x2=x2, y2=y, class_=kind))
        if abs(y - labelled) > TEXT:
            texts.append(_level(step.figure, x1, y, across))
            labelled = y
        elif step is ordered[-1] and y != labelled and not step.series:
            texts.append(value(step.figure, x2 - 4, y + TEXT + 4, "end"))
        before = (x2, y)
    if before and applied[-1].series:
        texts.append(label(applied[-1].series, before[0], before[1] - 6, "end", "heading"))
    return [*marks, *texts]


def _level(figure: Figure, x: float, y: float, across: Scale) -> Markup:
    """Return a step's number over its start, or to the left of it where the right has no room for it."""
    if x + 4 + room_for(figure) > across.end + 14:
        return value(figure, x - 6, y + 4, "end")
    return value(figure, x + 4, y - 6)


def _announced(step: Step, across: Scale, up: Scale) -> list[Markup]:
    if step.figure.value is None:
        return []
    x1, x2 = across(day_number(step.start)), across(day_number(step.end))
    y = up(step.figure.value)
    words = f"{date_words(step.start)}: {show(step.figure)}, announced, not collected. {step.label}"
    side = "end" if x1 > (across.start + across.end) * 0.6 else "start"
    return [
        el("line", tip(words), x1=x1, y1=y, x2=max(x2, x1 + 12), y2=y, class_="step announced"),
        el("circle", cx=x1, cy=y, r=4, class_="announced"),
        el(
            "text",
            el("tspan", show(step.figure, short=True), data_key=step.figure.key),
            " announced",
            x=x1 + (-8 if side == "end" else 0),
            y=y + (4 if side == "end" else 18),
            text_anchor=side,
            class_="value announced",
        ),
    ]
