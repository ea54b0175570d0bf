"""Which question on duties a report asks: who charges whom what, before and after, and how else it can go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.assess.question import OPEN, ROLES, eve, in_order
from accord.assess.tariff.terms import Flow, parties, policy, products_of, side
from accord.core.codec import Document
from accord.core.codes import GOODS, the
from accord.core.errors import InputError
from accord.docket.items import Docket, Measure
from accord.page.words import date_words
from accord.policy import Measure as Policy
from accord.policy import Scenario, StackTariffs, stack
from accord.policy.stack.book import load_book

LEVERS = ("tariff", "tariff_exemption", "import_ban", "export_tax", "export_ban")
RATED = ("tariff", "export_tax")
AFTER, LOW, THREAT, ANSWER = "after", "low", "threat", "answer"
PENDING = ("paused", *OPEN)
"""Standings of a duty that a report says is not collected and may come."""
UNSURE = 1.0
"""Points by which a rate told may differ from the book's and still be the same duty."""


@dataclass(frozen=True)
class State:
    """One way it can go: ``role`` is its key, ``label`` its name on the page, ``who`` says so."""

    role: str
    label: str
    who: str
    scenario: Document


@dataclass(frozen=True)
class Asked:
    """The question: the imposer's duty on the target, before and after, against the law of a day.

    ``targets`` are all on whom it falls; ``target`` is the one that the page looks at. Rates are percent,
    None where neither the report nor the book tells them. ``law`` is None where the comparison is the world's
    data year. ``at`` are the measures of the docket that the states hold.
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
    law: date | None
    day: date
    states: tuple[State, ...]
    at: tuple[int, ...]
    notes: tuple[str, ...]


def read(docket: Docket, desk: Desk) -> Asked | Refusal | None:
    """Return the question on duties that a report asks, why it cannot be asked, or None for neither."""
    order = in_order(docket, LEVERS)
    if not order:
        return None
    first = docket.measures[order[0]]
    if any(measure.main for measure in docket.measures) and not first.main:
        return Refusal("the report is about something else and names this duty beside it", order)
    if unclear := _unclear(first):
        return Refusal(unclear, order, first.evidence.text)
    usable = [at for at in order if not _reason_against(docket.measures[at], desk)]
    if order[0] not in usable:
        return Refusal(_reason_against(first, desk), order)
    return _asked(docket, desk, order[0], usable)


def _unclear(measure: Measure) -> str:
    """Return which role the report leaves open, in a sentence without a full stop, or nothing."""
    if measure.doubts_of("imposing") or not measure.imposing:
        return "unclear in the report: who imposes it"
    if measure.doubts_of("target") or not measure.target:
        return "unclear in the report: who is charged"
    return "unclear in the report: the rate" if measure.doubts_of("value") else ""


def _reason_against(measure: Measure, desk: Desk) -> str:
    """Return why a measure cannot enter the model, in a sentence without a full stop, or nothing."""
    known = {*desk.world.economies, "EU27", "world"}
    sides = [side(code) for code in (*measure.imposing, *measure.target)]
    strange = [code for code in sides if code not in known]
    barred = measure.lever in ("import_ban", "export_ban")
    where = products_of(measure)
    checks = (
        (bool(_unclear(measure)), _unclear(measure)),
        ("world" in measure.imposing, "no single economy imposes it"),
        (bool(strange), f"the world model has no economy of its own for {the(strange[0]) if strange else ''}"),
        (set(measure.imposing) & set(measure.target) != set(), "the same economy stands on both sides"),
        (measure.lever in RATED and measure.value is None, "the report gives no rate for it"),
        (measure.lever in RATED and measure.unit not in ("percent", "percentage_points", None),
         "its rate is not a percentage of value"),
        (measure.value is not None and measure.lever in RATED and not 0 <= measure.value <= 1000,
         "its rate lies outside 0 to 1000 percent"),
        (bool(where.unknown) and not where.sectors,
         f"no table of products knows “{where.unknown[0] if where.unknown else ''}”"),
        (barred and (where.whole and not where.unknown) and measure.lever == "export_ban",
         "it names no product that a sector of the model stands for"),
    )  # fmt: skip
    return next((reason for fails, reason in checks if fails), "")


def _asked(docket: Docket, desk: Desk, at: int, usable: Sequence[int]) -> Asked:
    main = docket.measures[at]
    imposer = _leading_imposer(main, desk)
    where = products_of(main)
    sectors = GOODS if where.whole else where.sectors
    target = _focus(main, docket, desk, imposer, sectors)
    before_day = eve(docket, main)
    law, notes = _law(before_day)
    flow = Flow(imposer, target, before_day)
    together = [
        n
        for n in usable
        if side(docket.measures[n].imposing[0]) == imposer and _kin(main, docket.measures[n])
    ]
    back = [n for n in usable if n not in together and _answers(docket.measures[n], imposer, main.target)]
    builder = _Builder(docket, desk, law, before_day, imposer, target)
    states = tuple(builder.states(main, together, back))
    return Asked(
        imposer=imposer,
        target=target,
        targets=tuple(side(code) for code in main.target),
        lever=main.lever,
        goods=main.goods or (() if where.whole else tuple(main.product_scope.split(", "))),
        sectors=sectors,
        before=_before(main, flow, where.whole),
        after=0.0 if main.status_norm == "ended" or main.lever == "tariff_exemption" else main.value,
        low=main.low,
        law=law,
        day=date.fromisoformat(docket.article_date),
        states=states,
        at=tuple(sorted({at, *together, *back})),
        notes=(*notes, *builder.notes),
    )


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
    return desk.leading(imposer, sectors, pool)


def _law(day: date) -> tuple[date | None, tuple[str, ...]]:
    """Return the day whose law is the comparison, or None with the reason."""
    book = load_book("USA")
    if day > book.until:
        return None, (
            f"Accord's book of duties ends on {book.until}, so changes count from the world's data year.",
        )
    return day, ()


def _kin(main: Measure, other: Measure) -> bool:
    """Whether another measure of the same author belongs to the same act: firm with firm, open with open."""
    return (other.status_norm in PENDING) == (main.status_norm in PENDING) or other.main


def _answers(measure: Measure, imposer: str, targets: Sequence[str]) -> bool:
    return imposer in [side(code) for code in measure.target] and bool(
        {*measure.imposing} & {*targets} or "world" in targets
    )


def _before(main: Measure, flow: Flow, whole: bool) -> float | None:
    """Return the rate that holds on the eve: as told, else the book's general duty on all goods."""
    if main.previous_value is not None:
        return main.previous_value
    if main.status_norm == "ended":
        return main.value
    return flow.headline if whole and flow.stack is not None else None


