"""Run results as figures: each with key, unit, year, source and the equation behind it."""

from __future__ import annotations

from dataclasses import dataclass

from accord.assess.tariff.case import ROLES, TODAY, Case, Json
from accord.core.codes import sector_name
from accord.core.provenance import Figure
from accord.page.names import name

MODEL = "accord-model"
CUBE = "oecd-icio-2025"


@dataclass(frozen=True)
class Outcome:
    """A number of the run's results for one economy."""

    label: str
    unit: str
    basis: str


OUTCOMES: dict[str, Outcome] = {
    "welfare_pct": Outcome("Real income", "% change", "real income W^ = I^ / prod_j P^_j^alpha_j, exact"),
    "real_wage_pct": Outcome("Real wage", "% change", "w^ / prod_j P^_j^alpha_j"),
    "price_index_pct": Outcome(
        "Consumer prices", "% change", "prod_j P^_j^alpha_j, world value added as numeraire"
    ),
    "exports_pct": Outcome("Exports", "% change", "sum of pi' X' / tau' at the border, exports"),
    "imports_pct": Outcome("Imports", "% change", "sum of pi' X' / tau' at the border, imports"),
    "tariff_revenue_change_usd_bn": Outcome(
        "Tariff revenue", "USD bn change", "sum of (tau' - 1) pi' X' / tau', less its baseline"
    ),
}
"""What the page shows of ``economies`` in a run's JSON, in order; equations of Caliendo and Parro (2015)."""


def world_year(run: Json) -> str:
    """Return the year of the world a run was solved on."""
    return str(run["world"]["year"])


def outcome(case: Case, role: str, economy: str, measure: str = "welfare_pct") -> Figure:
    """Return one result for one economy; missing where the world has no such economy."""
    run, kind = case.scenarios[role], OUTCOMES[measure]
    row = run["economies"].get(economy) or run.get("groups", {}).get(economy, {})
    return Figure(
        key=f"scenario.{role}.{economy}.{measure}",
        label=f"{kind.label} of {name(economy)}, {ROLES[role].lower()}",
        value=row.get(measure),
        unit=kind.unit,
        year=world_year(run),
        source=MODEL,
        basis=kind.basis,
        quality="computed" if measure in row else "missing",
    )


def against_today(case: Case, role: str, economy: str) -> Figure:
    """Return the change in real income from today's measures to another scenario, in per cent."""
    then, now = outcome(case, role, economy), outcome(case, TODAY, economy)
    change = None
    if then.value is not None and now.value is not None:
        change = ((1 + then.value / 100) / (1 + now.value / 100) - 1) * 100
    return Figure(
        key=f"scenario.{role}.{economy}.welfare_against_today_pct",
        label=f"Real income of {name(economy)}, {ROLES[role].lower()} against today’s measures",
        value=change,
        unit="% change",
        year=then.year,
        source=MODEL,
        basis=f"ratio of {then.key} to {now.key}",
    )


@dataclass(frozen=True)
class Flow:
    """What the target sells to the imposer in one sector, or in all (``sector`` is ``all``)."""

    sector: str
    label: str
    before: Figure
    after: Figure
    change: Figure
    change_pct: Figure


def flows(case: Case, role: str) -> list[Flow]:
    """Return the target's exports to the imposer by sector, the greatest loss in dollars first."""
    run = case.scenarios[role]
    rows = [
        row
        for row in run["bilateral"]
        if (row["exporter"], row["importer"]) == (case.target, case.imposer) and row["baseline_usd_bn"] > 0
    ]
    every = [_flow(case, role, row["sector"], row["baseline_usd_bn"], row["scenario_usd_bn"]) for row in rows]
    return sorted(every, key=lambda flow: (flow.change.value, flow.sector))


def total_flow(case: Case, role: str, *, goods: bool = True) -> Flow:
    """Return the target's exports of goods (or of everything) to the imposer."""
    chosen = [flow for flow in flows(case, role) if not (goods and flow.sector == "SERVICES")]
    before = sum(flow.before.value or 0.0 for flow in chosen)
    after = sum(flow.after.value or 0.0 for flow in chosen)
    return _flow(case, role, "goods" if goods else "all", before, after)


def _flow(case: Case, role: str, sector: str, before: float, after: float) -> Flow:
    year = world_year(case.scenarios[role])
    what = {"goods": "Goods", "all": "Goods and services"}.get(sector) or sector_name(sector)
    pair = f"{name(case.target)} to {name(case.imposer)}"
    stem = f"exports.{case.target}.{case.imposer}.{sector}"
    made = Figure(
        key=f"{stem}.baseline_usd_bn",
        label=f"{what}, {pair}",
        value=before,
        unit="USD bn",
        year=year,
        source=CUBE,
        basis="the world's trade cube, at the border before tariffs",
        quality="calibrated",
    )

    def figure(item: str, value: float | None, unit: str, basis: str) -> Figure:
        label = f"{what}, {pair}, {ROLES[role].lower()}"
        return Figure(f"{stem}.{role}.{item}", label, value, unit, year, MODEL, basis)

    share = (after / before - 1) * 100 if before else None
    flow_basis = "pi'_jni X'_jn / tau'_jni, at the border before tariffs"
    return Flow(
        sector,
        what,
        made,
        figure("usd_bn", after, "USD bn", flow_basis),
        figure("change_usd_bn", after - before, "USD bn change", f"{flow_basis}, less its baseline"),
        figure("change_pct", share, "% change", f"{flow_basis}, over its baseline"),
    )
