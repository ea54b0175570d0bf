"""Random inputs that several laws draw from."""

import numpy as np
from hypothesis import strategies as st

from accord.supply.allocation import Problem

AMOUNT = st.integers(0, 8)


@st.composite
def losses(draw, size=4):
    """A balanced network whose first maker stops selling to some of the others."""
    flows = np.array(draw(st.lists(AMOUNT, min_size=size * size, max_size=size * size)), dtype=float)
    flows = flows.reshape(size, size) / 100 + np.eye(size) / 100
    hit = draw(st.lists(st.booleans(), min_size=size - 1, max_size=size - 1))
    open_ = np.ones((size, size), dtype=bool)
    open_[1:, 0] = ~np.array(hit)
    standing = np.where(open_, flows, 0.0)
    spare, stocks, less = (
        np.array(draw(st.lists(AMOUNT, min_size=size, max_size=size))) / 200 for _ in range(3)
    )
    lost = flows.sum(axis=1) - standing.sum(axis=1)
    return Problem(flows.sum(axis=0), spare, flows.sum(axis=1), standing, open_, stocks, less, lost)
