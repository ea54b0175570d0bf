"""A plane of two measured axes: grid, ticks, curves, marked places and labels at the ends of lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.scale import Scale, day_number, month_starts, ticks
from accord.page.chart.svg import TEXT, axis_mark, el, label, line, tip, value, width_of
from accord.page.words import MONTHS, show

Tick = Callable[[float], str]
Place = tuple[float, float]
FOOT, HEAD, ROW, RIGHT = 30, 26, 16, 12
"""Pixels under the plot for its axis, above it for the unit, for each row of marked places, and at the right."""


@dataclass(frozen=True)
class Plane:
    """Where values lie in pixels; ``up`` runs from the foot of the plot to its head."""

    across: Scale
    up: Scale

    def at(self, x: float, y: float) -> Place:
        """Return the pixel of a pair of values."""
        return self.across(x), self.up(y)


@dataclass(frozen=True)
class Curve:
    """A named line through points (``xs``, ``ys``), broken where y is None; ``tone`` is a colour class.

    ``figure`` is the number at its end that the label carries, if any.
    """

    label: str
    xs: Sequence[float]
    ys: Sequence[float | None]
    tone: str = "gain"
    dashed: bool = False
    figure: Figure | None = None

    @property
    def pieces(self) -> list[list[Place]]:
        """The unbroken runs of points."""
        runs: list[list[Place]] = [[]]
        for x, y in zip(self.xs, self.ys, strict=True):
            if y is None:
                runs.append([])
            else:
                runs[-1].append((x, y))
        return [run for run in runs if run]


@dataclass(frozen=True)
class Mark:
    """A place along the axis with a name: a date, a year, a level."""

    at: float
    label: str


def plane(
    xs: tuple[float, float], ys: tuple[float, float], size: tuple[int, int], right: float, head: float = HEAD
) -> Plane:
    """Return a plane in ``size`` pixels (width, height) with ``right`` and ``head`` pixels for its labels."""
    width, height = size
    low, high = ys
    air = (high - low) * 0.04
    return Plane(
        Scale(xs[0], xs[1] if xs[1] > xs[0] else xs[0] + 1, 8, width - max(right, RIGHT)),
        Scale(low - air * (low < 0), high + air, height - FOOT, head),
    )


def ground(place: Plane, unit: str, across: Sequence[tuple[float, str]]) -> list[Markup]:
    """Return the grid: y marks on the lines inside the plot, the unit on the top one, x marks below."""
    marks: list[Markup] = []
    levels = ticks(place.up.low, place.up.high, 4)
    for level in levels:
        kind = "zero" if level == 0 else "grid"
        marks.append(line(place.across.start, place.up(level), place.across.end, place.up(level), kind))
        words = plain(level) + (f" {unit}" if level == levels[-1] else "")
        marks.append(label(words, place.across.start, place.up(level) - 4, "start", "tick"))
    for at, words in across:
        x = place.across(at)
        marks.append(line(x, place.up.start, x, place.up.start + 5, "grid"))
        marks.append(axis_mark(words, x, place.up.start + TEXT + 7, place.across.end + RIGHT))
    return marks


def plain(level: float) -> str:
    """Return the number of an axis mark."""
    return f"{level:,.10g}".replace(",", "\u2009").replace("-", "−")


def number_marks(place: Plane, about: int = 5) -> list[tuple[float, str]]:
    """Return the marks of an axis of numbers."""
    return [(at, plain(at)) for at in ticks(place.across.low, place.across.high, about)]


def year_marks(place: Plane, about: int = 5) -> list[tuple[float, str]]:
    """Return the marks of an axis of years."""
    return [(at, f"{at:.0f}") for at in ticks(place.across.low, place.across.high, about) if at == int(at)]


def month_marks(place: Plane) -> list[tuple[float, str]]:
    """Return the marks of an axis of day numbers: first days of months."""
    most = int((place.across.end - place.across.start) // 76)
    days = month_starts(int(place.across.low), int(place.across.high), most)
    return [(day.toordinal(), f"{MONTHS[day.month - 1][:3]} {day.year}") for day in days]


def drawn(curve: Curve, place: Plane, *, stepped: bool = False) -> Markup:
    """Return a curve; a ``stepped`` one holds its level until the next point."""
    paths = []
    for run in curve.pieces:
        spots = [place.at(*point) for point in run]
        if stepped:
            held = [(right[0], left[1]) for left, right in pairwise(spots)]
            spots = [spot for both in zip(spots, [*held, spots[-1]], strict=True) for spot in both]
        paths.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in spots))
    kind = f"curve curve-{curve.tone}{' dashed' if curve.dashed else ''}"
    return el("path", tip(curve.label), d="".join(paths), class_=kind)


def end_labels(curves: Sequence[Curve], place: Plane) -> list[Markup]:
    """Return each curve's name, and its figure, beside its end, moved apart where ends lie close."""
    ends = []
    for curve in curves:
        runs = curve.pieces
        if runs and curve.label:
            x, y = place.at(*runs[-1][-1])
            ends.append((y, x, curve))
    tall = [(TEXT + 3) * (1 + (curve.figure is not None)) for _, _, curve in sorted(ends, key=_height)]
    marks: list[Markup] = []
    ends.sort(key=_height)
    for (_, x, curve), at in zip(
        ends, _apart([y for y, _, _ in ends], tall, place.up.start - 10), strict=True
    ):
        marks.append(label(curve.label, x + 6, at + 4, kind=f"heading say-{curve.tone}"))
        if curve.figure is not None:
            marks.append(value(curve.figure, x + 6, at + 4 + TEXT + 2))
    return marks


