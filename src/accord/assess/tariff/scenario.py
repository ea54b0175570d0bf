"""The scenario that a report calls for, as a file: the same that a briefing computes."""

from __future__ import annotations

import re

from accord.assess.desk import Desk
from accord.assess.kind import Refusal
from accord.assess.tariff.read import read
from accord.core.errors import InputError
from accord.docket.items import Docket
from accord.policy import Scenario


def to_scenario(docket: Docket, desk: Desk | None = None) -> Scenario:
    """Return what a report brings about as a scenario on top of the law of the day before.

    Raises InputError with the reason where the report asks no question on duties that can be computed.
    """
    asked = read(docket, desk or Desk())
    if asked is None or isinstance(asked, Refusal) or not asked.states:
        why = asked.reason if isinstance(asked, Refusal) else "it names no duty, ban or export tax"
        raise InputError(f"{docket.id}: the report carries no scenario: {why}")
    found = Scenario.from_dict(dict(asked.states[0].scenario), docket.id)
    against = f"Compare with law:{asked.law}." if asked.law else "Compare with world-year."
    return found.model_copy(update={"id": _slug(docket.id), "assumptions": (*found.assumptions, *asked.notes, against)})


def _slug(name: str) -> str:
    """Return a document's name as a scenario can be called."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "report"
