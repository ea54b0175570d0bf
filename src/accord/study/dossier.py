"""Several reports as one docket: items in order of report, each with the name of its document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from accord.core.errors import InputError

Json = dict[str, Any]


def together(dockets: Sequence[Mapping[str, Any]]) -> Json:
    """Return one docket's JSON from several; the latest report gives the date and the title.

    Items keep their spans and gain the document's name in their evidence. Lists without evidence
    (countries, notes) are joined, each entry once.
    """
    if not dockets:
        raise InputError("no report to brief on")
    ordered = sorted(dockets, key=lambda docket: str(docket["article_date"]))
    merged: Json = dict(ordered[-1])
    for key, value in ordered[-1].items():
        if isinstance(value, list):
            merged[key] = _joined([(docket["id"], docket.get(key) or []) for docket in ordered])
    merged["documents"] = [
        {"id": docket["id"], "date": docket["article_date"], "title": docket.get("title")}
        for docket in ordered
    ]
    return merged


def _joined(lists: list[tuple[str, list[Any]]]) -> list[Any]:
    found: list[Any] = []
    for name, items in lists:
        for item in items:
            row = _named(item, name)
            if row not in found:
                found.append(row)
    return found


def _named(item: Any, name: str) -> Any:
    if isinstance(item, dict) and isinstance(item.get("evidence"), dict):
        return {**item, "evidence": {**item["evidence"], "document": name}}
    return item
