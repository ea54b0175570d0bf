"""A number as the energy answers give it: with unit, year, source, basis, quality and confidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Protocol

import numpy as np

from accord.core.codec import Document, finite
from accord.core.frozen import dataclass
from accord.core.provenance import Figure, Quality
from accord.core.shock import Array

MODEL = "accord-energy"


@dataclass(frozen=True)
class Number:
    """One number; ``confidence`` is H, M or L (L: rests on an assumption). None: not known."""

    value: float | None
    unit: str
    year: str
    source: str
    basis: str
    quality: Quality = "computed"
    confidence: str = "M"

    def figure(self, key: str, label: str) -> Figure:
        """Return it as a figure of a page."""
        return Figure(key, label, self.value, self.unit, self.year, self.source, self.basis, self.quality)


def computed(year: str, basis: str, confidence: str = "L") -> Callable[..., Number]:
    """Return what makes a number of a value and its unit, computed for a year on a basis."""

    def number(value: float, unit: str, confidence: str = confidence) -> Number:
        return Number(value, unit, year, MODEL, basis, "computed", confidence)

    return number


@dataclass(frozen=True)
class Spread:
    """The 5th, 50th and 95th percentile of draws and the central value, in one unit."""

    p5: float
    p50: float
    p95: float
    central: float

    @classmethod
    def of(cls, draws: Array | Sequence[float], central: float) -> Spread:
        """Return the spread of draws around a central value."""
        low, middle, high = (float(value) for value in np.quantile(np.asarray(draws), [0.05, 0.5, 0.95]))
        return cls(low, middle, high, central)

    def numbers(self, unit: str, year: str, basis: str, confidence: str, stem: str = "") -> dict[str, Number]:
        """Return its four numbers by name, ``stem`` before each."""
        values = {"p5": self.p5, "p50": self.p50, "p95": self.p95, "central": self.central}
        number = computed(year, basis, confidence)
        return {stem + name: number(value, unit) for name, value in values.items()}


class Grounded(Protocol):
    """An answer that tells what it rests on."""

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What is assumed, in sentences."""

    @property
    def sources(self) -> tuple[str, ...]:
        """What it is from."""

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key."""


def figures(numbers: Mapping[str, Number]) -> list[Document]:
    """Return numbers as a list, each with its key, unit, year, source, basis, quality and confidence."""
    return [{"key": key, **asdict(one), "value": finite(one.value)} for key, one in numbers.items()]


def grounds(answer: Grounded) -> Document:
    """Return what an answer rests on, and its numbers."""
    return {
        "assumptions": list(answer.assumptions),
        "sources": list(answer.sources),
        "figures": figures(answer.numbers()),
    }
