"""Two sides' talks as one JSON document: alone, at war, without a deal, and what both would sign.

Keys are a contract. Payoffs are percent changes of real income from the world's baseline; worth is USD bn a
year of real income against the disagreement point, at baseline prices.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from accord.core.codes import SECTORS
from accord.core.errors import CheckError, InputError
from accord.policy import compile_scenario, load_scenario
from accord.study.run import members, prepare
from accord.study.talks import bargain, between, fallback, to_player
from accord.talks.frontier import Deal
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.menu import Menu, load_menu, menu_names
from accord.talks.nash import nash
from accord.talks.packages import Bench, Outcome, sector_codes
from accord.talks.payments import PaidDeal
from accord.talks.prices import LinePrice, price_of_lines, price_per_point, swaps
from accord.talks.response import Report, best_response
from accord.world import World

UNITS = {
    "payoff_pct": "% change of real income from the world's baseline, long run",
    "worth_usd_bn": "USD bn a year of real income against the disagreement point, baseline prices",
    "mean_tariff_pct": "% of the value before tariff, mean over goods weighted by baseline trade",
    "rate_pct": "% of the value before tariff",
}
NAMED = 6
"""Third parties shown with each deal: those it moves most."""
BASELINE = "baseline"
"""In a menu, the world's own tariffs, where a scenario may be named."""


@dataclass(frozen=True)
class Question:
    """What is asked of two sides."""

    parties: tuple[str, str]
    world: str = "world-2022"
    elasticities: str | None = None
    disagreement: str | None = None
    menu: str | None = None
    instruments: str = "sector-partner"
    closure: str = "fixed"
    points: int = 50
    limit: int = 3


def talks_document(question: Question, *, report: Report | None = None) -> dict[str, Any]:
    """Answer a question as one JSON document; raise CheckError where a certificate fails.

    After a KeyboardInterrupt the document has what was found until then; parts not reached are null.
    """
    begun = time.perf_counter()
    talks = _Talks(question, report)
    document = talks.head()
    steps = (talks.war, talks.alone, talks.deals, talks.lines, talks.menu_part)
    try:
        for step in steps:
            document |= step()
            if talks.interrupted:
                break
    except KeyboardInterrupt:
        talks.interrupted = True
    document["interrupted"] = talks.interrupted
    document["seconds"] = round(time.perf_counter() - begun, 2)
    return document


PARTS = (
    "alone",
    "war",
    "disagreement",
    "failure",
    "frontier",
    "frontier_certificate",
    "deals",
    "line_prices",
    "swaps",
    "menu",
    "concessions",
    "packages",
    "best_packages",
    "best_limit",
)