class _Builder:
    """The states of one question, built from the measures of a docket."""

    def __init__(
        self, docket: Docket, desk: Desk, law: date | None, day: date, imposer: str, target: str
    ) -> None:
        self.docket, self.desk, self.law, self.day = docket, desk, law, day
        self.imposer, self.target = imposer, target
        self.notes: tuple[str, ...] = ()

    def states(self, main: Measure, together: Sequence[int], back: Sequence[int]) -> Iterator[State]:
        """Yield what the report brings about first, then the threat, then the answer."""
        measures = self.docket.measures
        firm = [n for n in (*together, *back) if measures[n].status_norm not in PENDING]
        pending = [n for n in together if measures[n].status_norm in PENDING]
        retaliation = [n for n in back if measures[n].status_norm in PENDING]
        said = main.attribution or "the report"
        if firm:
            yield State(
                AFTER, "As reported", said, self._scenario(AFTER, "What the report brings about", firm)
            )
        low = [n for n in together if measures[n].low is not None]
        if low:
            yield State(
                LOW, "At the lowest rate told", said,
                self._scenario(LOW, "The same at the lowest rate told", [*firm, *pending], lowest=True),
            )  # fmt: skip
        if pending:
            title = "If what is threatened or proposed comes"
            yield State(THREAT, "If it comes", said, self._scenario(THREAT, title, [*firm, *pending]))
        if retaliation:
            yield State(
                ANSWER, "With the answer told", said,
                self._scenario(ANSWER, "With the other side's answer", [*firm, *pending, *retaliation]),
            )  # fmt: skip

    def _scenario(self, role: str, title: str, places: Sequence[int], *, lowest: bool = False) -> Document:
        known = self._in_the_book(places)
        made: list[Policy] = []
        assumed: list[str] = []
        for at in places:
            if at in known:
                continue
            measure = self.docket.measures[at]
            value = measure.low if lowest and measure.low is not None else None
            for flow in self._flows(measure):
                built, said = policy(measure, flow, value)
                made += [one for one in built if one not in made]
                assumed += said
        sheet = None
        if known:
            days = [self._start(self.docket.measures[at]) for at in known]
            exporters = tuple(
                dict.fromkeys(code for at in known for code in self._targets(self.docket.measures[at]))
            )
            sheet = StackTariffs(importer=self.imposer, exporters=exporters, as_of=max(days))
            assumed.append(
                f"The duties are those of Accord's book on {date_words(max(days).isoformat())}, product by product."
            )
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

    def _targets(self, measure: Measure) -> tuple[str, ...]:
        words = tuple(side(code) for code in measure.target)
        if "world" in words:
            return tuple(c for c in self.desk.world.economies if c not in (side(measure.imposing[0]), "ROW"))
        return words

    def _flows(self, measure: Measure) -> Iterator[Flow]:
        """Yield one flow for each pair that a measure falls on; where it falls on all, one stands for them."""
        for author in measure.imposing:
            importer = side(author)
            for code in measure.target:
                if measure.lever in ("export_tax", "export_ban"):
                    yield Flow("all" if code == "world" else side(code), importer, self.day)
                else:
                    yield Flow(importer, "all" if code == "world" else side(code), self.day)

    def _start(self, measure: Measure) -> date:
        start = f"{measure.effective_date or self.docket.article_date}-01-01"[:10]
        return date.fromisoformat(start)

    def _in_the_book(self, places: Sequence[int]) -> tuple[int, ...]:
        """Return the measures whose very change the book has: in force, general, and at the rate told."""
        return tuple(at for at in places if self._is_known(self.docket.measures[at]))

    def _is_known(self, measure: Measure) -> bool:
        single = len(measure.target) == 1 and measure.target[0] != "world" and measure.lever == "tariff"
        if not single or measure.value is None or not products_of(measure).whole or measure.additional:
            return False
        if side(measure.imposing[0]) != self.imposer or measure.status_norm not in (
            "in_force",
            "scheduled",
            "agreed",
            "announced",
        ):
            return False
        try:
            then = stack(self.imposer, side(measure.target[0]), self._start(measure))
        except InputError:
            return False
        return then.overall is not None and abs(then.statutory_pct - measure.value) < UNSURE


__all__ = ["ROLES", "Asked", "Refusal", "State", "parties", "read", "replace", "timedelta"]
