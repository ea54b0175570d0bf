"""Where it bites: the target's exports to the imposer, sector by sector."""

from __future__ import annotations

from accord.assess.tariff.figures import CUBE, MODEL, Flow, View, span
from accord.assess.tariff.states import State
from accord.page.blocks import Chart, Column, Day, Rounded, Table, Text
from accord.page.chart import Horizon, horizons
from accord.page.names import possessive, sector, the
from accord.page.words import SMALLEST, show

SLIGHT = 0.02
"""A sector that moves less than this part of what the first one moves has its row in the table alone."""
SHOWN = 8
"""How many sectors the chart shows; the table has all."""


def build(view: View) -> Chart | None:
    """Return exports by sector in the main state at every horizon; None where next to nothing moves."""
    state = view.main
    if state is None:
        return None
    every = view.flows(state.role, view.middle(state))
    if not any(abs(flow.change.value or 0.0) >= SMALLEST for flow in every):
        return None
    return chart(view, state, every)


def chart(view: View, state: State, every: list[Flow]) -> Chart:
    """Return the sectors that move most dollars, with all goods first: per cent at each horizon."""
    moved = sorted(every, key=lambda flow: -abs(flow.change.value or 0))[:SHOWN]
    least = max(SMALLEST, SLIGHT * abs(moved[0].change.value or 0))
    shown = [
        flow.sector for flow in moved if abs(flow.change.value or 0) >= least and flow.sector != "SERVICES"
    ]
    spans = view.solved(state)
    by_span = {horizon: _changes(view, state, horizon) for horizon in spans}
    near, middle = spans[0], view.middle(state)
    rows = [
        Horizon(
            "All goods" if code == "goods" else by_span[middle][code].label,
            by_span[near][code].change_pct,
            by_span[middle][code].change_pct,
            by_span[spans[-1]][code].change_pct if len(spans) > 2 else None,
            view.observed(code),
        )
        for code in ("goods", *shown)
    ]
    spoken = "; ".join(f"{row.label}: {show(row.one)} and {show(row.ten)}" for row in rows)
    alt = f"Change in exports by sector, {span(near)} and {span(middle)}: {spoken}."
    seen = [row.observed for row in rows if row.observed is not None]
    target, imposer = view.asked.flow
    return Chart(
        key="sectors",
        title=finding(view, every, middle),
        subtitle=(
            f"Change in {possessive(target)} exports to {the(imposer)}, per cent; those that move most dollars first; "
            "trade of ",
            Day(view.year),
        ),
        drawing=horizons(rows, alt, (_head(near), _head(middle))),
        alt=alt,
        table=_table(view, every, by_span, middle),
        sources=(MODEL, CUBE, *dict.fromkeys(figure.source for figure in seen)),
        note=_seen(view) if seen else "",
    )


def _seen(view: View) -> Text:
    """Return what the dots are, and what they are not."""
    target, imposer = view.asked.flow
    return (
        f"Dots: {possessive(target)} exports to {the(imposer)} as customs recorded them, the year to ",
        Day(view.found.observed[0].last.isoformat()),
        " over the year before. Not used in the model; part of that year lies before the duty, and other things "
        "changed too.",
    )


def _head(horizon: str) -> str:
    return {"1": "one year", "10": "ten years", "long": "long run"}.get(horizon, f"{horizon} years")


def _changes(view: View, state: State, horizon: str) -> dict[str, Flow]:
    """Return the flows of a horizon by sector, all goods among them."""
    flows = {flow.sector: flow for flow in view.flows(state.role, horizon)}
    return {"goods": view.goods(state.role, horizon), **flows}


def largest(every: list[Flow]) -> Flow:
    """Return the sector that moves most dollars the way that all together go: the one chooser of "largest"."""
    goods = [flow for flow in every if flow.sector != "SERVICES"] or every
    gains = sum(flow.change.value or 0 for flow in goods) >= 0
    return goods[-1] if gains else goods[0]


def finding(view: View, every: list[Flow], horizon: str) -> Text:
    """Return the sector that loses most, or gains most where gains outweigh losses, at a horizon."""
    most = largest(every)
    gains = (most.change.value or 0) >= 0
    word, way = ("gain", "rise") if gains else ("loss", "fall")
    whom = the(view.asked.flow[1])
    size = "at most" if view.main is not None and view.main.bound else "about"
    opening = f"In dollars, the largest {word} is in {sector(most.sector)}: sales to {whom} {way} by {size} "
    return (opening, Rounded(most.change_pct, sign=False), f" {span(horizon)}")


def _table(view: View, every: list[Flow], by_span: dict[str, dict[str, Flow]], middle: str) -> Table:
    """Return every sector and all goods: dollars at the middle horizon, per cent at each."""
    columns = (
        Column("sector", "Sector"),
        Column("before", "Before", "USD bn", view.year),
        Column("after", f"After, {span(middle)}", "USD bn", view.year),
        Column("change", f"Change, {span(middle)}", "USD bn change", view.year),
        *(Column(f"change_pct_{one}", f"Change, {span(one)}", "% change", view.year) for one in by_span),
        *([Column("observed", "Observed since", "% change")] if view.observed("goods") else []),
    )
    flows = [by_span[middle]["goods"], *every]
    rows = tuple(
        (
            flow.label, flow.before, flow.after, flow.change,
            *(by_span[one][flow.sector].change_pct if flow.sector in by_span[one] else None for one in by_span),
            *([view.observed(flow.sector)] if view.observed("goods") else []),
        )
        for flow in flows
    )  # fmt: skip
    target, imposer = view.asked.flow
    title = f"{possessive(target, start=True)} exports to {the(imposer)} by sector"
    return Table("sectors", title, columns, rows, sources=(MODEL, CUBE))
