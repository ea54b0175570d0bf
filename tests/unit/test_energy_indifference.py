"""The break-even is where a rising cost meets the duty's, however the costs known before lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.energy.indifference import LARGEST_DISCOUNT, break_even

KINDS = {
    "straight": lambda d: 1.0 + d,
    "bent": lambda d: 1.0 + 0.3 * d + 0.02 * d * d,
    "steep": lambda d: 2.0 ** (d / 4),
    "kinked": lambda d: max(d, 3 * d - 40),
    "flat first": lambda d: d**3 / 1000,
}


def halved(cost, duty):
    low, high = 0.0, LARGEST_DISCOUNT
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if cost(middle) < duty else (low, middle)
    return low


@pytest.mark.parametrize("kind", KINDS)
@given(duties=st.lists(st.floats(0.05, 0.95), min_size=1, max_size=5))
def test_the_break_even_is_that_of_halving(kind, duties):
    cost, known, asked = KINDS[kind], {}, []

    def counted(discount):
        asked.append(discount)
        return cost(discount)

    for part in duties:
        duty = cost(0.0) + part * (cost(LARGEST_DISCOUNT) - cost(0.0))
        found = break_even(duty, counted, known)
        assert found == pytest.approx(halved(cost, duty), abs=2e-6)
        assert found == pytest.approx(break_even(duty, cost), abs=2e-6)
    assert len(asked) == len(set(asked)) == len(known)


def test_beyond_the_range_is_said():
    cost = KINDS["straight"]
    assert break_even(0.5, cost) is None
    assert break_even(1000.0, cost) == LARGEST_DISCOUNT
