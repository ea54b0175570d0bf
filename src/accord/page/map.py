"""A world map of one number per economy: Robinson projection, seven colours around zero."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.places import files
from accord.core.provenance import Figure
from accord.page.chart.svg import TEXT, drawing, el, label, tip, width_of
from accord.page.words import number, show

BORDERS = (
    "Borders and names follow Natural Earth, which draws who governs in fact, lines of control included; "
    "areas it leaves without an assignment are hatched. Drawing a line is not an opinion about it."
)
"""The one policy on disputed borders; it stands under every map."""

_FINE = ((0.002, 0.01, 0.05), (0.005, 0.02, 0.1), (0.01, 0.05, 0.2), (0.02, 0.1, 0.5), (0.05, 0.2, 1.0))
_COARSE = tuple((low * 10, middle * 10, high * 10) for low, middle, high in _FINE[2:])
LADDER = (*_FINE, *_COARSE, (1.0, 5.0, 20.0))
"""Class limits to choose from, each with its mirror below zero."""

CLASSES = ("n3", "n2", "n1", "z", "p1", "p2", "p3")


def limits(values: list[float]) -> tuple[float, float, float]:
    """Return the finest class limits whose outer class still holds only the largest changes."""
    largest = max((abs(value) for value in values), default=0.0)
    return next((rung for rung in LADDER if rung[2] >= largest / 2.5), LADDER[-1])


def class_of(value: float, rung: tuple[float, float, float]) -> str:
    """Return the colour class of a value: ``n3`` is a great loss, ``z`` about nothing, ``p3`` a gain."""
    step = sum(abs(value) >= limit for limit in rung)
    return CLASSES[3 + step if value > 0 else 3 - step]


def world_map(figures: Mapping[str, Figure], alt: str, named: tuple[str, ...] = ()) -> Markup:
    """Return the map and its legend; ``figures`` by economy code, ``named`` ones get their number written.

    Economies too small to see are dots; areas without a figure of their own are hatched. The outlines
    stand once on the page, in ``outlines``.
    """
    rung = limits([figure.value for figure in figures.values() if figure.value is not None])
    land = geometry()
    areas = [_area(code, figures.get(code), rung) for code in land["areas"]]
    areas += [_outline(f"unassigned-{at}", "unknown") for at in range(len(land["unassigned"]))]
    small = [code for code in land["dots"] if code in figures]
    dots = [_dot(land["centres"][code], code, figures[code], rung) for code in small]
    names = [_name(code, figures[code], land) for code in named if code in figures]
    picture = el(
        "svg",
        *(*areas, *dots, *names),
        class_="map",
        viewBox=f"0 0 {land['width']} {land['height']}",
        role="img",
        aria_label=alt,
    )
    losses = any((figure.value or 0.0) < 0 for figure in figures.values())
    return picture + legend(rung, next(iter(figures.values())).unit, losses=losses)


@lru_cache(maxsize=1)
def outlines() -> Markup:
    """Return the outlines of all areas, for the maps of a page to refer to."""
    land = geometry()
    paths = [
        *land["areas"].items(),
        *((f"unassigned-{at}", path) for at, path in enumerate(land["unassigned"])),
    ]
    return el("defs", *(el("path", id=f"land-{name}", d=path) for name, path in paths))


def legend(rung: tuple[float, float, float], unit: str, *, losses: bool) -> Markup:
    """Return the colour classes in order with their limits, and the hatch of "no data".

    Without ``losses`` the scale runs from nothing upwards.
    """
    marks = [-limit for limit in reversed(rung)] if losses else []
    kinds, marks = CLASSES if losses else CLASSES[3:], [*marks, *rung]

    def draw(width: int) -> tuple[Markup, float]:
        box = min(64.0, (width - 8) / 7)
        end = len(kinds) * box
        shapes = [
            el("rect", x=at * box, y=4, width=box, height=14, class_=kind) for at, kind in enumerate(kinds)
        ]
        shapes += [
            label(number(mark, signed=losses), (at + 1) * box, 34, "middle", "tick")
            for at, mark in enumerate(marks)
        ]
        if losses:
            shapes += [label("loss", 0, 34, "start", "axis"), label("gain", end, 34, "end", "axis")]
        x, y = (end + 24, 4) if width > end + 190 else (0.0, 46)
        hatch = el("rect", x=x, y=y, width=26, height=14, class_="unknown")
        note = label("no figure of its own", x + 32, y + 12, "start", "axis")
        return Markup("").join([*shapes, hatch, note]), 64 if y > 4 else 40

    words = "from loss to gain" if losses else "from little to much"
    return drawing(draw, f"Colours {words}, in {unit.replace('%', 'per cent')}.")


@lru_cache(maxsize=1)
def geometry() -> Document:
    """Return the shipped geometry, as ``accord.sources.map.build`` describes it."""
    return dict(json.loads(files("accord.page").joinpath("map.json").read_text("utf-8")))


def _area(code: str, figure: Figure | None, rung: tuple[float, float, float]) -> Markup:
    if figure is None:
        return _outline(code, "unknown")
    if figure.value is None:
        return _outline(code, "unknown", tip(f"{economy_name(code)}: no figure of its own"))
    words = tip(f"{economy_name(code)}: {show(figure)}")
    return _outline(code, class_of(figure.value, rung), words, figure.key)


def _outline(name: str, kind: str, words: str = "", key: str | None = None) -> Markup:
    return el("use", words, href=f"#land-{name}", class_=kind, data_key=key)


def _dot(at: list[int], code: str, figure: Figure, rung: tuple[float, float, float]) -> Markup:
    kind = "unknown" if figure.value is None else class_of(figure.value, rung)
    words = tip(f"{economy_name(code)}: {show(figure)}")
    return el("circle", words, cx=at[0], cy=at[1], r=11, class_=f"{kind} dot-land")


def _name(code: str, figure: Figure, land: Document) -> Markup:
    x, y = land["centres"][code]
    scale = land["width"] / 720
    words = f"{economy_name(code)} {show(figure)}"
    x = min(max(x, width_of(words) * scale / 2), land["width"] - width_of(words) * scale / 2)
    number_ = el("tspan", show(figure), data_key=figure.key)
    return el(
        "text", economy_name(code), " ", number_, x=x, y=y + TEXT, text_anchor="middle", class_="map-name"
    )
