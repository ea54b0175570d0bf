"""A level that changes on dates; what was announced and never applied is dashed and drawn apart."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from accord.core.frozen import dataclass
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
    """Return one line; a step carries its number where it has room, the last one always."""
    marks: list[Markup] = []
    before: tuple[float, float] | None = None
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
        before = (x2, y)
    texts = _levels(ordered, across, up)
    if before and applied[-1].series:
        texts.append(label(applied[-1].series, before[0], before[1] - 6, "end", "heading"))
    return [*marks, *texts]


SMALL = 9
"""Pixels of a rise that the number of the step before it can stand over."""


def _levels(ordered: Sequence[Step], across: Scale, up: Scale) -> list[Markup]:
    """Return the numbers of the steps: the last one first, then each that meets neither a number nor a rise."""
    known = [step for step in ordered if step.figure.value is not None]
    rises = [across(day_number(step.start)) for step in known]
    taken: list[tuple[float, float, float]] = []
    texts: list[Markup] = []
    for at in [len(known) - 1, *range(len(known) - 1)] if known else []:
        step, last = known[at], at == len(known) - 1
        x, y, wide = rises[at], up(step.figure.value or 0.0), room_for(step.figure)
        left = across.end - wide if last and len(known) > 1 else x + 4
        falls = last and x + wide > across.end and at > 0 and y > up(known[at - 1].figure.value or 0.0)
        if falls:
            left = x - wide  # a fall at the end: its number stands before it, below the level it falls from
        under = [
            up(one.figure.value or 0.0)
            for one, rise in zip(known, rises, strict=True)
            if left < rise < left + wide - 8 and not falls
        ]
        free = all(
            left > right or left + wide < start or abs(y - level) > TEXT + 2 for start, right, level in taken
        )
        meets = not last and (any(abs(level - y) > SMALL for level in under) or left + wide > across.end + 8)
        if (free and not meets) or (last and not step.series):
            top = min(y, *under, y)
            place = (x - 6, top - 6, "end") if falls else (left, top - 6, "start")
            texts.append(value(step.figure, *place))
            taken.append((left, left + wide, top))
    return texts


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
