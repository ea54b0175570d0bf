"""What changed between two days: duties begun and ended, partners, and products by value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.duty import BASE_KINDS, Duty, party_code, union_of
from accord.policy.stack.incidence import line_rates
from accord.policy.stack.ranking import INSIDE_ANOTHER
from accord.policy.stack.tables import partner_for, partners
from accord.policy.stack.weights import concordance, weights

PRODUCTS_SHOWN = 25


@dataclass(frozen=True)
class Change:
    """A partner's or product's rate on both days in percent, and the duty a year at 2024 imports in USD bn."""

    key: str
    imports_usd_bn: float
    before_pct: float
    after_pct: float
    duty_change_usd_bn: float


@dataclass(frozen=True)
class Diff:
    """Everything that changed between two days on one exporter's goods, or on all partners together."""

    importer: str
    exporter: str
    before: str
    after: str
    total: Change
    partners: tuple[Change, ...]
    products: tuple[Change, ...]
    begun: tuple[str, ...]
    ended: tuple[str, ...]
    list_changes: tuple[str, ...]


def diff(importer: str, before: date, after: date, exporter: str = "", book: DutyBook | None = None) -> Diff:
    """Return what changed from ``before`` to ``after``; an empty exporter means all partners.

    Products are HS6 subheadings, by how much the duty on 2024 imports changed. Raises InputError where the
    days are in the wrong order or there are no import weights.
    """
    if after <= before:
        raise InputError(f"--diff needs two days in order, found {before} and {after}")
    importer = union_of(party_code(importer, "importer"))
    exporter = party_code(exporter, "exporter") if exporter else ""
    book = book or load_book(importer)
    names = _names(importer, exporter)
    codes = np.unique(concordance()[0] // 10_000)
    imports, old, new = np.zeros(len(codes)), np.zeros(len(codes)), np.zeros(len(codes))
    rows: list[Change] = []
    for name in names:
        table = weights(importer, name)
        place = np.searchsorted(codes, table.codes // 10_000)
        paid = [_duty_paid(book, exporter or name, name, day) for day in (before, after)]
        bought = np.bincount(place, table.imports, len(codes))
        was, now = (np.bincount(place, values, len(codes)) for values in paid)
        imports, old, new = imports + bought, old + was, new + now
        rows.append(_change(name, bought.sum(), was.sum(), now.sum()))
    moved = np.argsort(-np.abs(new - old), kind="stable")[:PRODUCTS_SHOWN]
    begun, ended, lists = _duties(book, exporter, before, after)
    return Diff(
        importer=importer,
        exporter=exporter,
        before=before.isoformat(),
        after=after.isoformat(),
        total=_change("all goods", imports.sum(), old.sum(), new.sum()),
        partners=tuple(sorted(rows, key=lambda row: (-abs(row.duty_change_usd_bn), row.key))),
        products=tuple(
            _change(f"{codes[row]:06d}", imports[row], old[row], new[row])
            for row in map(int, moved)
            if abs(new[row] - old[row]) > 1e-6
        ),
        begun=begun,
        ended=ended,
        list_changes=lists,
    )


def _names(importer: str, exporter: str) -> list[str]:
    if exporter:
        name = partner_for(importer, exporter)
        if name is None:
            raise InputError(f"there are no import weights for {importer} from {exporter}")
        return [name]
    found = [name for name in partners(importer) if name not in INSIDE_ANOTHER]
    if not found:
        raise InputError(f"there are no import weights for {importer}")
    return found


def _duty_paid(
    book: DutyBook, exporter: str, partner: str, day: date
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Duty in thousand USD by line at 2024 imports."""
    table = weights(book.importer, partner)
    lines = line_rates(duties_paid(book, exporter, day), exporter, day, table)
    return np.asarray(table.imports * (table.base + (lines.general + lines.special) / 100))


def _change(key: str, imports: float, before: float, after: float) -> Change:
    whole = max(float(imports), 1e-9)
    return Change(
        key=key,
        imports_usd_bn=float(imports) / 1e6,
        before_pct=100 * float(before) / whole,
        after_pct=100 * float(after) / whole,
        duty_change_usd_bn=(float(after) - float(before)) / 1e6,
    )


def _duties(
    book: DutyBook, exporter: str, before: date, after: date
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    mine = [
        d
        for d in book.duties
        if d.kind not in BASE_KINDS and (not exporter or d.rate_on(exporter) is not None)
    ]
    begun = [d for d in mine if d.collected_on(after) and not d.collected_on(before)]
    ended = [d for d in mine if d.collected_on(before) and not d.collected_on(after)]
    lists = [
        d for d in mine if d.collected_on(before) and d.collected_on(after) and _lists_move(d, before, after)
    ]
    return _titles(begun, "effective"), _titles(ended, "ended"), _titles(lists, "")


def _lists_move(duty: Duty, before: date, after: date) -> bool:
    return any(day and before < day <= after for part in duty.exempt for day in (part.since, part.until))


def _titles(duties: Sequence[Duty], key: str) -> tuple[str, ...]:
    rows = sorted((getattr(duty, key) if key else None, duty.title, duty.instrument) for duty in duties)
    return tuple(f"{day}: {title} ({law})" if day else f"{title} ({law})" for day, title, law in rows)
