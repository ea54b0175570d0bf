"""What stopping a seller's oil costs a buyer, with odds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np

from accord.core.codec import Document, finite
from accord.core.codes import economy_name, the
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy import tables
from accord.energy.answers.numbers import Number, Spread, computed, figures
from accord.energy.market import Certificate, CrudeBase, Elasticities
from accord.energy.stop import Replacement, Stop, Terms, outlets, stop, stop_costs

RUSSIAN_FLOOR, LIFTING_COST = "russian_shut_in_price", 19.0
DRAWS, SEED = 600, 7
ALMOST_ALL = 0.9
"""Share of what a buyer runs above which a seller has no rival on record."""
BASIS = "world crude market cleared by prices, logit by origin, constant elasticities (docs/energy.md)"


@dataclass(frozen=True)
class StopAnswer:
    """A stop with its odds.

    central     the stop at the central terms, mean over the sets of elasticities
    cost        USD bn a year, positive; price: change of the world price, USD a barrel
    groups      USD bn a year at the central terms, gain positive
    per_dollar  what each dollar the seller loses costs the buyer
    """

    buyer: str
    supplier: str
    year: int
    price: float
    terms: Terms
    sets: tuple[str, ...]
    cost: Spread
    world_price: Spread
    discount_change: float
    volume: float
    share: float
    groups: dict[str, float]
    replacements: tuple[Replacement, ...]
    goes_to: tuple[Replacement, ...]
    per_dollar: float
    certificate: Certificate
    drawn: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key, each with unit, year, source and confidence."""
        year = str(self.year)
        number = computed(year, BASIS)
        recorded = "BACI 2709, repaired; observed volumes in 2025"
        return {
            **self.cost.numbers("USD bn a year", year, BASIS, "L", "cost_"),
            **self.world_price.numbers("USD/bbl", year, BASIS, "L", "price_"),
            **{f"group_{name}": number(value, "USD bn a year") for name, value in self.groups.items()},
            "volume": Number(self.volume, "mb/d", year, "cepii-baci", recorded, "measured"),
            "share": Number(100 * self.share, "% of what it runs", year, "cepii-baci", recorded, "measured"),
            "per_dollar": number(self.per_dollar, "USD per USD"),
        }

    def document(self) -> Document:
        """Return a stop."""
        terms = self.terms
        return {
            "answer": seller_words(self),
            "buyer": self.buyer,
            "supplier": self.supplier,
            "assumptions": {
                "year": self.year,
                "price_usd_bbl": self.price,
                "discount_usd_bbl": terms.discount,
                "stranded": 1.0 if terms.all_buyers else terms.stranded,
                "spare_mbd": terms.spare,
                "all_buyers": terms.all_buyers,
                "elasticities": list(self.sets),
                "drawn": list(self.drawn),
                "notes": list(self.assumptions),
            },
            "volume_mbd": self.volume,
            "share_of_runs": self.share,
            "cost_usd_bn": asdict(self.cost),
            "price_usd_bbl": self.world_price.central,
            "price_pct": 100 * self.world_price.central / self.price,
            "price_spread_usd_bbl": asdict(self.world_price),
            "discount_change": self.discount_change,
            "replacements": _moves(self.replacements, "origin"),
            "goes_to": _moves(self.goes_to, "buyer"),
            "groups": self.groups,
            "cost_per_dollar_of_seller_loss": finite(self.per_dollar),
            "certificate": asdict(self.certificate),
            "status": "converged",
            "sources": list(self.sources),
            "figures": figures(self.numbers()),
        }


@dataclass(frozen=True)
class Asked:
    """A stop as asked: what is None is drawn over its range, and central where one value is meant."""

    buyer: str
    supplier: str
    year: int = tables.OBSERVED_YEAR
    discount: float | None = None
    stranded: float | None = None
    elasticities: str | None = None
    spare: float = 0.0
    all_buyers: bool = False
    price: float | None = None
    draws: int = DRAWS
    seed: int = SEED


def chosen_sets(name: str | None) -> tuple[Elasticities, ...]:
    """Return the set of a name, or all published ones."""
    return (tables.find_elasticities(name),) if name else tables.elasticity_sets()


def central_terms(asked: Asked) -> Terms:
    """Return the terms with what was not told at its central value; the floor is Russia's alone."""
    parameter = tables.parameter
    discount = parameter("discount_quality_adjusted").central if asked.discount is None else asked.discount
    stranded = parameter("stranded_share").central if asked.stranded is None else asked.stranded
    floor = parameter(RUSSIAN_FLOOR).central if asked.supplier == "RUS" else 0.0
    return Terms(discount, stranded, asked.spare, floor, LIFTING_COST, asked.all_buyers)


def oil_stop(asked: Asked, table: Mapping[str, Sequence[str]]) -> StopAnswer:
    """Return what it costs ``asked.buyer`` to stop buying from ``asked.supplier``, with odds.

    Draws vary what was not told: the set of elasticities (each published one equally likely), the discount and
    the stranded share (triangular over their ranges). ``table`` names the groups shown and their members. Raises
    InputError for what does not fit.
    """
    base = tables.load_crude(asked.year, asked.price)
    terms, sets = central_terms(asked), chosen_sets(asked.elasticities)
    holders = tables.spare_holders()
    central = [stop(base, asked.buyer, asked.supplier, terms, one, table, holders) for one in sets]
    return _answer(base, asked, terms, sets, central, *drawn_costs(base, asked, terms, sets))


