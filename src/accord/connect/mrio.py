"""Input-output tables as pymrio holds them: a system becomes a world, and a world a system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from accord.connect.extras import extra
from accord.core.errors import InputError
from accord.core.shock import Array
from accord.world.world import LONGEST_CODE, World

if TYPE_CHECKING:
    import pandas
    import pymrio

USD = {"mill usd": 1.0, "m.usd": 1.0, "million usd": 1.0, "mn usd": 1.0, "m usd": 1.0, "mill us$": 1.0,
       "000 us$": 1e-3, "current 000 us$": 1e-3, "1000 usd": 1e-3, "usd": 1e-6}  # fmt: skip
"""Units of money that need no rate of exchange, in USD mn."""


def from_pymrio(
    system: pymrio.IOSystem,
    trade_elasticity: float | Sequence[float] | Mapping[str, float],
    *,
    tariffs: Array | None = None,
    economies: Mapping[str, str] | None = None,
    sectors: Mapping[str, str] | None = None,
    usd_mn_per_unit: float | None = None,
    fit: str = "clip",
    id: str = "pymrio",  # noqa: A002 - the name of the field
    year: str = "",
) -> World:
    """Return the world of a multi-regional input-output system at basic prices (``Z`` and ``Y``).

    trade_elasticity  theta, one for all sectors, one for each in the system's order, or by sector
    tariffs           [j, n, i], fractions; none when left out
    economies         regions that are named otherwise; several with one name are added up (CN1, CN2: CHN)
    sectors           the same for sectors
    usd_mn_per_unit   USD mn in the system's unit of money; needed where that is not the dollar
    fit               ``clip`` sets flows below zero (changes in stocks) to zero, and says so in ``fitted``

    Value added is what output at basic prices leaves after inputs at importer prices: taxes less subsidies on
    products are inside it. Raises InputError for what does not fit. Needs the extra ``pymrio``.
    """
    inputs, whole = _tables(system)
    factor = _money(system) if usd_mn_per_unit is None else usd_mn_per_unit
    final, left_out = _whose(whole, {str(region) for region, _ in inputs.index}, fit)
    regions, kinds, uses = _cube(inputs, final, economies or {}, sectors or {})
    J, N = len(kinds), len(regions)
    between, finals = uses[..., :-1] * factor, uses[..., -1] * factor
    flows, said = _above_zero(between.sum(axis=3) + finals, fit)
    rates = np.zeros((J, N, N)) if tariffs is None else np.asarray(tariffs, dtype=np.float64)
    if rates.shape != (J, N, N):
        raise InputError(f"tariffs: shape {rates.shape} where [j, n, i] needs {(J, N, N)}")
    output = flows.sum(axis=1)
    paid = np.einsum("knij,kni->jnk", between, 1 + rates)
    shares = np.divide(paid, output[:, :, None], out=np.zeros_like(paid), where=output[:, :, None] > 0)
    world = World.from_arrays(
        regions, kinds, flows * (1 + rates), rates, _theta(trade_elasticity, kinds), None, shares,
        fit=fit, id=id, year=year,
    )  # fmt: skip
    return replace(world, fitted=(*left_out, *said, *world.fitted))


def _tables(system: pymrio.IOSystem) -> tuple[pandas.DataFrame, pandas.DataFrame]:
    """Return Z and Y; Z is worked out where the system holds only coefficients."""
    if getattr(system, "Y", None) is None:
        raise InputError("pymrio: the system has no final demand Y")
    if getattr(system, "Z", None) is None:
        if getattr(system, "A", None) is None:
            raise InputError("pymrio: the system has neither Z nor A")
        library = extra("pymrio", "pymrio", "a system of coefficients")
        leontief = library.calc_L(system.A)
        output = leontief.dot(system.Y.sum(axis=1))
        return library.calc_Z(system.A, output.to_frame("indout")), system.Y
    return system.Z, system.Y


def _money(system: pymrio.IOSystem) -> float:
    unit = getattr(system, "unit", None)
    words = {str(word).strip() for word in unit.iloc[:, 0].unique()} if unit is not None else set()
    if len(words) == 1 and (only := words.pop()).casefold() in USD:
        return USD[only.casefold()]
    named = f"in {only}" if len(words) == 0 and unit is not None else "not known"
    raise InputError(f"pymrio: the system's unit is {named}; give usd_mn_per_unit, the USD mn in one of it")


def _whose(final: pandas.DataFrame, regions: set[str], fit: str) -> tuple[pandas.DataFrame, tuple[str, ...]]:
    """Return final demand without the columns of no region (a discrepancy), and what was left out."""
    known = [str(column[0]) in regions for column in final.columns]
    if all(known):
        return final, ()
    name = next(str(column[0]) for column, held in zip(final.columns, known, strict=True) if not held)
    if fit != "clip":
        raise InputError(f"pymrio: Y has a column of '{name}', which is no region of Z")
    return final.loc[:, known], (f"final demand of '{name}', which is no region, is left out",)


def _cube(
    inputs: pandas.DataFrame,
    final: pandas.DataFrame,
    economies: Mapping[str, str],
    sectors: Mapping[str, str],
) -> tuple[tuple[str, ...], tuple[str, ...], Array]:
    """Return codes and uses ``[k, n, i, j]``: of k from i in n, by sector j, the last of them final demand."""
    rows = [(economies.get(str(r), str(r)), sectors.get(str(s), str(s))) for r, s in inputs.index]
    regions = tuple(dict.fromkeys(region for region, _ in rows))
    kinds = tuple(dict.fromkeys(kind for _, kind in rows))
    names = dict(zip(kinds, _codes(kinds), strict=True))
    place, slot = {code: at for at, code in enumerate(regions)}, {code: at for at, code in enumerate(kinds)}
    exporter, kind = np.array([place[r] for r, _ in rows]), np.array([slot[s] for _, s in rows])
    if len(rows) != inputs.shape[1] or list(inputs.index) != list(inputs.columns):
        raise InputError("pymrio: rows and columns of Z are not the same regions and sectors")
    buyers = [economies.get(str(column[0]), str(column[0])) for column in final.columns]
    if list(final.index) != list(inputs.index):
        raise InputError("pymrio: rows of Y are not those of Z")
    J, N = len(kinds), len(regions)
    uses = np.zeros((J, N, N, J + 1))
    buyer, final_use = np.array([place[code] for code in buyers]), np.full(len(buyers), J)
    np.add.at(
        uses, (kind[:, None], exporter[None, :], exporter[:, None], kind[None, :]), inputs.to_numpy(float)
    )
    np.add.at(
        uses, (kind[:, None], buyer[None, :], exporter[:, None], final_use[None, :]), final.to_numpy(float)
    )
    return regions, tuple(names.values()), uses


def _codes(names: Sequence[str]) -> list[str]:
    """Return names as codes of at most 40 characters, each used once."""
    made: list[str] = []
    for name in names:
        code, count = " ".join(name.split())[:LONGEST_CODE], 2
        while code in made:
            end = f" {count}"
            code, count = f"{name[: LONGEST_CODE - len(end)]}{end}", count + 1
        made.append(code)
    return made


def _above_zero(flows: Array, fit: str) -> tuple[Array, tuple[str, ...]]:
    below = flows < 0
    if fit != "clip" or not below.any():
        return flows, ()
    lost = -flows[below].sum()
    return np.maximum(flows, 0.0), (f"{below.sum()} flows below zero, {lost:.6g} USD mn in all, are zero",)


def _theta(given: float | Sequence[float] | Mapping[str, float], sectors: tuple[str, ...]) -> Array:
    if isinstance(given, Mapping):
        missing = [code for code in sectors if code not in given]
        if missing:
            raise InputError(f"trade_elasticity: none is given for sector '{missing[0]}'")
        return np.array([given[code] for code in sectors], dtype=np.float64)
    return np.broadcast_to(np.asarray(given, dtype=np.float64), (len(sectors),)).copy()


def to_pymrio(world: World) -> pymrio.IOSystem:
    """Return a world as a system at basic prices, inputs parted among suppliers as all spending is.

    Tariffs and elasticities have no place in a system: give them to ``from_pymrio`` to come back.
    """
    library, frames = extra("pymrio", "pymrio", "a system"), extra("pandas", "pymrio", "a system")
    J, N = len(world.sectors), len(world.economies)
    spent = world.trade.sum(axis=2)
    share = world.trade / np.where(spent > 0, spent, 1.0)[:, :, None] / (1 + world.tariffs)
    use = np.einsum("jnk,jn->knj", world.input_share, world.output)
    between = np.einsum("knj,kni->iknj", use, share)
    final = world.trade / (1 + world.tariffs) - np.einsum("iknj->kni", between)
    rows = frames.MultiIndex.from_product([world.economies, world.sectors], names=["region", "sector"])
    buyers = frames.MultiIndex.from_product([world.economies, ["Final demand"]], names=["region", "category"])
    inputs = between.reshape(N * J, N * J)
    unit = frames.DataFrame({"unit": ["M.USD"] * (N * J)}, index=rows)
    made: pymrio.IOSystem = library.IOSystem(
        Z=frames.DataFrame(inputs, index=rows, columns=rows),
        Y=frames.DataFrame(final.transpose(2, 0, 1).reshape(N * J, N), index=rows, columns=buyers),
        unit=unit,
        name=world.id,
    )
    return made
