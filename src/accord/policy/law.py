"""What a scenario is compared with: the world's data year, or the law of a day for everybody.

The law of a day is the stack of that day by every importer of which the book knows the duties and the
products, on everybody. As a shock it is the same for every world with the same tariffs.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import cached_property, lru_cache
from hashlib import blake2b

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array, Shock
from accord.policy.compile import Members, compile_against, law_of
from accord.policy.lever import Baseline
from accord.policy.schema import Scenario
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.tables import partners

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


def law_shock(world: Baseline, day: date) -> Shock:
    """Return the duties of a day on everybody as a shock on a world's own tariffs, remembered."""
    return _law_shock(_Tariffs(tuple(world.economies), tuple(world.sectors), world.tariffs), day)


def compiled(scenario: Scenario, world: Baseline, members: Members, day: date) -> tuple[Shock, Shock]:
    """Return the shocks of a day's law and of a scenario on top of it, remembered: no elasticity is in them."""
    laid = _Tariffs(tuple(world.economies), tuple(world.sectors), world.tariffs)
    return _compiled(_Told(scenario, scenario.to_json()), laid, members, day)


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


def last_day() -> date:
    """Return today, or the last day that every list of duties reaches if that is earlier."""
    ends = [load_book(code).until for code in book_importers() if partners(code)]
    return min([date.today(), *ends])
