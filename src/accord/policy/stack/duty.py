"""One legal duty of the stack: who charges it, on whose goods, which products, since when, on top of what.

A duty on every product is *general*: such rates add up to the statutory headline. A duty on listed products
is *special*: where a general duty is ``pre_empted_by`` it, products it covers pay the special duty instead.
Rates are percent of the customs value.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal, get_args

from accord.core.codes import economies, economy_code, known_economy, nearest
from accord.core.frozen import dataclass
from accord.policy.parties import Parties, Status
from accord.policy.stack.products import Exemption, Products

EU27: tuple[str, ...] = (
    "AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL",
    "ITA", "LVA", "LTU", "LUX", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE",
)  # fmt: skip
"""One customs territory: a duty on EU27 falls on each member."""

DutyKind = Literal[
    "mfn", "preferential", "reciprocal", "secondary", "emergency", "section_122", "section_201", "section_232",
    "section_301", "section_338", "surtax", "countervailing", "safeguard", "carbon", "retaliation", "offer",
]  # fmt: skip
DUTY_KINDS: frozenset[str] = frozenset(get_args(DutyKind))

BASE_KINDS: frozenset[str] = frozenset({"mfn", "preferential", "offer"})
"""Kinds that are no add-on: the ordinary tariff, cuts of it, and cuts that are only offered."""

COLLECTED: frozenset[str] = frozenset({"in_force", "ended", "struck_down"})
"""Statuses of a duty that was or is paid between its dates; the others never were."""


@lru_cache(maxsize=512)
def territory(exporter: str) -> tuple[str, ...]:
    """Return the words by which a duty may name an exporter: its code, and EU27 for a member."""
    return (exporter, "EU27") if exporter in EU27 else (exporter,)


def party_code(word: str, where: str) -> str:
    """Return the code of an economy or customs union given by code or name; raise InputError otherwise."""
    return "EU27" if named(word) == "EU27" else economy_code(word, where)


def named(word: str) -> str:
    """Return the id of a group given by another name of it, any other word as it is."""
    if word in {"all", "EU27"} or word in economies():
        return word
    from accord import groups

    return groups.named(word)


def union_of(importer: str) -> str:
    """Return the customs territory that charges for an importer: EU27 for a member, else the importer."""
    return "EU27" if importer in EU27 else importer


def party(word: str) -> str:
    """Return a word that may name a party: an economy's code, EU27, or ``all``; raise ValueError otherwise."""
    if word in {"all", "EU27"} or word in economies():
        return word
    close = nearest(word, ("EU27",)) if word.upper().startswith("EU") else ""
    if close:
        raise ValueError(f"unknown economy '{word}'{close}")
    return known_economy(word)


@dataclass(frozen=True)
class Duty:
    """One duty, cut or offer.

    ``rate`` in percent is one number for ``exporters``, or numbers by exporter (a code, EU27, or ``all`` for
    the rest). ``liable`` is the share of the flow in scope that pays, where preference or content frees the
    rest. ``stacking``: ``adds`` comes on top of the base; ``tops_up`` lifts the total to the rate and no
    further. While in force a duty takes the place of those it ``replaces``. Two duties of one kind on the
    same goods contradict each other unless one ``adds_to``, ``replaces`` or is ``pre_empted_by`` the other;
    a kind (``section_232``) stands for all duties of that kind on listed products.

    ``content`` is the share of the value that pays by HS chapter, for a duty on the metal in a product; chapters
    that it does not name pay on their whole value.

    ``usmca_free`` is the part of the value that is free where Canadian or Mexican goods meet the rules of
    USMCA: 1, or less for vehicles. ``in_2024`` are the points of the rate that the law of 2024 charged
    already, so that the duty collected in 2024 holds them: in full (``law``), or as far as what was collected
    exceeds the ordinary tariff (``collected``). ``by_maker`` are rates of single makers or companies; the rate
    is then that of the rest. ``in_transit_until``: goods shipped before the start are free if entered before.
    """

    id: str
    title: str
    kind: DutyKind
    rate: float | dict[str, float]
    status: Status
    source: str
    exporters: Parties | None = None
    products: Products | None = None
    exempt: tuple[Exemption, ...] = ()
    liable: float | dict[str, float] = 1.0
    content: dict[str, float] = field(default_factory=dict)
    usmca_free: float = 0.0
    in_2024: float = 0.0
    in_2024_by: Literal["law", "collected"] = "law"
    by_maker: dict[str, float] = field(default_factory=dict)
    stacking: Literal["adds", "tops_up"] = "adds"
    adds_to: tuple[str, ...] | None = None
    replaces: tuple[str, ...] | None = None
    pre_empted_by: tuple[str, ...] | None = None
    announced: date | None = None
    effective: date | None = None
    ended: date | None = None
    in_transit_until: date | None = None
    instrument: str = ""
    confidence: Literal["H", "M", "L"] = "M"
    note: str = ""

    @property
    def exporters_named(self) -> tuple[str, ...]:
        """Every word that names an exporter, those excepted too."""
        if isinstance(self.rate, dict):
            return tuple(self.rate)
        return (*self.exporters.of, *self.exporters.except_) if self.exporters else ()

    @property
    def settled_with(self) -> tuple[str, ...]:
        """Other duties for which it says how the two go together."""
        return (*(self.adds_to or ()), *(self.replaces or ()), *(self.pre_empted_by or ()))

    @property
    def general(self) -> bool:
        """Whether it falls on every product and so counts in the statutory headline."""
        return self.products is None and self.kind not in BASE_KINDS

    @cached_property
    def _rates(self) -> dict[str, float | None]:
        return {}

    def rate_on(self, exporter: str) -> float | None:
        """Percent on one exporter's goods; None where the duty does not reach it."""
        if exporter not in self._rates:
            self._rates[exporter] = self._rate(territory(exporter))
        return self._rates[exporter]

    def _rate(self, names: tuple[str, ...]) -> float | None:
        if isinstance(self.rate, dict):
            return next((self.rate[name] for name in (*names, "all") if name in self.rate), None)
        assert self.exporters is not None
        named = frozenset(names)
        inside = "all" in self.exporters.of or not named.isdisjoint(self.exporters.of)
        outside = not named.isdisjoint(self.exporters.except_)
        return self.rate if inside and not outside else None

    def new_on(self, exporter: str) -> bool:
        """Whether it charges an exporter more than the law of 2024 already did."""
        return self.in_2024_by == "collected" or (self.rate_on(exporter) or 0.0) > self.in_2024

    def liable_on(self, exporter: str) -> float:
        """Share of an exporter's flow in scope that pays."""
        if not isinstance(self.liable, dict):
            return self.liable
        names = (*territory(exporter), "all")
        return next((self.liable[name] for name in names if name in self.liable), 1.0)

    def collected_on(self, day: date) -> bool:
        """Whether it was paid on ``day``: from its effective date on, up to but not on its end."""
        if self.status not in COLLECTED or self.effective is None:
            return False
        return self.effective <= day and (self.ended is None or day < self.ended)

    def pending_on(self, day: date) -> bool:
        """Whether it was announced but never paid, and not yet overtaken, on ``day``."""
        if self.status in COLLECTED or self.announced is None:
            return False
        return self.announced <= day and (self.ended is None or day < self.ended)


def changes(duty: Duty) -> list[date]:
    """Return the days on which a duty, or what it leaves out, begins or ends."""
    exempt = [day for products in duty.exempt for day in (products.since, products.until)]
    return [day for day in (duty.effective, duty.ended, *exempt) if day]
