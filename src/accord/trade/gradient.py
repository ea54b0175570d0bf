"""Exact derivatives of what an economy has in every tariff, trade cost and export tax of the world.

One transposed linear solve gives all 183,708 derivatives of one objective in World 2022 (81 economies, 28
sectors); all economies together share one reduced system.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from accord.core.codes import check_code
from accord.core.errors import InputError
from accord.core.shock import Array
from accord.trade.adjoint import Adjoint, Multipliers, Seed
from accord.trade.result import Result

OBJECTIVES = ("welfare", "real_wage", "output", "trade")
"""Logs of real income, the real wage, the quantity of a sector's output, a flow's value at the border."""

INSTRUMENTS = ("tariffs", "trade_cost", "export_tax")
"""Levels of import tariffs; ratios of trade cost; levels of export taxes, as in ``accord.core.Shock``."""


def gradient(
    result: Result,
    economy: str,
    of: str = "welfare",
    with_respect_to: str = "tariffs",
    *,
    sector: str | None = None,
    exporter: str | None = None,
) -> Array:
    """Return the derivative of the logarithm of one objective in every instrument ``[j, n, i]``.

    ``of`` is ``welfare``, ``real_wage``, ``output`` (of ``sector`` in ``economy``) or ``trade`` (what
    ``economy`` imports of ``sector`` from ``exporter``, at the border, in units of the numeraire).
    """
    _one_of("of", of, OBJECTIVES)
    _one_of("with_respect_to", with_respect_to, INSTRUMENTS)
    adjoint = _adjoint(result)
    n = _place(result, economy)
    seed = _seed(result, of, n, sector, exporter)
    worth = adjoint.one(seed)
    slope = _column(adjoint, worth, 0, with_respect_to)
    if of == "trade":
        j, i = _sector(result, sector), _place(result, exporter)
        slope[j, n, i] += _flow_slope(result, with_respect_to, j, n, i)
    return slope


def gradients(
    result: Result,
    of: str = "welfare",
    with_respect_to: str = "tariffs",
    economies: Sequence[str] | None = None,
) -> Array:
    """Return the gradients of many economies ``[e, j, n, i]`` from one factorisation; all when not named.

    ``of`` is ``welfare`` or ``real_wage``. All economies of World 2022 take 119 MB.
    """
    _one_of("of", of, OBJECTIVES[:2])
    _one_of("with_respect_to", with_respect_to, INSTRUMENTS)
    names = result.economies if economies is None else tuple(economies)
    adjoint = _adjoint(result)
    worth = adjoint.many(_seeds(result, of, [_place(result, name) for name in names]))
    slopes = np.empty((len(names), *result.baseline.trade.shape))
    for r in range(len(names)):
        slopes[r] = _column(adjoint, worth, r, with_respect_to)
    return slopes


def own_gradients(result: Result, of: str = "welfare") -> Array:
    """Return the derivative of each importer's own objective in its own tariffs ``[j, n, i]``."""
    _one_of("of", of, OBJECTIVES[:2])
    adjoint = _adjoint(result)
    N = len(result.economies)
    worth = adjoint.many(_seeds(result, of, list(range(N))))
    return _slope(
        adjoint,
        importer=np.diagonal(worth.own)[:, None],
        exporter=worth.own.T,
        sales=worth.sales.transpose(0, 2, 1),
        spending=np.diagonal(worth.spending, axis1=1, axis2=2),
        price=np.diagonal(worth.price, axis1=1, axis2=2),
        instrument="tariffs",
    )


def _adjoint(result: Result) -> Adjoint:
    """Return the adjoint of a result, kept with it so that its factorisation is made once."""
    known = result.__dict__.get("_adjoint")
    if known is None:
        known = Adjoint(result.equilibrium)
        result.__dict__["_adjoint"] = known
    return known


