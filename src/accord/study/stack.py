"""The measure stack as a document for the command line and the brief."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

from accord import groups
from accord.core.codec import Document
from accord.core.codes import economy_code
from accord.core.errors import InputError
from accord.core.provenance import as_recorded
from accord.policy import Rates, Stack, load_book, stack, steps

SOURCES = ("us-census-2024", "us-tariff-notices", "yale-tracker", "gta-us-tariffs", "bea-use", "policy-facts")
"""Ids in the register of sources of what the US stack rests on."""

_NOTICES: dict[str, tuple[str, ...]] = {"USA": ("us-tariff-notices", "yale-tracker")}
"""What the list of duties of an importer rests on, besides the dated facts."""


def stack_document(
    importer: str, exporter: str, as_of: date, measures: Path | None = None, *, path: bool = True
) -> Document:
    """Return the stack of one pair and day as JSON-ready values; rates in percent, shares as fractions.

    ``measures`` is a user's file of duties on top of those that come with Accord. ``path`` adds the rates
    over time, with those announced and never collected marked.
    """
    importer, exporter = economy_code(importer, "importer"), groups.named(exporter)
    book = load_book(importer)
    if measures is not None:
        from accord.policy import with_own

        book = with_own(book, measures)
    found = stack(importer, exporter, as_of, book)
    document = found.to_dict()
    overall = document.pop("overall")
    return {
        **document,
        **(overall if isinstance(overall, dict) else _without_weights(found)),
        "path": [asdict(step) for step in steps(importer, exporter, book=book)] if path else [],
        "why": why(found),
        "sources": list(SOURCES) if overall else [*_NOTICES.get(found.importer, ()), "policy-facts"],
    }


def stack_finding(importer: str, exporter: str, as_of: date) -> Document | None:
    """Return what a briefing shows of the stack, or None where the pair has no duties or no weights."""
    try:
        document = stack_document(importer, exporter, as_of)
    except InputError:
        return None
    if document["total_pct"] is None or not document["statutory_pct"]:
        return None
    left = ("chapters", "duties", "pending", "why")
    return as_recorded({key: value for key, value in document.items() if key not in left})


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
