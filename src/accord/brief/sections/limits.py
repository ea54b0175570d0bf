"""What the model cannot see."""

from __future__ import annotations

from accord.page.blocks import Bullets, Prose, Section

BLIND = (
    "The path from before to after: jobs lost on the way do not show.",
    "Exchange rates, interest rates, investment and capital flows: trade deficits are held as they were.",
    "Firms, workers and regions: a sector is one producer, an economy one household.",
    "Quality, brands and long contracts beyond what average elasticities hold.",
    "Products inside a sector, where no imports by product are at hand.",
    "Services apart from one another, customs delays and other costs that no tariff shows.",
    "What an alliance is worth beyond trade and supply.",
    "What has changed since the base year: new plants, products and routes.",
)


def build() -> Section:
    """Return the list, the same for every briefing that has results."""
    opening = "The numbers come from a general-equilibrium trade model, which leaves out:"
    return Section("limits", "What the model cannot see", (Prose(opening), Bullets(BLIND)))
