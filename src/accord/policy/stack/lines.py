"""The tariff lines of one product: what the importer bought of each, and what each pays.

A few lines are taken one by one as plain numbers; many are one table of arrays, for which NumPy is loaded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Generic, Protocol, Self

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.duty import Duty
from accord.policy.stack.incidence import Column, Table, duty_rates
from accord.policy.stack.products import LENGTHS, Products, product_lists
from accord.policy.stack.tables import IMPORTS, MISSING, claimed, column, partner_for, partners, schedule

if TYPE_CHECKING:
    from accord.core.shock import Array

FEW = 40
"""Up to so many lines are taken one by one."""


class Lines(Table[Column], Protocol[Column]):
    """Product lines that weigh by what was bought of them."""

    def weigh(self, column: Column) -> float:
        """Return the sum of one number for each line, times what was bought of it in 2024."""

    def some(self, column: Column) -> bool:
        """Whether one number for each line is not zero somewhere."""

    def at(self, base: float | None, meets_usmca: bool | None = None) -> Self:
        """Return the lines at another ordinary tariff, where one is given, and where all or none meet USMCA."""


@dataclass(frozen=True, eq=False)
class Line:
    """One tariff line; ``imports`` are thousand USD, ``base`` its ordinary tariff as a fraction.

    ``heads`` are the codes that cover it, ``lists`` the published lists that do. ``usmca`` is the share of its
    imports that claimed USMCA, None but for Canada and Mexico.
    """

    heads: frozenset[str]
    lists: frozenset[str]
    imports: float = 1.0
    base: float = 0.0
    usmca: float | None = None

    collected = False
    """``base`` is the schedule's, which holds none of the special duties of 2024."""
    nothing = 0.0

    @property
    def ordinary(self) -> float:
        """Its ordinary tariff as a fraction."""
        return self.base

    def scope(self, products: Products) -> float | None:
        """Return 1 where a scope of products covers the line, else None."""
        inside = not self.lists.isdisjoint(products.lists or ()) or not self.heads.isdisjoint(products.codes)
        return 1.0 if inside else None

    def by_chapter(self, shares: Mapping[str, float]) -> float:
        """Return the share that stands for its HS chapter; 1 for a chapter that is not named."""
        return next((shares[head] for head in self.heads if head in shares), 1.0)

    @staticmethod
    def least(one: float, two: float) -> float:
        """Return the smaller of two numbers."""
        return min(one, two)

    @staticmethod
    def most(one: float, two: float) -> float:
        """Return the larger of two numbers."""
        return max(one, two)

    def weigh(self, column: float) -> float:
        """Return a number times its imports."""
        return self.imports * column

    @staticmethod
    def some(column: float) -> bool:
        """Whether a number is not zero."""
        return bool(column)

    def at(self, base: float | None, meets_usmca: bool | None = None) -> Line:
        """Return the line at another ordinary tariff, and where all or none of its goods meet USMCA."""
        usmca = self.usmca if self.usmca is None or meets_usmca is None else float(meets_usmca)
        return replace(self, base=self.base if base is None else base, usmca=usmca)


@dataclass(frozen=True)
class Paid:
    """What a product pays of a duty: the ``share`` of its value that pays, the points it ``adds``, both means.

    ``somewhere`` tells whether some line pays, with imports or without.
    """

    share: float
    adds: float
    somewhere: bool


@dataclass(frozen=True, eq=False)
class Goods(Generic[Column]):
    """A product as its tariff lines; where its importer's schedule is not held, as one that stands for them.

    ``lines`` is how many there are in the schedule, ``tables`` hold them all.
    """

    tables: Sequence[Lines[Column]]
    lines: int

    def paid(self, duties: Sequence[Duty], exporter: str, day: date) -> dict[str, Paid]:
        """Return by id what the product pays of duties that are all in force, none replaced by another."""
        rates = [duty_rates(duties, exporter, day, table) for table in self.tables]
        found = {}
        for duty in duties:
            shares, adds = zip(*(rate[duty.id] for rate in rates), strict=True)
            pays = any(table.some(share) for table, share in zip(self.tables, shares, strict=True))
            found[duty.id] = Paid(self._mean(shares), self._mean(adds), pays)
        return found

    @cached_property
    def base(self) -> float:
        """Its ordinary tariff as a fraction."""
        return self._mean([table.base for table in self.tables])

    @cached_property
    def usmca(self) -> float | None:
        """Share of its imports that claimed USMCA; None but for Canada and Mexico."""
        shares = [table.usmca for table in self.tables if table.usmca is not None]
        return self._mean(shares) if shares else None

    def by_chapter(self, shares: Mapping[str, float]) -> float:
        """Return the mean of a share by HS chapter."""
        return self._mean([table.by_chapter(shares) for table in self.tables])

    def some(self, products: Products) -> bool:
        """Whether a scope covers a line."""
        return any(table.scope(products) is not None for table in self.tables)

    def all(self, products: Products) -> bool:
        """Whether a scope covers every line."""
        scopes = [(table, table.scope(products)) for table in self.tables]
        return all(scope is not None and not table.some(1.0 - scope) for table, scope in scopes)

    def at(self, base: float | None, meets_usmca: bool | None = None) -> Goods[Column]:
        """Return it at another ordinary tariff, where one is given, and where all or none of it meets USMCA."""
        return replace(self, tables=[table.at(base, meets_usmca) for table in self.tables])

    def _mean(self, columns: Sequence[Column]) -> float:
        """Mean of one number for each line, weighted by imports."""
        total = sum(table.weigh(table.nothing + 1.0) for table in self.tables)
        return sum(table.weigh(column) for table, column in zip(self.tables, columns, strict=True)) / total


