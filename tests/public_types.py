"""What a checker knows of every answer: read by the static check, which fails where one is another or none."""

from typing import assert_type

import numpy as np
from numpy.typing import NDArray

import accord
from accord.assess.kind import Refusal
from accord.trade.result import Result

assert_type(accord.run("india-50").result, Result)
assert_type(accord.run("india-50").result.welfare_pct, NDArray[np.float64])
assert_type(accord.load_world("world-2022").economies, tuple[str, ...])
assert_type(accord.read("x").measures[0].value, float | None)
assert_type(accord.assess(accord.read("x"), accord.Desk()).refusals["tariff"], Refusal)
