"""Frozen dataclasses to JSON-ready values and back: the one codec between rooms and files."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from accord.core.errors import InputError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Held = TypeVar("Held")
Document = Mapping[str, Any]
"""What is written for a command's ``--json``: the contract's keys, read by those keys."""

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """Return the reader and writer of one dataclass, made once in a process."""
    from pydantic import TypeAdapter

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def to_json(value: object) -> JsonValue:
    """Return a dataclass, or a tuple of them, as JSON-ready values: dates as ISO text, tuples as lists."""
    made: JsonValue = _adapter(type(value)).dump_python(value, mode="json")
    return made


def from_json(kind: type[Held], value: object, where: str) -> Held:
    """Return the dataclass ``kind`` that JSON-ready values hold; InputError says which key is wrong."""
    from pydantic import ValidationError

    try:
        held: Held = _adapter(kind).validate_python(value)
        return held
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise InputError(f"{where}: {place}: {first['msg'][0].lower()}{first['msg'][1:]}") from None


def finite(value: float | None) -> float | None:
    """Return a number as JSON has it, None for one that does not exist or is not known."""
    return float(value) if value is not None and math.isfinite(value) else None
