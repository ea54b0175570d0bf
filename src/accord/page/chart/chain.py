"""A chain of stages, from the mine to the device, with the weak stage marked in words and by its frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.chart.svg import BROAD, TEXT, WIDE, drawing, el, label, lines, value, wrap

GAP, STACK, PAD = 30, 8, 10
"""Pixels between columns, between boxes of a column, and inside a box."""
LINE = TEXT + 4
ROOMY = 190
"""Width in pixels from which a share's name and number stand on one line."""


@dataclass(frozen=True)
class Stage:
    """A stage with named figures in per cent (shares are drawn as bars) and a remark such as who leads it.

    ``needs`` holds the ids of the stages that it is made from, or made with; ``links`` where a figure's name
    leads, by the name.
    """

    label: str
    figures: tuple[tuple[str, Figure], ...]
    remark: str = ""
    weak: bool = False
    id: str = ""
    needs: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def chain(stages: Sequence[Stage], alt: str, weak_label: str = "weakest") -> Markup:
    """Return the stages as boxes, each joined to what it needs, which stands to its left.

    On a phone they stand under each other, with an arrow wherever the next ones need some of those above. With
    links in it the drawing is a group of them to a screen reader, not one picture.
    """
    columns = _columns(stages)

    def draw(width: int) -> tuple[Markup, float]:
        if width < 500:
            boxes, arrows, height = _down(stages, columns, width)
        else:
            boxes, height = _across(stages, columns, width)
            arrows = _joins(stages, boxes)
        marks = [_stage(stage, box, weak_label) for stage, box in zip(stages, boxes, strict=True)]
        return Markup("").join([*arrows, *marks]), height

    made = drawing(draw, alt, WIDE if len(columns) < 4 else BROAD)
    linked = any(stage.links for stage in stages)
    return Markup(str(made).replace('role="img"', 'role="group"')) if linked else made


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float


def _columns(stages: Sequence[Stage]) -> list[list[int]]:
    """Return the positions of the stages in columns: each just before the first stage that needs it."""
    before_end = [0] * len(stages)
    for _ in stages:
        for at, stage in enumerate(stages):
            users = [before_end[n] + 1 for n, other in enumerate(stages) if stage.id in other.needs]
            before_end[at] = max([0, *users])
    last = max(before_end, default=0)
    columns = [
        [at for at, steps in enumerate(before_end) if last - steps == place] for place in range(last + 1)
    ]
    return [column for column in columns if column]


def _across(stages: Sequence[Stage], columns: list[list[int]], width: int) -> tuple[list[_Box], float]:
    """Return a box for each stage, columns from left to right, each centred; and the height of the whole."""
    wide = (width - GAP * (len(columns) - 1)) / len(columns)
    heights = [_height(stage, wide - 2 * PAD) for stage in stages]
    tall = [sum(heights[at] for at in column) + STACK * (len(column) - 1) for column in columns]
    boxes = {}
    for place, column in enumerate(columns):
        y = 2 + (max(tall) - tall[place]) / 2
        for at in column:
            boxes[at] = _Box(place * (wide + GAP), y, wide, heights[at])
            y += heights[at] + STACK
    return [boxes[at] for at in range(len(stages))], max(tall) + 4


def _joins(stages: Sequence[Stage], boxes: Sequence[_Box]) -> list[Markup]:
    """Return a line with an arrow from each stage to each that needs it."""
    place = {stage.id: box for stage, box in zip(stages, boxes, strict=True)}
    marks = []
    for stage, box in zip(stages, boxes, strict=True):
        x, y = box.x - 1, box.y + box.height / 2
        froms = [place[word] for word in stage.needs if word in place]
        for source in froms:
            start, level = source.x + source.width, source.y + source.height / 2
            bend = f"{start + 20:.1f},{level:.1f} {x - 24:.1f},{y:.1f} {x - 8:.1f},{y:.1f}"
            marks.append(el("path", d=f"M{start:.1f},{level:.1f}C{bend}", class_="feeds"))
        if froms:
            marks.append(el("path", d=f"M{x - 9:.1f},{y - 5:.1f}v10l9,-5z", class_="arrow"))
    return marks


def _down(
    stages: Sequence[Stage], columns: list[list[int]], width: int
) -> tuple[list[_Box], list[Markup], float]:
    """Return a box for each stage under each other, the arrows between columns, and the height."""
    boxes, arrows, y = {}, [], 2.0
    for place, column in enumerate(columns):
        if place:
            arrows.append(el("path", d=f"M{width / 2 - 6:.1f},{y - 2:.1f}h12l-6,9z", class_="arrow"))
            y += 14
        for at in column:
            boxes[at] = _Box(0, y, width, _height(stages[at], width - 2 * PAD))
            y += boxes[at].height + STACK / 2
    return [boxes[at] for at in range(len(stages))], arrows, y


def _height(stage: Stage, wide: float) -> float:
    """Return the height of a stage whose text is ``wide`` pixels wide."""
    rows = len(wrap(stage.label, wide)) + len(wrap(stage.remark, wide)) * bool(stage.remark) + stage.weak
    return rows * LINE + sum(_share_height(name, wide) for name, _ in stage.figures) + 2 * PAD + 6


def _share_height(name: str, wide: float) -> float:
    """Return the height of a share: name and number on one line where there is room, and its bar."""
    return 34.0 if wide >= ROOMY else len(wrap(name, wide)) * LINE + 29


def _stage(stage: Stage, box: _Box, weak_label: str) -> Markup:
    kind = "stage weak" if stage.weak else "stage"
    frame = el("rect", x=box.x + 1, y=box.y, width=box.width - 2, height=box.height - 2, rx=4, class_=kind)
    left, wide = box.x + PAD, box.width - 2 * PAD
    head = wrap(stage.label, wide)
    at = box.y + PAD + TEXT
    marks = [frame, lines(head, left, at, kind="heading")]
    at += len(head) * LINE + 4
    for name, figure in stage.figures:
        share = _share(name, figure, left, at, wide)
        tall = _share_height(name, wide)
        if name in stage.links:
            ground = el("rect", x=left, y=at - TEXT, width=wide, height=tall, class_="hit")
            share = [el("a", ground, *share, href=stage.links[name])]
        marks += share
        at += tall
    if stage.remark:
        marks.append(lines(wrap(stage.remark, wide), left, at + 4, kind="minor"))
    if stage.weak:
        marks.append(label(f"▲ {weak_label}", left, box.y + box.height - PAD - 2, kind="warning"))
    return Markup("").join(marks)


def _share(name: str, figure: Figure, x: float, y: float, width: float) -> list[Markup]:
    """Return a name, its number, and a bar filled to the share it is; hatched where nothing is known."""
    roomy = width >= ROOMY
    words = [name] if roomy else wrap(name, width)
    below = y + 2 + (0 if roomy else len(words) * LINE)
    ground = "track" if figure.value is not None else "unknown"
    marks = [
        lines(words, x, y + 2, kind="minor"),
        value(figure, x + width, below, "end") if roomy else value(figure, x, below),
        el("rect", x=x, y=below + 5, width=width, height=6, class_=ground),
    ]
    if figure.value is not None and figure.unit == "%":
        part = min(max(figure.value / 100, 0), 1) * width
        marks.append(el("rect", x=x, y=below + 5, width=part, height=6, class_="fill-a"))
    return marks
