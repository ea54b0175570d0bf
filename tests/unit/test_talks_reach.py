"""What can still be had at a table: exact where few concessions are free, and never short of what is held."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from accord.talks import reach
from accord.talks.reach import best_for_both, reachable

WORTH = arrays.arrays(float, st.tuples(st.integers(0, 12), st.just(2)), elements=st.integers(-5, 5))


def betters(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one >= other).all() and (one > other).any())


@given(WORTH)
def test_the_best_are_those_that_no_other_betters(worth: np.ndarray) -> None:
    kept = best_for_both(worth)
    for at in range(len(worth)):
        if at in kept:
            assert not any(betters(one, worth[at]) for one in worth)
        else:
            assert any((one >= worth[at]).all() for one in worth[kept])
    assert list(worth[kept, 0]) == sorted(worth[kept, 0])


class Toy:
    """A bench where a package is worth the sum of its parts, and a little less for each pair."""

    def __init__(
        self, alone: dict[str, tuple[float, float]], sensitive: frozenset[str] = frozenset()
    ) -> None:
        self.alone, self.asked = alone, list[tuple[str, ...]]()
        rows = [SimpleNamespace(id=name, sensitive=name in sensitive) for name in alone]
        self.menu = SimpleNamespace(concessions=rows)

    def outcome(self, ids: list[str]) -> SimpleNamespace:
        lines = tuple(name for name in self.alone if name in ids)
        self.asked.append(lines)
        total = np.sum([self.alone[name] for name in lines], axis=0) - 0.01 * len(
            list(combinations(lines, 2))
        )
        return SimpleNamespace(lines=lines, worth=dict(zip(("USA", "IND"), map(float, total), strict=True)))


PRICES = {"a": (3.0, -1.0), "b": (-1.0, 4.0), "c": (1.0, 0.5), "d": (-2.0, -2.0), "e": (9.0, 9.0)}


@pytest.mark.parametrize("held", [(), ("b",), ("a", "d")])
def test_what_can_be_had_is_the_edge_of_all_packages_that_hold_what_is_on(held: tuple[str, ...]) -> None:
    toy = Toy(PRICES, frozenset({"e"}))
    found = [outcome.lines for outcome in reachable(toy, held)]  # type: ignore[arg-type]
    free = [name for name in "abcd" if name not in held]
    every = [
        toy.outcome([*held, *more])
        for size in range(5)
        for more in combinations(free, size)
        if [*held, *more]
    ]
    worth = np.array([list(one.worth.values()) for one in every])
    assert sorted(found) == sorted(every[at].lines for at in best_for_both(worth))
    assert not any("e" in lines for lines in found)


def test_no_more_is_solved_than_was_said() -> None:
    toy = Toy({f"c{at}": (float(at), 40.0 - at * at / 30) for at in range(40)})
    found = reachable(toy, ("c3",))  # type: ignore[arg-type]
    assert sum(len(lines) > 1 for lines in toy.asked) <= reach.TRIES + reach.MOST_FREE
    assert all("c3" in outcome.lines for outcome in found)


def test_what_is_held_stays_where_adding_to_it_costs_one_side() -> None:
    """Parts that promise much alone may be worth little together: what is held is tried as it is."""

    class Overlapping(Toy):
        def outcome(self, ids: list[str]) -> SimpleNamespace:
            found = super().outcome(ids)
            if "a" in found.lines and len(found.lines) > 1:
                found.worth["USA"] = 2.0
            return found

    found = reachable(Overlapping({"a": (3.0, 0.0), "b": (1.0, 1.0), "c": (1.0, 2.0)}), ("a",))  # type: ignore[arg-type]
    assert ("a",) in [outcome.lines for outcome in found]
