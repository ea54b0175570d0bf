"""The players, the rates they choose, and the world between them.

A game maps one vector of rates, every player's lines one after another, to an equilibrium of the trade
model, and the equilibrium to what each player has. What nobody chooses stays as the game's ``schedule`` says.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError, SolveError
from accord.core.shock import Shock
from accord.talks.curvature import Curvature
from accord.talks.instruments import Instruments, Lines, Player, bind
from accord.talks.objective import REAL_INCOME, Objective, Reading, read_objective
from accord.talks.slopes import NEAR, Slopes
from accord.trade.anderson import Anderson
from accord.trade.calibration import Baseline
from accord.trade.engine import solve_shock
from accord.trade.krylov import Recent
from accord.trade.result import Result
from accord.trade.together import side_by_side

Array = NDArray[np.float64]


LEARNS = 20
"""Changes that the solver remembers from one equilibrium of a game to the next."""
SIDE_BY_SIDE = 3e-12
"""The solver's tolerance where many equilibria are solved side by side, none of them climbed from."""


@dataclass(eq=False)
class Game:
    """Players and their lines in a world, under a closure.

    schedule   every lever that is not an instrument, with the tariffs in force where nobody chooses
    objective  what each player wants; real income where a player is left out
    origin     ln of each player's objective in this world over that where payoffs count from; 0 if left out
    tolerance  of the solver; ``near`` of gradients, a relative residual
    solves     equilibria solved so far
    """

    world: Baseline
    lines: tuple[Lines, ...]
    closure: str = "fixed"
    schedule: Shock = field(default_factory=Shock)
    objective: dict[str, Objective] = field(default_factory=dict)
    origin: dict[str, float] = field(default_factory=dict)
    tolerance: float = 1e-12
    near: float = NEAR
    solves: int = 0
    _last: Result | None = None
    _learned: Anderson | None = None
    _recent: Recent = field(default_factory=Recent)

    @classmethod
    def of(
        cls,
        world: Baseline,
        players: Sequence[str | Player],
        instruments: str | Instruments | Mapping[str, str | Instruments] = "sector-partner",
        **settings: Any,
    ) -> Game:
        """Bind each player's instruments (one kind for all, or by player's name) and return the game."""
        who = [Player.of(player) for player in players]
        _distinct(who)
        kinds = instruments if isinstance(instruments, Mapping) else {}
        default = "sector-partner" if isinstance(instruments, Mapping) else instruments
        lines = tuple(bind(kinds.get(player.name, default), player, world) for player in who)
        game = cls(world, lines, **settings)
        _answers_once(lines)
        schedules = game.base_schedules()
        game.lines = tuple(each.from_here(*schedules, world.trade) for each in lines)
        for objective in game.objective.values():
            objective.check(tuple(world.sectors))
        return game

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        """Where each player's rates are in the vector of all."""
        ends = np.cumsum([0, *(lines.count for lines in self.lines)])
        return tuple(slice(a, b) for a, b in itertools.pairwise(ends))

    @property
    def origins(self) -> Array:
        """Ln of each player's objective in this world over that where payoffs count from ``[p]``."""
        return np.array([self.origin.get(lines.player.name, 0.0) for lines in self.lines])

    @property
    def noise(self) -> float:
        """Difference of log payoffs that the solver's tolerance cannot tell from zero."""
        return 1e3 * self.tolerance

    @property
    def count(self) -> int:
        """Number of rates of all players."""
        return sum(lines.count for lines in self.lines)

    @cached_property
    def lower(self) -> Array:
        """Lowest rates ``[k]``."""
        return np.concatenate([lines.lower for lines in self.lines])

    @cached_property
    def upper(self) -> Array:
        """Highest rates ``[k]``."""
        return np.concatenate([lines.upper for lines in self.lines])

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each rate is, with the player first."""
        return tuple(f"{lines.player.name}: {name}" for lines in self.lines for name in lines.names)

    def base_schedules(self) -> tuple[Array, Array]:
        """Return copies of the tariffs and export taxes in force where nobody chooses ``[j, n, i]``."""
        tariffs = self.world.tariffs if self.schedule.tariffs is None else self.schedule.tariffs
        taxes = self.schedule.export_tax
        return np.array(tariffs, dtype=float), np.zeros(tariffs.shape) if taxes is None else np.array(taxes)

    def present(self) -> Array:
        """Return the rates ``[k]`` that are in force in the schedule, within the bounds."""
        tariffs, taxes = self.base_schedules()
        return np.concatenate([lines.read(tariffs, taxes, self.world.trade) for lines in self.lines])

    def shock(self, rates: Array) -> Shock:
        """Return the levers at given rates ``[k]``."""
        tariffs, taxes = self.base_schedules()
        for lines, part in zip(self.lines, self.slices, strict=True):
            lines.write(rates[part], tariffs, taxes)
        uses_taxes = self.schedule.export_tax is not None or any(len(ln.taxed[0]) for ln in self.lines)
        return replace(self.schedule, tariffs=tariffs, export_tax=taxes if uses_taxes else None)

    def without(self, number: int, rates: Array) -> Game:
        """Return the game of one player while the others stay at their rates ``[k]``."""
        tariffs, taxes = self.base_schedules()
        for other, (lines, part) in enumerate(zip(self.lines, self.slices, strict=True)):
            if other != number:
                lines.write(rates[part], tariffs, taxes)
        schedule = replace(self.schedule, tariffs=tariffs, export_tax=taxes if taxes.any() else None)
        return replace(self, lines=(self.lines[number],), schedule=schedule, solves=0)

    def at(self, rates: Array, near: float = 0.0) -> Position:
        """Solve the model at given rates ``[k]``; raise SolveError where there is no equilibrium.

        Gradients there are as near as the game has them, or only as ``near``.
        """
        return Position(self, rates, self.solve(self.shock(rates)), max(near, self.near))

    def solve(self, shock: Shock) -> Result:
        """Solve the model for a shock, starting from the last equilibrium; raise SolveError if it fails."""
        self.solves += 1
        learned = self._memory()
        result = solve_shock(
            self.world, shock, self.closure, start=self._last, tolerance=self.tolerance, learned=learned
        )
        if not result.converged:
            raise SolveError(result.sentence)
        self._last = result
        return result

    def _memory(self) -> Anderson:
        """Return what the solver has learned of this world's equilibria."""
        if self._learned is None:
            J, N = self.world.trade.shape[:2]
            self._learned = Anderson(N + 2 * J * N, LEARNS)
        return self._learned

    def solve_all(self, near: Result, shocks: Sequence[Shock], starts: Sequence[Array]) -> list[Result]:
        """Solve the model for shocks side by side, each from its start; raise SolveError if one fails."""
        found = self.try_all(near, shocks, starts)
        for result in found:
            if not result.converged:
                raise SolveError(result.sentence)
        return found

    def try_all(self, near: Result, shocks: Sequence[Shock], starts: Sequence[Array]) -> list[Result]:
        """Solve the model for shocks side by side, each from its start, converged or not."""
        self.solves += len(shocks)
        return side_by_side(near, shocks, starts, SIDE_BY_SIDE, self._memory())

    def read(self, result: Result) -> tuple[Reading, ...]:
        """Return each player's objective at a result."""
        return tuple(
            read_objective(self.objective.get(lines.player.name, REAL_INCOME), lines.members, result)
            for lines in self.lines
        )


