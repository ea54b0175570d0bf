"""The answer of a question on duties: what is asked, and what changes for whom, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accord.assess.tariff.figures import View, span
from accord.assess.tariff.read import Asked
from accord.assess.tariff.states import LOW, State
from accord.assess.tariff.terms import OUTWARD
from accord.core.levers import lever
from accord.core.provenance import Figure
from accord.docket.items import Docket
from accord.page.blocks import Day, Direction, Key, Keys, Part, Question, Range, Read, Rounded
from accord.page.names import name, possessive, the
from accord.page.words import SMALLEST, capital, fraction, join, several

HARDLY = 0.5
"""A change of trade below so many per cent is hardly one."""
UNLIKE = 1.0
"""Points by which the book's rate may differ from the one told as held before."""
NAMED = 2
"""How many goods a sentence names."""
MOVED = (" higher", " lower")
"""Words after the size of a change of real income."""
STEEP = 80.0
"""A fall above so many per cent carries its reason."""


def question(asked: Asked, docket: Docket) -> Question:
    """Return what is asked in one line, and what it is compared with."""
    noun = lever(asked.lever).noun
    parts: list[Part] = [f"{possessive(asked.imposer, start=True)} {noun} on "]
    parts += [Read(_whose(asked))]
    parts += _rates(asked)
    if asked.law is None:
        return Question(tuple(parts), "the tariffs of the world’s data year.")
    against: list[Part] = ["the law of ", Day(asked.law.isoformat()), ", for everybody"]
    if asked.held is not None and asked.before is not None and abs(asked.held - asked.before) > UNLIKE:
        against += [", under which ", _rate(asked, "held", asked.held), " is charged"]
    return Question(tuple(parts), (*against, "."))


def title(view: View) -> tuple[Part, ...]:
    """Return the headline: what becomes of the target's sales to the imposer, near and far, as fractions."""
    target, imposer = view.asked.flow
    state = view.main
    first = view.focus(state.role, view.solved(state)[0]) if state else None
    if state is None or first is None or not first.before.value:
        return (f"{the(imposer, start=True)} and {the(target)}: what the duty changes",)
    near, far = view.solved(state)[0], view.middle(state)
    shown = (far,) if _turns(view, state) else tuple(dict.fromkeys((near, far)))
    changes = [view.focus(state.role, one).change_pct for one in shown]
    when = [span(one) for one in shown]
    told = _opening(view, state)
    of: list[Part] = [Read(f" of {view.short}")] if view.short else []
    to = f" to {the(imposer)}"
    what = (to, *of) if " and " in view.short else (*of, to)
    sales = (f"{told}{possessive(target, start=not told)} sales", *what)
    last = changes[-1].value or 0.0
    if abs(last) < HARDLY:
        return (*sales, " hardly change")
    verb = ("would " if told else "") + ("rise" if last > 0 else "fall")
    parts: list[Part] = [*sales, f" {verb} by "]
    if (lowest := _lowest(view, far)) and (lowest.value or 0.0) * last > 0:
        ends = ("at most ", Rounded(lowest, sign=False), " to ", Rounded(changes[-1], sign=False))
        return (*parts, *(ends if state.bound else (Range(lowest, changes[-1], sign=False),)), f" {when[-1]}")
    exact = state.bound or not all(_has_name(figure) for figure in changes)
    for at, (figure, words) in enumerate(zip(changes, when, strict=True)):
        parts += [" and " if at else "", *_fraction(figure, bound=state.bound, exact=exact), f" {words}"]
    return tuple(parts)


def _lowest(view: View, horizon: str) -> Figure | None:
    """Return what becomes of the sales at the lowest rate told, where the report tells a range."""
    low = next((one for one in view.states if one.role == LOW and horizon in view.solved(one)), None)
    return view.focus(LOW, horizon).change_pct if low else None


def _turns(view: View, state: State) -> bool:
    """Return whether trade rises at one horizon and falls at another."""
    every = [view.focus(state.role, horizon).change_pct.value or 0.0 for horizon in view.solved(state)]
    return min(every) < -SMALLEST and max(every) > SMALLEST


def _has_name(figure: Figure) -> bool:
    """Return whether a change is near a fraction that has a name."""
    return not any(sign.isdigit() for sign in fraction(figure))


def _fraction(figure: Figure, *, bound: bool, exact: bool) -> list[Part]:
    """Return a change as a fraction in words, or ``exact``, as a number of two digits."""
    if exact:
        return ["at most " if bound else "about ", Rounded(figure, sign=False)]
    return [f"about {fraction(figure).removeprefix('about ')}"]


def _whose(asked: Asked) -> str:
    """Return "Indian goods"-like words: the goods and whose they are."""
    what = join(asked.goods) if asked.goods else "goods"
    way = "to" if asked.lever in OUTWARD else "from"
    if "world" in asked.targets:
        return f"{what} {way} all partners"
    names = [the(code) for code in asked.targets]
    return f"{what} {way} {several(names)}"


