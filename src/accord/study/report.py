"""From what a report says to the scenarios it calls for: today's measures, an agreement, no agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accord.core.codes import GOODS, economy_name, the
from accord.policy import Measure, Scenario
from accord.study.duties import Duties, Item, is_ordinary, scope_assumed, sectors_of

STANDING = ("in_force",)
BLOCS = {"EU": "EU27"}
"""Customs unions that reports name as one party, as groups of the world's economies."""
COMING = ("scheduled", "agreed", "announced", "threatened", "proposed", "paused")
"""Statuses of a tariff that a report says is not collected yet, the firmest first."""
_FIRM = ("scheduled", "agreed", "announced")
_UNDONE = ("threatened", "paused")


@dataclass(frozen=True)
class Call:
    """What a report calls for: scenarios by role, or none and the reason for refusal."""

    imposer: str
    target: str
    scenarios: Mapping[str, Scenario]
    refusal: str = ""


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


def called_for(docket: Mapping[str, Any], economies: tuple[str, ...]) -> Call:
    """Return the scenarios that a docket's JSON calls for in a world with these economies.

    The pair is that of the highest tariff in force (else the firmest one to come) with one imposing and one
    target economy. ``today`` holds what is in force on the report's date, from the measure stack where
    it knows the pair; ``agreement`` has the terms the report gives, or frees goods both ways where it gives
    none; ``no_agreement`` adds what was only announced, or held over, and the target's answer.
    """
    sides = (*economies, *BLOCS.values())
    named = [item for lever in docket["policy_levers"] for item in _pairs(lever)]
    tariffs = [item for item in named if _usable(item, sides)]
    if not tariffs:
        return Call("", "", {}, _refusal(docket, economies))
    main = min(tariffs, key=_rank)
    imposer, target = main["imposing"], main["target"]
    there = [item for item in tariffs if (item["imposing"], item["target"]) == (imposer, target)]
    back = [item for item in tariffs if (item["imposing"], item["target"]) == (target, imposer)]
    dealt = any(item["status_norm"] == "agreed" for item in (*there, *back))
    ways = _Ways(
        day=date.fromisoformat(docket["article_date"]),
        there=Said.of(there, dealt=dealt),
        back=Said.of(back, dealt=dealt),
        imposer=imposer,
        target=target,
        aside=_aside(named, docket["policy_levers"], imposer, target),
    )
    return Call(imposer, target, ways.scenarios())


@dataclass(frozen=True)
class _Ways:
    """The three scenarios of one pair on one day."""

    day: date
    imposer: str
    target: str
    there: Said
    back: Said
    aside: tuple[str, ...]

    def scenarios(self) -> dict[str, Scenario]:
        """Return the scenarios by role; without a duty now or to come, no agreement changes nothing."""
        duties = (
            Duties.on(self.imposer, self.target, self.day, self.there.standing),
            Duties.on(self.target, self.imposer, self.day, self.back.standing),
        )
        said = (*(note for side in duties for note in side.assumptions), *self.aside)
        title = f"What {the(self.imposer)} charges {the(self.target)} on the report's date"
        found = {
            "today": self._scenario("today", title, _measures(duties), said),
            "agreement": self._terms(duties, said) or self._free_trade(),
        }
        at_stake = self.there.coming or self.back.coming or any(side.reaches(GOODS) for side in duties)
        return {**found, "no_agreement": self._no_agreement(duties, said)} if at_stake else found

    def _scenario(
        self, name: str, title: str, measures: tuple[Measure, ...], said: tuple[str, ...]
    ) -> Scenario:
        notes = tuple(dict.fromkeys(said))
        return Scenario(id=name, title=title, as_of=self.day, measures=measures, assumptions=notes)

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
        return self._scenario("free-trade", title, free, said)

    def _terms(self, duties: tuple[Duties, Duties], said: tuple[str, ...]) -> Scenario | None:
        """Return the terms that the report gives, on top of all that stays; None where none can be taken."""
        sides, notes, taken = [], list(said), 0
        for side, items in zip(duties, (self.there.terms, self.back.terms), strict=True):
            now = side
            for item in items:
                then, note = _with_term(now, item)
                taken += then is not now
                now = then
                notes.append(note)
            sides.append(now)
        if not taken:
            return None
        return self._scenario(
            "terms", "The terms that the report gives", _measures(sides, "announced"), tuple(notes)
        )

    def _no_agreement(self, duties: tuple[Duties, Duties], said: tuple[str, ...]) -> Scenario:
        """Today's measures, those announced or held over, and an answer: the target's own, or in kind."""
        there, notes = duties[0], list(said)
        for item in self._held(self.there, duties[0]):
            there = there.at(item, ceiling=False)
            notes.append(_held_words(item, duties[0]))
        back = duties[1]
        coming = self._held(self.back, back)
        if coming or self.back.standing:
            for item in coming:
                back = back.at(item, ceiling=False)
            notes.append(f"{the(self.target, start=True)} answers as the report says.")
        else:
            item = self._in_kind()
            back = back.at(item, ceiling=False)
            notes.append(
                f"{the(self.target, start=True)} answers in kind with {item['value']:g} percent on the same "
                f"goods of {the(self.imposer)}; nobody announced it."
            )
        title = f"The measures stay and {the(self.target)} answers"
        return self._scenario("no-agreement", title, _measures((there, back), "announced"), tuple(notes))

    def _held(self, said: Said, now: Duties) -> list[Item]:
        """Return what comes without a deal: the highest rate to come, or one that a deal did away with."""
        undone = [
            {**item, "value": item["previous_value"]}
            for item in said.terms
            if (item.get("previous_value") or 0) > now.headline > 0 and sectors_of(item) == GOODS
        ]
        best: dict[tuple[str, ...], Item] = {}
        for item in sorted((*said.coming, *undone), key=lambda item: -float(item["value"])):
            best.setdefault(sectors_of(item), item)
        return list(best.values())

    def _in_kind(self) -> Item:
        """Return the highest rate the imposer charges, or holds over the target, as the target's own."""
        rates = [*self.there.standing, *self.there.coming]
        rates += [{**item, "value": item.get("previous_value") or item["value"]} for item in self.there.terms]
        main = max(rates, key=lambda item: float(item["value"]))
        return {**main, "lever": "tariff"}


