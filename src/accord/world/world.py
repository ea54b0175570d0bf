"""A World: one year of trade, tariffs and production as arrays, consistent with the trade model.

Index order everywhere is ``[j, n, i]``: sector, importer, exporter. Values are USD mn, tariffs are
fractions (0.5 is 50 %). What a caller gives is checked once, here; what follows from it (output, final
demand, deficits) is derived so that the baseline is an exact equilibrium of the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.core.errors import InputError, short
from accord.core.provenance import fingerprint
from accord.core.shown import Drawn

if TYPE_CHECKING:
    from accord.world.elasticities import ElasticitySet

Array = NDArray[np.float64]

SHARE_TOLERANCE = 1e-6
"""How far the shares of a cell may be from one before they are refused; below it, value added gives way."""

ROUNDING = 1e-14
"""Shares that miss one by no more were made to sum to one before; to divide them again would move their last bit."""
USE_TOLERANCE = 1e-6
"""How far inputs may exceed absorption, relatively, before they are refused; below it, inputs give way."""

FITS = ("refuse", "clip")
"""What happens to cells that do not fit: an error, or a published calibration is taken as it is.

With given final shares the model first solves for the equilibrium they belong to. ``clip`` sets final demand below
zero to zero, input shares below zero within rounding too, lets those down to -0.01 stand, and says so in ``fitted``.
"""

LEAST_INPUT = -0.01
"""Least share of an input in a published calibration that is taken as it is."""
LONGEST_CODE = 40
"""Characters of the code of an economy or a sector."""

LARGEST = 1e100
"""No number given may be larger: sums must stay finite."""


@dataclass(frozen=True, eq=False)
class World(Drawn):
    """One year of the world economy. Build it with :meth:`from_arrays`, which checks and derives.

    economies, sectors  codes, N and J of them, in the order of the arrays
    trade               [j, n, i]  spending of n on j from i, own use included, USD mn at importer prices
    tariffs             [j, n, i]  ad valorem, fraction of the value before tariff
    trade_elasticity    [j]        theta, above -1: minus the elasticity of trade shares to cost
    value_added_share   [j, i]     value added in gross output
    input_share         [j, i, k]  share of input k in the gross output of sector j of economy i
    output              [j, i]     gross output, USD mn at basic prices (what buyers pay less tariff)
    final_share         [j, n]     share of sector j in the final demand of n (alpha)
    deficit             [n]        imports less exports at basic prices, USD mn; sums to zero
    net_taxes           [j, i]     taxes less subsidies on products that value added holds, USD mn, where known
    fitted                         sentences on what ``fit="clip"`` moved
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    trade: Array
    tariffs: Array
    trade_elasticity: Array
    value_added_share: Array
    input_share: Array
    output: Array
    final_share: Array
    deficit: Array
    id: str = "custom"
    year: str = ""
    elasticity_source: str = ""
    net_taxes: Array | None = None
    fitted: tuple[str, ...] = ()

    def __repr__(self) -> str:
        year = f", {self.year}" if self.year else ""
        return f"World({self.id!r}{year}: {len(self.economies)} economies, {len(self.sectors)} sectors)"

    @classmethod
    def from_arrays(
        cls,
        economies: Sequence[str] | NDArray[np.str_],
        sectors: Sequence[str] | NDArray[np.str_],
        trade: ArrayLike,
        tariffs: ArrayLike,
        trade_elasticity: ArrayLike,
        value_added_share: ArrayLike | None = None,
        input_share: ArrayLike | None = None,
        final_share: ArrayLike | None = None,
        fit: str = "refuse",
        *,
        net_taxes: ArrayLike | None = None,
        id: str = "custom",  # noqa: A002 - the name of the field
        year: str = "",
        elasticity_source: str = "",
    ) -> World:
        """Check the arrays and return the World they describe; raise InputError if they do not fit.

        Without ``input_share`` there are no inputs and value added is all of output; without
        ``value_added_share`` value added is what inputs leave. A cell ``[j, i]`` without output is
        legitimate: its shares mean nothing, so whatever is given there is stored as value added 1 and
        inputs 0. Shares that miss one by less than 1e-6 are closed by value added.
        ``final_share`` ``[j, n]`` replaces the implied shares; ``fit`` is one of ``FITS``, which see.
        """
        names, kinds = _codes(economies, "economies"), _codes(sectors, "sectors")
        J, N = len(kinds), len(names)
        labels = {"j": kinds, "n": names, "i": names, "k": kinds}
        flows = _array("trade", trade, (J, N, N), "jni", labels)
        rates = _array("tariffs", tariffs, (J, N, N), "jni", labels)
        theta = _elasticities(trade_elasticity, kinds)
        output = np.sum(flows / (1 + rates), axis=1)
        said: list[str] = []
        inputs, value_added, final = _uses(
            value_added_share, input_share, flows, output, labels, fit=_known_fit(fit), said=said
        )
        _check_alive(names, (value_added * output).sum(axis=0), income := final.sum(axis=0))
        deficit = (flows / (1 + rates)).sum(axis=(0, 2)) - output.sum(axis=0)
        alpha = final / income if final_share is None else _final_shares(final_share, labels)
        arrays = (flows, rates, theta, value_added, inputs, output, alpha, deficit)
        _freeze(*arrays)
        return cls(
            names, kinds, *arrays, id=id, year=year, elasticity_source=elasticity_source,
            net_taxes=None if net_taxes is None else _numbers("net_taxes", net_taxes, (J, N), "ji"), fitted=tuple(said),
        )  # fmt: skip

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of everything that decides a result; the id and the year do not."""
        return fingerprint(
            list(self.economies),
            list(self.sectors),
            self.trade,
            self.tariffs,
            self.trade_elasticity,
            self.input_share,
            *([] if self._implied else [self.final_share]),
        )

    @property
    def _implied(self) -> bool:
        """Whether final shares are those that flows and inputs imply."""
        use = np.einsum("jik,ji->ki", self.input_share, self.output)
        final = self.trade.sum(axis=2) - use
        return bool(np.allclose(final / final.sum(axis=0), self.final_share, rtol=0, atol=1e-9))

    @property
    def value_added(self) -> Array:
        """Value added ``[j, i]``, USD mn; taxes less subsidies on products are inside it."""
        return self.value_added_share * self.output

    @property
    def income(self) -> Array:
        """Income spent on final demand ``[n]``: value added, tariff revenue and deficit, USD mn."""
        revenue = (self.trade * (self.tariffs / (1 + self.tariffs))).sum(axis=(0, 2))
        return np.asarray(self.value_added.sum(axis=0) + revenue + self.deficit)

    @property
    def final_demand(self) -> Array:
        """Final demand ``[j, n]``, USD mn at importer prices."""
        return self.final_share * self.income

    def with_elasticities(self, chosen: ElasticitySet) -> World:
        """Return this world with another set of trade elasticities."""
        theta = np.array(chosen.theta, dtype=float)
        if theta.shape != (len(self.sectors),):
            raise InputError(
                f"elasticities '{chosen.id}': {theta.size} values given for {len(self.sectors)} sectors"
            )
        theta.setflags(write=False)
        return replace(self, trade_elasticity=theta, elasticity_source=chosen.id)


def toy_world() -> World:
    """Return three economies and two sectors with inputs and round numbers, for tests and examples.

    Each economy makes goods (C26) and services; services are not traded much and pay no tariff.
    """
    economies, sectors = ("USA", "IND", "CHN"), ("C26", "SERVICES")
    basic = np.array(
        [
            [[3000.0, 80.0, 500.0], [40.0, 700.0, 110.0], [150.0, 20.0, 4200.0]],
            [[16000.0, 90.0, 60.0], [70.0, 3300.0, 20.0], [80.0, 30.0, 11000.0]],
        ]
    )
    tariffs = np.zeros_like(basic)
    tariffs[0] = [[0.0, 0.05, 0.20], [0.10, 0.0, 0.12], [0.25, 0.06, 0.0]]
    inputs = np.empty((2, 3, 2))
    inputs[0] = [[0.30, 0.25], [0.35, 0.25], [0.45, 0.20]]
    inputs[1] = [[0.08, 0.30], [0.09, 0.25], [0.12, 0.28]]
    return World.from_arrays(
        economies, sectors, basic * (1 + tariffs), tariffs, [6.0, 4.0], None, inputs, id="toy"
    )


def _codes(values: Sequence[str] | NDArray[np.str_], what: str) -> tuple[str, ...]:
    ordered = isinstance(values, list | tuple | np.ndarray) or hasattr(values, "to_numpy")
    if not ordered or getattr(values, "ndim", 1) != 1:
        raise InputError(f"{what}: needs a list of codes, in the order of the arrays")
    codes = tuple(str(value) for value in values)
    if not codes:
        raise InputError(f"{what}: none given")
    seen: set[str] = set()
    for code in codes:
        if not code.strip() or not code.isprintable() or len(code) > LONGEST_CODE:
            raise InputError(f"{what}: {short(code)} is no code: it is empty, too long or cannot be printed")
        if code in seen:
            raise InputError(f"{what}: '{code}' is listed twice")
        seen.add(code)
    return codes


def _array(
    name: str, values: ArrayLike, shape: tuple[int, ...], axes: str, labels: dict[str, tuple[str, ...]]
) -> Array:
    """Return a fresh float array of ``shape`` without NaN, infinity or negative value."""
    array = _numbers(name, values, shape, axes)
    problems = (
        (~np.isfinite(array), "a missing or infinite value"),
        (array < 0, "a negative value"),
        (array > LARGEST, f"a value above {LARGEST:.0e}"),
    )
    for bad, word in problems:
        if bad.any():
            raise InputError(f"{name}: {word} at {_cell(bad, axes, labels)}")
    return array


def _elasticities(values: ArrayLike, sectors: tuple[str, ...]) -> Array:
    """Return theta ``[j]``, finite and above minus one."""
    theta = _numbers("trade_elasticity", values, (len(sectors),), "j")
    for bad, word in (
        (~np.isfinite(theta), "has a missing or infinite value"),
        (theta <= -1, "needs a value above -1"),
        (np.abs(theta) > LARGEST, f"has a value above {LARGEST:.0e}"),
    ):
        if bad.any():
            raise InputError(f"trade_elasticity: sector '{sectors[int(np.argmax(bad))]}' {word}")
    return theta


def _numbers(name: str, values: ArrayLike, shape: tuple[int, ...], axes: str) -> Array:
    if isinstance(values, np.ma.MaskedArray) and np.ma.getmaskarray(values).any():
        raise InputError(f"{name}: holds masked values, and a missing value is not zero")
    try:
        if np.asarray(values).dtype.kind not in "biufO":
            raise TypeError
        array = np.array(values, dtype=np.float64, order="C")
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise InputError(f"{name}: not an array of numbers of shape {shape}") from None
    if array.shape != shape:
        raise InputError(f"{name}: shape {array.shape} where [{', '.join(axes)}] needs {shape}")
    return array


def _cell(bad: NDArray[np.bool_], axes: str, labels: dict[str, tuple[str, ...]]) -> str:
    """Name the first cell where ``bad`` holds, by its codes."""
    words = {"j": "sector", "n": "importer", "i": "economy" if "n" not in axes else "exporter", "k": "input"}
    first = np.argwhere(bad)[0]
    return ", ".join(f"{words[axis]} '{labels[axis][at]}'" for axis, at in zip(axes, first, strict=True))


def _shares(
    value_added_share: ArrayLike | None,
    input_share: ArrayLike | None,
    output: Array,
    labels: dict[str, tuple[str, ...]],
    least: float = 0.0,
) -> tuple[Array, Array]:
    """Return input shares ``[j, i, k]`` and value-added shares ``[j, i]`` that sum to one in each cell."""
    J, N = output.shape
    idle = output <= 0
    inputs = np.zeros((J, N, J))
    if input_share is not None:
        inputs = np.where(idle[:, :, None], 0.0, _numbers("input_share", input_share, (J, N, J), "jik"))
        _array(
            "input_share", np.where((inputs < 0) & (inputs >= least), 0.0, inputs), (J, N, J), "jik", labels
        )
    value_added = 1.0 - inputs.sum(axis=2)
    if value_added_share is not None:
        given = np.where(idle, 1.0, _numbers("value_added_share", value_added_share, (J, N), "ji"))
        given = _array("value_added_share", given, (J, N), "ji", labels)
        off = np.abs(given - value_added) > SHARE_TOLERANCE
        if off.any():
            total, where = float((given + inputs.sum(axis=2))[off][0]), _cell(off, "ji", labels)
            raise InputError(f"value_added_share and input_share sum to {total:.6g}, not one, at {where}")
    over = value_added < -SHARE_TOLERANCE
    if over.any():
        total = float(inputs.sum(axis=2)[over][0])
        raise InputError(f"input_share sums to {total:.6g}, more than one, at {_cell(over, 'ji', labels)}")
    # a sum a hair above one: shrink the inputs, so that nothing is negative and the sum is one
    inputs /= np.maximum(1.0, inputs.sum(axis=2, keepdims=True))
    return inputs, np.maximum(0.0, 1.0 - inputs.sum(axis=2))


def _close_uses(
    trade: Array, output: Array, inputs: Array, value_added: Array, labels: dict[str, tuple[str, ...]]
) -> tuple[Array, Array, Array]:
    """Return inputs, value added and final demand ``[j, n]`` with inputs no larger than absorption."""
    absorption = trade.sum(axis=2)
    use = np.einsum("jik,ji->ki", inputs, output)
    over = use > absorption
    far = use > absorption * (1 + USE_TOLERANCE)
    if far.any():
        j, n = np.argwhere(far)[0]
        raise InputError(
            f"input_share: {labels['n'][n]} uses {use[j, n]:.6g} of sector '{labels['j'][j]}' as inputs, "
            f"more than the {absorption[j, n]:.6g} it absorbs"
        )
    if over.any():
        # rounding: scale those inputs to absorption and leave the difference in value added
        fit = np.where(over, absorption / np.where(over, use, 1.0), 1.0)
        inputs = inputs * fit.T[None, :, :]
        value_added = np.maximum(0.0, 1.0 - inputs.sum(axis=2))
        use = np.einsum("jik,ji->ki", inputs, output)
    return inputs, value_added, np.maximum(0.0, absorption - use)


def _freeze(*arrays: Array) -> None:
    """See that nobody can write to the arrays."""
    for array in arrays:
        array.setflags(write=False)


def _known_fit(fit: str) -> str:
    if fit not in FITS:
        raise InputError(f"fit: '{fit}' is not one of {', '.join(FITS)}")
    return fit


def _uses(
    value_added_share: ArrayLike | None,
    input_share: ArrayLike | None,
    flows: Array,
    output: Array,
    labels: dict[str, tuple[str, ...]],
    *,
    fit: str,
    said: list[str],
) -> tuple[Array, Array, Array]:
    """Return inputs, value added and final demand ``[j, n]`` that fit, or what was clipped in ``said``."""
    J, N = output.shape
    if fit == "refuse":
        inputs, value_added = _shares(value_added_share, input_share, output, labels)
        return _close_uses(flows, output, inputs, value_added, labels)
    lifted = None if input_share is None else _lifted(input_share, (J, N, J), said)
    inputs, value_added = _shares(value_added_share, lifted, output, labels, LEAST_INPUT)
    return inputs, value_added, _clipped(flows, output, inputs, said)


def _lifted(input_share: ArrayLike, shape: tuple[int, ...], said: list[str]) -> Array:
    """Return input shares with those below zero within rounding set to zero."""
    shares = _numbers("input_share", input_share, shape, "jik")
    below = (shares < 0) & (shares >= -SHARE_TOLERANCE)
    if below.any():
        said.append(f"{below.sum()} input shares below zero by at most {-shares[below].min():.1e} are zero")
    shares = np.where(below, 0.0, shares)
    kept = (shares < 0) & (shares >= LEAST_INPUT)
    if kept.any():
        said.append(f"{kept.sum()} input shares below zero, down to {shares[kept].min():.2g}, stand as given")
    return np.asarray(shares)


def _clipped(trade: Array, output: Array, inputs: Array, said: list[str]) -> Array:
    """Return final demand ``[j, n]`` with what would be below zero set to zero."""
    final = trade.sum(axis=2) - np.einsum("jik,ji->ki", inputs, output)
    below = final < 0
    if below.any():
        said.append(
            f"final demand below zero in {below.sum()} cells, {-final[below].sum():.6g} USD mn in all, is zero"
        )
    return np.asarray(np.maximum(0.0, final))


def _final_shares(given: ArrayLike, labels: dict[str, tuple[str, ...]]) -> Array:
    """Return shares in final demand ``[j, n]`` that are not negative and sum to one in each economy."""
    shape = (len(labels["j"]), len(labels["n"]))
    shares = _array("final_share", given, shape, "jn", labels)
    total = shares.sum(axis=0)
    if (off := np.abs(total - 1.0) > SHARE_TOLERANCE).any():
        n = int(np.argmax(off))
        raise InputError(f"final_share: sums to {total[n]:.6g}, not one, in economy '{labels['n'][n]}'")
    return np.where(np.abs(total - 1.0) <= ROUNDING, shares, shares / total)


def _check_alive(economies: tuple[str, ...], value_added: Array, income: Array) -> None:
    for what, amount in (("value added", value_added), ("final demand", income)):
        if not (amount > 0).all():
            raise InputError(
                f"economy '{economies[int(np.argmin(amount))]}' has no {what}, so the model cannot hold it"
            )
