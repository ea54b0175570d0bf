"""What pages of oil and its screen on the web share: how a market's groups and a duty's costs are called and drawn."""

from __future__ import annotations

from collections.abc import Sequence

from accord.core.codes import economies, economy_name
from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.energy.indifference import LARGEST_DISCOUNT
from accord.page.blocks import Chart, Column, Text
from accord.page.chart import Curve, Point, break_even
from accord.page.drawn import Head, chart_of
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
    return chart_of(head, drawing, alt, columns, rows)


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
