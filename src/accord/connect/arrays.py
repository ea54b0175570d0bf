"""Worlds and runs as xarray datasets with the attributes of the CF conventions, and worlds back from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from accord.connect.extras import extra
from accord.connect.frames import writing
from accord.core.errors import InputError
from accord.core.shock import Array
from accord.study.run import Run
from accord.trade import accounts
from accord.trade.columns import UNITS, economy_columns
from accord.world.world import World

if TYPE_CHECKING:
    import xarray

Variable = tuple[tuple[str, ...], Array, dict[str, str]]
CUBE = ("sector", "importer", "exporter")
NAMES = {
    "sector": "sector of production, a code of the input-output table",
    "importer": "economy that buys, ISO 3166 alpha-3",
    "exporter": "economy that sells, ISO 3166 alpha-3",
    "input": "sector whose goods are used as inputs",
}
NEEDED = ("trade", "tariffs", "trade_elasticity")
SHAPES = {
    "trade": CUBE,
    "tariffs": CUBE,
    "trade_elasticity": ("sector",),
    "value_added_share": ("sector", "exporter"),
    "input_share": ("sector", "exporter", "input"),
    "final_share": ("sector", "importer"),
    "net_taxes": ("sector", "exporter"),
}
ABOUT = {
    "trade": ("spending of the importer, own use included, at importer prices", "1e6 USD"),
    "tariffs": ("ad valorem import tariff as a fraction of the value before it", "1"),
    "trade_elasticity": ("minus the elasticity of trade shares to cost (theta)", "1"),
    "value_added_share": ("value added in gross output", "1"),
    "input_share": ("share of an input in the gross output of a sector", "1"),
    "final_share": ("share of a sector in final demand", "1"),
    "net_taxes": ("taxes less subsidies on products inside value added", "1e6 USD"),
    "trade_after": ("trade at the border before tariff after the change", "1e6 USD"),
    "price": ("price of a sector after over before, world value added as numeraire", "1"),
}


def to_xarray(given: World | Run) -> xarray.Dataset:
    """Return a world, or the results of a run, as a dataset with dimensions sector, importer, exporter, input.

    A world goes there and back without the loss of a bit. ``dataset.to_netcdf(path, engine="h5netcdf")``
    writes a file that follows CF-1.8. Needs the extra ``xarray``.
    """
    return _run(given) if isinstance(given, Run) else _world(given)


def _world(world: World) -> xarray.Dataset:
    held: dict[str, Variable] = {}
    for name, dims in SHAPES.items():
        values = getattr(world, name)
        if values is not None and (name != "final_share" or not world._implied):
            held[name] = (dims, np.asarray(values), _about(name))
    attributes = {
        "title": f"Accord world {world.id}",
        "accord_id": world.id,
        "accord_fingerprint": world.fingerprint,
        "elasticity_source": world.elasticity_source,
        "year": world.year,
        "fit": "clip" if world.fitted else "refuse",
    }
    return _dataset(held, world, attributes)


def _run(run: Run) -> xarray.Dataset:
    result = run.result
    held: dict[str, Variable] = {
        name: (("economy",), values, {"long_name": UNITS[name], "units": "percent"})
        for name, values in economy_columns(result).items()
    }
    held["tariff_revenue_change_usd_bn"][2]["units"] = "1e9 USD"
    held["output_pct"] = _by_sector(accounts.output_pct(result), "output_pct")
    held["employment_share_change_pp"] = _by_sector(
        accounts.employment_share_change_pp(result), "employment_share_change_pp"
    )
    held["trade_after"] = (CUBE, result.trade_at_border, _about("trade_after"))
    held["price"] = (("sector", "importer"), result.price_hat, _about("price"))
    attributes = {
        "title": f"Accord run {run.scenario.id} on {run.world.id}",
        "horizon": run.horizon,
        "closure": result.closure,
        "against": str(run.against),
        "accord_fingerprint": run.world.fingerprint,
    }
    return _dataset(held, run.world, attributes)


def _by_sector(values: Array, name: str) -> Variable:
    return ("sector", "exporter"), values, {"long_name": UNITS[name], "units": "percent"}


def _about(name: str) -> dict[str, str]:
    long_name, units = ABOUT[name]
    return {"long_name": long_name, "units": units}


def _dataset(held: Mapping[str, Variable], world: World, attributes: dict[str, str]) -> xarray.Dataset:
    library = extra("xarray", "xarray", "a dataset")
    codes = {"sector": world.sectors, "input": world.sectors}
    used = {dim for dims, _, _ in held.values() for dim in dims}
    labels = {dim: np.array(codes.get(dim, world.economies), dtype=object) for dim in sorted(used)}
    coordinates = {
        dim: ((dim,), values, {"long_name": NAMES.get(dim, "economy, ISO 3166 alpha-3")})
        for dim, values in labels.items()
    }
    about = {
        "Conventions": "CF-1.8",
        "institution": "Accord",
        "source": "Accord; sources and licences in its register of data",
        "history": "written by accord.to_xarray",
        "references": "Caliendo and Parro (2015), Review of Economic Studies 82(1)",
    }
    made: xarray.Dataset = library.Dataset(dict(held), coordinates, {**about, **attributes})
    return made


def from_xarray(given: xarray.Dataset | str | Path) -> World:
    """Return the world that a dataset or a netCDF file holds.

    It needs ``trade`` and ``tariffs`` by sector, importer and exporter and ``trade_elasticity`` by sector, and
    may hold the other variables that ``to_xarray`` writes; the order of dimensions does not matter. Raises
    InputError for what is missing or does not fit.
    """
    if isinstance(given, str | Path):
        return _from_file(Path(given))
    where = str(given.attrs.get("accord_id", "dataset"))
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise InputError(f"{where}: the variable '{missing[0]}' is missing")
    arrays = {name: _array(given, name, where) for name in SHAPES if name in given}
    net_taxes = arrays.pop("net_taxes", None)
    economies = [str(code) for code in given["importer"].values]
    if economies != [str(code) for code in given["exporter"].values]:
        raise InputError(f"{where}: importers and exporters are not the same economies in the same order")
    return World.from_arrays(
        economies,
        [str(code) for code in given["sector"].values],
        **arrays,
        net_taxes=net_taxes,
        fit=str(given.attrs.get("fit", "refuse")),
        id=where[:40],
        year=str(given.attrs.get("year", "")),
        elasticity_source=str(given.attrs.get("elasticity_source", "")),
    )


def _from_file(path: Path) -> World:
    library = extra("xarray", "xarray", "a netCDF file")
    extra("h5netcdf", "xarray", "a netCDF file")
    try:
        with library.open_dataset(path, engine="h5netcdf", decode_times=False) as found:
            return from_xarray(found.load())
    except (OSError, ValueError, KeyError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: is not a netCDF file that can be read ({type(error).__name__})") from None


def _array(given: xarray.Dataset, name: str, where: str) -> Array:
    found = given[name]
    if set(found.dims) != set(SHAPES[name]):
        raise InputError(
            f"{where}: '{name}' has dimensions {', '.join(map(str, found.dims))}, not {', '.join(SHAPES[name])}"
        )
    return np.asarray(found.transpose(*SHAPES[name]).values, dtype=np.float64)


def to_netcdf(given: World | Run, path: str | Path) -> Path:
    """Write a world or a run as a netCDF-4 file and return its path. Needs the extra ``xarray``."""
    extra("h5netcdf", "xarray", "a netCDF file")
    place = Path(path)
    with writing(place):
        to_xarray(given).to_netcdf(place, engine="h5netcdf")
    return place
