"""Coverage of a coalition: by hand, by enumeration of losses, and more capacity never hurts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.alliance import StageSupply, chain_value, coverage, shapley

CODES = ("AAA", "BBB", "CCC", "DDD", "ROW")


@st.composite
def stages(draw):
    amounts = draw(st.lists(st.integers(0, 9), min_size=25, max_size=25).filter(any))
    return StageSupply("toy", CODES, np.array(amounts, dtype=float).reshape(5, 5) / sum(amounts))


def by_hand(stage, members):
    """The same definition, supplier by supplier."""
    place = [CODES.index(code) for code in members]
    outside = [k for k in range(4) if k not in place]
    demand = stage.flows[place].sum()
    sold = stage.flows[np.ix_([n for n in range(5) if n not in place], place)].sum()
    extra = sum(stage.added.get(code, 0) for code in members)
    lacks = [max(0.0, stage.flows[place, k].sum() - sold - extra) for k in outside]
    return 1 - max(lacks, default=0.0) / demand if demand > 1e-9 else None


@tries(60)
@given(stages(), st.sets(st.sampled_from(CODES[:4]), min_size=1))
def test_coverage_equals_the_definition(stage, members):
    expected = by_hand(stage, sorted(members))
    found = coverage(stage, members).share
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-12))


@tries(40)
@given(stages(), st.sets(st.sampled_from(CODES[:4]), min_size=1), st.integers(1, 20))
def test_the_gap_is_what_closes_the_stage_and_capacity_never_hurts(stage, members, amount):
    before = coverage(stage, members)
    if before.share is None:
        return
    code = min(members)
    more = StageSupply("toy", CODES, stage.flows, added={code: amount / 100})
    assert coverage(more, members).share >= before.share - 1e-12
    closed = StageSupply("toy", CODES, stage.flows, added={code: before.gap})
    assert coverage(closed, members).share == pytest.approx(1)


@tries(25)
@given(st.lists(stages(), min_size=1, max_size=3))
def test_the_table_of_coalitions_equals_one_by_one(chain):
    members = CODES[:4]
    value = chain_value(chain, members)
    if not value.stages:
        return
    quick = shapley(value, members, table=value.table(members))
    slow = shapley(value, members)
    assert quick.values == pytest.approx(slow.values, abs=1e-12)
    shares = [coverage(stage, members).share for stage in value.stages]
    assert quick.total == pytest.approx(np.mean(shares))


def test_a_hand_case():
    """A buys half its use from the outsider C and sells a fifth of the world to D, which could turn home."""
    flows = np.zeros((5, 5))
    flows[0, 0], flows[0, 2], flows[3, 0], flows[4, 4] = 0.3, 0.3, 0.2, 0.2
    found = coverage(StageSupply("toy", CODES, flows), ["AAA"])
    assert found.share == pytest.approx(1 - 0.1 / 0.6)
    assert found.gap == pytest.approx(0.1)
    assert found.worst == "CCC"
