"""Exact derivatives of what an economy has in every tariff, trade cost and export tax of the world.

One transposed linear solve gives all 183,708 derivatives of one objective in World 2022 (81 economies, 28
sectors); all economies together share one reduced system. Quotas that bind go on binding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from accord.core.codes import check_code, economy_of
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.trade.adjoint import Adjoint, Multipliers, Seed
from accord.trade.moments import Bundle
from accord.trade.result import Result

COMMON = ("welfare", "real_wage")
"""Objectives every economy has: the logs of real income and of the real wage."""

OBJECTIVES = (*COMMON, "output", "trade", "quantity")
"""Also the logs of a sector's output in quantity, and of a flow's value at the border and quantity."""

INSTRUMENTS = ("tariffs", "trade_cost", "export_tax")
"""Levels of import tariffs; ratios of trade cost; levels of export taxes, as in ``accord.core.Shock``."""

BINDS = 1e-9
"""Smallest extra export tax, in logs, at which a quota binds."""


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

    ``of`` is ``welfare``, ``real_wage``, ``output`` (of ``sector`` in ``economy``), ``trade`` or ``quantity``
    (of what ``economy`` imports of ``sector`` from ``exporter``: value at the border in units of the
    numeraire, or quantity shipped).
    """
    _one_of("of", of, OBJECTIVES)
    _one_of("with_respect_to", with_respect_to, INSTRUMENTS)
    tape, n = _tape(result), _place(result, economy)
    if of in COMMON:
        worth = tape.column(tape.adjoint.one(_seeds(result, of, [n])), 0)
    else:
        j = result.sectors.index(check_code(str(sector), result.sectors, "sector", "gradient"))
        worth = tape.output(j, n) if of == "output" else tape.flow(of, j, n, _place(result, exporter))
    return tape.slope(worth, with_respect_to)


def gradients(
    result: Result,
    of: str = "welfare",
    with_respect_to: str = "tariffs",
    economies: Sequence[str] | None = None,
) -> Array:
    """Return the gradients of many economies ``[e, j, n, i]`` from one factorisation; all when not named.

    ``of`` is ``welfare`` or ``real_wage``. All economies of World 2022 take 119 MB.
    """
    _one_of("of", of, COMMON)
    _one_of("with_respect_to", with_respect_to, INSTRUMENTS)
    names = result.economies if economies is None else tuple(economies)
    tape = _tape(result)
    worth = tape.adjoint.many(_seeds(result, of, [_place(result, name) for name in names]))
    slopes = np.empty((len(names), *result.baseline.trade.shape))
    for r in range(len(names)):
        slopes[r] = tape.slope(tape.column(worth, r), with_respect_to)
    return slopes


def rate_gradient(result: Result, economy: str, pays: Array, of: str = "welfare") -> float:
    """Return the derivative of the log of one objective in a rate that atom a pays ``pays[a]`` times.

    ``pays`` has an entry for each atom of ``result.shock.atoms``; for a measure that some products pay in full
    and others not, ones and zeros. Rates are levels (0.5 is 50 %).
    """
    _one_of("of", of, COMMON)
    atoms = result.shock.atoms
    if atoms is None or len(pays) != len(atoms.new):
        raise InputError("gradient: pays needs one number for each atom of the result's shock")
    bundle = Bundle.of_atoms(result.baseline, atoms, still=True)
    if bundle is None:
        return 0.0
    tape = _tape(result)
    worth = tape.column(tape.adjoint.one(_seeds(result, of, [_place(result, economy)])), 0)
    return float(tape.of_parts(worth, bundle, np.asarray(pays, dtype=np.float64)).sum())


