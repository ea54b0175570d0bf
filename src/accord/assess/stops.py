"""What it would mean if the exports that a report says are banned, licensed or limited stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.core.codes import the
from accord.core.errors import InputError
from accord.core.provenance import as_recorded
from accord.study.supply.cut import cut_report, income_rows, stage_rows
from accord.study.supply.risk import find_chain
from accord.supply.chain import Chain
from accord.supply.disruption import Cut
from accord.supply.network import Network, networks, world_quantity
from accord.world import World

Json = dict[str, Any]

LEVERS = ("export_ban", "export_control", "export_quota")
"""Measures that a stop of exports can stand for."""
VAGUE = re.compile(r"unspecified|goods|mineral|metal|dual|raw material", re.IGNORECASE)
"""Scopes that leave open which materials are meant."""
SMALL = 0.01
"""A share of world output below which nobody is stopped by losing a maker."""
SAID = {
    "export_ban": "The ban is taken as a stop of all sales for a year.",
    "export_control": "A licence need not stop anything: this is what a full stop for a year would do.",
}


def stop_findings(docket: Mapping[str, Any], world: World) -> list[Json]:
    """Return a finding for each chain and author of a limit on exports that a docket's JSON names, as JSON.

    A quota stops the part of the author's output that it does not let out; a larger one of the same author
    takes the place of a smaller. Where a limit names no material, the minerals of the report stand for it.
    """
    heard = [str(item["name"]) for item in docket.get("minerals") or ()]
    found: dict[tuple[Any, ...], tuple[Chain, Cut, Mapping[str, Any], list[str]]] = {}
    for item in docket["policy_levers"]:
        for chain, cut, said in _stops(item, heard):
            key = (chain.id, cut.suppliers, cut.customers, item["lever"])
            if key not in found or cut.share < found[key][1].share:
                found[key] = (chain, cut, item, said)
    return [_finding(chain, cut, item, said, world) for chain, cut, item, said in found.values()]


def _stops(item: Mapping[str, Any], heard: Sequence[str]) -> Iterator[tuple[Chain, Cut, list[str]]]:
    """Yield each chain that a limit on exports touches, the stop that it is, and how that was made out."""
    supplier = item.get("imposing")
    if item["lever"] not in LEVERS or not isinstance(supplier, str):
        return
    scope = str(item.get("product_scope") or "unspecified")
    chains, said = _chains(scope.split(", ")), ""
    if not chains and VAGUE.search(scope):
        chains = _chains(heard)
        said = "The limit names no material; {}, which the report names, stands in."
    for chain in chains:
        made = [net for net in networks(chain) if _makes(net, supplier) > SMALL]
        customers = _customers(chain, item)
        if not made or customers is None:
            continue
        share, words = _share(item, made[0], supplier)
        if share is not None:
            stands_in = [said.format(chain.name.lower())] if said else []
            yield chain, Cut((supplier,), customers, share=share), [words, *stands_in]


def _chains(words: Sequence[str]) -> list[Chain]:
    """Return the chains that words name, each once."""
    found: dict[str, Chain] = {}
    for word in words:
        try:
            chain = find_chain(word)
        except InputError:
            continue
        found.setdefault(chain.id, chain)
    return list(found.values())


def _makes(network: Network, supplier: str) -> float:
    codes = network.economies
    return float(network.supply[codes.index(supplier)]) if supplier in codes else 0.0


def _customers(chain: Chain, item: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return whom the limit cuts off, nobody in particular being everyone; None where a chain lacks one."""
    sides = item.get("target")
    named = [code for code in ([sides] if isinstance(sides, str) else sides or ()) if code != "world"]
    known = networks(chain)[0].economies
    return tuple(named) if all(code in known for code in named) else None


def _share(item: Mapping[str, Any], first: Network, supplier: str) -> tuple[float | None, str]:
    """Return the part of the supplier's sales that stops, and how it was made out; None where it is open."""
    if item["lever"] != "export_quota":
        return 1.0, SAID[item["lever"]]
    if not item.get("value") or item.get("unit") != "tonnes":
        return None, ""
    output = _makes(first, supplier) * world_quantity(first.stage)
    words = (
        f"The quota of {item['value']:,.0f} tonnes, taken as a year's, is set against what {the(supplier)} "
        f"made: {output:,.0f} tonnes of {first.stage.name.lower()}."
    )
    return max(0.0, 1.0 - float(item["value"]) / output), words


def _finding(chain: Chain, cut: Cut, item: Mapping[str, Any], said: list[str], world: World) -> Json:
    report = cut_report(chain, cut, world)
    return as_recorded(
        {
            "chain": chain.id,
            "name": chain.name,
            "lever": item["lever"],
            "status": item.get("status_norm"),
            "supplier": cut.suppliers[0],
            "customers": list(cut.customers),
            "share_pct": 100 * cut.share,
            "stages": stage_rows(report),
            "income": income_rows(report.loss),
            "assumed": [*said, *report.assumed],
            "missing": list(report.missing),
        }
    )
