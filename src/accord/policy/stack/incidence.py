"""Who pays what: what each duty adds on a product line, or on many at once.

A line's numbers are plain numbers, those of many lines arrays; what is done with them is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from accord.core.frozen import dataclass
from accord.policy.stack.duty import Duty, territory
from accord.policy.stack.products import Products

if TYPE_CHECKING:
    from accord.core.shock import Array

Column = TypeVar("Column", float, "Array")
"""One number for each line of a table: a plain number for a single line."""


class Table(Protocol[Column]):
    """Product lines: their ``base`` as a fraction (0.024 is 2.4 %), their lists, and how their numbers compare."""

    @property
    def nothing(self) -> Column:
        """Zero for each line."""

    @property
    def base(self) -> Column:
        """Duty as a fraction of imports: what was ``collected`` in 2024, else the ordinary tariff."""

    @property
    def ordinary(self) -> Column:
        """Ordinary tariff as a fraction."""

    @property
    def collected(self) -> bool:
        """Whether ``base`` holds the special duties of 2024."""

    @property
    def usmca(self) -> Column | None:
        """Share of imports that claimed USMCA; None but for its members."""

    def scope(self, products: Products) -> Column | None:
        """Return 1 where a scope covers a line, 0 elsewhere; None where it covers none."""

    def by_chapter(self, shares: Mapping[str, float]) -> Column:
        """Return the share that stands for each line's HS chapter; 1 where none is named."""

    def least(self, one: Column, two: Column | float) -> Column:
        """Return the smaller of two, line by line."""

    def most(self, one: Column, two: Column | float) -> Column:
        """Return the larger of two, line by line."""


@dataclass(frozen=True)
class LineRates(Generic[Column]):
    """By product line: shares that sum to one, and percentage points that each duty adds."""

    exempt: Column
    preempted: Column
    hit: Column
    general: Column
    special: Column
    by_duty: dict[str, tuple[Column, Column]]


def line_rates(duties: Iterable[Duty], exporter: str, day: date, table: Table[Column]) -> LineRates[Column]:
    """Return what each product line pays under ``duties`` (all in force, none replaced by another).

    A duty that the law of 2024 charged in full already counts in no share: its goods pay nothing more.
    """
    ordered = sorted(duties, key=lambda duty: duty.id)
    by_duty = duty_rates(ordered, exporter, day, table)
    new = [duty for duty in ordered if duty.new_on(exporter) or not table.collected]
    hit = reduce(table.most, (by_duty[duty.id][0] for duty in new if duty.general), table.nothing)
    special = _sum([by_duty[duty.id][0] for duty in new if not duty.general], table)
    preempted = table.least(special, 1.0 - hit)
    return LineRates(
        exempt=1.0 - preempted - hit,
        preempted=preempted,
        hit=hit,
        general=_sum([by_duty[duty.id][1] for duty in ordered if duty.general], table),
        special=_sum([by_duty[duty.id][1] for duty in ordered if not duty.general], table),
        by_duty=by_duty,
    )


def duty_rates(
    duties: Iterable[Duty], exporter: str, day: date, table: Table[Column]
) -> dict[str, tuple[Column, Column]]:
    """Return, in the order of their ids, the share of each line that pays a duty and the points it adds."""
    ordered = sorted(duties, key=lambda duty: duty.id)
    scopes = _Scopes({duty.id: duty for duty in ordered}, exporter, day, table)
    shares = {duty.id: _share_paid(duty, scopes.of(duty), table) for duty in ordered}
    return {duty.id: (shares[duty.id], shares[duty.id] * _points(duty, exporter, table)) for duty in ordered}


def _sum(parts: Iterable[Column], table: Table[Column]) -> Column:
    total = table.nothing
    for part in parts:
        total += part
    return total


def _share_paid(duty: Duty, scope: Column, table: Table[Column]) -> Column:
    """Return what part of each line pays: in its scope, less what meets the rules of USMCA."""
    if duty.usmca_free and table.usmca is not None:
        return scope * (1.0 - duty.usmca_free * table.usmca)
    return scope


class _Scopes(Generic[Column]):
    """What part of each line every duty takes: listed, not exempt, not pre-empted; each worked out once.

    A car that is free of the duty on cars under USMCA is still no good of the general duties.
    """

    def __init__(self, by_id: dict[str, Duty], exporter: str, day: date, table: Table[Column]) -> None:
        self._by_id, self._day = by_id, day
        self._table: Table[Column] = table
        self._exporter, self._names = exporter, territory(exporter)
        self._scopes: dict[str, Column] = {}
        self._above: dict[tuple[str, ...], Column] = {}

    def of(self, duty: Duty) -> Column:
        if duty.id not in self._scopes:
            self._scopes[duty.id] = self._scope(duty)
        return self._scopes[duty.id]

    def _scope(self, duty: Duty) -> Column:
        table = self._table
        listed = None if duty.products is None else table.scope(duty.products)
        if duty.products is not None and listed is None:
            return table.nothing
        share = duty.liable_on(self._exporter) * self._left(duty.pre_empted_by or ())
        if listed is not None:
            share = share * listed
        if duty.content:
            share = share * table.by_chapter(duty.content)
        for part in duty.exempt:
            free = table.scope(part) if part.frees(self._names, self._day) else None
            if free is not None:
                share = share * (1.0 - part.share * free)
        return share

    def _left(self, names: tuple[str, ...]) -> Column:
        """What the duties above leave of each line."""
        if names not in self._above:
            above = _sum((self.of(self._by_id[name]) for name in names if name in self._by_id), self._table)
            self._above[names] = 1.0 - self._table.least(above, 1.0)
        return self._above[names]


def _points(duty: Duty, exporter: str, table: Table[Column]) -> Column:
    """Percentage points that a duty adds where it is paid, on top of the base.

    One that tops up adds only what the base lacks; one that the law of 2024 charged in part, only the rest.
    """
    rate, base = duty.rate_on(exporter) or 0.0, 100 * table.base
    if duty.stacking == "tops_up":
        return table.most(rate - base, 0.0)
    if not duty.in_2024 or not table.collected:
        return table.nothing + rate
    if duty.in_2024_by == "law":
        return table.nothing + max(rate - duty.in_2024, 0.0)
    held = table.least(table.most(base - 100 * table.ordinary, 0.0), duty.in_2024)
    return table.most(rate - held, 0.0)
