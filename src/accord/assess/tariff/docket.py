"""A docket as a scenario, with the measure stack in place of a headline where the stack knows the pair."""

from __future__ import annotations

from datetime import date

from accord.assess.tariff.scenario import to_scenario
from accord.core.errors import InputError
from accord.docket import Docket
from accord.policy import Measure, Scenario
from accord.study.stack import sector_tariffs


def scenario_of(docket: Docket) -> Scenario:
    """Return the scenario that a report carries; raise InputError with the reasons when it carries none."""
    return to_scenario(docket, _stacked)


def _stacked(importer: str, exporter: str, day: date) -> tuple[Measure, tuple[str, ...]] | None:
    try:
        return sector_tariffs(importer, exporter, day)
    except InputError:
        return None
