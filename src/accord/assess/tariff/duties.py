"""What one economy adds to its ordinary tariffs on another's goods, and how a report's words change it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from accord.assess.tariff.scenario import sectors_named
from accord.core.codes import GOODS, SECTOR_SETS
from accord.core.errors import InputError
from accord.policy import Measure
from accord.study.stack import NO_DUTY, duties_by_sector

Item = Mapping[str, Any]
Points = Mapping[str, float]

_ORDINARY = re.compile(r"\b(average|ordinary|most[- ]favou?red|mfn|basic customs)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Duties:
    """Percentage points by sector on top of the ordinary tariffs, and cuts of the ordinary ones.

    ``general`` are duties on every product, whose announced rate is ``headline``; ``special`` are on listed
    products. ``kept`` is the share of the ordinary tariff that stays, by sector, where it is cut.
    """

    importer: str
    exporter: str
    general: Points
    special: Points
    headline: float
    source: str
    assumptions: tuple[str, ...] = ()
    kept: Points = field(default_factory=dict)
    paid: bool = False
    """Whether these are the duties really paid, from the measure stack, and not a report's headline."""

    @classmethod
    def on(cls, importer: str, exporter: str, day: date, items: Sequence[Item]) -> Self:
        """Return the duties of a day: those really paid where the stack knows them, else as reported."""
        try:
            return cls.from_stack(importer, exporter, day)
        except InputError as unknown:
            return cls.as_reported(importer, exporter, items, str(unknown))

    @classmethod
    def from_stack(cls, importer: str, exporter: str, day: date) -> Self:
        """Return what the measure stack gives; InputError where it has no duties or no import weights."""
        paid = duties_by_sector(importer, exporter, day)
        general = paid.sectors.general
        special = {sector: paid.sectors.points[sector] - points for sector, points in general.items()}
        return cls(
            importer, exporter, general, special, paid.headline_pct, paid.source, paid.assumptions, paid=True
        )

    @classmethod
    def as_reported(cls, importer: str, exporter: str, items: Sequence[Item], why: str) -> Self:
        """Return the highest rate that the report gives for each set of sectors."""
        if not items:
            return cls(importer, exporter, {}, {}, 0.0, "")
        best = highest(items)
        everywhere = best.pop(GOODS, None)
        headline = float(everywhere["value"]) if everywhere else 0.0
        special: dict[str, float] = {}
        for sectors, item in best.items():
            special |= {sector: max(special.get(sector, 0.0), float(item["value"])) for sector in sectors}
        taken = [item for item in (everywhere, *best.values()) if item]
        said = (
            f"{why}, so the report is taken at its word, on top of the tariffs of the world's year.",
            *map(scope_assumed, taken),
        )
        general = dict.fromkeys(GOODS, headline) if everywhere else {}
        return cls(importer, exporter, general, special, headline, words_of(*taken), said)

    def at(self, item: Item, *, ceiling: bool) -> Duties:
        """Return the duties once an item's rate holds: as a ``ceiling`` (a deal's terms) or as a floor.

        A rate on all goods takes the place of the headline, and what is exempt stays exempt; "additional"
        means on top of it. A rate on named products takes the place of what their sectors pay.
        """
        rate, sectors = float(item["value"]), sectors_of(item)
        added = item["lever"] == "tariff_additional" and not ceiling
        freed = ceiling and rate == 0
        if sectors == GOODS:
            rate += self.headline if added else 0.0
            general = dict.fromkeys(GOODS, rate)
            if self.headline:
                scale = rate / self.headline
                general = {s: self.general.get(s, 0.0) * scale for s in GOODS}
            changed = replace(self, general=general, special={} if freed else self.special, headline=rate)
        else:
            special = {**self.special, **{s: self._named(s, item, ceiling, added) for s in sectors}}
            general = {s: 0.0 if s in sectors else points for s, points in self.general.items()}
            changed = replace(self, general=general, special=special)
        kept = {**self.kept, **dict.fromkeys(sectors if freed else (), 0.0)}
        return replace(changed, kept=kept, source=words_of(item))

    def points(self, sector: str) -> float:
        """Return what a sector pays on top of its ordinary tariff."""
        return self.general.get(sector, 0.0) + self.special.get(sector, 0.0)

    def _named(self, sector: str, item: Item, ceiling: bool, added: bool) -> float:
        rate: float = item["value"]
        now = self.points(sector)
        if not ceiling:
            return now + rate if added else max(now, rate)
        before = item.get("previous_value")
        if before and now:
            return now * min(1.0, rate / float(before))
        return min(now, rate) if now else rate

    def without(self, items: Sequence[Item]) -> Duties:
        """Return the duties less what is charged on the goods that items name."""
        sectors = {sector for item in items for sector in sectors_of(item)}
        kept = [
            {s: 0.0 if s in sectors else v for s, v in part.items()} for part in (self.general, self.special)
        ]
        return replace(self, general=kept[0], special=kept[1])

    def cut(self, item: Item) -> Duties:
        """Return the duties once the ordinary tariff falls from the item's previous value to its value."""
        share = float(item["value"]) / float(item["previous_value"])
        kept = {**self.kept, **dict.fromkeys(sectors_of(item), share)}
        return replace(self, kept=kept, source=words_of(item))

    def reaches(self, sectors: Sequence[str]) -> bool:
        """Whether any of the sectors pays a duty on top of its ordinary tariff."""
        return any(self.points(sector) > 0 for sector in sectors)

    def measures(self, status: str = "in_force") -> tuple[Measure, ...]:
        """Return the duties as measures: cuts of the ordinary tariff first, then points on top of it."""
        parties = {"kind": "tariff", "importers": self.importer, "exporters": self.exporter}
        said = {"status": status, "source": self.source or NO_DUTY}
        known = {*self.general, *self.special}
        points = {sector: self.points(sector) for sector in GOODS if sector in known}
        made = []
        if self.kept:
            cut = {"rate": 0.0, "mode": "level", "sectors": tuple(self.kept)}
            hit = {sector: 1.0 - share for sector, share in self.kept.items()}
            made.append(Measure.model_validate({**parties, **said, **cut, "share_hit": hit}))
        if any(points.values()):
            made.append(Measure.model_validate({**parties, **said, "rate": points}))
        return tuple(made)


