"""The discount at which a duty costs as much as the stop it asks for, and which of the two is cheaper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import lru_cache

from accord.core.codec import Document, finite
from accord.core.codes import the
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.numbers import MODEL, Number, figures
from accord.energy.answers.oil import Asked, central_terms, chosen_sets
from accord.energy.indifference import LARGEST_DISCOUNT, Known, break_even, break_evens
from accord.energy.market import CrudeBase, Elasticities
from accord.energy.rows import Observation
from accord.energy.stop import Terms, stop_costs

STRANDED = (0.0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.7)
METHOD = {"long run": "long", "1 year": "short", "10 years": "ten_years", "rule": "rule"}
"""What a method is called in a document."""


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

    asked      the duty cost that the headline weighs, the first
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

    def document(self) -> Document:
        """Return a break-even."""
        duties = {METHOD.get(one.method, one.method): one for one in self.costs}
        return {
            "buyer": self.buyer,
            "supplier": self.supplier,
            "duty_cost_usd_bn": {name: one.usd_bn for name, one in duties.items()},
            "stranded": self.stranded,
            "stop_cost_usd_bn": self.stop_cost,
            "break_even_usd_bbl": finite(self.usd_bbl),
            "break_even_usd_bbl_none_stranded": finite(self.alone),
            "grid": [
                {"stranded": cell.stranded, "duty": METHOD.get(cell.method, cell.method),
                 "usd_bbl": finite(cell.usd_bbl),
                 "any_discount": cell.usd_bbl is not None and cell.usd_bbl >= LARGEST_DISCOUNT}
                for cell in self.grid
            ],
            "observed_discount": [asdict(one) for one in self.observed],
            "verdict": self.verdict,
            "figures": figures({f"duty_{name}": one.number() for name, one in duties.items()}),
            "status": "converged",
        }  # fmt: skip


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
    asked: Asked, costs: Sequence[DutyCost], strandeds: Sequence[float] = STRANDED
) -> BreakEven:
    """Return the break-even discount of each duty cost over stranded shares, and the verdict, which weighs the first."""
    if not costs:
        raise InputError("break-even: needs the cost of a duty")
    base, sets = tables.load_crude(asked.year, asked.price), chosen_sets(asked.elasticities)
    terms = central_terms(asked)
    weighed = costs[0]
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
