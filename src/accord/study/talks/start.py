"""Where talks start: the law that payoffs count from, and what happens without a deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np

from accord.core.errors import InputError, SolveError
from accord.core.shock import Array, Shock
from accord.policy import load_scenario
from accord.policy.law import LAW, WORLD_YEAR, Comparison
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.tables import partners
from accord.study.law import baseline
from accord.study.run import posed
from accord.talks import nash as war
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.objective import Objective
from accord.trade import Baseline, Result, solve_shock
from accord.trade.engine import rebased
from accord.world import World

WAR = "nash"
"""The disagreement that is no law and no scenario: the war of the sides on each other's goods."""

Wants = Mapping[str, Objective]
Kinds = Mapping[str, Instruments]


@dataclass(frozen=True, eq=False)
class Start:
    """What talks count from.

    name      what happens without a deal
    against   the comparison that payoffs count from
    law       that comparison, as a baseline
    without   the equilibrium without a deal, against the law
    table     the baseline that deals are solved from: the equilibrium without a deal where that is one of
              tariffs alone, else the law
    schedule  levers that are left over on the table
    payoffs   ln of each side's objective without a deal over that under the law, by name
    """

    name: str
    against: Comparison
    law: Baseline
    without: Result
    table: Baseline
    schedule: Shock = field(default_factory=Shock)
    payoffs: dict[str, float] = field(default_factory=dict)

    def log_welfare(self, result: Result) -> Array:
        """Return ln of real income ``[n]`` of a result on the table or on the law, over that of the law."""
        return result.log_welfare + (self.without.log_welfare if self.moved(result) else 0.0)

    def moved(self, result: Result) -> bool:
        """Whether a result counts from the table, and the table is not the law."""
        return self.table is not self.law and result.baseline is self.table


def last_day() -> date:
    """Return today, or the last day that every list of duties reaches if that is earlier."""
    ends = [load_book(code).until for code in book_importers() if partners(code)]
    return min([date.today(), *ends])


def begin(
    world: World,
    players: Sequence[Player],
    kinds: Kinds,
    closure: str,
    disagreement: str | Path | Shock | None,
    wants: Wants | None = None,
    as_of: date | None = None,
) -> Start:
    """Return where talks start.

    Without a ``disagreement`` it is the law of ``as_of``, or of today: what no law or threat supports must be
    named. It may be the law of another day, ``world-year``, ``nash``, a scenario on top of the law, or a Shock
    on the world's data year. Raises InputError for what does not exist, SolveError where there is no
    equilibrium.
    """
    if isinstance(disagreement, Shock):
        game = _game(world, players, kinds, closure, wants)
        return _moved(game, "given", Comparison(), game.solve(disagreement))
    word = None if disagreement is None else str(disagreement)
    named = word is not None and (word.startswith(LAW) or word in {WORLD_YEAR, "today"})
    against = Comparison.of(word) if named else Comparison(as_of or last_day())
    law = world if against.day is None else baseline(world, against, closure)
    game = _game(law, players, kinds, closure, wants)
    if word is None or named:
        return Start(str(against), against, law, game.solve(Shock()), law)
    if word == WAR:
        fought = war.nash(game)
        if not fought.certificate.holds:
            raise InputError("disagreement: the war of the sides has no certified outcome; name a scenario")
        return _moved(game, WAR, against, fought.result)
    scenario = load_scenario(word)
    base, shock = posed(scenario, world, closure, against)
    result = solve_shock(base, shock, closure, tolerance=game.tolerance)
    if not result.converged:
        raise SolveError(f"scenario '{scenario.id}': {result.sentence}")
    return _moved(game, scenario.id, against, result)


def _game(base: Baseline, players: Sequence[Player], kinds: Kinds, closure: str, wants: Wants | None) -> Game:
    return Game.of(base, list(players), dict(kinds), closure=closure, objective=dict(wants or {}))


def _moved(game: Game, name: str, against: Comparison, result: Result) -> Start:
    """Return the start at a result: its equilibrium is the table, unless more than tariffs led there."""
    readings = zip(game.lines, game.read(result), strict=True)
    payoffs = {lines.player.name: reading.value for lines, reading in readings}
    if _tariffs_alone(result.shock):
        return Start(name, against, game.world, result, rebased(result), Shock(), payoffs)
    cost = (1.0 + result.price_tariffs) / (1.0 + result.tariffs)
    if result.shock.trade_cost is not None:
        cost = cost * result.shock.trade_cost
    left = replace(result.shock, tariffs=result.tariffs, atoms=None, trade_cost=cost)
    return Start(name, against, game.world, result, game.world, left)


def _tariffs_alone(shock: Shock) -> bool:
    levers = replace(shock, tariffs=None, atoms=None, notes=())
    return all(value is None or not np.any(value) for name, value in vars(levers).items() if name != "notes")
