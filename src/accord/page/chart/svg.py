"""The few SVG elements the charts are made of, with every text and attribute escaped."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from functools import lru_cache

from markupsafe import Markup, escape

from accord.core.provenance import Figure
from accord.page.words import show

WIDE, NARROW = 560, 350
"""Widths in pixels for which each chart is drawn; the page shows the one that fits."""
BROAD = 752
"""Width in pixels of a drawing that needs more than a card, such as a chain of many stages."""

TEXT = 13
"""Size of chart text in pixels, at both widths."""

LETTER, BOLD = 0.57, 0.68
"""Mean widths of a letter and of a bold figure in a wide sans-serif face, as shares of the text size."""

HATCH = Markup("<defs>{}</defs>").format(
    Markup("").join(
        Markup(
            '<pattern id="{0}" width="{1}" height="{1}" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><rect width="{1}" height="{1}" class="hatch-ground"/>'
            '<line x1="0" y1="0" x2="0" y2="{1}" class="hatch-line" stroke-width="{2}"/></pattern>'
        ).format(name, size, size / 4)
        for name, size in (("hatch", 6), ("hatch-land", 16))
    )
)
"""The patterns of "no data"; they stand once on the page and every drawing refers to them."""


ANYWAY = ("text_anchor", "start")
"""Where a text begins when nothing is said; saying it took 15 kB of a page."""


def el(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Return one element; ``_`` in an attribute name is written ``-``, a trailing ``_`` is dropped.

    Children that are not Markup are escaped; attributes that are None or what SVG takes anyway are left out.
    """
    held = "".join(
        [
            f' {_written(key)}="{escape(_short(value))}"'
            for key, value in attributes.items()
            if value is not None and (key, value) != ANYWAY
        ]
    )
    inner = "".join([escape(child) for child in children])
    return Markup(f"<{name}{held}>{inner}</{name}>")


@lru_cache(maxsize=256)
def _written(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _short(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(float(value), 2):g}"


def label(words: str, x: float, y: float, anchor: str = "start", kind: str = "label") -> Markup:
    """Return a text at a point; ``anchor`` is start, middle or end."""
    return el("text", words, x=x, y=y, text_anchor=anchor, class_=kind)


def value(figure: Figure, x: float, y: float, anchor: str = "start", kind: str = "value") -> Markup:
    """Return a figure's number at a point, tied to its key."""
    words = show(figure, short=True)
    return el("text", words, x=x, y=y, text_anchor=anchor, class_=kind, data_key=figure.key)


def axis_mark(words: str, x: float, y: float, width: float) -> Markup:
    """Return an axis mark centred on a point, moved where it would leave the drawing's ``width``."""
    half = width_of(words) / 2
    return label(words, max(min(x, width - half), half), y, "middle", "tick")


def tip(words: str) -> Markup:
    """Return the words that appear when a pointer rests on the mark."""
    return el("title", words)


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    """Return a straight line."""
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=kind)


def width_of(words: str, size: float = TEXT) -> float:
    """Return about how many pixels a text takes."""
    return len(words) * size * LETTER


def room_for(figure: Figure) -> float:
    """Return the pixels that a figure's number takes beside its mark, with a little air."""
    return len(show(figure, short=True)) * TEXT * BOLD + 10


def wrap(words: str, width: float, size: float = TEXT) -> list[str]:
    """Return the lines of a text that is to stay within ``width`` pixels."""
    return textwrap.wrap(words, max(6, int(width / (size * LETTER)))) or [""]


def lines(words: Iterable[str], x: float, y: float, anchor: str = "start", kind: str = "label") -> Markup:
    """Return several lines of text under each other; ``y`` is the first baseline."""
    return Markup("").join(label(text, x, y + at * (TEXT + 4), anchor, kind) for at, text in enumerate(words))


Draw = Callable[[int], tuple[Markup, float]]
"""A chart at a width: its marks and its height."""


def drawing(draw: Draw, alt: str, wide: int = WIDE) -> Markup:
    """Return a chart for a card (or ``wide`` pixels) and for a phone; ``alt`` says in words what it shows."""
    parts = [_at(draw, width, name, alt) for name, width in (("wide", wide), ("narrow", NARROW))]
    return Markup("").join(parts)


def _at(draw: Draw, width: int, name: str, alt: str) -> Markup:
    marks, height = draw(width)
    return el(
        "svg",
        marks,
        class_=f"chart {name}",
        viewBox=f"0 0 {width} {height:.0f}",
        role="img",
        aria_label=alt,
    )
