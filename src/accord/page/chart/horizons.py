"""Within a year, in ten years, at the far end, and what was observed since: one row for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.plane import plain
from accord.page.chart.scale import Scale, span, ticks
from accord.page.chart.svg import (
    NARROW,
    TEXT,
    axis_mark,
    drawing,
    el,
    label,
    line,
    lines,
    tip,
    value,
    width_of,
    wrap,
)
from accord.page.words import few, show, sign_of

FAR = 2.5
"""A whisker is drawn to so many times the largest bar or dot at most."""
THICK, AIR = 16, 10
NUMBER, EDGE = 62, 6
"""Pixels of a column of numbers, and beside the bars."""


@dataclass(frozen=True)
class Horizon:
    """A row: its change within a year, in ten years, at the far end of the estimates, and as observed since.

    Rows of one ``band`` stand under its heading, such as what is exempt; ``note`` is small beside the label.
    """

    label: str
    one: Figure
    ten: Figure
    far: Figure | None = None
    observed: Figure | None = None
    note: str = ""
    band: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that the row holds."""
        return tuple(one for one in (self.one, self.ten, self.far, self.observed) if one is not None)


def horizons(rows: Sequence[Horizon], alt: str, heads: tuple[str, str] = ("one year", "ten years")) -> Markup:
    """Return rows of bars: dark within a year, pale in ten, a whisker to the far end, a dot for the observed.

    Both numbers stand at the right with at most two digits; on a phone the bar has a line of its own.
    """
    every = [figure for row in rows for figure in row.figures]
    low, high = _ends(rows)
    unit = next((figure.unit.removesuffix(" change") for figure in every), "")
    seen = any(row.observed is not None and row.observed.value is not None for row in rows)
    ends = [row.far.value for row in rows if row.far is not None and row.far.value is not None]
    far, beyond = bool(ends), any(not low <= end <= high for end in ends)

    def draw(width: int) -> tuple[Markup, float]:
        phone = width <= NARROW
        gutter = 0 if phone else min(max(width_of(row.label) for row in rows) + 12, width * 0.32)
        scale = Scale(low, high, gutter + EDGE, width - (EDGE if phone else 2 * NUMBER + 8))
        shapes, y = _key(width, far=far, beyond=beyond, seen=seen)
        marks: list[Markup] = []
        for column, words in enumerate(heads):
            marks.append(label(words, width - (1 - column) * NUMBER, y + TEXT, "end", "minor"))
        y += TEXT + 8
        top = y
        for band, group in groupby(rows, key=lambda row: row.band):
            if band:
                marks.append(label(band, 0, y + TEXT, kind="heading"))
                y += TEXT + 10
            for row in group:
                drawn, tall = _row(row, scale, (y, gutter, width), phone=phone)
                marks += drawn
                y += tall
        return Markup("").join(
            [*shapes, *_grid(scale, (y - 6 if phone else top, y), unit), *marks]
        ), y + TEXT + 8

    return drawing(draw, alt)


def _ends(rows: Sequence[Horizon]) -> tuple[float, float]:
    """Return the ends of the scale; a far end many times the rest runs out of the drawing and keeps no room."""
    near = [figure.value for row in rows for figure in row.figures if figure is not row.far and figure.value]
    room = FAR * max((abs(value) for value in near), default=0.0)
    far = [row.far.value for row in rows if row.far is not None and row.far.value is not None]
    return span([*near, *(min(max(value, -room), room) for value in far)] if room else far)


def _key(width: int, *, far: bool, beyond: bool, seen: bool) -> tuple[list[Markup], float]:
    """Return the key of the marks, in as many lines as it needs, and where it ends."""
    kinds = [("fill-law", "within a year"), ("fill-law soft", "in ten years")]
    kinds += [("whisker", f"far end of the estimates{', an arrow where it lies beyond' * beyond}")] * far
    kinds += [("observed", "observed since")] * seen
    marks, x, y = [], 0.0, 4.0
    for kind, words in kinds:
        wide = 30 + width_of(words) + 14
        if x + wide > width and x:
            x, y = 0.0, y + TEXT + 8
        if kind == "observed":
            marks.append(el("circle", cx=x + 12, cy=y + 6, r=6, class_=kind))
        elif kind == "whisker":
            marks += [line(x, y + 6, x + 24, y + 6, kind), line(x, y, x, y + 12, kind)]
        else:
            marks.append(el("rect", x=x, y=y, width=24, height=12, class_=kind))
        marks.append(label(words, x + 30, y + 11, kind="minor"))
        x += wide
    return marks, y + TEXT + 12