def own_gradients(result: Result, of: str = "welfare") -> Array:
    """Return the derivative of each importer's own objective in its own tariffs ``[j, n, i]``."""
    _one_of("of", of, COMMON)
    tape = _tape(result)
    worth = tape.adjoint.many(_seeds(result, of, list(range(len(result.economies)))))
    if tape.held:
        slopes = [tape.slope(tape.column(worth, n), "tariffs")[:, n] for n in range(len(result.economies))]
        return np.stack(slopes, axis=1)
    own = _Worth(
        importer=np.diagonal(worth.own)[:, None],
        exporter=worth.own.T,
        sales=worth.sales.transpose(0, 2, 1),
        spending=np.diagonal(worth.spending, axis1=1, axis2=2),
        price=np.diagonal(worth.price, axis1=1, axis2=2),
    )
    return tape.slope(own, "tariffs")


@dataclass(frozen=True, eq=False)
class _Worth:
    """Multipliers of one objective, in shapes that stretch over ``[j, n, i]``.

    ``direct`` is what the objective owes to one flow's own instruments: its place and the derivative of its
    logarithm in the log of each.
    """

    importer: Array
    exporter: Array
    sales: Array
    spending: Array
    price: Array
    direct: tuple[tuple[int, int, int], dict[str, float]] | None = None


