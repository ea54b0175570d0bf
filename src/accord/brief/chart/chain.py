"""A chain of stages, from the mine to the device, with the weak stage marked in words and by its frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from accord.brief.chart.svg import TEXT, drawing, el, label, lines, value, wrap
from accord.core.provenance import Figure

GAP, PAD, MOST = 18, 10, 5
LINE = TEXT + 4
ROOMY = 190
"""Width in pixels from which a share's name and number stand on one line."""


@dataclass(frozen=True)
class Stage:
    """A stage with named figures in per cent (shares are drawn as bars) and a remark such as who leads it."""

    label: str
    figures: tuple[tuple[str, Figure], ...]
    remark: str = ""
    weak: bool = False


def chain(stages: Sequence[Stage], alt: str, weak_label: str = "weakest") -> Markup:
    """Return the stages as boxes joined by arrows: in rows of up to five, or under each other on a phone."""

    def draw(width: int) -> tuple[Markup, float]:
        across = 1 if width < 500 else min(len(stages), MOST)
        across = -(-len(stages) // -(-len(stages) // across))
        wide = (width - GAP * (across - 1)) / across
        marks, y = [], 2.0
        for first in range(0, len(stages), across):
            row = stages[first : first + across]
            tall = max(_height(stage, wide - 2 * PAD) for stage in row)
            for at, stage in enumerate(row):
                box = _Box(at * (wide + GAP), y, wide, tall)
                marks.append(_stage(stage, box, weak_label))
                if first + at + 1 < len(stages):
                    marks.append(_arrow(box, down=across == 1, turn=at + 1 == across))
            y += tall + GAP + 6
        return Markup("").join(marks), y - GAP

    return drawing(draw, alt)


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float


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
        marks += _share(name, figure, left, at, wide)
        at += _share_height(name, wide)
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


def _arrow(box: _Box, *, down: bool, turn: bool) -> Markup:
    """Return the arrow to the next box: right, down on a phone, or down and back to the start of a row."""
    right, bottom = box.x + box.width, box.y + box.height
    if down:
        path = f"M{box.x + box.width / 2 - 6:.1f},{bottom + 4:.1f}h12l-6,9z"
    elif turn:
        return label("↲ goes on below", right, bottom + GAP - 2, "end", "minor")
    else:
        path = f"M{right + 4:.1f},{box.y + box.height / 2 - 6:.1f}v12l10,-6z"
    return el("path", d=path, class_="arrow")
