"""What a loss does to the price, where it bites and elsewhere, from published elasticities.

With constant elasticities a loss of a share g of a market's supply moves the price by

    P / P0 = (1 - g) ** (-1 / (demand elasticity + supply elasticity))

so that the lowest price comes from the highest elasticities and the highest from the lowest. A stop to named
customers leaves two markets: theirs, with g what they lack after rerouting; and everyone else's, with g what
is lacking there less what the supplier is left with, which as a rule is below zero.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.frozen import dataclass
from accord.supply.chain import Elasticity
from accord.supply.disruption import Cut, StageOutcome

ALL_GONE = 0.9
"""From this loss on constant elasticities say nothing, and no price is given."""


@dataclass(frozen=True)
class PriceRange:
    """Price after over price before; ``loss`` is the lost share of the market, central case.

    ``high`` is None where at the least diversion nearly everything is lost.
    """

    loss: float
    low: float
    central: float
    high: float | None
    source: str


def price_ratio(loss: float, elasticity: float) -> float:
    """Return the price ratio for a lost share of supply and the sum of both elasticities."""
    return float((1.0 - loss) ** (-1.0 / elasticity))


def price_range(losses: Sequence[float], elasticity: Elasticity) -> PriceRange | None:
    """Return the price over a range of losses and elasticities; the middle loss is central.

    None when nearly everything is lost.
    """
    loss = losses[len(losses) // 2]
    if loss >= ALL_GONE:
        return None
    low, central, high = (sum(pair) for pair in zip(elasticity.demand, elasticity.supply, strict=True))
    known = [price_ratio(one, total) for one in losses if one < ALL_GONE for total in (low, high)]
    return PriceRange(
        loss,
        low=min(known),
        central=price_ratio(loss, central),
        high=max(known) if max(losses) < ALL_GONE else None,
        source=elasticity.source,
    )


def market_prices(
    spread: Sequence[StageOutcome], event: Cut, elasticity: Elasticity
) -> tuple[PriceRange | None, PriceRange | None]:
    """Return the price where a cut bites and elsewhere, over a stage's outcomes by rising diversion.

    Elsewhere is None where nobody is left outside or the elasticities say nothing.
    """
    hit = _hit(spread, event)
    losses = [market_losses(outcome, hit) for outcome in spread]
    outside = [there for _, there in losses if there is not None]
    return (
        price_range([here for here, _ in losses], elasticity),
        price_range(outside, elasticity) if len(outside) == len(losses) else None,
    )


def market_losses(outcome: StageOutcome, hit: NDArray[np.bool_]) -> tuple[float, float | None]:
    """Return the lost share of the market of those ``hit`` [n], and of all other use (None without any)."""
    use = outcome.network.use
    inside, outside = float(use[hit].sum()), float(use[~hit].sum())
    here = float(outcome.rerouted_gap[hit].sum()) / inside if inside > 0 else 0.0
    left = float(outcome.rerouted_gap[~hit].sum()) - outcome.unsold
    return here, left / outside if outside > 0 else None


def _hit(spread: Sequence[StageOutcome], event: Cut) -> NDArray[np.bool_]:
    """Return who loses something [n], of the customers named, or of all where none is named."""
    loses: NDArray[np.bool_] = np.any([outcome.gap > 0 for outcome in spread], axis=0)
    if event.customers:
        loses &= np.array([code in event.customers for code in spread[0].network.economies])
    return loses
