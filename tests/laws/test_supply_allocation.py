"""Laws of sharing a loss: brute force on small networks, balance, monotonicity, none without exports."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import losses
from tests.tries import tries

from accord.supply.allocation import Problem, allocate
from accord.supply.chain import parse_chain
from accord.supply.disruption import Cut, cut
from accord.supply.network import networks, pooled_flows


def least_shortfall(problem):
    """Minimum over all sets of users of what cannot reach them (max-flow min-cut, by enumeration).

    A user's need beyond what it must get (use less what it may lose) can go short; need is served first.
    """
    users = range(len(problem.use))
    most_served = np.inf
    for chosen in itertools.product((False, True), repeat=len(problem.use)):
        inside = np.array(chosen)
        reach = problem.open[inside].any(axis=0) | (problem.standing[inside] > 0).any(axis=0)
        makers = (problem.output + problem.spare)[reach].sum() if inside.any() else 0.0
        own = (problem.stocks + problem.substitutable)[inside].sum()
        most_served = min(most_served, makers + own + problem.use[~inside].sum())
    assert len(users) == len(problem.use)
    return problem.use.sum() - most_served


@tries(60)
@given(losses())
def test_least_shortfall_equals_brute_force(problem):
    found = allocate(problem)
    assert found.shortfall.sum() == pytest.approx(least_shortfall(problem), abs=1e-6)


@tries(40)
@given(losses())
def test_flows_balance(problem):
    found = allocate(problem)
    served = found.deliveries.sum(axis=1) + found.stocks + found.substituted + found.shortfall
    assert served == pytest.approx(problem.use, abs=1e-6)
    assert np.all(found.deliveries.sum(axis=0) <= problem.output + found.spare + 1e-6)
    assert np.all(found.shortfall <= problem.lost + 1e-6)
    assert np.all(found.deliveries[~problem.open] <= problem.standing[~problem.open] + 1e-9)


@tries(60)
@given(losses(), st.integers(0, 3), st.integers(1, 8))
def test_no_economy_is_worse_off_from_added_capacity(problem, maker, amount):
    more = problem.spare.copy()
    more[maker] += amount / 200
    before = allocate(problem).shortfall
    after = allocate(Problem(**{**vars(problem), "spare": more})).shortfall
    assert np.all(after <= before + 1e-6)


@tries(30)
@given(losses())
def test_relabelling_economies_relabels_the_shortfall(problem):
    order = np.array([2, 0, 3, 1])
    both = {name: getattr(problem, name)[np.ix_(order, order)] for name in ("standing", "open")}
    single = {name: value[order] for name, value in vars(problem).items() if name not in (*both, "divert")}
    assert allocate(Problem(**both, **single)).shortfall == pytest.approx(
        allocate(problem).shortfall[order], abs=1e-6
    )


def test_a_hand_case():
    """Half the supply is lost to two users in the ratio 2 to 1; a fifth of the loss can be made good."""
    flows = np.array([[0.2, 0, 0], [0.2, 0.1, 0], [0.1, 0.2, 0.2]])
    open_ = np.ones((3, 3), dtype=bool)
    open_[1:, 0] = False
    standing = np.where(open_, flows, 0)
    zero = np.zeros(3)
    spare = np.array([0, 0.06, 0])
    found = allocate(
        Problem(
            flows.sum(0), spare, flows.sum(1), standing, open_, zero, zero, flows.sum(1) - standing.sum(1)
        )
    )
    assert found.shortfall == pytest.approx([0, 0.16, 0.08], abs=1e-8)
    assert found.value == pytest.approx([0, 1, 1], abs=1e-8)


@tries(40)
@given(
    st.lists(st.integers(1, 20), min_size=4, max_size=4), st.lists(st.integers(1, 20), min_size=4, max_size=4)
)
def test_pooled_flows_add_up(supply, use):
    supply, use = np.array(supply) / sum(supply), np.array(use) / sum(use)
    flows = pooled_flows(supply, use)
    assert flows.sum(axis=0) == pytest.approx(supply)
    assert flows.sum(axis=1) == pytest.approx(use)
    assert np.all(flows >= 0)


CHAIN = """
id: toy
name: Toy
stages:
  - id: ore
    name: Ore
    unit: t
    output:
      - {economy: CHN, share_pct: 50, year: 2023, source: toy}
      - {economy: IND, share_pct: 20, year: 2023, source: toy}
      - {economy: USA, share_pct: 30, year: 2023, source: toy}
  - id: metal
    name: Metal
    unit: t
    made_from: [ore]
    output:
      - {economy: CHN, share_pct: 60, year: 2023, source: toy}
      - {economy: USA, share_pct: 40, year: 2023, source: toy}
    use:
      - {economy: CHN, share_pct: 60, year: 2023, source: toy}
      - {economy: USA, share_pct: 40, year: 2023, source: toy}
"""


def test_removing_a_supplier_without_exports_changes_nothing():
    chain = parse_chain(CHAIN, "toy")
    for code in ("CHN", "USA"):
        outcome = cut(chain, Cut((code,)))
        assert sum(stage.shortfall.sum() for stage in outcome.stages) == pytest.approx(0, abs=1e-9)


def test_a_lost_input_is_felt_at_the_next_stage():
    chain = parse_chain(CHAIN, "toy")
    outcome = cut(chain, Cut(("IND",)))
    ore, metal = outcome.stages
    assert ore.shortfall.sum() == pytest.approx(0.2, abs=1e-8)
    assert metal.shortfall.sum() == pytest.approx(0.2, abs=1e-8)
    half = cut(chain, Cut(("IND",), share=0.5))
    assert half.stages[1].shortfall.sum() == pytest.approx(0.1, abs=1e-8)
    later = cut(chain, Cut(("IND",), start="2023-07-02"))
    assert later.stages[1].shortfall.sum() == pytest.approx(0.2 * 183 / 365, abs=1e-8)


def test_networks_of_a_chain_balance():
    for network in networks(parse_chain(CHAIN, "toy")):
        assert network.supply.sum() == pytest.approx(1)
        assert network.flows.sum(axis=1) == pytest.approx(network.use)
