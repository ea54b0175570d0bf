"""Rows of the document of ``accord talks``: equilibria, deals, packages, lines, certificates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accord.core.codec import Document
from accord.core.shock import Array
from accord.talks.frontier import Deal
from accord.talks.game import Game
from accord.talks.means import Means
from accord.talks.menu import Concession
from accord.talks.nash import NashCertificate
from accord.talks.packages import Bench, Outcome
from accord.talks.payments import PaidDeal
from accord.talks.prices import LinePrice, price_of_lines, price_per_point, swaps
from accord.talks.response import Certificate, Report
from accord.talks.start import Start
from accord.trade.result import Result
from accord.world import World

IDLE = "changes nothing against the point without a deal"
"""Why a concession is not offered."""
NAMED = 6
"""Third parties shown with each deal: those it moves most."""


class Sheet:
    """Turns equilibria into rows, against one disagreement point."""

    def __init__(self, game: Game, start: Start, world: World) -> None:
        self.game, self.start = game, start
        self.names = [lines.player.name for lines in game.lines]
        self.base_pct = self._payoffs(start.without)
        base = start.without.baseline
        self.income = {
            lines.player.name: float(base.income[lines.members].sum()) / 1e3 for lines in game.lines
        }
        self.inside = np.concatenate([lines.members for lines in game.lines])
        self.means = Means.of(world, start, [lines.members for lines in game.lines])

    def short(self, result: Result) -> Document:
        """Return payoffs, worth and mean tariffs."""
        payoffs = self._payoffs(result)
        gain = (1 + payoffs / 100) / (1 + self.base_pct / 100) - 1
        return {
            "payoff_pct": dict(zip(self.names, map(float, payoffs), strict=True)),
            "worth_usd_bn": {
                name: float(value * self.income[name]) for name, value in zip(self.names, gain, strict=True)
            },
            "mean_tariff_pct": {name: self.means.mean(result, k) for k, name in enumerate(self.names)},
        }

    def _payoffs(self, result: Result) -> Array:
        """Return payoffs against the law, percent ``[p]``."""
        values = np.array([reading.value for reading in self.game.read(result)])
        moved = self.game.origins if self.start.moved(result) else 0.0
        return 100 * np.expm1(values + moved)

    def point(self, result: Result) -> Document:
        """Return a row with the third parties that it moves most, against the disagreement point."""
        base = self.start.without.baseline
        change = self.start.log_welfare(result) - self.start.log_welfare(self.start.without)
        worth = np.expm1(change) * base.income / 1e3
        others = {code: float(worth[k]) for k, code in enumerate(base.economies) if k not in self.inside}
        return {**self.short(result), "others_usd_bn": most(others)}

    def deal(self, deal: Deal | None) -> Document | None:
        """Return a row for a deal with its rates, or None."""
        if deal is None:
            return None
        return {**self.point(deal.result), "rates": rates_row(self.game.names, deal.rates)}

    def paid(self, paid: PaidDeal) -> Document:
        """Return a row for a deal with money."""
        return {
            **(self.deal(paid.deal) or {}),
            "receives_usd_bn": {name: value / 1e3 for name, value in paid.payments.items()},
            "gradient_left_over": paid.left_over,
        }

    def failure(self, deal: Deal | None) -> dict[str, dict[str, float | None]]:
        """Return what no deal costs each side, USD bn a year: against today's tariffs and Nash's deal."""
        agreed = None if deal is None else self.short(deal.result)["worth_usd_bn"]
        today = {name: -self.base_pct[k] / 100 * self.income[name] for k, name in enumerate(self.names)}
        return {
            name: {
                "against_baseline_usd_bn": float(today[name]),
                "against_nash_deal_usd_bn": None if agreed is None else agreed[name],
            }
            for name in self.names
        }


def most(others: dict[str, float], count: int = NAMED) -> dict[str, float]:
    """Return the entries furthest from zero, largest first."""
    return dict(sorted(others.items(), key=lambda item: -abs(item[1]))[:count])


def outcome_row(outcome: Outcome) -> Document:
    """Return a package against no deal."""
    return {
        "id": outcome.id,
        "title": outcome.title,
        "lines": list(outcome.lines),
        "worth_usd_bn": {name: value / 1e3 for name, value in outcome.worth.items()},
        "change_pct": outcome.change_pct,
        "in_zone": outcome.in_zone,
        "others_usd_bn": most({code: value / 1e3 for code, value in outcome.others.items()}),
        "subsidies_pct": outcome.subsidies,
        "energy_usd_bn": most({code: value / 1e3 for code, value in outcome.energy.items()}),
        "per_dollar_of_loss": {line: most(costs) for line, costs in outcome.per_dollar.items()},
    }


def menu_rows(table: Bench, idle: Sequence[Concession], report: Report | None = None) -> Document:
    """Return a menu with each concession alone, and those that are not offered."""
    menu = table.menu
    return {
        "menu": {"id": menu.id, "title": menu.title, "assumptions": list(menu.assumptions)},
        "concessions": [
            {
                **outcome_row(outcome),
                "giver": concession.giver,
                "what": concession.what,
                "sensitive": concession.sensitive,
                "since": concession.since and concession.since.isoformat(),
                "source": concession.source,
                "note": concession.note,
            }
            for concession, outcome in zip(menu.concessions, table.singles(report), strict=True)
        ],
        "not_offered": [
            {"id": concession.id, "giver": concession.giver, "what": concession.what, "why": IDLE}
            for concession in idle
        ],
    }


def package_rows(table: Bench) -> list[Document]:
    """Return the packages that a menu names."""
    return [
        {
            **outcome_row(table.package(package.id)),
            "since": package.since and package.since.isoformat(),
            "source": package.source,
        }
        for package in table.menu.packages
    ]


def price_row(price: LinePrice, point: LinePrice) -> Document:
    """Return one line: moved to its lowest rate, and by one point at the margin."""
    return {
        "giver": price.giver,
        "line": price.line,
        "rate_pct": 100 * price.rate,
        "change_points": 100 * price.change,
        "costs_giver_usd_bn": price.cost / 1e3,
        "brings_taker_usd_bn": price.brings / 1e3,
        "others_usd_bn": price.others / 1e3,
        "taker_gains_per_dollar": price.leverage if np.isfinite(price.leverage) else None,
        "point_costs_giver_usd_mn": point.cost,
        "point_brings_taker_usd_mn": point.brings,
    }


def rates_row(names: Sequence[str], rates: Array) -> dict[str, float]:
    """Return rates by line, percent."""
    return {name: round(100 * float(rate), 4) for name, rate in zip(names, rates, strict=True)}


def certificate_row(certificate: Certificate | NashCertificate) -> Document:
    """Return a certificate as JSON values."""
    out: dict[str, object] = {"holds": certificate.holds}
    for name, value in vars(certificate).items():
        if name == "status":
            out[name] = str(value)
        elif isinstance(value, tuple):
            out[name] = list(value)
        else:
            out[name] = value if not isinstance(value, float) or np.isfinite(value) else None
    return out


def line_rows(game: Game, report: Report | None) -> Document:
    """Return what each line costs and brings, at the margin and as a whole, and the swaps that help both."""
    here = game.at(game.present())
    prices = price_of_lines(here, report=report)
    points = {(price.giver, price.line): price for price in price_per_point(here)}
    return {
        "line_prices": [
            price_row(price, points[price.giver, price.line])
            for price in sorted(prices, key=lambda price: -price.brings)
        ],
        "swaps": [
            {
                "first": {"giver": swap.first.giver, "line": swap.first.line, "share": swap.first_share},
                "second": {"giver": swap.second.giver, "line": swap.second.line, "share": swap.second_share},
                "each_gains_usd_bn": swap.surplus / 1e3,
            }
            for swap in swaps(prices)
        ],
    }
