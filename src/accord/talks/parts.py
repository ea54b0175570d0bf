"""The parts of two sides' talks, each worked out when it is asked for: alone, at war, deals, lines and a menu."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from accord.core import beside
from accord.core.codec import Document
from accord.core.errors import CheckError
from accord.talks.bench import offered
from accord.talks.expense import expense
from accord.talks.game import Game
from accord.talks.menu import Concession
from accord.talks.nash import nash
from accord.talks.packages import Bench
from accord.talks.play import bargain_at, paid_at
from accord.talks.question import Question, Seats
from accord.talks.response import Report, best_response
from accord.talks.rows import (
    Sheet,
    certificate_row,
    line_rows,
    menu_rows,
    outcome_row,
    package_rows,
    rates_row,
)
from accord.talks.start import Start

UNITS = {
    "payoff_pct": "% change of real income from the law or year of 'against', long run",
    "worth_usd_bn": "USD bn a year of real income against the disagreement point, baseline prices",
    "mean_tariff_pct": "% of the value before tariff, mean over goods weighted by customs imports, else baseline "
    "trade",
    "rate_pct": "% of the value before tariff",
}
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

    def __init__(self, seats: Seats, start: Start, report: Report | None = None) -> None:
        self.question, self.report, self.interrupted = seats.question, report, False
        self.world, self.players, self.menu = seats.world, seats.players, seats.menu
        self.deal_kinds, self.start = seats.deal_kinds, start
        closure = self.question.closure
        self.game = Game.of(start.law, self.players, seats.kinds, closure=closure)
        self.table = Game.of(
            start.table,
            self.players,
            self.deal_kinds,
            closure=closure,
            schedule=start.schedule,
            origin=start.payoffs,
        )
        self.sheet = Sheet(self.table, start, self.world)

    def parts(self, known: Collection[str]) -> Iterator[tuple[str, Document]]:
        """Yield the parts that are not ``known``, by name; the frontier in this process, the rest beside it."""
        steps = (self.deals, self.war, self.alone, self.lines, self.menu_part)
        unasked = () if self.question.whole else ("war", "lines")
        left = [step for step in steps if step.__name__ not in (*known, *unasked)]
        if self.deals not in left or not beside.possible():
            yield from ((step.__name__, step()) for step in left)
            return
        others = beside.Beside([self.payments, *left[1:]])
        try:
            found, rest = self.agreed(), others.parts()
            yield "deals", found if self.interrupted else _with_payments(found, next(rest)[1])
            yield from rest
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
        fight = nash(self.game, report=named(self.report, "war"))
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
            answer = best_response(self.game.without(number, here), report=named(self.report, "alone"))
            self.interrupted |= answer.certificate.interrupted
            _require(answer.certificate.holds or self.interrupted, f"{player.name}'s best response")
            rows[player.name] = {
                **self.sheet.point(answer.result),
                "certificate": certificate_row(answer.certificate),
                "rates": rates_row(answer.names, answer.rates),
            }
        return {"alone": rows}

    def deals(self) -> Document:
        """Return the frontier and the deals that rules pick."""
        found = self.agreed()
        return found if self.interrupted else _with_payments(found, self.payments())

    def payments(self) -> Document:
        """Return Nash's deal when money may change hands, where it is asked for."""
        if not self.question.whole:
            return {"nash_with_payments": None}
        paid = paid_at(self.start, self.players, self.deal_kinds, self.question.closure)
        return {"nash_with_payments": None if paid is None else self.sheet.paid(paid)}

    def agreed(self) -> Document:
        """Return the frontier and the deals that rules pick on it without money."""
        question, sheet = self.question, self.sheet
        found = bargain_at(
            self.start,
            self.players,
            self.deal_kinds,
            question.closure,
            points=question.points,
            payments=False,
            report=named(self.report, "frontier"),
        )
        self.interrupted |= found.interrupted
        if found.line is None:
            return {}
        _require(found.line.certified or self.interrupted, "a point of the frontier")
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
                "nash_with_payments": None,
            },
        }

    def lines(self) -> Document:
        """Return what each line costs and brings."""
        return line_rows(self.table, named(self.report, "lines"))

    def menu_part(self) -> Document:
        """Return what the menu's concessions and packages do."""
        if self.menu is None:
            return {}
        table, idle = offered(self.menu, self.table, self.world)
        return _menu_part(table, idle, self.question, self.report)


def _menu_part(
    table: Bench, idle: Sequence[Concession], question: Question, report: Report | None
) -> Document:
    """Return concessions and packages of a menu; alone and in the search, only those of the day asked."""
    day, limit = question.known_on, question.limit
    known = table if day is None else replace(table, menu=table.menu.offered_by(day))
    singles = ((concession.id,) for concession in known.menu.concessions)
    table.solve([*singles, *(package.lines for package in table.menu.packages)], named(report, "concessions"))
    return {
        **menu_rows(known, idle),
        "packages": package_rows(table),
        "best_packages": [
            outcome_row(outcome) for outcome in known.best(limit, report=named(report, "packages"))[:10]
        ],
        "best_limit": limit,
    }


def _with_payments(found: Document, paid: Document) -> Document:
    """Return the deals with that in which money changes hands, where there are any."""
    return {**found, "deals": {**found["deals"], **paid}} if "deals" in found else found


def _require(fine: bool, what: str) -> None:
    if not fine:
        raise CheckError(f"{what} did not pass its certificate, so no number is reported")


def named(report: Report | None, word: str) -> Report | None:
    """Return a report of progress that says of which part it is."""
    return None if report is None else lambda message, done: report(f"{word}: {message}", done)
