"""Supply questions answered as figures: risk of a material, loss of a supplier, the income at stake."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from accord.core.codes import economy_name, nearest, the
from accord.core.errors import InputError, SolveError
from accord.core.provenance import Figure, Quality
from accord.supply.chain import Chain, Stage, chain_names, load_chain
from accord.supply.disruption import Cut, Outcome, StageOutcome, cut
from accord.supply.exposure import sources, upstream
from accord.supply.holes import holes
from accord.supply.network import Network, check_part, networks
from accord.supply.prices import PriceRange, market_loss, price_range
from accord.supply.risk import risk_table
from accord.supply.tables import Material, find_material, load, trade_matrix

GEOPOLRISK = "Gemechu et al. (2016); Santillan-Saldivar et al. (2022); Koyamparambath et al. (2024)"
MODEL_NOTE = "trade model in exact hat algebra (Caliendo and Parro 2015), World 2022, long run"


@dataclass(frozen=True)
class RiskReport:
    """One importer's position in one material: figures, main suppliers, and what is missing."""

    material: Material
    importer: str
    members: tuple[str, ...]
    year: int
    figures: tuple[Figure, ...]
    suppliers: tuple[Figure, ...]
    missing: tuple[str, ...]

    def figure(self, name: str) -> Figure:
        """Return the figure whose key ends in ``name``."""
        return next(item for item in self.figures if item.key.endswith(f".{name}"))


RISK_ROWS: tuple[tuple[str, str, str, float, str, str], ...] = (
    (
        "output_hhi",
        "Concentration of world output (HHI)",
        "index 0 to 1",
        1,
        "world-mining-data",
        "sum of squared shares",
    ),
    (
        "import_hhi",
        "Concentration of imports (HHI)",
        "index 0 to 1",
        1,
        "cepii-baci",
        "sum of squared shares, tonnes",
    ),
    (
        "import_dependence",
        "Imports in imports and own output",
        "%",
        100,
        "cepii-baci",
        "tonnes; output as recorded",
    ),
    (
        "import_risk",
        "Import risk",
        "index 0 to 1",
        1,
        "world-bank-wgi",
        "import-weighted (2.5 - WGI) / 5 x dependence",
    ),
    (
        "score",
        "GeoPolRisk score",
        "index 0 to 1",
        1,
        "world-mining-data",
        f"output HHI x import risk; {GEOPOLRISK}",
    ),
    ("price", "Import unit value", "USD/kg", 1, "cepii-baci", "import value over weight"),
    (
        "factor",
        "Characterisation factor",
        "kg Cu-eq/kg",
        1,
        "cepii-baci",
        f"score x price / 0.4094; {GEOPOLRISK}",
    ),
)
"""Key, label, unit, scale, source and basis of each indicator of a risk report."""


def risk_reports(
    materials: Sequence[str], importer: str, year: int, members: Sequence[str] | None = None
) -> tuple[RiskReport, ...]:
    """Return the risk of materials for one economy, or for a group whose ``members`` count as one."""
    chosen = tuple(find_material(word) for word in materials)
    inside = tuple(members or (importer,))
    table = risk_table(chosen, [inside], [year])
    reports = []
    for m, material in enumerate(chosen):
        values = {
            name: getattr(table, name)[(m, 0) if name == "output_hhi" else (m, 0, 0)]
            for name, *_ in RISK_ROWS
        }
        figures = tuple(
            _risk_figure(row, values[row[0]], f"{material.id}.{importer}", year) for row in RISK_ROWS
        )
        suppliers = _suppliers(material, importer, inside, year)
        missing = holes(material, year, importer if len(inside) == 1 else None)
        reports.append(RiskReport(material, importer, inside, year, figures, suppliers, missing))
    return tuple(reports)


def _risk_figure(row: tuple[str, str, str, float, str, str], value: float, key: str, year: int) -> Figure:
    name, label, unit, scale, source, basis = row
    known = not np.isnan(value)
    quality: Quality = "computed" if known else "missing"
    shown = float(value) * scale if known else None
    return Figure(f"supply.{key}.{year}.{name}", label, shown, unit, str(year), source, basis, quality)


