"""The measure stack as a document for the command line and the brief, and as a measure for a scenario."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from accord import groups
from accord.core.codec import Document
from accord.core.codes import economy_code, the
from accord.core.errors import InputError
from accord.core.provenance import as_recorded
from accord.policy import Rates, Stack, load_book, stack, steps
from accord.policy.stack.sectors import SectorTariffs
from accord.policy.stack.sectors import sector_tariffs as points_by_sector

if TYPE_CHECKING:
    from accord.policy import Measure

SOURCES = ("us-census-2024", "us-tariff-notices", "yale-tracker", "gta-us-tariffs", "bea-use", "policy-facts")
"""Ids in the register of sources of what the US stack rests on."""

NO_DUTY = "no duty on top of the ordinary tariff"
"""The source of a tariff to which nothing is added."""

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


@dataclass(frozen=True)
class Paid:
    """What the stack adds on a day: points by sector, the headline rate, the instruments, what is assumed."""

    sectors: SectorTariffs
    headline_pct: float
    source: str
    assumptions: tuple[str, ...]


def duties_by_sector(importer: str, exporter: str, as_of: date) -> Paid:
    """Return what the stack adds on a day by sector.

    Raises InputError where Accord has no duties of the importer, or no import weights for the pair.
    """
    today = stack(importer, exporter, as_of)
    if today.overall is None:
        raise InputError(f"there are no import weights for {importer} from {exporter}")
    said = (
        f"{the(importer, start=True)} charges {the(exporter)} what the measure stack of {as_of} gives: "
        "exempt products pay nothing more, metals and cars pay their own duties, each sector the average "
        "over its products by imports of 2024.",
        "These duties come on top of the tariffs of the world's year.",
        *today.notes,
    )
    source = "; ".join(dict.fromkeys(line.instrument for line in today.duties))
    found = points_by_sector(importer, exporter, as_of)
    return Paid(found, today.statutory_pct, source or NO_DUTY, said)


def sector_tariffs(importer: str, exporter: str, as_of: date) -> tuple[Measure, tuple[str, ...]]:
    """Return what the stack adds on a day as one tariff by sector, and the assumptions behind it.

    Raises InputError where Accord has no duties of the importer, or no import weights for the pair.
    """
    from accord.policy import Measure

    paid = duties_by_sector(importer, exporter, as_of)
    measure = Measure(
        kind="tariff",
        importers=importer,
        exporters=exporter,
        rate=paid.sectors.points,
        status="in_force",
        source=paid.source,
        note=f"measure stack of {as_of}, average over each sector's products by 2024 imports",
    )
    return measure, paid.assumptions
