"""Sums of money as a sentence gives them: millions where they are below a billion."""

from __future__ import annotations

from dataclasses import replace

from accord.core.provenance import Figure


def sums(*told: Figure) -> tuple[Figure, ...]:
    """Return sums in USD bn, or a year, as sums: all in millions where the largest is below one billion."""
    small = max((abs(one.value or 0.0) for one in told), default=0.0) < 1
    scale, unit = (1000.0, "USD mn") if small else (1.0, "USD bn")
    return tuple(
        one
        if one.unit == unit
        else replace(
            one,
            key=f"{one.key}.sum",
            unit=unit,
            value=None if one.value is None else scale * one.value,
        )
        for one in told
    )
