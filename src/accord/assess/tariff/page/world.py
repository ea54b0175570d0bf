"""Who else gains and loses: the world map of real income."""

from __future__ import annotations

from accord.assess.tariff.case import ROLES, Case
from accord.assess.tariff.figures import CUBE, MODEL, outcome, world_year
from accord.core.provenance import Figure
from accord.page.blocks import Chart, Column, Day, Row, Section, Table, Text
from accord.page.map import BORDERS, world_map
from accord.page.names import name, the
from accord.page.words import join, show


def build(case: Case) -> Section | None:
    """Return the map of the measures in force, or of those to come."""
    role = case.main
    if role is None:
        return None
    run = case.scenarios[role]
    known = {code: outcome(case, role, code) for code in run["economies"]}
    figures = {code: figure for code, figure in known.items() if figure.value is not None}
    ordered = sorted(figures, key=lambda code: (figures[code].value or 0.0, code))
    alt = (
        f"World map of real income. Largest losses: {_list(ordered[:4], figures)}. "
        f"Largest gains: {_list(ordered[:-5:-1], figures)}."
    )
    rows: tuple[Row, ...] = tuple((name(code), *_row(case, code)) for code in ordered)
    columns = (
        Column("economy", "Economy"),
        *(Column(r, ROLES[r], "% change", world_year(run)) for r in case.roles),
    )
    chart = Chart(
        key="map",
        title=_finding(ordered, figures),
        subtitle=(
            f"Real income, {ROLES[role].lower()}: long-run change in per cent against the world economy of ",
            Day(world_year(run)),
        ),
        drawing=world_map(figures, alt, case.sides),
        alt=alt,
        table=Table("map", "Real income of every economy by scenario", columns, rows, sources=(MODEL,)),
        sources=(MODEL, CUBE, "natural-earth"),
        note=BORDERS,
    )
    return Section("world", "Who else gains and loses", (chart,))


def _row(case: Case, code: str) -> tuple[Figure, ...]:
    return tuple(outcome(case, role, code) for role in case.roles)


def _list(codes: list[str], figures: dict[str, Figure]) -> str:
    return join(f"{name(code)} {show(figures[code])}" for code in codes)


def _finding(ordered: list[str], figures: dict[str, Figure]) -> Text:
    """Return the title: who loses most, who gains most."""
    worst, best = ordered[0], ordered[-1]
    parts: list[str | Figure] = [f"{the(worst, start=True)} loses most (", figures[worst], ")"]
    if (figures[best].value or 0) > 0:
        parts += [f"; {the(best)} gains most (", figures[best], ")"]
    return tuple(parts)