def _rates(asked: Asked) -> list[Part]:
    if asked.after is None:
        return []
    top = _rate(asked, "after", asked.after)
    upto = ["up to "] if asked.at_most else []
    low: list[Part] = [_rate(asked, "low", asked.low), " to "] if asked.low is not None else [*upto]
    if asked.before is None:
        return [": ", *low, top, " on top of what is paid"] if asked.additional else [": ", *low, top]
    return [": from ", _rate(asked, "before", asked.before), " to ", *low, top]


def _rate(asked: Asked, which: str, value: float) -> Figure:
    return Figure(
        f"question.{asked.imposer}.{asked.target}.{which}",
        f"Duty of {name(asked.imposer)} on {name(asked.target)}, {which}",
        value,
        "%",
        str(asked.day.year),
        "report",
        "the rate that the report tells, or the general duty in Accord’s book on the eve",
        "cited",
    )


def sentences(view: View) -> Iterator[tuple[Part, ...]]:
    """Yield the answer: trade, real income of both sides, the sectors, then how else it can go."""
    main = view.main
    if main is None:
        return
    yield from _trade(view, main)
    yield _incomes(view, main)
    yield from _hardest(view, main)
    for state in view.states:
        if state != main:
            yield _otherwise(view, state)


def _opening(view: View, state: State) -> str:
    lower = (view.asked.after or 0.0) < (view.asked.before or 0.0)
    pending = f"If the duty is {'cut' if view.asked.after else 'lifted'}, " if lower else "If it comes, "
    firm = {"after": "", "low": "At the lowest rate told, ", "answer": "With the answer told, "}
    return firm.get(state.role, pending)


def _moves(figure: Figure, verbs: tuple[str, str], *, bound: bool) -> list[Part]:
    """Return "fall by about 19 %", or that nothing moves."""
    value = figure.value
    if value is None:
        return ["change by an amount that is not known"]
    if abs(value) < SMALLEST:
        return ["hardly change"]
    size = "at most" if bound else "about"
    return [f"{verbs[0] if value > 0 else verbs[1]} by {size} ", Rounded(figure, sign=False)]


def _trade(view: View, state: State) -> Iterator[tuple[Part, ...]]:
    """Yield what becomes of the target's exports to the imposer, at each horizon."""
    spans = view.solved(state)
    first = view.focus(state.role, spans[0])
    if not first.before.value:
        return
    target, imposer = view.asked.flow
    opening = _opening(view, state)
    what = f"exports of {view.narrow}" if view.narrow else "goods exports"
    subject = f"{possessive(target, start=not opening)} {what} to {the(imposer)} ("
    parts: list[Part] = [opening, subject, Rounded(first.before), ")", *_part_of(view, state), " would "]
    turns = _turns(view, state)
    parts += _moves(first.change_pct, ("rise", "fall"), bound=state.bound)
    parts += [f" {span(spans[0])}", *_later(view, state, spans, turns=turns)]
    last = view.focus(state.role, spans[-1]).change_pct.value or 0.0
    if last < -STEEP:
        parts.append("; so steep a fall means that buyers turn to others almost entirely")
    yield (*parts, ".")
    if turns and view.asked.lever == "export_tax" and (first.change_pct.value or 0.0) > 0:
        yield (
            "Sales count the tax in their price: within a year buyers cut the quantity by less than the price rises, "
            "later by more.",
        )


def _part_of(view: View, state: State) -> list[Part]:
    """Return that the goods asked about are only a part of what the model has, where they stand for the whole of it."""
    if not (state.wider and view.narrow and view.asked.goods):
        return []
    goods = join(view.asked.goods) if len(view.asked.goods) <= NAMED else "the goods named"
    return [
        ", of which ",
        Read(goods),
        " is a part," if len(view.asked.goods) == 1 and not goods.endswith("s") else " are a part,",
    ]


def _later(view: View, state: State, spans: tuple[str, ...], *, turns: bool) -> Iterator[Part]:
    """Yield the changes of sales after the first; where they turn, with what they do from then on."""
    rises = (view.focus(state.role, spans[0]).change_pct.value or 0.0) > 0
    for at, horizon in enumerate(spans[1:]):
        change = view.focus(state.role, horizon).change_pct
        far = ", the far end" if horizon == "long" else ""
        if turns and ((change.value or 0.0) > 0) != rises:
            rises = not rises
            yield from (
                ", then ",
                *_moves(change, ("rise", "fall"), bound=state.bound),
                f" {span(horizon)}{far}",
            )
        else:
            yield from (", " if at == 0 else " and ", Rounded(change, sign=False), f" {span(horizon)}{far}")


def _incomes(view: View, state: State) -> tuple[Part, ...]:
    """Return real income of both sides, in per cent, money and money a head."""
    horizon = view.middle(state)
    parts: list[Part] = [f"{capital(span(horizon))}, "]
    for at, code in enumerate(view.sides):
        parts += [" and " if at else "", *_told(view, state, horizon, code, parts)]
        money = view.money(state.role, horizon, code)
        if money.value is not None and parts[-1] in MOVED:
            parts += [" (", Rounded(money, sign=False), " a year"]
            head = view.head(state.role, horizon, code)
            parts += [", ", Rounded(head, sign=False), ")"] if head.value is not None else [")"]
    return (*parts, ".")


