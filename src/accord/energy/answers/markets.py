"""The crude market under one change: a price cap, a risk cost on a seller, a closed strait, more or less output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.numbers import Number, computed, grounds
from accord.energy.answers.oil import BASIS, LIFTING_COST, RUSSIAN_FLOOR, chosen_sets, mean, sources
from accord.energy.market import Certificate, Change, CrudeBase, Elasticities, clear
from accord.energy.stop import grouped, sigma_from_discount, surplus

HORMUZ = {"IRQ": 1.0, "KWT": 1.0, "QAT": 1.0, "IRN": 1.0, "SAU": 0.7, "ARE": 0.5}
"""Share of each seller's exports that passes Hormuz: pipelines to the Red Sea and Fujairah carry the rest
(assumption)."""
OPEC_PLUS = ("SAU", "RUS", "IRQ", "ARE", "KWT", "KAZ", "DZA", "OMN")
"""The eight members of OPEC+ that cut on their own account from 2023 and raise together since April 2025."""
MOST_CHANGED = 0.5
"""Share of their output beyond which a change is not looked at."""


@dataclass(frozen=True)
class MarketAnswer:
    """The market under one change: a cap, a risk cost on a seller, a closed strait.

    price, seller_price  change of the world's and of the seller's price, USD a barrel
    seller_loss          what the seller loses as a producer, USD mn a day
    flows                mb/d from the seller to each large buyer: before and after
    """

    seller: str
    what: str
    year: int
    price: float
    seller_price: float
    seller_loss: float
    groups: dict[str, float]
    rent: float
    flows: tuple[tuple[str, float, float], ...]
    certificate: Certificate
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key, each with unit, year, source and confidence."""
        number = computed(str(self.year), f"{BASIS}; {self.what}")
        found = {
            "price": number(self.price, "USD/bbl"),
            "seller_price": number(self.seller_price, "USD/bbl"),
            "seller_loss": number(self.seller_loss, "USD mn a day"),
            "rent": number(self.rent, "USD bn a year"),
        }
        found |= {f"group_{name}": number(value, "USD bn a year") for name, value in self.groups.items()}
        return found | {f"to_{code}": number(after, "mb/d") for code, _, after in self.flows}

    def document(self) -> Document:
        """Return a market under one change."""
        return {
            "seller": self.seller,
            "what": self.what,
            "year": self.year,
            "price_usd_bbl": self.price,
            "seller_price_usd_bbl": self.seller_price,
            "seller_loss_usd_mn_day": self.seller_loss,
            "rent_usd_bn": self.rent,
            "groups": self.groups,
            "flows": [
                {"buyer": code, "mbd_before": first, "mbd_after": last} for code, first, last in self.flows
            ],
            "certificate": asdict(self.certificate),
            "status": "converged",
            **grounds(self),
        }


@dataclass(frozen=True, eq=False)
class Event:
    """A change put to the market: of whose sales, what in words, and what an answer then rests on."""

    base: CrudeBase
    sets: tuple[Elasticities, ...]
    seller: str
    what: str
    change: Change
    noted: str


def answer(event: Event, table: Mapping[str, Sequence[str]]) -> MarketAnswer:
    """Return the market under a change, mean over the sets; ``table`` names the groups shown and their members."""
    base, seller = event.base, event.seller
    at = base.origin(seller)
    results = [clear(base, one, _sigma(base), event.change) for one in event.sets]
    by_set = [grouped(surplus(base, one), table) for one in results]
    after = np.mean([one.flow[at] for one in results], axis=0)
    largest = np.argsort(-base.flow[at])[:8]
    flows = tuple(
        (base.buyers[b], float(base.flow[at, b]), float(after[b])) for b in largest if base.flow[at, b] > 0.01
    )
    return MarketAnswer(
        seller,
        event.what,
        base.year,
        mean([one.world_price for one in results]),
        mean([float(one.received[at]) for one in results]),
        -mean([float(one.producer[at]) for one in results]) * 1000 / 365,
        {name: mean([sums[name] for sums in by_set]) for name in by_set[0]},
        mean([float(one.rent.sum()) for one in results]),
        flows,
        Certificate(
            *(max(getattr(one.certificate, key) for one in results) for key in ("residual", "adding_up"))
        ),
        (*base.assumed, event.noted),
        sources(event.sets),
    )