def highest(items: Iterable[Item]) -> dict[tuple[str, ...], Item]:
    """Return the item with the highest rate for each set of sectors, the highest first."""
    best: dict[tuple[str, ...], Item] = {}
    for item in sorted(items, key=lambda item: -float(item["value"])):
        best.setdefault(sectors_of(item), item)
    return best


def sectors_of(item: Item) -> tuple[str, ...]:
    """Return the sectors of the products a tariff names, or all goods."""
    found = sectors_named(str(item.get("product_scope") or ""))
    return tuple(s for s in GOODS if s in found or any(s in SECTOR_SETS.get(f, ()) for f in found)) or GOODS


def is_ordinary(item: Item) -> bool:
    """Whether a cut is one of the ordinary tariff: on named products, or said to be of the average."""
    return sectors_of(item) != GOODS or bool(_ORDINARY.search(item["evidence"]["text"]))


def scope_assumed(item: Item) -> str:
    """Return what is assumed of the products that a rate falls on."""
    sectors = sectors_of(item)
    if sectors == GOODS:
        return f"The {item['value']:g} percent fall on all goods, and no product is exempt."
    words = (
        f"The {item['value']:g} percent on {item['product_scope']} fall on the whole of {', '.join(sectors)}"
    )
    return f"{words}, which is wider: the effect is an upper bound."


def words_of(*items: Item) -> str:
    """Return the words of the report that rates rest on."""
    return "the report: " + " / ".join(
        dict.fromkeys(item["evidence"]["text"][: 200 // len(items)] for item in items)
    )
