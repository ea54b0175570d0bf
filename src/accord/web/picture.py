"""What a moved tariff does, as the page's blocks: sentence, key figures, winners and losers, sectors, map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from accord.core.codec import finite
from accord.core.frozen import dataclass
from accord.core.population import population
from accord.core.provenance import Figure
from accord.core.shock import Array
from accord.groups import members
from accord.page.blocks import Chart, Column, Day, Key, Keys, Prose, Rounded, Text
from accord.page.chart import Bar, Group, bars
from accord.page.drawn import Head, chart_of
from accord.page.map import BORDERS, world_map
from accord.page.names import name, sector, the
from accord.page.words import SMALLEST, capital
from accord.study.run import Run
from accord.trade.columns import economy_columns, group_row
from accord.web.move import Move

MODEL, CUBE = "accord-model", "oecd-icio-2025"
SPANS = {"1": "within a year", "10": "in ten years", "long": "in the long run"}
SHOWN = 6
"""Winners and losers that the picture names, each."""

Row = dict[str, float | None]


@dataclass(frozen=True)
class Moved:
    """A question with its certified answer; figures carry the keys of ``accord run --json``."""

    move: Move
    run: Run

    @property
    def year(self) -> str:
        """The year of the world."""
        return str(self.run.world.year)

    @cached_property
    def columns(self) -> dict[str, NDArray[np.float64]]:
        """The run's numbers by economy, each ``[n]``; worked out once for a page."""
        return economy_columns(self.run.result)

    def figures(self, code: str) -> dict[str, Figure]:
        """Return the figures of an economy or a group: real income, prices, trade, revenue, money, a head."""
        where, row = self.row(code)
        income = float(self.run.result.baseline.income[self.inside(code)].sum() / 1000)
        people = sum(population().get(one, 0.0) for one in self.codes(code))
        percent = row["welfare_pct"]
        money = None if percent is None else percent / 100 * income
        head = None if money is None or not people else 1000 * money / people
        held = [
            ("welfare_pct", "Real income", percent, "% change"),
            ("price_index_pct", "Consumer prices", row["price_index_pct"], "% change"),
            ("exports_pct", "Exports", row["exports_pct"], "% change"),
            ("imports_pct", "Imports", row["imports_pct"], "% change"),
            (
                "tariff_revenue_change_usd_bn",
                "Tariff revenue",
                row["tariff_revenue_change_usd_bn"],
                "USD bn change",
            ),
            ("income_usd_bn", "Real income, a year", money, "USD bn change"),
            ("income_usd_head", "Real income, a head and year", head, "USD per head change"),
        ]
        return {
            key: Figure(
                f"{where}.{code}.{key}", f"{label} of {name(code)}", value, unit, self.year, MODEL, BASIS[key]
            )
            for key, label, value, unit in held
        }

    def row(self, code: str) -> tuple[str, Row]:
        """Return where the run's document holds an economy or a group, and its numbers."""
        if code in self.run.world.economies:
            at = self.run.world.economies.index(code)
            return "economies", {key: finite(values[at]) for key, values in self.columns.items()}
        return "groups", {
            **group_row(self.run.result, self.inside(code), self.run.world.value_added.sum(axis=0))
        }

    def codes(self, code: str) -> tuple[str, ...]:
        """Return an economy, or the members of a group on the day of the question."""
        if code == "all":
            return tuple(one for one in self.run.world.economies if one != self.move.importer)
        return (code,) if code in self.run.world.economies else members(code, self.move.day)

    def inside(self, code: str) -> NDArray[np.bool_]:
        """Return which economies of the world are meant ``[n]``."""
        return np.isin(self.run.world.economies, self.codes(code))

    @property
    def paid(self) -> Figure | None:
        """What the goods asked about pay in the comparison, on average; None where they are products or not sold."""
        sectors, hit = self.move.scope
        base = self.run.result.baseline
        who = [self.inside(code) for code in self.move.sellers]
        block = np.ix_(
            np.isin(self.run.world.sectors, sectors),
            self.inside(self.move.importer),
            np.logical_or.reduce(who),
        )
        bought = float(base.net_trade[block].sum())
        if hit or not bought:
            return None
        return Figure(
            "comparison.duty_pct", "Duty paid on these goods", 100 * (float(base.trade[block].sum()) / bought - 1), "%",
            self.year, MODEL, "duty collected over imports at the border, in the comparison",
        )  # fmt: skip

    def money(self) -> NDArray[np.float64]:
        """Return the change of real income of every economy ``[n]``, USD bn a year."""
        result = self.run.result
        return np.asarray(result.welfare_pct / 100 * result.baseline.income / 1000, float)

    @property
    def partner(self) -> str | None:
        """Whom the page sets beside the importer: the first seller, nobody where all are meant."""
        return None if self.move.sellers[0] == "all" else self.move.sellers[0]