def _suppliers(material: Material, importer: str, inside: Sequence[str], year: int) -> tuple[Figure, ...]:
    """Return the five largest suppliers by share of tonnes imported from outside."""
    tables = load()
    rows = [tables.economies.index(code) for code in inside]
    products = [code for code in material.hs if code in tables.hs]
    bought = trade_matrix(products, year)[rows].sum(axis=0)
    bought[rows] = 0.0
    if bought.sum() <= 0:
        return ()
    share = 100 * bought / bought.sum()
    basis = f"share of tonnes under HS 1992 {', '.join(products)}"
    return tuple(
        Figure(
            f"supply.{material.id}.{importer}.{year}.from.{tables.economies[i]}",
            economy_name(tables.economies[i]),
            float(share[i]),
            "% of imports",
            str(year),
            "cepii-baci",
            basis,
        )
        for i in np.argsort(-share)[:5]
        if share[i] >= 0.5
    )


def find_chain(word: str) -> Chain:
    """Return a chain by id, file, or the name of its material ("rare earth" finds rare-earths)."""
    if word.endswith((".yml", ".yaml")) or word in chain_names():
        return load_chain(word)
    plain = word.casefold().replace(" ", "-")
    close = [name for name in chain_names() if plain.rstrip("s") == name.rstrip("s")]
    if close:
        return load_chain(close[0])
    raise InputError(
        f"there is no chain for '{word}'{nearest(plain, chain_names())}; chains: {', '.join(chain_names())}"
    )


@dataclass(frozen=True)
class CutReport:
    """The outcome of a cut, the price range of each stage, and the income at stake where it can be told."""

    outcome: Outcome
    prices: tuple[PriceRange | None, ...]
    income: tuple[Figure, ...]
    missing: tuple[str, ...]


Solve = Callable[..., Any]
"""The trade model: takes a world and ``productivity[j, i]``, returns a result with ``welfare_pct[n]``."""


def cut_report(chain: Chain, event: Cut, world: Any = None, solve: Solve | None = None) -> CutReport:
    """Return what a cut does; with a ``world``, also the income loss through the trade model."""
    outcome = cut(chain, event)
    prices = tuple(_price(stage) for stage in outcome.stages)
    income = income_losses([outcome], world, solve) if world is not None else ()
    return CutReport(outcome, prices, income, _missing(chain, outcome))


def _price(stage: StageOutcome) -> PriceRange | None:
    elasticity = stage.network.stage.elasticity
    return price_range(market_loss(stage), elasticity) if elasticity else None


def _missing(chain: Chain, outcome: Outcome) -> tuple[str, ...]:
    """Say what the outcome rests on that no source gives."""
    said = []
    for network in networks(chain):
        name = network.stage.name
        if network.attributed < 0.95:
            said.append(f"{name}: no source attributes {100 * (1 - network.attributed):.0f} % of output.")
        if network.basis == "missing":
            said.append(f"{name}: use by economy is missing.")
        said += _unseen(network, outcome.cut)
        if network.stage.spare_pct is None and network.stage.stock_days is None:
            said.append(f"{name}: no sourced figure of spare capacity or stocks; both are taken as nil.")
    if not chain.dependents:
        said.append("Income loss: no source says what output depends on this chain.")
    return tuple(said)


def _unseen(network: Network, event: Cut) -> list[str]:
    """Say which customers of a cut have no recorded use at a stage that its suppliers sell."""
    if event.stages and network.stage.id not in event.stages:
        return []
    place = network.economies.index
    if not any(network.supply[place(code)] > 0 for code in event.suppliers):
        return []
    return [
        f"{network.stage.name}: no source gives the use of {the(code)}; its loss there is not counted."
        for code in event.customers
        if network.use[place(code)] == 0
    ]


def income_losses(outcomes: Sequence[Outcome], world: Any, solve: Solve | None = None) -> tuple[Figure, ...]:
    """Return each dependent economy's income loss in USD bn (positive is a loss), taken together.

    The loss of output that depends on a stage is a fall of the sector's productivity: dependent output over
    the sector's output, times the economy's shortfall at that stage. ``solve`` defaults to the trade model.
    """
    if solve is None:
        from accord.trade import counterfactual as solve
    productivity = np.ones_like(world.output)
    economies: dict[str, list[str]] = {}
    for outcome in outcomes:
        for item in outcome.chain.dependents:
            j, i = world.sectors.index(item.sector), world.economies.index(item.economy)
            lost = item.output_usd_bn * 1000 * outcome.stage(item.stage).of(item.economy)
            productivity[j, i] -= lost / world.output[j, i]
            economies.setdefault(item.economy, []).append(item.source)
    if not economies:
        return ()
    result = solve(world, productivity=productivity)
    if str(result.status) != "converged":
        raise SolveError("the trade model has no certified answer to the loss of output")
    income = (world.output * world.value_added_share).sum(axis=0)
    names = "+".join(outcome.chain.id for outcome in outcomes)
    return tuple(
        Figure(
            f"supply.{names}.income_loss.{code}",
            f"Income loss of {economy_name(code)}",
            float(
                -result.welfare_pct[world.economies.index(code)]
                / 100
                * income[world.economies.index(code)]
                / 1000
            ),
            "USD bn a year",
            str(world.year),
            "accord-model",
            f"{MODEL_NOTE}; dependent output: {'; '.join(dict.fromkeys(said))}",
        )
        for code, said in economies.items()
    )


