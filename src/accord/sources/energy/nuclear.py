"""Lead times, a backtest and fleets by country from GeoNuclearData (ODbL): derived country figures only."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy.leadtimes import Lead, fit, intervals, on_line

AS_OF = 2024.2
RECENT = 30.0
"""Years of building experience that count in a country's lead time."""
FIRST_YEAR = 1955.0
LEFT_OUT = ("Planned", "Cancelled Construction", "Suspended Construction", "Never Commissioned", "Unknown")
NOTICE = "fit to GeoNuclearData 0.17.17 (ODbL 1.0; Cristian Stoica; WNA and IAEA PRIS)"
BACKTEST_YEARS = tuple(range(1970, 2020, 5))
AHEAD = (5, 10)
BACKTEST_COUNTRIES = 13
DRAWS = 2000


@dataclass(frozen=True)
class Unit:
    """A reactor: decimal years of first concrete, operation and closure (infinite: not yet), net GW."""

    country: str
    kind: str
    model: str
    start: float
    finish: float
    close: float
    gw: float
    stopped: bool


def read_units(path: Path, alpha3: dict[str, str]) -> list[Unit]:
    """Return every reactor that was begun and not given up while building."""
    with path.open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["Status"] not in LEFT_OUT]
    return [_unit(row, alpha3) for row in rows if row["ConstructionStartAt"]]


def _unit(row: dict[str, str], alpha3: dict[str, str]) -> Unit:
    return Unit(
        alpha3[row["CountryCode"]],
        row["ReactorType"] or "other",
        row["ReactorModel"],
        _year(row["ConstructionStartAt"]),
        _year(row["OperationalFrom"]),
        _year(row["OperationalTo"]),
        float(row["Capacity"] or 0) / 1000,
        row["Status"] not in ("Operational", "Under Construction"),
    )


def _year(text: str) -> float:
    if not text:
        return float("inf")
    year, month, day = (int(part) for part in text.split("-"))
    return year + (month - 1) / 12 + (day - 1) / 365


def lead_of(units: Sequence[Unit], as_of: float, prior: Lead | None = None) -> Lead:
    """Return the lead time known on a date: units begun before it, those finished long before left out."""
    known = [
        unit for unit in units
        if FIRST_YEAR <= unit.start < as_of and unit.finish > as_of - RECENT
        and not (unit.stopped and unit.finish == float("inf"))
    ]  # fmt: skip
    done = np.array([unit.finish <= as_of for unit in known], bool)
    years = np.array([max(min(unit.finish, as_of) - unit.start, 0.1) for unit in known])
    return fit(years, done, prior)


def building(units: Sequence[Unit], as_of: float) -> list[Unit]:
    """Return the units under construction on a date."""
    return [
        unit
        for unit in units
        if unit.start < as_of < unit.finish and not (unit.stopped and unit.finish == float("inf"))
    ]


def backtest(units: Sequence[Unit]) -> list[dict[str, float | str]]:
    """Return one row per country, date and horizon: interval of GW on line, and what came on line."""
    count = {code: sum(unit.country == code for unit in units) for code in {unit.country for unit in units}}
    countries = sorted(count, key=lambda code: (-count[code], code))[:BACKTEST_COUNTRIES]
    rows: list[dict[str, float | str]] = []
    for year in (*BACKTEST_YEARS, 2019):
        world = lead_of(units, float(year))
        for at, code in enumerate(sorted(countries)):
            own = [unit for unit in units if unit.country == code]
            pending = building(own, float(year))
            if not pending:
                continue
            rows += _cases(code, year, lead_of(own, float(year), world), pending, at)
    return rows


def _cases(
    code: str, year: int, lead: Lead, pending: Sequence[Unit], seed: int
) -> list[dict[str, float | str]]:
    starts, gw = np.array([unit.start for unit in pending]), np.array([unit.gw for unit in pending])
    told = [ahead for ahead in AHEAD if year + ahead <= AS_OF]
    ends = np.array([year + ahead - 1 for ahead in told])
    samples = on_line(lead, starts, gw, float(year), ends, DRAWS, seed)
    return [_case(code, year, ahead, pending, samples[:, at]) for at, ahead in enumerate(told)]


