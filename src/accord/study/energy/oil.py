"""Questions to the market for crude oil, with the groups of economies that an answer shows."""

from __future__ import annotations

from accord import groups
from accord.energy.answers import markets, oil
from accord.energy.answers.markets import Event, MarketAnswer
from accord.energy.answers.oil import Asked, StopAnswer

LARGE = ("IND", "CHN", "RUS", "USA", "JPN", "KOR", "TUR")
GULF = ("ARE", "IRQ", "KWT", "OMN", "QAT", "SAU")


def group_table(*asked: str) -> dict[str, tuple[str, ...]]:
    """Return the groups shown: those asked about, the large economies, the Gulf and the EU; none overlap."""
    single = dict.fromkeys((*asked, *LARGE))
    table: dict[str, tuple[str, ...]] = {code: (code,) for code in single}
    for name, codes in (("Gulf", GULF), ("EU27", groups.members("EU27", "2025-01-01"))):
        table[name] = tuple(code for code in codes if code not in single)
    return table


def oil_stop(asked: Asked) -> StopAnswer:
    """Return what it costs a buyer to stop buying from a seller, with odds. Raises InputError for what does not fit."""
    return oil.oil_stop(asked, group_table(asked.buyer, asked.supplier))


def market(event: Event) -> MarketAnswer:
    """Return the market under one change."""
    return markets.answer(event, group_table(event.seller))
