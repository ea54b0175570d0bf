"""A kind of lever in one file, as somebody who adds one would write it: fees on ships that call at a port."""

from __future__ import annotations

from dataclasses import dataclass

from accord.assess.desk import Desk
from accord.assess.kind import Page, Refusal
from accord.core.provenance import Figure
from accord.docket.items import Docket
from accord.page.blocks import Column, Section, Table
from accord.page.names import name, possessive, the

CALLS = {"USA": 20_000.0, "IND": 9_000.0}
"""Calls of foreign ships a year, made up for the test."""


@dataclass(frozen=True)
class Asked:
    """Who takes how many dollars a call."""

    at: int
    importer: str
    fee_usd: float


@dataclass(frozen=True)
class Found:
    """What the fee would bring in a year."""

    revenue: Figure


class PortFee:
    """Fees on ships, at the calls of last year."""

    name, order = "portfee", 60
    levers = ("port_fee",)
    asked, found = Asked, Found

    def read(self, docket: Docket, desk: Desk) -> Asked | Refusal | None:
        """Return the first fee of the report that names its author and its dollars."""
        for at, item in enumerate(docket.measures):
            if item.lever not in self.levers:
                continue
            if item.value is None or item.doubts_of("imposing") or not item.imposing:
                return Refusal("unclear in the report: who takes the fee, or how much", (at,))
            return Asked(at, item.imposing[0], item.value)
        return None

    def answers(self, asked: Asked) -> tuple[int, ...]:
        """Return the position of the fee."""
        return (asked.at,)

    def assess(self, asked: Asked, desk: Desk) -> Found:
        """Return calls times fee; missing where nobody counts the calls."""
        calls = CALLS.get(asked.importer)
        value = None if calls is None else calls * asked.fee_usd / 1e6
        label = f"Revenue of {name(asked.importer)} from port fees"
        key = f"portfee.{asked.importer}.revenue"
        return Found(Figure(key, label, value, "USD mn", desk.world.year, "accord-model", "calls times fee"))

    def page(self, asked: Asked, found: Found, docket: Docket) -> Page:
        """Return one sentence and one table."""
        who = the(asked.importer, start=True)
        columns = (Column("who", "Who"), Column("revenue", "Revenue", "USD mn"))
        table = Table("port-fees", "What the fee brings", columns, ((who, found.revenue),))
        lead = (f"{possessive(asked.importer, start=True)} fee on ships would bring ", found.revenue, " a year.")
        return Page((lead,), (Section("port-fees", "Fees on ships", (table,)),))


KIND = PortFee()