BASIS = {
    "welfare_pct": "real income W^ = I^ / prod_j P^_j^alpha_j, exact",
    "price_index_pct": "prod_j P^_j^alpha_j, world value added as numeraire",
    "exports_pct": "sum of pi' X' / tau' at the border, exports",
    "imports_pct": "sum of pi' X' / tau' at the border, imports",
    "tariff_revenue_change_usd_bn": "sum of (tau' - 1) pi' X' / tau', less that of the comparison",
    "income_usd_bn": "welfare_pct times income of the comparison",
    "income_usd_head": "income_usd_bn over population (GeoNames)",
}


def sentence(moved: Moved) -> Prose:
    """Return the answer in a sentence: who gains or loses how much, in how many years."""
    move = moved.move
    mine = moved.figures(move.importer)
    parts: list[Text] = [f"At {move.rate:g} %, ", *_gains(move.importer, mine)]
    if moved.partner:
        parts += ["; ", *_gains(moved.partner, moved.figures(moved.partner))]
    return Prose((*parts, f", {SPANS[move.horizon]}."), "lead")  # type: ignore[arg-type]


def _gains(code: str, held: dict[str, Figure]) -> tuple[Text, ...]:
    money, head = held["income_usd_bn"], held["income_usd_head"]
    if money.value is None or abs(money.value) < SMALLEST:
        return (f"{the(code)} gains and loses about nothing",)
    verb = "gains" if money.value > 0 else "loses"
    middle: tuple[Text, ...] = (f"{the(code)} {verb} ", Rounded(money, sign=False), " a year")
    return middle if head.value is None else (*middle, ", ", Rounded(head, sign=False))


def compared(moved: Moved) -> Prose:
    """Return in a line what the answer is compared with, and what these goods pay there."""
    move, paid = moved.move, moved.paid
    law = move.against.removeprefix("law:")
    since: tuple[Text, ...] = (
        ("the world of 2022",) if law == move.against else ("the law of ", Day(law), " for everybody")
    )
    there: tuple[Text, ...] = (", where these goods pay ", Rounded(paid), " on average") if paid else ()
    told = ("Compared: ", *since, *there, ", with these duties changed and nothing else.")
    return Prose(told, "note")  # type: ignore[arg-type]


def keys(moved: Moved) -> Keys:
    """Return the four key figures: real income of both sides, revenue, and the seller's sales."""
    move = moved.move
    mine = moved.figures(move.importer)
    items = [_key(the(move.importer, start=True), mine["welfare_pct"], "real income")]
    if moved.partner:
        items.append(
            _key(the(moved.partner, start=True), moved.figures(moved.partner)["welfare_pct"], "real income")
        )
    else:
        items.append(_key("Its imports", mine["imports_pct"], "at the border"))
    items.append(
        _key("Duty collected", mine["tariff_revenue_change_usd_bn"], f"by {the(move.importer)}, a year")
    )
    items.append(
        _key(
            f"Prices in {the(move.importer)}",
            mine["price_index_pct"],
            "consumer prices, against world income",
            turned=True,
        )
    )
    return Keys(tuple(items))


def _key(label: str, figure: Figure, note: str, *, turned: bool = False) -> Key:
    value = figure.value or 0.0
    if abs(value) < SMALLEST:
        return Key(label, figure, note, "open")
    return Key(label, figure, note, "gain" if (value > 0) != turned else "loss")


def winners(moved: Moved) -> Chart:
    """Return who gains and who loses most in money."""
    money, codes = moved.money(), moved.run.world.economies
    order = [int(at) for at in np.argsort(money, kind="stable")]
    chosen = [at for at in [*order[:SHOWN], *order[-SHOWN:]] if abs(money[at]) >= SMALLEST]
    figures = [(codes[at], moved.figures(codes[at])) for at in chosen]
    alt = "Change of real income in billion dollars a year: the largest losses, then the largest gains."
    drawn = [Bar(name(code), held["income_usd_bn"], _tone(held["income_usd_bn"])) for code, held in figures]
    columns = (
        Column("economy", "Economy"),
        Column("money", "Real income", "USD bn change", moved.year),
        Column("head", "A head", "USD per head change", moved.year),
        Column("percent", "Real income", "% change", moved.year),
    )
    rows = [
        (name(code), held["income_usd_bn"], held["income_usd_head"], held["welfare_pct"])
        for code, held in figures
    ]
    subtitle = f"Real income, USD billion a year {SPANS[moved.move.horizon]}; the largest changes"
    head = Head(
        "winners", _most(codes, money, order), subtitle, "Who gains and who loses most", (MODEL, CUBE)
    )
    return chart_of(head, bars([Group("", tuple(drawn))], alt) if drawn else "", alt, columns, rows)


