"""World files: the shipped ones and a user's own, .npz or .json with the same keys."""

from __future__ import annotations

import io
import json
import math
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from accord.core.codec import Document
from accord.core.codes import nearest
from accord.core.errors import InputError, one_line
from accord.core.places import files
from accord.files.reading import parse_json, read_bytes
from accord.world.world import World, toy_world

Array = NDArray[np.float64]

DEFAULT = "world-2022"
NEEDED = ("economies", "sectors", "trade", "tariffs", "trade_elasticity")
OPTIONAL = ("value_added_share", "input_share", "final_share")
PUBLISHED = "value_added"
"""Value added at basic prices; what a world holds above it are taxes less subsidies on products."""
LARGEST = 400_000_000
"""Bytes a world file may unpack to: 28 sectors by 81 economies needs 5 million, 56 by 300 some 90 million."""


def world_ids() -> tuple[str, ...]:
    """Return the ids of the worlds that are shipped."""
    shipped = sorted(
        entry.name.removesuffix(".npz") for entry in _data().iterdir() if entry.name.endswith(".npz")
    )
    return (*shipped, "toy")


def load_world(id_or_path: str | Path = DEFAULT) -> World:
    """Return a shipped world by id, or read a world file (.npz or .json)."""
    name = str(id_or_path)
    if name == "toy":
        return toy_world()
    if name in world_ids():
        return _shipped(name)
    path = Path(id_or_path)
    if not _exists(path):
        raise InputError(f"world: no shipped world and no file '{name}'{nearest(name, world_ids())}")
    content = read_bytes(path, LARGEST)
    as_json = path.suffix == ".json"
    arrays = (
        parse_json(content, f"world '{path}'") if as_json else _npz_arrays(io.BytesIO(content), str(path))
    )
    return _build(arrays, one_line(path.name), one_line(str(arrays.get("year", "")))[:40])


@lru_cache(maxsize=2)
def _shipped(name: str) -> World:
    """Return a shipped world, the same to all who ask: its arrays cannot change, and what follows from it is kept."""
    with _data().joinpath(f"{name}.npz").open("rb") as handle:
        world = _build(_npz_arrays(handle, name), name, metadata(name)["year"])
    return _with_taxes(world, published_value_added(name))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _with_taxes(world: World, published: Array | None) -> World:
    return world if published is None else replace(world, net_taxes=world.value_added - published)


def metadata(world_id: str) -> Document:
    """Return what is recorded beside a shipped world: year, sources, how each economy was calibrated."""
    entry = _data().joinpath(f"{world_id}.json")
    if not entry.is_file():
        raise InputError(f"world '{world_id}': no provenance is recorded for it")
    document: Document = json.loads(entry.read_text("utf-8"))
    return document


def published_value_added(world_id: str) -> Array | None:
    """Return value added ``[j, i]`` at basic prices as published or estimated, USD mn, or None.

    A World's own value added also holds taxes less subsidies on products.
    """
    if not _data().joinpath(f"{world_id}.npz").is_file():
        return None
    with _data().joinpath(f"{world_id}.npz").open("rb") as handle:
        return np.asarray(np.load(handle, allow_pickle=False)[PUBLISHED], dtype=np.float64)


def save_npz(path: Path, arrays: dict[str, NDArray[np.generic]]) -> None:
    """Write arrays so that the same numbers give the same bytes: fixed order and dates."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array, order="C"), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy"), buffer.getvalue(), zipfile.ZIP_DEFLATED, 9)


def _data() -> Path:
    return files("accord.world").joinpath("data")


def _build(arrays: Mapping[str, Any], name: str, year: str) -> World:
    missing = [key for key in NEEDED if key not in arrays]
    if missing:
        raise InputError(f"world '{name}': the key '{missing[0]}' is missing")
    try:
        return World.from_arrays(
            *(arrays[key] for key in NEEDED),
            *(arrays.get(key) for key in OPTIONAL),
            id=name,
            year=year,
            elasticity_source=one_line(str(arrays.get("elasticity_source", "")))[:200],
        )
    except InputError as error:
        raise InputError(f"world '{name}': {error}") from None


def _npz_arrays(handle: IO[bytes], name: str) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(handle) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise InputError(f"world '{name}': unpacks to more than {LARGEST // 1_000_000} MB")
            keys = (*NEEDED, *OPTIONAL, "elasticity_source", "year")
            wanted = [key for key in keys if f"{key}.npy" in archive.namelist()]
            return {key: _member(archive, key) for key in wanted}
    except InputError:
        raise
    except Exception as error:  # whatever zipfile, zlib, NumPy's parser of headers and its tokenizer raise
        detail = (
            "it holds pickled objects, not arrays"
            if "pickle" in str(error)
            else "not an .npz archive of arrays"
        )
        raise InputError(f"world '{name}': {detail}") from None


def _member(archive: zipfile.ZipFile, key: str) -> NDArray[np.generic]:
    with archive.open(f"{key}.npy") as member:
        _check_header(member, archive.getinfo(f"{key}.npy").file_size)
    with archive.open(f"{key}.npy") as member:
        return np.lib.format.read_array(member, allow_pickle=False)


def _check_header(member: IO[bytes], size: int) -> None:
    """Raise ValueError where an array's header asks for more bytes than the member has."""
    version = np.lib.format.read_magic(member)
    read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, kind = read(member)
    if any(length < 0 for length in shape) or math.prod(shape) * max(kind.itemsize, 1) > size:
        raise ValueError("the header of an array does not fit what follows")
