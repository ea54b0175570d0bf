"""What can still be had at a table: the packages that hold what is agreed, and of them those nobody can better."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from accord.talks.packages import Bench, Outcome

Array = NDArray[np.float64]
MOST_FREE = 12
"""Concessions that are combined; of more, those that move most."""
TRIES = 6
"""Packages that are solved, spread over the edge that the sums of single concessions promise."""


def reachable(bench: Bench, held: Sequence[str]) -> tuple[Outcome, ...]:
    """Return packages that hold the concessions ``held`` and more, none worse for both sides than another.

    Tried are what is held, that with each single concession more, and the packages that promise most by the
    sum of what their parts are worth alone; each is solved, and only what was solved is compared. What its
    giver has said it will not give is not added. The last is best for the first party.
    """
    alone = {c.id: _worth(bench.outcome([c.id])) for c in bench.menu.concessions if not c.sensitive}
    free = sorted(
        (name for name in alone if name not in held), key=lambda name: -float(abs(alone[name]).max())
    )
    free = free[:MOST_FREE]
    added = (np.arange(2 ** len(free))[:, None] >> np.arange(len(free))) & 1
    sums = added @ np.array([alone[name] for name in free]).reshape(len(free), 2)
    edge = best_for_both(sums)
    tried = edge[np.unique(np.linspace(0, len(edge) - 1, min(TRIES, len(edge))).round().astype(int))]
    singles = np.flatnonzero(added.sum(axis=1) <= 1)
    packages = [
        (*held, *(name for name, on in zip(free, added[at], strict=True) if on))
        for at in np.unique(np.concatenate([singles, tried]))
    ]
    found = [bench.outcome(package) for package in packages if package]
    solved = np.array([_worth(outcome) for outcome in found]).reshape(len(found), 2)
    return tuple(found[at] for at in best_for_both(solved))


def best_for_both(worth: Array) -> NDArray[np.int64]:
    """Return which rows of ``worth[k, 2]`` no other row betters for both, the best for the second party first."""
    order = np.lexsort((-worth[:, 1], -worth[:, 0]))
    second = worth[order, 1]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]]) if len(order) else second
    return np.asarray(order[second > before][::-1])


def _worth(outcome: Outcome) -> Array:
    return np.array(list(outcome.worth.values()))