def _seed(result: Result, of: str, n: int, sector: str | None, exporter: str | None) -> Seed:
    """Return the direct derivatives of one objective."""
    if of in OBJECTIVES[:2]:
        return _seeds(result, of, [n])
    J, N = len(result.sectors), len(result.economies)
    seed = Seed.zeros(J, N, 1)
    at = result.equilibrium
    j = _sector(result, sector)
    if of == "output":
        if result.output[j, n] <= 0:
            raise InputError(f"gradient: {result.economies[n]} makes no '{sector}'")
        seed.sales[j, n] = 1.0 / result.output[j, n]
        seed.cost[j, n] = -1.0
        return seed
    i = _place(result, exporter)
    if result.trade[j, n, i] <= 0:
        raise InputError(f"gradient: {result.economies[n]} buys no '{sector}' from {exporter}")
    seed.spending[j, n] = 1.0
    seed.cost[j, i] = -result.baseline.trade_elasticity[j]
    member = at.problem.member
    wages = np.exp(at.state.wage) * at.problem.labour_value
    group = member @ member[n]
    seed.wage[:, 0] = -group * wages / (group @ wages)
    return seed


def _seeds(result: Result, of: str, places: list[int]) -> Seed:
    """Return the direct derivatives of ln real income or of the real wage of many economies."""
    seed = Seed.zeros(len(result.sectors), len(result.economies), len(places))
    for r, n in enumerate(places):
        if of == "welfare":
            seed.income[n, r] = 1.0 / result.income[n]
        else:
            seed.wage[n, r] = 1.0
        seed.price[:, n, r] = -result.baseline.final_share[:, n]
    return seed


def _column(adjoint: Adjoint, worth: Multipliers, r: int, instrument: str) -> Array:
    """Return the derivative of objective r in every instrument ``[j, n, i]``."""
    own = worth.own[:, r]
    return _slope(
        adjoint,
        importer=own[:, None],
        exporter=own,
        sales=worth.sales[:, None, :, r],
        spending=worth.spending[:, :, r],
        price=worth.price[:, :, r],
        instrument=instrument,
    )


def _slope(
    adjoint: Adjoint,
    *,
    importer: Array,
    exporter: Array,
    sales: Array,
    spending: Array,
    price: Array,
    instrument: str,
) -> Array:
    """Put the multipliers together: the derivative in every instrument ``[j, n, i]``.

    A rise in the log cost of a flow is worth ``share (theta spending + price) - theta value`` where ``value``
    is the worth of the log of the flow's value. A tariff also moves value from producer to importer, an
    export tax from producer to exporter.
    """
    at = adjoint.at
    levers = at.problem.levers
    theta = at.problem.base.trade_elasticity[:, None, None]
    border, received = at.flows.border, at.flows.received
    beyond = received * sales - border * importer  # worth of the value that leaves the importer
    if adjoint.taxed:
        beyond += (border - received) * exporter
    level = (theta[:, :, 0] * (spending - adjoint.spend * importer.T) + price)[:, :, None]
    slope = adjoint.share * level
    if instrument == "tariffs":
        slope -= (1.0 + theta) * beyond
        return np.asarray(slope / levers.tau)
    slope -= theta * beyond
    if instrument == "export_tax":
        slope -= received * (sales - exporter)
        return slope if levers.export_tau is None else np.asarray(slope / levers.export_tau)
    cost = levers.trade_cost
    return slope if cost is None else np.asarray(np.where(np.isfinite(cost), slope / cost, 0.0))


def _flow_slope(result: Result, instrument: str, j: int, n: int, i: int) -> float:
    """Direct derivative of the log value of a flow at the border in its own instrument."""
    levers = result.equilibrium.problem.levers
    theta = float(result.baseline.trade_elasticity[j])
    if instrument == "tariffs":
        return -(1.0 + theta) / float(levers.tau[j, n, i])
    lever = levers.trade_cost if instrument == "trade_cost" else levers.export_tau
    return -theta / (1.0 if lever is None else float(lever[j, n, i]))


def _place(result: Result, economy: str | None) -> int:
    return result.economies.index(check_code(str(economy), result.economies, "economy", "gradient"))


def _sector(result: Result, sector: str | None) -> int:
    return result.sectors.index(check_code(str(sector), result.sectors, "sector", "gradient"))


def _one_of(name: str, value: str, options: Sequence[str]) -> None:
    if value not in options:
        raise InputError(f"gradient: {name} '{value}' is not one of {', '.join(options)}")
