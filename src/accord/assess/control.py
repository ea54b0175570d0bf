"""What a stop would do: who lacks what, and at which price, if the exports a report limits stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.question import sides
from accord.assess.stops import LEVERS, Stop, stops_of
from accord.assess.weighing import ROLES
from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.levers import lever
from accord.core.provenance import Figure, as_recorded
from accord.docket.items import Docket
from accord.page.blocks import (
    Chart,
    Column,
    Day,
    Entries,
    Entry,
    Part,
    Question,
    Read,
    Rounded,
    Row,
    Section,
    Table,
    Text,
)
from accord.page.chart import Interval, intervals
from accord.page.names import possessive, the
from accord.page.words import fraction, join, show
from accord.study.supply.cut import cut_report, income_rows, stage_rows
from accord.study.supply.risk import find_chain
from accord.supply.disruption import Cut

SOURCE = "accord-supply"
SOURCES = (SOURCE, "supply-chains", "world-mining-data", "cepii-baci")
LEAST = "linear programme: least shortfall after rerouting, spare output, stocks and substitution"
ENDS = {"low": "_low", "middle": "", "high": "_high"}
WORDS = {"export_ban": "ban", "export_control": "full stop", "export_quota": "quota"}
MOST = 6
"""Most bars of the chart; the table holds all."""
STANDING = {"in_force": "in force", "paused": "suspended", "announced": "announced", "scheduled": "to come"}


@dataclass(frozen=True)
class Asked:
    """The stops that a report's limits on exports call for, and the sides it speaks of."""

    stops: tuple[Stop, ...]
    sides: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """One document of ``accord supply cut`` for each stop, with what was assumed."""

    stops: tuple[Document, ...]


class Control:
    """Bans, licences and quotas on exports of what a supply chain of Accord holds."""

    name, order = "control", 20
    levers = LEVERS
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return a stop for each chain and author of a limit on exports.

        A quota stops the part of the author's output that it does not let out; a larger one of the same author
        takes the place of a smaller. Where a limit names no material, the minerals of the report stand for it.
        """
        heard = [item.name for item in docket.minerals]
        found: dict[tuple[object, ...], Stop] = {}
        doubtful: list[int] = []
        for at, item in enumerate(docket.measures):
            if item.status_norm == "ruled_out":
                continue
            for stop in stops_of(at, item, heard):
                key = (stop.chain, stop.supplier, stop.customers, stop.lever)
                if item.doubts_of(*ROLES):
                    doubtful.append(at)
                elif key not in found or stop.share < found[key].share:
                    found[key] = stop
        if not found and doubtful:
            first = docket.measures[doubtful[0]]
            whom = "who imposes it" if first.doubts_of("imposing") else "on whom it falls"
            return Refusal(
                f"the report leaves open {whom}", tuple(dict.fromkeys(doubtful)), first.evidence.text
            )
        return Asked(tuple(found.values()), sides(docket)) if found else None

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions of the limits that became stops."""
        return tuple(stop.at for stop in asked.stops)

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return what each stop would do to its chain, with odds over diversion, and to incomes."""
        return Found(tuple(_document(stop, desk) for stop in asked.stops))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return the chart and table of stops; nothing where nobody would be short."""
        hard = [one for one in found.stops if _hardest(one)]
        if not hard:
            return Page()
        view = _View(asked.sides, tuple(hard))
        made: dict[str, dict[str, None]] = {}
        for one in hard:
            for words in (*one["assumed"], *one["missing"]):
                made.setdefault(words, {})[one["name"]] = None
        notes = tuple(Entry((Read(words),), ", ".join(names)) for words, names in made.items())
        rests = Entries("stops-rest", "What this rests on, and what is not known", notes, folded=True)
        chart = _chart(view, hard)
        section = Section("stops", "What a stop would do", (chart, rests))
        shown = _ranked(view, hard)[0]
        return Page(
            (_lead(view, chart),), (section,), title=_title(view, shown), question=_asked(shown, docket)
        )


