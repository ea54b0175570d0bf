"""What a government does besides charging a duty: rulings, refunds, deals, export controls, with their dates."""

from __future__ import annotations

import datetime
from typing import Literal

from accord.core.frozen import dataclass
from accord.policy.stack.products import Products

ActKind = Literal[
    "export_control", "export_ban", "export_quota", "import_ban", "quota", "ruling", "refund", "deal", "proposal",
    "threat", "investigation", "law", "extension",
]  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One dated act without a rate of its own.

    ``concerns`` are the economies whose trade it touches (or ``all``), ``duties`` the duties of the same book
    that it is about, ``minerals`` the chains of ``accord supply`` that an export control bears on.
    """

    id: str
    title: str
    kind: ActKind
    date: datetime.date
    instrument: str
    source: str
    until: datetime.date | None = None
    concerns: tuple[str, ...] = ("all",)
    sectors: tuple[str, ...] | None = None
    products: Products | None = None
    minerals: tuple[str, ...] | None = None
    duties: tuple[str, ...] | None = None
    confidence: Literal["H", "M", "L"] = "M"
    note: str = ""

    def touches(self, names: tuple[str, ...]) -> bool:
        """Whether it concerns an economy, given the words that name it."""
        return any(name in self.concerns for name in (*names, "all"))

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it holds on ``day``: from its date on, up to but not on ``until``."""
        return self.date <= day and (self.until is None or day < self.until)
