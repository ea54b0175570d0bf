"""The measure stack: what an importer's duties add up to on one exporter's goods, on one day.

    base      duty collected in 2024 (ordinary tariff, preferences, older special duties), by product
    general   duties on every product; their rates add up to the statutory headline
    special   duties on listed products, which pre-empt the general ones there
    exempt    products that a general duty leaves out

Every product's imports are shared out between exempt (pays no duty on top of its base), pre-empted (pays a
special duty) and hit (pays the general duties); the shares sum to one. Averages are weighted by 2024 imports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.core.shock import Array
from accord.core.shown import Drawn
from accord.policy.parties import numbers
from accord.policy.stack.averages import Rates, average, by_group, weighted
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.duty import BASE_KINDS, Duty, party_code, territory, union_of
from accord.policy.stack.incidence import LineRates, line_rates
from accord.policy.stack.products import Products
from accord.policy.stack.tables import partner_for
from accord.policy.stack.weights import SECTOR_NAMES, UNMAPPED, YEAR, Weights, known, weights

CHAPTERS: tuple[str, ...] = tuple(f"{chapter:02d}" for chapter in range(100))


@dataclass(frozen=True)
class DutyLine:
    """One duty on the day: ``share`` of imports that pays it, ``adds_pct`` points of the average rate.

    ``listed`` tells whether it falls on listed products alone.
    """

    id: str
    title: str
    kind: str
    general: bool
    listed: bool
    rate_pct: float
    share: float | None
    adds_pct: float | None
    announced: str | None
    effective: str | None
    ended: str | None
    status: str
    instrument: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Stack(Drawn):
    """The stack of one importer and exporter on one day.

    ``overall`` and the tables are None and empty where no import weights exist; ``notes`` says so.
    ``duties`` are collected on the day, ``pending`` announced but not collected.
    """

    importer: str
    exporter: str
    as_of: str
    statutory_pct: float
    overall: Rates | None
    sectors: dict[str, Rates]
    chapters: dict[str, Rates]
    duties: tuple[DutyLine, ...]
    pending: tuple[DutyLine, ...]
    notes: tuple[str, ...]
    weights: str
    unit: str = "percent of customs value; shares of 2024 imports"

    def to_dict(self) -> dict[str, object]:
        """Return the stack as JSON-ready values."""
        return asdict(self)


def stack(
    importer: str,
    exporter: str,
    as_of: date,
    book: DutyBook | None = None,
    announced: Sequence[str] = (),
) -> Stack:
    """Return the measure stack of ``importer`` on goods of ``exporter`` on ``as_of``.

    ``book`` is the list of duties, by default the one that comes with Accord. ``announced`` names duties that
    were never collected and are to be treated as if they had been.
    """
    importer = union_of(party_code(importer, "importer"))
    exporter = party_code(exporter, "exporter")
    if importer == union_of(exporter):
        raise InputError(f"importer and exporter are both {importer}")
    book = book or load_book(importer)
    paid = duties_paid(book, exporter, as_of, announced)
    base, pending = _not_added(book, exporter, as_of, announced)
    notes = [gap.sentence for gap in book.gaps if gap.concerns(territory(exporter), as_of)]
    table = _weights_of(importer, exporter, notes)
    notes += in_transit(paid, exporter, as_of) + small_rates(paid)
    if table:
        notes += _unknown_codes(paid)
    lines = line_rates(paid, exporter, as_of, table) if table else None
    return Stack(
        importer=importer,
        exporter=exporter,
        as_of=as_of.isoformat(),
        statutory_pct=sum((duty.rate_on(exporter) or 0.0 for duty in paid if duty.general), 0.0),
        overall=average(lines, table) if lines and table else None,
        sectors=by_group(lines, table, table.sector, SECTOR_NAMES) if lines and table else {},
        chapters=by_group(lines, table, table.codes // 10**8, CHAPTERS) if lines and table else {},
        duties=tuple(_line(duty, exporter, lines, table) for duty in (*paid, *base)),
        pending=tuple(_line(duty, exporter) for duty in pending),
        notes=tuple(notes),
        weights=f"{importer} imports of {YEAR} from {table.partner} (US Census Bureau)" if table else "",
    )


def _not_added(
    book: DutyBook, exporter: str, day: date, announced: Sequence[str]
) -> tuple[list[Duty], list[Duty]]:
    """Return the ordinary rates in force, and what was announced and is not collected, on a day."""
    base = [
        duty
        for duty in book.duties
        if duty.kind in BASE_KINDS and duty.collected_on(day) and duty.rate_on(exporter) is not None
    ]
    pending = [
        duty
        for duty in book.duties
        if duty.pending_on(day) and duty.id not in announced and duty.rate_on(exporter) is not None
    ]
    return base, pending


def in_transit(duties: Sequence[Duty], exporter: str, day: date) -> list[str]:
    """Return a sentence for each duty that goods already shipped when it began still escape on ``day``."""
    return [
        f"Goods shipped before {duty.effective} and entered before {duty.in_transit_until} do not pay "
        f"'{duty.title}'; the averages count them as paying."
        for duty in duties
        if duty.in_transit_until and duty.in_transit_until > day and duty.rate_on(exporter)
    ]


def small_rates(duties: Sequence[Duty]) -> list[str]:
    """Return a warning for each rate below 1, which may be a fraction written for a percentage."""
    return [
        f"Duty '{duty.id}' has a rate of {rate:g}: rates are percent, so this is {rate:g} per cent of the value, "
        f"not {100 * rate:g}."
        for duty in duties
        for rate in sorted(set(numbers(duty.rate)))
        if 0 < rate < 1
    ]


def _unknown_codes(duties: Sequence[Duty]) -> list[str]:
    """Return a sentence for each duty with a code of 2 to 6 digits that no tariff line begins with."""
    missing = {
        duty.id: [code for code in duty.products.codes if len(code) <= 6 and not _known(code)]
        for duty in duties
        if duty.products is not None
    }
    return [
        f"Duty '{name}' names no product of the tariff schedule by {', '.join(codes)}: it counts as nothing."
        for name, codes in missing.items()
        if codes
    ]


@lru_cache(maxsize=4096)
def _known(code: str) -> bool:
    return known(Products(codes=(code,)))


def _line(
    duty: Duty, exporter: str, lines: LineRates[Array] | None = None, table: Weights | None = None
) -> DutyLine:
    share = adds = None
    if lines is not None and table is not None and duty.id in lines.by_duty:
        total = table.imports.sum()
        share, adds = (weighted(table.imports, values) / total for values in lines.by_duty[duty.id])
    return DutyLine(
        id=duty.id,
        title=duty.title,
        kind=duty.kind,
        general=duty.general,
        listed=duty.products is not None,
        rate_pct=duty.rate_on(exporter) or 0.0,
        share=share,
        adds_pct=adds,
        announced=duty.announced.isoformat() if duty.announced else None,
        effective=duty.effective.isoformat() if duty.effective else None,
        ended=duty.ended.isoformat() if duty.ended else None,
        status=duty.status,
        instrument=duty.instrument,
        source=duty.source,
        confidence=duty.confidence,
        note=duty.note,
    )


def _weights_of(importer: str, exporter: str, notes: list[str]) -> Weights | None:
    """Return the import weights of an exporter, and put what to know about them first in ``notes``."""
    partner = partner_for(importer, exporter)
    if partner is None:
        notes.insert(
            0, f"There are no import weights for {importer} from {exporter}, so no average is given."
        )
        return None
    table = weights(importer, partner)
    unmapped = float(table.imports[table.sector == SECTOR_NAMES.index(UNMAPPED)].sum() / table.imports.sum())
    if unmapped:
        notes.insert(
            0,
            f"{100 * unmapped:.1f} % of imports belong to no sector (chapters 98 and 99: returned goods,"
            " low value); in the total they count as ordinary goods, though most of chapter 98 is free.",
        )
    if not table.by_line:
        notes.insert(
            0,
            "The weights are by 6-digit product: of a measure published by tariff line they take"
            " the share of lines that it names.",
        )
    if partner != exporter:
        notes.insert(0, f"The weights are those of {partner} as a whole; {exporter} has none of its own.")
    return table
