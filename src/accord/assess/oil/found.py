"""What is worked out for a seller's fuel: sales, a stop against a duty, a cap, a risk, a strait, more output."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from accord.assess.kind import attempt
from accord.assess.oil.read import Asked
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.balance import BreakEven, find_break_even
from accord.energy.answers.grades import replacement
from accord.energy.answers.markets import HORMUZ, MarketAnswer, output, price_cap, sanction, strait
from accord.energy.answers.oil import Asked as StopAsked
from accord.energy.answers.oil import StopAnswer, central_terms, chosen_sets
from accord.energy.rows import Act, Observation
from accord.energy.stop import stop
from accord.study.energy.dutycost import duty_costs
from accord.study.energy.oil import group_table, market, oil_stop
from accord.study.energy.suppliers import BlocRow, BuyerRow, SalesAnswer, bloc, sales, volumes
from accord.supply import tables as trade

HORIZONS = ("1", "10", "long")
DRAWS = 200
"""Draws of a stop on the page; ``accord energy oil stop`` takes 600. Its 5 to 95 % move by about 5 % with it."""
SHOWN = (0.0, 0.5)
"""Stranded shares at which it is shown who gains."""
EVERYBODY, TOP = 300, 8
RISKS = (5.0, 10.0)
"""Risk costs of buying from a sanctioned seller that are shown, USD a barrel; 9.7 was backed out of late 2025."""
LEAST, MAIN, NAMED = 1.0, 10.0, 3
"""Per cent of its purchases from which an economy that the report names is asked what the stop would cost it; how
many named ones are shown."""


UNDERSTATED = ("IRN", "VEN")
"""Sellers whose sales are recorded in part."""


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
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contract:
    """What a purchase takes a year: ``amount`` in ``unit``, and per cent of what its sides bought and sold abroad.

    ``converted``: from another unit than the report's.
    """

    amount: float
    unit: str
    of_purchases: float
    of_sales: float
    converted: bool = False


@dataclass(frozen=True)
class Found:
    """Sales of the fuel; a stop with its odds; the stop against the duty; a cap. None where it is not asked.

    ``also`` are the sales of further fuels that the report speaks of; ``named`` the buyers that it names, those it is
    about first, with what the fuel is of all they buy abroad; ``contract`` what is to be bought; ``bloc`` the
    European Union together; ``risks`` the market with a risk on the seller; ``output`` with a change of OPEC+ output;
    ``months`` and ``acts`` are what was known of Russian crude to India on the day.
    """

    sales: SalesAnswer | None = None
    stop: StopAnswer | None = None
    balance: BreakEven | None = None
    cap: MarketAnswer | None = None
    missing: tuple[str, ...] = ()
    bloc: BlocRow | None = None
    gains: tuple[Gains, ...] = ()
    grades: tuple[Grade, ...] = ()
    strait: Strait | None = None
    months: tuple[Observation, ...] = ()
    acts: tuple[Act, ...] = ()
    also: tuple[SalesAnswer, ...] = ()
    also_blocs: tuple[BlocRow, ...] = ()
    named: tuple[BuyerRow, ...] = ()
    risks: tuple[MarketAnswer, ...] = ()
    output: MarketAnswer | None = None
    contract: Contract | None = None


def find(asked: Asked) -> Found:
    """Return sales, the stop and its break-even with the duty, the cap and the risk, as far as tables hold them."""
    missing = [f"Not answered: {words}." for words in asked.unheld]
    change = asked.output
    if change is not None:
        changed = attempt(lambda: market(output(change, asked.flows)), missing)
        return Found(missing=tuple(missing), output=changed)
    if asked.strait:
        held = attempt(lambda: _strait(asked.flows, asked.spoken), missing)
        return Found(missing=tuple(missing), strait=held)
    sold = attempt(lambda: sales(asked.seller, asked.fuel, asked.trade_year, top=EVERYBODY), missing)
    others = [attempt(partial(sales, *one, asked.trade_year), missing) for one in asked.also]
    more = tuple(one for one in others if one)
    found = Found(
        sold,
        bloc=bloc(asked.seller, asked.fuel, asked.trade_year) if asked.bloc and sold else None,
        also=more,
        also_blocs=tuple(bloc(one.seller, one.product, one.year) for one in more) if asked.bloc else (),
        named=_named(asked, sold) if sold else (),
        contract=_contract(asked),
    )
    if asked.fuel == "crude oil":
        found = _with_market(asked, found, missing)
    if asked.halt and not found.stop:
        found = _halt(asked, found, asked.halt, missing)
    return replace(found, missing=tuple(missing), sales=sold and _shown(sold, found.named))


def _shown(sold: SalesAnswer, named: tuple[BuyerRow, ...]) -> SalesAnswer:
    """Return the largest buyers and those that the report names."""
    return replace(sold, buyers=tuple(dict.fromkeys((*sold.buyers[:TOP], *named))))


def _named(asked: Asked, sold: SalesAnswer) -> tuple[BuyerRow, ...]:
    """Return the buyers that the report names and that buy more than a little, those it is about first."""
    rows = {row.buyer: row for row in sold.buyers}
    codes = dict.fromkeys((*asked.about, *asked.spoken))
    held = [rows[code] for code in codes if code in rows]
    return tuple(row for row in held if row.of_purchases >= LEAST or row.buyer == asked.buyer)[:NAMED]


def _contract(asked: Asked) -> Contract | None:
    """Return what a purchase that the report tells is of all that its two sides buy and sell abroad."""
    if asked.amount is None or asked.buyer is None:
        return None
    much, converted = asked.amount
    amounts, unit = volumes(asked.fuel, asked.trade_year)
    known = trade.load().economies
    if not {asked.buyer, asked.seller} <= {*known}:
        return None
    bought = float(np.nansum(amounts[known.index(asked.buyer)]))
    sold = float(np.nansum(amounts[:, known.index(asked.seller)]))
    if min(bought, sold) <= 0:
        return None
    return Contract(much, unit, 100 * much / bought, 100 * much / sold, converted)


def _with_market(asked: Asked, found: Found, missing: list[str]) -> Found:
    """Return what the crude market says of a cap, of a risk on the seller and of a buyer that stops."""
    level = asked.cap
    cap = attempt(lambda: market(price_cap(level, asked.seller, asked.flows)), missing) if level else None
    risky = asked.risk and not level and not asked.duty
    risks = attempt(lambda: tuple(_risk(asked, usd) for usd in RISKS), missing) if risky else None
    found = replace(found, cap=cap, risks=risks or ())
    main = [row.buyer for row in found.named if row.of_purchases >= MAIN]
    buyer = asked.buyer or (main[0] if main and asked.risk else None)
    return _halt(asked, found, (buyer, asked.seller), missing) if buyer else found


def _halt(asked: Asked, found: Found, pair: tuple[str, str], missing: list[str]) -> Found:
    """Return what it costs a buyer to stop buying a seller's crude, against a duty over it, and who gains."""
    question = StopAsked(*pair, asked.flows, draws=DRAWS)
    halted = attempt(lambda: oil_stop(question), missing)
    known = pair == ("IND", "RUS")
    return replace(
        found,
        stop=halted,
        balance=attempt(lambda: _balance(asked, question), missing) if halted and asked.duty else None,
        gains=_gains(question) if halted else (),
        grades=_grades() if halted and known and asked.flows >= tables.OBSERVED_YEAR else (),
        months=tuple(one for one in tables.russian_to_india() if one.date < _month(asked)) if known else (),
        acts=tuple(act for act in tables.oil_acts() if act.date <= asked.day.isoformat()) if known else (),
    )


