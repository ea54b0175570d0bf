"""Who else gains and loses: the world map of real income."""

from __future__ import annotations

from accord.assess.tariff.figures import CUBE, MODEL, View, span
from accord.core.provenance import Figure
from accord.page.blocks import Chart, Column, Day, Row, Section, Table, Text
from accord.page.map import BORDERS, world_map
from accord.page.names import name, the
from accord.page.words import SMALLEST, join, show


def build(view: View) -> Section | None:
    """Return the map of the main state at the middle horizon."""
    state = view.main
    if state is None:
        return None
    horizon = view.middle(state)
    run = view.document(state.role, horizon)
    known = {code: view.outcome(state.role, horizon, code) for code in run["economies"]}
    figures = {code: figure for code, figure in known.items() if figure.value is not None}
    ordered = sorted(figures, key=lambda code: (figures[code].value or 0.0, code))
    alt = (
        f"World map of real income. Largest losses: {_list(ordered[:4], figures)}. "
        f"Largest gains: {_list(ordered[:-5:-1], figures)}."
    )
    cells = [(one, at) for one in view.states for at in view.solved(one)]
    rows: tuple[Row, ...] = tuple(
        (name(code), *(view.outcome(one.role, at, code) for one, at in cells)) for code in ordered
    )
    columns = (
        Column("economy", "Economy"),
        *(Column(f"{one.role}_{at}", f"{one.label}, {span(at)}", "% change", view.year) for one, at in cells),
    )
    chart = Chart(
        key="map",
        title=_finding(
            ordered, figures, [code for code in view.sides if view.open_sign(state.role, horizon, code)]
        ),
        subtitle=(
            f"Real income {span(horizon)}, change in per cent against the comparison; world economy of ",
            Day(view.year),
        ),
        drawing=world_map(figures, alt, view.sides),
        alt=alt,
        table=Table("map", "Real income of every economy", columns, rows, sources=(MODEL,), folded=True),
        sources=(MODEL, CUBE, "natural-earth"),
        note=BORDERS,
    )
    return Section("world", "Who else gains and loses", (chart,))


def _list(codes: list[str], figures: dict[str, Figure]) -> str:
    return join(f"{name(code)} {show(figures[code])}" for code in codes)


def _finding(every: list[str], figures: dict[str, Figure], unsure: list[str]) -> Text:
    """Return the title: who loses most, who gains most of those whose sign is known, where it can be written out."""
    ordered = [code for code in every if code not in unsure]
    worst, best = ordered[0], ordered[-1]
    parts: list[str | Figure] = []
    if (figures[worst].value or 0) <= -SMALLEST:
        parts += [f"{the(worst, start=True)} loses most (", figures[worst], ")"]
    if (figures[best].value or 0) >= SMALLEST:
        parts += ["; " if parts else "", f"{the(best, start=not parts)} gains most (", figures[best], ")"]
    if unsure and parts:
        parts.append(f"; whether {join(map(the, unsure))} gain{'' if len(unsure) > 1 else 's'} is not known")
    return tuple(parts) or "Nobody’s real income moves by as much as can be written out"
