"""What depends on whom: a page for each mineral or product chain that the report names."""

from __future__ import annotations

from collections.abc import Sequence

from accord.assess.tariff.case import Case, Json
from accord.core.codes import economy_name
from accord.core.provenance import Figure, Quality
from accord.page.blocks import Chart, Column, Day, Part, Section, Table, Text
from accord.page.chart import Bar, Group, Stage, bars
from accord.page.chart import chain as drawing_of
from accord.page.names import possessive, the
from accord.page.words import join, show

SOURCE, CITED = "accord-supply", "supply-chains"
SOURCES = (CITED, "world-mining-data", "cepii-baci")
RISK_SOURCES = ("world-mining-data", "cepii-baci", "world-bank-wgi")
NOTE = (
    "Output that no source attributes to an economy is never taken for one supplier. Spare capacity, stocks "
    "and substitution count only where a source gives them."
)
TOOLS = " Losing a maker of tools or software limits new plants and does not stop those that run."
LOSS = "linear programme: least shortfall after rerouting, when the supplier sells to no one but itself"


def build(case: Case) -> Section | None:
    """Return one chain picture after another, or None when the report names none."""
    chains = case.findings.get("supply") or ()
    if not chains:
        return None
    blocks = [*(_chart(case, found) for found in chains), _risk_chart(case, chains)]
    return Section("supply", "What depends on whom", tuple(filter(None, blocks)))


def _figure(found: Json, row: Json, name: str, label: str, value: float | None) -> Figure:
    cited = name in {"leader", "attributed"}
    basis = "; ".join(row["sources"]) if cited else LOSS
    key = f"supply.{found['chain']}.{row['stage']}.{name}"
    quality: Quality = "missing" if value is None else "cited" if cited else "computed"
    return Figure(key, label, value, "%", row["year"], CITED if cited else SOURCE, basis, quality)


def _leader(found: Json, row: Json) -> Figure:
    return _figure(found, row, "leader", f"Largest maker's share of {row['name'].lower()}", row["leader_pct"])


def _loss(found: Json, row: Json) -> Figure:
    label = f"World use lost if {economy_name(row['worst_loss'])} stops selling {row['name'].lower()}"
    return _figure(found, row, "loss", label, row["worst_loss_pct"])


def _exposed(found: Json, row: Json, code: str) -> Figure:
    held = row["exposed"].get(code)
    label = (
        f"{possessive(code, start=True)} use lost at its worst stage when {row['name'].lower()} loses a maker"
    )
    return _figure(found, row, f"exposed.{code}", label, held["pct_of_use"] if held else None)


def _chart(case: Case, found: Json) -> Chart:
    """Return the chain with its weakest stage marked, and the same numbers as a table."""
    rows = found["stages"]
    stages = [
        Stage(
            row["name"],
            ((_leads(row), _leader(found, row)), ("Unmet after worst loss", _loss(found, row))),
            weak=row["stage"] == found["weakest"],
            id=row["stage"],
            needs=tuple(row["made_from"]),
        )
        for row in rows
    ]
    spoken = "; ".join(f"{row['name']}, {_leads(row)} {show(_leader(found, row))}" for row in rows)
    alt = f"Stages of {found['name']}, each joined to what it needs: {spoken}."
    return Chart(
        key=f"chain-{found['chain']}",
        title=_finding(case, found),
        subtitle=f"{found['name']}: share of the largest maker at each stage, and share of world use that "
        "stays unmet when the stage loses the one maker that is hardest to replace",
        drawing=drawing_of(stages, alt),
        alt=alt,
        table=_table(found),
        sources=SOURCES,
        note=_note(case, found),
    )


def _made_from(row: Json, rows: Sequence[Json]) -> str:
    """Return in words what a stage is made from, or made with; nothing for the first ones."""
    return join(other["name"].lower() for other in rows if other["stage"] in row["made_from"])


def _leads(row: Json) -> str:
    return economy_name(row["leader"]) if row["leader"] else "Nobody named"


def _finding(case: Case, found: Json) -> Text:
    row = _row(found, "weakest")
    return (f"{found['name']} is weakest at {row['name'].lower()}: ", *_unmet(case, found, row))


def _note(case: Case, found: Json) -> Text:
    """Return what the picture rests on; where tools are weakest, also the weakest of what plants run on."""
    if not any(row["capital"] for row in found["stages"]):
        return NOTE
    if found["weakest"] == found["weakest_running"]:
        return NOTE + TOOLS
    row = _row(found, "weakest_running")
    said = f"{NOTE}{TOOLS} Of what running plants need, {row['name'].lower()} is weakest: "
    return (said, *_unmet(case, found, row), ".")


def _row(found: Json, name: str) -> Json:
    return next(item for item in found["stages"] if item["stage"] == found[name])


def _unmet(case: Case, found: Json, row: Json) -> tuple[Part, ...]:
    """Return what one stage's worst loss leaves unmet, in the world and for the side that suffers."""
    parts: list[Part] = [f"without {the(row['worst_loss'])}, ", _loss(found, row), " of world use goes unmet"]
    hit = [code for code in found["economies"] if row["exposed"].get(code) and code != row["worst_loss"]]
    for code in sorted(hit, key=lambda code: code != case.target)[:1]:
        parts += [f", and {possessive(code)} users lack up to ", _exposed(found, row, code)]
    return tuple(parts)


def _table(found: Json) -> Table:
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


def _risk_chart(case: Case, chains: Sequence[Json]) -> Chart | None:
    """Return the GeoPolRisk score of each side in each material named, or None where none is known."""
    rows = [(found, row) for found in chains for row in found["risk"]]
    known = [(_score(found, row), row["economy"]) for found, row in rows if row["score"] is not None]
    if not known:
        return None
    first, of = max(known, key=lambda pair: (pair[1] == case.target, pair[0].value or 0.0))
    sides = sorted({row["economy"] for _, row in rows}, key=lambda code: (code != case.target, code))
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


def _risk_note(rows: Sequence[tuple[Json, Json]]) -> str:
    """Say what a missing score means, and which of the known ones are those of ore."""
    known = dict.fromkeys(_word(found).lower() for found, row in rows if row["ore_alone"] and row["score"])
    said = "A material without a trade code of its own has no score: its risk is unknown, not zero."
    if known:
        said += f" Trade in {join(known)} is counted as ore alone, without metal and compounds."
    return said


def _risk_table(rows: Sequence[tuple[Json, Json]], year: str) -> Table:
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


def _word(found: Json) -> str:
    word = str(found["word"])
    return word[0].upper() + word[1:]


def _score(found: Json, row: Json) -> Figure:
    return Figure(
        f"supply.{found['chain']}.{row['economy']}.geopolrisk",
        f"{_word(found)}, GeoPolRisk score of {economy_name(row['economy'])}",
        row["score"],
        "index",
        str(row["year"]),
        "world-mining-data",
        "HHI of output x import risk (Gemechu et al. 2016)",
        "missing" if row["score"] is None else "computed",
    )


def _dependence(found: Json, row: Json) -> Figure:
    value = row["import_dependence_pct"]
    return Figure(
        f"supply.{found['chain']}.{row['economy']}.dependence",
        f"{_word(found)}, imports in imports and own output of {economy_name(row['economy'])}",
        value,
        "%",
        str(row["year"]),
        "cepii-baci",
        "tonnes under the material's HS codes; output as World Mining Data records it",
        "missing" if value is None else "computed",
    )
