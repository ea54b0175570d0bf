"""What a document's numbers are measured in and rest on: units by the endings of its keys, credits of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from accord.core.provenance import source, sources

SUFFIXES = {
    "_pct": "per cent",
    "_pct_of_world": "per cent of the world's",
    "_pct_low": "per cent",
    "_pct_high": "per cent",
    "_change_pp": "percentage points",
    "_points": "percentage points",
    "_usd_bn": "USD billion a year",
    "_usd_mn": "USD million a year",
    "_usd_bbl": "USD a barrel",
    "_usd_mn_day": "USD million a day",
    "_mbd": "million barrels a day",
    "_kbd": "thousand barrels a day",
    "_gw": "GW",
    "_twh": "TWh",
    "_tu": "tonnes of uranium",
    "_mt": "million tonnes",
    "_months": "months",
    "_years": "years",
    "pct_of_use": "per cent of its use",
    "pct_of_world": "per cent of the world's use",
    "pct_of_use_low": "per cent of its use",
    "pct_of_use_high": "per cent of its use",
    "pct_of_world_output": "per cent of world output",
    "residual": "relative error",
}
"""The unit of every number under a key with this ending; figures with a unit of their own carry it."""


def units_of(document: object) -> dict[str, str]:
    """Return the unit of each key of a document that holds numbers, by the longest ending that fits."""
    found: dict[str, str] = {}
    for key in _keys(document):
        fitting = max((end for end in SUFFIXES if key.endswith(end)), key=len, default="")
        if fitting:
            found[key] = SUFFIXES[fitting]
    return found


def _keys(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key)
            yield from _keys(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _keys(value)


def credits_of(document: object, named: Sequence[str]) -> list[dict[str, str]]:
    """Return the register's entries of the sources that an answer rests on: ``named``, and those of its figures."""
    known = sources()
    told = [word for word in _named(document) if word in known]
    keys = dict.fromkeys((*named, *told))
    wanted = ("id", "title", "publisher", "year", "licence", "credit")
    return [{item: str(getattr(source(key), item)) for item in wanted} for key in keys]


def _named(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if isinstance(word := node.get("source"), str):
            yield word
        for value in node.values():
            yield from _named(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _named(value)
