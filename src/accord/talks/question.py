"""What is asked of two sides, and who sits down with which instruments to answer it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.talks.instruments import Instruments, Player
from accord.talks.menu import Menu, load_menu, menu_names
from accord.talks.packages import sector_codes
from accord.talks.play import between, to_player
from accord.world import World
from accord.world.horizon import prepare


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


@dataclass(frozen=True, eq=False)
class Seats:
    """The sides of a question on its world, with their menu and their instruments.

    kinds        of each side on the others' goods; ``deal_kinds``: without the sectors that the menu keeps out
    """

    question: Question
    world: World
    players: list[Player]
    menu: Menu | None
    kinds: dict[str, Instruments]
    deal_kinds: dict[str, Instruments]

    @classmethod
    def of(cls, question: Question) -> Seats:
        """Return the seats of a question. Raises InputError for what does not exist."""
        world = prepare(question.world, question.elasticities, None)
        players = [to_player(name, world) for name in question.parties]
        menu = _menu(question, players, world)
        menu = menu.as_of(question.known_on) if menu and question.known_on else menu
        kept = menu.excluded if menu else {}
        deal = {
            player.name: Instruments(
                question.instruments,
                excluded=sector_codes(kept.get(player.name, ()), world.sectors, f"excluded by {player.name}"),
            )
            for player in players
        }
        kinds = between(players, question.instruments)
        return cls(question, world, players, menu, kinds, between(players, deal))

    @property
    def disagreement(self) -> str | None:
        """What happens without a deal, as asked or as the menu has it; None: the law of the day."""
        return self.question.disagreement or (self.menu.disagreement if self.menu else None)


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
