"""The numbers of a question on duties as figures: each with one key, unit, year, source and equation."""

from __future__ import annotations

from accord.assess.tariff.found import Found
from accord.assess.tariff.read import Asked
from accord.assess.tariff.states import AFTER, State
from accord.core.codec import Document
from accord.core.codes import GOODS, sector_name
from accord.core.frozen import dataclass
from accord.core.provenance import Figure
from accord.page.names import name, sector
from accord.page.words import Range, join

MOST_NAMED = 3
"""So many sectors are named in a sentence; a duty on more is looked at through all goods."""
MODEL, CUBE = "accord-model", "oecd-icio-2025"
SPANS = {"1": "within a year", "10": "in ten years", "long": "in the long run"}
"""The horizons in words; any other is a number of years."""


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
        "Tariff revenue", "USD bn change", "sum of (tau' - 1) pi' X' / tau', less that of the comparison"
    ),
}
"""What the page shows of ``economies`` in a run's JSON, in order; equations of Caliendo and Parro (2015)."""


def span(horizon: str) -> str:
    """Return a horizon in words: "within a year", "in ten years", "in the long run"."""
    return SPANS.get(horizon, f"in {horizon} years" if horizon.isdigit() else horizon)


@dataclass(frozen=True)
class Flow:
    """What the target sells to the imposer in one sector, or in all goods (``sector`` is ``goods``)."""

    sector: str
    label: str
    before: Figure
    after: Figure
    change: Figure
    change_pct: Figure


