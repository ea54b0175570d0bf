"""What depends on whom: each mineral or product chain that a report names, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence

from accord.assess.desk import Desk
from accord.assess.kind import Page
from accord.assess.mentions import authors_on
from accord.assess.question import sides
from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.provenance import Figure, Quality, as_recorded
from accord.docket.items import Docket
from accord.page.blocks import Chart, Column, Day, Part, Rounded, Section, Table, Text
from accord.page.chart import Bar, Group, Stage, bars
from accord.page.chart import chain as drawing_of
from accord.page.names import possessive, the
from accord.page.words import capital, join, show
from accord.supply.chain import REST, Chain, find_chain
from accord.supply.disruption import ScanRow, scan
from accord.supply.holes import ore_alone
from accord.supply.network import Network, networks, stage_sources, stage_years
from accord.supply.risk import risk_reports
from accord.supply.tables import find_material, load

RISK_YEAR = 2023
"""The latest year for which World Mining, BACI and the WGI are all settled."""
SOURCE, CITED = "accord-supply", "supply-chains"
SOURCES = (CITED, "world-mining-data", "cepii-baci")
RISK_SOURCES = ("world-mining-data", "cepii-baci", "world-bank-wgi")
NOTE = (
    "Output that no source attributes to an economy is never taken for one supplier. Spare capacity, stocks "
    "and substitution count only where a source gives them."
)
TOOLS = " Losing a maker of tools or software limits new plants and does not stop those that run."
LOSS = "linear programme: least shortfall after rerouting, when the supplier sells to no one but itself"


@dataclass(frozen=True)
class Asked:
    """The chains that a report names, each with the word it used, and the economies watched."""

    chains: tuple[tuple[str, str], ...]
    sides: tuple[str, ...]

    @property
    def first(self) -> str:
        """The side that the page looks from: the last one named, on whom a measure falls."""
        return self.sides[-1] if self.sides else ""


@dataclass(frozen=True)
class Found:
    """One document for each chain: its stages, who leads, whose loss hurts most, risk of each side."""

    chains: tuple[Document, ...]


class Chains:
    """Minerals and products whose supply chain Accord holds; they answer no lever, they show what is at stake."""

    name, order = "chain", 40
    levers: tuple[str, ...] = ()
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | None:
        """Return the chains whose mineral or product a report names, in its order."""
        chains: dict[str, tuple[str, str]] = {}
        for item in docket.minerals:
            try:
                chain = find_chain(item.name)
            except InputError:
                continue
            chains.setdefault(chain.id, (chain.id, item.name))
        return Asked(tuple(chains.values()), sides(docket)) if chains else None

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return nothing: a chain that is named is no measure."""
        return ()

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return each chain stage by stage, with the risk of each side where it is known."""
        return Found(
            tuple(
                as_recorded(dict(_document(find_chain(id_), word, asked.sides))) for id_, word in asked.chains
            )
        )

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return one chain picture after another, and the import risk of each side."""
        charts = [_chart(asked, one, authors_on(docket, one["word"])) for one in found.chains]
        blocks = [*charts, _risk_chart(asked, found.chains)]
        return Page((), (Section("supply", "What depends on whom", tuple(filter(None, blocks))),))


def _document(chain: Chain, word: str, sides: Sequence[str]) -> Document:
    """Return a chain stage by stage: who leads, whose loss hurts most, and what it would cost each side."""
    nets = networks(chain)
    watched = [code for code in sides if code in nets[0].economies]
    losses = scan(chain, watched)
    stages = [_stage_row(network, losses, watched) for network in nets]
    weakest = _weakest(stages)
    running = _weakest([row for row in stages if not row["capital"]] or stages)
    return {
        "chain": chain.id,
        "name": chain.name,
        "word": word,
        "about": chain.about,
        "economies": watched,
        "stages": stages,
        "weakest": weakest["stage"],
        "weakest_running": running["stage"],
        "risk": _risks(word, sides),
    }


def _weakest(rows: Sequence[Document]) -> Document:
    """Return the stage with the largest worst loss, the earliest of equals."""
    return max(rows, key=lambda row: row["worst_loss_pct"] or 0.0)


def _stage_row(network: Network, losses: Sequence[ScanRow], watched: Sequence[str]) -> Document:
    named = [
        (share, code) for code, share in zip(network.economies, network.supply, strict=True) if code != REST
    ]
    share, leader = max(named, default=(0.0, ""))
    here = [row for row in losses if row.stage == network.stage.id]
    worst = here[0] if here else None
    exposed = {code: None if worst is None else worst.watched_pct[code] for code in watched}
    return {
        "stage": network.stage.id,
        "name": network.stage.name,
        "made_from": list(network.stage.made_from),
        "unit": network.stage.unit,
        "year": stage_years(network.stage),
        "capital": network.stage.capital,
        "leader": leader if share > 0 else "",
        "leader_pct": 100 * float(share) if share > 0 else None,
        "attributed_pct": 100 * network.attributed,
        "worst_loss": worst.suppliers[0] if worst else "",
        "worst_loss_pct": worst.world_pct if worst else None,
        "exposed": {
            code: {"stage": found[0], "pct_of_use": found[1]} if found and found[1] > 0.05 else None
            for code, found in exposed.items()
        },
        "sources": list(stage_sources(network.stage)),
    }


