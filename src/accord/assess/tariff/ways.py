"""Three ways a tariff can go: it stays, a deal is made, or none is and the other side answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accord.assess.tariff.duties import Duties, Item, highest, is_ordinary, scope_assumed, sectors_of
from accord.core.codes import GOODS, economies, the
from accord.policy import Measure, Scenario
from accord.study.stack import NO_DUTY

STANDING = ("in_force",)
COMING = ("scheduled", "agreed", "announced", "threatened", "proposed", "paused")
"""Statuses of a tariff that a report says is not collected yet, the firmest first."""
_FIRM = ("scheduled", "agreed", "announced")
_UNDONE = ("threatened", "paused")


@dataclass(frozen=True)
class Said:
    """What a report says of one side's tariffs on the other: collected, promised in a deal, or to come."""

    standing: tuple[Item, ...]
    terms: tuple[Item, ...]
    coming: tuple[Item, ...]

    @classmethod
    def of(cls, items: list[Item], *, dealt: bool) -> Said:
        """Sort one direction's tariffs; ``dealt`` says that the report tells of a deal between the two."""
        terms = [item for item in items if item["status_norm"] in _FIRM and (dealt or _is_term(item, items))]
        rest = [item for item in items if item not in terms]
        standing = [item for item in rest if item["status_norm"] in STANDING]
        coming = [item for item in rest if item["status_norm"] not in STANDING]
        return cls(tuple(standing), tuple(_without_higher(terms)), tuple(coming))


def _without_higher(terms: list[Item]) -> Iterator[Item]:
    """Yield the terms, and of those on all goods only the lowest: a higher one meets evasion or delay."""
    lowest = min((float(item["value"]) for item in terms if sectors_of(item) == GOODS), default=0.0)
    for item in terms:
        if sectors_of(item) != GOODS or item["value"] == lowest:
            yield item


def _is_term(item: Item, items: list[Item]) -> bool:
    """Whether a firm rate is what a deal gives: none, one lower than before, or than what was held over."""
    before = item.get("previous_value")
    if item["value"] == 0:
        return True
    if before is not None:
        return bool(item["value"] < before)
    return any(
        other["status_norm"] in _UNDONE
        and other["value"] > item["value"]
        and sectors_of(other) == sectors_of(item)
        for other in items
    )


