"""Several reports as one docket: items in order of report, each with the name of its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from accord.core.errors import InputError
from accord.docket.items import Docket, Evidence, Part


def together(dockets: Sequence[Docket]) -> Docket:
    """Return one docket from several; the latest report gives the date, the title and the text.

    Items keep their spans and gain the document's id in their evidence. Each item stands once.
    """
    if not dockets:
        raise InputError("no report to brief on")
    ordered = sorted(dockets, key=lambda docket: docket.article_date)
    lists = [item.name for item in fields(Docket) if isinstance(getattr(ordered[-1], item.name), tuple)]
    joined: dict[str, Any] = {
        name: tuple(
            dict.fromkeys(_named(item, docket.id) for docket in ordered for item in getattr(docket, name))
        )
        for name in lists
    }
    parts = tuple(Part(docket.id, docket.article_date, docket.title) for docket in ordered)
    return replace(ordered[-1], **{**joined, "documents": parts})


def _named(item: object, document: str) -> object:
    """Return an item whose evidence names its document; anything without evidence as it is."""
    if isinstance(item, Evidence):
        return replace(item, document=document)
    evidence = getattr(item, "evidence", None)
    if not isinstance(evidence, Evidence):
        return item
    held: Any = item
    return replace(held, evidence=replace(evidence, document=document))