def _most(codes: Sequence[str], money: NDArray[np.float64], order: list[int]) -> str:
    low, high = order[0], order[-1]
    if abs(money[low]) < SMALLEST and abs(money[high]) < SMALLEST:
        return "Nobody gains or loses anything to speak of"
    parts = [f"{the(codes[high])} gains most"] if money[high] >= SMALLEST else []
    parts += [f"{the(codes[low])} loses most"] if money[low] <= -SMALLEST else []
    return capital(" and ".join(parts))


def _tone(figure: Figure) -> str:
    return "gain" if (figure.value or 0.0) >= 0 else "loss"


def _sold(moved: Moved, seller: str) -> tuple[Array, Array]:
    """Return what a seller sells the importer by sector, USD bn a year at the border: before and after."""
    result = moved.run.result
    block = np.ix_(
        np.arange(len(moved.run.world.sectors)),
        moved.inside(moved.move.importer).nonzero()[0],
        moved.inside(seller).nonzero()[0],
    )
    before, after = result.baseline.net_trade, result.trade_at_border
    return before[block].sum(axis=(1, 2)) / 1000, after[block].sum(axis=(1, 2)) / 1000


def sales(moved: Moved) -> Chart | None:
    """Return how the seller's sales to the importer change by sector; None where all are meant or it sells nothing."""
    move, run = moved.move, moved.run
    if moved.partner is None:
        return None
    before, after = _sold(moved, moved.partner)
    change = after - before
    order = [int(j) for j in np.argsort(-np.abs(change), kind="stable") if abs(change[j]) >= SMALLEST][
        : 2 * SHOWN
    ]
    if not order:
        return None
    order.sort(key=lambda j: change[j])
    stem = f"bilateral.{moved.partner}.{move.importer}"
    pair = f"{name(moved.partner)} to {name(move.importer)}"
    basis = "pi'_jni X'_jn / tau'_jni, at the border before tariffs"

    items = (
        (Column("change", "Change", "USD bn change", moved.year), "change_usd_bn", change),
        (Column("before", "Before", "USD bn", moved.year), "baseline_usd_bn", before),
        (Column("after", "After", "USD bn", moved.year), "scenario_usd_bn", after),
    )

    def told(j: int) -> list[Figure]:
        code = run.world.sectors[j]
        label = f"{sector(code)}, {pair}"
        return [
            Figure(f"{stem}.{code}.{item}", label, float(by[j]), column.unit, moved.year, MODEL, basis)
            for column, item, by in items
        ]

    rows = [(capital(sector(run.world.sectors[j])), told(j)) for j in order]
    total = float(change.sum())
    alt = f"Change of sales from {pair} by sector, in billion dollars a year."
    columns = (Column("sector", "Sector"), *(column for column, _, _ in items))
    head = Head(
        "sales",
        f"{the(moved.partner, start=True)} sells {the(move.importer)} {'more' if total > 0 else 'less'}",
        f"Sales by sector, USD billion a year {SPANS[move.horizon]}; the largest changes",
        f"Sales from {pair} by sector",
        (MODEL, CUBE),
    )
    marks = tuple(Bar(label, figures[0], _tone(figures[0])) for label, figures in rows)
    cells: list[tuple[Text, ...]] = [(label, *figures) for label, figures in rows]
    return chart_of(head, bars([Group("", marks)], alt), alt, columns, cells)


def world(moved: Moved) -> Chart:
    """Return the map of real income."""
    codes = moved.run.world.economies
    percent = moved.run.result.welfare_pct
    figures = {
        code: Figure(
            f"economies.{code}.welfare_pct", f"Real income of {name(code)}", finite(percent[at]), "% change",
            moved.year, MODEL, BASIS["welfare_pct"],
        )
        for at, code in enumerate(codes)
    }  # fmt: skip
    ordered = sorted(figures, key=lambda code: figures[code].value or 0.0)
    named = tuple(code for code in (moved.move.importer, moved.partner) if code in figures)
    head = Head(
        "map",
        "Who gains and who loses in the world",
        f"Real income, change in per cent {SPANS[moved.move.horizon]}",
        "Real income by economy",
        (MODEL, CUBE, "natural-earth"),
        BORDERS,
    )
    alt = "World map of the change of real income in per cent."
    columns = (Column("economy", "Economy"), Column("percent", "Real income", "% change", moved.year))
    drawing = world_map(figures, alt, tuple(filter(None, named)))
    return chart_of(head, drawing, alt, columns, [(name(code), figures[code]) for code in ordered])


def certificate(moved: Moved) -> str:
    """Return in a line how well the answer's state of the world balances."""
    return (
        f"Certified: goods, labour and trade balance hold to {moved.run.result.residual:.0e} of their size. "
        f"Trade deficits fixed; elasticities {moved.run.world.elasticity_source}."
    )
