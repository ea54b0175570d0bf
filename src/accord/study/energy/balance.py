"""The discount at which a duty costs as much as the stop it asks for, and what the duty costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from accord.core.codes import economy_name, the
from accord.core.errors import InputError
from accord.energy import tables
from accord.energy.answers.numbers import MODEL, Number
from accord.energy.answers.oil import Asked, central_terms, chosen_sets
from accord.energy.indifference import LARGEST_DISCOUNT, Known, break_even, break_evens
from accord.energy.market import CrudeBase, Elasticities
from accord.energy.rows import Observation
from accord.energy.stop import Terms, stop_costs
from accord.study.run import horizon_name, run, years_of

STRANDED = (0.0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.7)
LONG, SHORT, TEN = "long run", "1 year", "10 years"
RULE_POINTS, RULE_PP = 25.0, 0.3
RULE = (
    "Goldman Sachs (August 2025): a duty of 25 points takes 0.3 points off GDP, 50 points take 0.6 "
    "(exposure times 0.7)"
)
RULE_GDP, RULE_GDP_SOURCE = 4187.0, "GDP of 2025, USD bn, IMF World Economic Outlook April 2025"


@dataclass(frozen=True)
class DutyCost:
    """What a duty costs its payer, USD bn a year, by one method: a horizon of the trade model or a rule."""

    method: str
    usd_bn: float
    basis: str
    year: str
    source: str = MODEL

    def number(self) -> Number:
        """Return it as a number."""
        return Number(self.usd_bn, "USD bn a year", self.year, self.source, self.basis, "computed", "M")


@dataclass(frozen=True)
class GridCell:
    """Break-even discount at a stranded share for one duty cost; None: the stop is dearer at any discount."""

    stranded: float
    method: str
    duty: float
    usd_bbl: float | None


@dataclass(frozen=True)
class BreakEven:
    """Where the stop and the duty cost the same.

    asked      the duty cost that the headline weighs (the asked horizon's)
    usd_bbl    break-even discount at the asked stranded share; None: no discount
    alone      the same with nothing stranded
    observed   dated discounts, USD a barrel (negative: a premium)
    """

    buyer: str
    supplier: str
    year: int
    stranded: float
    costs: tuple[DutyCost, ...]
    asked: DutyCost
    usd_bbl: float | None
    alone: float | None
    grid: tuple[GridCell, ...]
    observed: tuple[Observation, ...]
    stop_cost: float
    discount: float
    verdict: str


def model_cost(
    payer: str, duty: str, without: str, horizon: str, elasticity_set: str | None = None
) -> DutyCost:
    """Return what a payer loses by one scenario against another: real income, USD bn a year."""
    name = horizon_name(years_of(horizon))
    pct, income, world = _difference(payer, duty, without, name, elasticity_set)
    basis = (
        f"real income of {economy_name(payer)} under {without} less {duty}, {name}: {pct:.3f} % of "
        f"{income:,.0f} bn USD ({world})"
    )
    return DutyCost(name, pct / 100 * income, basis, world.rsplit("-", 1)[-1])


@lru_cache(maxsize=32)
def _difference(
    payer: str, duty: str, without: str, horizon: str, elasticity_set: str | None
) -> tuple[float, float, str]:
    """Return the difference of real income in per cent, baseline income in USD bn, and the world's id."""
    worse = run(duty, elasticity_set=elasticity_set, horizon=horizon)
    better = run(without, elasticity_set=elasticity_set, horizon=horizon)
    if payer not in worse.world.economies:
        raise InputError(f"duty: {economy_name(payer)} is not an economy of {worse.world.id}")
    at = worse.world.economies.index(payer)
    pct = float(better.result.welfare_pct[at] - worse.result.welfare_pct[at])
    return pct, float(worse.result.baseline.income[at]) / 1000, worse.world.id


def rule_cost(payer: str, points: float = RULE_POINTS) -> DutyCost | None:
    """Return the demand rule's cost of a duty of ``points`` for India; None for others."""
    if payer != "IND":
        return None
    usd_bn = RULE_PP / 100 * points / RULE_POINTS * RULE_GDP
    return DutyCost(
        "rule", usd_bn, f"{RULE}, times {RULE_GDP:,.0f} bn ({RULE_GDP_SOURCE})", "2025", "policy-facts"
    )


def horizons_with(horizon: str | None) -> tuple[str, ...]:
    """Return the horizons at which a duty is costed, the asked one first."""
    return tuple(dict.fromkeys(horizon_name(years_of(word)) for word in (horizon, LONG, SHORT, TEN)))


def duty_costs(
    payer: str, duty: str, without: str, horizons: Sequence[str] = (LONG, SHORT, TEN)
) -> tuple[DutyCost, ...]:
    """Return the duty's cost at each horizon, and by the demand rule where there is one."""
    found = [model_cost(payer, duty, without, horizon) for horizon in horizons]
    rule = rule_cost(payer)
    return (*found, rule) if rule else tuple(found)


def costs_at(
    base: CrudeBase, asked: Asked, sets: Sequence[Elasticities], points: Sequence[tuple[float, float]]
) -> list[float]:
    """Return the cost of the stop at stranded shares and discounts, mean over the sets, USD bn a year."""
    terms = central_terms(asked)
    posed = [
        (replace(terms, stranded=stranded, discount=discount), one)
        for stranded, discount in points
        for one in sets
    ]
    if not posed:
        return []
    costs = stop_costs(base, asked.buyer, asked.supplier, posed, tables.spare_holders())[:, 0]
    return [float(mean) for mean in costs.reshape(len(points), len(sets)).mean(axis=1)]


def find_break_even(
    asked: Asked, costs: Sequence[DutyCost], horizon: str | None = None, strandeds: Sequence[float] = STRANDED
) -> BreakEven:
    """Return the break-even discount of each duty cost over stranded shares, and the verdict."""
    if not costs:
        raise InputError("break-even: needs the cost of a duty")
    base, sets = tables.load_crude(asked.year, asked.price), chosen_sets(asked.elasticities)
    terms = central_terms(asked)
    name = horizon_name(years_of(horizon)) if horizon else costs[0].method
    weighed = next((one for one in costs if one.method == name), costs[0])
    grid, known = _grid(replace(asked, discount=None, stranded=None), tuple(costs), tuple(strandeds))

    def level_at(stranded: float) -> float | None:
        seen = dict(known.get(stranded, {}))
        return break_even(
            weighed.usd_bn, lambda discount: costs_at(base, asked, sets, [(stranded, discount)])[0], seen
        )

    level, alone = level_at(terms.stranded), level_at(0.0)
    now = costs_at(base, asked, sets, [(terms.stranded, terms.discount)])[0]
    observed = tables.observations("Urals discount delivered India") if asked.supplier == "RUS" else ()
    return BreakEven(
        asked.buyer,
        asked.supplier,
        asked.year,
        terms.stranded,
        tuple(costs),
        weighed,
        level,
        alone,
        grid,
        observed,
        now,
        terms.discount,
        verdict(asked, weighed, (level, alone), now, terms),
    )


@lru_cache(maxsize=16)
def _grid(
    asked: Asked, costs: tuple[DutyCost, ...], strandeds: tuple[float, ...]
) -> tuple[tuple[GridCell, ...], dict[float, Known]]:
    """Return the break-even of each duty cost at each stranded share, and what the stop costs by both; kept.

    Discount and stranded share of ``asked`` do not move it.
    """
    base, sets = tables.load_crude(asked.year, asked.price), chosen_sets(asked.elasticities)
    known: dict[float, Known] = {share: {} for share in strandeds}
    duties = dict.fromkeys(strandeds, tuple(duty.usd_bn for duty in costs))
    level = break_evens(duties, lambda points: costs_at(base, asked, sets, points), known)
    cells = tuple(
        GridCell(share, duty.method, duty.usd_bn, level[share, duty.usd_bn])
        for share in strandeds
        for duty in costs
    )
    return cells, known


def verdict(
    asked: Asked, duty: DutyCost, levels: tuple[float | None, float | None], stop_cost: float, terms: Terms
) -> str:
    """Return in words which of the two is cheaper, and at which discount they are equal.

    ``levels`` are the break-even discounts at the asked stranded share and at none.
    """
    who, whose = the(asked.buyer), the(asked.supplier)
    cheaper = "going on buying" if stop_cost > duty.usd_bn else "stopping"
    first = (
        f"Stopping oil from {whose} costs {who} {stop_cost:.1f} bn USD a year at a discount of "
        f"{terms.discount:g} "
        f"USD a barrel, the duty {duty.usd_bn:.1f} ({duty.method}): {cheaper} is cheaper."
    )
    share = f"with {100 * terms.stranded:.0f} % of the barrels stranded"
    return f"{first} They are equal {_equal(levels[0])} {share}, {_equal(levels[1])} with none."


def _equal(level: float | None) -> str:
    if level is None:
        return "at no discount"
    return "beyond 40 USD" if level >= LARGEST_DISCOUNT else f"at a discount of {level:.1f} USD"