def _apart(wanted: Sequence[float], tall: Sequence[float], lowest: float) -> list[float]:
    """Return heights near those wanted, from the top down, no label on another and none below ``lowest``."""
    places: list[float] = []
    floor = float("-inf")
    for y, room in zip(wanted, tall, strict=True):
        places.append(max(y, floor))
        floor = places[-1] + room
    foot = lowest + TEXT + 3
    for at in reversed(range(len(places))):
        places[at] = min(places[at], foot - tall[at])
        foot = places[at]
    return places


def _height(end: tuple[float, float, Curve]) -> float:
    return end[0]


def end_room(curves: Sequence[Curve]) -> float:
    """Return the pixels that the labels at the ends of lines take."""
    words = [curve.label for curve in curves]
    words += [show(curve.figure, short=True) for curve in curves if curve.figure is not None]
    return max((width_of(word) * 1.12 for word in words), default=0.0) + 10


def mark_rows(marks: Sequence[Mark], across: Scale) -> list[tuple[Mark, float, int]]:
    """Return marked places with the left edge of each name and the row in which it has room."""
    ends: list[float] = []
    found = []
    for mark in sorted(marks, key=lambda one: one.at):
        wide = width_of(mark.label)
        left = min(max(across(mark.at) - wide / 2, 0), max(across.end - wide, 0))
        row = next((at for at, end in enumerate(ends) if left > end), len(ends))
        ends[row : row + 1] = [left + wide + 8]
        found.append((mark, left, row))
    return found


def marked(marks: Sequence[Mark], place: Plane) -> list[Markup]:
    """Return marked places as dotted uprights, their names above the plot in as many rows as they need."""
    shapes: list[Markup] = []
    for mark, left, row in mark_rows(marks, place.across):
        x, foot = place.across(mark.at), TEXT + row * ROW
        shapes.append(line(x, foot + 3, x, place.up.start, "marker"))
        shapes.append(label(mark.label, left, foot, "start", "minor"))
    return shapes


def day_curve(name: str, days: Sequence[str], levels: Sequence[float | None], tone: str = "gain") -> Curve:
    """Return a curve over ISO days or months."""
    return Curve(name, [float(day_number(day)) for day in days], levels, tone)
