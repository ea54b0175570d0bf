"""Two sides' talks as one JSON document: alone, at war, without a deal, and what both would sign.

Keys are a contract. Payoffs are percent changes of real income from the law of the day (``against``); worth is
USD bn a year of real income against the disagreement point, at baseline prices. A line is one rate on a flow: at
the start what the border collects of it.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from accord.core import beside
from accord.core.codec import Document
from accord.core.codes import SECTORS, economies, economy_of
from accord.core.errors import CheckError, InputError
from accord.core.provenance import as_recorded
from accord.core.shock import Array
from accord.energy.answers.payoffs import Payoff, energy_stop, purchase
from accord.groups import members
from accord.policy import compile_scenario, load_scenario
from accord.study.talks.expense import expense
from accord.study.talks.kept import Finished
from accord.study.talks.play import bargain_at, between, to_player
from accord.study.talks.rows import (
    Sheet,
    certificate_row,
    menu_rows,
    outcome_row,
    package_rows,
    price_row,
    rates_row,
)
from accord.study.talks.start import begin
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.menu import Concession, Menu, load_menu, menu_names
from accord.talks.nash import nash
from accord.talks.packages import Bench, Priced, sector_codes
from accord.talks.prices import price_of_lines, price_per_point, swaps
from accord.talks.response import Report, best_response
from accord.trade import Baseline
from accord.trade.calibration import calibrate
from accord.trade.levers import Levers
from accord.world import World
from accord.world.horizon import prepare

UNITS = {
    "payoff_pct": "% change of real income from the law or year of 'against', long run",
    "worth_usd_bn": "USD bn a year of real income against the disagreement point, baseline prices",
    "mean_tariff_pct": "% of the value before tariff, mean over goods weighted by customs imports, else baseline "
    "trade",
    "rate_pct": "% of the value before tariff",
}
BASELINE = "baseline"
"""In a menu, the world's own tariffs, where a scenario may be named."""


@dataclass(frozen=True)
class Question:
    """What is asked of two sides. Without a ``disagreement`` it is the law of ``as_of``, or of today.

    ``known_on``: the day whose offers a menu has; what was first offered later is not in it.
    ``whole``: whether the war, each line's price and deals with money are asked too.
    """

    parties: tuple[str, str]
    world: str = "world-2022"
    elasticities: str | None = None
    disagreement: str | None = None
    menu: str | None = None
    instruments: str = "sector-partner"
    closure: str = "fixed"
    points: int = 50
    limit: int = 3
    as_of: date | None = None
    known_on: date | None = None
    whole: bool = True


MOST_POINTS, MOST_LINES = 1000, 6
"""Points of a frontier, and concessions in a package that is searched for: each is a solve, or many."""


def check_sizes(points: int, limit: int) -> None:
    """Raise InputError for more points or concessions than anybody would wait for."""
    if not (0 < points <= MOST_POINTS and 0 < limit <= MOST_LINES):
        raise InputError(
            f"--points takes 1 to {MOST_POINTS} and --limit 1 to {MOST_LINES}, not {points} and {limit}"
        )


def talks_document(question: Question, *, report: Report | None = None, kept: Path | None = None) -> Document:
    """Answer a question as one JSON document; raise CheckError where a certificate fails.

    After a KeyboardInterrupt the document has what was found until then; parts not reached are null.
    ``kept`` is a folder for finished parts: a question that was stopped goes on from what is there.
    """
    begun = time.perf_counter()
    talks = Talks(question, report)
    document: dict[str, object] = dict(talks.head())
    menu = talks.menu.to_dict() if talks.menu else None
    finished = Finished(kept, version("accord"), as_recorded(document), menu, question.points, question.limit)
    document |= finished.parts
    try:
        for name, part in talks.parts(finished.parts):
            document |= part
            if talks.interrupted:
                break
            finished.keep(name, dict(part))
        else:
            finished.done()
    except KeyboardInterrupt:
        talks.interrupted = True
    document["interrupted"] = talks.interrupted
    document["seconds"] = round(time.perf_counter() - begun, 2)
    return document


