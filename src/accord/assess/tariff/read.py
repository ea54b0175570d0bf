"""Which question on duties a report asks: who charges whom what, before and after, and how else it can go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.assess.question import as_asked, eve, in_order
from accord.assess.tariff.act import act_of, law_of, window_of
from accord.assess.tariff.against import is_mine, lets_off, reason_against, unclear
from accord.assess.tariff.terms import (
    BOUND,
    OUTWARD,
    Flow,
    UnknownRateError,
    is_most,
    policy,
    products_of,
    side,
)
from accord.assess.weighing import OPEN
from accord.core.codec import Document
from accord.core.codes import GOODS, the
from accord.docket.items import Docket, Measure
from accord.page.words import date_words
from accord.policy import Measure as Policy
from accord.policy import Parties, Scenario, StackTariffs

LEVERS = ("tariff", "tariff_exemption", "import_ban", "export_tax", "export_ban")
AFTER, LOW, THREAT, ANSWER = "after", "low", "threat", "answer"
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


@dataclass(frozen=True)
class Asked:
    """The question: the imposer's duty on the target, before and after, against the law of a day.

    ``targets`` are all on whom it falls; ``target`` is the one that the page looks at. Rates are percent,
    None where neither the report nor the book tells them. ``law`` is None where the comparison is the world's
    data year. ``at`` are the measures of the docket that the states hold, ``main`` the one that is asked about.
    """

    imposer: str
    target: str
    targets: tuple[str, ...]
    lever: str
    goods: tuple[str, ...]
    sectors: tuple[str, ...]
    before: float | None
    after: float | None
    low: float | None
    additional: bool
    at_most: bool
    law: date | None
    day: date
    states: tuple[State, ...]
    main: int
    at: tuple[int, ...]
    notes: tuple[str, ...]

    @property
    def flow(self) -> tuple[str, str]:
        """The exporter and the importer of what the measure falls on: its author sells what it taxes or bans itself."""
        outward = self.lever in OUTWARD
        return (self.imposer, self.target) if outward else (self.target, self.imposer)


def read(docket: Docket, desk: Desk) -> Asked | Refusal | None:
    """Return the question on duties that a report asks, why it cannot be asked, or None for neither."""
    docket = as_asked(docket)
    order = tuple(at for at in in_order(docket, LEVERS) if is_mine(docket.measures[at]))
    if not order:
        return None
    first = docket.measures[order[0]]
    if any(measure.main for measure in docket.measures) and not first.main:
        return Refusal("the report is about something else and names this duty beside it", order)
    if open_role := unclear(first):
        return Refusal(open_role, order, first.evidence.text)
    usable = [at for at in order if not reason_against(docket.measures[at], desk)]
    if order[0] not in usable:
        return Refusal(reason_against(first, desk), order)
    usable = [at for at in usable if at == order[0] or not lets_off(docket.measures[at], desk)]
    return _asked(docket, desk, order[0], usable)


def _asked(docket: Docket, desk: Desk, at: int, usable: Sequence[int]) -> Asked | Refusal:
    main = docket.measures[at]
    imposer = _leading_imposer(main, desk)
    where = products_of(main)
    sectors = GOODS if where.whole else where.sectors
    target = _focus(main, docket, desk, imposer, sectors)
    act = act_of(main, imposer, target, *window_of(main, date.fromisoformat(docket.article_date)))
    before_day = act - timedelta(days=1) if act else eve(docket, main)
    if not act and (reason := lets_off(main, desk)):
        return Refusal(reason, (at,))
    law, notes = law_of(before_day)
    flow = Flow(imposer, target, before_day)
    together = [n for n in usable if n == at or _of_one_act(main, docket.measures[n], imposer)]
    back = [n for n in usable if n not in together and _answers(docket.measures[n], imposer, main.target)]
    builder = _Builder(docket, desk, before_day, imposer, at if act else None, act)
    try:
        states = tuple(builder.states(main, together, back))
    except UnknownRateError as reason:
        return Refusal(str(reason), (at,))
    if not any(state.scenario.get("stack") or state.scenario.get("measures") for state in states):
        return Refusal("nothing that the trade model holds changes by it", (at,))
    before, after = _before(main, flow, where.whole, known=bool(act)), _after(main, imposer, target, act)
    rise = (after or 0.0) - (before or 0.0)
    is_news = main.status_norm not in ("in_force", "ended")
    if not back and main.lever == "tariff" and rise > 0 and is_news and target in desk.world.economies:
        states = (*states, *builder.rebalanced(states[-1], target, sectors, rise))
    return Asked(
        imposer=imposer,
        target=target,
        targets=tuple(side(code) for code in main.target),
        lever=main.lever,
        goods=main.goods or (() if where.whole else tuple(main.product_scope.split(", "))),
        sectors=sectors,
        before=before,
        after=after,
        low=main.low,
        additional=main.additional and not act,
        at_most=is_most(main),
        law=law,
        day=date.fromisoformat(docket.article_date),
        states=states,
        main=at,
        at=tuple(sorted({at, *together, *back})),
        notes=notes,
    )


def _after(main: Measure, imposer: str, target: str, act: date | None) -> float | None:
    """Return the rate that the report brings about: all general duties together where the book has the act."""
    if main.status_norm == "ended" or main.lever == "tariff_exemption":
        return 0.0
    return Flow(imposer, target, act).headline if act else main.value


def _leading_imposer(main: Measure, desk: Desk) -> str:
    """Return the imposer, the one with most trade where several act alike."""
    sides = [side(code) for code in main.imposing]
    known = [code for code in sides if code in desk.world.economies]
    if len(sides) == 1 or not known:
        return sides[0]
    return max(known, key=lambda code: float(desk.world.trade[:, desk.world.economies.index(code)].sum()))


def _focus(main: Measure, docket: Docket, desk: Desk, imposer: str, sectors: Sequence[str]) -> str:
    """Return the target that the page looks at: the only one, else who sells most of these goods there."""
    targets = [side(code) for code in main.target]
    if len(targets) == 1 and targets[0] != "world":
        return targets[0]
    single = desk.world.economies
    excluded = {side(code) for code in main.excluded} | {imposer, "ROW"}
    heard = [code for code in docket.countries if code in single and code not in excluded]
    named = [code for code in targets if code in single]
    pool = named or heard or [code for code in single if code not in excluded]
    if imposer not in single:
        return pool[0]
    return desk.leading(imposer, sectors, pool, buys=main.lever in OUTWARD)


def _of_one_act(main: Measure, other: Measure, imposer: str) -> bool:
    """Whether another measure belongs to the act: same author, same targets or main too, decided or open alike.

    What stands already beside something new is in the law of the eve.
    """
    if imposer not in [side(code) for code in other.imposing]:
        return False
    shared = bool({*main.target} & {*other.target}) or "world" in (*main.target, *other.target)
    alike = (other.status_norm in PENDING) == (main.status_norm in PENDING)
    if other.status_norm == "in_force" and main.status_norm != "in_force":
        return False
    news = other.main or not main.main
    return (other.main or shared) and (alike or other.main) and (news or other.status_norm != "in_force")


def _answers(measure: Measure, imposer: str, targets: Sequence[str]) -> bool:
    """Whether a measure is the other side's part of the act; what stood before is in the law already."""
    back = imposer in [side(code) for code in measure.target]
    news = measure.main or measure.status_norm != "in_force"
    return back and news and bool({*measure.imposing} & {*targets} or "world" in targets)


