"""What is worked out for a seller's fuel: sales, a stop with its odds against a duty, a cap, a closed strait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from accord import groups
from accord.assess.oil.read import Asked
from accord.core.errors import InputError
from accord.energy import tables
from accord.energy.rows import Act, Observation
from accord.energy.stop import stop
from accord.study.energy.balance import BreakEven, duty_costs, find_break_even
from accord.study.energy.grades import replacement
from accord.study.energy.oil import (
    HORMUZ,
    MarketAnswer,
    StopAnswer,
    central_terms,
    chosen_sets,
    group_table,
    oil_stop,
    price_cap,
    strait,
)
from accord.study.energy.oil import Asked as StopAsked
from accord.study.energy.suppliers import SalesAnswer, sales

HORIZONS = ("1", "10", "long")
DRAWS = 200
"""Draws of a stop on the page; ``accord energy oil stop`` takes 600. Its 5 to 95 % move by about 5 % with it."""
SHOWN = (0.0, 0.5)
"""Stranded shares at which it is shown who gains."""
EVERYBODY = 300
T = TypeVar("T")


@dataclass(frozen=True)
class Gains:
    """Who gains at a stranded share, USD bn a year by group."""

    stranded: float
    groups: dict[str, float]


@dataclass(frozen=True)
class Grade:
    """A grade that India's refiners would take instead, and its share of what they lose in per cent."""

    grade: str
    origin: str
    share: float


@dataclass(frozen=True)
class Strait:
    """What passes Hormuz and has no pipeline round it, mb/d, and who depends on it.

    of_world    per cent of the crude oil sold abroad
    sellers     mb/d by origin; buyers: mb/d and per cent of what each buys abroad
    per_mbd     rise of the world price for each mb/d that does not come, USD a barrel
    """

    year: int
    passing: float
    of_world: float
    sellers: tuple[tuple[str, float], ...]
    buyers: tuple[tuple[str, float, float], ...]
    per_mbd: MarketAnswer


@dataclass(frozen=True)
class Found:
    """Sales of the fuel; a stop with its odds; the stop against the duty; a cap. None where it is not asked.

    ``bloc`` is the share of the sales that members of the European Union took, in per cent; ``months`` and
    ``acts`` are what was known of Russian crude to India on the day.
    """

    sales: SalesAnswer | None
    stop: StopAnswer | None
    balance: BreakEven | None
    cap: MarketAnswer | None
    missing: tuple[str, ...]
    bloc: float | None
    gains: tuple[Gains, ...]
    grades: tuple[Grade, ...]
    strait: Strait | None
    months: tuple[Observation, ...]
    acts: tuple[Act, ...]


NOTHING = Found(None, None, None, None, (), None, (), (), None, (), ())


def find(asked: Asked) -> Found:
    """Return sales, the stop and its break-even with the duty, and the cap, as far as tables hold them."""
    missing = [f"Not answered: {words}." for words in asked.unheld]
    if asked.strait:
        held = attempt(lambda: _strait(asked.flows), missing)
        return replace(NOTHING, missing=tuple(missing), strait=held)
    sold = attempt(lambda: sales(asked.seller, asked.fuel, asked.trade_year), missing)
    bloc = _bloc(asked, sold) if asked.bloc and sold else None
    if asked.fuel != "crude oil":
        return replace(NOTHING, sales=sold, missing=tuple(missing), bloc=bloc)
    level = asked.cap
    cap = attempt(lambda: price_cap(level, asked.seller, asked.flows), missing) if level else None
    if not asked.buyer:
        return replace(NOTHING, sales=sold, cap=cap, missing=tuple(missing), bloc=bloc)
    question = StopAsked(asked.buyer, asked.seller, asked.flows, draws=DRAWS)
    halted = attempt(lambda: oil_stop(question), missing)
    balance = attempt(lambda: _balance(asked, question), missing) if halted and asked.duty else None
    known = (asked.buyer, asked.seller) == ("IND", "RUS")
    return Found(
        sold, halted, balance, cap, tuple(missing), bloc,
        _gains(question) if halted else (),
        _grades() if halted and known and asked.flows >= tables.OBSERVED_YEAR else (),
        None,
        tuple(one for one in tables.russian_to_india() if one.date < _month(asked)) if known else (),
        tuple(act for act in tables.oil_acts() if act.date <= asked.day.isoformat()) if known else (),
    )  # fmt: skip


def attempt(answer: Callable[[], T], missing: list[str]) -> T | None:
    """Return an answer, or None with the reason added to what is missing."""
    try:
        return answer()
    except InputError as error:
        missing.append(f"Not answered: {error}.")
        return None


def _month(asked: Asked) -> str:
    """Return the month of the report: it is not over, so its own level is not known."""
    return asked.day.isoformat()[:7]


def _bloc(asked: Asked, sold: SalesAnswer) -> float:
    """Return the share of the sales that the European Union's members took, per cent."""
    inside = set(groups.members("EU27", f"{sold.year}-07-01"))
    everybody = sales(asked.seller, asked.fuel, asked.trade_year, top=EVERYBODY)
    return sum(row.of_sales for row in everybody.buyers if row.buyer in inside)


def _balance(asked: Asked, question: StopAsked) -> BreakEven:
    """Return the break-even with the duty; discounts observed after the report are left out."""
    duty = asked.duty
    assert duty is not None
    costs = duty_costs(duty.buyer, duty.scenario, duty.without, horizons=HORIZONS)
    found = find_break_even(question, costs)
    day = asked.day.isoformat()
    return replace(found, observed=tuple(one for one in found.observed if one.date <= day))


def _gains(question: StopAsked) -> tuple[Gains, ...]:
    """Return who gains at the shown stranded shares, mean over the published elasticities."""
    base, sets = tables.load_crude(question.year), chosen_sets(None)
    table, holders = group_table(question.buyer, question.supplier), tables.spare_holders()
    pair = (question.buyer, question.supplier)
    found = []
    for share in SHOWN:
        terms = replace(central_terms(question), stranded=share)
        runs = [stop(base, *pair, terms, one, table, holders).by_group for one in sets]
        found.append(Gains(share, {name: float(np.mean([run[name] for run in runs])) for name in runs[0]}))
    return tuple(found)


def _grades() -> tuple[Grade, ...]:
    """Return the cheapest grades in place of India's Russian intake of 2025."""
    answer = replacement()
    return tuple(Grade(grade, origin, 100 * kbd / answer.lost_kbd) for grade, origin, kbd in answer.by_grade)


def _strait(year: int) -> Strait:
    """Return what passes Hormuz, from whom to whom, and what each mb/d lost does to the world price."""
    base = tables.load_crude(year)
    foreign = np.where(base.own(), 0.0, base.flow)
    parts = np.array([HORMUZ.get(code, 0.0) for code in base.origins])
    through = parts[:, None] * foreign
    bought, passed = foreign.sum(axis=0), through.sum(axis=0)
    order = [int(at) for at in np.argsort(-passed)[:8] if passed[at] > 0.01]
    sold = through.sum(axis=1)
    return Strait(
        base.year,
        float(through.sum()),
        100 * float(through.sum() / foreign.sum()),
        tuple((base.origins[at], float(sold[at])) for at in np.argsort(-sold) if sold[at] > 0.01),
        tuple((base.buyers[at], float(passed[at]), 100 * float(passed[at] / bought[at])) for at in order),
        strait(1.0, year=year),
    )
