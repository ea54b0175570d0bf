"""What depends on whom: a page for each mineral or product chain that the report names."""

from __future__ import annotations

from accord.brief.case import Case, Json
from accord.brief.chart import chain as drawing_of
from accord.brief.chart.chain import Stage
from accord.brief.names import possessive, the
from accord.brief.view import Block, Chart, Column, Part, Prose, Section, Table, Text
from accord.brief.words import show
from accord.core.codes import economy_name
from accord.core.provenance import Figure

SOURCE, CITED = "accord-supply", "supply-chains"
SOURCES = (CITED, "world-mining-data", "cepii-baci")
MISSING = "trade by partner is not recorded under a code of its own, so import risk is unknown, not zero."
LOSS = "linear programme: least shortfall after rerouting, when the supplier sells to no one but itself"


def build(case: Case) -> Section | None:
    """Return one chain picture after another, or None when the report names none."""
    chains = case.findings.get("supply") or ()
    if not chains:
        return None
    blocks: list[Block] = []
    for found in chains:
        blocks += [_chart(found), *_risks(found)]
    return Section("supply", "What depends on whom", tuple(blocks))


def _figure(found: Json, row: Json, name: str, label: str, value: float | None) -> Figure:
    cited = name in {"leader", "attributed"}
    basis = "; ".join(row["sources"]) if cited else LOSS
    key = f"supply.{found['chain']}.{row['stage']}.{name}"
    quality = "missing" if value is None else "cited" if cited else "computed"
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


def _chart(found: Json) -> Chart:
    """Return the chain with its weakest stage marked, and the same numbers as a table."""
    rows = found["stages"]
    stages = [
        Stage(
            row["name"],
            ((_leads(row), _leader(found, row)), ("Unmet after worst loss", _loss(found, row))),
            weak=row["stage"] == found["weakest"],
        )
        for row in rows
    ]
    spoken = "; ".join(f"{row['name']}, {_leads(row)} {show(_leader(found, row))}" for row in rows)
    alt = f"Stages of {found['name']}: {spoken}."
    return Chart(
        key=f"chain-{found['chain']}",
        title=_finding(found),
        subtitle=f"{found['name']}: share of the largest maker at each stage, and share of world use that "
        "stays unmet when the stage loses the one maker that is hardest to replace",
        drawing=drawing_of(stages, alt),
        alt=alt,
        table=_table(found),
        sources=SOURCES,
        note="Output that no source attributes to an economy is never taken for one supplier. Spare "
        "capacity, stocks and substitution count only where a source gives them.",
    )


def _leads(row: Json) -> str:
    return economy_name(row["leader"]) if row["leader"] else "Nobody named"


def _finding(found: Json) -> Text:
    row = next(item for item in found["stages"] if item["stage"] == found["weakest"])
    parts: list[Part] = [
        f"{found['name']} is weakest at {row['name'].lower()}: without {the(row['worst_loss'])}, ",
        _loss(found, row),
        " of world use goes unmet",
    ]
    named = [code for code in found["economies"] if row["exposed"].get(code)]
    for code in named[:1]:
        parts += [f", and {possessive(code)} users lack up to ", _exposed(found, row, code)]
    return tuple(parts)


def _table(found: Json) -> Table:
    codes = found["economies"]
    columns = (
        Column("stage", "Stage"),
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


def _risks(found: Json) -> list[Block]:
    """Return a sentence on each side's import risk, or on why it cannot be told."""
    said: list[Block] = []
    for row in found["risk"]:
        year, code = str(row["year"]), row["economy"]
        if row["score"] is None:
            said.append(Prose(f"{found['name']}: {MISSING}", "note"))
            continue
        key = f"supply.{found['chain']}.{code}"
        score = Figure(
            f"{key}.geopolrisk",
            f"GeoPolRisk score of {economy_name(code)}",
            row["score"],
            "index",
            year,
            "world-mining-data",
            "HHI of output x import risk (Gemechu et al. 2016)",
        )
        share = Figure(
            f"{key}.dependence",
            f"Imports in imports and own output of {economy_name(code)}",
            row["import_dependence_pct"],
            "%",
            year,
            "cepii-baci",
            "tonnes under the material's HS codes; output as World Mining Data records it",
        )
        said.append(
            Prose(
                (
                    "Imports are ",
                    share,
                    f" of {possessive(code)} {found['word']} supply (imports and own output); its GeoPolRisk "
                    "score, from nought to one, is ",
                    score,
                    ".",
                )
            )
        )
    return list(dict.fromkeys(said))
