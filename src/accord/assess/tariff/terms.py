"""What a report's words on duties mean for a model: measures on top of the law of the day before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from accord.core.codes import GOODS, sector_name
from accord.core.errors import InputError
from accord.docket.items import Measure
from accord.page.words import join
from accord.policy import Measure as Policy
from accord.policy import Parties, Rates, Stack, goods, stack
from accord.policy.goods import Products

BLOCS = {"EU": "EU27"}
"""Customs unions that reports name as one party, as groups of the world's economies."""
TOUCHED = 0.05
"""A sector of which less than this share pays a special duty has none of its own."""


@dataclass(frozen=True)
class Flow:
    """One importer's duties on one exporter on the eve: the measure stack where the book knows the pair."""

    importer: str
    exporter: str
    day: date

    @cached_property
    def stack(self) -> Stack | None:
        """The measure stack with averages by sector, or None where no list or no weights are at hand."""
        try:
            found = stack(self.importer, self.exporter, self.day)
        except InputError:
            return None
        return found if found.overall is not None else None

    @property
    def headline(self) -> float:
        """The sum of the general duties, percent."""
        return self.stack.statutory_pct if self.stack else 0.0

    def rates(self, sector: str) -> Rates | None:
        """The averages of one sector."""
        return self.stack.sectors.get(sector) if self.stack else None

    def special(self, sector: str) -> tuple[float, float]:
        """Return the rate of special duties among those who pay them, percent, and their share of imports."""
        rates = self.rates(sector)
        if rates is None or rates.preempted_share < TOUCHED:
            return 0.0, 0.0
        return rates.preempting_pct / rates.preempted_share, rates.preempted_share


def side(code: str) -> str:
    """Return a party of a report as the world names it."""
    return BLOCS.get(code, code)


def products_of(measure: Measure) -> Products:
    """Return the products that a measure names, or all goods."""
    words = measure.goods or tuple(word for word in measure.product_scope.split(", ") if word)
    return goods.find(word for word in words if word != "unspecified")


def policy(
    measure: Measure, flow: Flow, value: float | None = None
) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """Return what a measure changes on one flow, as measures on top of the eve's law, and what is assumed.

    ``value`` stands in for the measure's own rate (the lower end of a range). The change is that from the
    previous rate where the report tells it; without one, from the general or special duty that the book has;
    "additional" means on top. Where only part of a sector pays, ``share_hit`` says which share of imports.
    """
    told = replace(measure, value=measure.value if value is None else value)
    where = products_of(told)
    sectors = GOODS if where.whole else where.sectors
    if told.lever == "export_tax":
        return _built("export_tax", told, flow, {s: float(told.value or 0.0) for s in sectors}, {}), ()
    if told.lever in ("import_ban", "export_ban"):
        return (_barred(told, flow, sectors),), _scope_notes(told, where, flow)
    if told.lever == "tariff_exemption" or (told.value == 0 and told.previous_value is None):
        return _freed(told, flow, sectors, where)
    if _is_cut_of_ordinary(told, flow):
        return _cut(told, flow, sectors, where)
    points, hit = {}, {}
    for sector in sectors:
        points[sector], hit[sector] = _change(told, flow, sector, where)
    return _built("tariff", told, flow, points, hit), _scope_notes(told, where, flow)


def _change(told: Measure, flow: Flow, sector: str, where: Products) -> tuple[float, float]:
    """Return by how many points the duty of a sector changes, and the share of imports that it touches."""
    rate = float(told.value or 0.0)
    if told.status_norm == "ended":
        rate, told = 0.0, replace(told, previous_value=told.previous_value or told.value)
    known = flow.rates(sector)
    if where.whole:
        before = (
            told.previous_value
            if told.previous_value is not None
            else 0.0
            if told.additional
            else flow.headline
        )
        share = known.hit_share if known is not None and flow.headline else 1.0
        return rate - before, share
    special, paying = flow.special(sector)
    before = told.previous_value if told.previous_value is not None else 0.0 if told.additional else special
    shares = goods.shares(flow.importer, flow.exporter, where.hs) or {}
    return rate - before, min(1.0, shares.get(sector, 1.0)) or paying or 1.0


