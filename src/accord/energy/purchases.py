"""What a pledge to buy energy would need against today's trade and a ceiling on one seller's share."""

from __future__ import annotations

from collections.abc import Sequence

from accord.core.errors import InputError
from accord.core.frozen import dataclass


@dataclass(frozen=True)
class Product:
    """A product: the buyer's bill, what it buys of the seller now, and the most it could (None: unknown)."""

    product: str
    bill: float
    now: float
    ceiling: float | None
    year: str
    source: str
    confidence: str
    ceiling_confidence: str

    @property
    def most(self) -> float:
        """USD bn a year at the ceiling, at least what is bought now."""
        return self.now if self.ceiling is None else max(self.now, self.bill * self.ceiling)


@dataclass(frozen=True)
class Pledge:
    """Purchases over some years, USD bn: by product, by year, what is new, and the ceiling a year."""

    years: int
    by_product: dict[str, float]
    by_year: tuple[float, ...]
    new: float
    now_a_year: float
    most_a_year: float

    @property
    def total(self) -> float:
        """All purchases over the years."""
        return sum(self.by_year)


RAMPS = ("linear", "at once", "none")


def weight(ramp: str, year: int, years: int) -> float:
    """Return how far purchases have come from today's to the ceiling in a year (0 is the first)."""
    if ramp == "linear":
        return year / (years - 1) if years > 1 else 1.0
    return 1.0 if ramp == "at once" else 0.0


def pledge(rows: Sequence[Product], ramp: str, years: int) -> Pledge:
    """Return what purchases add up to when they rise to their ceilings: linearly, at once, or not at all."""
    if ramp not in RAMPS:
        raise InputError(f"ramp: unknown ramp '{ramp}' (linear, at once or none)")
    if not 1 <= years <= 50:
        raise InputError(f"years: must be from 1 to 50, not {years}")
    steps = [weight(ramp, year, years) for year in range(years)]
    by_product = {row.product: sum(row.now + step * (row.most - row.now) for step in steps) for row in rows}
    by_year = tuple(sum(row.now + step * (row.most - row.now) for row in rows) for step in steps)
    now, most = sum(row.now for row in rows), sum(row.most for row in rows)
    return Pledge(years, by_product, by_year, sum(by_year) - years * now, now, most)
