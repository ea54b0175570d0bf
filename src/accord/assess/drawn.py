"""Charts that pages of assessments and screens of the web share: labelled figures go in, a chart comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.core.codes import economies, economy_name
from accord.core.provenance import Figure
from accord.energy.indifference import LARGEST_DISCOUNT
from accord.page.blocks import Chart, Column, Day, Row, Table, Text
from accord.page.chart import Band, Curve, Group, Point, Stack, Target, bars, break_even, fan, stacked
from accord.page.words import show

MODEL = ("accord-energy",)
GROUPS = {"EU27": "European Union", "others": "All others"}
SEEN = 0.05
"""Change of surplus, USD bn a year, from which a group is shown."""
METHODS = {
    "1 year": ("one year", "loss"),
    "10 years": ("ten years", "loss-2"),
    "long run": ("far end", "gain"),
    "rule": ("demand rule", "law"),
}
"""What a method of costing a duty is called on a line, and the colour of its line."""
MAPPED = "Discount on the oil at which stop and duty cost the same, USD a barrel, by what the duty costs"
MAP_TABLE = "Discount at which the stop and the duty cost the same"
ENDS = {"p10": "Low", "p50": "Middle", "p90": "High"}


@dataclass(frozen=True)
class Head:
    """What stands above and below a drawing."""

    key: str
    title: Text
    subtitle: Text
    table: str
    sources: tuple[str, ...] = MODEL
    note: Text = ""


@dataclass(frozen=True)
class Cell:
    """A break-even discount at a share that finds no other buyer, by the cost of a duty; None: at no discount."""

    share: Figure
    method: str
    level: Figure
    usd_bbl: float | None


def called(method: str) -> tuple[str, str]:
    """Return what a method of costing a duty is called on a line, and the colour of its line."""
    return METHODS.get(method, (method, "law"))


def group_name(code: str) -> str:
    """Return the name of an economy or of a group of the crude market."""
    return economy_name(code) if code in economies() else GROUPS.get(code, code)


def _chart(head: Head, drawing: str, alt: str, columns: Sequence[Column], rows: Sequence[Row]) -> Chart:
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
    return _chart(head, bars(groups, alt) if labels else "", alt, columns, made)


def _listed(marks: Sequence[tuple[str, Figure]]) -> str:
    return ", ".join(f"{label} {show(figure)}" for label, figure in marks)


def stacked_chart(
    head: Head, stacks: Sequence[Stack], what: str, columns: Sequence[Column], rows: Sequence[Row]
) -> Chart:
    """Return stacked bars, with what each shows in words."""
    told = [f"{one.label}: " + _listed([(part.label, part.figure) for part in one.parts]) for one in stacks]
    alt = f"{what}. " + ". ".join(told) + "."
    return _chart(head, stacked(stacks, alt) if stacks else "", alt, columns, rows)


def indifference_chart(head: Head, cells: Sequence[Cell], dots: Sequence[Point]) -> Chart:
    """Return where a stop and a duty cost the same: a line for each cost of the duty, and ``dots`` on the plane."""
    methods = tuple(dict.fromkeys(cell.method for cell in cells))
    curves = [_curve([cell for cell in cells if cell.method == method], method) for method in methods]
    axes = ("share of the oil that finds no other buyer, %", "USD a barrel")
    alt = "Lines of break-even discounts over the share that finds no other buyer. "
    alt += (
        "; ".join(_ends([cell for cell in cells if cell.method == method], method) for method in methods)
        + "."
    )
    columns = (
        Column("stranded", "Share that finds no other buyer", "%"),
        *(Column(m.replace(" ", "-"), f"Duty’s cost: {called(m)[0]}", "USD/bbl") for m in methods),
    )
    shares = {cell.share.value: cell.share for cell in cells}
    rows = [
        (share, *(_level(cell) for cell in cells if cell.share.value == value))
        for value, share in shares.items()
    ]
    seen = [curve for curve in curves if any(y is not None for y in curve.ys)]
    drawing = break_even(seen, dots, axes, alt, above="above a line: buying on pays")
    return _chart(head, drawing, alt, columns, rows)


def _curve(cells: Sequence[Cell], method: str) -> Curve:
    """Return a line up to the share where the stop becomes dearer at any discount."""
    words, tone = called(method)
    xs, ys = [cell.share.value or 0.0 for cell in cells], [cell.usd_bbl for cell in cells]
    return Curve(words, xs, ys, tone, dashed=method == "rule")


def _ends(cells: Sequence[Cell], method: str) -> str:
    known = [cell for cell in cells if cell.usd_bbl is not None]
    told = " to ".join(show(cell.level) for cell in (known[0], known[-1])) if known else "no discount"
    return f"{called(method)[0]}: {told}"


def _level(cell: Cell) -> Text:
    if cell.usd_bbl is None:
        return "no discount"
    return ("above ", cell.level) if cell.usd_bbl >= LARGEST_DISCOUNT else cell.level


def fan_chart(head: Head, band: Band, level: Callable[[str, int], Figure], goals: Sequence[Target]) -> Chart:
    """Return capacity by year as a fan of eight draws in ten, with official goals as dots; ``level(end, place)``."""
    years, last = band.years, len(band.years) - 1
    ends = (level("p10", last), level("p50", last), level("p90", last))
    shown = [at for at, year in enumerate(years) if year % 5 == 2 or at in (0, last)]
    rows: list[Row] = [(Day(str(years[at])), *(level(end, at) for end in ENDS)) for at in shown]
    columns = (Column("year", "Year"), *(Column(end, label, "GW") for end, label in ENDS.items()))
    alt = f"A fan from {years[0]} to {years[-1]}, at its end {show(ends[0])} to {show(ends[2])}"
    alt += "".join(f"; goal of {show(goal.figure)} in {goal.year}" for goal in goals) + "."
    return _chart(head, fan(band, "GW", alt, goals, ends), alt, columns, rows)
