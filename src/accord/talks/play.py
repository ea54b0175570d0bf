"""Talks on a world: names become players, results become answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord import groups
from accord.core.codes import find_economy, nearest
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Shock
from accord.talks import nash as war
from accord.talks import response
from accord.talks.frontier import Deal, Frontier, frontier, kalai_smorodinsky_deal, nash_deal
from accord.talks.game import Game
from accord.talks.instruments import Instruments, Player
from accord.talks.objective import Objective
from accord.talks.payments import PaidDeal, nash_deal_with_payments
from accord.talks.response import Report
from accord.talks.start import Start
from accord.world import World
from accord.world.horizon import prepare

Names = Sequence[str | Player]
Kinds = str | Instruments | Mapping[str, str | Instruments]


@dataclass(frozen=True, eq=False)
class Bargain:
    """What players could agree on.

    start             what payoffs count from, and the point without a deal
    disagreement_pct  [p]  what each has without a deal, percent change from the law
    line                   the frontier
    nash, kalai_smorodinsky  the deals these rules pick; None where no deal beats the disagreement, and
                           the second for more than two players
    with_payments          Nash's deal when money may change hands
    interrupted            whether somebody stopped the search: what was not reached is None
    """

    game: Game
    start: Start
    disagreement_pct: Any
    line: Frontier | None
    nash: Deal | None
    kalai_smorodinsky: Deal | None
    with_payments: PaidDeal | None
    interrupted: bool = False

    @property
    def disagreement(self) -> str:
        """What happens without a deal."""
        return self.start.name


def best_response(
    world: World | str,
    player: str | Player,
    instruments: str | Instruments = "uniform",
    tariffs: ArrayLike | None = None,
    closure: str = "fixed",
    *,
    objective: Objective | None = None,
    report: Report | None = None,
    **search: Any,
) -> response.Response:
    """Return the rates that are best for one player while the others keep theirs.

    ``player`` is an economy or a group such as EU27, which has one external tariff. ``instruments`` is a
    kind (``sector-partner``, ``sector``, ``partner``, ``uniform``) or ``Instruments`` with bounds and
    exclusions; services pay no tariff unless named. ``tariffs[j, n, i]`` are those in force, the world's
    own when left out. ``search`` goes to ``accord.talks.response.best_response``.
    """
    game = _game(world, [player], instruments, closure, objective, _schedule(tariffs))
    return response.best_response(game, report=report, **search)


def nash(
    world: World | str,
    players: Names | None = None,
    instruments: Kinds = "uniform",
    closure: str = "fixed",
    *,
    tariffs: ArrayLike | None = None,
    objective: Objective | Mapping[str, Objective] | None = None,
    report: Report | None = None,
    **search: Any,
) -> war.Nash:
    """Return rates at which none of the players (every economy when left out) gains by moving alone."""
    game = _game(world, players, instruments, closure, objective, _schedule(tariffs))
    return war.nash(game, report=report, **search)


def bargain_at(
    start: Start,
    players: Sequence[Player],
    kinds: Mapping[str, Instruments],
    closure: str,
    *,
    points: int,
    payments: bool = True,
    wants: Mapping[str, Objective] | None = None,
    report: Report | None = None,
) -> Bargain:
    """Return the frontier from a start that is known; see ``bargain``."""
    game, base = _seated(start, players, kinds, closure, wants)
    found = Bargain(game, start, base, None, None, None, None)
    try:
        line = frontier(game, points, report=report)
        found = replace(found, line=line, interrupted=line.interrupted)
        return found if found.interrupted else _picks(found, payments and closure != "share")
    except KeyboardInterrupt:
        return replace(found, interrupted=True)


def paid_at(
    start: Start, players: Sequence[Player], kinds: Mapping[str, Instruments], closure: str
) -> PaidDeal | None:
    """Return Nash's deal when money may change hands, from a start that is known; see ``bargain``."""
    if closure == "share":
        return None
    return nash_deal_with_payments(*_seated(start, players, kinds, closure, None))


