"""Laws of a stop to named customers: their loss lies between a parted market and one world market."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import losses
from tests.tries import tries

from accord.study.supply.cut import cut_report
from accord.supply.allocation import allocate
from accord.supply.chain import Elasticity, parse_chain
from accord.supply.disruption import Cut, cut
from accord.supply.prices import market_prices

SHARE = st.integers(0, 10).map(lambda tenths: tenths / 10)
ENTRY = "{{economy: {}, share_pct: {}, year: 2023, source: toy}}"
MAKERS = ("CHN", "JPN", "CAN", "USA")
USERS = ("USA", "DEU", "JPN", "CHN")
ELASTICITY = Elasticity((0.2, 0.4, 0.7), (0.3, 0.4, 0.7), "toy")


def stops():
    """A network whose first maker stops selling to some of the others, with some share to be diverted."""
    return st.builds(lambda problem, divert: replace(problem, divert=divert), losses(), SHARE)


def least_shortfall(problem):
    """Least shortfall as a minimum cut, by enumeration of who stands on which side.

    Output reaches a user through a gate as wide as its standing deliveries and what may be diverted to it;
    spare output, stocks and substitution go round the gate. States of a user: served in full (0), cut off
    at its gate (1), or all that can reach it is cut (2).
    """
    need, size = problem.use, len(problem.use)
    limited = ~problem.open.all(axis=1) & (problem.lost > 0)
    gate = problem.standing.sum(axis=1) + problem.divert * problem.lost
    reach = problem.open | (problem.standing > 0)
    served = np.inf
    for states in itertools.product((0, 1, 2), repeat=size):
        total, made, found = 0.0, np.zeros(size, bool), np.zeros(size, bool)
        for n, state in enumerate(states):
            if state == 0:
                total += need[n]
                continue
            total += problem.stocks[n] + problem.substitutable[n]
            found |= problem.open[n]
            if state == 1 and limited[n]:
                total += gate[n]
            else:
                made |= reach[n]
        served = min(served, total + problem.output[made].sum() + problem.spare[found | made].sum())
    return need.sum() - served


@tries(80)
@given(stops())
def test_least_shortfall_equals_brute_force(problem):
    assert allocate(problem).shortfall.sum() == pytest.approx(least_shortfall(problem), abs=1e-6)


@tries(40)
@given(stops())
def test_flows_balance_and_no_more_is_diverted_than_may_be(problem):
    found = allocate(problem)
    served = found.deliveries.sum(axis=1) + found.stocks + found.substituted + found.shortfall
    assert served == pytest.approx(problem.use, abs=1e-6)
    assert np.all(found.deliveries.sum(axis=0) <= problem.output + found.spare + 1e-6)
    assert np.all(found.deliveries[~problem.open] <= problem.standing[~problem.open] + 1e-9)
    limited = ~problem.open.all(axis=1) & (problem.lost > 0)
    come = (found.deliveries.sum(axis=1) - problem.standing.sum(axis=1))[limited]
    may = problem.divert * problem.lost[limited]
    assert come.sum() <= may.sum() + found.spare.sum() + 1e-6


@tries(40)
@given(stops())
def test_all_diverted_is_one_world_market(problem):
    """With everything open to diversion no row is added, and a share just below one changes nothing."""
    whole, nearly = (allocate(replace(problem, divert=share)) for share in (1.0, 1 - 1e-9))
    assert nearly.shortfall == pytest.approx(whole.shortfall, abs=1e-6)


@tries(40)
@given(stops(), SHARE)
def test_more_diversion_never_leaves_anyone_shorter(problem, other):
    low, high = sorted((problem.divert, other))
    few, many = (allocate(replace(problem, divert=share)).shortfall for share in (low, high))
    assert np.all(many <= few + 1e-6)


@tries(30)
@given(stops())
def test_the_value_of_diversion_and_of_output_is_what_a_unit_more_saves(problem):
    """The duals are slopes: no unit more saves more than they say, and they are never negative."""
    found, step = allocate(problem), 1e-4
    assert np.all(found.value >= 0)
    assert np.all(found.diverting >= 0)
    for maker in range(len(problem.output)):
        more = problem.spare.copy()
        more[maker] += step
        saved = found.shortfall.sum() - allocate(replace(problem, spare=more)).shortfall.sum()
        assert saved <= step * found.value[maker] + 1e-6


@st.composite
def chains(draw, stages=1):
    """A chain of one or two stages among four economies, each with some output and some use."""
    text = "id: toy\nname: Toy\nstages:\n"
    for stage in range(stages):
        text += f"  - id: s{stage}\n    name: Stage\n    unit: t\n"
        text += f"    made_from: [s{stage - 1}]\n" if stage else ""
        for key, codes in (("output", MAKERS), ("use", USERS)):
            parts = draw(st.lists(st.integers(1, 24), min_size=4, max_size=4))
            rows = [ENTRY.format(code, part) for code, part in zip(codes, parts, strict=True)]
            text += f"    {key}: [{', '.join(rows)}]\n"
    return parse_chain(text, "toy")


@tries(30)
@given(chains(stages=2), SHARE)
def test_a_stop_to_one_is_never_worse_for_it_than_a_stop_to_all(chain, share):
    alone = cut(chain, Cut(("CHN",), ("USA",), divert=share))
    everyone = cut(chain, Cut(("CHN",), divert=share))
    for one, all_ in zip(alone.stages, everyone.stages, strict=True):
        assert one.of("USA") <= all_.of("USA") + 1e-6


@tries(30)
@given(chains(stages=2), SHARE, SHARE)
def test_loss_and_price_of_the_customer_never_rise_with_diversion(chain, one, other):
    low, high = sorted((one, other))
    few, many = (cut(chain, Cut(("CHN",), ("USA",), divert=share)) for share in (low, high))
    for less, more in zip(few.stages, many.stages, strict=True):
        assert more.of("USA") <= less.of("USA") + 1e-6
        there, here = (market_prices([stage], few.cut, ELASTICITY)[0] for stage in (less, more))
        if there is not None and here is not None:
            assert here.central <= there.central + 1e-5


@tries(20)
@given(chains())
def test_elsewhere_the_price_falls_with_what_is_left_unsold_and_comes_back_with_diversion(chain):
    none, some, all_ = (
        market_prices(
            [cut(chain, Cut(("CHN",), ("USA",), divert=share)).stages[0]], Cut(("CHN",), ("USA",)), ELASTICITY
        )[1]
        for share in (0.0, 0.5, 1.0)
    )
    assert none.central <= some.central + 1e-9
    assert some.central <= all_.central + 1e-9
    assert all_.central <= 1 + 1e-6


@tries(20)
@given(chains(), SHARE)
def test_a_supplier_that_sends_the_customer_nothing_changes_nothing(chain, share):
    """An economy that makes nothing left over for others has nothing to stop."""
    outcome = cut(chain, Cut(("CHN",), ("USA",), divert=share))
    place = outcome.stages[0].network.economies.index
    if outcome.stages[0].network.flows[place("USA"), place("CHN")] == 0:
        assert outcome.stages[0].shortfall.sum() == 0
        assert outcome.stages[0].unsold == 0
    deu = cut(chain, Cut(("DEU",), ("USA",), divert=share))
    assert sum(stage.shortfall.sum() for stage in deu.stages) == 0


@tries(15)
@given(chains())
def test_customers_named_together_are_no_better_off_than_alone(chain):
    alone = cut(chain, Cut(("CHN",), ("USA",), divert=0.4)).stages[0]
    both = cut(chain, Cut(("CHN",), ("USA", "DEU"), divert=0.4)).stages[0]
    assert alone.of("USA") <= both.of("USA") + 1e-6


def test_a_report_spans_diversion_and_a_share_of_ones_own_does_not():
    text = f"""
id: toy
name: Toy
stages:
  - id: metal
    name: Metal
    unit: t
    output: [{ENTRY.format("CHN", 60)}, {ENTRY.format("JPN", 40)}]
    use: [{ENTRY.format("USA", 20)}, {ENTRY.format("DEU", 80)}]
    elasticity: {{demand: [0.2, 0.4, 0.7], supply: [0.3, 0.4, 0.7], source: toy}}
"""
    chain = parse_chain(text, "toy")
    spread = cut_report(chain, Cut(("CHN",), ("USA",)))
    assert [outcome.stages[0].of("USA") for outcome in spread.spread] == pytest.approx(
        [0.6, 0.372, 0], abs=1e-6
    )
    price = spread.prices[0]
    assert (price.low, price.central) == pytest.approx((1, (1 - 0.372) ** (-1 / 0.8)))
    assert price.high == pytest.approx(0.4 ** (-1 / 0.5))
    own = cut_report(chain, Cut(("CHN",), ("USA",), divert=0.25))
    assert len(own.spread) == 1
    assert own.outcome.stages[0].of("USA") == pytest.approx(0.45)
    assert own.elsewhere[0].central < 1 < own.prices[0].low