def _grid(scale: Scale, ends: tuple[float, float], unit: str) -> list[Markup]:
    top, bottom = ends
    marks = []
    for level in ticks(scale.low, scale.high, 4):
        marks.append(line(scale(level), top, scale(level), bottom, "zero" if level == 0 else "grid"))
        words = f"{plain(level)}{' ' + unit if level == 0 else ''}"
        marks.append(axis_mark(words, scale(level), bottom + TEXT + 2, scale.end + EDGE))
    return marks


def _row(
    row: Horizon, scale: Scale, place: tuple[float, float, int], *, phone: bool
) -> tuple[list[Markup], float]:
    """Return the marks of a row that begins at ``place`` (y, gutter, width), and its height."""
    y, gutter, width = place
    room = width - 2 * NUMBER - 8 if phone else gutter - 8
    name = wrap(row.label, room)
    small = wrap(row.note, room) if row.note else []
    text = (len(name) + len(small)) * (TEXT + 3)
    middle = y + text + 6 + THICK / 2 if phone else y + max(text, THICK) / 2
    marks = [lines(name, 0, y + TEXT), lines(small, 0, y + TEXT + len(name) * (TEXT + 3), kind="minor")]
    level = y + TEXT if phone else middle + 4.5
    for at, figure in enumerate((row.one, row.ten)):
        kind = "value" if at == 0 else "value minor"
        marks.append(_number(figure, width - (1 - at) * NUMBER, level, kind))
    if phone:
        marks.append(line(scale(0), middle - THICK / 2 - 3, scale(0), middle + THICK / 2 + 3, "zero"))
    marks += _bars(row, scale, middle)
    return marks, (text + 6 + THICK if phone else max(text, THICK)) + AIR


def _number(figure: Figure, x: float, y: float, kind: str) -> Markup:
    if figure.value is None:
        return value(figure, x, y, "end", kind)
    words = sign_of(figure.value, signed=True) + few(abs(figure.value))
    return el("text", words, x=x, y=y, text_anchor="end", class_=kind, data_key=figure.key)


def _bars(row: Horizon, scale: Scale, y: float) -> list[Markup]:
    """Return bar over bar, whisker and dot; hatched where neither horizon is known."""
    if row.one.value is None and row.ten.value is None:
        return [el("rect", x=scale(0), y=y - THICK / 2, width=24, height=THICK, class_="unknown")]
    words = f"{row.label}: {show(row.one)} within a year, {show(row.ten)} in ten years"
    marks = []
    if row.far is not None and row.far.value is not None:
        inside = min(max(row.far.value, scale.low), scale.high)
        start, end = scale(row.ten.value or 0), scale(inside)
        marks.append(line(start, y, end, y, "whisker"))
        if inside == row.far.value:
            marks.append(line(end, y - 6, end, y + 6, "whisker"))
        else:
            back = end - 6 if end > start else end + 6
            marks += [line(back, y - 5, end, y, "whisker"), line(back, y + 5, end, y, "whisker")]
    for figure, paler in ((row.ten, "-2"), (row.one, "")):
        if figure.value is not None:
            kind = f"fill-{'loss' if figure.value < 0 else 'gain'}{paler}"
            left, right = sorted((scale(0), scale(figure.value)))
            box = {"x": left, "y": y - THICK / 2, "width": max(right - left, 1), "height": THICK}
            marks.append(el("rect", tip(words), class_=kind, **box))
    if row.observed is not None and row.observed.value is not None:
        said = tip(f"{row.label}, observed: {show(row.observed)}")
        marks.append(el("circle", said, cx=scale(row.observed.value), cy=y, r=6, class_="observed"))
    return marks
