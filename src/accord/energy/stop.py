"""What it costs a buyer to stop buying from a seller, who supplies instead, and who gains.

The share of the seller's barrels that find no other buyer ("stranded") decides the answer and has no direct
estimate: it is shown over its range. Baseline prices are one price for all; the discount enters through the
value of access, which at fixed prices makes the loss equal to discount times volume:

    access_value = -sigma ln(1 - s) Q        sigma = discount s / -ln(1 - s)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.energy.market import DAYS, Certificate, Change, Cleared, CrudeBase, Elasticities, Posed, clear_all

LARGEST = 100.0
"""Largest discount (USD a barrel) and spare output (mb/d) that may be told."""
SMALLEST_VOLUME = 1e-3
"""mb/d below which a seller counts as one without sales to the buyer."""
SMALLEST_SIGMA = 1e-3
"""USD a barrel: what stands for perfect substitution where the discount is 0."""


@dataclass(frozen=True)
class Replacement:
    """Barrels of an origin, or to a buyer, that the stop moves, mb/d, and their share of all that moved."""

    economy: str
    mbd: float
    share: float


@dataclass(frozen=True)
class Stop:
    """A buyer without a seller.

    cost                   what the buyer loses as a buyer and as a producer, USD bn a year, positive
    price                  change of the world price, USD a barrel
    discount_change        how much the seller's price falls against the buyers' mean, USD a barrel
    by_group               change of surplus and rent of each group, USD bn a year
    replacements, goes_to  who supplies the buyer instead; who takes the seller's barrels
    """

    buyer: str
    supplier: str
    cost: float
    price: float
    discount_change: float
    volume: float
    stranded_mbd: float
    by_group: dict[str, float]
    replacements: tuple[Replacement, ...]
    goes_to: tuple[Replacement, ...]
    certificate: Certificate


@dataclass(frozen=True)
class Terms:
    """How a stop is put: discount in USD a barrel, stranded share, spare output in mb/d that may answer.

    ``floor`` is the price at which the seller shuts in (0: never), ``avoided`` what a barrel not produced
    saves.
    ``all_buyers``: everyone but the seller itself stops, so all that it exports is stranded. Where the
    seller's
    other buyers take less than the buyer does, what they could not double is stranded whatever the share
    told.
    """

    discount: float = 3.0
    stranded: float = 0.2
    spare: float = 0.0
    floor: float = 0.0
    avoided: float = 19.0
    all_buyers: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.stranded <= 1:
            raise InputError(f"stranded: must be a share from 0 to 1, not {self.stranded:g}")
        if not 0 <= self.discount <= LARGEST:
            raise InputError(f"discount: must be from 0 to {LARGEST:g} USD a barrel, not {self.discount:g}")
        if not 0 <= self.spare <= LARGEST:
            raise InputError(f"spare: must be from 0 to {LARGEST:g} mb/d, not {self.spare:g}")


def access_value(share: float, quantity: float, sigma: float) -> float:
    """Return what access to a seller is worth at fixed prices, USD bn a year; quantity in mb/d."""
    return -sigma * float(np.log1p(-share)) * quantity * DAYS / 1000


def sigma_from_discount(discount: float, share: float) -> float:
    """Return the sigma, USD a barrel, at which access at fixed prices is worth discount times volume."""
    if discount < 0:
        raise InputError(f"discount: must not be negative, not {discount:g}")
    if not 0 < share < 1:
        raise InputError(f"share: must be between 0 and 1, not {share:g}")
    return max(discount * share / -float(np.log1p(-share)), SMALLEST_SIGMA)


def stop(
    base: CrudeBase,
    buyer: str,
    supplier: str,
    terms: Terms,
    elasticities: Elasticities,
    groups: Mapping[str, Sequence[str]] | None = None,
    spare_holders: Mapping[str, float] | None = None,
) -> Stop:
    """Return what a stop does. ``groups`` name economies together; ``spare_holders`` could add output.

    Raises InputError for an economy or a share that does not fit, SolveError where the market does not clear.
    """
    at, to = _pair(base, buyer, supplier)
    posed, stranded = _posed(base, at, to, terms, elasticities, spare_holders or {})
    result = clear_all(base, [posed])[0]
    return _described(base, result, at, to, stranded, groups or {})


def stop_costs(
    base: CrudeBase,
    buyer: str,
    supplier: str,
    asked: Sequence[tuple[Terms, Elasticities]],
    spare_holders: Mapping[str, float] | None = None,
) -> Array:
    """Return what stops cost the buyer, USD bn a year, and the change of the world price ``[stop, 2]``.

    That is :func:`stop` in short, at many terms and elasticities at once.
    """
    at, to = _pair(base, buyer, supplier)
    posed = [_posed(base, at, to, terms, one, spare_holders or {})[0] for terms, one in asked]
    own = base.origins.index(buyer) if buyer in base.origins else None
    found = []
    for result in clear_all(base, posed):
        gain = result.consumer[to] + result.rent[to]
        if own is not None:
            gain = gain + result.producer[own]
        found.append((-float(gain), result.world_price))
    return np.array(found)


def _pair(base: CrudeBase, buyer: str, supplier: str) -> tuple[int, int]:
    """Return row and column of a pair that trades; raise InputError for any other."""
    at, to = base.origin(supplier), base.buyer(buyer)
    if supplier == buyer:
        raise InputError(f"supplier: {economy_name(buyer)} cannot stop buying from itself")
    if base.flow[at, to] < SMALLEST_VOLUME:
        names = economy_name(supplier), economy_name(buyer)
        raise InputError(f"supplier: {names[0]} sold no crude oil to {names[1]} in {base.year}")
    return at, to


def _posed(
    base: CrudeBase,
    at: int,
    to: int,
    terms: Terms,
    elasticities: Elasticities,
    spare_holders: Mapping[str, float],
) -> tuple[Posed, float]:
    """Return the market without the pair, to be cleared, and the barrels stranded, mb/d."""
    column = base.flow[:, to]
    sigma = sigma_from_discount(terms.discount, float(column[at] / column.sum()))
    ban, stranded = _banned(base, at, to, terms)
    change = Change(
        ban=ban,
        supply=_factor(base, at, stranded),
        spare=spare_by_origin(base, min(terms.spare, stranded), spare_holders),
        floor=np.where(np.arange(len(base.origins)) == at, terms.floor, 0.0),
        avoided=terms.avoided,
    )
    return (elasticities, sigma, change), stranded


def _banned(base: CrudeBase, at: int, to: int, terms: Terms) -> tuple[np.ndarray, float]:
    """Return who may not buy [o, b], and the barrels stranded, mb/d."""
    ban = np.zeros(base.flow.shape, bool)
    if terms.all_buyers:
        ban[at] = ~base.own()[at]
        return ban, float(base.flow[at][ban[at]].sum())
    ban[at, to] = True
    volume = float(base.flow[at, to])
    return ban, max(terms.stranded * volume, volume - outlets(base, at, to))


def outlets(base: CrudeBase, at: int, to: int) -> float:
    """Return what the seller's other buyers take now, mb/d: they may take as much again (assumption)."""
    return float(base.flow[at][~base.own()[at]].sum() - base.flow[at, to])