def _before(main: Measure, flow: Flow, whole: bool, *, known: bool) -> float | None:
    """Return the rate that holds on the eve: as told, else the book's general duty on all goods."""
    if main.previous_value is not None or (main.additional and not known):
        return main.previous_value
    if main.status_norm == "ended":
        return main.value
    return flow.headline if whole and flow.stack is not None else None


class _Builder:
    """The states of one question, built from the measures of a docket.

    ``known`` is the position of the measure whose act the book has, on the day ``act``.
    """

    def __init__(
        self, docket: Docket, desk: Desk, day: date, imposer: str, known: int | None, act: date | None
    ) -> None:
        self.docket, self.desk, self.day, self.imposer = docket, desk, day, imposer
        self.known, self.act = known, act

    def states(self, main: Measure, together: Sequence[int], back: Sequence[int]) -> Iterator[State]:
        """Yield what the report brings about first, then the lower end, the threat and the answer."""
        measures = self.docket.measures
        firm = [n for n in (*together, *back) if measures[n].status_norm not in PENDING]
        pending = [n for n in together if measures[n].status_norm in PENDING]
        retaliation = [n for n in back if measures[n].status_norm in PENDING]
        said = main.attribution or "the report"
        if firm:
            yield State(
                AFTER, "As reported", said, self._scenario(AFTER, "What the report brings about", firm)
            )
        if any(measures[n].low is not None for n in together):
            yield from self._lowest([*firm, *pending], said)
        if pending:
            title = "What is threatened or proposed comes"
            yield State(THREAT, "If it comes", said, self._scenario(THREAT, title, [*pending, *firm]))
        if retaliation:
            title = "The other side answers as told"
            answer = self._scenario(ANSWER, title, [*pending, *firm, *retaliation])
            yield State(ANSWER, "With the answer told", said, answer)

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
        if self.imposer not in world.economies:
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
            f"The answer is {the(target)}'s, {rate:g} points on all goods of {the(self.imposer)}: equal in duty "
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

    def _scenario(self, role: str, title: str, places: Sequence[int], *, lowest: bool = False) -> Document:
        made: list[Policy] = []
        assumed: list[str] = []
        taken: dict[tuple[str, str], set[str]] = {}
        for at in sorted(places, key=lambda at: products_of(self.docket.measures[at]).whole):
            if at == self.known:
                continue
            measure = self.docket.measures[at]
            value = measure.low if lowest and measure.low is not None else None
            for flow in self._flows(measure):
                held = taken.setdefault((flow.importer, flow.exporter), set())
                built, said, sectors = policy(measure, flow, value, frozenset(held))
                made += [one for one in built if one not in made]
                held |= {*sectors}
                assumed += said
        sheet = self._sheet(places)
        if sheet:
            day = date_words(sheet.as_of.isoformat())
            assumed.append(f"The duties are those of Accord's book on {day}, product by product.")
        scenario = Scenario(
            id=role,
            title=title,
            as_of=date.fromisoformat(self.docket.article_date),
            stack=sheet,
            measures=tuple(made),
            assumptions=tuple(dict.fromkeys(assumed)),
            sources=(self.docket.source or self.docket.outlet or self.docket.id,),
        )
        return scenario.to_dict()

    def _sheet(self, places: Sequence[int]) -> StackTariffs | None:
        """Return the book's duties of the day of the act, where it has the act."""
        if self.known not in places or self.known is None or self.act is None:
            return None
        exporters = tuple(side(code) for code in self.docket.measures[self.known].target)
        return StackTariffs(importer=self.imposer, exporters=exporters, as_of=self.act)

    def _flows(self, measure: Measure) -> Iterator[Flow]:
        """Yield one flow for each pair that a measure falls on; everybody is one flow of its own."""
        for author in measure.imposing:
            one = side(author)
            for code in measure.target:
                other = "all" if code == "world" else side(code)
                importer, exporter = (other, one) if measure.lever in OUTWARD else (one, other)
                yield Flow(importer, exporter, self.day)
