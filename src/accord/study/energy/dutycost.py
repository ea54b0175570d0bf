"""What a duty costs who pays it, by the trade model at a horizon and by a rule of thumb."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.energy.answers.balance import DutyCost
from accord.study.run import run
from accord.world.horizon import horizon_name, years_of

LONG, SHORT, TEN = "long run", "1 year", "10 years"
RULE_POINTS, RULE_PP = 25.0, 0.3
RULE = (
    "Goldman Sachs (August 2025): a duty of 25 points takes 0.3 points off GDP, 50 points take 0.6 "
    "(exposure times 0.7)"
)
RULE_GDP, RULE_GDP_SOURCE = 4187.0, "GDP of 2025, USD bn, IMF World Economic Outlook April 2025"


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
