"""What a scenario is compared with: the world's data year, or the law of a day for everybody.

The law of a day is the stack of that day by every importer of which the book knows the duties and the
products, on everybody. It is solved once in a process for a world, its elasticities and a closure; the
equilibrium is then the baseline that changes count from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError, SolveError
from accord.core.shock import Array, Atoms, Shock
from accord.policy import Scenario
from accord.policy.compile import Members, compile_against, law_of
from accord.trade import solve_shock
from accord.trade.calibration import Baseline, Calibration, calibrate
from accord.trade.engine import rebased, settle
from accord.trade.moments import after
from accord.trade.result import Result
from accord.trade.solve import TOLERANCE

WORLD_YEAR = "world-year"
"""The comparison with the state of the world's data year."""

LAW = "law:"


@dataclass(frozen=True)
class Comparison:
    """What changes count from: the law of ``day``, or the world's data year where it is None."""

    day: date | None = None

    @classmethod
    def of(cls, word: str | Comparison | None) -> Comparison:
        """Read ``world-year``, ``law:2026-01-14``, or ``law:2024`` (the last day of a year)."""
        if word is None or word == WORLD_YEAR:
            return cls()
        if isinstance(word, Comparison):
            return word
        if word == "today":
            raise InputError(
                "against: 'today' is no comparison any more: write law:2026-01-14 for the duties of a day, "
                f"or {WORLD_YEAR} for those of the world's data year"
            )
        told = word.removeprefix(LAW)
        try:
            if not word.startswith(LAW):
                raise ValueError
            return cls(date(int(told), 12, 31) if told.isdigit() else date.fromisoformat(told))
        except ValueError:
            raise InputError(
                f"against: '{word}' is neither {WORLD_YEAR} nor the law of a day, as law:2026-01-14"
            ) from None

    def __str__(self) -> str:
        return WORLD_YEAR if self.day is None else f"{LAW}{self.day}"


DATA_YEAR = Comparison()
"""The comparison that is made unless another is asked for."""


def baseline(
    world: Baseline, against: str | Comparison | None, closure: str = "fixed", near: Result | None = None
) -> Calibration:
    """Return what changes count from, an equilibrium of the closure; remembered with the world.

    ``near`` is the law of the day with other elasticities, to begin from.

    ``tariffs`` of the law of a day are those that the border collects. Raises SolveError where the law has
    no certified equilibrium, InputError where the book does not reach the day.
    """
    base = calibrate(world)
    day = Comparison.of(against).day
    if day is None:
        start = settle(base, closure)
        if isinstance(start, Result):
            raise SolveError(start.sentence)
        return start
    name = f"law {day} {closure}"
    if name not in base.settled:
        result = solve_law(base, day, closure, near)
        base.settled[name] = rebased(result)
    return base.settled[name]


def solve_law(world: Baseline, day: date, closure: str = "fixed", near: Result | None = None) -> Result:
    """Return the equilibrium of the law of a day, against the world's data year."""
    shock = law_shock(world, day)
    result = solve_shock(world, shock, closure, start=near, tolerance=0.02 * TOLERANCE)
    if not result.converged:
        raise SolveError(f"the law of {day}: {result.sentence}")
    return result


def law_shock(world: Baseline, day: date) -> Shock:
    """Return the duties of a day on everybody as a shock on a world's own tariffs, remembered."""
    return _law_shock(_Tariffs(tuple(world.economies), tuple(world.sectors), world.tariffs), day)


def compiled(scenario: Scenario, world: Baseline, members: Members, day: date) -> tuple[Shock, Shock]:
    """Return the shocks of a day's law and of a scenario on top of it, remembered: no elasticity is in them."""
    laid = _Tariffs(tuple(world.economies), tuple(world.sectors), world.tariffs)
    return _compiled(_Told(scenario, scenario.to_json()), laid, members, day)


def on_top_of(base: Calibration, law: Calibration, law_shock: Shock, then: Shock) -> Shock:
    """Return ``then``, a shock from the data year, as one from the law of the day.

    ``law_shock`` and ``then`` have the same parts of the same flows (see ``compile_against``).
    """
    tariffs = law.tariffs.copy()
    if then.tariffs is not None and law_shock.tariffs is not None:
        moved = then.tariffs != law_shock.tariffs
        tariffs[moved] = then.tariffs[moved]
    atoms = None
    if then.atoms is not None and law_shock.atoms is not None:
        atoms = after(base, law_shock.atoms, then.atoms.new)
        tariffs[atoms.cell] = law.tariffs[atoms.cell]
        tariffs = np.where(_touched(atoms, tariffs.shape), atoms.mean(tariffs), tariffs)
    return replace(then, tariffs=tariffs, atoms=atoms)


def _touched(atoms: Atoms, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Flows ``[j, n, i]`` of which some part changes what it pays."""
    touched = np.zeros(shape, dtype=bool)
    changed = atoms.new != atoms.base
    touched[tuple(place[changed] for place in atoms.cell)] = True
    return touched


@dataclass(frozen=True, eq=False)
class _Tariffs:
    """What the law is laid on; two worlds with the same tariffs are equal."""

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    tariffs: Array

    @cached_property
    def key(self) -> tuple[object, ...]:
        return self.economies, self.sectors, blake2b(self.tariffs.tobytes()).digest()

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Tariffs) and self.key == other.key


@dataclass(frozen=True)
class _Told:
    """A scenario by its text."""

    scenario: Scenario = field(compare=False)
    text: str


@lru_cache(maxsize=16)
def _compiled(told: _Told, tariffs: _Tariffs, members: Members, day: date) -> tuple[Shock, Shock]:
    return compile_against(told.scenario, tariffs, members, day)


@lru_cache(maxsize=16)
def _law_shock(tariffs: _Tariffs, day: date) -> Shock:
    return law_of(tariffs, day)
