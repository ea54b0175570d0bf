"""Duties, bans on imports and taxes on exports, through the trade model."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.assess.tariff import page
from accord.assess.tariff.found import Found, Solved
from accord.assess.tariff.observed import observed
from accord.assess.tariff.read import LEVERS, Asked, read
from accord.assess.tariff.states import State
from accord.core.codec import Document
from accord.core.codes import GOODS
from accord.core.errors import InputError, SolveError
from accord.core.population import population
from accord.core.provenance import as_recorded
from accord.docket.items import Docket
from accord.groups import members
from accord.policy import Scenario, goods
from accord.policy.stack.since import DatedFact, since
from accord.study.document import run_document
from accord.study.run import Run
from accord.study.stack import stack_finding
from accord.trade.household import at_home

HORIZONS = ("1", "10", "long")
"""The headline horizons: the first year, ten years, and the high-elasticity long run as the far end."""


class Tariff:
    """What a change of duties does to trade, incomes and sectors, against the law of the day before."""

    name, order = "tariff", 10
    levers = LEVERS
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the question on duties that the report asks."""
        return read(docket, desk)

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the positions of the measures that the states hold, the one asked about first."""
        return (asked.main, *(at for at in asked.at if at != asked.main))

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return every state solved at every horizon; none of them uncertified."""
        solved = tuple(one for state in asked.states for one in _solved(state, asked, desk))
        seen = observed(asked.imposer, asked.target, asked.law)
        return Found(solved, _stack(asked), _spread(asked, desk), _baseline(asked, desk), _since(asked), seen)

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return the answer's sentences and the sections."""
        return page.build(asked, found, docket)


def _solved(state: State, asked: Asked, desk: Desk) -> Iterator[Solved]:
    scenario = Scenario.from_dict(dict(state.scenario), state.role)
    horizons = (desk.chosen.horizon,) if desk.chosen.horizon else HORIZONS
    for horizon in horizons:
        try:
            yield Solved(
                state.role, horizon, _document(desk.solve(scenario, horizon, asked.law), asked, desk)
            )
        except SolveError as error:
            yield Solved(state.role, horizon, None, str(error))


def _document(solved: Run, asked: Asked, desk: Desk) -> Document:
    """Return a run's JSON: flows and sectors of the two sides only, and what it means at home to the importer."""
    document = dict(run_document(solved))
    del document["seconds"]
    sides = (asked.imposer, asked.target)
    document["bilateral"] = [
        row for row in document["bilateral"] if row["exporter"] in sides and row["importer"] in sides
    ]
    document["sectors"] = [row for row in document["sectors"] if row["economy"] in sides]
    document["household"] = at_home(solved.result, _places(asked.flow[1], asked, desk))
    return as_recorded(document)


def _stack(asked: Asked) -> Document | None:
    """Return what is really paid on the report's day, where the book knows the pair."""
    try:
        found = stack_finding(asked.imposer, asked.target, asked.day)
    except InputError:
        return None
    return as_recorded(found) if found else None


def _since(asked: Asked) -> tuple[DatedFact, ...]:
    """Return what became of the duties on the goods asked about after the report, as far as the book goes."""
    named = goods.headings(goods.find(asked.goods).hs) or asked.sectors
    try:
        return since(asked.imposer, asked.target, () if asked.sectors == GOODS else named, asked.day)
    except InputError:
        return ()


def _spread(asked: Asked, desk: Desk) -> Document | None:
    """Return how far the sides' real incomes move with elasticities, where draws are asked for."""
    from accord.assess.tariff.uncertainty import uncertainty

    if not desk.chosen.draws or not asked.states:
        return None
    scenarios = {state.role: Scenario.from_dict(dict(state.scenario), state.role) for state in asked.states}
    return uncertainty(scenarios, asked, desk)


def _baseline(asked: Asked, desk: Desk) -> Document:
    """Return real income of both sides in the world's year, USD bn, for sums of money beside percentages."""
    held, people = {}, {}
    for code in (asked.imposer, asked.target):
        held[code] = float(np.sum(desk.world.income[_places(code, asked, desk)]) / 1000)
        people[code] = sum(population().get(one, 0.0) for one in _members(code, asked, desk))
    return {"real_income_usd_bn": held, "people_mn": people, "year": str(desk.world.year)}


def _members(code: str, asked: Asked, desk: Desk) -> tuple[str, ...]:
    return (code,) if code in desk.world.economies else members(code, asked.day)


def _places(code: str, asked: Asked, desk: Desk) -> list[int]:
    """Return where an economy, or each member of a group, stands in the world."""
    economies = desk.world.economies
    return [economies.index(one) for one in _members(code, asked, desk) if one in economies]


KIND = Tariff()
