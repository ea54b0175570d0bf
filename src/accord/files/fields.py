"""Fields of a file that no model stands for: lists, numbers and text out of a mapping, or one sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping

from accord.core.errors import InputError, short


def items(raw: Mapping[str, object], key: str, place: str) -> list[object]:
    """Return the list that a key holds, empty where the key is left out."""
    found = raw.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise InputError(f"{place}: {key} is a list, not {short(found)}")
    return found


def number(raw: Mapping[str, object], key: str, place: str) -> float | None:
    """Return the number that a key holds, None where the key is left out."""
    value = raw.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{place}: {key} is {short(value)}, not a number")
    return float(value)


def positive(raw: Mapping[str, object], key: str, place: str) -> float:
    """Return the number above zero that a key holds."""
    value = number(raw, key, place)
    if value is None or value <= 0:
        raise InputError(f"{place}: {key} is {short(value)}, not a number above zero")
    return value


def text_of(raw: Mapping[str, object], key: str) -> str:
    """Return what a key says as one line, empty where it says nothing."""
    return " ".join(str(raw.get(key) or "").split())
