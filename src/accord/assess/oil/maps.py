"""Lines: where the stop and the duty cost the same, and what India bought by month with the acts upon it."""

from __future__ import annotations

from datetime import date

from accord.assess.drawn import MAP_TABLE, MAPPED, MODEL, Cell, indifference_chart
from accord.assess.oil.found import Found
from accord.assess.oil.numbers import share_figure
from accord.assess.oil.read import Asked
from accord.core.provenance import Figure
from accord.energy.answers.balance import BreakEven, GridCell
from accord.energy.indifference import LARGEST_DISCOUNT
from accord.energy.rows import Observation
from accord.page.blocks import Chart, Column, Day, Read, Rounded, Table
from accord.page.chart import Path, months
from accord.page.chart.scatter import Point
from accord.page.drawn import Head
from accord.page.names import the
from accord.page.words import date_words, show

ACTS = {
    "ban": "embargo", "duty": "duty", "cap": "lower cap", "sanction": "sanctions", "duty ended": "duty ends",
    "war": "war", "waiver": "waiver",
}  # fmt: skip
MONTHS_SHOWN = 40


def level_figure(cell: GridCell, found: BreakEven) -> Figure:
    """Return a break-even discount."""
    key = f"oil.grid.{_key(cell.stranded)}.{cell.method.replace(' ', '-')}"
    return Figure(key, "Break-even discount", cell.usd_bbl, "USD/bbl", str(found.year), "accord-energy",
                  "cost of the stop equals that of the duty", "computed")  # fmt: skip


def _key(stranded: float) -> str:
    return f"{100 * stranded:.0f}"


def balance(asked: Asked, found: BreakEven) -> Chart:
    """Return the break-even map: discount by stranded share, a line for each cost of the duty."""
    at = share_figure(found.stranded, "observed")
    dots = [
        Point(date_words(one.date[:7]), at, _seen(one))
        for one in found.observed
        if 0 <= one.value < LARGEST_DISCOUNT
    ]
    cells = [
        Cell(
            share_figure(cell.stranded, _key(cell.stranded)),
            cell.method,
            level_figure(cell, found),
            cell.usd_bbl,
        )
        for cell in found.grid
    ]
    ends = any(cell.usd_bbl is None for cell in cells)
    head = Head(
        "oil-break-even",
        _finding(asked, found),
        MAPPED,
        MAP_TABLE,
        MODEL,
        note=("Where a line ends, the stop is dearer at any discount. " if ends else "")
        + "Dots: discounts seen, drawn at the central share, which is assumed; the demand rule is a bank’s, not the model’s.",
    )
    return indifference_chart(head, cells, dots)


def _finding(asked: Asked, found: BreakEven) -> str:
    """Return which is cheaper at the central discount and share: at every horizon of the model, or not at all."""
    buyer, dearer = the(asked.buyer or ""), stop_against_duty(found)
    if not dearer:
        return f"Whether stop or duty costs {buyer} less depends on the horizon"
    less, more = ("duty", "stop") if dearer == "more" else ("stop", "duty")
    return f"The {less} costs {buyer} less than the {more}, at every horizon"


def stop_against_duty(found: BreakEven) -> str:
    """Return whether the stop costs "more" or "less" than the duty at every horizon of the model; nothing if neither."""
    costs = [one.usd_bn for one in found.costs if one.method != "rule"]
    return "more" if found.stop_cost > max(costs) else "less" if found.stop_cost < min(costs) else ""


def _seen(one: Observation) -> Figure:
    return Figure(f"oil.seen.{one.date}", f"Discount seen, {one.date}", one.value, "USD/bbl", one.date[:4], "accord-energy",
                  one.source, "cited")  # fmt: skip


def by_month(asked: Asked, found: Found) -> Chart:
    """Return what India bought from Russia by month, with the acts known on the day."""
    held = found.months[-MONTHS_SHOWN:]
    days: list[str] = []
    levels: list[float | None] = []
    for at, one in enumerate(held):
        days.append(one.date)
        levels.append(one.value)
        after = _next(one.date)
        if at + 1 == len(held) or held[at + 1].date != after:
            days += [after, after]
            levels += [one.value, None]
    figures = [
        Figure(f"oil.month.{one.date}", f"Russian crude to India, {one.date}", one.value, one.unit, one.date[:4],
               "accord-energy", one.source, "cited")
        for one in held
    ]  # fmt: skip
    marks = [(act.date, ACTS.get(act.kind, act.kind)) for act in found.acts]
    top = max(zip(held, figures, strict=True), key=lambda pair: pair[0].value)
    alt = (
        f"Steps by month: {show(figures[0])} in {date_words(held[0].date)}, at most {show(top[1])} in "
        f"{date_words(top[0].date)}, {show(figures[-1])} in {date_words(held[-1].date)}."
    )
    columns = (Column("month", "Month"), Column("mbd", "Bought", "mb/d"))
    rows = tuple((Day(one.date), figure) for one, figure in zip(held, figures, strict=True))
    return Chart(
        key="oil-months",
        title=(
            "India bought ", Rounded(figures[-1]), " of Russian crude in ", Day(held[-1].date), ", at its peak ",
            Rounded(top[1]),
        ),
        subtitle="Russian crude to India by month, million barrels a day; months without a figure are left blank",
        drawing=months([Path("", days, levels)], "mb/d", alt, marks),
        alt=alt,
        table=Table("oil-months", "Russian crude to India by month", columns, rows, sources=("accord-energy",)),
        sources=("accord-energy",),
        note=tuple(part for act in found.acts for part in (Day(act.date), ": ", Read(act.what), ". ")),
    )  # fmt: skip


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{date(year + number // 12, number % 12 + 1, 1):%Y-%m}"