def _risks(word: str, sides: Sequence[str]) -> list[Document]:
    """Return the GeoPolRisk score of each side in the material, or why there is none."""
    try:
        material = find_material(word)
    except InputError:
        return []
    found: list[Document] = []
    for code in sides:
        if code not in load().economies:
            continue
        report = risk_reports([material.id], code, RISK_YEAR)[0]
        score = report.figure("score").value
        dependence = report.figure("import_dependence").value
        found.append(
            {
                "economy": code,
                "year": RISK_YEAR,
                "score": score,
                "import_dependence_pct": dependence,
                "ore_alone": ore_alone(material),
                "missing": list(report.missing),
            }
        )
    return found


def _figure(found: Document, row: Document, name: str, label: str, value: float | None) -> Figure:
    cited = name in {"leader", "attributed"}
    basis = "; ".join(row["sources"]) if cited else LOSS
    key = f"supply.{found['chain']}.{row['stage']}.{name}"
    quality: Quality = "cited" if cited else "computed"
    return Figure(key, label, value, "%", row["year"], CITED if cited else SOURCE, basis, quality)


def _leader(found: Document, row: Document) -> Figure:
    return _figure(found, row, "leader", f"Largest maker's share of {row['name'].lower()}", row["leader_pct"])


def _loss(found: Document, row: Document) -> Figure:
    label = f"World use lost if {economy_name(row['worst_loss'])} stops selling {row['name'].lower()}"
    return _figure(found, row, "loss", label, row["worst_loss_pct"])


def _exposed(found: Document, row: Document, code: str) -> Figure:
    held = row["exposed"].get(code)
    label = (
        f"{possessive(code, start=True)} use lost at its worst stage when {row['name'].lower()} loses a maker"
    )
    return _figure(found, row, f"exposed.{code}", label, held["pct_of_use"] if held else None)


def _chart(asked: Asked, found: Document, authors: frozenset[str] = frozenset()) -> Chart:
    """Return the chain with its weakest stage marked, and the same numbers as a table."""
    rows = found["stages"]
    stages = [
        Stage(
            row["name"],
            ((_leads(row), _leader(found, row)), ("Unmet after worst loss", _loss(found, row))),
            weak=len(rows) > 1 and row["stage"] == found["weakest"],
            id=row["stage"],
            needs=tuple(row["made_from"]),
        )
        for row in rows
    ]
    spoken = "; ".join(f"{row['name']}, {_leads(row)} {show(_leader(found, row))}" for row in rows)
    alt = f"Stages of {found['name']}, each joined to what it needs: {spoken}."
    return Chart(
        key=f"chain-{found['chain']}",
        title=_finding(asked, found, authors),
        subtitle=f"{found['name']}: share of the largest maker at each stage, and share of world use that "
        "stays unmet when the stage loses the one maker that is hardest to replace",
        drawing=drawing_of(stages, alt),
        alt=alt,
        table=_table(found),
        sources=SOURCES,
        note=_note(asked, found),
    )


def _made_from(row: Document, rows: Sequence[Document]) -> str:
    """Return in words what a stage is made from, or made with; nothing for the first ones."""
    return join(other["name"].lower() for other in rows if other["stage"] in row["made_from"])


def _leads(row: Document) -> str:
    return economy_name(row["leader"]) if row["leader"] else "Nobody named"


def _finding(asked: Asked, found: Document, authors: frozenset[str]) -> Text:
    """Return the weakest stage, or what the author of a measure makes where somebody else is hardest to replace."""
    row = _row(found, "weakest")
    own = [item for item in found["stages"] if item["leader"] in authors]
    if own and row["worst_loss"] not in authors:
        share, stage = Rounded(_leader(found, own[0])), own[0]["name"].lower()
        opening = f"{found['name'].partition(' to ')[0]}: {the(own[0]['leader'])} has "
        return (opening, share, f" of the world’s {stage}")
    if len(found["stages"]) == 1:
        return (f"{found['name']}: ", *_unmet(asked, found, row))
    return (f"The weakest link is {row['name'].lower()}: ", *_unmet(asked, found, row))


def _note(asked: Asked, found: Document) -> Text:
    """Return what the picture rests on; where tools are weakest, also the weakest of what plants run on."""
    if not any(row["capital"] for row in found["stages"]):
        return NOTE
    if found["weakest"] == found["weakest_running"]:
        return NOTE + TOOLS
    row = _row(found, "weakest_running")
    said = f"{NOTE}{TOOLS} Of what running plants need, {row['name'].lower()} is weakest: "
    return (said, *_unmet(asked, found, row), ".")


def _row(found: Document, name: str) -> Document:
    return next(item for item in found["stages"] if item["stage"] == found[name])