def _asked(found: Document, docket: Docket) -> Question:
    """Return the question in one line: whose limit, on what, to whom, and how it stands."""
    whom = join(the(code) for code in found["customers"]) or "everybody"
    noun = lever(found["lever"]).noun
    standing = STANDING.get(found["status"], found["status"].replace("_", " "))
    text = (
        f"{possessive(found['supplier'], start=True)} {noun} on {found['name'].lower()} to {whom}, {standing}"
    )
    return Question(text, "sales as they were before, in the year of the data.")


def _title(view: _View, found: Document) -> tuple[Part, ...]:
    """Return the headline: who goes short if the stop is full."""
    whom = f" to {join(the(code) for code in found['customers'])}" if found["customers"] else ""
    hit = _hit(view, found)["economy"]
    users = "the world" if hit == "ROW" else the(hit)
    words, short = fraction(_unmet(view, found)), Rounded(_unmet(view, found), sign=False)
    opening = f"If {the(found['supplier'])} stops {found['name'].lower()}{whom}, {users} lacks "
    return (opening, short if any(sign.isdigit() for sign in words) else words, " of what it uses")


@dataclass(frozen=True)
class _View:
    sides: tuple[str, ...]
    stops: tuple[Document, ...]


def _lead(view: _View, chart: Chart) -> tuple[Part, ...]:
    finding = chart.title if isinstance(chart.title, tuple) else (str(chart.title),)
    shown = _ranked(view, view.stops)[0]
    stop = "a full stop" if shown["share_pct"] == 100 else "that part stopped"
    return (
        *finding,
        f" ({stop} for a year, data of ",
        Day(str((_hardest(shown) or {"year": ""})["year"])),
        ").",
    )


def _document(stop: Stop, desk: Desk) -> Document:
    chain = find_chain(stop.chain)
    cut = Cut((stop.supplier,), stop.customers, share=stop.share)
    report = cut_report(chain, cut, desk.world)
    return as_recorded(
        {
            "chain": chain.id,
            "name": chain.name,
            "lever": stop.lever,
            "status": stop.status,
            "supplier": stop.supplier,
            "customers": list(stop.customers),
            "share_pct": 100 * stop.share,
            "stages": stage_rows(report),
            "income": income_rows(report.loss),
            "assumed": [*stop.said, *report.assumed],
            "missing": list(report.missing),
        }
    )


def _hardest(found: Document) -> Document | None:
    """Return the stage left shortest by a stop, of equals one with a price; None where nobody is short."""
    short = [row for row in found["stages"] if row["shortfall"]]
    ranks = {
        row["stage"]: (round(float(row["world_shortfall_pct"]), 2), row["price_ratio"] is not None)
        for row in short
    }
    return max(short, key=lambda row: ranks[row["stage"]], default=None)


def _key(found: Document) -> str:
    whom = "-".join(found["customers"]) or "all"
    return f"stop.{found['chain']}.{found['lever']}.{found['supplier']}.{whom}"


def _figure(found: Document, name: str, label: str, value: float | None, unit: str = "%") -> Figure:
    row = _hardest(found) or {"year": ""}
    return Figure(f"{_key(found)}.{name}", label, value, unit, str(row["year"]), SOURCE, LEAST)


def _hit(view: _View, found: Document) -> Document:
    """Return who stands for those cut off: one of the report's sides if short, else the worst hit by name."""
    rows: Sequence[Document] = (_hardest(found) or {})["shortfall"]
    sides = [row for row in rows if row["economy"] in view.sides]
    named = [row for row in rows if row["economy"] != "ROW"]
    return next(iter((*sides, *named, *rows)))


def _unmet(view: _View, found: Document, end: str = "middle") -> Figure:
    hit = _hit(view, found)
    label = f"{possessive(hit['economy'], start=True)} use of {found['name'].lower()} unmet, {end}"
    return _figure(found, f"unmet.{end}", label, hit[f"pct_of_use{ENDS[end]}"])


