"""What was observed beside what the model says: trade of a year with the year before, from customs."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import lru_cache

from accord.core.frozen import dataclass
from accord.core.places import files

EARLY, LONG = timedelta(days=60), timedelta(days=120)
"""An act may come so long before the year observed begins, and must stand so long before it ends."""


@dataclass(frozen=True)
class Observed:
    """A target's exports of one sector (or ``goods``) to an imposer in the year from ``first`` to ``last``.

    USD bn, ``before_usd_bn`` in the year before; ``what`` says which products, ``source`` is a registered one.
    """

    sector: str
    what: str
    first: date
    last: date
    before_usd_bn: float
    after_usd_bn: float
    source: str

    @property
    def change_pct(self) -> float:
        """The change over the year before, percent."""
        return (self.after_usd_bn / self.before_usd_bn - 1) * 100


def observed(imposer: str, target: str, law: date | None) -> tuple[Observed, ...]:
    """Return what was observed of a pair after an act on whose eve ``law`` held; nothing where it says little."""
    if law is None:
        return ()
    rows = (row for pair, row in _table() if pair == (imposer, target))
    return tuple(row for row in rows if row.first - EARLY <= law <= row.last - LONG)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[tuple[str, str], Observed], ...]:
    text = files("accord.assess.tariff").joinpath("data/observed.csv").read_text("utf-8")
    return tuple(((row["importer"], row["exporter"]), _row(row)) for row in csv.DictReader(text.splitlines()))


def _row(row: dict[str, str]) -> Observed:
    first, last = (date.fromisoformat(row[end]) for end in ("first", "last"))
    before, after = float(row["before_usd_bn"]), float(row["after_usd_bn"])
    return Observed(row["sector"], row["what"], first, last, before, after, row["source"])
