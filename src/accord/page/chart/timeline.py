"""Events down a rail: what happened, the day of the report, what is to come."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from accord.core.frozen import dataclass
from accord.page.chart.scale import day_number
from accord.page.chart.svg import TEXT, drawing, el, label, line, lines, wrap
from accord.page.words import date_words


@dataclass(frozen=True)
class Moment:
    """Something on a date (ISO day, month or year); ``done`` is False for what is planned or promised."""

    when: str
    label: str
    done: bool = True


def timeline(moments: Sequence[Moment], today: str, alt: str, today_label: str = "this report") -> Markup:
    """Return the moments in order of date; a filled dot has happened, a hollow one is to come."""
    ordered = sorted(moments, key=lambda moment: (day_number(moment.when), moment.label))

    def draw(width: int) -> tuple[Markup, float]:
        rail = 148.0 if width > 500 else 130.0
        marks, y = [], 10.0
        for moment in _with_today(ordered, today, today_label):
            rows = wrap(moment.label, width - rail - 22)
            marks += _moment(moment, rows, rail, y, is_today=moment.label == today_label)
            y += len(rows) * (TEXT + 4) + 12
        return Markup("").join([line(rail, 4, rail, y - 12, "rail"), *marks]), y

    return drawing(draw, alt)


def _with_today(ordered: list[Moment], today: str, today_label: str) -> list[Moment]:
    """Return the moments with the day of the report set between what came before it and what comes after."""
    at = sum(day_number(moment.when) <= day_number(today) for moment in ordered)
    return [*ordered[:at], Moment(today, today_label), *ordered[at:]]


def _moment(moment: Moment, rows: list[str], rail: float, y: float, *, is_today: bool) -> list[Markup]:
    dot = "today" if is_today else "done" if moment.done else "planned"
    kind = "heading" if is_today else "read"
    return [
        label(date_words(moment.when), rail - 14, y + 4.5, "end", "when"),
        el("circle", cx=rail, cy=y, r=6 if is_today else 5, class_=f"dot {dot}"),
        lines(rows, rail + 16, y + 4.5, kind=kind),
    ]
