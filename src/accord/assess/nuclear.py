"""Civil nuclear power: what a country's programme can bring by when, what it needs, and on whom it depends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accord.assess.desk import Desk
from accord.assess.kind import Page
from accord.assess.question import sides
from accord.core.codes import economies
from accord.core.errors import InputError
from accord.core.provenance import Figure
from accord.docket.items import Docket
from accord.energy import tables
from accord.page.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Day,
    Part,
    Prose,
    Read,
    Rounded,
    Row,
    Section,
    Table,
)
from accord.page.chart import Bar, Group, bars
from accord.page.names import name, possessive, the
from accord.page.words import show
from accord.study.energy.fuel import (
    FuelAnswer,
    LossAnswer,
    OutlayAnswer,
    nuclear_fuel,
    nuclear_loss,
    nuclear_outlay,
)
from accord.study.energy.nuclear import PathAnswer, nuclear_path

NUCLEAR = re.compile(
    r"\b(?:civil(?:ian)? nuclear|nuclear (?:power|energy|reactors?|plants?|cooperation|fuel|bill|law|liability|deal"
    r"|agreement)|reactors?|123 agreement|small modular)\b",
    re.IGNORECASE,
)
WEAPONS = re.compile(
    r"\bnuclear (?:weapons?|warheads?|arsenal|test|deterrent|programme of iran|enrichment site)",
    re.IGNORECASE,
)
LEAST = 2
"""Mentions from which a report counts as one on nuclear power."""
SUPPLIER = "RUS"
"""The supplier whose loss is worked out where the report names none: the largest seller of fuel to most fleets."""
SOURCES = ("accord-energy",)


@dataclass(frozen=True)
class Asked:
    """A country with reactors in the data, the partner whose suppliers the report speaks of, and a supplier."""

    country: str
    partner: str | None
    supplier: str


@dataclass(frozen=True)
class Found:
    """The capacity path, fuel, the loss of a supplier, the outlay; None where no data are held."""

    path: PathAnswer
    fuel: FuelAnswer | None
    loss: LossAnswer | None
    outlay: OutlayAnswer | None
    missing: tuple[str, ...]


class Nuclear:
    """Reports on reactors, nuclear laws and civil nuclear agreements."""

    name, order = "nuclear", 25
    levers: tuple[str, ...] = ()
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | None:
        """Return the country whose programme a report speaks of; None where it is not about nuclear power."""
        text = f"{docket.title}\n{docket.text}"
        laws = [law for law in docket.legislation if NUCLEAR.search(f"{law.name} {law.evidence.text}")]
        if (not laws and len(NUCLEAR.findall(text)) < LEAST) or WEAPONS.search(docket.title):
            return None
        known = _with_reactors()
        heard = [law.country for law in laws] + list(reversed(sides(docket))) + list(docket.countries)
        country = next((code for code in heard if code in known), None)
        if country is None:
            return None
        partner = next((code for code in sides(docket) if code != country and code in economies()), None)
        return Asked(country, partner, SUPPLIER if country != SUPPLIER else "FRA")

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return nothing: a law on reactors is no measure on trade."""
        return ()

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return the path with its odds, fuel, dependence and outlay."""
        missing: list[str] = []
        path = nuclear_path(asked.country)
        fuel = loss = outlay = None
        try:
            fuel = nuclear_fuel(asked.country)
            loss = nuclear_loss(asked.supplier, country=asked.country)
        except InputError as error:
            missing.append(f"Not answered: {error}.")
        try:
            outlay = nuclear_outlay(asked.country, content_of=asked.partner or "USA")
        except InputError as error:
            missing.append(f"Not answered: {error}.")
        return Found(path, fuel, loss, outlay, tuple(missing))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return what the programme can and cannot bring, its needs, and on whom it depends."""
        blocks: list[Block] = [_path_table(asked, found.path)]
        if found.path.missed:
            blocks.append(_missed(asked, found.path))
        if found.fuel and found.fuel.vendors:
            blocks.append(_vendors(asked, found.fuel))
        blocks += [Prose(sentence) for sentence in _more(asked, found)]
        assumed = [
            *found.path.assumptions,
            *(found.outlay.assumptions if found.outlay else ()),
            *found.missing,
        ]
        blocks.append(Bullets(tuple((Read(words),) for words in dict.fromkeys(assumed))))
        title = f"{possessive(asked.country, start=True)} nuclear power"
        return Page(
            lead=(_sentence(asked, found.path),), sections=(Section("nuclear", title, tuple(blocks)),)
        )


def _with_reactors() -> frozenset[str]:
    """Return the countries whose fleet the tables hold."""
    return frozenset(row["country"] for row in tables.stored()["fleets"])


def _gw(asked: Asked, path: PathAnswer, end: str, at: int) -> Figure:
    year = str(path.years[at])
    value = getattr(path, end)[at]
    return Figure(f"nuclear.{asked.country}.{year}.{end}", f"Capacity of {name(asked.country)}, {end}, {year}", value,
                  "GW", year, "accord-energy", "lead times of units begun, lognormal, censored", "computed")  # fmt: skip


def _odds(asked: Asked, path: PathAnswer, at: int) -> Figure:
    one = path.targets[at]
    return Figure(f"nuclear.{asked.country}.odds.{one.year}", f"Odds of {one.gw:g} GW by {one.year}", 100 * one.probability,
                  "%", str(one.year), "accord-energy", "share of draws that reach the target", "computed")  # fmt: skip


