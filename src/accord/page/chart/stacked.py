"""Bars made of parts: who takes the place of a seller, what a total is made of."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.scale import Scale
from accord.page.chart.svg import TEXT, drawing, el, label, room_for, tip, value, width_of
from accord.page.words import show

THICK, GAP = 26, 14
TONES = ("gain", "gain-2", "law", "loss-2", "loss")
"""Colours of parts in order; neighbours differ in darkness, so that grey print still reads."""


@dataclass(frozen=True)
class Part:
    """One part of a bar; ``tone`` is a colour class, by its place in the bar when left out."""

    label: str
    figure: Figure
    tone: str = ""


@dataclass(frozen=True)
class Stack:
    """A bar and its parts, in the order in which they lie; ``total`` is written at its end."""

    label: str
    parts: tuple[Part, ...]
    total: Figure | None = None


def stacked(stacks: Sequence[Stack], alt: str) -> Markup:
    """Return bars of parts from zero; a part too thin for its name has a letter and is named under the bar.

    A part that is not known is hatched and listed; nothing is drawn for it to scale.
    """
    sums = [sum(max(part.figure.value or 0.0, 0.0) for part in stack.parts) for stack in stacks]
    longest = max(sums, default=0.0) or 1.0
    room = max((room_for(stack.total) for stack in stacks if stack.total is not None), default=0.0)

    def draw(width: int) -> tuple[Markup, float]:
        scale = Scale(0.0, longest, 0, width - room - 4)
        shapes: list[Markup] = []
        y = 2.0
        for stack in stacks:
            shapes.append(label(stack.label, 0, y + TEXT, kind="heading"))
            y += TEXT + 8
            bar, listed = _bar(stack, scale, y)
            shapes += bar
            y += THICK + 6
            rows = _rows(listed, width)
            shapes += [_row(row, y + TEXT - 2 + at * (TEXT + 4)) for at, row in enumerate(rows)]
            y += len(rows) * (TEXT + 4) + GAP
        return Markup("").join(shapes), y

    return drawing(draw, alt)


Named = tuple[str, Part]
"""The letter of a part that is too thin for its name, and the part."""


def _words(named: Named) -> str:
    letter, part = named
    return f"{letter} {part.label} {show(part.figure, short=True)}".strip()


def _rows(listed: Sequence[Named], width: int) -> list[list[Named]]:
    """Return the named parts in as many rows as they need."""
    rows: list[list[Named]] = []
    used = 0.0
    for named in listed:
        wide = width_of(_words(named) + "; ") * 1.05
        if not rows or used + wide > width:
            rows.append([])
            used = 0.0
        rows[-1].append(named)
        used += wide
    return rows


def _row(row: Sequence[Named], y: float) -> Markup:
    pieces: list[str | Markup] = []
    for at, (letter, part) in enumerate(row):
        pieces.append(f"{'; ' if at else ''}{f'{letter} {part.label}'.strip()} ")
        pieces.append(el("tspan", show(part.figure, short=True), data_key=part.figure.key))
    return el("text", *pieces, x=0, y=y, class_="minor")


def _bar(stack: Stack, scale: Scale, y: float) -> tuple[list[Markup], list[Named]]:
    """Return the marks of a bar, and the words of the parts that are too thin to name themselves."""
    marks: list[Markup] = []
    listed: list[Named] = []
    at = 0.0
    for place, part in enumerate(stack.parts):
        words = f"{part.label} {show(part.figure, short=True)}"
        if part.figure.value is None:
            listed.append(("", part))
            continue
        tone = part.tone or TONES[place % len(TONES)]
        left, right = scale(at), scale(at + max(part.figure.value, 0.0))
        at += max(part.figure.value, 0.0)
        size = max(right - left - 1, 0.5)
        marks.append(el("rect", tip(words), x=left, y=y, width=size, height=THICK, class_=f"fill-{tone}"))
        if width_of(words) * 1.12 + 8 < size:
            number = el("tspan", show(part.figure, short=True), data_key=part.figure.key)
            kind = f"on-{tone}"
            marks.append(el("text", f"{part.label} ", number, x=left + 5, y=y + THICK / 2 + 4.5, class_=kind))
        else:
            letter = ascii_lowercase[len(listed) % 26]
            listed.append((letter, part))
            if size > TEXT:
                middle = left + size / 2
                marks.append(label(letter, middle, y + THICK / 2 + 4.5, "middle", f"on-{tone}"))
    if stack.total is not None:
        marks.append(value(stack.total, scale(at) + 6, y + THICK / 2 + 4.5))
    return marks, listed