def _world(found: Document) -> Figure:
    value = (_hardest(found) or {})["world_shortfall_pct"]
    return _figure(found, "world", f"World use of {found['name'].lower()} unmet", value)


def _price(found: Document, end: str = "central") -> Figure:
    ratio = (_hardest(found) or {})["price_ratio"]
    label = f"Price of {found['name'].lower()} after a stop over before, {end}"
    return _figure(found, f"price.{end}", label, ratio and ratio[end], "times")


def _income(found: Document) -> Figure:
    row = found["income"][0] if found["income"] else None
    label = row["label"] if row else "Income loss"
    return _figure(found, "income", label, row and row["value"], "USD bn a year")


def _ranked(view: _View, found: Sequence[Document]) -> list[Document]:
    """Return the stops, the one that leaves most use unmet first, those that hit nobody by name last."""
    return sorted(
        found, key=lambda one: (_hit(view, one)["economy"] == "ROW", -(_unmet(view, one).value or 0.0))
    )


def _chart(view: _View, found: Sequence[Document]) -> Chart:
    shown = _ranked(view, found)[:MOST]
    marks = [
        Interval(
            f"{one['name']}, {WORDS[one['lever']]}: {economy_name(_hit(view, one)['economy'])}",
            _unmet(view, one, "low"),
            _unmet(view, one),
            _unmet(view, one, "high"),
            "b",
        )
        for one in shown
    ]
    spoken = "; ".join(f"{mark.label} {show(mark.middle)}" for mark in marks)
    alt = f"Dots with intervals of use unmet after a stop: {spoken}."
    return Chart(
        key="stops",
        title=_finding(view, shown[0]),
        subtitle="Use unmet for a year, per cent; ends: the most and the least that others could give up",
        drawing=intervals(marks, alt),
        alt=alt,
        table=_table(view, found),
        sources=SOURCES,
    )


def _finding(view: _View, found: Document) -> Text:
    hit = _hit(view, found)["economy"]
    whom = f" to {join(the(code) for code in found['customers'])}" if found["customers"] else ""
    part = "" if found["share_pct"] == 100 else "part of its "
    parts: list[Part] = [f"If {the(found['supplier'])} stopped {part}{found['name'].lower()}{whom}, "]
    parts += [f"{possessive(hit)} users would lack ", _unmet(view, found)]
    price = _price(found)
    if price.value is not None:
        parts += [
            " and pay ",
            price,
            " the price (",
            _price(found, "low"),
            " to ",
            _price(found, "high"),
            ")",
        ]
    return tuple(parts)


def _table(view: _View, found: Sequence[Document]) -> Table:
    columns = (
        Column("chain", "Material, stage"),
        Column("what", "Stop"),
        Column("year", "Data of"),
        Column("share", "Of its sales", "%"),
        Column("world", "World use unmet", "%"),
        Column("hit", "Seen from"),
        *(Column(f"unmet_{end}", f"Its use unmet, {end}", "%") for end in ENDS),
        *(Column(f"price_{end}", f"Price, {end}", "times") for end in ("low", "central", "high")),
        Column("income", "Income loss", "USD bn a year"),
    )
    return Table("stops", "Stops of exports, one row each", columns, tuple(_row(view, one) for one in found))


def _row(view: _View, found: Document) -> Row:
    stage = _hardest(found) or {}
    whom = join(economy_name(code) for code in found["customers"]) or "all"
    return (
        f"{found['name']}, {stage['name'].lower()}",
        f"{economy_name(found['supplier'])} to {whom}: {WORDS[found['lever']]}",
        Day(str(stage["year"])),
        _figure(found, "share", f"Part of sales of {found['name'].lower()} that stops", found["share_pct"]),
        _world(found),
        economy_name(_hit(view, found)["economy"]),
        *(_unmet(view, found, end) for end in ENDS),
        *(_price(found, end) for end in ("low", "central", "high")),
        _income(found),
    )


KIND = Control()
