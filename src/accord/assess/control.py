"""What a stop would do: who lacks what, and at which price, if the exports a report limits stopped."""

from __future__ import annotations

from collections.abc import Sequence

from accord.assess.bundled import takes_its_place
from accord.assess.certain import unsettled
from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.question import sides
from accord.assess.stops import LEVERS, Stop, Unheld, left_open, plain_name, stops_of, subject
from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.frozen import dataclass
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
    Point,
    Question,
    Range,
    Read,
    Rounded,
    Row,
    Section,
    Table,
    plain_words,
)
from accord.page.chart import Interval, intervals
from accord.page.names import possessive, the
from accord.page.words import fraction, join, series, show
from accord.study.supply.cut import cut_report
from accord.supply.chain import find_chain
from accord.supply.disruption import Cut

SOURCE = "accord-supply"
SOURCES = (SOURCE, "supply-chains", "world-mining-data", "cepii-baci")
LEAST = "linear programme: least shortfall after rerouting, spare output, stocks and substitution"
ENDS = {"low": "_low", "middle": "", "high": "_high"}
WORDS = {"export_ban": "ban", "export_control": "full stop", "export_quota": "quota", "quota": "less output"}
NAMED = 3
"""Materials beside the first that the answer names."""
MOST = 6
"""Most bars of the chart."""
LITTLE = 0.05
"""Per cent of world use below which a stop takes nothing from anybody."""
STANDING = {"in_force": "in force", "paused": "suspended", "announced": "announced", "scheduled": "to come"}


@dataclass(frozen=True)
class Asked:
    """The stops that a report's limits call for, the sides it speaks of, and the materials that cannot be worked out."""

    stops: tuple[Stop, ...]
    sides: tuple[str, ...]
    unheld: tuple[Unheld, ...] = ()


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

        A quota stops the part of the author's output that it does not let out, and takes the place of a ban; a
        larger one of the same author that of a smaller. Where a limit names no material, the minerals of the report stand for it.
        """
        heard = [item.name for item in docket.minerals]
        found: dict[tuple[object, ...], Stop] = {}
        doubtful: list[int] = []
        unheld: dict[tuple[str, str], Unheld] = {}
        for at, item in enumerate(docket.measures):
            if item.status_norm == "ruled_out" or any(takes_its_place(one, item) for one in docket.measures):
                continue
            for stop in stops_of(at, item, heard):
                if unsettled(item):
                    doubtful.append(at)
                    continue
                if isinstance(stop, Unheld):
                    unheld.setdefault((stop.name, stop.supplier), stop)
                    continue
                key = (stop.chain, stop.supplier, stop.customers, stop.lever)
                if key not in found or stop.share < found[key].share:
                    found[key] = stop
        if not found and doubtful:
            first = docket.measures[doubtful[0]]
            return Refusal(unsettled(first), tuple(dict.fromkeys(doubtful)), first.evidence.text)
        if not found and unheld:
            lone = next(iter(unheld.values()))
            return Refusal(
                f"{plain_name(lone.name)}: {lone.reason}", tuple({one.at: None for one in unheld.values()})
            )
        return Asked(tuple(found.values()), sides(docket), tuple(unheld.values())) if found else None

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions of the limits that became stops."""
        return tuple(stop.at for stop in asked.stops)

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return what each stop would do to its chain, with odds over diversion, and to incomes."""
        return Found(tuple(_document(stop, desk) for stop in asked.stops))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return the chart and table of stops, and what could not be; that alone where nobody is short."""
        hard = [one for one in found.stops if _hardest(one)]
        soft = [_soft(one) for one in found.stops if not _hardest(one)]
        left = (*soft, *left_open(asked.unheld))
        if not hard:
            return _nothing(asked, found, left)
        made: dict[str, dict[str, None]] = {}
        for one in hard:
            for words in (*one["assumed"], *one["missing"]):
                made.setdefault(words, {})[one["name"]] = None
        notes = tuple(Entry((Read(words),), ", ".join(names)) for words, names in made.items())
        rests = Entries("stops-rest", "What this rests on, and what is not known", notes, folded=True)
        section = Section("stops", "What a stop would do", (_chart(asked.sides, hard), rests))
        shown, *others = _ranked(asked.sides, hard)
        return Page(
            (_lead(asked.sides, shown, others),),
            (section,),
            title=_title(asked.sides, shown),
            question=_asked(asked, found, shown),
            open=left,
        )


def _nothing(asked: Asked, found: Found, left: Sequence[Point]) -> Page:
    """Return why nobody is known to go short, as the answer where it is of this kind alone."""
    if not left:
        return Page()
    told = plain_words(left[0].text)
    lead = (Read(plain_words(left[0].subject)), ": ", Read(f"{told[0].lower()}{told[1:]}"))
    first = found.stops[0]
    return Page(
        (lead,),
        title=_unknown(asked, found, first),
        question=_asked(asked, found, first),
        open=tuple(left[1:]),
    )


