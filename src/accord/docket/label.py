"""A corrected reading as a label: what a careful reader would point to, for measuring the reader with."""

from __future__ import annotations

from typing import NamedTuple

from accord.docket.items import Docket, Measure

_DONE = {"planned": "planned"}


class Label(NamedTuple):
    """The label of one report in the form of the shared rule book."""

    docket: Docket

    def to_json(self) -> dict[str, object]:
        """Return the label as JSON-ready data."""
        docket = self.docket
        return {
            "id": docket.id,
            "date": docket.article_date,
            "participants": [{"person": p.person, "country": p.country} for p in docket.participants],
            "events": [
                {
                    "type": e.type,
                    "date": e.date,
                    "countries": list(e.countries),
                    "status": _DONE.get(e.status, "done"),
                }
                for e in docket.events
            ],
            "policy_levers": [_measure(m) for m in (*docket.measures, *docket.ruled_out)],
            "alliances": [
                {"name": a.name, "action": a.action, "who": list(a.who), "date": a.date}
                for a in docket.alliances
            ],
            "next_steps": [{"what": s.what, "date": s.date} for s in docket.next_steps],
        }


def _measure(measure: Measure) -> dict[str, object]:
    """Return a measure as a label has it, optional where a role of it is still in doubt."""
    made: dict[str, object] = {
        "lever": measure.lever,
        "value": measure.value,
        "unit": measure.unit,
        "previous_value": measure.previous_value,
        "imposing": list(measure.imposing),
        "target": list(measure.target),
        "goods": list(measure.goods),
        "status": measure.status_norm,
        "effective_date": measure.effective_date,
        "end_date": measure.end_date,
        "evidence": measure.evidence.text,
    }
    if measure.main:
        made["main"] = True
    if measure.doubts_of("imposing", "target"):
        made["optional"] = True
    return made