def drawn_costs(
    base: CrudeBase, asked: Asked, terms: Terms, sets: Sequence[Elasticities]
) -> tuple[Array, Array]:
    """Return cost and change of the world price at drawn terms [draw]."""
    random = np.random.default_rng(asked.seed)
    discounts = _draw("discount_quality_adjusted", asked.discount, random, asked.draws)
    strandeds = _draw("stranded_share", asked.stranded, random, asked.draws)
    picks = random.integers(0, len(sets), asked.draws)
    posed = [
        (replace(terms, discount=float(discount), stranded=float(stranded)), sets[pick])
        for discount, stranded, pick in zip(discounts, strandeds, picks, strict=True)
    ]
    costs, prices = stop_costs(base, asked.buyer, asked.supplier, posed, tables.spare_holders()).T
    return costs, prices


def _draw(name: str, told: float | None, random: np.random.Generator, size: int) -> Array:
    if told is not None:
        return np.full(size, told)
    parameter = tables.parameter(name)
    return random.triangular(parameter.low, parameter.central, parameter.high, size)


def _answer(
    base: CrudeBase,
    asked: Asked,
    terms: Terms,
    sets: Sequence[Elasticities],
    central: Sequence[Stop],
    costs: Array,
    prices: Array,
) -> StopAnswer:
    by_group = {name: mean([one.by_group[name] for one in central]) for name in central[0].by_group}
    cost = mean([one.cost for one in central])
    loss = -by_group[asked.supplier]
    first = central[0]
    column = base.flow[:, base.buyer(asked.buyer)]
    return StopAnswer(
        asked.buyer,
        asked.supplier,
        asked.year,
        base.price,
        terms,
        tuple(one.name for one in sets),
        Spread.of(costs, cost),
        Spread.of(prices, mean([one.price for one in central])),
        mean([one.discount_change for one in central]),
        first.volume,
        first.volume / float(column.sum()),
        by_group,
        _mean_moves([one.replacements for one in central]),
        _mean_moves([one.goes_to for one in central]),
        cost / loss if loss > 0 else float("nan"),
        Certificate(
            max(one.certificate.residual for one in central),
            max(one.certificate.adding_up for one in central),
        ),
        _drawn_names(asked),
        assumptions(base, asked),
        sources(sets),
    )


def _drawn_names(asked: Asked) -> tuple[str, ...]:
    told = {
        "discount": asked.discount, "stranded": asked.stranded, "elasticities": asked.elasticities,
    }  # fmt: skip
    return tuple(name for name, value in told.items() if value is None)


def mean(values: Sequence[float]) -> float:
    """Return the mean as a number."""
    return float(np.mean(values))


def _mean_moves(lists: Sequence[Sequence[Replacement]]) -> tuple[Replacement, ...]:
    total: dict[str, float] = {}
    for moved in lists:
        for one in moved:
            total[one.economy] = total.get(one.economy, 0.0) + one.mbd / len(lists)
    everything = sum(total.values())
    ordered = sorted(total.items(), key=lambda item: -item[1])
    return tuple(Replacement(code, amount, amount / everything) for code, amount in ordered)


def assumptions(base: CrudeBase, asked: Asked) -> tuple[str, ...]:
    """Return, in sentences, what the answer assumes."""
    found = list(base.assumed)
    stranded = tables.parameter("stranded_share")
    if asked.stranded is None:
        found.append(
            f"the share of barrels that find no other buyer has no direct estimate: {stranded.low:g} to "
            f"{stranded.high:g} is drawn, {stranded.central:g} is central"
        )
    if asked.discount is None and (asked.buyer, asked.supplier) != ("IND", "RUS"):
        found.append("the discount is what Indian refiners had on Russian oil; for this pair it is assumed")
    found.append(f"a barrel not produced saves its seller {LIFTING_COST:g} USD")
    at, to = base.origin(asked.supplier), base.buyer(asked.buyer)
    if base.flow[at, to] > ALMOST_ALL * base.flow[:, to].sum():
        found.append(
            f"almost all that {the(asked.buyer)} runs comes from {the(asked.supplier)}: who would supply instead rests on "
            "the little that others sold, and the cost leaves out pipelines and ports"
        )
    beyond = 1 - outlets(base, at, to) / float(base.flow[at, to]) if base.flow[at, to] > 0 else 0.0
    if beyond > 0 and not asked.all_buyers:
        found.append(
            f"other buyers of {the(asked.supplier)} take at most as much again as now, so at least "
            f"{100 * min(beyond, 1.0):.0f} % is stranded"
        )
    if asked.all_buyers:
        found.append(f"everybody stops, so all that {the(asked.supplier)} exports is stranded")
    return tuple(found)


def sources(sets: Sequence[Elasticities]) -> tuple[str, ...]:
    """Return the sources of a market answer."""
    flows = "CEPII BACI 2709, repaired; Energy Institute (own use); EIA (Brent)"
    return (flows, *(f"{one.name}: {one.source}" for one in sets))


def seller_words(answer: StopAnswer) -> str:
    """Return the answer in one sentence."""
    cost = answer.cost
    return (
        f"Stopping oil from {the(answer.supplier)} costs {economy_name(answer.buyer)} about "
        f"{cost.central:.1f} bn USD a "
        f"year ({cost.p5:.1f} to {cost.p95:.1f})."
    )


def _moves(moved: Sequence[Replacement], who: str) -> list[Document]:
    return [{who: one.economy, "mbd": one.mbd, "share": one.share} for one in moved if one.share >= 0.001]
