"""Points in a plane, with a frontier and the corner in which both sides gain."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.scale import Scale, span, ticks
from accord.page.chart.svg import TEXT, drawing, el, label, line, lines, tip, width_of, wrap
from accord.page.words import show


@dataclass(frozen=True)
class Axis:
    """What an axis measures, in words with the unit."""

    label: str


@dataclass(frozen=True)
class Point:
    """A named point; an empty name makes it a step of the frontier. ``tone`` is a colour class."""

    label: str
    x: Figure
    y: Figure
    tone: str = "a"


def scatter(
    points: Sequence[Point],
    across: Axis,
    up: Axis,
    alt: str,
    *,
    frontier: Sequence[Point] = (),
    beyond: Sequence[Point] = (),
    corner: tuple[float, float] | None = (0.0, 0.0),
) -> Markup:
    """Return named points and a frontier, another one dashed; above and right of ``corner`` is shaded: both gain there."""
    every = [point for point in (*points, *frontier, *beyond) if None not in (point.x.value, point.y.value)]
    xs = span([float(point.x.value or 0) for point in every])
    ys = span([float(point.y.value or 0) for point in every])

    def draw(width: int) -> tuple[Markup, float]:
        height = 400 if width > 500 else 360
        right = Scale(*_padded(xs), 52, width - 12)
        top = Scale(*_padded(ys), height - 48, 28)
        marks = [*_ground(right, top, corner), *_names(across, up, right.end, height)]
        for line_of, kind in ((frontier, "frontier"), (beyond, "frontier beyond")):
            path = " ".join(f"{right(p.x.value or 0):.1f},{top(p.y.value or 0):.1f}" for p in line_of)
            marks += [el("polyline", points=path, class_=kind)] if len(line_of) > 1 else []
        known = [point for point in points if None not in (point.x.value, point.y.value)]
        spots = [(right(point.x.value or 0), top(point.y.value or 0)) for point in known]
        marks += [_dot(point, spot) for point, spot in zip(known, spots, strict=True)]
        words = [point.label for point in known]
        placed = place_words(words, spots, right, top)
        if placed is not None:
            return Markup("").join([*marks, *placed]), height
        numbers = [str(at) for at in range(1, len(known) + 1)]
        marks += place_words(numbers, spots, right, top, far=True) or []
        key = [line for at, word in zip(numbers, words, strict=True) for line in wrap(f"{at}  {word}", width)]
        marks.append(lines(key, 0, height + TEXT, kind="read"))
        return Markup("").join(marks), height + len(key) * (TEXT + 4) + 6

    return drawing(draw, alt)


def _padded(ends: tuple[float, float]) -> tuple[float, float]:
    margin = (ends[1] - ends[0]) * 0.08
    return ends[0] - margin, ends[1] + margin


def _ground(right: Scale, top: Scale, corner: tuple[float, float] | None) -> list[Markup]:
    marks = []
    if corner:
        x, y = right(corner[0]), top(corner[1])
        marks.append(el("rect", x=x, y=top.end, width=right.end - x, height=y - top.end, class_="zone"))
        marks.append(label("both gain", right.end - 6, top.end + TEXT + 2, "end", "minor"))
    for at in ticks(right.low, right.high, 4):
        kind = "zero" if at == 0 else "grid"
        marks.append(line(right(at), top.end, right(at), top.start, kind))
        marks.append(label(_tick(at), right(at), top.start + TEXT + 4, "middle", "tick"))
    for at in ticks(top.low, top.high, 5):
        marks.append(line(right.start, top(at), right.end, top(at), "zero" if at == 0 else "grid"))
        marks.append(label(_tick(at), right.start - 6, top(at) + 4, "end", "tick"))
    return marks


def _names(across: Axis, up: Axis, right: float, bottom: float) -> list[Markup]:
    return [
        label(across.label, right, bottom - 8, "end", "axis"),
        label(up.label, 0, TEXT + 1, "start", "axis"),
    ]


def _tick(at: float) -> str:
    return f"{at:g}".replace("-", "−")


def _dot(point: Point, spot: tuple[float, float]) -> Markup:
    words = f"{point.label}: {show(point.x)}, {show(point.y)}"
    return el("circle", tip(words), cx=spot[0], cy=spot[1], r=6, class_=f"fill-{point.tone} point")


def place_words(
    words: Sequence[str], spots: Sequence[tuple[float, float]], right: Scale, top: Scale, *, far: bool = False
) -> list[Markup] | None:
    """Return each word beside its spot, clear of all spots and words; None when they do not all find room.

    ``far`` words may stand further off, joined to their spot by a line; the last resort is on the spot.
    """
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in spots]
    marks: list[Markup] = []
    for word, (x, y) in zip(words, spots, strict=True):
        wide = width_of(word) + 4
        choices = [
            box for reach in ((10, 22, 34, 46) if far else (10,)) for box in _around(x, y, wide, reach)
        ]
        inside = [box for box in choices if _inside(box, right, top)]
        free = [box for box in inside if not any(_meet(box, old) for old in taken)]
        if not free and not far:
            return None
        box = (free or choices)[0]
        taken.append(box)
        if far and free and free[0] not in choices[:8]:
            marks.append(line(x, y, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, "leader"))
        marks.append(label(word, box[0] + 2, box[3] - 4, "start", "read"))
    return marks


def _around(x: float, y: float, wide: float, reach: float) -> list[tuple[float, float, float, float]]:
    """Return the boxes of a word to the right of a spot, to its left, above, below, and aslant."""
    slant = reach * 0.75
    feet = [
        (x + reach, y + 4),
        (x - reach - wide, y + 4),
        (x - wide / 2, y - reach - 2),
        (x - wide / 2, y + reach + TEXT),
        (x + slant, y - slant),
        (x + slant, y + slant + TEXT),
        (x - slant - wide, y - slant),
        (x - slant - wide, y + slant + TEXT),
    ]
    return [(left, base - TEXT, left + wide, base + 4) for left, base in feet]


def _inside(box: tuple[float, float, float, float], right: Scale, top: Scale) -> bool:
    return box[0] >= right.start and box[2] <= right.end + 8 and box[1] >= top.end - 4 and box[3] <= top.start


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