def _with_term(now: Duties, item: Item) -> tuple[Duties, str]:
    """Return the duties with one term of a deal, and what was assumed; the same ones where it is left out."""
    rate, before = float(item["value"]), item.get("previous_value")
    goods = "all goods" if sectors_of(item) == GOODS else str(item["product_scope"])
    wide = "" if goods == "all goods" else " Their whole sectors stand for the products: an upper bound."
    if rate == 0 or now.reaches(sectors_of(item)):
        share = " What is exempt today stays so." if now.paid and goods == "all goods" else ""
        return now.at(
            item, ceiling=True
        ), f"The deal's {rate:g} percent on {goods} take the place of today's.{share}{wide}"
    if before and rate < before and is_ordinary(item):
        said = (
            f"The ordinary tariff on {goods} falls in the proportion of {before:g} to {rate:g} percent.{wide}"
        )
        return now.cut(item), said
    if now.paid or (goods == "all goods" and not before):
        return now.at(
            item, ceiling=True
        ), f"The deal's {rate:g} percent fall on {goods}, on top of the ordinary tariff.{wide}"
    return now, f"Left out: the report does not say what the {rate:g} percent on {goods} take the place of."


def _held_words(item: Item, now: Duties) -> str:
    if now.paid and now.headline and sectors_of(item) == GOODS:
        return f"Without a deal the headline is {item['value']:g} percent; what is exempt today stays so."
    return scope_assumed(item)


def _measures(sides: tuple[Duties, ...] | list[Duties], status: str = "in_force") -> tuple[Measure, ...]:
    return tuple(measure for side in sides for measure in side.measures(status))


def _pairs(lever: Item) -> Iterator[Item]:
    """Yield a lever once for each imposing and target economy, customs unions under their group's name."""
    for imposing in _each(lever.get("imposing")):
        for target in _each(lever.get("target")):
            yield {**lever, "imposing": BLOCS.get(imposing, imposing), "target": BLOCS.get(target, target)}


def _each(sides: Any) -> list[Any]:
    return list(sides) or [None] if isinstance(sides, (list, tuple)) else [sides]


def _aside(named: list[Item], levers: list[Item], imposer: str, target: str) -> tuple[str, ...]:
    """Return what the report says of the pair, or of others in the same breath, that no scenario holds."""
    notes = []
    others = sorted(
        {
            economy_name(item["target"])
            for item in named
            if str(item["lever"]).startswith("tariff")
            and item["imposing"] == imposer
            and item["target"] not in (target, "world", None)
        }
    )
    if others:
        notes.append(
            f"What {the(imposer)} charges others the report names ({', '.join(others)}) is left out."
        )
    pledged = sorted(
        {item["lever"] for item in levers if item["lever"] in ("purchase", "investment", "import_quota")}
    )
    if pledged:
        words = " and ".join(name.replace("_", " ") + "s" for name in pledged)
        notes.append(f"The {words} that the report names are not counted.")
    return tuple(notes)


def _usable(item: Item, economies: tuple[str, ...]) -> bool:
    """Whether a lever is a tariff in percent between two single economies of the world."""
    sides = (item.get("imposing"), item.get("target"))
    known = all(isinstance(code, str) and code in economies for code in sides) and sides[0] != sides[1]
    rate = isinstance(item.get("value"), (int, float)) and item.get("unit") == "percent"
    stands = item.get("status_norm") in (*STANDING, *COMING)
    return (
        str(item["lever"]).startswith("tariff") and known and rate and stands and 0 <= item["value"] <= 1000
    )


def _rank(item: Item) -> tuple[int, float]:
    """In force first, then by firmness; the highest rate of each."""
    return ((*STANDING, *COMING).index(item["status_norm"]), -float(item["value"]))


def _refusal(docket: Mapping[str, Any], economies: tuple[str, ...]) -> str:
    tariffs = [item for item in docket["policy_levers"] if str(item["lever"]).startswith("tariff")]
    if not tariffs:
        return "the report names no tariff, and other measures carry no rate that the trade model could take"
    if all(item.get("value") is None for item in tariffs):
        return "the report names tariffs, but no rate"
    named = [code for item in tariffs for side in ("imposing", "target") for code in _each(item.get(side))]
    unknown = [BLOCS.get(code, code) for code in named if isinstance(code, str) and code != "world"]
    unknown = [code for code in unknown if code not in (*economies, *BLOCS.values())]
    if unknown:
        return f"the world model has no economy of its own for {economy_name(unknown[0])}"
    return "the report names no tariff with a rate, one imposing and one target economy, and a standing"
