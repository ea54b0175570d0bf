"""Charts whole: labelled figures go in; a drawing, its words and a table of the same numbers come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.blocks import Chart, Column, Day, Row, Table, Text
from accord.page.chart import Band, Group, Stack, Target, bars, fan, stacked
from accord.page.words import show

ENDS = {"p10": "Low", "p50": "Middle", "p90": "High"}


@dataclass(frozen=True)
class Head:
    """What stands above and below a drawing."""

    key: str
    title: Text
    subtitle: Text
    table: str
    sources: tuple[str, ...] = ()
    note: Text = ""


def chart_of(head: Head, drawing: str, alt: str, columns: Sequence[Column], rows: Sequence[Row]) -> Chart:
    """Return a drawing with what stands around it, and the same numbers as a table."""
    table = Table(head.key, head.table, tuple(columns), tuple(rows), sources=head.sources)
    return Chart(head.key, head.title, head.subtitle, drawing, alt, table, head.sources, head.note)


def bar_chart(
    head: Head, groups: Sequence[Group], what: str, columns: Sequence[Column], *, rows: Sequence[Row] = ()
) -> Chart:
    """Return bars, with what each shows in words; the table has a row by label unless ``rows`` are given."""
    told = [
        (f"{one.heading}: " if one.heading else "") + _listed([(b.label, b.figure) for b in one.bars])
        for one in groups
    ]
    alt = f"{what}{': ' if len(groups) == 1 and not groups[0].heading else '. '}" + ". ".join(told) + "."
    held = [{bar.label: bar.figure for bar in one.bars} for one in groups]
    labels = dict.fromkeys(bar.label for one in groups for bar in one.bars)
    made = rows or [(label, *(one.get(label) for one in held)) for label in labels]
    return chart_of(head, bars(groups, alt) if labels else "", alt, columns, made)


def _listed(marks: Sequence[tuple[str, Figure]]) -> str:
    return ", ".join(f"{label} {show(figure)}" for label, figure in marks)


def stacked_chart(
    head: Head, stacks: Sequence[Stack], what: str, columns: Sequence[Column], rows: Sequence[Row]
) -> Chart:
    """Return stacked bars, with what each shows in words."""
    told = [f"{one.label}: " + _listed([(part.label, part.figure) for part in one.parts]) for one in stacks]
    alt = f"{what}. " + ". ".join(told) + "."
    return chart_of(head, stacked(stacks, alt) if stacks else "", alt, columns, rows)


def fan_chart(head: Head, band: Band, level: Callable[[str, int], Figure], goals: Sequence[Target]) -> Chart:
    """Return capacity by year as a fan of eight draws in ten, with official goals as dots; ``level(end, place)``."""
    years, last = band.years, len(band.years) - 1
    ends = (level("p10", last), level("p50", last), level("p90", last))
    shown = [at for at, year in enumerate(years) if year % 5 == 2 or at in (0, last)]
    rows: list[Row] = [(Day(str(years[at])), *(level(end, at) for end in ENDS)) for at in shown]
    columns = (Column("year", "Year"), *(Column(end, label, "GW") for end, label in ENDS.items()))
    alt = f"A fan from {years[0]} to {years[-1]}, at its end {show(ends[0])} to {show(ends[2])}"
    alt += "".join(f"; goal of {show(goal.figure)} in {goal.year}" for goal in goals) + "."
    return chart_of(head, fan(band, "GW", alt, goals, ends), alt, columns, rows)