def stage_rows(report: CutReport, top: int = 6) -> list[dict[str, Any]]:
    """Return a cut stage by stage as plain data: shortfalls, gains, what binds, price; shares in per cent."""
    return [
        _stage_row(stage, price, top)
        for stage, price in zip(report.outcome.stages, report.prices, strict=True)
    ]


def _stage_row(item: StageOutcome, price: PriceRange | None, top: int) -> dict[str, Any]:
    network = item.network
    codes = network.economies
    short = [
        {
            "economy": codes[n],
            "pct_of_use": 100 * item.of(codes[n]),
            "pct_of_world": 100 * float(item.shortfall[n]),
        }
        for n in np.argsort(-item.shortfall)[:top]
        if item.shortfall[n] > 1e-6
    ]
    gained = [
        {"economy": codes[i], "pct_of_world": 100 * float(item.gained[i])}
        for i in np.argsort(-item.gained)[:top]
        if item.gained[i] > 1e-6
    ]
    binding = [
        {"economy": codes[i], "shortfall_avoided_per_unit": float(item.allocation.value[i])}
        for i in np.argsort(-item.allocation.value * network.supply)[:top]
        if item.allocation.value[i] > 1e-6 and network.supply[i] > 1e-3
    ]
    return {
        "stage": network.stage.id,
        "name": network.stage.name,
        "unit": network.stage.unit,
        "year": stage_years(network.stage),
        "sources": list(stage_sources(network.stage)),
        "use_basis": network.basis,
        "world_loss_before_response_pct": 100 * float(item.gap.sum()),
        "world_shortfall_pct": 100 * float(item.shortfall.sum()),
        "shortfall": short,
        "gains_customers": gained,
        "binding_capacity": binding,
        "price_ratio": None if price is None else _price_row(price),
    }


def _price_row(price: PriceRange) -> dict[str, Any]:
    return {
        "low": price.low,
        "central": price.central,
        "high": price.high,
        "loss_of_market_pct": 100 * price.loss,
        "unit": "price after over price before",
        "source": price.source,
    }


def stage_years(stage: Stage) -> str:
    """Return the years of a stage's figures, "2019-2023" or "2023"."""
    years = {entry.year for entry in (*stage.output, *stage.use)}
    years |= {stage.output_of[1]} if stage.output_of else set()
    years |= {stage.trade_year} if stage.trade_year else set()
    return f"{min(years)}-{max(years)}" if len(years) > 1 else str(min(years, default=""))


def stage_sources(stage: Stage) -> tuple[str, ...]:
    """Return the sources behind a stage's figures, each once."""
    cited = [entry.source for entry in (*stage.output, *stage.use)]
    if stage.output_of:
        cited.insert(0, "World Mining Data (Austrian Federal Ministry of Finance)")
    if stage.trade:
        cited.append("CEPII BACI")
    return tuple(dict.fromkeys(cited))


def exposure_rows(network: Network, economy: str) -> list[dict[str, Any]]:
    """Return who makes and who sells what an economy uses at a stage, in per cent of its use."""
    return [
        {
            "economy": item.economy,
            "made_pct": 100 * item.made,
            "sold_pct": None if item.direct is None else 100 * item.direct,
        }
        for item in sources(network, economy)
    ]


def exposure_report(chain: Chain, economy: str) -> list[dict[str, Any]]:
    """Return, stage by stage, who makes and sells what an economy uses, or who stands behind its makers.

    A stage at which the economy has no recorded use is seen through the last stage at which it has.
    """
    nets = networks(chain)
    place = nets[0].economies.index(check_part(chain, economy))
    used = [network.stage.id for network in nets if network.use[place] > 0]
    behind = upstream(chain, used[-1], economy) if used else {}
    rows = []
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