@dataclass(eq=False)
class Position:
    """A vector of rates and the equilibrium they lead to."""

    game: Game
    rates: Array
    result: Result
    near: float

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Each player's objective."""
        return self.game.read(self.result)

    @cached_property
    def payoffs(self) -> Array:
        """Log of each player's objective ``[p]``, relative to where payoffs count from."""
        return np.array([reading.value for reading in self.readings]) + self.game.origins

    @property
    def payoffs_pct(self) -> Array:
        """Each player's objective as a change from where payoffs count from ``[p]``, percent."""
        return 100.0 * np.expm1(self.payoffs)

    @cached_property
    def slopes(self) -> Slopes:
        """The linearisation of the model here."""
        game = self.game
        return Slopes.at(self.result, game.lines, self.readings, game._recent, self.near)

    def pull(self, weights: Array) -> Array:
        """Return the gradient of ``sum_p weights_p ln Omega_p`` in all rates ``[k]``."""
        return self.slopes.weighted(weights)[0]

    def own(self) -> Array:
        """Return the gradient of each player's own objective in its own rates ``[k]``."""
        return self.slopes.own()

    @cached_property
    def curvatures(self) -> tuple[Curvature, ...]:
        """How sharply each player's objective bends in its own rates."""
        return tuple(Curvature.at(lines, self.result) for lines in self.game.lines)


def _answers_once(lines: Sequence[Lines]) -> None:
    """Refuse a player that chooses the tariffs with which it would have to answer another by rule."""
    for each in lines:
        for other in lines:
            if each.mirrored and other is not each and (each.imports[:, other.members] >= 0).any():
                raise InputError(
                    f"players: {other.player.name} answers {each.player.name} by rule and cannot choose too"
                )


def _distinct(players: Iterable[Player]) -> None:
    seen: dict[str, str] = {}
    for player in players:
        for member in player.members:
            if member in seen:
                both = (
                    f"'{seen[member]}' and '{player.name}'"
                    if seen[member] != player.name
                    else f"'{player.name}'"
                )
                raise InputError(f"players: {member} is in {both} twice over; each economy decides once")
            seen[member] = player.name
