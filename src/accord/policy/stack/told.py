"""A measure stack as JSON-ready values: rates in percent, shares as fractions, why it differs from the headline."""

from __future__ import annotations

from dataclasses import asdict, fields

from accord.core.codec import Document
from accord.policy.stack.averages import Rates
from accord.policy.stack.book import DutyBook
from accord.policy.stack.history import steps
from accord.policy.stack.stack import Stack

SOURCES = ("us-census-2024", "us-tariff-notices", "yale-tracker", "gta-us-tariffs", "bea-use", "policy-facts")
"""Ids in the register of sources of what the US stack rests on."""

_NOTICES: dict[str, tuple[str, ...]] = {"USA": ("us-tariff-notices", "yale-tracker")}
"""What the list of duties of an importer rests on, besides the dated facts."""


def stack_told(found: Stack, book: DutyBook, *, path: bool = True) -> Document:
    """Return a stack as the command's document.

    ``path`` adds the rates over time, with those announced and never collected marked.
    """
    overall = found.overall
    return {
        **{key: value for key, value in asdict(found).items() if key != "overall"},
        **(asdict(overall) if overall else _without_weights(found)),
        "path": [asdict(step) for step in steps(found.importer, found.exporter, book=book)] if path else [],
        "why": why(found),
        "sources": list(SOURCES) if overall else [*_NOTICES.get(found.importer, ()), "policy-facts"],
    }


def _without_weights(found: Stack) -> dict[str, float | None]:
    """The keys of the average where there is none; the ordinary tariff may still be known as published."""
    base = next((line.rate_pct for line in found.duties if line.kind == "mfn" and not line.listed), None)
    return {**dict.fromkeys(field.name for field in fields(Rates)), "base_pct": base}


def why(found: Stack) -> list[str]:
    """Return in sentences why the average add-on differs from the headline; empty where nothing is added."""
    rates = found.overall
    if rates is None or not (found.statutory_pct or rates.preempting_pct):
        return []
    said = []
    if found.statutory_pct:
        whole = abs(rates.hit_share * found.statutory_pct - rates.addon_pct) < 0.05
        said.append(
            f"The headline is {found.statutory_pct:g} percent, but {100 * rates.exempt_share:.1f} percent of "
            f"imports (2024) are exempt and {100 * rates.preempted_share:.1f} percent pay other duties "
            f"instead: {100 * rates.hit_share:.1f} percent pay {'it' if whole else 'all or part of it'}, "
            f"{rates.addon_pct:.1f} points on average."
        )
    if rates.preempting_pct:
        said.append(f"Special duties, as on metals and cars, add {rates.preempting_pct:.1f} points.")
    said.append(
        f"With the {rates.base_pct:.1f} percent collected in 2024 the total is {rates.total_pct:.1f} percent."
    )
    return said + [
        f"Not collected on {found.as_of}: {line.title} ({line.rate_pct:g} percent, since {line.announced})."
        for line in found.pending
        if line.general
    ]