def _case(
    code: str, year: int, ahead: int, pending: Sequence[Unit], samples: Array
) -> dict[str, float | str]:
    low, middle, high = intervals(samples)
    actual = sum(unit.gw for unit in pending if unit.finish < year + ahead)
    return {
        "country": code, "year": year, "ahead": ahead, "low": round(low, 2), "median": round(middle, 2),
        "high": round(high, 2), "actual": round(actual, 2), "units": len(pending),
    }  # fmt: skip


def covered(rows: Sequence[dict[str, float | str]], ahead: int) -> tuple[int, float]:
    """Return the number of cases at a horizon and the share inside their interval."""
    cases = [row for row in rows if row["ahead"] == ahead]
    inside = [float(row["low"]) - 1e-9 <= float(row["actual"]) <= float(row["high"]) + 1e-9 for row in cases]
    return len(cases), sum(inside) / len(cases)


def lead_rows(units: Sequence[Unit]) -> list[dict[str, float | str]]:
    """Return one row per country with recent building, and the world's: lead time and best years."""
    world = lead_of(units, AS_OF)
    rows = [_lead_row("WLD", units, world)]
    for code in sorted({unit.country for unit in units}):
        own = [unit for unit in units if unit.country == code]
        if any(unit.finish > AS_OF - RECENT for unit in own):
            rows.append(_lead_row(code, own, lead_of(own, AS_OF, world)))
    return rows


def _lead_row(code: str, units: Sequence[Unit], lead: Lead) -> dict[str, float | str]:
    best = {span: _best(units, span) for span in (5, 15)}
    recent = sum(AS_OF - 20 < unit.finish <= AS_OF for unit in units)
    return {
        "country": code, "as_of": "2024-03", "median_years": round(lead.median, 2),
        "log_sd": round(lead.sd, 3),
        "common_log_sd": lead.common, "finished_20_years": recent,
        "best_5_gw_a_year": round(best[5][0], 2), "best_5_from": best[5][1],
        "best_15_gw_a_year": round(best[15][0], 2), "best_15_from": best[15][1],
        "source": NOTICE, "confidence": "H",
    }  # fmt: skip


def _best(units: Sequence[Unit], span: int) -> tuple[float, int]:
    """Return the highest mean GW a year that came on line over ``span`` years, and the first of them."""
    by_year = np.zeros(80)
    for unit in units:
        if 1950 <= unit.finish <= AS_OF:
            by_year[int(unit.finish) - 1950] += unit.gw
    sums = np.convolve(by_year, np.ones(span), "valid")
    at = int(np.argmax(sums))
    return float(sums[at]) / span, 1950 + at


def fuel_type(unit: Unit) -> str:
    """Return the reactor type whose fuel stands for a unit's; empty where none does."""
    if unit.kind == "PHWR":
        return "PHWR-700" if unit.gw >= 0.5 else "PHWR-220"
    if unit.kind in ("PWR", "APWR", "BWR", "ABWR"):
        return "VVER-1000" if "VVER" in unit.model.upper().replace(" ", "") else "LWR"
    return ""


def fleet_rows(units: Sequence[Unit]) -> list[dict[str, float | str]]:
    """Return totals by country, fuel type, state and year (of operation, or of first concrete)."""
    total: dict[tuple[str, str, str, int], list[float]] = {}
    for unit in units:
        if unit.stopped or unit.gw == 0:
            continue
        pending = unit.finish == float("inf")
        key = (
            unit.country,
            fuel_type(unit),
            "building" if pending else "operating",
            int(unit.start if pending else unit.finish),
        )
        total.setdefault(key, []).append(unit.gw)
    return [
        {
            "country": key[0],
            "type": key[1],
            "state": key[2],
            "year": key[3],
            "units": len(gw),
            "gw": round(sum(gw), 3),
        }
        for key, gw in sorted(total.items())
    ]