def _unmet(asked: Asked, found: Document, row: Document) -> tuple[Part, ...]:
    """Return what one stage's worst loss leaves unmet, in the world and for the side that suffers."""
    lost = Rounded(_loss(found, row))
    parts: list[Part] = [f"without {the(row['worst_loss'])}, ", lost, " of world use goes unmet"]
    hit = [code for code in found["economies"] if row["exposed"].get(code) and code != row["worst_loss"]]
    for code in sorted(hit, key=lambda code: code != asked.first)[:1]:
        parts += [f", and {possessive(code)} users lack up to ", Rounded(_exposed(found, row, code))]
    return tuple(parts)


def _table(found: Document) -> Table:
    codes = found["economies"]
    columns = (
        Column("stage", "Stage"),
        Column("made_from", "Made from"),
        Column("leader", "Largest maker"),
        Column("leader_pct", "Its share", "%"),
        Column("worst", "Hardest to replace"),
        Column("loss", "World use unmet without it", "%"),
        *(
            Column(f"exposed_{code}", f"{economy_name(code)}: use unmet at its worst stage", "%")
            for code in codes
        ),
    )
    rows = tuple(
        (
            row["name"],
            _made_from(row, found["stages"]),
            economy_name(row["leader"]) if row["leader"] else None,
            _leader(found, row),
            economy_name(row["worst_loss"]) if row["worst_loss"] else None,
            _loss(found, row),
            *(_exposed(found, row, code) for code in codes),
        )
        for row in found["stages"]
    )
    return Table(
        f"chain-{found['chain']}", f"{found['name']}, stage by stage", columns, rows, sources=SOURCES
    )


def _risk_chart(asked: Asked, chains: Sequence[Document]) -> Chart | None:
    """Return the GeoPolRisk score of each side in each material named, or None where none is known."""
    rows = [(found, row) for found in chains for row in found["risk"]]
    known = [(_score(found, row), row["economy"]) for found, row in rows if row["score"] is not None]
    if not known:
        return None
    first, of = max(known, key=lambda pair: (pair[1] == asked.first, pair[0].value or 0.0))
    sides = sorted({row["economy"] for _, row in rows}, key=lambda code: (code != asked.first, code))
    marks = {side: [(found, row) for found, row in rows if row["economy"] == side] for side in sides}
    groups = [
        Group(economy_name(side), tuple(Bar(_word(found), _score(found, row)) for found, row in marks[side]))
        for side in sides
    ]
    spoken = "; ".join(
        f"{economy_name(row['economy'])}, {_word(found).lower()} {show(_score(found, row))}"
        for found, row in rows
    )
    alt = f"Bars of import risk: {spoken}."
    return Chart(
        key="supply-risk",
        title=(
            f"{possessive(of, start=True)} import risk is largest in {first.label.split(',')[0].lower()}: ",
            first,
            " on a scale of nought to one",
        ),
        subtitle=(
            "GeoPolRisk score, from nought to one: concentration of world output times the instability of "
            "those it is bought from, ",
            Day(first.year),
        ),
        drawing=bars(groups, alt),
        alt=alt,
        table=_risk_table(rows, first.year),
        sources=RISK_SOURCES,
        note=_risk_note(rows),
    )


def _risk_note(rows: Sequence[tuple[Document, Document]]) -> str:
    """Say what a missing score means, and which of the known ones are those of ore."""
    known = dict.fromkeys(_word(found).lower() for found, row in rows if row["ore_alone"] and row["score"])
    said = "A material without a trade code of its own has no score: its risk is unknown, not zero."
    if known:
        said += f" Trade in {join(known)} is counted as ore alone, without metal and compounds."
    return said


def _risk_table(rows: Sequence[tuple[Document, Document]], year: str) -> Table:
    columns = (
        Column("economy", "Economy"),
        Column("material", "Material"),
        Column("score", "GeoPolRisk score", "index", year),
        Column("dependence", "Imports in imports and own output", "%", year),
    )
    cells = tuple(
        (economy_name(row["economy"]), _word(found), _score(found, row), _dependence(found, row))
        for found, row in rows
    )
    return Table("supply-risk", "Import risk of the materials named", columns, cells, sources=RISK_SOURCES)


def _word(found: Document) -> str:
    return capital(str(found["word"]))


def _score(found: Document, row: Document) -> Figure:
    return Figure(
        f"supply.{found['chain']}.{row['economy']}.geopolrisk",
        f"{_word(found)}, GeoPolRisk score of {economy_name(row['economy'])}",
        row["score"],
        "index",
        str(row["year"]),
        "world-mining-data",
        "HHI of output x import risk (Gemechu et al. 2016)",
    )


def _dependence(found: Document, row: Document) -> Figure:
    return Figure(
        f"supply.{found['chain']}.{row['economy']}.dependence",
        f"{_word(found)}, imports in imports and own output of {economy_name(row['economy'])}",
        row["import_dependence_pct"],
        "%",
        str(row["year"]),
        "cepii-baci",
        "tonnes under the material's HS codes; output as World Mining Data records it",
    )


KIND = Chains()
