"""World files in every form: what Accord loads by itself, and netCDF."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.connect.arrays import from_xarray, to_netcdf
from accord.connect.frames import writing
from accord.connect.sheets import from_csv
from accord.core.errors import InputError
from accord.world import World, load_world
from accord.world.store import NEEDED, OPTIONAL, save_npz


def read_world(name: str | Path) -> World:
    """Return a world by id, from an .npz, .json or .nc file, or from a folder of CSV files."""
    if Path(name).is_dir():
        return from_csv(name)
    return from_xarray(name) if str(name).lower().endswith(".nc") else load_world(name)


def convert(source: str | Path, target: str | Path) -> Path:
    """Write a world in the form that the target's ending names, .npz or .nc, and return the target."""
    world, place = read_world(source), Path(target)
    if place.suffix.lower() == ".nc":
        return to_netcdf(world, place)
    if place.suffix.lower() != ".npz":
        raise InputError(f"{place.name}: a world is written as .npz or .nc")
    kept = [name for name in (*NEEDED, *OPTIONAL) if name != "final_share" or not world._implied]
    arrays = {name: np.asarray(getattr(world, name)) for name in kept}
    told = {"year": np.array(world.year), "elasticity_source": np.array(world.elasticity_source)}
    with writing(place):
        save_npz(place, {**arrays, **told})
    return place
