"""Supply questions answered as figures: the risk of a material, and who stands behind a supply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accord.core.codec import Document
from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError
from accord.core.provenance import Figure, Quality
from accord.supply.chain import Chain, Stage, chain_names, load_chain
from accord.supply.exposure import sources, upstream
from accord.supply.holes import holes
from accord.supply.network import Network, check_part, networks
from accord.supply.risk import risk_table
from accord.supply.tables import Material, find_material, load, trade_matrix

GEOPOLRISK = "Gemechu et al. (2016); Santillan-Saldivar et al. (2022); Koyamparambath et al. (2024)"


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