def _seated(
    start: Start,
    players: Sequence[Player],
    kinds: Mapping[str, Instruments],
    closure: str,
    wants: Mapping[str, Objective] | None,
) -> tuple[Game, NDArray[np.float64]]:
    """Return the game that players bargain on, and what each has without a deal ``[p]``, percent."""
    game = Game.of(
        start.table, list(players), dict(kinds), closure=closure, schedule=start.schedule,
        objective=dict(wants or {}), origin=start.payoffs,
    )  # fmt: skip
    without = game.read(game.solve(start.schedule))
    return game, 100 * np.expm1(np.array([reading.value for reading in without]) + game.origins)


def _picks(found: Bargain, payments: bool) -> Bargain:
    """Return a bargain with the deals that rules pick."""
    game, base, line = found.game, found.disagreement_pct, found.line
    deals = line.deals if line else ()
    inside = [deal for deal in deals if (deal.payoffs_pct > base).all()]
    inside.sort(key=lambda deal: -float(np.prod(deal.payoffs_pct - base)))
    return replace(
        found,
        nash=nash_deal(game, base, start=inside[0].rates) if inside else None,
        kalai_smorodinsky=kalai_smorodinsky_deal(game, base, line) if line and len(base) == 2 else None,
        with_payments=nash_deal_with_payments(game, base) if payments else None,
    )


def to_player(value: str | Player, world: World) -> Player:
    """Return the player an economy or a group's name stands for in a world."""
    if isinstance(value, Player) or value in world.economies:
        return Player.of(value)
    if (code := find_economy(value)) in world.economies:
        return Player.of(str(code))
    known = groups.names()
    value = groups.named(value)
    if value not in known:
        close = nearest(value, (*world.economies, *known))
        raise InputError(f"player: '{value}' is no economy of {world.id} and no group{close}")
    inside = tuple(code for code in groups.members(value) if code in world.economies)
    if not inside:
        raise InputError(f"player: no member of {value} is an economy of {world.id}")
    return Player(value, inside)


def between(players: Sequence[Player], instruments: Kinds) -> dict[str, Instruments]:
    """Return each player's instruments, limited to the other players' goods where no partners are named."""
    kinds = {}
    for player in players:
        given = (
            instruments.get(player.name, "sector-partner")
            if isinstance(instruments, Mapping)
            else instruments
        )
        asked = Instruments.of(given)
        if asked.partners is None:
            others = tuple(code for other in players if other is not player for code in other.members)
            asked = replace(asked, partners=others)
        kinds[player.name] = asked
    return kinds


def _schedule(tariffs: ArrayLike | None) -> Shock:
    return Shock(tariffs=None if tariffs is None else np.asarray(tariffs, dtype=float))


def _game(
    world: World | str,
    players: Names | None,
    instruments: Kinds,
    closure: str,
    objective: Objective | Mapping[str, Objective] | None,
    schedule: Shock,
) -> Game:
    """Return the game of named players in a world."""
    place = prepare(world, None, None)
    who = [to_player(player, place) for player in (place.economies if players is None else players)]
    shape = place.tariffs.shape
    if schedule.tariffs is not None and schedule.tariffs.shape != shape:
        raise InputError(f"tariffs: the shape is {schedule.tariffs.shape}, but {shape} is needed")
    kinds = dict(instruments) if isinstance(instruments, Mapping) else instruments
    for name in kinds if isinstance(kinds, dict) else ():
        if name not in [player.name for player in who]:
            raise InputError(f"instruments: '{name}' is no player{nearest(name, [p.name for p in who])}")
    wants = objective if isinstance(objective, Mapping) else {p.name: objective for p in who if objective}
    return Game.of(place, who, kinds, closure=closure, schedule=schedule, objective=dict(wants or {}))
