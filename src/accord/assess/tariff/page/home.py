"""What it means at home: money of a household in the importing economy, prices of what is bought there, work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accord.assess.tariff.figures import CUBE, MODEL, View, span
from accord.assess.tariff.states import State
from accord.core.codec import Document
from accord.core.provenance import Figure
from accord.page.blocks import Column, Part, Prose, Rounded, Row, Section, Table
from accord.page.names import name, sector, the
from accord.page.words import SMALLEST, counted
from accord.trade.household import PERSONS

LIMITS = (
    "Shares are those of all final demand in the input-output table, government and investment among it; prices are "
    "against world value added, as is income. A head is the mean of rich and poor alike; work moves at one wage and "
    "full employment, and neither its time nor its cost is in the model."
)


def build(view: View) -> Section | None:
    """Return the section of the main state; None for an importer whose final demand the world does not hold."""
    state = view.main
    if state is None:
        return None
    home = _home(view, state, view.middle(state))
    if not home.get("consumption"):
        return None
    told: list[Part] = [*_money(view, state), *_work(view, home)]
    blocks = (Prose(tuple(told)), _prices(view, state))
    return Section("home", f"What it means at home in {the(view.asked.flow[1])}", blocks)


def _home(view: View, state: State, horizon: str) -> Document:
    """Return what a state means at home, nothing where a record was made before it was asked."""
    home: Document = view.document(state.role, horizon).get("household", {})
    return home


def _figure(view: View, what: str, label: str, value: float | None, unit: str, basis: str) -> Figure:
    """Return one figure of the importer at home."""
    key = f"home.{view.asked.flow[1]}.{what}"
    return Figure(
        key, f"{label}, {name(view.asked.flow[1])}", value, unit, view.year, MODEL, basis,
        "missing" if value is None else "computed",
    )  # fmt: skip


def _money(view: View, state: State) -> Iterator[Part]:
    """Yield what a household gains or loses a year, with the tariff's revenue returned to it and without."""
    code, horizon = view.asked.flow[1], view.middle(state)
    head = view.head(state.role, horizon, code)
    people = view.found.households["people_mn"].get(code)
    revenue = view.outcome(state.role, horizon, code, "tariff_revenue_change_usd_bn").value
    if head.value is None or revenue is None or not people:
        return
    kept = max(0.0, revenue) * 1000 / people
    label = f"Real income of a household of {PERSONS}"
    returned = _figure(
        view, "income_usd", label, PERSONS * head.value, "USD change", f"{PERSONS} times {head.key}"
    )
    unsure = view.open_sign(state.role, horizon, code)
    yield "By the central estimate, whose sign is not known, a household of " if unsure else "A household of "
    yield f"{counted(PERSONS)} "
    yield from _changes(returned, bound=state.bound)
    yield f" a year {span(horizon)}"
    if kept < SMALLEST:
        yield ", the loss of tariff revenue counted. " if revenue < -SMALLEST else ". "
        return
    without = _figure(
        view, "income_not_returned_usd", f"{label}, revenue not returned", PERSONS * (head.value - kept),
        "USD change", f"{PERSONS} times {head.key} less the gain of tariff revenue a head",
    )  # fmt: skip
    yield ", if what the tariff brings in is returned to households, as the model has it. If it is not, it "
    yield from _changes(without, bound=state.bound)
    yield ". "


def _changes(figure: Figure, *, bound: bool) -> Iterator[Part]:
    """Yield "loses about USD 28", or "at most" where the highest rate told stands for all."""
    value = figure.value or 0.0
    if abs(value) < SMALLEST:
        yield "neither gains nor loses"
        return
    size = "at most" if bound else "about"
    yield f"gains {size} " if value > 0 else f"loses {size} "
    yield Rounded(figure, sign=False)


def _work(view: View, home: Document) -> Iterator[Part]:
    """Yield how much work changes its sector, and where most of it goes."""
    moving = home.get("work_that_moves_pct")
    if moving is None:
        return
    share = _figure(
        view, "work_pct", "Employment that changes its sector", moving, "%",
        "half the sum of absolute changes of sectors' shares in labour",
    )  # fmt: skip
    if moving < SMALLEST:
        yield "Hardly any work changes its sector."
        return
    yield from ("Of employment, about ", Rounded(share), " changes its sector")
    rows = sorted(home["work"], key=lambda row: row["employment_share_change_pp"])
    if len(rows) > 1:
        yield f", most of it into {sector(rows[-1]['sector'])} and out of {sector(rows[0]['sector'])}"
    yield ": a reallocation, not jobs won or lost."


def _prices(view: View, state: State) -> Table:
    """Return the consumption groups: share of final demand, change of price at every horizon; last, all of them."""
    spans, code = view.solved(state), view.asked.flow[1]
    held = {at: {row["group"]: row for row in _home(view, state, at)["consumption"]} for at in spans}
    every = held[view.middle(state)]
    rows: list[Row] = [
        (group, _share(view, row), *_changed(view, group, held)) for group, row in every.items()
    ]
    total = [view.outcome(state.role, at, code, "price_index_pct") for at in spans]
    whole = _figure(view, "all.share_pct", "Share of everything", 100.0, "%", "all final demand")
    if all(one.value is not None for one in total):
        rows.append(("Everything", whole, *total))
    columns = (
        Column("group", "Consumption group"),
        Column("share", "Share", "%", view.year),
        *(Column(f"price_{at}", f"Price, {span(at)}", "% change", view.year) for at in spans),
    )
    title = f"Prices of what is bought in {the(code)}"
    return Table("home-prices", title, columns, tuple(rows), LIMITS, (MODEL, CUBE), folded=True)


def _share(view: View, row: Document) -> Figure:
    group = row["group"]
    return _figure(
        view, f"{_slug(group)}.share_pct", f"Share of {group}", row["share_pct"], "%", "share of final demand"
    )


def _changed(view: View, group: str, held: dict[str, dict[str, Document]]) -> Iterator[Figure]:
    """Yield the change of a group's price at every horizon."""
    for at, rows in held.items():
        value = rows[group]["price_pct"] if group in rows else None
        what = f"{_slug(group)}.{at}.price_pct"
        yield _figure(
            view, what, f"Price of {group}, {span(at)}", value, "% change", "prod_j P^_j^alpha_j of the group"
        )


def _slug(group: str) -> str:
    return re.sub(r"\W+", "_", group.split(",", maxsplit=1)[0].lower()).strip("_")
