"""Gradients of the players' objectives in the rates they choose, from one linearisation of the model.

The transposed system is solved once for each objective; many players share one reduced system. Where a
player is a customs union, each member's tariffs answer to the union's objective.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accord.core.errors import InputError
from accord.talks.instruments import Lines
from accord.talks.objective import Reading
from accord.trade.adjoint import Multipliers, Seed
from accord.trade.gradient import _adjoint, _slope

Array = NDArray[np.float64]
FEW = 16
"""Objectives from which on the shared reduced system is cheaper than one solve each."""


def weighted_gradient(
    result: Any, lines: Sequence[Lines], readings: Sequence[Reading], weights: Array
) -> Array:
    """Return the gradient of ``sum_p weights_p ln Omega_p`` in every player's rates ``[k]``."""
    worth = _adjoint(result).one(_seed(result, [_combine(readings, weights)]))
    return np.concatenate(_full(result, worth, 0, lines))


def own_gradient(result: Any, lines: Sequence[Lines], readings: Sequence[Reading]) -> Array:
    """Return the gradient of each player's own objective in its own rates ``[k]``."""
    worth = _worths(result, readings)
    owner = np.zeros(len(result.economies), dtype=int)
    for number, each in enumerate(lines):
        owner[each.members] = number
    tariffs = _slope(_adjoint(result), **_columns(worth, owner), instrument="tariffs")
    parts = []
    for number, each in enumerate(lines):
        only_own_tariffs = not each.mirrored and not (each.exports >= 0).any()
        parts.append(each.pull(tariffs) if only_own_tariffs else _full(result, worth, number, [each])[0])
    return np.concatenate(parts)


def worth_of_money(result: Any, readings: Sequence[Reading], weights: Array) -> Array:
    """Return what a transfer of 1 USD mn to each economy adds to ``sum_p weights_p ln Omega_p`` ``[n]``."""
    if result.closure == "share":
        raise InputError("side payments: not with the closure 'share', where deficits answer to income")
    worth: Array = _adjoint(result).one(_seed(result, [_combine(readings, weights)])).own[:, 0]
    return worth


def _worths(result: Any, readings: Sequence[Reading]) -> Multipliers:
    """Return the multipliers of every player's objective, one column each."""
    adjoint = _adjoint(result)
    plain = not any(reading.output.any() for reading in readings)
    if plain and len(readings) >= FEW:
        return adjoint.many(_seed(result, readings))
    each = [adjoint.one(_seed(result, [reading])) for reading in readings]
    parts = ("own", "sales", "spending", "price")
    return Multipliers(*(np.concatenate([getattr(worth, part) for worth in each], axis=-1) for part in parts))


def _combine(readings: Sequence[Reading], weights: Array) -> Reading:
    parts = {
        part: sum(w * getattr(reading, part) for w, reading in zip(weights, readings, strict=True))
        for part in ("value", "income", "wage", "price", "output")
    }
    return Reading(**parts)


def _seed(result: Any, readings: Sequence[Reading]) -> Seed:
    """Return the direct derivatives of objectives, one column each.

    The worth of ln output's value is that of the level of sales over it; a subsidy moves cost and sales
    together, so the two have the same logarithmic derivative.
    """
    seed = Seed.zeros(len(result.sectors), len(result.economies), len(readings))
    sales = np.where(result.output > 0, result.output, 1.0)
    for column, reading in enumerate(readings):
        seed.income[:, column] = reading.income / result.income
        seed.wage[:, column] = reading.wage
        seed.price[:, :, column] = reading.price
        seed.sales[:, :, column] = reading.output / sales
    return seed


def _columns(worth: Multipliers, owner: NDArray[np.int64]) -> dict[str, Array]:
    """Arrange multipliers so that cells ``[j, n, i]`` answer to the objective ``owner[n]``."""
    places = np.arange(len(owner))
    return {
        "importer": worth.own[places, owner][:, None],
        "exporter": worth.own[:, owner].T,
        "sales": worth.sales[:, :, owner].transpose(0, 2, 1),
        "spending": worth.spending[:, places, owner],
        "price": worth.price[:, places, owner],
    }


def _full(result: Any, worth: Multipliers, column: int, lines: Sequence[Lines]) -> list[Array]:
    """Return the gradient of one objective in the rates of each of several players."""
    adjoint = _adjoint(result)
    columns = _columns(worth, np.full(len(result.economies), column))
    tariffs = _slope(adjoint, **columns, instrument="tariffs")
    taxes = None
    if any((each.exports >= 0).any() for each in lines):
        taxes = _slope(adjoint, **columns, instrument="export_tax")
    return [each.pull(tariffs, taxes) for each in lines]
