"""The ways in which a question on duties can go, as scenarios on top of the law of the eve."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from accord.assess.desk import Desk
from accord.assess.tariff.against import spared
from accord.assess.tariff.terms import (
    BOUND,
    OUTWARD,
    WIDER,
    Flow,
    UnknownRateError,
    policy,
    products_of,
    side,
)
from accord.assess.weighing import OPEN
from accord.core.codec import Document
from accord.core.codes import GOODS, the
from accord.core.frozen import dataclass
from accord.docket.items import Docket, Measure
from accord.page.names import possessive
from accord.page.words import date_words
from accord.policy import Measure as Policy
from accord.policy import Parties, Scenario, StackTariffs

AFTER, LOW, LATER, THREAT, DEAL, ANSWER = "after", "low", "later", "threat", "deal", "answer"
PENDING = OPEN
"""Standings of a duty that a report says is not collected and may come."""


@dataclass(frozen=True)
class State:
    """One way it can go: ``role`` is its key, ``label`` its name on the page, ``who`` says so."""

    role: str
    label: str
    who: str
    scenario: Document

    @property
    def bound(self) -> bool:
        """Whether goods narrower than a sector stand for the whole of it, or the highest rate told for all."""
        return any(BOUND in words for words in self.scenario.get("assumptions", ()))

    @property
    def wider(self) -> bool:
        """Whether whole sectors stand for goods that are a part of them."""
        return any(WIDER in words for words in self.scenario.get("assumptions", ()))


class Builder:
    """The states of one question, built from the measures of a docket.

    ``main`` is the position of the measure that is asked about; ``act`` is the day on which the book has it take
    effect, None where it has none such.
    """

    def __init__(
        self, docket: Docket, desk: Desk, day: date, imposer: str, main: int, act: date | None
    ) -> None:
        self.docket, self.desk, self.day, self.imposer = docket, desk, day, imposer
        self.main, self.act = main, act

    def states(self, together: Sequence[int], back: Sequence[int]) -> Iterator[State]:
        """Yield what the report brings about, its lower end and last stage, the threat, other terms, the answer.

        What the other side does about a duty that may come is its answer to it.
        """
        main = self.docket.measures[self.main]
        said = main.attribution or "the report"
        open_ = self._pending(self.main)
        others = [n for n in together if n != self.main and self._clashes(n)]
        stages = [n for n in others if not open_ and self._follows(n)]
        terms = [n for n in others if open_ and self._pending(n)]
        firm = [n for n in (*together, *back) if not (self._pending(n) or n in stages)]
        firm = [n for n in firm if not (open_ and n in back)]
        pending = [n for n in together if self._pending(n) and n not in terms]
        retaliation = [n for n in back if n not in firm]
        if firm:
            yield self._state(AFTER, "As reported", said, "What the report brings about", firm)
        if any(self.docket.measures[n].low is not None for n in together):
            yield from self._lowest([*firm, *pending], said)
        for n in stages[-1:]:
            when = date_words(self.docket.measures[n].effective_date or "")
            yield self._state(LATER, f"From {when}", said, "The last stage told", [n, *firm])
        if pending:
            title = "What is threatened or proposed comes"
            yield self._state(THREAT, "If it comes", said, title, [*pending, *firm])
        yield from self._terms(terms, firm, said)
        if retaliation:
            title = "The other side answers as told"
            yield self._state(ANSWER, "With the answer told", said, title, [*pending, *firm, *retaliation])

    def _terms(self, terms: Sequence[int], firm: Sequence[int], said: str) -> Iterator[State]:
        """Yield the first other rate told that changes what is paid."""
        for n in terms:
            label = f"If it is {self.docket.measures[n].value or 0.0:g}\u00a0% instead"
            state = self._state(DEAL, label, said, "The other terms told", [n, *firm])
            if state.scenario.get("measures"):
                yield state
                return

    def _pending(self, at: int) -> bool:
        return self.docket.measures[at].status_norm in PENDING

    def _clashes(self, at: int) -> bool:
        """Return whether a measure is another rate of the main one: the same lever on the same goods of the same side."""
        main, other = self.docket.measures[self.main], self.docket.measures[at]
        where, there = products_of(main), products_of(other)
        goods = (where.whole and there.whole) or bool({*where.hs} & {*there.hs})
        one = (main.lever, main.imposing, main.target) == (other.lever, other.imposing, other.target)
        return one and goods and other.value is not None and other.value != main.value

    def _follows(self, at: int) -> bool:
        """Return whether a rate is told for a later year than the main one."""
        main, other = self.docket.measures[self.main], self.docket.measures[at]
        first = (main.effective_date or self.docket.article_date)[:4]
        return (other.effective_date or first)[:4] > first

    def _state(self, role: str, label: str, who: str, title: str, places: Sequence[int]) -> State:
        return State(role, label, who, self._scenario(role, title, places))

    def _lowest(self, places: Sequence[int], said: str) -> Iterator[State]:
        """Yield the lower end of a range, unless it lies below what is paid and the model cannot hold that."""
        try:
            scenario = self._scenario(LOW, "The same at the lowest rate told", places, lowest=True)
        except UnknownRateError:
            return
        yield State(LOW, "At the lowest rate told", said, scenario)

    def rebalanced(self, state: State, target: str, sectors: Sequence[str], points: float) -> Iterator[State]:
        """Yield the last state with an answer of equal duty value, as trade law allows: nobody has announced it."""
        world = self.desk.world
        if self.imposer not in world.economies or self._is_answer(target):
            return
        a, b = world.economies.index(self.imposer), world.economies.index(target)
        goods = [world.sectors.index(code) for code in GOODS if code in world.sectors]
        hit = [world.sectors.index(code) for code in sectors if code in world.sectors]
        there, back = float(world.trade[hit, a, b].sum()), float(world.trade[goods, b, a].sum())
        if min(there, back) <= 0:
            return
        rate = round(min(points, points * there / back), 1)
        answer = Policy(
            kind="tariff",
            importers=Parties(of=(target,)),
            exporters=Parties(of=(self.imposer,)),
            rate=rate,
            source="Accord: equal duty value; nobody has announced it",
        )
        held = Scenario.from_dict(dict(state.scenario), state.role)
        note = (
            f"The answer is {possessive(target)}, {rate:g} points on all goods of {the(self.imposer)}: equal in duty "
            "value to what it meets, as a rebalancing under trade law would be. The report tells of none."
        )
        scenario = held.model_copy(
            update={
                "id": ANSWER,
                "title": "The other side answers in equal measure",
                "measures": (*held.measures, answer),
                "assumptions": (*held.assumptions, note),
            }
        )
        yield State(
            ANSWER,
            "With an answer in equal measure",
            "Accord, for the report tells of none",
            scenario.to_dict(),
        )

    def _is_answer(self, target: str) -> bool:
        """Return whether the report tells of a measure of the target on the imposer: the duty is the answer to it."""
        return any(
            target in map(side, one.imposing) and self.imposer in map(side, one.target)
            for one in self.docket.measures
            if one.lever in ("tariff", "import_ban", "export_ban", "export_control", "export_tax")
        )

    def _scenario(self, role: str, title: str, places: Sequence[int], *, lowest: bool = False) -> Document:
        made, assumed = self._made(places, lowest=lowest)
        sheet = self._sheet(places)
        if sheet:
            day = f" on {date_words(sheet.as_of.isoformat())}" if sheet.as_of <= self._told else ""
            assumed.append(f"The duties are those of Accord's book{day}, product by product.")
        scenario = Scenario(
            id=role,
            title=title,
            as_of=self._told,
            stack=sheet,
            measures=tuple(made),
            assumptions=tuple(dict.fromkeys(assumed)),
            sources=(self.docket.source or self.docket.outlet or self.docket.id,),
        )
        return scenario.to_dict()

    @property
    def _told(self) -> date:
        return date.fromisoformat(self.docket.article_date)

    def _made(self, places: Sequence[int], *, lowest: bool) -> tuple[list[Policy], list[str]]:
        """Return the measures of some places and what they assume; of several on the same goods the first counts.

        A measure beside the main one that cannot be held is left out, and said to be. Raises UnknownRateError
        where it is the main one.
        """
        made: list[Policy] = []
        assumed: list[str] = []
        taken: dict[tuple[str, str], set[str]] = {}
        for at in sorted(places, key=lambda at: products_of(self.docket.measures[at]).whole):
            if self.act and self._is_in_the_book(at):
                continue
            measure = self._on_the_eve(at)
            value = measure.low if lowest and measure.low is not None else None
            for flow in self._flows(measure):
                held = taken.setdefault((flow.importer, flow.exporter), set())
                try:
                    built, said, sectors = policy(measure, flow, value, frozenset(held))
                except UnknownRateError as reason:
                    if at == self.main:
                        raise
                    assumed.append(f"Left out beside it: {reason}.")
                    continue
                made += [one for one in built if one not in made]
                held |= {*sectors}
                assumed += said
        return made, assumed

    def _is_in_the_book(self, at: int) -> bool:
        """Return whether the book's duties of the act's day hold a measure: the act, or a part of it told beside it."""
        part = self._clashes(at) and not (self._follows(at) or self._pending(at))
        return at == self.main or part

    def _on_the_eve(self, at: int) -> Measure:
        """Return a measure; another rate of the main one starts from where the main one does."""
        main, measure = self.docket.measures[self.main], self.docket.measures[at]
        if at == self.main or measure.previous_value is not None or not self._clashes(at):
            return measure
        return replace(measure, previous_value=main.previous_value, additional=main.additional)

    def _sheet(self, places: Sequence[int]) -> StackTariffs | None:
        """Return the book's duties of the day of the act, where it has the act."""
        if self.main not in places or self.act is None:
            return None
        exporters = (
            "all" if code == "world" else side(code) for code in self.docket.measures[self.main].target
        )
        return StackTariffs(importer=self.imposer, exporters=tuple(exporters), as_of=self.act)

    def _flows(self, measure: Measure) -> Iterator[Flow]:
        """Yield one flow for each pair that a measure falls on; everybody is one flow of its own."""
        free = spared(measure, self.desk)
        for author in measure.imposing:
            one = side(author)
            for code in measure.target:
                other = "all" if code == "world" else side(code)
                importer, exporter = (other, one) if measure.lever in OUTWARD else (one, other)
                yield Flow(importer, exporter, self.day, free)