def _told(view: View, state: State, horizon: str, code: str, told: Sequence[Part]) -> list[Part]:
    """Return whose real income is how much higher or lower, in short after another's; or that its sign is not known."""
    if span := view.open_sign(state.role, horizon, code):
        return [f"whether {the(code)} gains or loses is not known (", span, " of real income)"]
    figure = view.outcome(state.role, horizon, code)
    if figure.value is None:
        return [f"{possessive(code)} real income is not known"]
    if abs(figure.value) < SMALLEST:
        return [f"{possessive(code)} real income would be about as it was"]
    said = "" if any(part in MOVED for part in told) else "real income would be "
    size = "at most " if state.bound else ""
    way = MOVED[0] if figure.value > 0 else MOVED[1]
    return [f"{possessive(code)} {said}{size}", Rounded(figure, sign=False), way]


def _hardest(view: View, state: State) -> Iterator[tuple[Part, ...]]:
    """Yield who loses most of several that are charged, where that is not the one the page looks at."""
    horizon = view.middle(state)
    every = [view.outcome(state.role, horizon, code) for code in view.asked.targets if code != "world"]
    known = [figure for figure in every if figure.value is not None]
    if len(known) < 2 or min(figure.value or 0.0 for figure in known) > -SMALLEST:
        return
    worst = min(known, key=lambda figure: figure.value or 0.0)
    code = worst.key.split(".")[-2]
    if code != view.asked.target:
        opening = f"Of those charged, {the(code)} loses most: its real income would be "
        size = ["at most "] if state.bound else []
        yield (opening, *size, Rounded(worst, sign=False), f" lower {span(horizon)}.")


def _otherwise(view: View, state: State) -> tuple[Part, ...]:
    """Return real income of both sides in another way it can go; an answer needs the long run.

    Near-term elasticities are so small that any duty, an answer too, seems to pay its author.
    """
    far = state.role == "answer"
    horizon = view.solved(state)[-1] if far else view.middle(state)
    parts: list[Part] = [f"{state.label} and {span(horizon)}, " if far else f"{state.label}, "]
    if state.role == LOW and view.focus(LOW, horizon).before.value:
        change = view.focus(LOW, horizon).change_pct
        parts += ["these sales would ", *_moves(change, ("rise", "fall"), bound=state.bound), "; "]
    for at, code in enumerate(view.sides):
        parts += [" and " if at else "", *_told(view, state, horizon, code, parts)]
    return (*parts, "." if far else f" {span(horizon)}.")


def keys(view: View) -> Keys | None:
    """Return the key figures: trade between the two, real income of each, revenue of the imposer."""
    state = view.main
    if state is None:
        return None
    horizon = view.middle(state)
    items = []
    when = f"{'at most, ' if state.bound else ''}{span(horizon)}"
    target, imposer = view.asked.flow
    flow = view.focus(state.role, horizon)
    if flow.before.value:
        label = f"{name(target)} to {name(imposer)}, {view.short or 'goods'}"
        items.append(Key(label, Rounded(flow.change_pct), when, _direction(flow.change_pct)))
    for code in view.sides:
        figure = view.money(state.role, horizon, code)
        if ends := view.open_sign(state.role, horizon, code):
            items.append(
                Key(name(code), "Sign not known", ("real income, ", ends, f", {span(horizon)}"), "open")
            )
        elif figure.value is not None:
            still = abs(view.outcome(state.role, horizon, code).value or 0.0) < SMALLEST
            note, way = f"real income a year, {when}", _direction(figure)
            items.append(Key(name(code), Rounded(figure), note, "open" if still else way))
    revenue = view.outcome(state.role, horizon, imposer, "tariff_revenue_change_usd_bn")
    if revenue.value is not None and view.asked.lever not in OUTWARD:
        items.append(Key(f"{name(imposer)}, tariff revenue", Rounded(revenue), f"a year, {when}"))
    return Keys(tuple(items)) if items else None


def _direction(figure: Figure) -> Direction:
    if figure.value is None or abs(figure.value) < SMALLEST:
        return ""
    return "gain" if figure.value > 0 else "loss"


def note(view: View) -> tuple[Part, ...]:
    """Return the main assumption: horizons, what trade does, and what is taken for lack of data."""
    asked = view.asked
    assumed = view.asked.states[0].scenario.get("assumptions", ()) if view.asked.states else ()
    first = [Read(f" {words}") for words in assumed[:2]]
    if len(asked.targets) > 1 or "world" in asked.targets:
        first.append(
            Read(
                f" Of those concerned the page looks at {the(asked.target)}, which "
                f"{'buys' if asked.lever in OUTWARD else 'sells'} most of these goods."
            )
        )
    against = "the law of the day before, for everybody" if asked.law else f"the tariffs of {view.year}"
    closing = f" Changes count from {against}; output and trade are those of {view.year}."
    return (
        "One year and ten take the measured response of trade to duties; the long run takes larger elasticities "
        "and is the far end.",
        *first,
        closing,
    )