def _sigma(base: CrudeBase) -> float:
    """Return the sigma that the central discount of Indian refiners on Russian oil implies."""
    discount = tables.parameter("discount_quality_adjusted").central
    column = base.flow[:, base.buyer("IND")]
    return sigma_from_discount(discount, float(column[base.origin("RUS")] / column.sum()))


def price_cap(
    cap: float,
    seller: str = "RUS",
    year: int = tables.OBSERVED_YEAR,
    elasticities: str | None = None,
    price: float | None = None,
) -> Event:
    """Return the change that a seller may receive at most ``cap`` USD a barrel on all its sales."""
    if not cap > 0:
        raise InputError(f"cap: must be above 0, not {cap:g}")
    base = tables.load_crude(year, price)
    capped = np.arange(len(base.origins)) == base.origin(seller)
    floor = tables.parameter(RUSSIAN_FLOOR).central if seller == "RUS" else 0.0
    change = Change(
        cap=np.where(capped, cap, np.inf), floor=np.where(capped, floor, 0.0), avoided=LIFTING_COST
    )
    noted = "the cap is kept on every sale, at home too: an upper end"
    return Event(base, chosen_sets(elasticities), seller, f"cap of {cap:g} USD/bbl", change, noted)


def sanction(
    seller: str,
    cost: float,
    buyers: Sequence[str] | None = None,
    year: int = tables.OBSERVED_YEAR,
    elasticities: str | None = None,
) -> Event:
    """Return the change that buying from a seller carries a risk cost, USD a barrel, for all or some."""
    if not 0 <= cost <= 100:
        raise InputError(f"risk cost: must be from 0 to 100 USD a barrel, not {cost:g}")
    base, sets = tables.load_crude(year), chosen_sets(elasticities)
    at = base.origin(seller)
    added = np.zeros_like(base.flow)
    for code in buyers or [code for code in base.buyers if code != seller]:
        added[at, base.buyer(code)] = cost
    noted = "the risk cost is paid by buyers and received by nobody"
    change = Change(cost=added, avoided=LIFTING_COST)
    return Event(base, sets, seller, f"risk cost of {cost:g} USD/bbl", change, noted)


def strait(
    loss: float, spare: float = 0.0, year: int = tables.OBSERVED_YEAR, elasticities: str | None = None
) -> Event:
    """Return the change that ``loss`` mb/d that passes Hormuz does not come; spare is stocks elsewhere."""
    base, sets = tables.load_crude(year), chosen_sets(elasticities)
    foreign = np.where(base.own(), 0.0, base.flow).sum(axis=1)
    passing = np.array([HORMUZ.get(code, 0.0) for code in base.origins]) * foreign
    if not 0 <= loss <= passing.sum():
        raise InputError(
            f"loss: Hormuz carries {passing.sum():.1f} mb/d in {year}, so from 0 to that, not {loss:g}"
        )
    factor = 1 - loss * passing / passing.sum() / base.flow.sum(axis=1)
    added = np.where(np.array(base.origins) == "USA", spare, 0.0)
    change = Change(supply=factor, spare=added, avoided=LIFTING_COST)
    noted = "the loss is shared in proportion to what passes the strait; stocks count as American output"
    return Event(base, sets, "SAU", f"{loss:g} mb/d lost at Hormuz", change, noted)


def output(change: float, year: int = tables.OBSERVED_YEAR, elasticities: str | None = None) -> Event:
    """Return the change that the eight of OPEC+ bring ``change`` mb/d more (less where negative) at old prices."""
    base, sets = tables.load_crude(year), chosen_sets(elasticities)
    members = np.isin(base.origins, OPEC_PLUS)
    whole = float(base.flow[members].sum())
    if not abs(change) <= MOST_CHANGED * whole:
        most = MOST_CHANGED * whole
        raise InputError(f"output: a change must be within {most:.1f} mb/d either way, not {change:g}")
    more = Change(supply=np.where(members, 1 + change / whole, 1.0), avoided=LIFTING_COST)
    noted = "the change is shared among the eight members in proportion to their output, and all of it comes"
    return Event(base, sets, "SAU", f"{change:+g} mb/d of output", more, noted)