UNSCHEDULED = Goods((Line(frozenset(), frozenset()),), 0)


def us_goods(exporter: str, code: str) -> Goods[float] | Goods[Array]:
    """Return the US tariff lines of a code with what was bought of each in 2024, at their ordinary tariff.

    Where nothing was bought of them, or it is not known, all count alike. Raises InputError where no line begins
    with the code.
    """
    wide = 10 ** (10 - len(code))
    places = range(*(bisect_left(schedule(), end * wide) for end in (int(code), int(code) + 1)))
    if not places:
        raise InputError(f"no line of the US tariff schedule begins with {code}")
    partner = partner_for("USA", exporter)
    imports = [_bought(partner, place)[0] if partner else 0.0 for place in places]
    imports = imports if sum(imports) > 0 else [1.0] * len(places)
    base = [_base(exporter, place) for place in places]
    if len(places) > FEW:
        from accord.policy.stack.weights import lines_of

        return Goods((lines_of(partner or exporter, places, imports, base),), len(places))
    claims = claimed(partner or exporter)
    tables = [
        Line(*_covering(place), bought, rate, claims[place] / 100 if claims else None)
        for place, bought, rate in zip(places, imports, base, strict=True)
    ]
    return Goods(tables, len(places))


def _covering(place: int) -> tuple[frozenset[str], frozenset[str]]:
    """The codes and the published lists that cover a line."""
    code = f"{schedule()[place]:010d}"
    heads = frozenset(code[:digits] for digits in LENGTHS)
    return heads, frozenset(name for name, codes in product_lists().items() if not heads.isdisjoint(codes))


def _base(exporter: str, place: int) -> float:
    """The ordinary tariff of a line as a fraction; where it is no percentage, what it came to in 2024.

    That is duty over imports, of all partners for want of the exporter's own. China's own is left out, since it
    holds the special duties of 2018, and stands in for nobody.
    """
    rate = column(IMPORTS, "ordinary")[place]
    if rate != MISSING:
        return rate / 10_000
    names = [name for name in partners() if name not in {"CHN", "SVK"}]
    own = partner_for("USA", exporter)
    rows = [_bought(name, place) for name in ([own] if own in names else names)]
    imports, duty = sum(row[0] for row in rows), sum(row[1] for row in rows)
    return duty / max(imports, 1e-9)


def _bought(partner: str, place: int) -> tuple[float, float]:
    """Imports of a line from a partner in 2024 and the duty collected on them, in thousand USD.

    Of a product that is known by 6 digits alone each of its lines has an equal part.
    """
    alike, own = 1, "india_"
    if partner == "IND":
        at = _found(column(IMPORTS, "india_line"), place)
    else:
        product, own = schedule()[place] // 10_000, ""
        alike = bisect_left(schedule(), (product + 1) * 10_000) - bisect_left(schedule(), product * 10_000)
        first, last = (
            bisect_left(column(IMPORTS, "partner"), partners().index(partner) + end) for end in (0, 1)
        )
        at = _found(column(IMPORTS, "product"), product, first, last)
    if at is None:
        return 0.0, 0.0
    imports, duty = (column(IMPORTS, own + key)[at] for key in ("imports", "duty"))
    return imports / alike, imports / alike * (duty / max(imports, 1))


def _found(numbers: Sequence[int], wanted: int, first: int = 0, last: int | None = None) -> int | None:
    """Return where a number stands among ascending ones, None where it does not."""
    last = len(numbers) if last is None else last
    at = bisect_left(numbers, wanted, first, last)
    return at if at < last and numbers[at] == wanted else None
