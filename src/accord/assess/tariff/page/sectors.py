"""Where it bites: the target's exports to the imposer, sector by sector."""

from __future__ import annotations

from accord.assess.tariff.case import ROLES, Case
from accord.assess.tariff.figures import CUBE, MODEL, Flow, flows
from accord.page.blocks import Chart, Column, Day, Section, Size, Table, Text
from accord.page.chart import Bar, Group, bars
from accord.page.names import possessive, sector, the
from accord.page.words import show

SHOWN = 10
"""How many sectors the chart shows; the table has all."""


def build(case: Case) -> Section | None:
    """Return exports by sector under the measures in force, or those to come."""
    role = case.main
    if role is None or not flows(case, role):
        return None
    return Section("sectors", "Where it bites", (chart(case, role),))


def chart(case: Case, role: str) -> Chart:
    """Return the largest changes in dollars as bars, all sectors in the table."""
    every = flows(case, role)
    shown = sorted(every, key=lambda flow: -abs(flow.change.value or 0))[:SHOWN]
    shown.sort(key=lambda flow: flow.change.value or 0)
    marks = tuple(
        Bar(flow.label, flow.change, "b" if (flow.change.value or 0) < 0 else "a") for flow in shown
    )
    spoken = ", ".join(f"{bar.label.lower()} {show(bar.figure)}" for bar in marks)
    alt = f"Bars of the change in exports by sector: {spoken}."
    year = Day(every[0].before.year)
    return Chart(
        key="sectors",
        title=_finding(case, every),
        subtitle=(
            f"Change in {possessive(case.target)} exports to {the(case.imposer)}, {ROLES[role].lower()}, "
            "USD billion a year against ",
            year,
        ),
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=_table(case, role, every),
        sources=(MODEL, CUBE),
    )


def _finding(case: Case, every: list[Flow]) -> Text:
    """Return the sector that loses most, or gains most where gains outweigh losses."""
    gains = sum(flow.change.value or 0 for flow in every) >= 0
    most, word, verb = (every[-1], "gain", "rise") if gains else (every[0], "loss", "fall")
    opening = f"The largest {word} is in {sector(most.sector)}"
    return (f"{opening}, whose sales to {the(case.imposer)} {verb} by ", Size(most.change_pct))


def _table(case: Case, role: str, every: list[Flow]) -> Table:
    year = every[0].before.year
    columns = (
        Column("sector", "Sector"),
        Column("before", "Baseline", "USD bn", year),
        Column("after", ROLES[role], "USD bn", year),
        Column("change", "Change", "USD bn change", year),
        Column("change_pct", "Change", "% change", year),
    )
    rows = tuple((flow.label, flow.before, flow.after, flow.change, flow.change_pct) for flow in every)
    title = f"{possessive(case.target, start=True)} exports to {the(case.imposer)} by sector"
    return Table("sectors", title, columns, rows, sources=(MODEL, CUBE))
