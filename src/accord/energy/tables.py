"""The shipped energy tables: crude flows by year, cited parameters with their sources, reactors, lead times.

Sources: CEPII BACI 2709 (flows, repaired), Energy Institute (output, runs), EIA (Brent), GeoNuclearData (lead
times, fleets), and small tables of facts whose rows name their own source and confidence (H, M or L; L is an
assumption).
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import cast

import numpy as np

from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError
from accord.core.places import files
from accord.core.shock import Array
from accord.energy.fleet import Project
from accord.energy.fuel import ReactorType
from accord.energy.leadtimes import Lead
from accord.energy.market import CrudeBase, Elasticities
from accord.energy.purchases import Product
from accord.energy.refine import Grade, Refiner
from accord.energy.rows import Act, Case, FleetRow, LeadRow, Observation, Parameter, Target

Row = dict[str, str]
OBSERVED_YEAR = 2025
"""The last year of flows: 2024 with India's purchases as observed in 2025."""
GROSS = {
    "PHWR-700": 700,
    "PHWR-220": 220,
    "VVER-1000": 1000,
    "VVER-1200": 1200,
    "EPR-1650": 1650,
    "FBR-500": 500,
}
"""Gross MW of a unit; where a type is not here its net rating stands for it."""
ASSUMED = (
    "Malaysian sales to China beyond Malaysia's own oil are taken to be Iranian",
    "Russian output without a recorded buyer is taken to go to Turkey, whose customs hide the origin",
    "Iranian and Venezuelan output without a recorded buyer is left out of the market",
)
ASSUMED_2025 = (
    "2025 is 2024 with India's purchases as observed (Kpler, customs, PPAC); other flows are unchanged"
)


@lru_cache(maxsize=1)
def stored() -> dict[str, list[Row]]:
    """Return the shipped tables as they are stored."""
    text = files("accord.energy").joinpath("data/energy.json").read_text("utf-8")
    return cast(dict[str, list[Row]], json.loads(text))


@lru_cache(maxsize=1)
def _arrays() -> dict[str, Array]:
    with files("accord.energy").joinpath("data/energy.npz").open("rb") as stream, np.load(stream) as loaded:
        return {name: loaded[name] for name in loaded.files}


def years() -> tuple[int, ...]:
    """Return the years of crude flows."""
    return tuple(int(year) for year in _arrays()["years"])


def load_crude(year: int = OBSERVED_YEAR, price: float | None = None) -> CrudeBase:
    """Return the flows of a year at its mean Brent price, or at ``price``."""
    if year not in years():
        raise InputError(f"year {year}: crude flows run from {years()[0]} to {years()[-1]}")
    if price is not None and not price > 0:
        raise InputError(f"price: must be above 0, not {price:g}")
    arrays = _arrays()
    assumed = ASSUMED + ((ASSUMED_2025,) if year == OBSERVED_YEAR else ())
    return CrudeBase(
        tuple(arrays["origins"].tolist()),
        tuple(arrays["buyers"].tolist()),
        np.asarray(arrays["flow"][years().index(year)], float),
        brent(year) if price is None else price,
        year,
        assumed,
    )


def brent(year: int) -> float:
    """Return the mean Brent price of a year, USD a barrel (EIA)."""
    means = cast(dict[str, float], stored()["brent_yearly"])
    if str(year) not in means:
        raise InputError(f"year {year}: Brent prices run from {min(means)} to {max(means)}")
    return means[str(year)]


def elasticity_sets(*, published: bool = True) -> tuple[Elasticities, ...]:
    """Return the sets of elasticities; the long-run one is an assumption and left out unless asked for."""
    rows = [row for row in stored()["elasticities"] if not published or row["confidence"] != "L"]
    return tuple(
        Elasticities(float(row["supply"]), float(row["demand"]), row["set"], row["source"]) for row in rows
    )


