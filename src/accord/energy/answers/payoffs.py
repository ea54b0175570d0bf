"""What the concessions ``energy-stop`` and ``purchase`` are worth to each economy, third parties among them.

Talks add these to the model's package values; the trade cost that stood for a stop in the trade model's crude
sector is dropped where an ``energy-stop`` is priced here, so that no stop is counted twice.
"""

from __future__ import annotations

import numpy as np

from accord.core.codes import economy_name, nearest
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.grades import replacement
from accord.energy.answers.oil import Asked, assumptions, central_terms, chosen_sets, sources
from accord.energy.stop import stop

PRODUCTS = ("crude oil",)


@dataclass(frozen=True)
class Payoff:
    """USD bn a year by economy, gain positive; what each dollar of the seller's loss costs the others.

    low, high    the same at the ends of the stranded share (for a stop)
    """

    kind: str
    by_economy: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]
    per_dollar: dict[str, float]
    unit: str
    year: str
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]


def energy_stop(
    supplier: str,
    buyer: str,
    *,
    share: float = 1.0,
    discount: float | None = None,
    stranded: float | None = None,
) -> Payoff:
    """Return what a buyer's stop is worth to every economy; ``share`` scales it in proportion."""
    if not 0 <= share <= 1:
        raise InputError(f"share: must be from 0 to 1, not {share:g}")
    asked = Asked(buyer, supplier, discount=discount, stranded=stranded)
    base, sets = tables.load_crude(), chosen_sets(None)
    ends = tables.parameter("stranded_share")
    central = central_terms(asked).stranded
    levels = (central,) if stranded is not None else (ends.low, central, ends.high)
    found = [_by_economy(asked, level) for level in levels]
    first, middle, last = found[0], found[len(found) // 2], found[-1]
    scaled = [{code: share * value for code, value in one.items()} for one in (first, middle, last)]
    loss = -middle.get(supplier, 0.0)
    per = {
        code: -value / loss
        for code, value in middle.items()
        if code != supplier and loss > 0 and abs(value) > 0.01
    }
    return Payoff(
        "energy-stop", scaled[1], scaled[0], scaled[2], per, "USD bn a year", str(base.year),
        assumptions(base, asked), sources(sets),
    )  # fmt: skip


def _by_economy(asked: Asked, stranded: float) -> dict[str, float]:
    """Return each economy's change of surplus at a stranded share, mean over the published elasticities."""
    base = tables.load_crude(asked.year)
    terms = central_terms(Asked(asked.buyer, asked.supplier, discount=asked.discount, stranded=stranded))
    runs = [stop(base, asked.buyer, asked.supplier, terms, one).by_group for one in chosen_sets(None)]
    return {code: float(np.mean([one[code] for one in runs])) for code in runs[0]}


def purchase(buyer: str, seller: str, product: str, usd_bn: float) -> Payoff:
    """Return what a pledge to buy ``usd_bn`` more of a product a year costs over the best alternative.

    The premium is that of the refinery programme for crude oil of the seller; the seller gains what the
    buyer pays
    more. Other products have no programme: InputError.
    """
    if product not in PRODUCTS:
        raise InputError(f"product: no premium is held for '{product}'{nearest(product, PRODUCTS)}")
    if buyer != "IND":
        raise InputError(f"buyer: no refinery programme is held for {economy_name(buyer)}")
    if not usd_bn >= 0:
        raise InputError(f"usd_bn: must not be negative, not {usd_bn:g}")
    barrels = usd_bn * 1e9 / tables.brent(tables.OBSERVED_YEAR) / 365 / 1000
    lost = sum(one.lost for one in tables.refiners())
    extra = sum(grade.extra for grade in tables.grades() if grade.origin == seller)
    if barrels > extra:
        most = extra * 1000 * 365 * tables.brent(tables.OBSERVED_YEAR) / 1e9
        raise InputError(
            f"usd_bn: {economy_name(seller)} could add {most:.1f} bn of crude oil a year, not {usd_bn:g}"
        )
    answer = replacement(shares={seller: barrels / lost}) if barrels > 0 else None
    premium = answer.premium if answer else 0.0
    amounts = {buyer: -premium, seller: premium}
    return Payoff(
        "purchase", amounts, amounts, amounts, {}, "USD bn a year", str(tables.OBSERVED_YEAR),
        answer.assumptions if answer else (), answer.sources if answer else (),
    )  # fmt: skip