def _unknown(asked: Asked, every: Found, found: Document) -> tuple[Part, ...]:
    """Return the headline of a stop that leaves nobody short as far as sources tell."""
    limit = (
        f"{possessive(found['supplier'])} {lever(found['lever']).noun} on {join(_names(asked, every, found))}"
    )
    whom = join(the(code) for code in found["customers"])
    if _is_made_up_for(found):
        return (Read(f"Nobody goes short if {the(found['supplier'])} stops {_material(found)}"),)
    return (Read(f"What {limit} would cost {whom} is not known"),) if whom else ()


def _is_made_up_for(found: Document) -> bool:
    """Return whether others and stocks make up for a loss that would be felt without them."""
    return any((row["world_loss_before_response_pct"] or 0.0) > LITTLE for row in found["stages"])


def _soft(found: Document) -> Point:
    """Return a stop that leaves nobody short, and whether that is an answer or a gap in the sources."""
    whom = join(the(code) for code in found["customers"])
    if _is_made_up_for(found):
        reason = "Nobody goes short: other sellers and stocks make up for it."
    elif whom:
        reason = f"No source tells what {whom} buys of it from {the(found['supplier'])}."
    else:
        reason = f"It is above what {the(found['supplier'])} sells, so that nothing stops."
    return Point(
        subject(found["supplier"], found["lever"], [found["name"]], found["customers"]), Read(reason)
    )


def _asked(asked: Asked, every: Found, found: Document) -> Question:
    """Return the question in one line: whose limit, on all that it names, to whom, and how it stands."""
    whom = join(the(code) for code in found["customers"]) or "everybody"
    noun = lever(found["lever"]).noun
    standing = STANDING.get(found["status"], found["status"].replace("_", " "))
    text = (f"{possessive(found['supplier'], start=True)} {noun} on ", Read(join(_names(asked, every, found))),
            f" to {whom}, {standing}")  # fmt: skip
    return Question(text, "sales as they were before, in the year of the data.")


def _names(asked: Asked, every: Found, found: Document) -> list[str]:
    """Return every material that the limit names."""
    at = next(stop.at for stop in asked.stops if _same(stop, found))
    worked = [one for one in every.stops if any(stop.at == at and _same(stop, one) for stop in asked.stops)]
    return [*map(_material, worked), *(plain_name(one.name) for one in asked.unheld if one.at == at)]


def _material(found: Document) -> str:
    return plain_name(found["name"])


def _same(stop: Stop, found: Document) -> bool:
    return (stop.chain, stop.supplier, list(stop.customers), stop.lever) == (
        found["chain"], found["supplier"], found["customers"], found["lever"],
    )  # fmt: skip


def _title(pair: Sequence[str], found: Document) -> tuple[Part, ...]:
    """Return the headline: who goes short if the stop is full."""
    whom = f" to {join(the(code) for code in found['customers'])}" if found["customers"] else ""
    hit = _hit(pair, found)["economy"]
    users = "the world" if hit == "ROW" else the(hit)
    words, short = fraction(_unmet(pair, found)), Rounded(_unmet(pair, found), sign=False)
    opening = f"If {the(found['supplier'])} stops {_material(found)}{whom}, {users} lacks "
    return (opening, short if any(sign.isdigit() for sign in words) else words, " of what it uses")


def _lead(pair: Sequence[str], shown: Document, others: Sequence[Document]) -> tuple[Part, ...]:
    stop = "A full stop" if shown["share_pct"] == 100 else "A stop of that part"
    parts = (*_finding(pair, shown), *_beside(pair, shown, others), f". {stop} for a year, data of ")
    return (*parts, Day(str((_hardest(shown) or {"year": ""})["year"])), ".")


def _beside(pair: Sequence[str], first: Document, others: Sequence[Document]) -> tuple[Part, ...]:
    """Return what the same users would lack of the other materials of the limit."""
    limit = (first["supplier"], first["lever"], _hit(pair, first)["economy"])
    also = [one for one in others if (one["supplier"], one["lever"], _hit(pair, one)["economy"]) == limit]
    told = [(Rounded(_unmet(pair, one), sign=False), f" of {_material(one)}") for one in also[:NAMED]]
    return ("; they would lack ", *series(told)) if told else ()


