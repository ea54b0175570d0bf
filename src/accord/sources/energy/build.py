"""Build the shipped energy tables: repaired crude flows (``energy.npz``) and cited tables (``energy.json``).

What is shipped is derived: flows in mb/d after the repairs of :mod:`accord.sources.energy.crude`, lead
times and
fleets by country, yearly and monthly means of Brent; and small tables of facts, each row with its source and
confidence. The same sources give the same bytes.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.sources.energy import crude, dated, nuclear

FILES = {
    "flows": "baci_crude2709_2019_2024.csv.gz",
    "balances": "energy_institute_2025/ei2025_oil_gas_nuclear_long.csv",
    "brent": "oil_prices_brent/brent_monthly.csv",
    "imports": "india_ppac_fy26h1/crude_imports_qty_value.csv",
    "reactors": "nuclear_reactors/geonuclear_reactors_2024-03.csv",
    "countries": "baci_country_codes.csv",
    "requirements": "facts_nuclear_wna_dec2024.csv",
}
CITED = {
    "elasticities": "oil_elasticities", "parameters": "oil_parameters", "timeline": "oil_timeline",
    "grades": "oil_grades", "refiners": "oil_refiners_india", "projects": "nuclear_projects_india",
    "types": "nuclear_reactor_types", "targets": "nuclear_targets_india", "suppliers": "fuel_suppliers",
    "imports_from_usa": "india_energy_imports_us",
}  # fmt: skip
"""Small cited tables, ``energy/*.csv``, whose rows carry their own source and confidence."""
FIRST_BRENT = "2019"
PPAC_H1_DAYS = 183
SPARE = {"SAU": 3.1, "ARE": 1.1, "IRQ": 0.6, "KWT": 0.4}
SPARE_SOURCE = "IEA via Shafaq 2025-02-05 (M)"
INDIA_BASE = {"PHWR-220": 3.38, "PHWR-700": 3.18, "VVER-1000": 2.0, "LWR": 0.32}
INDIA_SOURCE = "8.88 GW gross in 2025 (Indian press and PIB; M), split by the units' ratings"
INDIA_2047 = {
    "PHWR-220": 3.3, "PHWR-700": 55.1, "VVER-1000": 6.0, "VVER-1200": 7.2, "EPR-1650": 9.9, "AP1000": 6.7,
    "SMR-300": 6.4, "FBR-500": 5.4,
}  # fmt: skip
INDIA_2047_SOURCE = "assumption: sites and offers as listed, the rest Indian designs, 100 GW in all"
LIGHT_WATER = {
    "type": "LWR", "vendor": "several", "country": "various", "mwe_net": "1000", "thermal_mw": "3000",
    "burnup_gwd_per_tu": "48", "enrichment_pct": "4.4", "first_core_tu": "78",
    "overnight_usd_per_kw_low": "3500",
    "central": "5500", "high": "9000", "foreign_share_low": "0", "foreign_share_central": "0",
    "foreign_share_high": "0", "year": "2025",
    "source": "a light-water unit of usual size and burnup; assumption",
    "confidence": "L", "note": "stands for existing pressurised and boiling water reactors of all vendors",
}  # fmt: skip


def build(sources: Path, target: Path) -> Document:
    """Write ``energy.npz`` and ``energy.json`` into ``target`` and return what was counted."""
    paths = {name: sources / file for name, file in FILES.items()}
    paths |= {name: sources / "energy" / f"{file}.csv" for name, file in CITED.items()}
    missing = [str(path) for path in paths.values() if not path.is_file()]
    if missing:
        raise InputError(f"{sources}: the source file {missing[0]} is not there")
    arrays, report = _crude(paths)
    cited = {name: _cited(paths[name]) for name in CITED}
    tables = {**cited, **_nuclear(paths), **_prices(paths["brent"])}
    tables["types"].append(LIGHT_WATER)
    tables |= dated.rows()
    tables["spare"] = [
        {"economy": code, "mbd": value, "source": SPARE_SOURCE} for code, value in SPARE.items()
    ]
    tables["crude"] = report
    target.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target / "energy.npz", **arrays)
    text = json.dumps(tables, indent=0, ensure_ascii=False, sort_keys=True) + "\n"
    (target / "energy.json").write_text(text, encoding="utf-8")
    sizes = {name: (target / name).stat().st_size for name in ("energy.npz", "energy.json")}
    return {
        "origins": len(arrays["origins"]),
        "buyers": len(arrays["buyers"]),
        "rows moved": report["moved_rows"],
        **sizes,
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


def _cited(path: Path) -> list[dict[str, str]]:
    """Return a small cited table; "same" is the source of the row above, notes of our own become words."""
    rows, before = _rows(path), ""
    for row in rows:
        source = re.sub(r"^same\b( table)?", before, row["source"]) if before else row["source"]
        source = re.sub(r"\bFACTS \d\w?( own check)?", "policy facts", source)
        row["source"] = re.sub(r"in accord's uranium chain", "in the uranium chain", source)
        before = (
            row["source"].split(" (")[0] if row["source"].startswith(before) and before else row["source"]
        )
    return rows


def _crude(paths: dict[str, Path]) -> tuple[Document, Document]:
    """Return the flows by year, the last one by observed volumes, and the report of what was moved."""
    balances, recorded = crude.read_balances(paths["balances"]), crude.read_baci(paths["flows"])
    flows, moved, prices = {}, [], {}
    for year in crude.YEARS:
        flows[year], changes, prices[year] = crude.repair(year, recorded[year], balances[year])
        moved += changes
    last = crude.YEARS[-1]
    flows[last + 1] = observed_2025(flows[last], _rows(paths["timeline"]), _rows(paths["imports"]))
    origins, buyers, flow = crude.as_arrays(flows)
    arrays = {
        "years": np.array([*flows]),
        "origins": np.array(origins),
        "buyers": np.array(buyers),
        "flow": flow.astype(np.float32),
    }
    return arrays, {
        "moved_rows": len(moved),
        "moved": [_rounded(asdict(change)) for change in moved if _large(change)],
        "unit_value_usd_bbl": {str(year): round(price, 2) for year, price in prices.items()},
        "output_mbd": {str(year): round(sum(balances[year].output.values()), 2) for year in crude.YEARS},
        "flows_mbd": {str(year): round(sum(flows[year].values()), 2) for year in flows},
    }


def _large(change: crude.Moved) -> bool:
    return abs((change.before or 0.0) - change.after) >= crude.LARGE


def _rounded(row: Document) -> Document:
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in row.items()}


def observed_2025(
    last: crude.Flows, timeline: Sequence[dict[str, str]], imports: Sequence[dict[str, str]]
) -> crude.Flows:
    """Return 2025: India's purchases from Russia and the US as observed, in PPAC's total, others scaled.

    All other flows are those of the year before (assumption).
    """
    seen = {
        (row["date"], row["series"]): float(row["value"]) / 1000 for row in timeline if row["unit"] == "kb/d"
    }
    named = {"RUS": seen["2025", "Russian crude to India"], "USA": seen["2025-H1", "US crude to India"]}
    half = next(float(row["quantity_mmt"]) for row in imports if row["year"] == "2025-26 (H1)")
    total = half * crude.BARRELS_PER_TONNE / PPAC_H1_DAYS
    foreign = {
        origin: amount for (origin, buyer), amount in last.items() if buyer == "IND" and origin != "IND"
    }
    others = sum(amount for origin, amount in foreign.items() if origin not in named)
    factor = (total - sum(named.values())) / others
    flows = dict(last)
    flows |= {(origin, "IND"): named.get(origin, amount * factor) for origin, amount in foreign.items()}
    return flows


def _prices(path: Path) -> Document:
    months = {row["Date"][:7]: float(row["Price"]) for row in _rows(path) if row["Date"] >= FIRST_BRENT}
    years = sorted({month[:4] for month in months})
    means = {year: [price for month, price in months.items() if month.startswith(year)] for year in years}
    return {
        "brent_monthly": months,
        "brent_yearly": {year: round(float(np.mean(prices)), 2) for year, prices in means.items()},
    }


def _nuclear(paths: dict[str, Path]) -> Document:
    alpha3 = {row["country_iso2"]: row["country_iso3"] for row in _rows(paths["countries"])} | {"TW": "TWN"}
    units = nuclear.read_units(paths["reactors"], alpha3)
    rows = nuclear.backtest(units)
    coverage = {str(ahead): nuclear.covered(rows, ahead) for ahead in nuclear.AHEAD}
    return {
        "lead_times": nuclear.lead_rows(units),
        "backtest": rows,
        "coverage": {
            ahead: {"cases": cases, "share": round(share, 3)} for ahead, (cases, share) in coverage.items()
        },
        "fleets": nuclear.fleet_rows(units),
        "india_base": {"gw": INDIA_BASE, "source": INDIA_SOURCE, "confidence": "M"},
        "india_2047": {"gw": INDIA_2047, "source": INDIA_2047_SOURCE, "confidence": "L"},
        "world_uranium": _world_uranium(_rows(paths["requirements"]), _rows(paths["balances"])),
    }


def _world_uranium(listed: Sequence[dict[str, str]], indicators: Iterable[dict[str, str]]) -> Document:
    """Return the world's yearly need: what listed countries need per TWh, times the world's output."""
    used = [row for row in listed if float(row["twh_2023"]) > 0]
    per_twh = sum(float(row["tU"]) for row in used) / sum(float(row["twh_2023"]) for row in used)
    world = next(
        float(row["value"]) for row in indicators
        if (row["indicator"], row["economy"], row["year"]) == ("nuclear_generation", "Total World", "2024")
    )  # fmt: skip
    source = (
        "tU per TWh of 24 countries (WNA, December 2024) times world nuclear output 2024 (Energy Institute)"
    )
    return {
        "tu": round(per_twh * world),
        "tu_per_twh": round(per_twh, 2),
        "year": "2024",
        "source": source,
        "confidence": "M",
    }
