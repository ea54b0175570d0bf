"""What the supply tables do not hold, said in sentences, so that a gap is never read as safety."""

from __future__ import annotations

import numpy as np

from accord.core.codes import economy_name
from accord.supply.tables import OUTPUT_YEARS, YEARS, Material, load, trade_matrix

SHARED_CODE = {
    "gallium": "HS 1992 counts it in one code with hafnium, indium, niobium, rhenium and thallium",
    "indium": "HS 1992 counts it in one code with gallium, hafnium, niobium, rhenium and thallium",
}
"""Why a material has no trade code of its own (World Customs Organization, HS nomenclature)."""

THIN = 100.0
"""Tonnes imported in a year below which a score is told to rest on little."""

ORES = "26"
"""HS chapter of ores."""
BEYOND_ORE = {
    "uranium": "oxide, hexafluoride and enriched uranium go under HS 2844 and are",
    "antimony": "metal and trioxide go under HS 8110 and 2825 and are",
}
"""In which form a material is also traded, where its own codes are those of ore alone (HS nomenclature)."""


def holes(material: Material, year: int, importer: str | None = None) -> tuple[str, ...]:
    """Return one sentence for each figure that the sources do not give."""
    trade = _trade_holes(material, year)
    if importer is not None and not trade and material.hs:
        trade = _importer_holes(material, year, importer)
    return (*_output_holes(material, year), *trade, *_beyond_ore(material))


def ore_alone(material: Material) -> bool:
    """Whether only ore is counted as trade in a material."""
    return bool(material.hs) and all(code.startswith(ORES) for code in material.hs)


def _beyond_ore(material: Material) -> list[str]:
    """Say so where only ore is counted as trade in a material."""
    if not ore_alone(material):
        return []
    beyond = BEYOND_ORE.get(material.id, "what is traded as metal or compound is")
    return [
        f"Trade in {material.name.lower()} is that of ore alone (HS {', '.join(material.hs)}): {beyond} not "
        "counted, so suppliers, dependence and score are those of ore."
    ]


def _output_holes(material: Material, year: int) -> list[str]:
    if year not in OUTPUT_YEARS:
        first, last = OUTPUT_YEARS[0], OUTPUT_YEARS[-1]
        return [f"World output of {material.name} is missing for {year}: the shares run {first} to {last}."]
    tables = load()
    shares = tables.output_share[tables.materials.index(material), year - OUTPUT_YEARS[0]]
    return [f"World output of {material.name} is missing for {year}."] if np.isnan(shares).all() else []


def _trade_holes(material: Material, year: int) -> list[str]:
    """Say which HS codes are absent, and which stop before the year."""
    tables = load()
    if not material.hs:
        why = SHARED_CODE.get(material.id, "no HS 1992 code is its own")
        return [f"Trade in {material.name} is missing: {why}; imports and risk score are unknown, not zero."]
    said = [
        f"HS {code} of {material.name} is not in the trade tables."
        for code in material.hs
        if code not in tables.hs
    ]
    for code in material.hs:
        traded = [
            y for y in YEARS if code in tables.hs and tables.rows(code, y).stop > tables.rows(code, y).start
        ]
        if traded and year not in traded:
            said.append(
                f"Trade rows of HS {code} ({material.name}) stop in {traded[-1]}: imports in {year} and the "
                "GeoPolRisk score are unknown, not zero."
            )
    return said


def _importer_holes(material: Material, year: int, importer: str) -> list[str]:
    tables = load()
    products = [code for code in material.hs if code in tables.hs]
    row = tables.economies.index(importer)
    tonnes, kusd = trade_matrix(products, year)[row], trade_matrix(products, year, "kusd")[row]
    name = economy_name(importer)
    if kusd.sum() == 0:
        codes = ", ".join(products)
        return [f"No imports of {material.name} by {name} are recorded under HS {codes} in {year}."]
    said: list[str] = []
    unweighed = kusd[tonnes == 0].sum() / kusd.sum()
    if unweighed > 0.05:
        said.append(
            f"{unweighed:.0%} of the value of {name}'s {material.name} imports in {year} has no weight."
        )
    if 0 < tonnes.sum() < THIN:
        said.append(
            f"The score rests on {tonnes.sum():.3g} tonnes of {material.name} that {name} imported in {year}: one "
            "consignment more or less would move it."
        )
    return said
