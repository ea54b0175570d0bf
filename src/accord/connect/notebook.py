"""Worlds, scenarios, dockets, results, stacks and frontiers as a notebook shows them: a table, a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch

import numpy as np

from accord.connect.tables import MODEL
from accord.core.codes import economy_name, sector_name, the
from accord.core.provenance import Figure, cube_of
from accord.core.shown import Picture
from accord.docket import Docket
from accord.page.blocks import Block, Chart, Column, Prose, Row, Table
from accord.page.chart import Axis, Point, scatter
from accord.page.notebook import bar_chart, fragment, pictured
from accord.policy import Scenario
from accord.policy.stack.stack import Stack
from accord.study.run import Run
from accord.talks.frontier import Frontier
from accord.trade import Result
from accord.trade.columns import economy_columns
from accord.world.world import World

TOP = 12
CENSUS = "us-census-2024"
MEASURES = {
    "welfare_pct": ("Real income", "% change"),
    "price_index_pct": ("Consumer prices", "% change"),
    "exports_pct": ("Exports", "% change"),
    "imports_pct": ("Imports", "% change"),
    "tariff_revenue_change_usd_bn": ("Tariff revenue", "USD bn change"),
}


def _figure(key: str, label: str, value: float, unit: str, year: str, source: str = MODEL) -> Figure:
    known = float(value) if np.isfinite(value) else None
    return Figure(key, label, known, unit, year, source, "", "computed")


def _data(world: World) -> str:
    return next(iter(cube_of(world.id)), MODEL)


def _largest(values: Sequence[float], top: int = TOP) -> list[int]:
    return [int(at) for at in np.argsort(-np.abs(np.nan_to_num(np.asarray(values))), kind="stable")[:top]]


@singledispatch
def html(thing: object) -> str:
    """Return an object as a fragment of HTML."""
    raise NotImplementedError(type(thing).__name__)


@singledispatch
def plot(thing: object) -> Picture:
    """Return the chart of an object."""
    raise NotImplementedError(type(thing).__name__)


def _value_added(world: World) -> list[tuple[str, Figure]]:
    added = world.value_added.sum(axis=0) / 1000
    return [
        (
            economy_name(world.economies[at]),
            _figure(f"value_added.{at}", "Value added", added[at], "USD bn", world.year, _data(world)),
        )
        for at in _largest(added.tolist())
    ]


@html.register
def _(world: World) -> str:
    size = f"{len(world.economies)} economies, {len(world.sectors)} sectors, {world.year or 'no year'}"
    about = f"{size}; elasticities {world.elasticity_source or 'of its own'}; fingerprint {world.fingerprint[:12]}"
    columns = (Column("economy", "Economy"), Column("value", "Value added", "USD bn", world.year))
    table = Table("", "The largest economies", columns, tuple(_value_added(world)))
    return fragment(f"World {world.id}", [Prose(about), table])


@plot.register
def _(world: World) -> Picture:
    title = f"The {min(TOP, len(world.economies))} largest economies of {world.id}"
    return pictured(
        bar_chart("world", title, f"Value added, USD bn, {world.year}", _value_added(world), _data(world))
    )


@html.register
def _(scenario: Scenario) -> str:
    rows: list[Row] = [
        (
            one.kind,
            " ".join(one.importers.of) if one.importers else "",
            " ".join(one.exporters.of) if one.exporters else "",
            "by sector" if isinstance(one.rate, dict) else "" if one.rate is None else f"{one.rate:g} %",
        )
        for one in scenario.measures
    ]
    blocks: list[Block] = [Prose(scenario.description)] if scenario.description else []
    if scenario.stack:
        names = ", ".join(scenario.stack.exporters)
        blocks.append(
            Prose(f"Duties of {the(scenario.stack.importer)} on {names} as of {scenario.stack.as_of}")
        )
    if rows:
        columns = tuple(
            Column(key, key.capitalize()) for key in ("measure", "importers", "exporters", "rate")
        )
        blocks.append(Table("", "Measures", columns, tuple(rows)))
    return fragment(f"{scenario.title} ({scenario.as_of})", [*blocks, *map(Prose, scenario.assumptions)])


@html.register
def _(docket: Docket) -> str:
    rows: list[Row] = [
        (
            measure.lever.replace("_", " "),
            " ".join(measure.imposing),
            " ".join(measure.target),
            "" if measure.value is None else f"{measure.value:g} {measure.unit or ''}",
            measure.status_norm,
            measure.evidence.text[:120],
        )
        for measure in docket.measures
    ]
    columns = tuple(
        Column(key, key.capitalize()) for key in ("lever", "imposing", "target", "value", "status", "words")
    )
    counts = (
        f"{len(docket.events)} events, {len(docket.measures)} measures, {len(docket.next_steps)} next steps"
    )
    said = f"{docket.article_date}: {counts}"
    return fragment(docket.title or docket.id, [Prose(said), Table("", "Measures", columns, tuple(rows))])


def _changes(result: Result, year: str) -> Iterator[Row]:
    columns = economy_columns(result)
    for at in _largest(result.welfare_pct.tolist()):
        code = result.economies[at]
        figures = (
            _figure(f"economies.{code}.{key}", label, columns[key][at], unit, year)
            for key, (label, unit) in MEASURES.items()
        )
        yield (economy_name(code), *figures)


def _result_html(result: Result, title: str, year: str) -> str:
    if not result.converged:
        return fragment(title, [Prose(result.sentence)])
    heads = (Column(key, label, unit, year) for key, (label, unit) in MEASURES.items())
    table = Table(
        "", "The largest changes", (Column("economy", "Economy"), *heads), tuple(_changes(result, year))
    )
    certified = f"Closure {result.closure}; certified, largest residual {result.residual:.0e}."
    return fragment(title, [table, Prose(certified)])


def _result_plot(result: Result, title: str, year: str) -> Picture:
    values = result.welfare_pct
    rows = [
        (
            economy_name(result.economies[at]),
            _figure(f"welfare.{at}", "Real income", values[at], "% change", year),
        )
        for at in _largest(values.tolist())
    ]
    return pictured(
        bar_chart("who-gains", title, f"Change of real income, %, {year}".rstrip(", "), rows, MODEL)
    )


@html.register
def _(result: Result) -> str:
    return _result_html(result, "Counterfactual", "")


@plot.register
def _(result: Result) -> Picture:
    return _result_plot(result, "Who gains and who loses", "")


@html.register
def _(run: Run) -> str:
    return _result_html(
        run.result, f"{run.scenario.title} ({run.horizon}, against {run.against})", run.world.year
    )


@plot.register
def _(run: Run) -> Picture:
    return _result_plot(run.result, f"{run.scenario.title}: who gains and who loses", run.world.year)


def _by_sector(stack: Stack) -> list[tuple[str, Figure]]:
    order = sorted(stack.sectors, key=lambda code: -stack.sectors[code].total_pct)
    return [
        (
            sector_name(code),
            _figure(f"stack.{code}", "Duty", stack.sectors[code].total_pct, "%", stack.as_of, CENSUS),
        )
        for code in order
    ]


@html.register
def _(stack: Stack) -> str:
    columns = (Column("sector", "Sector"), Column("total", "Duty really paid", "%", stack.as_of))
    blocks: list[Block] = [Prose(f"Statutory headline {stack.statutory_pct:g} %; {stack.unit}.")]
    if stack.sectors:
        blocks.append(Table("", "By sector", columns, tuple(_by_sector(stack))))
    title = f"Duties of {the(stack.importer)} on goods of {the(stack.exporter)}, {stack.as_of}"
    return fragment(title, [*blocks, *map(Prose, stack.notes)])


@plot.register
def _(stack: Stack) -> Picture:
    title = f"Duties of {the(stack.importer)} on goods of {the(stack.exporter)}"
    told = f"Duty really paid, % of customs value, {stack.as_of}"
    return pictured(bar_chart("stack", title, told, _by_sector(stack), CENSUS))


def _sides(frontier: Frontier) -> tuple[str, ...]:
    return frontier.deals[0].position.game.names if frontier.deals else ()


@html.register
def _(frontier: Frontier) -> str:
    names = [the(name) for name in _sides(frontier)]
    columns = tuple(Column(name, name, "% change") for name in names)
    rows = tuple(
        tuple(
            _figure(f"deal.{at}.{p}", "Payoff", value, "% change", "")
            for p, value in enumerate(deal.payoffs_pct)
        )
        for at, deal in enumerate(frontier.deals)
    )
    state = "certified" if frontier.certified else "not certified"
    return fragment(
        "Frontier of deals", [Table("", "Payoffs from one side's best", columns, rows), Prose(state)]
    )


def _payoff(name: str, at: int, value: float) -> Figure:
    return _figure(f"deal.{at}.{name}", f"Payoff of {name}", value, "% change", "")


@plot.register
def _(frontier: Frontier) -> Picture:
    names = [the(name) for name in _sides(frontier)]
    first, second = names[:2]
    points = [
        Point("", _payoff(first, at, deal.payoffs_pct[0]), _payoff(second, at, deal.payoffs_pct[1]))
        for at, deal in enumerate(frontier.deals)
    ]
    title = f"Deals that {first} and {second} could make"
    axes = Axis(f"Payoff of {first}, %"), Axis(f"Payoff of {second}, %")
    drawing = scatter((), axes[0], axes[1], title, frontier=points)
    rows = tuple((point.x, point.y) for point in points)
    columns = tuple(Column(name, name, "% change") for name in names[:2])
    table = Table("frontier", title, columns, rows)
    return pictured(
        Chart("frontier", title, "Change of each side's payoff, %", drawing, title, table, (MODEL,))
    )
