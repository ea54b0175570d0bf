"""What the model cannot see."""

from __future__ import annotations

from accord.page.blocks import Bullets, Prose, Section

BLIND = (
    "The path: results are before and after, not the quarters between; job losses on the way do not show.",
    "Exchange rates, interest rates, investment and capital flows: trade deficits are held as they were.",
    "Firms, workers and regions: a sector is one producer, an economy one household.",
    "Quality, brands and long contracts beyond what average trade elasticities hold.",
    "Rules inside a sector: an exemption enters as a share of the sector’s trade, not product by product.",
    "Services apart from one another, and trade costs that no tariff shows, such as customs delays.",
    "Security, trust and prestige: what an alliance is worth beyond trade and supply.",
    "What has changed since the base year: new plants, new products, new routes.",
)


def build() -> Section:
    """Return the list, the same for every briefing that has results."""
    opening = "The numbers come from a general-equilibrium trade model. It leaves out:"
    return Section("limits", "What the model cannot see", (Prose(opening), Bullets(BLIND)))
