"""Checks of a world against what is known of its year; each says what, how much was found, and from where."""

from __future__ import annotations

import numpy as np

from accord.core.codec import Document
from accord.core.frozen import dataclass
from accord.world import store
from accord.world.world import World


@dataclass(frozen=True)
class Check:
    """One check: ``found`` against ``expected`` in ``unit``; it holds within ``tolerance`` (same unit)."""

    name: str
    found: float
    expected: float
    tolerance: float
    unit: str
    source: str

    @property
    def holds(self) -> bool:
        """Whether the difference is within the tolerance."""
        return abs(self.found - self.expected) <= self.tolerance


def check_world(world: World) -> list[Check]:
    """Return every check that applies: the model's identities always, known totals for a shipped world."""
    checks = [*_identities(world)]
    if world.id == "world-2022":
        checks += [*_totals_2022(world), *_regions(world, store.metadata(world.id))]
    return checks


def _identities(world: World) -> list[Check]:
    basic = world.trade / (1 + world.tariffs)
    spending = world.trade.sum(axis=2)
    use = np.einsum("jik,ji->ki", world.input_share, world.output)
    shares = world.value_added_share + world.input_share.sum(axis=2)
    market = np.abs(world.final_demand + use - spending).max() / spending.max()
    arrays = (basic, world.input_share, world.value_added_share, world.final_share)
    lowest = min(float(array.min()) for array in arrays)
    missing = sum(int((~np.isfinite(array)).sum()) for array in arrays)
    deficits = abs(world.deficit.sum()) / world.output.sum()

    def identity(name: str, found: float, tolerance: float) -> Check:
        return Check(name, float(found), 0.0, tolerance, "share", "accord-model")

    return [
        identity("no missing value", missing, 0.0),
        identity("no negative value: lowest below zero", min(0.0, lowest), 0.0),
        identity("cost shares sum to one: largest gap", float(np.abs(shares - 1).max()), 1e-12),
        identity(
            "final shares sum to one: largest gap", float(np.abs(world.final_share.sum(0) - 1).max()), 1e-12
        ),
        identity("final and intermediate use make up spending: largest gap", float(market), 1e-12),
        identity("deficits sum to zero, of world output", float(deficits), 1e-12),
    ]


def _totals_2022(world: World) -> list[Check]:
    usa, india = world.economies.index("USA"), world.economies.index("IND")
    goods = [at for at, code in enumerate(world.sectors) if code != "SERVICES"]
    basic = world.trade[goods, usa, india] / (1 + world.tariffs[goods, usa, india])
    made = store.published_value_added(world.id)
    india_added = float("nan") if made is None else float(made[:, india].sum())

    def total(name: str, found: float, expected: float, tolerance: float, unit: str = "USD bn") -> Check:
        return Check(name, float(found), expected, tolerance, unit, "oecd-icio-2025")

    return [
        total("world output", world.output.sum() / 1e6, 199.690, 0.0005, "USD tn"),
        total("output of India", world.output[:, india].sum() / 1e3, 6298, 0.5),
        total("value added of India, basic prices", india_added / 1e3, 3043, 0.5),
        total("US imports of Indian goods, basic prices", basic.sum() / 1e3, 86.5, 0.05),
    ]


def _regions(world: World, recorded: Document) -> list[Check]:
    made = store.published_value_added(world.id)
    checks = []
    for region in recorded["regions"]:
        places = [world.economies.index(code) for code in region["economies"]]
        found = float("nan") if made is None else float(made[:, places].sum()) / 1e3
        expected = region["value_added_usd_mn"] / 1e3
        name = f"value added of {region['region']}, basic prices"
        checks.append(Check(name, found, expected, 0.001, "USD bn", "oecd-icio-2025"))
    return checks
