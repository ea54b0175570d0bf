"""Where a number comes from: its unit, year, source and the equation or dataset behind it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.places import files

REPORT = "report"
"""The source of numbers that the report itself names."""

Quality = Literal["measured", "estimated", "calibrated", "computed", "cited", "missing"]


@dataclass(frozen=True)
class Source:
    """A dataset or publication. ``licence`` and ``credit`` are what its owner asks for."""

    id: str
    title: str
    publisher: str
    year: str
    licence: str
    credit: str
    shipped: str


@dataclass(frozen=True)
class Figure:
    """One number as it may be shown. ``value`` is None when missing, never zero in its place.

    The ``quality`` of a figure without a value is ``missing``, whatever its maker says.
    """

    key: str
    label: str
    value: float | None
    unit: str
    year: str
    source: str
    basis: str
    quality: Quality = "computed"

    def __post_init__(self) -> None:
        if self.value is None:
            object.__setattr__(self, "quality", "missing")


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Return every registered source by its id."""
    rows = json.loads(files("accord.core").joinpath("data/sources.json").read_text("utf-8"))
    return {row["id"]: Source(**row) for row in rows}


def source(key: str) -> Source:
    """Return one source; raise InputError when ``key`` is not registered."""
    try:
        return sources()[key]
    except KeyError:
        raise InputError(f"source '{key}' is not in the register of sources") from None


def fingerprint(*parts: object) -> str:
    """Return the SHA-256 (hex) of arrays, strings and JSON-ready values, in order.

    Arrays count by shape, kind and little-endian bytes; everything else by its canonical JSON.
    """
    import numpy as np  # here alone: figures and sources are numbers and words

    digest = hashlib.sha256()
    for part in parts:
        if isinstance(part, np.ndarray):
            little = np.ascontiguousarray(part).astype(part.dtype.newbyteorder("<"), copy=False)
            digest.update(f"{little.dtype.str}{little.shape}".encode())
            digest.update(little.tobytes())
        else:
            digest.update(json.dumps(part, sort_keys=True, ensure_ascii=False, allow_nan=False).encode())
    return digest.hexdigest()


def cube_of(world: str) -> tuple[str, ...]:
    """Return the source of a shipped world's trade by its id; the toy and a user's own world have none of ours."""
    return ("oecd-icio-2025",) if re.fullmatch(r"world-20\d\d", world) else ()


def as_recorded(document: Mapping[str, object]) -> dict[str, object]:
    """Return a JSON-ready document as it is once a record of it is written and read again."""
    recorded: dict[str, object] = json.loads(json.dumps(dict(document)))
    return recorded
