"""Which question on duties a report asks: who charges whom what, before and after, and how else it can go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.assess.order import in_order
from accord.assess.question import eve
from accord.assess.settled import as_asked
from accord.assess.tariff.act import act_of, law_of, window_of
from accord.assess.tariff.against import is_mine, reason_against, unclear
from accord.assess.tariff.states import PENDING, Builder, State
from accord.assess.tariff.terms import (
    OUTWARD,
    Flow,
    UnknownRateError,
    is_most,
    products_of,
    side,
)
from accord.assess.weighing import is_its_news, leads
from accord.core.codes import GOODS
from accord.core.frozen import dataclass
from accord.docket.items import Docket, Measure

LEVERS = ("tariff", "tariff_exemption", "import_ban", "export_tax", "export_ban")


@dataclass(frozen=True)
class Asked:
    """The question: the imposer's duty on the target, before and after, against the law of a day.

    ``targets`` are all on whom it falls; ``target`` is the one that the page looks at. Rates are percent,
    None where neither the report nor the book tells them. ``law`` is None where the comparison is the world's
    data year; ``held`` is the general duty that the book has on that day. ``at`` are the measures of the docket
    that the states hold, ``main`` the one that is asked about.
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
    held: float | None = None

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
    if not leads(first, docket) and any(one.main and is_its_news(one, docket) for one in docket.measures):
        return Refusal("the report is about something else and names this duty beside it", order)
    if open_role := unclear(first):
        return Refusal(open_role, order, first.evidence.text)
    usable = [at for at in order if not reason_against(docket.measures[at], desk)]
    if order[0] not in usable:
        return Refusal(reason_against(first, desk), order)
    return _asked(docket, desk, order[0], usable)


def _asked(docket: Docket, desk: Desk, at: int, usable: Sequence[int]) -> Asked | Refusal:
    main = docket.measures[at]
    imposer, where = _leading_imposer(main, desk), products_of(main)
    sectors = GOODS if where.whole else where.sectors
    target = _focus(main, docket, desk, imposer, sectors)
    act = act_of(main, imposer, target, *window_of(main, date.fromisoformat(docket.article_date)))
    told = eve(docket, main)
    before_day = min(act - timedelta(days=1), told) if act else told
    law, notes = law_of(before_day)
    flow = Flow(imposer, target, before_day)
    together = [n for n in usable if n == at or _of_one_act(main, docket.measures[n], imposer)]
    back = [n for n in usable if n not in together and _answers(docket.measures[n], imposer, main.target)]
    builder = Builder(docket, desk, before_day, imposer, at, act)
    try:
        every = tuple(builder.states(together, back))
    except UnknownRateError as reason:
        return Refusal(str(reason), (at,))
    states = tuple(state for state in every if state.scenario.get("stack") or state.scenario.get("measures"))
    if not states:
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
        held=flow.headline if where.whole and flow.stack is not None else None,
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
