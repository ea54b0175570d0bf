"""Product lines that no duty of a day tells apart, taken together.

A day's duties name some dozens of sets of products. Lines of one sector that lie in the same sets pay alike, so
what ten thousand of them pay is worked out on a few hundred. Lines whose own base decides what a duty adds, or
whose claims of USMCA do, stay by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from accord.policy.stack.duty import Duty
from accord.policy.stack.weights import Weights, concordance, covered_lines

Lines = NDArray[np.int64]

ROUNDING = 1e-12
"""Bases, as fractions, that are no further apart are the same."""


class Together:
    """Duties by which lines are told apart; the same duties are equal."""

    def __init__(self, duties: Sequence[Duty]) -> None:
        self.duties = tuple(duties)

    @cached_property
    def _key(self) -> tuple[int, ...]:
        return tuple(map(id, self.duties))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Together) and self._key == other._key


def alike(table: Weights, block: Lines, told: Together, exporter: str) -> tuple[Weights, Lines]:
    """Return imports with those lines of a block as one that pay the same under duties to an exporter; their blocks.

    Each entry has the place of one of its lines, the sum of their imports and the mean of their base.
    """
    kind, size = _kinds(told)
    of = block * size + kind[table.place]
    for by in _apart(table, told, exporter):
        of = _split(of, by)
    distinct, one, of = np.unique(of, return_index=True, return_inverse=True)
    of = of.reshape(-1)
    imports = np.asarray(np.bincount(of, table.imports, len(distinct)), dtype=np.float64)
    duty = np.bincount(of, table.imports * table.base, len(distinct))
    mean = duty / np.where(imports > 0, imports, 1.0)
    base = np.where(np.abs(mean - table.base[one]) < ROUNDING, table.base[one], mean)
    return replace(table, place=table.place[one], imports=imports, base=base), block[one]


def _apart(table: Weights, told: Together, exporter: str) -> Iterator[Lines]:
    """Yield numbers of each line that tell apart what the sets of products do not: claims of USMCA, and the base."""
    reaching = [duty for duty in told.duties if duty.rate_on(exporter) is not None]
    if table.usmca is not None and any(duty.usmca_free for duty in reaching):
        yield np.unique(table.usmca, return_inverse=True)[1].reshape(-1)
    tops_up, collected = np.zeros((2, len(table.place)), dtype=bool)
    for duty in reaching:
        if duty.stacking == "tops_up":
            tops_up |= _reached(duty, table)
        elif duty.in_2024 and table.collected and duty.in_2024_by == "collected":
            collected |= _reached(duty, table)
    if tops_up.any():
        yield np.unique(np.where(tops_up, table.base, -1.0), return_inverse=True)[1].reshape(-1)
    if collected.any():
        yield np.where(collected, np.arange(1, len(collected) + 1), 0)


def _reached(duty: Duty, table: Weights) -> NDArray[np.bool_]:
    """Return which lines are in the scope of a duty."""
    if duty.products is None:
        return np.ones(len(table.place), dtype=bool)
    return covered_lines(duty.products)[table.place]


@lru_cache(maxsize=64)
def _kinds(told: Together) -> tuple[Lines, int]:
    """Return the kind of each line of the schedule under some duties, and how many kinds there are."""
    lines, kind = concordance()
    content = np.zeros(len(lines), dtype=bool)
    seen = set()
    for duty in told.duties:
        scopes = (*((duty.products,) if duty.products else ()), *duty.exempt)
        for scope in scopes:
            if scope.reach not in seen:
                seen.add(scope.reach)
                kind = _split(kind, covered_lines(scope).astype(np.int64))
        if duty.content:
            content |= True if duty.products is None else covered_lines(duty.products)
    return _numbered(_split(kind, np.where(content, lines // 10**8, 0)))


def _split(kind: Lines, by: Lines) -> Lines:
    """Return kinds told apart by one more number of each line."""
    size = int(by.max()) + 1
    if int(kind.max()) >= np.iinfo(np.int64).max // size - 1:
        kind = _numbered(kind)[0]
    return kind * size + by


def _numbered(kind: Lines) -> tuple[Lines, int]:
    """Return kinds numbered from zero, and how many there are."""
    distinct, of = np.unique(kind, return_inverse=True)
    return of.reshape(-1), len(distinct)