@dataclass(frozen=True)
class View:
    """A question with its answer, and the figures that the page takes from it."""

    asked: Asked
    found: Found

    @property
    def sides(self) -> tuple[str, str]:
        """The target and the imposer."""
        return self.asked.target, self.asked.imposer

    @property
    def horizons(self) -> tuple[str, ...]:
        """The horizons that were solved, the nearest first."""
        return tuple(dict.fromkeys(one.horizon for one in self.found.solved))

    @property
    def states(self) -> tuple[State, ...]:
        """The states with an equilibrium at one horizon at least."""
        return tuple(
            state
            for state in self.asked.states
            if any(one.document for one in self.found.solved if one.role == state.role)
        )

    @property
    def main(self) -> State | None:
        """What the report brings about, else the first way it can go."""
        return next((state for state in self.states if state.role == AFTER), next(iter(self.states), None))

    def solved(self, state: State) -> tuple[str, ...]:
        """Return the horizons at which a state has an equilibrium."""
        return tuple(one for one in self.horizons if self.found.document(state.role, one))

    def middle(self, state: State) -> str:
        """Return the horizon that charts show: ten years where it was solved, else the last one."""
        known = self.solved(state)
        return "10" if "10" in known else known[-1]

    def document(self, role: str, horizon: str) -> Document:
        """Return a run's document; it is there for every state and horizon of ``solved``."""
        found = self.found.document(role, horizon)
        assert found is not None
        return found

    @property
    def year(self) -> str:
        """The year of the world."""
        return str(self.found.households["year"])

    def outcome(self, role: str, horizon: str, code: str, measure: str = "welfare_pct") -> Figure:
        """Return one result for one economy or group; missing where the world has none."""
        run, kind = self.document(role, horizon), OUTCOMES[measure]
        row = run["economies"].get(code) or run.get("groups", {}).get(code, {})
        return Figure(
            key=f"scenario.{role}.{horizon}.{code}.{measure}",
            label=f"{kind.label} of {name(code)}, {self.label(role).lower()}, {span(horizon)}",
            value=row.get(measure),
            unit=kind.unit,
            year=self.year,
            source=MODEL,
            basis=kind.basis,
            quality="computed" if row.get(measure) is not None else "missing",
        )

    def money(self, role: str, horizon: str, code: str) -> Figure:
        """Return the change of real income in USD bn a year at prices of the world's year."""
        percent = self.outcome(role, horizon, code)
        income = self.found.households["real_income_usd_bn"].get(code)
        value = None if percent.value is None or income is None else percent.value / 100 * income
        return Figure(
            key=f"scenario.{role}.{horizon}.{code}.income_usd_bn",
            label=f"{percent.label}, a year",
            value=value,
            unit="USD bn change",
            year=self.year,
            source=MODEL,
            basis=f"{percent.key} times income of {self.year}",
            quality="missing" if value is None else "computed",
        )

    def head(self, role: str, horizon: str, code: str) -> Figure:
        """Return the change of real income in USD a head and year."""
        money = self.money(role, horizon, code)
        people = self.found.households["people_mn"].get(code)
        value = None if money.value is None or not people else money.value * 1000 / people
        return Figure(
            key=f"scenario.{role}.{horizon}.{code}.income_usd_head",
            label=f"{money.label}, a head",
            value=value,
            unit="USD per head change",
            year=self.year,
            source=MODEL,
            basis=f"{money.key} over population (GeoNames)",
            quality="missing" if value is None else "computed",
        )

    def drawn(self, role: str, code: str, measure: str, end: str) -> Figure:
        """Return the low, central or high number of a result over draws of elasticities; missing where none was drawn."""
        found = self.found.spread or {}
        sought = (role, code, measure)
        rows = (
            row for row in found.get("rows", ()) if (row["role"], row["economy"], row["measure"]) == sought
        )
        row: Document = next(rows, {})
        what = "Real income of" if measure == "welfare_pct" else "Goods exports to the other side of"
        drawn = (
            f"{found.get('answered')} draws of elasticities, seed {found.get('seed')}. {found.get('basis')}"
        )
        ends = found.get("percentiles", {})
        return Figure(
            key=f"uncertainty.{role}.{code}.{measure}.{end}",
            label=f"{what} {name(code)}, {self.label(role).lower()}, {end}",
            value=row.get(end),
            unit="% change",
            year=self.year,
            source=MODEL,
            basis=f"{ends[end]}th percentile of {drawn}" if end in ends else drawn,
        )

    def open_sign(self, role: str, horizon: str, code: str) -> Range | None:
        """Return the interval of an economy's real income where its sign is not known at a horizon, else None."""
        if (self.found.spread or {}).get("horizon") != horizon:
            return None
        low, high = (self.drawn(role, code, "welfare_pct", end) for end in ("low", "high"))
        span = Range(low, high)
        return span if span.spans_zero else None

    def label(self, role: str) -> str:
        """Return the name of a state on the page."""
        return next(state.label for state in self.asked.states if state.role == role)

    def flows(self, role: str, horizon: str) -> list[Flow]:
        """Return the exports that the measure falls on by sector, the greatest loss in dollars first."""
        rows = [
            row
            for row in self.document(role, horizon)["bilateral"]
            if (row["exporter"], row["importer"]) == self.asked.flow and row["baseline_usd_bn"] > 0
        ]
        every = [
            self._flow(role, horizon, row["sector"], row["baseline_usd_bn"], row["scenario_usd_bn"])
            for row in rows
        ]
        return sorted(every, key=lambda flow: (flow.change.value, flow.sector))

    def observed(self, sector: str) -> Figure | None:
        """Return the change that customs saw after the act in one sector or in all goods; None where none is held."""
        row = next((one for one in self.found.observed if one.sector == sector), None)
        if row is None or self.asked.sectors != GOODS:
            return None
        target, imposer = self.asked.flow
        return Figure(
            f"observed.{target}.{imposer}.{sector}.change_pct",
            f"{'Goods' if sector == 'goods' else sector_name(sector)}, {name(target)} to {name(imposer)}, observed",
            row.change_pct,
            "% change",
            str(row.last.year),
            row.source,
            f"exports in the year to {row.last}, over the year before; {row.what}",
            "cited",
        )

    def goods(self, role: str, horizon: str) -> Flow:
        """Return the exports of all goods from the one side to the other."""
        chosen = [flow for flow in self.flows(role, horizon) if flow.sector != "SERVICES"]
        before = sum(flow.before.value or 0.0 for flow in chosen)
        after = sum(flow.after.value or 0.0 for flow in chosen)
        return self._flow(role, horizon, "goods", before, after)

    @property
    def narrow(self) -> str:
        """What the duty falls on, as the sectors of the model, in words; nothing where it is all goods."""
        asked = self.asked.sectors
        return "" if asked == GOODS or len(asked) > MOST_NAMED else join(map(sector, asked))

    @property
    def short(self) -> str:
        """What the duty falls on in few words: the goods told where several sectors stand for them."""
        goods = self.asked.goods
        if not self.narrow or len(self.asked.sectors) == 1 or not 0 < len(goods) <= MOST_NAMED:
            return self.narrow
        them = "them" if len(goods) > 1 or goods[0].endswith("s") else "it"
        return f"{join(goods)} and goods classed with {them}"

    def focus(self, role: str, horizon: str) -> Flow:
        """Return the exports of what the measure falls on."""
        if not self.narrow:
            return self.goods(role, horizon)
        chosen = [flow for flow in self.flows(role, horizon) if flow.sector in self.asked.sectors]
        if len(chosen) == 1:
            return chosen[0]
        before = sum(flow.before.value or 0.0 for flow in chosen)
        after = sum(flow.after.value or 0.0 for flow in chosen)
        return self._flow(role, horizon, "asked", before, after)

    def _flow(self, role: str, horizon: str, sector: str, before: float, after: float) -> Flow:
        what = {"goods": "Goods", "asked": "What the duty falls on"}.get(sector) or sector_name(sector)
        target, imposer = self.asked.flow
        pair = f"{name(target)} to {name(imposer)}"
        stem = f"exports.{target}.{imposer}.{sector}"
        state = f"{self.label(role).lower()}, {span(horizon)}"
        basis = "pi'_jni X'_jn / tau'_jni, at the border before tariffs"

        def figure(item: str, value: float | None, unit: str, more: str = "") -> Figure:
            return Figure(
                f"{stem}.{role}.{horizon}.{item}", f"{what}, {pair}, {state}", value, unit, self.year, MODEL,
                basis + more, "missing" if value is None else "computed",
            )  # fmt: skip

        share = (after / before - 1) * 100 if before else None
        return Flow(
            sector,
            what,
            figure("before_usd_bn", before, "USD bn", ", under the comparison"),
            figure("usd_bn", after, "USD bn"),
            figure("change_usd_bn", after - before, "USD bn change", ", less that under the comparison"),
            figure("change_pct", share, "% change", ", over that under the comparison"),
        )