def _built(
    kind: str, told: Measure, flow: Flow, points: Mapping[str, float], hit: Mapping[str, float]
) -> tuple[Policy, ...]:
    if not any(points.values()):
        return ()
    shares = {sector: share for sector, share in hit.items() if share < 1.0}
    held = {
        "kind": kind,
        "importers": flow.importer,
        "exporters": flow.exporter,
        "rate": dict(points),
        "status": "announced",
        "source": f"the report: {told.evidence.text[:200]}",
        **({"share_hit": shares} if shares else {}),
    }
    return (Policy.model_validate(held),)


def _barred(told: Measure, flow: Flow, sectors: tuple[str, ...]) -> Policy:
    return Policy.model_validate(
        {
            "kind": "embargo",
            "importers": flow.importer,
            "exporters": flow.exporter,
            "sectors": sectors,
            "status": "announced",
            "source": f"the report: {told.evidence.text[:200]}",
        }
    )


def _freed(
    told: Measure, flow: Flow, sectors: tuple[str, ...], where: Products
) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """Return goods let off: of the added duties where the book knows them, else of every tariff."""
    if flow.stack is not None:
        added = {s: (r.addon_pct + r.preempting_pct) for s in sectors if (r := flow.rates(s)) is not None}
        note = "The exemption takes away the duties added since 2025; the ordinary tariff stays."
        shares = goods.shares(flow.importer, flow.exporter, where.hs) if not where.whole else None
        points = {s: -v * (1.0 if shares is None else shares.get(s, 0.0)) for s, v in added.items()}
        return _built("tariff", told, flow, points, {}), (note, *_scope_notes(told, where, flow))
    free = {
        "kind": "tariff",
        "importers": flow.importer,
        "exporters": flow.exporter,
        "sectors": sectors,
        "rate": 0.0,
        "mode": "level",
        "status": "announced",
        "source": f"the report: {told.evidence.text[:200]}",
    }
    return (Policy.model_validate(free),), (
        "Where duties fall away, the tariff is set to nought.",
        *_scope_notes(told, where, flow),
    )


def _is_cut_of_ordinary(told: Measure, flow: Flow) -> bool:
    """Whether a lower rate than before is a cut of the ordinary tariff, which the baseline holds already."""
    before, now = told.previous_value, told.value
    return bool(flow.stack is None and before and now is not None and now < before and not told.additional)


def _cut(
    told: Measure, flow: Flow, sectors: tuple[str, ...], where: Products
) -> tuple[tuple[Policy, ...], tuple[str, ...]]:
    """Return a cut of the ordinary tariff in the proportion of the rates told."""
    gone = 1.0 - float(told.value or 0.0) / float(told.previous_value or 1.0)
    cut = {
        "kind": "tariff",
        "importers": flow.importer,
        "exporters": flow.exporter,
        "sectors": sectors,
        "rate": 0.0,
        "mode": "level",
        "share_hit": gone,
        "status": "announced",
        "source": f"the report: {told.evidence.text[:200]}",
    }
    note = (
        f"The ordinary tariff of the model falls in the proportion of {told.previous_value:g} to "
        f"{told.value:g} percent, for Accord's book has no rates of these products by themselves."
    )
    return (Policy.model_validate(cut),), (note, *_scope_notes(told, where, flow))


def _scope_notes(told: Measure, where: Products, flow: Flow) -> tuple[str, ...]:
    """Return what is assumed of the products that a rate falls on."""
    said = []
    if where.whole:
        if flow.stack is None:
            said.append(
                "All goods pay, none is exempt: Accord's book has no list of exemptions for this pair."
            )
    elif goods.shares(flow.importer, flow.exporter, where.hs) is None:
        names = join(sector_name(code).lower() for code in where.sectors)
        said.append(
            f"{join(told.goods) or told.product_scope} stand for the whole of {names}, which is wider: an upper bound."
        )
    if where.unknown:
        said.append(f"Left out, for no table knows them: {join(where.unknown)}.")
    return tuple(said)


def parties(words: tuple[str, ...]) -> Parties:
    """Return economies and groups of a report as parties of a scenario; ``world`` is everybody."""
    return Parties(of=tuple("all" if code == "world" else side(code) for code in words))
