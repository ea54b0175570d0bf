"""The page of a country's reactors: what can come by when, the makers, fuel, and what building costs."""

from __future__ import annotations

from collections.abc import Iterator

from accord.assess.kind import Page, one_section
from accord.assess.nuclear import building
from accord.assess.nuclear.found import Found
from accord.assess.nuclear.read import Asked
from accord.core.codes import economies
from accord.core.provenance import Figure
from accord.energy.answers.fuel import FuelAnswer, LossAnswer
from accord.energy.answers.nuclear import PathAnswer
from accord.page.blocks import (
    Block,
    Chart,
    Column,
    Day,
    Part,
    Prose,
    Question,
    Range,
    Rounded,
    Row,
    Table,
)
from accord.page.chart import Band, Bar, Group, Target
from accord.page.drawn import Head, bar_chart, fan_chart
from accord.page.names import name, possessive, the

SOURCES = ("accord-energy",)
UNNAMED = "various"
"""What stands for the makers of light-water units of which the data name none."""
ENRICHMENT = "enrichment"
STAGES = {"fabrication": "fuel made in", ENRICHMENT: "enrichment from"}
MOSTLY, ALL, RUNS = 50.0, 0.99, 0.05
"""Per cent from which a maker is said to have made most of a fleet; share of its power from which all is lost;
GW from which a country runs reactors."""


def build(asked: Asked, found: Found) -> Page:
    """Return the sentences, and a section with the charts that the answer has."""
    assumed = [
        *(found.path.assumptions if found.path and not _is_on_fuel(asked, found) else ()),
        *(found.build.assumptions if found.build else ()),
        *(found.loss.assumptions if found.loss else ()),
        *(found.outlay.assumptions if found.outlay else ()),
        *found.missing,
    ]
    heading = f"{possessive(asked.country, start=True)} nuclear power"
    return Page(
        lead=tuple(_sentences(asked, found)),
        sections=one_section("nuclear", heading, _blocks(asked, found), assumed),
        question=Question(_asked(asked, found)),
        title=_title(asked, found),
    )


def _title(asked: Asked, found: Found) -> tuple[Part, ...]:
    """Return the headline of a page whose weightiest answer this is."""
    whose, path = possessive(asked.country), found.path
    if asked.stage == ENRICHMENT and found.loss and found.loss.twh[0] > 0:
        lost = Rounded(_lost(asked, found.loss))
        return (f"Without enrichment from {the(asked.supplier)} {whose} reactors would lose up to ", lost)
    if path and path.targets:
        return (
            f"{possessive(asked.country, start=True)} goal for ",
            Day(str(path.targets[-1].year)),
            " needs far more reactors than are begun or planned",
        )
    if found.build:
        begun, took = found.build.plan.begun, Rounded(building.years(found.build)[1])
        if begun is not None:
            ready = str(building.running(found.build)[1])
            return (
                f"A reactor begun in {the(asked.country)} in ",
                Day(str(begun)),
                " would run in about ",
                Day(ready),
            )
        return (f"A reactor in {the(asked.country)} takes about ", took, " to build")
    return (f"What {whose} reactors make and need",)


def _asked(asked: Asked, found: Found) -> str:
    """Return what is asked in one line."""
    whose = possessive(asked.country, start=True)
    if asked.stage == ENRICHMENT and found.loss:
        return f"What {possessive(asked.country)} reactors lose without enrichment from {the(asked.supplier)}"
    if found.path and found.path.targets:
        return f"{whose} reactors: what can come by when, against the official goals"
    return f"{whose} reactors: what can come by when, and what they need"


def _blocks(asked: Asked, found: Found) -> Iterator[Block]:
    path = None if _is_on_fuel(asked, found) else found.path
    if path and (path.pipeline or path.targets):
        yield _fan(asked, path)
    if path and path.missed:
        yield _missed(asked, path)
    if found.build and (made := building.table(found.build)):
        yield made
    vendors = found.fuel.vendors if found.fuel else {}
    if found.fuel and len(vendors) > 1 and max(vendors, key=lambda code: vendors[code]) != UNNAMED:
        yield _vendors(asked, found.fuel)
    for code in vendors if len(vendors) == 1 else ():
        if code in economies():
            yield Prose(f"{the(code, start=True)} made all of the fleet of which fuel data are held.")
    for sentence in _more(asked, found):
        yield Prose(sentence)


