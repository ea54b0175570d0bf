"""What can be sent to the interface: checked models, each with an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.files.strict import Strict


class Sent(Strict):
    """A body of the interface."""

    @classmethod
    def example(cls) -> Mapping[str, object]:
        """Return a body that can be sent as it stands."""
        return {}


class Report(Sent):
    """A report as text; ``date`` where it carries none."""

    text: str
    date: str | None = None
    title: str = ""

    @classmethod
    def example(cls) -> Mapping[str, object]:
        """Return a report of one sentence."""
        return {
            "text": "The United States raised its tariff on steel from India to 50 per cent.",
            "date": "2026-01-14",
        }


class ToBrief(Sent):
    """A report to brief on, or a reading that a person has corrected; ``draws`` of elasticities give intervals."""

    text: str | None = None
    date: str | None = None
    docket: dict[str, Any] | None = None
    draws: int = 20
    talks: bool = True

    @classmethod
    def example(cls) -> Mapping[str, object]:
        """Return a report of one sentence, without draws."""
        return {**Report.example(), "draws": 0}


class ToRun(Sent):
    """A scenario, by its name in the library or written out, and what it is solved on."""

    scenario: str | dict[str, Any]
    world: str = "world-2022"
    elasticities: str | None = None
    closure: str | None = None
    horizon: str | None = None
    against: str | None = None

    @classmethod
    def example(cls) -> Mapping[str, object]:
        """Return a tariff on one partner."""
        measure = {"kind": "tariff", "importers": ["USA"], "exporters": ["IND"], "rate": 18, "mode": "level"}
        scenario = {
            "id": "us-india-18",
            "title": "18 % on India",
            "as_of": "2026-01-14",
            "measures": [measure],
        }
        return {"scenario": scenario, "horizon": "10", "against": "law:2026-01-14"}
