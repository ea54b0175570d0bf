"""A menu's bench on a world: the scenarios that it names compiled, its concessions on energy priced."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from accord.core.codes import economies, economy_of
from accord.core.shock import Array
from accord.energy.answers.payoffs import Payoff, energy_stop, purchase
from accord.groups import members
from accord.policy import compile_scenario, load_scenario
from accord.talks.game import Game
from accord.talks.menu import Concession, Menu
from accord.talks.packages import Bench, Priced
from accord.trade import Baseline
from accord.trade.calibration import calibrate
from accord.trade.levers import Levers

BASELINE = "baseline"
"""In a menu, the world's own tariffs, where a scenario may be named."""


def offered(menu: Menu, game: Game, world: Baseline) -> tuple[Bench, tuple[Concession, ...]]:
    """Return where a menu's concessions are tried out, and those of them that change nothing there."""
    whole = bench(menu, game, world)
    idle = tuple(concession for concession in menu.concessions if whole.idle(concession))
    return replace(whole, menu=menu.without(tuple(concession.id for concession in idle))), idle


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