def _document(stop: Stop, desk: Desk) -> Document:
    chain = find_chain(stop.chain)
    cut = Cut((stop.supplier,), stop.customers, share=stop.share)
    told = cut_report(chain, cut, desk.world).document()
    return as_recorded(
        {
            "chain": chain.id,
            "name": chain.name,
            "lever": stop.lever,
            "status": stop.status,
            "supplier": stop.supplier,
            "customers": list(stop.customers),
            "share_pct": 100 * stop.share,
            "stages": told["stages"],
            "income": told["income"],
            "assumed": [*stop.said, *told["assumed"]],
            "missing": told["missing"],
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


def _hit(pair: Sequence[str], found: Document) -> Document:
    """Return who stands for those cut off: one of the report's sides if short, else the worst hit by name."""
    rows: Sequence[Document] = (_hardest(found) or {})["shortfall"]
    sides = [row for row in rows if row["economy"] in pair]
    named = [row for row in rows if row["economy"] != "ROW"]
    return (*sides, *named, *rows)[0]


def _unmet(pair: Sequence[str], found: Document, end: str = "middle") -> Figure:
    hit = _hit(pair, found)
    label = f"{possessive(hit['economy'], start=True)} use of {_material(found)} unmet, {end}"
    return _figure(found, f"unmet.{end}", label, hit[f"pct_of_use{ENDS[end]}"])


def _world(found: Document) -> Figure:
    value = (_hardest(found) or {})["world_shortfall_pct"]
    return _figure(found, "world", f"World use of {_material(found)} unmet", value)


def _price(found: Document, end: str = "central") -> Figure:
    ratio = (_hardest(found) or {})["price_ratio"]
    label = f"Price of {_material(found)} after a stop over before, {end}"
    return _figure(found, f"price.{end}", label, ratio and ratio[end], "times")


def _income(found: Document) -> Figure:
    row = found["income"][0] if found["income"] else None
    label = row["label"] if row else "Income loss"
    return _figure(found, "income", label, row and row["value"], "USD bn a year")


def _ranked(pair: Sequence[str], found: Sequence[Document]) -> list[Document]:
    """Return the stops, the one that leaves most use unmet first, those that hit nobody by name last."""
    return sorted(
        found, key=lambda one: (_hit(pair, one)["economy"] == "ROW", -(_unmet(pair, one).value or 0.0))
    )


def _chart(pair: Sequence[str], found: Sequence[Document]) -> Chart:
    shown = _ranked(pair, found)[:MOST]
    marks = [
        Interval(
            f"{one['name']}, {WORDS[one['lever']]}: {economy_name(_hit(pair, one)['economy'])}",
            _unmet(pair, one, "low"),
            _unmet(pair, one),
            _unmet(pair, one, "high"),
            "b",
        )
        for one in shown
    ]
    spoken = "; ".join(f"{mark.label} {show(mark.middle)}" for mark in marks)
    alt = f"Dots with intervals of use unmet after a stop: {spoken}."
    return Chart(
        key="stops",
        title=_finding(pair, shown[0]),
        subtitle="Use unmet for a year, per cent; ends: the most and the least that others could give up",
        drawing=intervals(marks, alt),
        alt=alt,
        table=_table(pair, found),
        sources=SOURCES,
    )


def _finding(pair: Sequence[str], found: Document) -> tuple[Part, ...]:
    hit = _hit(pair, found)["economy"]
    whom = f" to {join(the(code) for code in found['customers'])}" if found["customers"] else ""
    part = "" if found["share_pct"] == 100 else "part of its "
    parts: list[Part] = [f"If {the(found['supplier'])} stopped {part}{_material(found)}{whom}, "]
    parts += [f"{possessive(hit)} users would lack ", Rounded(_unmet(pair, found)), " of what they use"]
    price, low, high = (_price(found, end) for end in ("central", "low", "high"))
    if price.value is not None:
        parts += [" and pay ", Rounded(price), " the price (", Range(low, high), ")"]
    return tuple(parts)


def _table(pair: Sequence[str], found: Sequence[Document]) -> Table:
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
    return Table("stops", "Stops of exports, one row each", columns, tuple(_row(pair, one) for one in found))


def _row(pair: Sequence[str], found: Document) -> Row:
    stage = _hardest(found) or {}
    whom = join(economy_name(code) for code in found["customers"]) or "all"
    return (
        f"{found['name']}, {stage['name'].lower()}",
        f"{economy_name(found['supplier'])} to {whom}: {WORDS[found['lever']]}",
        Day(str(stage["year"])),
        _figure(found, "share", f"Part of sales of {_material(found)} that stops", found["share_pct"]),
        _world(found),
        economy_name(_hit(pair, found)["economy"]),
        *(_unmet(pair, found, end) for end in ENDS),
        *(_price(found, end) for end in ("low", "central", "high")),
        _income(found),
    )


KIND = Control()
