"""The desk: the world, the options and every kind of assessment; it asks each what a report calls for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache, partial
from importlib import import_module

from accord import groups
from accord.assess.certain import left_open
from accord.assess.kind import Asked, Assessment, Found, Parameters, Refusal
from accord.assess.question import Question, questions
from accord.assess.settled import as_asked
from accord.core.beside import Beside, in_turn, possible
from accord.core.errors import AccordError
from accord.core.levers import lever
from accord.docket.items import Docket
from accord.policy import Scenario
from accord.study.run import Run, run
from accord.study.sweep.sweep import Progress
from accord.trade.calibration import calibrate
from accord.world import World, load_world

KINDS = (
    "accord.assess.tariff.kind",
    "accord.assess.oil.kind",
    "accord.assess.nuclear.kind",
    "accord.assess.purchase.kind",
    "accord.assess.control",
    "accord.assess.chain",
    "accord.assess.alliance",
    "accord.assess.talks",
)
"""Modules that hold one kind each under the name KIND; a new kind of lever is one more line."""

Kind = Assessment[object, object]


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Return every registered kind in the order of the page."""
    found = [import_module(name).KIND for name in KINDS]
    return tuple(sorted(found, key=lambda kind: kind.order))


@dataclass(frozen=True)
class Desk:
    """What assessments work on: the world of the parameters, their options, who solves draws.

    Draws are solved by ``jobs`` worker processes, or on the Dask cluster at the address ``dask``.
    """

    chosen: Parameters = field(default_factory=Parameters)
    jobs: int = 1
    progress: Progress | None = None
    dask: str | None = None

    @cached_property
    def world(self) -> World:
        """The world that is asked; loaded when first needed."""
        return load_world(self.chosen.world)

    def ready(self) -> None:
        """Load what any report is likely to need, while it is read; what cannot be is told when it is asked."""
        kinds()
        groups.names()
        if self.chosen.talks:
            import_module("accord.study.talks.document")
        with suppress(AccordError):
            _ = calibrate(self.world).home

    def leading(
        self, economy: str, sectors: Iterable[str], candidates: Iterable[str], *, buys: bool = False
    ) -> str:
        """Return the candidate that sells most goods of these sectors to an economy, or that buys most of its own."""
        goods = [self.world.sectors.index(sector) for sector in sectors if sector in self.world.sectors]
        place = self.world.economies.index(economy)
        trade = self.world.trade[goods]
        sales = (trade[:, :, place] if buys else trade[:, place]).sum(axis=0)
        return max(candidates, key=lambda code: float(sales[self.world.economies.index(code)]))

    def solve(self, scenario: Scenario, horizon: str | None = None, law: date | None = None) -> Run:
        """Solve a scenario against the world's year, or against the law of a day for everybody."""
        return run(
            scenario,
            self.world,
            elasticity_set=self.chosen.elasticities,
            closure=self.chosen.closure,
            horizon=horizon or self.chosen.horizon,
            against=f"law:{law}" if law else None,
        )


@dataclass(frozen=True)
class Answer:
    """One kind's question of a report with its answer."""

    kind: Kind
    asked: object
    found: object


@dataclass(frozen=True)
class Assessed:
    """Everything a report calls for: answers by kind, refusals by kind, and what nothing answers."""

    docket: Docket
    answers: tuple[Answer, ...]
    refusals: Mapping[str, Refusal]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the report by weight."""
        return questions(self.docket)

    @property
    def answered(self) -> frozenset[int]:
        """Positions of the measures that some answer covers."""
        return frozenset(at for one in self.answers for at in one.kind.answers(one.asked))

    @property
    def unanswered(self) -> tuple[tuple[Question, str], ...]:
        """Questions that nothing answers, each with the reason in a sentence without a full stop."""
        reasons = {at: one.reason for one in self.refusals.values() for at in one.measures}
        return tuple(
            (question, reasons.get(question.at) or _why_not(question))
            for question in self.questions
            if question.at not in self.answered
        )

    @property
    def first_is_open(self) -> bool:
        """Whether the report leaves open what its weightiest question needs: nothing else is put in its place."""
        first = next(iter(self.questions), None)
        return first is not None and bool(first.unclear) and first.at not in self.answered


def in_weight(done: Assessed) -> Assessed:
    """Return what was assessed with the kind that answers the weightiest question first."""
    weightiest = next((question.at for question in done.questions), None)
    first = [one for one in done.answers if weightiest in one.kind.answers(one.asked)[:1]]
    return replace(done, answers=(*first, *(one for one in done.answers if one not in first)))


def _why_not(question: Question) -> str:
    if question.stranger:
        return f"Accord has no economy or group called {question.stranger}"
    if question.unclear:
        return left_open(question.unclear)
    if question.lever == "tariff" and question.after is not None:
        return "Accord computes one change of duties for each report, and this is not the one"
    return lever(question.lever).why_not


Told = Callable[[Kind, Answer | None], None]
"""Hears of each kind when it is done: its answer, or None where it has none."""


DIVIDED = "talks"
"""The kind that shares its work with a second process by itself; it stays in the first one."""


def assess(docket: Docket, desk: Desk, told: Told | None = None) -> Assessed:
    """Ask every kind for its question of a report, and answer those that can be asked; ``told`` hears of each.

    Kinds know nothing of each other, so each has a process to itself where the system can divide one.
    """
    settled = as_asked(docket)
    asked = {kind.name: kind.read(settled, desk) for kind in kinds()}
    refusals = {name: one for name, one in asked.items() if isinstance(one, Refusal)}
    posed = {name: one for name, one in asked.items() if one is not None and name not in refusals}
    answers: list[Answer] = []
    with _found(posed, desk) as found:
        for kind in kinds():
            answer = None
            if kind.name in posed:
                answer = Answer(kind, posed[kind.name], found(kind))
                answers.append(answer)
            if told:
                told(kind, answer)
    return Assessed(docket, tuple(answers), refusals)


@contextmanager
def _found(posed: Mapping[str, object], desk: Desk) -> Iterator[Callable[[Kind], object]]:
    """Yield what gives a kind's answer; a second process, ended with this, takes what the first has not begun."""
    asked = [kind for kind in kinds() if kind.name in posed]

    def work(kind: Kind) -> tuple[str, object]:
        return kind.name, kind.assess(posed[kind.name], desk)

    done: dict[str, object] = {}

    def found(kind: Kind) -> object:
        if kind.name not in done:
            done.update([work(kind)])
        return done[kind.name]

    if not (desk.jobs == 1 and desk.dask is None and len(posed) > 1 and possible()):
        yield found
        return
    calibrate(desk.world)  # before they part: all of them need it
    turns = in_turn([partial(work, kind) for kind in asked if kind.name != DIVIDED])
    second = Beside(
        [lambda: [step() for step in turns]]
    )  # told at the end: to tell is to wait for who listens
    try:
        done.update(work(kind) for kind in asked if kind.name == DIVIDED)
        done.update(step() for step in turns)
        for _, part in second.parts():
            done.update(part)
        yield found
    finally:
        second.stop()


__all__ = ["Answer", "Asked", "Assessed", "Desk", "Found", "Kind", "assess", "kinds"]