def _is_on_fuel(asked: Asked, found: Found) -> bool:
    """Return whether the report is on a supplier's enrichment, of which the fleet would lose power."""
    return asked.stage == ENRICHMENT and found.loss is not None and found.loss.twh[0] > 0


def _sentences(asked: Asked, found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield the loss of a supplier where the report is on fuel, else what is to be built and what can come by when."""
    if found.loss and found.fuel and _is_on_fuel(asked, found):
        yield _unfuelled(asked, found.loss, found.fuel)
    goals = bool(found.path and found.path.targets)
    if found.build and not goals:
        yield building.sentence(found.build, fleet=asked.fleet)
    if found.path and not _is_on_fuel(asked, found):
        yield _sentence(asked, found, found.path)
    if found.build and goals:
        yield building.sentence(found.build, fleet=asked.fleet)


def _unfuelled(asked: Asked, loss: LossAnswer, fuel: FuelAnswer) -> tuple[Part, ...]:
    """Return what a fleet loses without a supplier's enrichment, and what enrichment it needs."""
    basis = "the supplier's share of the world's enrichment, 2023"
    world = Figure(f"nuclear.enrichment.{loss.supplier}", "Share of the world's enrichment", 100 * loss.share, "%", "2023",
                   "accord-energy", basis, "cited")  # fmt: skip
    part = Figure(f"nuclear.{asked.country}.loss.part", "Of what its reactors make", 100 * loss.twh[0] / loss.generation,
                  "%", "2026", "accord-energy", basis, "computed")  # fmt: skip
    lost, whole = _lost(asked, loss), loss.twh[0] > ALL * loss.generation
    own = f"{possessive(asked.country)} reactors"
    said: tuple[Part, ...] = (
        (f"without it {own} would lose ", Rounded(lost), ", ", Rounded(part), " of what they make")
        if whole
        else (f"if {own} bought that part from it, they would lose ", Rounded(lost), " without it")
    )
    return (
        f"{the(loss.supplier, start=True)} enriches ", Rounded(world), " of the world’s uranium; ", *said,
        ", once stocks are used; they need ", Rounded(_swu(asked, fuel)), ".",
    )  # fmt: skip


def _swu(asked: Asked, fuel: FuelAnswer) -> Figure:
    return Figure(f"nuclear.{asked.country}.swu", "Enrichment a year", fuel.swu / 1e6, "million SWU a year",
                  str(fuel.year), "accord-energy", "value function at 0.25 % tails", "computed")  # fmt: skip


def _gw(asked: Asked, path: PathAnswer, end: str, at: int) -> Figure:
    year = str(path.years[at])
    value = getattr(path, end)[at]
    return Figure(f"nuclear.{asked.country}.{year}.{end}", f"Capacity of {name(asked.country)}, {end}, {year}", value,
                  "GW", year, "accord-energy", "lead times of units begun, lognormal, censored", "computed")  # fmt: skip


def _odds(asked: Asked, path: PathAnswer, at: int) -> Figure:
    one = path.targets[at]
    return Figure(f"nuclear.{asked.country}.odds.{one.year}", f"Odds of {one.gw:g} GW by {one.year}", 100 * one.probability,
                  "%", str(one.year), "accord-energy", "share of draws that reach the target", "computed")  # fmt: skip


def _standing(asked: Asked, found: Found, path: PathAnswer) -> tuple[Part, ...]:
    """Return what a country without a unit under way runs, who made it, and what its fuel needs."""
    parts: list[Part] = [
        f"{the(asked.country, start=True)} runs ",
        Rounded(_base(asked, path)),
        " of reactors and has none under way in the data",
    ]
    if found.fuel:
        parts += ["; they need ", Rounded(_uranium(asked, found.fuel)), " of natural uranium a year"]
    if found.loss and found.loss.twh and found.loss.twh[0] > 0:
        parts += [
            f", and without {STAGES[asked.stage]} {the(asked.supplier)} lose ",
            Rounded(_lost(asked, found.loss)),
        ]
    return (*parts, ".")


def _base(asked: Asked, path: PathAnswer) -> Figure:
    return Figure(f"nuclear.{asked.country}.base", "Capacity now", path.base, "GW", str(path.years[0]), "accord-energy",
                  "units that operate in the data", "measured")  # fmt: skip


def _uranium(asked: Asked, fuel: FuelAnswer) -> Figure:
    return Figure(f"nuclear.{asked.country}.uranium", "Natural uranium a year", fuel.natural_tu + fuel.feed_tu, "tonnes",
                  str(fuel.year), "accord-energy", "burn-up, enrichment and tails of each type", "computed")  # fmt: skip


def _lost(asked: Asked, loss: LossAnswer) -> Figure:
    return Figure(f"nuclear.{asked.country}.loss.{loss.supplier}", "Power lost", loss.twh[0], "TWh a year", "2026",
                  "accord-energy", "fleet by fuel supplier, without stocks", "computed")  # fmt: skip


def _sentence(asked: Asked, found: Found, path: PathAnswer) -> tuple[Part, ...]:
    """Return what can come by the targets' years, and how likely the targets are."""
    last = len(path.years) - 1
    if not path.targets and not path.pipeline:
        return _standing(asked, found, path)
    if not path.targets:
        base, own = _base(asked, path), f"{possessive(asked.country)} "
        runs: tuple[Part, ...] = (
            (own, Rounded(base), " of reactors become ")
            if path.base >= RUNS
            else (own, "first reactors come to ")
        )
        span = Range(_gw(asked, path, "p10", last), _gw(asked, path, "p90", last))
        return (
            "With what is under way, and closures at sixty years, ", *runs, span, " in ", Day(str(path.years[-1])),
            "; new starts are not in it.",
        )  # fmt: skip
    parts: list[Part] = [f"With what is begun or planned, {possessive(asked.country)} reactors come to "]
    for at, one in enumerate(path.targets):
        place = path.years.index(one.year)
        span = Range(_gw(asked, path, "p10", place), _gw(asked, path, "p90", place))
        odds: tuple[Part, ...] = (
            (", odds ", Rounded(_odds(asked, path, at))) if one.probability > 0 else ("; no draw reaches it",)
        )
        parts += [
            " and " if at else "",
            span,
            " in ",
            Day(str(one.year)),
            " (goal ",
            Rounded(_goal(asked, path, at)),
            *odds,
            ")",
        ]
    if path.needed is not None and path.needed_for:
        figure = Figure(f"nuclear.{asked.country}.starts_needed", "Starts needed", path.needed, "GW", "2026",
                        "accord-energy", "starts a year from now on at the country's lead time", "computed")  # fmt: skip
        needs = (
            ". To reach it would take " if len(path.targets) == 1 else ". To reach the last goal would take "
        )
        parts += [needs, Rounded(figure), " begun every year"]
    ready = str(round(path.years[0] + path.lead.median))
    return (*parts, "; a unit begun now runs in about ", Day(ready), ".")


def _fan(asked: Asked, path: PathAnswer) -> Chart:
    """Return capacity by year as a fan of eight draws in ten, with the official goals as dots."""
    last = len(path.years) - 1
    ends = tuple(_gw(asked, path, end, last) for end in ("p10", "p50", "p90"))
    goals = tuple(Target(one.year, _goal(asked, path, at), "goal") for at, one in enumerate(path.targets))
    whose = possessive(asked.country, start=True)
    title: tuple[Part, ...] = (
        (f"{whose} reactors come to ", Range(ends[0], ends[2]), " in ", Day(str(path.years[-1])))
        if not goals
        else (f"{whose} goal for ", Day(str(goals[-1].year)), " has odds of ", Rounded(_odds(asked, path, len(goals) - 1)),
              " with what is begun or planned")
        if path.targets[-1].probability > 0
        else (f"What is begun or planned does not reach {possessive(asked.country)} goal for ",
              Day(str(goals[-1].year)), " in any draw",)
    )  # fmt: skip
    head = Head(
        "nuclear-path",
        title,
        "Capacity with what is begun or planned, GW; eight draws of ten lie in the fan",
        f"Capacity of {name(asked.country)} with what is begun or planned",
        SOURCES,
        note="Starts beyond those begun or planned are not in it.",
    )
    band = Band(path.years, (path.p10, path.p90), None, path.p50)
    return fan_chart(head, band, lambda end, at: _gw(asked, path, end, at), goals)


def _goal(asked: Asked, path: PathAnswer, at: int) -> Figure:
    one = path.targets[at]
    return Figure(f"nuclear.{asked.country}.goal.for.{one.year}", f"Official goal for {one.year}", one.gw, "GW", str(one.year),
                  "accord-energy", "official targets as cited", "cited")  # fmt: skip


def _missed(asked: Asked, path: PathAnswer) -> Table:
    columns = (
        Column("set", "Goal set in"),
        Column("for", "For"),
        Column("goal", "Goal", "GW"),
        Column("came", "Came", "GW"),
    )

    def figure(at: int, which: str, value: float | None) -> Figure:
        return Figure(f"nuclear.{asked.country}.goal.{at}.{which}", f"Earlier goal, {which}", value, "GW",
                      str(path.missed[at].year), "accord-energy", "official targets as cited", "cited")  # fmt: skip

    rows: tuple[Row, ...] = tuple(
        (
            Day(str(one.announced)),
            Day(str(one.year)),
            figure(at, "goal", one.gw),
            figure(at, "came", one.achieved),
        )
        for at, one in enumerate(path.missed)
    )
    return Table(
        "nuclear-goals", "Earlier official goals and what came of them", columns, rows, sources=SOURCES
    )


def _vendors(asked: Asked, fuel: FuelAnswer) -> Chart:
    """Return GW by maker's country, and what the fleet needs of the world's uranium."""
    ordered = sorted(fuel.vendors.items(), key=lambda pair: -pair[1])
    year = str(fuel.year)
    made = tuple(
        Bar(
            name(code) if code in economies() else "not named",
            Figure(f"nuclear.{asked.country}.vendor.{code}", f"GW by makers of {code}", gw, "GW", year,
                   "accord-energy", "reactor types by vendor country", "computed"),
            "gain",
        )
        for code, gw in ordered
    )  # fmt: skip
    whole = sum(gw for _, gw in ordered)
    share = Figure(f"nuclear.{asked.country}.vendor.first", "Share of the first maker", 100 * ordered[0][1] / whole, "%",
                   year, "accord-energy", "reactor types by vendor country", "computed")  # fmt: skip
    part = "most" if (share.value or 0) > MOSTLY else "the largest part"
    left = " Reactors of which no fuel data are held are left out." if fuel.left_out > 0.5 else ""
    head = Head(
        "nuclear-vendors",
        (f"{made[0].label} made {part} of the fleet (", share, ")"),
        "Capacity by the country of the maker, GW",
        "Capacity by maker",
        SOURCES,
        note="Light-water units of unnamed make count for the country that runs them." + left if left else "",
    )
    columns = (Column("vendor", "Maker’s country"), Column("gw", "Capacity", "GW", year))
    return bar_chart(head, [Group("", made)], "Bars of capacity by the maker's country", columns)


def _more(asked: Asked, found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield fuel, the loss of a supplier, and the outlay with what is open to the partner."""
    if found.fuel:
        year, swu = str(found.fuel.year), _swu(asked, found.fuel)
        tonnes = _uranium(asked, found.fuel)
        world = Figure(f"nuclear.{asked.country}.uranium.world", "Of the world's need", 100 * found.fuel.world_share, "%", year,
                       "accord-energy", "against the world's need of uranium", "computed")  # fmt: skip
        yield (
            "Its reactors need ",
            Rounded(tonnes),
            " of natural uranium a year (",
            Rounded(world),
            " of the world’s) and ",
            Rounded(swu),
            " of enrichment.",
        )
    if found.loss and found.loss.twh and not _is_on_fuel(asked, found):
        lost, what = _lost(asked, found.loss), "making its fuel" if asked.stage != ENRICHMENT else "enriching"
        yield (
            f"If {the(asked.supplier)} stopped {what}, ",
            Rounded(lost),
            " would be lost in the first year.",
        )
    if found.outlay and found.outlay.total.central > 0:
        total, content = found.outlay.total, found.outlay.content
        partner = found.outlay.content_country
        basis = "overnight cost by type, triangular, with learning"

        def money(key: str, value: float) -> Figure:
            return Figure(f"nuclear.{asked.country}.{key}", key.replace("_", " "), value, "USD bn", "2026", "accord-energy",
                          basis, "computed")  # fmt: skip

        yield (
            "Building to the mix of the last goal would cost ",
            Range(money("outlay_low", total.p5), money("outlay_high", total.p95)),
            f"; open to suppliers of {the(partner)}: ",
            Range(money("content_low", content.p5), money("content_high", content.p95)), ".",
        )  # fmt: skip