def _sentence(asked: Asked, path: PathAnswer) -> tuple[Part, ...]:
    """Return what can come by the targets' years, and how likely the targets are."""
    parts: list[Part] = [f"{possessive(asked.country, start=True)} reactors"]
    if not path.targets:
        last = len(path.years) - 1
        low, high = _gw(asked, path, "p10", last), _gw(asked, path, "p90", last)
        return (
            *parts,
            " under way would make ",
            Rounded(_goal(asked, "now", path.base, path.years[0])),
            " now into ",
            low,
            " to ",
            high,
            " in ",
            Day(str(path.years[-1])),
            ".",
        )
    parts.append(" would come to ")
    for at, one in enumerate(path.targets):
        place = path.years.index(one.year)
        parts += [
            ", and " if at else "", Rounded(_gw(asked, path, "p10", place)), " to ",
            Rounded(_gw(asked, path, "p90", place)), " in ", Day(str(one.year)),
            " with what is begun or planned, against a goal of ", _goal(asked, "target", one.gw, one.year),
            " (odds ", Rounded(_odds(asked, path, at)), ")",
        ]  # fmt: skip
    if path.needed is not None and path.needed_for:
        figure = Figure(f"nuclear.{asked.country}.starts_needed", "Starts needed", path.needed, "GW a year", "2026",
                        "accord-energy", "starts from now on at the country's lead time", "computed")  # fmt: skip
        parts += [
            "; ",
            _goal(asked, "target", *path.needed_for),
            " by ",
            Day(str(path.needed_for[1])),
            " needs ",
            Rounded(figure),
            " begun every year",
        ]
    return (*parts, ".")


def _path_table(asked: Asked, path: PathAnswer) -> Table:
    """Return capacity by year with its 80 % interval."""
    shown = [at for at, year in enumerate(path.years) if year % 5 == 2 or at in (0, len(path.years) - 1)]
    columns = (
        Column("year", "Year"),
        *(Column(end, label, "GW") for end, label in (("p10", "Low"), ("p50", "Middle"), ("p90", "High"))),
    )
    rows: tuple[Row, ...] = tuple(
        (Day(str(path.years[at])), *(_gw(asked, path, end, at) for end in ("p10", "p50", "p90"))) for at in shown
    )
    note = "Eight draws of ten lie between low and high. Starts beyond those begun or planned are not in it."
    title = f"Capacity of {name(asked.country)} with what is begun or planned"
    return Table("nuclear-path", title, columns, rows, note, sources=SOURCES)


def _goal(asked: Asked, which: str, gw: float, year: int) -> Figure:
    label = f"Nuclear power of {name(asked.country)}, {which}, {year}"
    key = f"nuclear.{asked.country}.{which}.{year}"
    return Figure(key, label, gw, "GW", str(year), "accord-energy", "official figures as cited", "cited")


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
        (Day(str(one.announced)), Day(str(one.year)), figure(at, "goal", one.gw), figure(at, "came", one.achieved))
        for at, one in enumerate(path.missed)
    )
    return Table(
        "nuclear-goals", "Earlier official goals and what came of them", columns, rows, sources=SOURCES
    )


def _vendors(asked: Asked, fuel: FuelAnswer) -> Chart:
    """Return GW by vendor country now."""
    ordered = sorted(fuel.vendors.items(), key=lambda pair: -pair[1])
    marks = tuple(
        Bar(
            name(code) if code in economies() else code,
            Figure(f"nuclear.{asked.country}.vendor.{code}", f"GW by makers of {code}", gw, "GW", str(fuel.year),
                   "accord-energy", "reactor types by vendor country", "computed"),
            "f",
        )
        for code, gw in ordered
    )  # fmt: skip
    alt = (
        "Bars of capacity by vendor country: " + ", ".join(f"{m.label} {show(m.figure)}" for m in marks) + "."
    )
    columns = (Column("vendor", "Vendor country"), Column("gw", "Capacity", "GW", str(fuel.year)))
    return Chart(
        key="nuclear-vendors",
        title=(f"{marks[0].label} made most of the fleet (", marks[0].figure, ")"),
        subtitle="Capacity by the country of the maker, GW",
        drawing=bars([Group("", marks)], alt),
        alt=alt,
        table=Table(
            "nuclear-vendors",
            "Capacity by vendor",
            columns,
            tuple((m.label, m.figure) for m in marks),
            sources=SOURCES,
        ),
        sources=SOURCES,
    )


def _more(asked: Asked, found: Found) -> Iterator[tuple[Part, ...]]:
    """Yield fuel, the loss of a supplier, and the outlay with what is open to the partner."""
    if found.fuel:
        year = str(found.fuel.year)
        swu = Figure(f"nuclear.{asked.country}.swu", "Enrichment a year", found.fuel.swu / 1e6, "million SWU a year", year,
                     "accord-energy", "value function at 0.25 % tails", "computed")  # fmt: skip
        tonnes = Figure(f"nuclear.{asked.country}.uranium", "Natural uranium a year",
                        found.fuel.natural_tu + found.fuel.feed_tu, "tonnes of uranium a year", year, "accord-energy",
                        "burn-up, enrichment and tails of each type", "computed")  # fmt: skip
        yield ("Its fuel a year: ", Rounded(tonnes), " and ", Rounded(swu), " (", Day(year), ").")
    if found.loss and found.loss.twh:
        lost = Figure(f"nuclear.{asked.country}.loss.{asked.supplier}", "Power lost", found.loss.twh[0], "TWh a year", "2026",
                      "accord-energy", "fleet by fuel supplier, without stocks", "computed")  # fmt: skip
        yield (
            f"If {the(asked.supplier)} stopped making its fuel, ",
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
            "Building what is planned would cost ", Rounded(money("outlay_low", total.p5)), " to ",
            Rounded(money("outlay_high", total.p95)), f"; open to suppliers of {the(partner)}: ",
            Rounded(money("content_low", content.p5)), " to ", Rounded(money("content_high", content.p95)), ".",
        )  # fmt: skip


KIND = Nuclear()
