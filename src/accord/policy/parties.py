"""Who a measure names, and how far it got: words that scenarios and lists of duties share."""

from __future__ import annotations

from typing import Literal

from accord.core.frozen import dataclass

Status = Literal["assumed", "announced", "in_force", "suspended", "ended", "struck_down", "never_implemented"]
"""``assumed`` is a measure nobody announced. The last four are in the record but change nothing."""


@dataclass(frozen=True)
class Parties:
    """Economies by code, groups by name, or ``all``; less those after ``except_``.

    Which words exist is known where groups and a world are at hand: when the scenario is compiled.
    """

    of: tuple[str, ...]
    except_: tuple[str, ...] = ()

    def words(self) -> list[str] | dict[str, tuple[str, ...]]:
        """Return what a file would say: a list, or ``{of: [...], except: [...]}``."""
        return {"of": self.of, "except": self.except_} if self.except_ else list(self.of)


def numbers(rate: float | dict[str, float] | None) -> tuple[float, ...]:
    """Return the numbers in a rate: one, one for each sector, or none."""
    if rate is None:
        return ()
    return tuple(rate.values()) if isinstance(rate, dict) else (rate,)
