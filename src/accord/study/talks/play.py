"""A bargain on a world: what happens without a deal is solved first, then what both sides could sign."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from accord.core.errors import InputError
from accord.core.shock import Shock
from accord.study.talks.start import begin
from accord.talks.objective import Objective
from accord.talks.play import Bargain, Kinds, Names, bargain_at, between, to_player
from accord.talks.response import Report
from accord.world import World
from accord.world.horizon import prepare


def bargain(
    world: World | str,
    players: Names,
    instruments: Kinds = "sector-partner",
    closure: str = "fixed",
    *,
    disagreement: str | Path | Shock | None = None,
    points: int = 50,
    payments: bool = True,
    objective: Objective | Mapping[str, Objective] | None = None,
    report: Report | None = None,
) -> Bargain:
    """Return the frontier of the deals players could make on each other's goods, and what fair rules pick.

    ``disagreement`` is what happens without a deal: the law of a day (``law:2026-01-14``, today's when left
    out), ``world-year``, ``nash`` (the war on each other's goods), a scenario's name or file on top of today's
    law, or a Shock on the data year. Payoffs count from that law. Instruments that name no partners are
    limited to the other players' goods.
    """
    place = prepare(world, None, None)
    who = [to_player(player, place) for player in players]
    if len(who) < 2:
        raise InputError("bargain: at least two players are needed")
    kinds = between(who, instruments)
    wants = objective if isinstance(objective, Mapping) else {p.name: objective for p in who if objective}
    return bargain_at(
        begin(place, who, kinds, closure, disagreement, wants),
        who,
        kinds,
        closure,
        points=points,
        payments=payments,
        wants=wants,
        report=report,
    )
