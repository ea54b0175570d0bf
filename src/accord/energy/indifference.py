"""The discount at which a duty costs as much as the stop it asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError

LARGEST_DISCOUNT = 40.0
"""USD a barrel up to which a discount is looked for."""


def break_even(duty_cost: float, cost_of_stop: Callable[[float], float]) -> float | None:
    """Return the discount in USD a barrel at which the stop costs ``duty_cost`` (USD bn a year).

    ``cost_of_stop`` rises with the discount. None: the stop is dearer at any discount, so there is no such
    discount. ``LARGEST_DISCOUNT``: the duty is dearer at any discount looked for.
    """
    from scipy.optimize import brentq  # slow to import, and few pages ask for it

    if not np.isfinite(duty_cost):
        raise InputError("duty cost: must be a number of USD bn a year")
    if cost_of_stop(0.0) >= duty_cost:
        return None
    if cost_of_stop(LARGEST_DISCOUNT) <= duty_cost:
        return LARGEST_DISCOUNT
    return float(
        brentq(lambda discount: cost_of_stop(discount) - duty_cost, 0.0, LARGEST_DISCOUNT, xtol=1e-6)
    )


def indifference_grid(
    duty_costs: Sequence[float], strandeds: Sequence[float], cost_of_stop: Callable[[float, float], float]
) -> NDArray[np.float64]:
    """Return break-even discounts [duty cost, stranded share]; NaN where there is none."""
    found = [
        [break_even(duty, lambda discount, share=share: cost_of_stop(discount, share)) for share in strandeds]  # type: ignore[misc]
        for duty in duty_costs
    ]
    return np.array([[np.nan if value is None else value for value in row] for row in found], float)
