"""Concentration and geopolitical supply risk of materials, for every economy and year at once.

GeoPolRisk: Gemechu, Helbig, Sonnemann, Thorenz and Tuma (2016), Journal of Industrial Ecology 20(1);
Santillan-Saldivar et al. (2022), International Journal of Life Cycle Assessment 27; Koyamparambath et al.
(2024) and their package geopolrisk-py:

    score = HHI of world output x sum_i (imports_i x risk_i) / (imports + own output),  risk = (2.5 - WGI) / 5
    characterisation factor = score x import price / 0.409412948   [kg copper equivalent per kg]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

import numpy as np

from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.frozen import dataclass
from accord.core.provenance import Figure, Quality
from accord.supply.holes import holes
from accord.supply.tables import (
    OUTPUT_YEARS,
    YEARS,
    Array,
    Material,
    check_year,
    economy_index,
    find_material,
    load,
    trade_matrix,
)

COPPER_FACTOR = 0.409412948
"""USD per kg: mean score x price of copper, OECD countries, 2017 to 2021 (Koyamparambath et al. 2024)."""
UNSCORED_RISK = 0.5
"""Risk of a supplier to which the published package gives no WGI score."""
UNSCORED = ("TWN",)
"""Scored by the World Bank, yet not in the published package, which looks Taiwan up under another code."""


@dataclass(frozen=True)
class RiskTable:
    """Indicators over materials m, years y and importers n; NaN where a source is missing.

    output_hhi         [m, y]     concentration of world output, 0 to 1
    import_hhi         [m, y, n]  concentration of imports by supplier, 0 to 1
    import_dependence  [m, y, n]  imports over imports plus own output, 0 to 1
    import_risk        [m, y, n]  import-weighted instability times import dependence
    score              [m, y, n]  GeoPolRisk score
    price              [m, y, n]  import unit value, USD per kg
    factor             [m, y, n]  characterisation factor, kg copper equivalent per kg
    unweighed          [m, y, n]  share of import value whose weight was not reported
    """

    materials: tuple[Material, ...]
    years: tuple[int, ...]
    importers: tuple[str, ...]
    output_hhi: Array
    import_hhi: Array
    import_dependence: Array
    import_risk: Array
    score: Array
    price: Array
    factor: Array
    unweighed: Array


def hhi(shares: Array, axis: int = -1) -> Array:
    """Return the Herfindahl-Hirschman index of amounts along an axis, 0 to 1; NaN when all are zero."""
    total = shares.sum(axis=axis)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((shares**2).sum(axis=axis) / total**2)


def supplier_risk(year: int, unscored: Sequence[str] = UNSCORED) -> Array:
    """Return the political risk of each supplier in one year, 0 (stable) to 1; 0.5 where unscored."""
    tables = load()
    risk = (2.5 - tables.stability[check_year(year) - YEARS[0]].astype(np.float64)) / 5.0
    risk[[tables.economies.index(code) for code in unscored]] = UNSCORED_RISK
    return np.where(np.isnan(risk), UNSCORED_RISK, risk)


def risk_table(
    materials: Sequence[Material],
    importers: Sequence[str | tuple[str, ...]],
    years: Sequence[int] = OUTPUT_YEARS,
    unscored: Sequence[str] = UNSCORED,
) -> RiskTable:
    """Return the indicators of every material, year and importer.

    An importer is one economy, or a tuple of economies taken as one: trade inside it carries no risk.
    ``unscored`` suppliers get a risk of 0.5 whatever their WGI score; pass ``()`` to use Taiwan's.
    """
    tables = load()
    groups = [(importer,) if isinstance(importer, str) else importer for importer in importers]
    belongs = np.zeros((len(groups), len(tables.economies)), dtype=bool)
    for row, group in enumerate(groups):
        belongs[row, [economy_index(code) for code in group]] = True
    risks = {year: supplier_risk(year, unscored) for year in years}
    cells = [[_cell(material, year, belongs, risks[year]) for year in years] for material in materials]
    names = [field.name for field in fields(RiskTable)][3:]
    stacked = {name: np.array([[cell[name] for cell in row] for row in cells]) for name in names}
    return RiskTable(tuple(materials), tuple(years), tuple("+".join(group) for group in groups), **stacked)


def _cell(material: Material, year: int, belongs: Array, risk: Array) -> dict[str, Array]:
    """Return the indicators of one material and year for every importer ``belongs[n, economy]``."""
    tables = load()
    row = tables.materials.index(material)
    shares = np.full(len(tables.economies), np.nan)
    ratio = np.nan
    if year in OUTPUT_YEARS:
        shares = tables.output_share[row, year - OUTPUT_YEARS[0]].astype(np.float64)
        ratio = tables.output_per_trade[row, year - OUTPUT_YEARS[0]]
    products = [code for code in material.hs if code in tables.hs]
    tonnes, kusd = trade_matrix(products, year), trade_matrix(products, year, "kusd")
    bought, paid = _of_groups(belongs, tonnes), _of_groups(belongs, kusd)
    heavy = _of_groups(belongs, np.where(tonnes > 0, kusd, 0.0))
    outside = np.where(belongs, 0.0, bought)
    total = bought.sum(axis=1)
    needed = total + belongs @ np.nan_to_num(shares) * ratio * tonnes.sum()
    output_hhi = hhi(shares)
    with np.errstate(invalid="ignore", divide="ignore"):
        at_risk = outside @ risk / needed
        price = paid.sum(axis=1) / total
        found: dict[str, Array] = {
            "output_hhi": output_hhi,
            "import_hhi": hhi(outside),
            "import_dependence": outside.sum(axis=1) / needed,
            "import_risk": at_risk,
            "score": output_hhi * at_risk,
            "price": price,
            "unweighed": 1.0 - heavy.sum(axis=1) / paid.sum(axis=1),
        }
        return found | {"factor": found["score"] * price / COPPER_FACTOR}


def _of_groups(belongs: Array, matrix: Array) -> Array:
    """Sum the importer rows of each group; plain selection when every group is one economy."""
    if belongs.sum() == len(belongs):
        return np.asarray(matrix[np.argmax(belongs, axis=1)])
    return np.asarray(belongs.astype(float) @ matrix)


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

    def document(self) -> Document:
        """Return the risk of one material for one importer."""
        return {
            "material": self.material.id,
            "name": self.material.name,
            "importer": self.importer,
            "members": list(self.members),
            "year": self.year,
            "figures": [asdict(figure) for figure in self.figures],
            "suppliers": [asdict(figure) for figure in self.suppliers],
            "missing": list(self.missing),
        }


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
