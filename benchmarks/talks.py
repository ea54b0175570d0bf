"""Times of talks on World 2022 with inputs: ``python -m benchmarks.talks [all]``; seconds of this machine."""

from __future__ import annotations

import sys
import time

import accord
from accord.talks.frontier import frontier
from accord.talks.game import Game
from accord.talks.play import between, to_player

FIVE = ["USA", "CHN", "EU27", "IND", "JPN"]


def main() -> None:
    """Print what each computation took and how many solves."""
    world = accord.load_world("world-2022")
    accord.counterfactual(world)
    begun = time.perf_counter()
    best = accord.best_response(world, "USA", "sector-partner")
    _say("best response of USA, 2,160 rates", begun, best.certificate.solves, best.certificate.holds)

    begun = time.perf_counter()
    war = accord.nash(world, FIVE, "sector-partner")
    _say("Nash of five, sector-partner", begun, war.certificate.solves, war.certificate.holds)

    begun = time.perf_counter()
    players = [to_player(name, world) for name in ("USA", "IND")]
    line = frontier(Game.of(world, players, between(players, "sector-partner")), 50)
    _say("frontier USA-IND, 50 points", begun, line.solves, line.certified)

    if "all" in sys.argv[1:]:
        begun = time.perf_counter()
        war = accord.nash(world, instruments="sector-partner")
        _say("Nash of all 81, sector-partner", begun, war.certificate.solves, war.certificate.holds)


def _say(what: str, begun: float, solves: int, holds: bool) -> None:
    seconds = time.perf_counter() - begun
    print(f"{what:36} {seconds:7.2f} s {solves:5d} solves  certificate {'holds' if holds else 'fails'}")


if __name__ == "__main__":
    main()