@dataclass(frozen=True, eq=False)
class _Tape:
    """The adjoint of a result and the quotas that bind in it."""

    result: Result
    adjoint: Adjoint

    def column(self, worth: Multipliers, r: int) -> _Worth:
        """Return the multipliers of objective r."""
        own = worth.own[:, r]
        return _Worth(
            own[:, None], own, worth.sales[:, None, :, r], worth.spending[:, :, r], worth.price[:, :, r]
        )

    def output(self, j: int, i: int) -> _Worth:
        """Return the multipliers of the log quantity of output."""
        result = self.result
        made = float(result.output[j, i])
        if made <= 0:
            raise InputError(f"gradient: {result.economies[i]} makes no '{result.sectors[j]}'")
        seed = Seed.zeros(len(result.sectors), len(result.economies), 1)
        seed.sales[j, i] = 1.0 / made
        seed.cost[j, i] = -1.0
        return self.column(self.adjoint.one(seed), 0)

    def flow(self, of: str, j: int, n: int, i: int) -> _Worth:
        """Return the multipliers of the log of a flow's value at the border, or of its quantity."""
        result = self.result
        if result.trade[j, n, i] <= 0:
            buyer, seller = result.economies[n], result.economies[i]
            raise InputError(f"gradient: {buyer} buys no '{result.sectors[j]}' from {seller}")
        theta = float(result.baseline.trade_elasticity[j])
        extra = 1.0 if of == "quantity" else 0.0
        seed = Seed.zeros(len(result.sectors), len(result.economies), 1)
        seed.spending[j, n] = 1.0
        seed.cost[j, i] = -theta - extra
        if of == "trade":  # in units of the numeraire of its group
            seed.wage[:, 0] = -self.adjoint.numeraire[n]
        direct = {"tariffs": -1.0 - theta, "trade_cost": -theta, "export_tax": -theta - extra}
        return replace(self.column(self.adjoint.one(seed), 0), direct=((j, n, i), direct))

    @cached_property
    def held(self) -> list[tuple[int, int, int]]:
        """Places of the flows whose quota binds."""
        problem = self.result.equilibrium.problem
        quota, tau = problem.quota, problem.levers.export_tau
        if quota is None or tau is None:
            return []
        binding = np.log(tau[quota.cell]) - quota.least > BINDS
        return [(int(j), int(n), int(i)) for j, n, i in np.stack(quota.cell, axis=1)[binding]]

    @cached_property
    def _limits(self) -> tuple[list[_Worth], Array]:
        """Multipliers of the quantities held by quotas, and the inverse of their slopes in their taxes."""
        worths = [self.flow("quantity", *place) for place in self.held]
        slopes = np.array([self._at_held(worth) for worth in worths])
        return worths, np.linalg.inv(slopes)

    def _at_held(self, worth: _Worth) -> Array:
        taxes = self._log_slope(worth, "export_tax")
        return np.array([taxes[place] for place in self.held])

    def slope(self, worth: _Worth, instrument: str) -> Array:
        """Return the derivative in every instrument ``[j, n, i]``; taxes of capped flows follow."""
        slope = self._held_slope(worth, instrument)
        levers = self.result.equilibrium.problem.levers
        if instrument == "tariffs":
            slope /= levers.tau
            if levers.bundle is not None and slope.shape == levers.tau.shape:
                cell = levers.bundle.cell
                slope[cell] = self.of_parts(worth, levers.bundle, np.ones(len(levers.bundle.of)))
            return slope
        level = levers.export_tau if instrument == "export_tax" else levers.trade_cost
        return slope if level is None else np.asarray(np.where(np.isfinite(level), slope / level, 0.0))

    def _held_slope(self, worth: _Worth, instrument: str) -> Array:
        """Return the derivative in the log of every instrument, quotas that bind held."""
        slope = self._log_slope(worth, instrument)
        if self.held:
            limits, inverse = self._limits
            for weight, limit in zip(self._at_held(worth) @ inverse, limits, strict=True):
                slope -= weight * self._log_slope(limit, instrument)
        return slope

    def of_parts(self, worth: _Worth, bundle: Bundle, pays: Array) -> Array:
        """Return the derivative ``[c]`` in a rate that the parts of flows pay ``pays[a]`` times."""
        tariff, cost = bundle.rise(pays)
        return np.asarray(
            tariff * self._held_slope(worth, "tariffs")[bundle.cell]
            + cost * self._held_slope(worth, "trade_cost")[bundle.cell]
        )

    def _log_slope(self, worth: _Worth, instrument: str) -> Array:
        """Put the multipliers together: the derivative in the log of every instrument ``[j, n, i]``.

        A rise in the log cost of a flow is worth ``share (theta spending + price) - theta value``, where
        ``value`` is the worth of the log of the flow's value. A tariff also takes value from the producer for
        the importer, an export tax for the exporter.
        """
        at, adjoint = self.adjoint.at, self.adjoint
        theta = at.problem.base.trade_elasticity[:, None, None]
        border, received = at.flows.border, at.flows.received
        if adjoint.taxed:
            kept = received * (worth.sales - worth.exporter)
            beyond = kept + border * (worth.exporter - worth.importer)
        else:
            beyond = worth.sales - worth.importer
            beyond *= border
        level = theta[:, :, 0] * (worth.spending - adjoint.spend * worth.importer.T) + worth.price
        slope = adjoint.share * level[:, :, None]
        beyond *= 1.0 + theta if instrument == "tariffs" else theta
        slope -= beyond
        if instrument == "export_tax":
            slope -= received * (worth.sales - worth.exporter)
        if worth.direct is not None:
            place, direct = worth.direct
            slope[place] += direct[instrument]
        return slope


def _tape(result: Result) -> _Tape:
    """Return the tape of a result, kept with it so that its factorisation is made once."""
    known = result.__dict__.get("_tape")
    if known is None:
        known = result.__dict__["_tape"] = _Tape(result, Adjoint(result.equilibrium))
    return known


def _seeds(result: Result, of: str, places: Sequence[int]) -> Seed:
    """Return the direct derivatives of ln real income or of the real wage of many economies."""
    seed = Seed.zeros(len(result.sectors), len(result.economies), len(places))
    for r, n in enumerate(places):
        if of == "welfare":
            seed.income[n, r] = 1.0 / result.income[n]
        else:
            seed.wage[n, r] = 1.0
        seed.price[:, n, r] = -result.baseline.final_share[:, n]
    return seed


def _place(result: Result, economy: str | None) -> int:
    return result.economies.index(economy_of(str(economy), result.economies, "gradient"))


def _one_of(name: str, value: str, options: Sequence[str]) -> None:
    if value not in options:
        raise InputError(f"gradient: {name} '{value}' is not one of {', '.join(options)}")
