"""Lines in a plane: levels over months with marked dates, a map of break-even lines and dots, and a fan."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.plane import (
    HEAD,
    ROW,
    Curve,
    Mark,
    Plane,
    day_curve,
    drawn,
    end_labels,
    end_room,
    ground,
    mark_rows,
    marked,
    month_marks,
    number_marks,
    plane,
    year_marks,
)
from accord.page.chart.scale import day_number, span
from accord.page.chart.scatter import Point, place_words
from accord.page.chart.svg import NARROW, TEXT, drawing, el, label, line, tip, value, width_of
from accord.page.words import show

TALL = 280
"""Height of a plane in pixels."""


@dataclass(frozen=True)
class Path:
    """A level by month or day (ISO ``days``), None where it is not known; ``last`` is its last number."""

    label: str
    days: Sequence[str]
    levels: Sequence[float | None]
    tone: str = "gain"
    last: Figure | None = None


def months(paths: Sequence[Path], unit: str, alt: str, marks: Sequence[tuple[str, str]] = ()) -> Markup:
    """Return levels as steps over months, with ISO dates marked and named at the top (date, name).

    Each line carries its name and last number at its end; where a level is not known the line breaks.
    """
    curves = [_curve(path) for path in paths]
    dates = [Mark(day_number(day), words) for day, words in marks]
    days = [x for curve in curves for x in curve.xs] + [mark.at for mark in dates]
    levels = span(y for curve in curves for y in curve.ys if y is not None)

    def draw(width: int) -> tuple[Markup, float]:
        ends, room = (min(days), max(days)), end_room(curves)
        across = plane(ends, levels, (width, TALL), room).across
        rows = max((row + 1 for *_, row in mark_rows(dates, across)), default=0)
        head = HEAD + ROW * rows
        here = plane(ends, levels, (width, TALL + ROW * rows), room, head)
        shapes = [*ground(here, unit, month_marks(here)), *marked(dates, here)]
        shapes += [drawn(curve, here, stepped=True) for curve in curves]
        return Markup("").join([*shapes, *end_labels(curves, here)]), TALL + ROW * rows

    return drawing(draw, alt)


def _curve(path: Path) -> Curve:
    found = day_curve(path.label, path.days, path.levels, path.tone)
    return Curve(found.label, found.xs, found.ys, found.tone, figure=path.last)


def break_even(
    curves: Sequence[Curve], dots: Sequence[Point], axes: tuple[str, str], alt: str, *, above: str = ""
) -> Markup:
    """Return lines at which two costs are equal, and where the world stood, as named dots.

    ``axes`` name x and y with their units; ``above`` says what holds above the lines.
    """
    dashed = [curve for curve in curves if curve.dashed]
    known = [dot for dot in dots if None not in (dot.x.value, dot.y.value)]
    xs = span([*(x for curve in curves for x in curve.xs), *(dot.x.value or 0 for dot in known)])
    ys = span(
        [*(y for curve in curves for y in curve.ys if y is not None), *(dot.y.value or 0 for dot in known)]
    )

    def draw(width: int) -> tuple[Markup, float]:
        height = TALL + TEXT + 10
        named, rows = _named(curves, width)
        here = plane(xs, ys, (width, height - TEXT), end_room(dashed), HEAD + ROW * rows)
        shapes = ground(here, axes[1], number_marks(here))
        shapes += [drawn(curve, here) for curve in curves]
        spots = [here.at(dot.x.value or 0, dot.y.value or 0) for dot in known]
        shapes += [_dot(dot, spot) for dot, spot in zip(known, spots, strict=True)]
        shapes += place_words([dot.label for dot in known], spots, here.across, here.up, far=True) or []
        shapes += [*named, *end_labels(dashed, here)]
        if above:
            shapes.append(label(above, here.across.end, TEXT + ROW * rows, "end", "minor"))
        shapes.append(label(axes[0], here.across.end, height - 6, "end", "axis"))
        return Markup("").join(shapes), height

    return drawing(draw, alt)


def _named(curves: Sequence[Curve], width: int) -> tuple[list[Markup], int]:
    """Return the names of the lines that stop close to each other, above the plot, and how many rows they take."""
    marks, x, row = [], 8.0, 0
    for curve in curves:
        if curve.dashed or not curve.label:
            continue
        wide = 22 + width_of(curve.label) * 1.12 + 14
        if x + wide > width and x > 8:
            x, row = 8.0, row + 1
        y = TEXT + ROW * row
        marks.append(line(x, y - 4, x + 16, y - 4, f"curve curve-{curve.tone}"))
        marks.append(label(curve.label, x + 22, y, kind=f"heading say-{curve.tone}"))
        x += wide
    return marks, row + bool(marks)


def _dot(dot: Point, spot: tuple[float, float]) -> Markup:
    words = tip(f"{dot.label}: {show(dot.x)}, {show(dot.y)}")
    return el("circle", words, cx=spot[0], cy=spot[1], r=6, class_="observed")


@dataclass(frozen=True)
class Band:
    """Quantiles by year, from the outermost pair inwards, the middle line last; each as long as ``years``."""

    years: Sequence[int]
    outer: tuple[Sequence[float], Sequence[float]]
    inner: tuple[Sequence[float], Sequence[float]] | None
    middle: Sequence[float]


@dataclass(frozen=True)
class Target:
    """What somebody said will be reached: a year, a number, and who says so."""

    year: int
    figure: Figure
    label: str = ""


def fan(
    band: Band, unit: str, alt: str, targets: Sequence[Target] = (), ends: Sequence[Figure] = ()
) -> Markup:
    """Return what may come as a fan: darker is likelier, the line is the middle, dots are what was promised.

    ``ends`` are the low, middle and high numbers of the last year, written at its right.
    """
    known = [target for target in targets if target.figure.value is not None]
    levels = span([*band.outer[0], *band.outer[1], *(target.figure.value or 0 for target in known)])
    years = [*band.years, *(target.year for target in known)]
    room = max((width_of(show(end, short=True)) * 1.2 for end in ends), default=0.0) + 14

    def draw(width: int) -> tuple[Markup, float]:
        here = plane((min(years), max(years)), levels, (width, TALL), room)
        shapes = ground(here, unit, year_marks(here, 3 if width <= NARROW else 5))
        shapes.append(_area(band.years, band.outer, here, "fill-gain fan-outer"))
        if band.inner is not None:
            shapes.append(_area(band.years, band.inner, here, "fill-gain fan-inner"))
        shapes.append(drawn(Curve("middle", [float(year) for year in band.years], list(band.middle)), here))
        shapes += [mark for target in known for mark in _target(target, here)]
        return Markup("").join([*shapes, *_ends(ends, here)]), TALL

    return drawing(draw, alt)


def _area(
    years: Sequence[int], pair: tuple[Sequence[float], Sequence[float]], here: Plane, kind: str
) -> Markup:
    low = [here.at(year, level) for year, level in zip(years, pair[0], strict=True)]
    high = [here.at(year, level) for year, level in zip(years, pair[1], strict=True)]
    spots = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*low, *reversed(high)])
    return el("polygon", points=spots, class_=kind)


def _target(target: Target, here: Plane) -> list[Markup]:
    x, y = here.at(target.year, target.figure.value or 0)
    words = f"{target.label} {target.year}".strip()
    side = "end" if x > (here.across.start + here.across.end) / 2 else "start"
    shift = -10 if side == "end" else 10
    return [
        el("circle", tip(f"{words}: {show(target.figure)}"), cx=x, cy=y, r=6, class_="observed"),
        value(target.figure, x + shift, y + 2, side),
        label(words, x + shift, y + 2 + TEXT + 2, side, "minor when"),
    ]


def _ends(ends: Sequence[Figure], here: Plane) -> list[Markup]:
    marks, floor = [], float("-inf")
    known = [end for end in ends if end.value is not None]
    for end in sorted(known, key=lambda one: -(one.value or 0)):
        at = max(here.up(end.value or 0) + 4, floor)
        floor = at + TEXT + 3
        marks.append(value(end, here.across.end + 6, at))
    return marks
