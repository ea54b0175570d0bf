"""The discount at which a duty costs as much as the stop it asks for."""

from __future__ import annotations

from collections.abc import Callable, Generator, Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from accord.core.errors import InputError

LARGEST_DISCOUNT = 40.0
"""USD a barrel up to which a discount is looked for."""


CLOSE = 1e-6
"""USD a barrel to which the break-even is found."""

Known = dict[float, float]
"""What the stop costs by discount, USD bn a year by USD a barrel."""
Point = tuple[float, float]
"""A discount, and how much dearer than the duty the stop is there."""
Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")
Asking = Generator[float, None, Result]
"""A search that asks for the cost of the stop at a discount and goes on when it is known."""


def break_even(
    duty_cost: float, cost_of_stop: Callable[[float], float], known: Known | None = None
) -> float | None:
    """Return the discount in USD a barrel at which the stop costs ``duty_cost`` (USD bn a year).

    ``cost_of_stop`` rises with the discount. None: the stop is dearer at any discount, so there is no such
    discount. ``LARGEST_DISCOUNT``: the duty is dearer at any discount looked for. ``known`` are costs by
    discount that were worked out before; the search begins between them and adds to them.
    """

    def costs(asked: Sequence[tuple[str, float]]) -> list[float]:
        return [cost_of_stop(discount) for _, discount in asked]

    return break_evens({"": (duty_cost,)}, costs, {"": {} if known is None else known})["", duty_cost]


def break_evens(
    duty_costs: Mapping[Key, Sequence[float]],
    costs_of_stop: Callable[[Sequence[tuple[Key, float]]], Sequence[float]],
    known: Mapping[Key, Known],
) -> dict[tuple[Key, float], float | None]:
    """Return the break-even of stops, by key, and duty costs, as :func:`break_even`; all are searched side by side.

    ``costs_of_stop`` gives the costs of stops at discounts, each a key and a discount.
    """
    searches = {
        (key, duty): _search(duty, known[key]) for key, duties in duty_costs.items() for duty in duties
    }
    found: dict[tuple[Key, float], float | None] = {}
    while searches:
        asked: dict[tuple[Key, float], None] = {}
        for at in list(searches):
            try:
                asked[at[0], next(searches[at])] = None
            except StopIteration as end:
                found[at] = end.value
                del searches[at]
        for (key, discount), cost in zip(asked, costs_of_stop(list(asked)), strict=True):
            known[key][discount] = cost
    return found


def _search(duty_cost: float, known: Known) -> Asking[float | None]:
    """Search for one break-even."""
    if not np.isfinite(duty_cost):
        raise InputError("duty cost: must be a number of USD bn a year")
    if (yield from _at(0.0, duty_cost, known))[1] >= 0:
        return None
    if (yield from _at(LARGEST_DISCOUNT, duty_cost, known))[1] <= 0:
        return LARGEST_DISCOUNT
    low = max(discount for discount, cost in known.items() if cost < duty_cost)
    high = min(discount for discount, cost in known.items() if cost >= duty_cost)
    return (
        yield from _root((low, known[low] - duty_cost), (high, known[high] - duty_cost), duty_cost, known)
    )


def _at(discount: float, duty_cost: float, known: Known) -> Asking[Point]:
    """Return the point at a discount, asking for its cost where it is not known."""
    if discount not in known:
        yield discount
    return discount, known[discount] - duty_cost


def _root(a: Point, b: Point, duty_cost: float, known: Known) -> Asking[float]:
    """Return where a rising function is zero, between two points around it (Chandrupatla 1997).

    Beginning with the chord: inverse quadratic interpolation where the last three points lie well for it, else
    the middle.
    """
    part = a[1] / (a[1] - b[1])
    while True:
        least = min(CLOSE / abs(b[0] - a[0]), 0.5)
        place = a[0] + min(max(part, least), 1.0 - least) * (b[0] - a[0])
        at = yield from _at(place, duty_cost, known)
        a, b, c = (at, b, a) if (at[1] < 0) == (a[1] < 0) else (at, a, b)
        left = max(abs(a[1] * (a[0] - other[0]) / (a[1] - other[1])) for other in (b, c))
        if left <= CLOSE or abs(b[0] - a[0]) <= 2 * CLOSE:
            return a[0] if abs(a[1]) <= abs(b[1]) else b[0]
        part = _part(a, b, c)


def _part(a: Point, b: Point, c: Point) -> float:
    """Return how far from a to b the zero of the inverse parabola through three points is, or a half."""
    place, level = (a[0] - b[0]) / (c[0] - b[0]), (a[1] - b[1]) / (c[1] - b[1])
    if not 1 - (1 - place) ** 0.5 < level < place**0.5:
        return 0.5
    toward_b = a[1] / (b[1] - a[1]) * c[1] / (b[1] - c[1])
    toward_c = (c[0] - a[0]) / (b[0] - a[0]) * a[1] / (c[1] - a[1]) * b[1] / (c[1] - b[1])
    return toward_b + toward_c