class _Talks:
    """The parts of the document, each worked out when it is asked for."""

    def __init__(self, question: Question, report: Report | None) -> None:
        self.question, self.report, self.interrupted = question, report, False
        self.world = prepare(question.world, question.elasticities, "long run")
        self.players = [to_player(name, self.world) for name in question.parties]
        self.menu = _menu(question, self.players, self.world)
        self.kinds = between(self.players, self._instruments())
        without = question.disagreement or (self.menu.disagreement if self.menu else "nash")
        self.game = Game.of(self.world, self.players, self.kinds, closure=question.closure)
        self.without, shock = fallback(self.world, self.players, self.kinds, question.closure, without)
        self.table = Game.of(self.world, self.players, self.kinds, closure=question.closure, schedule=shock)
        self.sheet = _Sheet(self.table)

    def _instruments(self) -> dict[str, Instruments]:
        """Return each side's instruments, without the sectors that the menu keeps out."""
        kept = self.menu.excluded if self.menu else {}
        return {
            player.name: Instruments(
                self.question.instruments,
                excluded=sector_codes(
                    kept.get(player.name, ()), self.world.sectors, f"excluded by {player.name}"
                ),
            )
            for player in self.players
        }

    def head(self) -> dict[str, Any]:
        """Return what was asked, and the point without a deal."""
        question, world = self.question, self.world
        return {
            "parties": [player.name for player in self.players],
            "world": {"id": world.id, "fingerprint": world.fingerprint, "year": world.year},
            "elasticities": world.elasticity_source,
            "closure": question.closure,
            "horizon": "long run",
            "instruments": question.instruments,
            "units": UNITS,
            **dict.fromkeys(PARTS),
            "disagreement": {"id": self.without, **self.sheet.point(self.sheet.before)},
        }

    def war(self) -> dict[str, Any]:
        """Return the outcome when each side does its best against the other."""
        fight = nash(self.game, report=_named(self.report, "war"))
        self.interrupted |= fight.certificate.interrupted
        _require(fight.certificate.holds or self.interrupted, "the war of the two sides")
        return {"war": {**self.sheet.point(fight.result), "certificate": _plain(fight.certificate)}}

    def alone(self) -> dict[str, Any]:
        """Return what each side would do alone, from the world's own tariffs."""
        rows = {}
        for number, player in enumerate(self.players):
            here = self.game.present()
            answer = best_response(self.game.without(number, here), report=_named(self.report, "alone"))
            self.interrupted |= answer.certificate.interrupted
            _require(answer.certificate.holds or self.interrupted, f"{player.name}'s best response")
            rows[player.name] = {
                **self.sheet.point(answer.result),
                "certificate": _plain(answer.certificate),
                "rates": _rates(answer.names, answer.rates),
            }
        return {"alone": rows}

    def deals(self) -> dict[str, Any]:
        """Return the frontier and the deals that rules pick on it."""
        question, sheet = self.question, self.sheet
        found = bargain(
            self.world,
            self.players,
            self.kinds,
            question.closure,
            disagreement=self.table.schedule,
            points=question.points,
            report=_named(self.report, "frontier"),
        )
        self.interrupted |= found.interrupted
        if found.line is None:
            return {}
        _require(found.line.certified or self.interrupted, "a point of the frontier")
        paid = found.with_payments
        return {
            "failure": sheet.failure(found.nash),
            "frontier": [
                {**sheet.point(point.result), "weights": [float(w) for w in point.weights]}
                for point in found.line.deals
            ],
            "frontier_certificate": {"beaten": found.line.beaten, "solves": found.line.solves},
            "deals": {
                "nash": sheet.deal(found.nash),
                "kalai_smorodinsky": sheet.deal(found.kalai_smorodinsky),
                "nash_with_payments": None if paid is None else sheet.paid(paid),
            },
        }

    def lines(self) -> dict[str, Any]:
        """Return what each line costs and brings."""
        return _lines(self.table, self.report)

    def menu_part(self) -> dict[str, Any]:
        """Return what the menu's concessions and packages do."""
        return _menu_part(self.menu, self.table, self.question.limit, self.report) if self.menu else {}


class _Sheet:
    """Turns equilibria into rows, against one disagreement point."""

    def __init__(self, game: Game) -> None:
        self.game = game
        self.names = [lines.player.name for lines in game.lines]
        self.before = game.solve(game.schedule)
        self.base_pct = np.array([100 * np.expm1(reading.value) for reading in game.read(self.before)])
        base = self.before.baseline
        self.income = {
            lines.player.name: float(base.income[lines.members].sum()) / 1e3 for lines in game.lines
        }
        self.inside = np.concatenate([lines.members for lines in game.lines])

    def short(self, result: Any) -> dict[str, Any]:
        """Return payoffs, worth and mean tariffs."""
        payoffs = np.array([100 * np.expm1(reading.value) for reading in self.game.read(result)])
        gain = (1 + payoffs / 100) / (1 + self.base_pct / 100) - 1
        return {
            "payoff_pct": dict(zip(self.names, map(float, payoffs), strict=True)),
            "worth_usd_bn": {
                name: float(value * self.income[name]) for name, value in zip(self.names, gain, strict=True)
            },
            "mean_tariff_pct": {name: self._mean_tariff(result, k) for k, name in enumerate(self.names)},
        }

    def point(self, result: Any) -> dict[str, Any]:
        """Return a row with the third parties that it moves most, against the disagreement point."""
        base = result.baseline
        worth = np.expm1(result.log_welfare - self.before.log_welfare) * base.income / 1e3
        others = {code: float(worth[k]) for k, code in enumerate(base.economies) if k not in self.inside}
        return {**self.short(result), "others_usd_bn": most(others)}

    def deal(self, deal: Deal | None) -> dict[str, Any] | None:
        """Return a row for a deal with its rates, or None."""
        if deal is None:
            return None
        return {**self.point(deal.result), "rates": _rates(self.game.names, deal.rates)}

    def paid(self, paid: PaidDeal) -> dict[str, Any]:
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

    def _mean_tariff(self, result: Any, number: int) -> float:
        """Return the mean tariff of one side on the other's goods, percent."""
        lines = self.game.lines[number]
        j, i = np.nonzero(lines.imports >= 0)
        weight = result.baseline.net_trade[:, lines.members, :][j, :, i]
        rate = result.tariffs[:, lines.members, :][j, :, i]
        return float(100 * (weight * rate).sum() / weight.sum()) if weight.sum() > 0 else 0.0


