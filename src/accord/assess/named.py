"""What a report names: the chains of its minerals and the alliances, computed for its sides as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accord.core.errors import InputError
from accord.study.alliance import alliance_document, alliance_report
from accord.study.supply.risk import find_chain, risk_reports, stage_sources, stage_years
from accord.supply.chain import REST, Chain
from accord.supply.disruption import ScanRow, scan
from accord.supply.holes import ore_alone
from accord.supply.network import Network, networks
from accord.supply.tables import find_material, load

RISK_YEAR = 2023
"""The latest year for which World Mining, BACI and the WGI are all settled."""

JOINING = ("invite", "join", "sign", "accede")
"""Actions of a report that make an economy a member to be tried out."""

Json = dict[str, Any]


def supply_findings(docket: Mapping[str, Any], sides: Sequence[str]) -> list[Json]:
    """Return one finding for each chain whose mineral or product a docket's JSON names, in its order."""
    chains: dict[str, tuple[Chain, str]] = {}
    for item in docket.get("minerals", ()):
        try:
            chain = find_chain(str(item["name"]))
        except InputError:
            continue
        chains.setdefault(chain.id, (chain, str(item["name"])))
    return [_chain(chain, word, sides) for chain, word in chains.values()]


def _chain(chain: Chain, word: str, sides: Sequence[str]) -> Json:
    """Return a chain stage by stage: who leads, whose loss hurts most, and what it would cost each side."""
    nets = networks(chain)
    watched = [code for code in sides if code in nets[0].economies]
    losses = scan(chain, watched)
    stages = [_stage(network, losses, watched) for network in nets]
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


def _weakest(rows: Sequence[Json]) -> Json:
    """Return the stage with the largest worst loss, the earliest of equals."""
    return max(rows, key=lambda row: row["worst_loss_pct"] or 0.0)


def _stage(network: Network, losses: Sequence[ScanRow], watched: Sequence[str]) -> Json:
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


def _risks(word: str, sides: Sequence[str]) -> list[Json]:
    """Return the GeoPolRisk score of each side in the material, or why there is none."""
    try:
        material = find_material(word)
    except InputError:
        return []
    found = []
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


def alliance_findings(docket: Mapping[str, Any]) -> list[Json]:
    """Return one finding for each alliance a docket's JSON names whose members are published.

    One that is only mentioned in passing gets none. Economies that the report says are invited or
    joining, and that are not members on its date, are added.
    """
    invited: dict[str, list[str]] = {}
    for item in docket.get("alliances", ()):
        if str(item.get("action")).startswith("mention"):
            continue
        joining = item["who"] if str(item.get("action", "")).startswith(JOINING) else ()
        invited.setdefault(str(item["name"]), []).extend(joining)
    found = []
    for name, codes in invited.items():
        try:
            report = alliance_report(name, str(docket["article_date"]), add=tuple(dict.fromkeys(codes)))
        except InputError:
            continue
        found.append({"name": name, **alliance_document(report)})
    return found
