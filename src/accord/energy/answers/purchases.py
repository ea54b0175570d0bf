"""A pledge to buy energy held against today's trade and assumed ceilings, with what it costs the buyer."""

from __future__ import annotations

from accord.core.codec import Document
from accord.core.codes import economy_name
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.grades import replacement
from accord.energy.answers.numbers import Number, grounds
from accord.energy.purchases import RAMPS, Pledge, pledge

PLEDGED = 500.0
PLEDGED_SOURCE = (
    "joint statement of the United States and India, 6 February 2026: 500 bn USD in five years, "
    "energy among it"
)
YEARS = 5
CRUDE_SHARE = 0.3


@dataclass(frozen=True)
class PurchaseAnswer:
    """What energy can carry of a pledge, USD bn.

    ramps        total over the years if purchases rise linearly, at once, or stay
    of_pledge    per cent of the pledge under the linear ramp
    new          what of the linear ramp is beyond today's purchases
    premium      what giving the seller 30 % of the replacement of Russian crude costs the buyer, USD bn a
    year:
                 with the refiners' bands as told, and wider by a tenth and by a quarter
    """

    buyer: str
    seller: str
    years: int
    pledged: float
    linear: Pledge
    ramps: dict[str, float]
    of_pledge: float
    new: float
    premium: tuple[float, float, float]
    needed_a_year: float
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""
        basis = "imports rise to assumed ceilings on one seller's share (docs/energy.md)"

        def number(value: float, unit: str, confidence: str = "L") -> Number:
            return Number(value, unit, "FY2025", "energy-facts", basis, "computed", confidence)

        return {
            "now": number(self.linear.now_a_year, "USD bn a year", "M"),
            "ceiling": number(self.linear.most_a_year, "USD bn a year"),
            "total": number(self.linear.total, f"USD bn over {self.years} years"),
            "of_pledge": number(self.of_pledge, "% of the pledge"),
            "new": number(self.new, f"USD bn over {self.years} years"),
            "premium": number(self.premium[0], "USD bn a year"),
        }

    def document(self) -> Document:
        """Return a pledge."""
        return {
            "buyer": self.buyer,
            "seller": self.seller,
            "years": self.years,
            "pledged_usd_bn": self.pledged,
            "needed_a_year_usd_bn": self.needed_a_year,
            "now_a_year_usd_bn": self.linear.now_a_year,
            "ceiling_a_year_usd_bn": self.linear.most_a_year,
            "total_usd_bn": self.ramps,
            "of_pledge_pct": self.of_pledge,
            "new_usd_bn": self.new,
            "by_product_usd_bn": self.linear.by_product,
            "by_year_usd_bn": list(self.linear.by_year),
            "premium_usd_bn_a_year": dict(
                zip(("strict", "wider_10_pct", "wider_25_pct"), self.premium, strict=True)
            ),
            **grounds(self),
        }


def purchases(
    years: int = YEARS, pledged: float = PLEDGED, buyer: str = "IND", seller: str = "USA"
) -> PurchaseAnswer:
    """Return what of a pledge energy could carry. Held for India's purchases from the United States alone."""
    if (buyer, seller) != ("IND", "USA"):
        raise InputError(
            f"purchases: no table of {economy_name(buyer)}'s energy purchases from "
            f"{economy_name(seller)} is held"
        )
    if not 0 < pledged < 1e5:
        raise InputError(f"pledge: must be above 0 and below 100,000 USD bn, not {pledged:g}")
    rows = tables.energy_imports()
    linear = pledge(rows, "linear", years)
    premium = tuple(
        replacement(shares={seller: CRUDE_SHARE}, tolerance=tolerance).premium
        for tolerance in (0.0, 0.1, 0.25)
    )
    return PurchaseAnswer(
        buyer,
        seller,
        years,
        pledged,
        linear,
        {ramp: pledge(rows, ramp, years).total for ramp in RAMPS},
        100 * linear.total / pledged,
        linear.new,
        (premium[0], premium[1], premium[2]),
        pledged / years,
        (
            "the largest share one seller could have of each import bill is an assumption",
            "aircraft, technology, metals and coking coal's part of the pledge beyond energy are not in it",
            "prices and bills stay those of the fiscal year 2024-25",
        ),
        (PLEDGED_SOURCE, *dict.fromkeys(row.source for row in rows)),
    )
