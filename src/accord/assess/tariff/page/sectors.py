"""Where it bites: the target's exports to the imposer, sector by sector."""

from __future__ import annotations

from accord.assess.tariff.figures import CUBE, MODEL, Flow, View, span
from accord.assess.tariff.read import State
from accord.page.blocks import Chart, Column, Day, Section, Size, Table, Text
from accord.page.chart import Bar, Group, bars
from accord.page.names import possessive, sector, the
from accord.page.words import SMALLEST, show

SHOWN = 10
"""How many sectors the chart shows; the table has all."""


def build(view: View) -> Section | None:
    """Return exports by sector in the main state, at the middle horizon."""
    state = view.main
    if state is None:
        return None
    every = view.flows(state.role, view.middle(state))
    if not any(abs(flow.change.value or 0.0) >= SMALLEST for flow in every):
        return None
    return Section("sectors", "Where it bites", (chart(view, state, every),))


def chart(view: View, state: State, every: list[Flow]) -> Chart:
    """Return the largest changes in dollars as bars, all sectors in the table."""
    shown = sorted(every, key=lambda flow: -abs(flow.change.value or 0))[:SHOWN]
    shown = sorted(
        (f for f in shown if abs(f.change.value or 0) >= SMALLEST), key=lambda f: f.change.value or 0
    )
    marks = tuple(
        Bar(flow.label, flow.change, "b" if (flow.change.value or 0) < 0 else "a") for flow in shown
    )
    spoken = ", ".join(f"{bar.label.lower()} {show(bar.figure)}" for bar in marks)
    alt = f"Bars of the change in exports by sector: {spoken}."
    target, imposer = view.sides
    return Chart(
        key="sectors",
        title=finding(view, every),
        subtitle=(
            f"Change in {possessive(target)} exports to {the(imposer)} {span(view.middle(state))}, USD billion "
            "a year, trade of ",
            Day(view.year),
        ),
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=_table(view, every),
        sources=(MODEL, CUBE),
    )


def largest(every: list[Flow]) -> Flow:
    """Return the sector that moves most dollars the way that all together go: the one chooser of "largest"."""
    gains = sum(flow.change.value or 0 for flow in every) >= 0
    return every[-1] if gains else every[0]


def finding(view: View, every: list[Flow]) -> Text:
    """Return the sector that loses most, or gains most where gains outweigh losses."""
    most = largest(every)
    gains = (most.change.value or 0) >= 0
    word, verb = ("gain", "rise") if gains else ("loss", "fall")
    opening = f"The largest {word} is in {sector(most.sector)}"
    return (f"{opening}, whose sales to {the(view.asked.imposer)} {verb} by ", Size(most.change_pct))


def _table(view: View, every: list[Flow]) -> Table:
    columns = (
        Column("sector", "Sector"),
        Column("before", "Before", "USD bn", view.year),
        Column("after", "After", "USD bn", view.year),
        Column("change", "Change", "USD bn change", view.year),
        Column("change_pct", "Change", "% change", view.year),
    )
    rows = tuple((flow.label, flow.before, flow.after, flow.change, flow.change_pct) for flow in every)
    target, imposer = view.sides
    title = f"{possessive(target, start=True)} exports to {the(imposer)} by sector"
    return Table("sectors", title, columns, rows, sources=(MODEL, CUBE))
