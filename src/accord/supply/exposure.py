"""Who stands behind an economy's supply: sellers, makers behind them, allies, single points of failure."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from accord.core.codec import Document
from accord.core.frozen import dataclass
from accord.supply.chain import REST, Chain
from accord.supply.network import Network, check_part, networks, stage_sources, stage_years
from accord.supply.tables import Array

SINGLE_POINT = 0.65
"""Share of a stage in one place that counts as a single point of failure (SIA and BCG 2021, 2024)."""

SMALLEST = 0.005
"""Share of a stage's output from which its maker is listed."""


@dataclass(frozen=True)
class Source:
    """One economy behind another's supply; ``direct`` is what it sells itself, None without trade data."""

    economy: str
    made: float
    direct: float | None


def sources(network: Network, economy: str) -> tuple[Source, ...]:
    """Return who makes what an economy uses at a stage, as shares of its use, against who sells it."""
    place = network.economies.index(economy)
    made = _part(network.flows[place])
    direct = None if network.direct is None else _part(network.direct[place])
    found = [
        Source(code, float(made[i]), None if direct is None else float(direct[i]))
        for i, code in enumerate(network.economies)
        if made[i] >= 0.005 or (direct is not None and direct[i] >= 0.005)
    ]
    return tuple(sorted(found, key=lambda item: -item.made))


def upstream(chain: Chain, stage_id: str, economy: str) -> dict[str, dict[str, float]]:
    """Return, for each stage before ``stage_id``, whose output stands behind what an economy uses there.

    Shares pass from stage to stage through the makers: if half comes from a refiner that buys nine tenths of
    its ore in one place, that place stands behind 45 %.
    """
    nets = {network.stage.id: network for network in networks(chain)}
    codes = nets[stage_id].economies
    behind = {stage_id: _part(nets[stage_id].flows[codes.index(economy)])}
    for stage in reversed(chain.stages):
        if stage.id in behind:
            for word in stage.made_from:
                flows = nets[word].flows
                bought = flows / np.maximum(flows.sum(axis=1, keepdims=True), 1e-12)
                behind[word] = behind[stage.id] @ bought
    return {
        word: {code: float(share) for code, share in zip(codes, shares, strict=True) if share >= 0.005}
        for word, shares in behind.items()
    }


def inside_share(network: Network, economy: str, members: Collection[str]) -> float | None:
    """Return the share of an economy's use that is made by members of a group; None when it uses nothing."""
    row = network.flows[network.economies.index(economy)]
    if row.sum() <= 0:
        return None
    return float(sum(row[i] for i, code in enumerate(network.economies) if code in members) / row.sum())


def single_points(chain: Chain) -> tuple[tuple[str, str, float], ...]:
    """Return (stage, economy, share) wherever one economy makes at least 65 % of a stage."""
    return tuple(
        (network.stage.id, code, float(share))
        for network in networks(chain)
        for code, share in zip(network.economies, network.supply, strict=True)
        if share >= SINGLE_POINT and code != REST
    )


def _part(row: Array) -> Array:
    total = row.sum()
    return row / total if total > 0 else row


def exposure_rows(network: Network, economy: str) -> list[Document]:
    """Return who makes and who sells what an economy uses at a stage, in per cent of its use."""
    return [
        {
            "economy": item.economy,
            "made_pct": 100 * item.made,
            "sold_pct": None if item.direct is None else 100 * item.direct,
        }
        for item in sources(network, economy)
    ]


def exposure_report(chain: Chain, economy: str) -> list[Document]:
    """Return, stage by stage, who makes and sells what an economy uses, or who stands behind its makers.

    A stage at which the economy has no recorded use is seen through the last stage at which it has.
    """
    nets = networks(chain)
    place = nets[0].economies.index(check_part(chain, economy))
    used = [network.stage.id for network in nets if network.use[place] > 0]
    behind = upstream(chain, used[-1], economy) if used else {}
    rows: list[Document] = []
    for network in nets:
        if network.use[place] > 0:
            found = exposure_rows(network, economy)
        else:
            shares = sorted(behind.get(network.stage.id, {}).items(), key=lambda item: -item[1])
            found = [{"economy": code, "made_pct": 100 * part, "sold_pct": None} for code, part in shares]
        rows.append(
            {
                "stage": network.stage.id,
                "name": network.stage.name,
                "year": stage_years(network.stage),
                "use_basis": network.basis,
                "behind": found,
                "sources": list(stage_sources(network.stage)),
            }
        )
    return rows


def makers(network: Network) -> Document:
    """Return a stage with who makes how much of it, the largest first, as JSON-ready values."""
    rows = [
        {"economy": code, "pct_of_world_output": 100 * float(share)}
        for code, share in zip(network.economies, network.supply, strict=True)
        if code != REST and share >= SMALLEST
    ]
    return {
        "stage": network.stage.id,
        "name": network.stage.name,
        "unit": network.stage.unit,
        "year": stage_years(network.stage),
        "made_from": list(network.stage.made_from),
        "makers": sorted(
            rows, key=lambda row: (-float(str(row["pct_of_world_output"])), str(row["economy"]))
        ),
        "attributed_pct": 100 * network.attributed,
        "sources": list(stage_sources(network.stage)),
    }
