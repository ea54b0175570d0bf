"""One importer's duties on all partners at once: ranked, with the mean over them."""

from __future__ import annotations

from datetime import date

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.averages import Rates, average
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.duty import party_code, union_of
from accord.policy.stack.incidence import line_rates
from accord.policy.stack.tables import partners
from accord.policy.stack.weights import weights

INSIDE_ANOTHER: frozenset[str] = frozenset({"SVK"})
"""Partners with weights of their own that another partner's weights hold already."""


@dataclass(frozen=True)
class Partner:
    """One partner on a day: headline rate in percent, and the averages over its goods."""

    partner: str
    statutory_pct: float
    rates: Rates


@dataclass(frozen=True)
class Ranking:
    """All partners by total rate, highest first, and the mean weighted by 2024 imports."""

    importer: str
    as_of: str
    mean: Rates
    partners: tuple[Partner, ...]


def ranking(importer: str, as_of: date, book: DutyBook | None = None) -> Ranking:
    """Return the stack of every partner with import weights; raise InputError where the importer has none."""
    importer = union_of(party_code(importer, "importer"))
    book = book or load_book(importer)
    if not partners(importer):
        raise InputError(f"there are no import weights for {importer}, so its partners cannot be ranked")
    rows = [
        _partner(importer, name, as_of, book) for name in partners(importer) if name not in INSIDE_ANOTHER
    ]
    return Ranking(
        importer=importer,
        as_of=as_of.isoformat(),
        mean=mean_rates([row.rates for row in rows]),
        partners=tuple(sorted(rows, key=lambda row: (-row.rates.total_pct, row.partner))),
    )


def _partner(importer: str, name: str, as_of: date, book: DutyBook) -> Partner:
    table = weights(importer, name)
    paid = duties_paid(book, name, as_of)
    headline = sum((duty.rate_on(name) or 0.0 for duty in paid if duty.general), 0.0)
    return Partner(name, headline, average(line_rates(paid, name, as_of, table), table))


def mean_rates(parts: list[Rates]) -> Rates:
    """Return the import-weighted mean of some averages."""
    total = sum(part.imports_usd_bn for part in parts)
    keys = (
        "exempt_share",
        "preempted_share",
        "hit_share",
        "addon_pct",
        "preempting_pct",
        "base_pct",
        "total_pct",
    )
    mean = {key: sum(getattr(part, key) * part.imports_usd_bn for part in parts) / total for key in keys}
    return Rates(imports_usd_bn=total, **mean)
