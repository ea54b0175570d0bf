"""What every model of a file stands on: strict fields for numbers, words and days, without unknown keys."""

from __future__ import annotations

import math
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict

from accord.core.codes import known_economy
from accord.core.errors import short
from accord.files.reading import iso_date


def _number(value: object) -> float:
    try:
        number = float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else math.nan
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"{short(value)} is not a number")
    return number


def _by_sector(value: object) -> float | dict[str, float]:
    """Return one number, or numbers by sector code or name of a sector set."""
    if not isinstance(value, dict):
        return _number(value)
    if not value:
        raise ValueError("no sector is named")
    return {str(key): _number(item) for key, item in value.items()}


def _words(value: object) -> tuple[str, ...]:
    items = (value,) if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not items or not all(isinstance(i, str) and i for i in items):
        raise ValueError(f"{short(value)} is not a code, a name or a list of them")
    if len(set(items)) < len(items):
        raise ValueError(f"{short(next(i for i in items if items.count(i) > 1))} is listed twice")
    return tuple(items)


def _line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Line = Annotated[str, BeforeValidator(_line)]
"""A name or sentence that is shown on one line, however the file breaks it."""

Number = Annotated[float, BeforeValidator(_number)]
BySector = Annotated[float | dict[str, float], BeforeValidator(_by_sector)]
Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Day = Annotated[date, BeforeValidator(iso_date)]


Economy = Annotated[str, AfterValidator(known_economy)]


class Strict(BaseModel):
    """Frozen, without unknown keys; a file's key may differ from the attribute by a final underscore."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def to_dict(self) -> dict[str, object]:
        """Return what a file would say: JSON values, keys at their defaults left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