def find_elasticities(name: str) -> Elasticities:
    """Return a set by name."""
    found = {one.name: one for one in elasticity_sets(published=False)}
    if name not in found:
        raise InputError(f"elasticities: unknown set '{name}'{nearest(name, found)}")
    return found[name]


def parameter(name: str) -> Parameter:
    """Return a parameter by name."""
    for row in stored()["parameters"]:
        if row["name"] == name:
            low, central, high = (float(row[key]) for key in ("low", "central", "high"))
            rest = (row[key] for key in ("unit", "source", "year", "confidence", "note"))
            return Parameter(name, low, central, high, *rest)
    raise InputError(f"parameter '{name}' is not in the energy tables")


def spare_holders() -> dict[str, float]:
    """Return spare output by economy, mb/d."""
    return {row["economy"]: float(row["mbd"]) for row in stored()["spare"]}


def grades() -> tuple[Grade, ...]:
    """Return the grades that could replace what is lost; those without any to spare are left out."""
    return tuple(_grade(row) for row in stored()["grades"] if float(row["extra_available_kbd"]) > 0)


def _grade(row: Row) -> Grade:
    return Grade(
        row["grade"],
        row["origin"],
        float(row["api"]),
        float(row["sulphur_pct"]),
        float(row["diff_to_dated_usd"]),
        float(row["freight_to_india_usd"]),
        float(row["extra_available_kbd"]),
        row["via_hormuz"] == "1",
        row["source"],
        row["confidence"],
        row["note"],
    )


def refiners() -> tuple[Refiner, ...]:
    """Return India's refiners with their Russian intake of 2025, kb/d."""
    return tuple(
        Refiner(
            row["refiner"],
            float(row["rus_2025_kbd"]),
            float(row["max_sulphur_pct"]),
            float(row["api_low"]),
            float(row["api_high"]),
            row["source"],
            row["confidence"],
            row["note"],
        )
        for row in stored()["refiners"]
    )


def observations(series: str) -> tuple[Observation, ...]:
    """Return the dated observations of a series, as listed."""
    rows = [row for row in stored()["timeline"] if row["series"] == series]
    if not rows:
        known = {row["series"] for row in stored()["timeline"]}
        raise InputError(f"observations: unknown series '{series}'{nearest(series, known)}")
    keys = ("unit", "source", "confidence")
    return tuple(
        Observation(row["date"], series, float(row["value"]), *(row[key] for key in keys)) for row in rows
    )


def russian_to_india() -> tuple[Observation, ...]:
    """Return Russian crude to India by month, mb/d, where a figure was found; months between are not known."""
    return tuple(
        Observation(row["month"], "Russian crude to India", float(row["mbd"]), "mb/d", row["source"], "H")
        for row in stored()["russian_to_india"]
    )


def oil_acts() -> tuple[Act, ...]:
    """Return the acts on Russian oil, by date."""
    return tuple(Act(**row) for row in stored()["oil_acts"])


@lru_cache(maxsize=1)
def reactor_types() -> dict[str, ReactorType]:
    """Return the reactor types by name."""
    return {row["type"]: _type(row) for row in stored()["types"]}


def _type(row: Row) -> ReactorType:
    net = float(row["mwe_net"])
    costs = tuple(float(row[key]) for key in ("overnight_usd_per_kw_low", "central", "high"))
    foreign = tuple(float(row[f"foreign_share_{key}"]) for key in ("low", "central", "high"))
    return ReactorType(
        row["type"], row["vendor"], row["country"], net, float(row["thermal_mw"]),
        float(row["burnup_gwd_per_tu"]), float(row["enrichment_pct"]), float(row["first_core_tu"]),
        cast(tuple[float, float, float], costs), cast(tuple[float, float, float], foreign),
        row["source"], row["year"], row["confidence"], row["note"], max(net, GROSS.get(row["type"], 0.0)),
    )  # fmt: skip


