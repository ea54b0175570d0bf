"""What a loss does to the price, from published elasticities.

With constant elasticities a loss of a share g of a market's supply moves the price by

    P / P0 = (1 - g) ** (-1 / (demand elasticity + supply elasticity))

so that the lowest price comes from the highest elasticities and the highest from the lowest.
"""

from __future__ import annotations

from dataclasses import dataclass

from accord.supply.chain import Elasticity
from accord.supply.disruption import StageOutcome

ALL_GONE = 0.9
"""From this loss on constant elasticities say nothing, and no price is given."""


@dataclass(frozen=True)
class PriceRange:
    """Price after over price before; ``loss`` is the lost share of the market that was hit."""

    loss: float
    low: float
    central: float
    high: float
    source: str


def price_ratio(loss: float, elasticity: float) -> float:
    """Return the price ratio for a lost share of supply and the sum of both elasticities."""
    return float((1.0 - loss) ** (-1.0 / elasticity))


def price_range(loss: float, elasticity: Elasticity) -> PriceRange | None:
    """Return the price range of a loss, or None when nearly everything is lost."""
    if loss >= ALL_GONE:
        return None
    low, central, high = (sum(pair) for pair in zip(elasticity.demand, elasticity.supply, strict=True))
    return PriceRange(
        loss,
        low=price_ratio(loss, high),
        central=price_ratio(loss, central),
        high=price_ratio(loss, low),
        source=elasticity.source,
    )


def market_loss(outcome: StageOutcome) -> float:
    """Return what the users that were hit lose after rerouting, as a share of their use."""
    hit = outcome.gap > 0
    use = float(outcome.network.use[hit].sum())
    return float(outcome.rerouted_gap[hit].sum()) / use if use > 0 else 0.0
