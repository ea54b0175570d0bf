"""What a government does besides charging a duty: rulings, refunds, deals, export controls, with their dates."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, model_validator

from accord.files.strict import Day, Strict, Words
from accord.policy.stack.duty import party
from accord.policy.stack.products import Products

ActKind = Literal[
    "export_control", "export_ban", "export_quota", "import_ban", "quota", "ruling", "refund", "deal", "proposal",
    "threat", "investigation", "law", "extension",
]  # fmt: skip


class Act(Strict):
    """One dated act without a rate of its own.

    ``concerns`` are the economies whose trade it touches (or ``all``), ``duties`` the duties of the same book
    that it is about, ``minerals`` the chains of ``accord supply`` that an export control bears on.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    kind: ActKind
    date: Day
    until: Day | None = None
    concerns: Words = ("all",)
    sectors: Words | None = None
    products: Products | None = None
    minerals: Words | None = None
    duties: Words | None = None
    instrument: str = Field(min_length=1)
    source: str = Field(min_length=1)
    confidence: Literal["H", "M", "L"] = "M"
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> Act:
        for word in self.concerns:
            party(word)
        if self.until and self.until <= self.date:
            raise ValueError("the dates must run date, until")
        return self

    def touches(self, names: tuple[str, ...]) -> bool:
        """Whether it concerns an economy, given the words that name it."""
        return any(name in self.concerns for name in (*names, "all"))

    def holds_on(self, day: datetime.date) -> bool:
        """Whether it holds on ``day``: from its date on, up to but not on ``until``."""
        return self.date <= day and (self.until is None or day < self.until)