def _risk(asked: Asked, usd: float) -> MarketAnswer:
    return market(sanction(asked.seller, usd, year=asked.flows))


def _month(asked: Asked) -> str:
    """Return the month of the report: it is not over, so its own level is not known."""
    return asked.day.isoformat()[:7]


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


def _strait(year: int, spoken: tuple[str, ...]) -> Strait:
    """Return what passes Hormuz, from whom to whom (``spoken`` first), and what each mb/d lost does to the price."""
    base = tables.load_crude(year)
    foreign = np.where(base.own(), 0.0, base.flow)
    parts = np.array([HORMUZ.get(code, 0.0) for code in base.origins])
    through = parts[:, None] * foreign
    bought, passed = foreign.sum(axis=0), through.sum(axis=0)
    order = [int(at) for at in np.argsort(-passed)[:TOP] if passed[at] > 0.01]
    order += [
        at for at, code in enumerate(base.buyers) if code in spoken and passed[at] > 0.01 and at not in order
    ]
    sold = through.sum(axis=1)
    return Strait(
        base.year,
        float(through.sum()),
        100 * float(through.sum() / foreign.sum()),
        tuple((base.origins[at], float(sold[at])) for at in np.argsort(-sold) if sold[at] > 0.01),
        tuple((base.buyers[at], float(passed[at]), 100 * float(passed[at] / bought[at])) for at in order),
        market(strait(1.0, year=year)),
        tuple(code for code in spoken if code in {base.buyers[at] for at in order}),
    )