def _factor(base: CrudeBase, at: int, stranded: float) -> Array:
    factor = np.ones(len(base.origins))
    factor[at] = 1 - stranded / base.flow[at].sum()
    return factor


def spare_by_origin(base: CrudeBase, amount: float, holders: Mapping[str, float]) -> Array:
    """Return added output [o], mb/d: ``amount`` shared among holders in proportion to what each has."""
    added = np.zeros(len(base.origins))
    held = {code: value for code, value in holders.items() if code in base.origins}
    if amount > 0 and not held:
        raise InputError("spare: nobody is named who has spare output")
    for code, value in held.items():
        added[base.origins.index(code)] = amount * value / sum(held.values())
    return added


def surplus(base: CrudeBase, result: Cleared) -> dict[str, float]:
    """Return each economy's change of surplus as buyer and as producer, and its rent, USD bn a year."""
    total: dict[str, float] = {}
    for code, value in zip(base.buyers, result.consumer + result.rent, strict=True):
        total[code] = total.get(code, 0.0) + float(value)
    for code, value in zip(base.origins, result.producer, strict=True):
        total[code] = total.get(code, 0.0) + float(value)
    return total


def grouped(by_economy: Mapping[str, float], groups: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return sums over groups; economies in none of them are ``others``. Groups must not overlap."""
    sums = {name: sum(by_economy.get(code, 0.0) for code in codes) for name, codes in groups.items()}
    inside = {code for codes in groups.values() for code in codes}
    others = sum(value for code, value in by_economy.items() if code not in inside)
    return {**sums, "others": others}


def _described(
    base: CrudeBase,
    result: Cleared,
    at: int,
    to: int,
    stranded: float,
    groups: Mapping[str, Sequence[str]],
) -> Stop:
    by_economy = surplus(base, result)
    rivals = np.arange(len(base.origins)) != at
    mean_rivals = float(result.dprice[rivals] @ result.supply[rivals] / result.supply[rivals].sum())
    change = result.flow - base.flow
    return Stop(
        base.buyers[to],
        base.origins[at],
        -by_economy[base.buyers[to]],
        result.world_price,
        mean_rivals - float(result.dprice[at]),
        float(base.flow[at, to]),
        stranded,
        grouped(by_economy, groups) if groups else by_economy,
        moves(base.origins, change[:, to]),
        moves(base.buyers, change[at]),
        result.certificate,
    )


def moves(codes: Sequence[str], change: Array) -> tuple[Replacement, ...]:
    """Return the increases, the largest first, with their shares of all increases."""
    rises = {code: float(value) for code, value in zip(codes, change, strict=True) if value > 1e-9}
    total = sum(rises.values())
    ordered = sorted(rises.items(), key=lambda item: -item[1])
    return tuple(Replacement(code, value, value / total) for code, value in ordered)
