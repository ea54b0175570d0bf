"""The shipped tables of tariff lines, column by column, as plain numbers.

A column is unpacked when it is first asked for. One product needs a few numbers of them and no library of
arrays; ``weights`` takes the same columns whole.
"""

from __future__ import annotations

from array import array
from ast import literal_eval
from functools import lru_cache
from zipfile import ZipFile

from accord.core.places import files
from accord.policy.stack.duty import territory

IMPORTS = "us_imports_2024"
"""US tariff lines, and imports by partner and product or line."""

MFN = "mfn_hs6"
"""Ordinary tariffs that are held by HS6."""

MISSING = 65535
"""Stands in the tables for a rate that is not a percentage."""

TYPES = {"|u1": "B", "|i1": "b", "<u2": "H", "<u4": "I", "<u8": "Q"}
"""Types of the numbers, as NumPy's files and as the module ``array`` write them."""


@lru_cache(maxsize=64)
def column(table: str, key: str) -> array[int]:
    """Return a column of a table."""
    kind, body = _stored(table, key)
    return array(TYPES[kind], body)


@lru_cache(maxsize=1)
def schedule() -> array[int]:
    """Return the lines of the US tariff schedule: 10 digits as one number, ascending."""
    return column(IMPORTS, "line")


@lru_cache(maxsize=8)
def claimed(partner: str) -> array[int] | None:
    """Return the percent of each line's imports that claimed USMCA (July to September 2025); None but for its members."""
    return column(IMPORTS, f"usmca_{partner}") if partner in {"CAN", "MEX"} else None


@lru_cache(maxsize=2)
def partners(importer: str = "USA") -> tuple[str, ...]:
    """Return the partners with weights, EU27 standing for the European Union as a whole."""
    if importer != "USA":
        return ()
    kind, body = _stored(IMPORTS, "names")
    text, width = body.decode("utf-32-le"), int(kind.removeprefix("<U"))
    return tuple(text[at : at + width].rstrip("\0") for at in range(0, len(text), width))


def partner_for(importer: str, exporter: str) -> str | None:
    """Return the partner whose weights stand for an exporter (EU27 for most members), or None."""
    return next((name for name in territory(exporter) if name in partners(importer)), None)


def _stored(table: str, key: str) -> tuple[str, bytes]:
    """Return the type and the bytes of a column, as NumPy's format 1.0 holds them after a head of stated length."""
    with ZipFile(files("accord.policy").joinpath(f"data/{table}.npz")) as held:
        raw = held.read(f"{key}.npy")
    start = 10 + int.from_bytes(raw[8:10], "little")
    return str(literal_eval(raw[10:start].decode())["descr"]), raw[start:]
