"""What a briefing is composed from: what was read, what was computed, and who stands on each side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]

REPORT = "report"
"""The source of numbers that the report itself names."""

TODAY, AGREEMENT, NO_AGREEMENT = "today", "agreement", "no_agreement"
ROLES: dict[str, str] = {
    TODAY: "Today’s measures",
    AGREEMENT: "An agreement",
    NO_AGREEMENT: "No agreement",
}
"""The scenarios a briefing sets side by side, in order, with their names on the page."""

OFFERS = {
    "terms": "the deal that the report tells of",
    "free-trade": "free trade between the two",
    "exemption": "an exemption from the measure",
}
"""What the agreement of a briefing can be, by the id of its scenario, in words."""

TONES: dict[str, str] = {TODAY: "f", AGREEMENT: "a", NO_AGREEMENT: "b"}
"""The colour class of each."""


@dataclass(frozen=True)
class Case:
    """Input of every section.

    ``docket`` is the docket's JSON; ``scenarios`` the JSON of ``accord run`` by role, empty when the report
    carries nothing to compute, and ``refusal`` then says why; ``findings`` holds the JSON of other studies
    (stack, supply, alliance, talks) by name; ``record`` is the run record.
    """

    docket: Json
    imposer: str
    target: str
    scenarios: Mapping[str, Json] = field(default_factory=dict)
    refusal: str = ""
    findings: Mapping[str, Any] = field(default_factory=dict)
    record: Json = field(default_factory=dict)

    @classmethod
    def from_record(cls, record: Json) -> Case:
        """Return the case that a run record holds."""
        return cls(
            docket=record["docket"],
            imposer=record["imposer"],
            target=record["target"],
            scenarios=record["runs"],
            refusal=record["refusal"],
            findings=record["findings"],
            record=record,
        )

    @property
    def date(self) -> str:
        """The report's date, ISO."""
        return str(self.docket["article_date"])

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that were run, in the order of the page."""
        return tuple(role for role in ROLES if role in self.scenarios)

    @property
    def main(self) -> str | None:
        """The role to look at closely: today's measures, else what comes without a deal."""
        if not self.roles:
            return None
        if charges(self.scenarios[TODAY]["scenario"]):
            return TODAY
        return NO_AGREEMENT if NO_AGREEMENT in self.scenarios else AGREEMENT

    @property
    def offer(self) -> str:
        """What the agreement is: the report's terms, or what is taken where it gives none."""
        return OFFERS[self.scenarios[AGREEMENT]["scenario"]["id"]]

    @property
    def sides(self) -> tuple[str, ...]:
        """The target and the imposer, where both are known."""
        return tuple(code for code in (self.target, self.imposer) if code)


def charges(scenario: Json) -> bool:
    """Return whether any measure of a scenario has a rate other than nought."""
    rates = [measure.get("rate") for measure in scenario.get("measures", ())]
    return any(any(rate.values()) if isinstance(rate, dict) else rate for rate in rates)