@dataclass(frozen=True)
class Ways:
    """What the scenarios of one pair on one day are made from.

    ``there`` are the imposer's tariffs on the target, ``back`` the target's on the imposer. ``beyond`` names
    other economies on which the imposer's tariffs fall alike; ``aside`` says what no scenario holds.
    """

    day: date
    imposer: str
    target: str
    there: Said
    back: Said
    beyond: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    def scenarios(self) -> dict[str, Scenario]:
        """Return the scenarios by role; without a duty now or to come, no agreement changes nothing."""
        own, *others = (
            Duties.on(self.imposer, code, self.day, self.there.standing)
            for code in (self.target, *self.beyond)
        )
        back = Duties.on(self.target, self.imposer, self.day, self.back.standing)
        said = (*own.assumptions, *back.assumptions, *self.aside)
        whom = "its partners" if self.beyond else the(self.target)
        title = f"What {the(self.imposer)} charges {whom} on the report's date"
        if back.measures():
            title = f"What {the(self.imposer)} and {whom} charge each other on the report's date"
        found = {
            "today": self._scenario("today", title, (own, back, *others), said, "in_force"),
            "agreement": self._terms(own, back, others, said)
            or (self._exemption(own, back, others, said) if others else self._free_trade()),
        }
        if self.there.coming or self.back.coming or own.reaches(GOODS) or back.reaches(GOODS):
            failure = self._no_agreement(own, back, others, said)
            if _points(failure) != _points(found["today"]):
                found["no_agreement"] = failure
        return found

    def _scenario(
        self, name: str, title: str, sides: Iterable[Duties], said: Sequence[str], status: str = "announced"
    ) -> Scenario:
        measures = tuple(measure for side in sides for measure in side.measures(status))
        measures = measures or tuple(self._nothing())
        notes = tuple(dict.fromkeys(said))
        return Scenario(id=name, title=title, as_of=self.day, measures=measures, assumptions=notes)

    def _nothing(self) -> Iterator[Measure]:
        """Yield a tariff of nought that names the sides where one is a group, so that it has results too."""
        importer, exporter = self.imposer, self.target
        if not {importer, exporter} <= economies().keys():
            yield Measure(kind="tariff", importers=importer, exporters=exporter, rate=0.0, source=NO_DUTY)

    def _free_trade(self) -> Scenario:
        pairs = ((self.imposer, self.target), (self.target, self.imposer))
        free = tuple(
            Measure(kind="tariff", importers=a, exporters=b, sectors="goods", rate=0.0, mode="level")
            for a, b in pairs
        )
        title = f"No tariffs on goods between {the(self.imposer)} and {the(self.target)}"
        said = (
            "The report gives no terms of an agreement, so the furthest one is taken: all goods are freed "
            "both ways, today's measures are lifted, and services are as they were.",
        )
        return Scenario(id="free-trade", title=title, as_of=self.day, measures=free, assumptions=said)

    def _exemption(self, own: Duties, back: Duties, others: list[Duties], said: Sequence[str]) -> Scenario:
        """Return the measure on all others but the target, which pays nothing of it."""
        freed = own.without(self.there.standing)
        rest = [self._failed(side) for side in others]
        title = f"{the(self.target, start=True)} is exempt, and its competitors are not"
        note = (
            "The report gives no terms of an agreement, so the target's exemption from the measure is taken."
        )
        return self._scenario("exemption", title, (freed, back, *rest), (*said, note))

    def _terms(self, own: Duties, back: Duties, others: list[Duties], said: Sequence[str]) -> Scenario | None:
        """Return the terms that the report gives, on top of all that stays; None where none can be taken."""
        there, notes = _with_terms(own, self.there.terms)
        home, more = _with_terms(back, self.back.terms)
        if there is own and home is back:
            return None
        rest = [_with_terms(side, self.there.terms)[0] for side in others]
        title = "The terms that the report gives"
        return self._scenario("terms", title, (there, home, *rest), (*said, *notes, *more))

    def _no_agreement(self, own: Duties, back: Duties, others: list[Duties], said: Sequence[str]) -> Scenario:
        """Today's measures, those announced or held over, and an answer: the target's own, or in kind."""
        there = [self._failed(side) for side in (own, *others)]
        notes = [*said, *(_held_words(item, own) for item in _held(self.there, own))]
        coming = _held(self.back, back)
        if coming or self.back.standing:
            notes.append(f"{the(self.target, start=True)} answers as the report says.")
        else:
            coming = [self._in_kind()]
            notes.append(
                f"{the(self.target, start=True)} answers in kind with {coming[0]['value']:g} percent on the "
                f"same goods of {the(self.imposer)}; nobody announced it."
            )
        for item in coming:
            back = back.at(item, ceiling=False)
        title = f"The measures stay and {the(self.target)} answers"
        return self._scenario("no-agreement", title, (there[0], back, *there[1:]), notes)

    def _failed(self, side: Duties) -> Duties:
        """Return the imposer's duties on one economy once what was announced or held over has come."""
        for item in _held(self.there, side):
            side = side.at(item, ceiling=False)
        return side

    def _in_kind(self) -> Item:
        """Return the highest rate the imposer charges, or holds over the target, as the target's own."""
        rates = [*self.there.standing, *self.there.coming]
        rates += [{**item, "value": item.get("previous_value") or item["value"]} for item in self.there.terms]
        main = max(rates, key=lambda item: float(item["value"]))
        return {**main, "lever": "tariff"}


def _points(scenario: Scenario) -> list[tuple[object, ...]]:
    """Return what a scenario's tariffs are, without who says so."""
    return [(m.importers, m.exporters, m.sectors, m.rate, m.mode, m.share_hit) for m in scenario.measures]


def _held(said: Said, now: Duties) -> list[Item]:
    """Return what comes without a deal: the highest rate to come, or one that a deal did away with."""
    undone = [
        {**item, "value": item["previous_value"]}
        for item in said.terms
        if (item.get("previous_value") or 0) > now.headline > 0 and sectors_of(item) == GOODS
    ]
    return list(highest((*said.coming, *undone)).values())


def _held_words(item: Item, now: Duties) -> str:
    if now.paid and now.headline and sectors_of(item) == GOODS:
        return f"Without a deal the headline is {item['value']:g} percent; what is exempt today stays so."
    return scope_assumed(item)


def _with_terms(now: Duties, terms: Iterable[Item]) -> tuple[Duties, list[str]]:
    """Return the duties once a deal's terms hold, and what was assumed; the same ones where none is taken."""
    notes = []
    for item in terms:
        now, note = _with_term(now, item)
        notes.append(note)
    return now, notes


def _with_term(now: Duties, item: Item) -> tuple[Duties, str]:
    rate, before = float(item["value"]), item.get("previous_value")
    everything = sectors_of(item) == GOODS
    goods = "all goods" if everything else str(item["product_scope"])
    wide = "" if everything else " Their whole sectors stand for the products: an upper bound."
    term = f"The deal's {rate:g} percent on {goods}"
    if rate == 0 or now.reaches(sectors_of(item)):
        share = " What is exempt today stays so." if now.paid and everything else ""
        return now.at(item, ceiling=True), f"{term} take the place of today's.{share}{wide}"
    if before and rate < before and is_ordinary(item):
        fall = f"in the proportion of {before:g} to {rate:g} percent"
        return now.cut(item), f"The ordinary tariff on {goods} falls {fall}.{wide}"
    if now.paid or (everything and not before):
        return now.at(item, ceiling=True), f"{term} come on top of the ordinary tariff.{wide}"
    return now, f"Left out: the report does not say what the {rate:g} percent on {goods} take the place of."
