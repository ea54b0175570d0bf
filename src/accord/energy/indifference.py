"""The discount at which a duty costs as much as the stop it asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from accord.core.errors import InputError

LARGEST_DISCOUNT = 40.0
"""USD a barrel up to which a discount is looked for."""


CLOSE = 1e-6
"""USD a barrel to which the break-even is found."""


def break_even(
    duty_cost: float, cost_of_stop: Callable[[float], float], known: dict[float, float] | None = None
) -> float | None:
    """Return the discount in USD a barrel at which the stop costs ``duty_cost`` (USD bn a year).

    ``cost_of_stop`` rises with the discount. None: the stop is dearer at any discount, so there is no such
    discount. ``LARGEST_DISCOUNT``: the duty is dearer at any discount looked for. ``known`` are costs by
    discount that were worked out before; the search begins between them and adds to them.
    """
    if not np.isfinite(duty_cost):
        raise InputError("duty cost: must be a number of USD bn a year")
    known = {} if known is None else known

    def above(discount: float) -> float:
        if discount not in known:
            known[discount] = cost_of_stop(discount)
        return known[discount] - duty_cost

    if above(0.0) >= 0:
        return None
    if above(LARGEST_DISCOUNT) <= 0:
        return LARGEST_DISCOUNT
    low = max(discount for discount in known if above(discount) < 0)
    high = min(discount for discount in known if above(discount) >= 0)
    return _root(above, low, high)


def _root(above: Callable[[float], float], low: float, high: float) -> float:
    """Return where a rising function is zero, between two points around it (Chandrupatla 1997).

    Beginning with the chord: inverse quadratic interpolation where the last three points lie well for it, else
    the middle.
    """
    a, b = low, high
    part = above(a) / (above(a) - above(b))
    while True:
        least = min(CLOSE / abs(b - a), 0.5)
        at = a + min(max(part, least), 1.0 - least) * (b - a)
        a, b, c = (at, b, a) if (above(at) < 0) == (above(a) < 0) else (at, a, b)
        left = max(abs(above(a) * (a - other) / (above(a) - above(other))) for other in (b, c))
        if left <= CLOSE or abs(b - a) <= 2 * CLOSE:
            return a if abs(above(a)) <= abs(above(b)) else b
        part = _part(above, a, b, c)


def _part(above: Callable[[float], float], a: float, b: float, c: float) -> float:
    """Return how far from a to b the zero of the inverse parabola through three points is, or a half."""
    at_a, at_b, at_c = above(a), above(b), above(c)
    place, level = (a - b) / (c - b), (at_a - at_b) / (at_c - at_b)
    if not 1 - (1 - place) ** 0.5 < level < place**0.5:
        return 0.5
    toward_b = at_a / (at_b - at_a) * at_c / (at_b - at_c)
    toward_c = (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_c - at_b)
    return toward_b + toward_c