def projects() -> tuple[Project, ...]:
    """Return India's units under construction and planned with a date; offers without one are left out."""
    rows = [row for row in stored()["projects"] if row["first_concrete"]]
    return tuple(
        Project(
            row["project"],
            row["type"],
            int(row["units"]),
            float(row["mwe_gross_each"]) / 1000,
            int(row["first_concrete"][:4]) + (int(row["first_concrete"][5:7]) - 0.5) / 12,
            row["stage"] not in ("construction", "commissioning"),
        )
        for row in rows
    )


def targets() -> tuple[Target, ...]:
    """Return India's official targets."""
    return tuple(
        Target(
            int(row["announced"]),
            float(row["target_gw"]),
            int(row["target_year"]),
            float(row["achieved_gw"]) if row["achieved_gw"] else None,
            row["source"],
            row["confidence"],
        )
        for row in stored()["targets"]
    )


def lead_times() -> dict[str, LeadRow]:
    """Return lead times by country; ``WLD`` is the world's."""
    return {row["country"]: _lead(row) for row in stored()["lead_times"]}


def _lead(row: Row) -> LeadRow:
    lead = Lead(float(np.log(float(row["median_years"]))), float(row["log_sd"]), float(row["common_log_sd"]))
    five, fifteen = (
        (float(row[f"best_{span}_gw_a_year"]), int(row[f"best_{span}_from"])) for span in (5, 15)
    )
    return LeadRow(row["country"], lead, int(row["finished_20_years"]), five, fifteen, row["source"])


def lead_of(country: str) -> LeadRow:
    """Return a country's lead time; raise InputError where it has built no reactor in thirty years."""
    rows = lead_times()
    if country not in rows:
        raise InputError(f"lead time: {economy_name(country)} has built no reactor since 1994 in the data")
    return rows[country]


def fleet(country: str) -> tuple[FleetRow, ...]:
    """Return a country's reactors; raise InputError where it has none."""
    found = tuple(
        FleetRow(
            row["country"], row["type"], row["state"], int(row["year"]), int(row["units"]), float(row["gw"])
        )
        for row in stored()["fleets"]
        if row["country"] == country
    )
    if not found:
        raise InputError(f"country: {economy_name(country)} has no reactor in the data (as of March 2024)")
    return found


def mix(name: str) -> tuple[dict[str, float], str, str]:
    """Return gross GW by type, source and confidence of ``india_base`` (2025) or ``india_2047``."""
    row = cast(dict[str, object], stored()[name])
    return dict(cast(dict[str, float], row["gw"])), str(row["source"]), str(row["confidence"])


def backtest() -> tuple[Case, ...]:
    """Return the cases of the lead-time backtest."""
    numbers = ("low", "median", "high", "actual")
    return tuple(
        Case(row["country"], int(row["year"]), int(row["ahead"]), *(float(row[key]) for key in numbers))
        for row in stored()["backtest"]
    )


def world_uranium() -> float:
    """Return the world's need of natural uranium, tU a year (2024)."""
    return float(cast(dict[str, float], stored()["world_uranium"])["tu"])


def stage_share(stage: str, economy: str) -> float:
    """Return an economy's share of world mining or enrichment, or of India's uranium imports, 0 to 1."""
    rows = [row for row in stored()["suppliers"] if row["stage"] == stage]
    amounts = {row["economy"]: float(row["amount"] or row["share_pct"] or 0) for row in rows}
    total = 100.0 if all(row["share_pct"] for row in rows) else sum(amounts.values())
    return amounts.get(economy, 0.0) / total if total else 0.0


def energy_imports() -> tuple[Product, ...]:
    """Return India's energy import bill by product and what of it is American now, without the total."""
    return tuple(
        Product(
            row["product"],
            float(row["india_import_bill_usd_bn"]),
            float(row["us_now_usd_bn"]),
            float(row["us_share_ceiling"]) if row["us_share_ceiling"] else None,
            row["year"],
            row["source"],
            row["confidence"],
            row["ceiling_confidence"],
        )
        for row in stored()["imports_from_usa"]
        if not row["product"].startswith("energy, all")
    )
