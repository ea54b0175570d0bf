"""What a stop would do: who lacks what, and at which price, if the exports the report limits stopped."""

from __future__ import annotations

from collections.abc import Sequence

from accord.assess.tariff.case import Case, Json
from accord.core.codes import economy_name
from accord.core.provenance import Figure, Quality
from accord.page.blocks import Chart, Column, Day, Entries, Entry, Part, Read, Row, Section, Table, Text
from accord.page.chart import Interval, intervals
from accord.page.names import possessive, the
from accord.page.words import join, show

SOURCE = "accord-supply"
SOURCES = (SOURCE, "supply-chains", "world-mining-data", "cepii-baci")
LEAST = "linear programme: least shortfall after rerouting, spare output, stocks and substitution"
ENDS = {"low": "_low", "middle": "", "high": "_high"}
WORDS = {"export_ban": "ban", "export_control": "full stop", "export_quota": "quota"}
MOST = 6
"""Most bars of the chart; the table holds all."""


def build(case: Case) -> Section | None:
    """Return the chart and table of stops, or None where the report limits no exports of a known chain."""
    found = [one for one in case.findings.get("stops") or () if _hardest(one)]
    if not found:
        return None
    made: dict[str, dict[str, None]] = {}
    for one in found:
        for words in (*one["assumed"], *one["missing"]):
            made.setdefault(words, {})[one["name"]] = None
    notes = tuple(Entry((Read(words),), ", ".join(names)) for words, names in made.items())
    rests = Entries("stops-rest", "What this rests on, and what is not known", notes, folded=True)
    return Section("stops", "What a stop would do", (_chart(case, found), rests))


def _hardest(found: Json) -> Json | None:
    """Return the stage left shortest by a stop, of equals one with a price; None where nobody is short."""
    short = [row for row in found["stages"] if row["shortfall"]]
    ranks = {
        row["stage"]: (round(float(row["world_shortfall_pct"]), 2), row["price_ratio"] is not None)
        for row in short
    }
    return max(short, key=lambda row: ranks[row["stage"]], default=None)


def _key(found: Json) -> str:
    whom = "-".join(found["customers"]) or "all"
    return f"stop.{found['chain']}.{found['lever']}.{found['supplier']}.{whom}"


def _figure(found: Json, name: str, label: str, value: float | None, unit: str = "%") -> Figure:
    row = _hardest(found) or {"year": ""}
    quality: Quality = "missing" if value is None else "computed"
    return Figure(f"{_key(found)}.{name}", label, value, unit, str(row["year"]), SOURCE, LEAST, quality)


def _hit(case: Case, found: Json) -> Json:
    """Return who stands for those cut off: one of the report's sides if short, else the worst hit by name."""
    rows: Sequence[Json] = (_hardest(found) or {})["shortfall"]
    sides = [row for row in rows if row["economy"] in case.sides]
    named = [row for row in rows if row["economy"] != "ROW"]
    return next(iter((*sides, *named, *rows)))


def _unmet(case: Case, found: Json, end: str = "middle") -> Figure:
    hit = _hit(case, found)
    label = f"{possessive(hit['economy'], start=True)} use of {found['name'].lower()} unmet, {end}"
    return _figure(found, f"unmet.{end}", label, hit[f"pct_of_use{ENDS[end]}"])


def _world(found: Json) -> Figure:
    value = (_hardest(found) or {})["world_shortfall_pct"]
    return _figure(found, "world", f"World use of {found['name'].lower()} unmet", value)


def _price(found: Json, end: str = "central") -> Figure:
    ratio = (_hardest(found) or {})["price_ratio"]
    label = f"Price of {found['name'].lower()} after a stop over before, {end}"
    return _figure(found, f"price.{end}", label, ratio and ratio[end], "times")


def _income(found: Json) -> Figure:
    row = found["income"][0] if found["income"] else None
    label = row["label"] if row else "Income loss"
    return _figure(found, "income", label, row and row["value"], "USD bn a year")


def _chart(case: Case, found: Sequence[Json]) -> Chart:
    ranks = [(_hit(case, one)["economy"] == "ROW", -(_unmet(case, one).value or 0.0)) for one in found]
    shown = [found[at] for at in sorted(range(len(found)), key=ranks.__getitem__)][:MOST]
    marks = [
        Interval(
            f"{one['name']}, {WORDS[one['lever']]}: {economy_name(_hit(case, one)['economy'])}",
            _unmet(case, one, "low"),
            _unmet(case, one),
            _unmet(case, one, "high"),
            "b",
        )
        for one in shown
    ]
    spoken = "; ".join(f"{mark.label} {show(mark.middle)}" for mark in marks)
    alt = f"Dots with intervals of use unmet after a stop: {spoken}."
    return Chart(
        key="stops",
        title=_finding(case, shown[0]),
        subtitle="Use unmet for a year, per cent; ends: the most and the least that others could give up",
        drawing=intervals(marks, alt),
        alt=alt,
        table=_table(case, found),
        sources=SOURCES,
    )


def _finding(case: Case, found: Json) -> Text:
    hit = _hit(case, found)["economy"]
    whom = f" to {join(the(code) for code in found['customers'])}" if found["customers"] else ""
    part = "" if found["share_pct"] == 100 else "part of its "
    parts: list[Part] = [f"If {the(found['supplier'])} stopped {part}{found['name'].lower()}{whom}, "]
    parts += [f"{possessive(hit)} users would lack ", _unmet(case, found)]
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


def _table(case: Case, found: Sequence[Json]) -> Table:
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
    return Table("stops", "Stops of exports, one row each", columns, tuple(_row(case, one) for one in found))


def _row(case: Case, found: Json) -> Row:
    stage = _hardest(found) or {}
    whom = join(economy_name(code) for code in found["customers"]) or "all"
    return (
        f"{found['name']}, {stage['name'].lower()}",
        f"{economy_name(found['supplier'])} to {whom}: {WORDS[found['lever']]}",
        Day(str(stage["year"])),
        _figure(found, "share", f"Part of sales of {found['name'].lower()} that stops", found["share_pct"]),
        _world(found),
        economy_name(_hit(case, found)["economy"]),
        *(_unmet(case, found, end) for end in ENDS),
        *(_price(found, end) for end in ("low", "central", "high")),
        _income(found),
    )