def most(others: dict[str, float], count: int = NAMED) -> dict[str, float]:
    """Return the entries furthest from zero, largest first."""
    return dict(sorted(others.items(), key=lambda item: -abs(item[1]))[:count])


def _menu(question: Question, players: Sequence[Player], world: World) -> Menu | None:
    """Return the menu asked for, or the library's menu for these two sides, or None.

    The library's menus are written for the 28 sectors; a world with others gets none of them.
    """
    names = {player.name for player in players}
    if question.menu is not None:
        menu = load_menu(question.menu)
        if set(menu.parties) != names:
            raise InputError(f"menu {menu.id}: it is for {' and '.join(menu.parties)}")
        return menu
    if tuple(world.sectors) != tuple(SECTORS):
        return None
    fitting = (load_menu(name) for name in menu_names())
    return next((menu for menu in fitting if set(menu.parties) == names), None)


def bench(menu: Menu, game: Game, world: World) -> Bench:
    """Return where a menu is tried out, with the scenarios it names compiled for a world."""
    schedules = {}
    for concession in menu.concessions:
        if concession.scenario is not None:
            schedules[concession.scenario] = _tariffs(concession.scenario, world)
    return Bench(game, menu, game.schedule, schedules)


def _tariffs(scenario: str, world: World) -> Any:
    if scenario == BASELINE:
        return world.tariffs
    shock = compile_scenario(load_scenario(Path(scenario)), world, members)
    return world.tariffs if shock.tariffs is None else shock.tariffs


def _menu_part(menu: Menu, game: Game, limit: int, report: Report | None) -> dict[str, Any]:
    table = bench(menu, game, game.world)
    return {
        "menu": {"id": menu.id, "title": menu.title, "assumptions": list(menu.assumptions)},
        "concessions": [
            {
                **_outcome(outcome),
                "giver": concession.giver,
                "what": concession.what,
                "sensitive": concession.sensitive,
                "source": concession.source,
                "note": concession.note,
            }
            for concession, outcome in zip(
                menu.concessions, table.singles(_named(report, "concessions")), strict=True
            )
        ],
        "packages": [
            {**_outcome(table.package(package.id)), "source": package.source} for package in menu.packages
        ],
        "best_packages": [
            _outcome(outcome) for outcome in table.best(limit, report=_named(report, "packages"))[:10]
        ],
        "best_limit": limit,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "title": outcome.title,
        "lines": list(outcome.lines),
        "worth_usd_bn": {name: value / 1e3 for name, value in outcome.worth.items()},
        "change_pct": outcome.change_pct,
        "in_zone": outcome.in_zone,
        "others_usd_bn": most({code: value / 1e3 for code, value in outcome.others.items()}),
        "subsidies_pct": outcome.subsidies,
    }


def _lines(game: Game, report: Report | None) -> dict[str, Any]:
    """Return what each line costs and brings, at the margin and as a whole, and the swaps that help both."""
    here = game.at(game.present())
    prices = price_of_lines(here, report=_named(report, "lines"))
    points = {(price.giver, price.line): price for price in price_per_point(here)}
    return {
        "line_prices": [
            _price(price, points[price.giver, price.line])
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


def _price(price: LinePrice, point: LinePrice) -> dict[str, Any]:
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


def _rates(names: Sequence[str], rates: Any) -> dict[str, float]:
    return {name: round(100 * float(rate), 4) for name, rate in zip(names, rates, strict=True)}


def _plain(certificate: Any) -> dict[str, Any]:
    """Return a certificate as JSON values."""
    out = {"holds": certificate.holds}
    for name, value in vars(certificate).items():
        if name == "status":
            out[name] = str(value)
        elif isinstance(value, tuple):
            out[name] = list(value)
        else:
            out[name] = value if not isinstance(value, float) or np.isfinite(value) else None
    return out


def _require(fine: bool, what: str) -> None:
    if not fine:
        raise CheckError(f"{what} did not pass its certificate, so no number is reported")


def _named(report: Report | None, word: str) -> Report | None:
    return None if report is None else lambda message, done: report(f"{word}: {message}", done)
