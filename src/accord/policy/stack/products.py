"""Which products a duty covers: HS codes and lists, matched at the digits they were published with."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, model_validator

from accord.files.strict import Day, Strict, Words


def _hs_codes(value: Any) -> tuple[str, ...]:
    items = (value,) if isinstance(value, (str, int)) else value
    codes = tuple(str(item).replace(".", "") for item in items)
    for code in codes:
        if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 8, 10}):
            raise ValueError(f"'{code}' is not an HS code of 2, 4, 6, 8 or 10 digits in quotes")
    return codes


class Products(Strict):
    """Products by the name of a published list and by HS code; a code covers everything below it.

    An exemption may hold only ``since`` a day, or ``until`` one.
    """

    lists: Words | None = None
    codes: Annotated[tuple[str, ...], BeforeValidator(_hs_codes)] = ()
    since: Day | None = None
    until: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on ``day``: from ``since`` on, up to but not on ``until``."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @model_validator(mode="after")
    def _something(self) -> Products:
        if not self.lists and not self.codes:
            raise ValueError("no product is named: give lists, codes or both")
        return self


@lru_cache(maxsize=1)
def product_lists() -> dict[str, frozenset[str]]:
    """Return the codes of each published list by its name."""
    lists: dict[str, frozenset[str]] = {}
    text = files("accord.policy").joinpath("data/products.txt").read_text("utf-8")
    for block in text.split("[")[1:]:
        name, codes = block.split("]", 1)
        lists[name] = frozenset(codes.split())
    return lists


@lru_cache(maxsize=256)
def codes_of(products: Products) -> frozenset[str]:
    """Return all codes of a scope, from its lists and its own."""
    return frozenset(products.codes).union(*(product_lists()[name] for name in products.lists or ()))


def overlap(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether some product is covered by both sets of codes."""
    return _reaches(one, two) or _reaches(two, one)


def _reaches(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    digits = {len(code) for code in wide}
    return any(code[:length] in wide for code in narrow for length in digits)


def covered(lines: NDArray[np.int64], codes: frozenset[str]) -> NDArray[np.bool_]:
    """Return which 10-digit lines the codes cover: a code covers all lines that begin with it."""
    found = np.zeros(len(lines), bool)
    for digits in {len(code) for code in codes}:
        heads = np.array([int(code) for code in codes if len(code) == digits])
        found |= np.isin(lines // 10 ** (10 - digits), heads)
    return found
