"""Where talks start: the law of a day, a scenario or a war, solved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from accord.core.errors import InputError, SolveError
from accord.core.shock import Shock
from accord.policy import load_scenario
from accord.policy.law import LAW, WORLD_YEAR, Comparison, last_day
from accord.study.law import baseline
from accord.study.run import posed
from accord.talks import nash as war
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.objective import Objective
from accord.talks.start import Start, moved_to
from accord.trade import Baseline, solve_shock
from accord.world import World

WAR = "nash"
"""The disagreement that is no law and no scenario: the war of the sides on each other's goods."""

Wants = Mapping[str, Objective]
Kinds = Mapping[str, Instruments]


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
        return moved_to(game, "given", Comparison(), game.solve(disagreement))
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
        return moved_to(game, WAR, against, fought.result)
    scenario = load_scenario(word)
    base, shock = posed(scenario, world, closure, against)
    result = solve_shock(base, shock, closure, tolerance=game.tolerance)
    if not result.converged:
        raise SolveError(f"scenario '{scenario.id}': {result.sentence}")
    return moved_to(game, scenario.id, against, result)


def _game(base: Baseline, players: Sequence[Player], kinds: Kinds, closure: str, wants: Wants | None) -> Game:
    return Game.of(base, list(players), dict(kinds), closure=closure, objective=dict(wants or {}))