PARTS = (
    "alone",
    "war",
    "war_expense",
    "disagreement",
    "failure",
    "frontier",
    "frontier_certificate",
    "deals",
    "line_prices",
    "swaps",
    "menu",
    "concessions",
    "not_offered",
    "packages",
    "best_packages",
    "best_limit",
)


class Talks:
    """The parts of the document, each worked out when it is asked for."""

    def __init__(self, question: Question, report: Report | None = None) -> None:
        self.question, self.report, self.interrupted = question, report, False
        self.world = prepare(question.world, question.elasticities, None)
        self.players = [to_player(name, self.world) for name in question.parties]
        menu = _menu(question, self.players, self.world)
        self.menu = menu.as_of(question.known_on) if menu and question.known_on else menu
        self.kinds = between(self.players, question.instruments)
        self.deal_kinds = between(self.players, self._deal_instruments())
        named = question.disagreement or (self.menu.disagreement if self.menu else None)
        self.start = begin(
            self.world, self.players, self.kinds, question.closure, named, as_of=question.as_of
        )
        self.game = Game.of(self.start.law, self.players, self.kinds, closure=question.closure)
        self.table = Game.of(
            self.start.table, self.players, self.deal_kinds, closure=question.closure,
            schedule=self.start.schedule, origin=self.start.payoffs,
        )  # fmt: skip
        self.sheet = Sheet(self.table, self.start, self.world)

    def _deal_instruments(self) -> dict[str, Instruments]:
        """Return each side's instruments in a deal: without the sectors that the menu keeps out."""
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

    def parts(self, known: Collection[str]) -> Iterator[tuple[str, Document]]:
        """Yield the parts that are not ``known``, by name; the frontier in this process, the rest beside it."""
        steps = (self.deals, self.war, self.alone, self.lines, self.menu_part)
        unasked = () if self.question.whole else ("war", "lines")
        left = [step for step in steps if step.__name__ not in (*known, *unasked)]
        if self.deals not in left or not beside.possible():
            yield from ((step.__name__, step()) for step in left)
            return
        others = beside.Beside(left[1:])
        try:
            yield "deals", self.deals()
            yield from others.parts()
        finally:
            others.stop()

    def head(self) -> Document:
        """Return what was asked, and the point without a deal."""
        question, world = self.question, self.world
        return {
            "parties": [player.name for player in self.players],
            "world": {"id": world.id, "fingerprint": world.fingerprint, "year": world.year},
            "elasticities": world.elasticity_source,
            "closure": question.closure,
            "horizon": "long run",
            "against": str(self.start.against),
            "instruments": question.instruments,
            "units": UNITS,
            **dict.fromkeys(PARTS),
            "disagreement": {"id": self.start.name, **self.sheet.point(self.start.without)},
        }

    def war(self) -> Document:
        """Return the outcome when each side does its best against the other."""
        fight = nash(self.game, report=_named(self.report, "war"))
        self.interrupted |= fight.certificate.interrupted
        _require(fight.certificate.holds or self.interrupted, "the war of the two sides")
        return {
            "war": {**self.sheet.point(fight.result), "certificate": certificate_row(fight.certificate)},
            "war_expense": expense(fight.result, self.start, self.players),
        }

    def alone(self) -> Document:
        """Return what each side would do alone, from the law."""
        rows = {}
        for number, player in enumerate(self.players):
            here = self.game.present()
            answer = best_response(self.game.without(number, here), report=_named(self.report, "alone"))
            self.interrupted |= answer.certificate.interrupted
            _require(answer.certificate.holds or self.interrupted, f"{player.name}'s best response")
            rows[player.name] = {
                **self.sheet.point(answer.result),
                "certificate": certificate_row(answer.certificate),
                "rates": rates_row(answer.names, answer.rates),
            }
        return {"alone": rows}

    def deals(self) -> Document:
        """Return the frontier and the deals that rules pick on it."""
        question, sheet = self.question, self.sheet
        found = bargain_at(
            self.start,
            self.players,
            self.deal_kinds,
            question.closure,
            points=question.points,
            payments=question.whole,
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

    def lines(self) -> Document:
        """Return what each line costs and brings."""
        return _lines(self.table, self.report)

    def menu_part(self) -> Document:
        """Return what the menu's concessions and packages do."""
        if self.menu is None:
            return {}
        table, idle = offered(self.menu, self.table, self.world)
        return _menu_part(table, idle, self.question, self.report)


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


def bench(menu: Menu, game: Game, world: Baseline) -> Bench:
    """Return where a menu is tried out, with the scenarios it names compiled for a world."""
    schedules = {}
    for concession in menu.concessions:
        if concession.scenario is not None:
            schedules[concession.scenario] = _tariffs(concession.scenario, world)
    return Bench(game, menu, game.schedule, schedules, priced(menu))


def priced(menu: Menu) -> dict[str, Priced]:
    """Return what the energy room makes of the concessions of a menu that it prices, by their ids."""
    found = {}
    for concession in menu.concessions:
        if concession.of_energy:
            giver, taker = (_sole(word) for word in (concession.giver, menu.taker(concession)))
            found[concession.id] = _price(concession, giver, taker)
    return found


@lru_cache(maxsize=64)
def _stop_worth(supplier: str, buyer: str, share: float) -> Payoff:
    return energy_stop(supplier, buyer, share=share)


def _price(concession: Concession, giver: str, taker: str) -> Priced:
    if concession.product is not None:
        worth = purchase(giver, taker, concession.product, concession.usd_bn or 0.0)
    else:
        seller = economy_of(str(concession.supplier), economies(), f"'{concession.id}'")
        worth = _stop_worth(seller, giver, concession.share_of(""))
    return Priced({code: 1e3 * value for code, value in worth.by_economy.items()}, worth.per_dollar)


def _sole(party: str) -> str:
    """Return the one economy that a party is; raise InputError for a group."""
    return economy_of(party, economies(), "a concession on energy")


def _tariffs(scenario: str, world: Baseline) -> Array:
    """Return what the border collects under a scenario ``[j, n, i]``, fractions."""
    if scenario == BASELINE:
        return world.tariffs
    shock = compile_scenario(load_scenario(Path(scenario)), world, members)
    return Levers.of(calibrate(world), shock).tau - 1.0


def _menu_part(
    table: Bench, idle: Sequence[Concession], question: Question, report: Report | None
) -> Document:
    """Return concessions and packages of a menu; alone and in the search, only those of the day asked."""
    day, limit = question.known_on, question.limit
    known = table if day is None else replace(table, menu=table.menu.offered_by(day))
    singles = ((concession.id,) for concession in known.menu.concessions)
    table.solve(
        [*singles, *(package.lines for package in table.menu.packages)], _named(report, "concessions")
    )
    return {
        **menu_rows(known, idle),
        "packages": package_rows(table),
        "best_packages": [
            outcome_row(outcome) for outcome in known.best(limit, report=_named(report, "packages"))[:10]
        ],
        "best_limit": limit,
    }


def offered(menu: Menu, game: Game, world: World) -> tuple[Bench, tuple[Concession, ...]]:
    """Return where a menu's concessions are tried out, and those of them that change nothing there."""
    whole = bench(menu, game, world)
    idle = tuple(concession for concession in menu.concessions if whole.idle(concession))
    return replace(whole, menu=menu.without(tuple(concession.id for concession in idle))), idle


def _lines(game: Game, report: Report | None) -> Document:
    """Return what each line costs and brings, at the margin and as a whole, and the swaps that help both."""
    here = game.at(game.present())
    prices = price_of_lines(here, report=_named(report, "lines"))
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


def _require(fine: bool, what: str) -> None:
    if not fine:
        raise CheckError(f"{what} did not pass its certificate, so no number is reported")


def _named(report: Report | None, word: str) -> Report | None:
    return None if report is None else lambda message, done: report(f"{word}: {message}", done)
