"""Write a briefing into a folder: page, JSON document, tables and run record, all or nothing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from accord.assess.desk import Desk
from accord.brief.compose import compose
from accord.brief.folder import DOCUMENT, LISTED, RECORD, TABLES, check_target, hashes, put
from accord.core.beside import apart
from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.provenance import REPORT, source
from accord.files.writing import to_json
from accord.page.blocks import Brief, figures, plain, plain_figure, sources_of
from accord.page.csv import tables
from accord.page.html import compiled, page, serve

__all__ = ["check_target", "composed", "contents", "document", "entered", "to_json", "write"]

BROKEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What composing a record of the right form and the wrong contents can raise."""


def entered(desk: Desk) -> Desk:
    """Return a desk with all loaded that a briefing needs: its rooms here, the page's template beside them."""
    with apart(compiled) as template:
        desk.ready()
        serve(template())
    return desk


def document(brief: Brief) -> Document:
    """Return the briefing as one JSON-ready document, with every number of the page under ``figures``."""
    known = figures(brief)
    return {
        "title": plain(brief.title),
        "date": brief.date,
        "questions": list(brief.questions),
        "docket": brief.docket,
        "scenarios": brief.scenarios,
        "figures": {key: plain_figure(figure) for key, figure in sorted(known.items())},
        "sections": [plain(section) for section in brief.sections],
        "sources": {key: _source(key, brief) for key in sorted(sources_of(brief))},
    }


def _source(key: str, brief: Brief) -> Document:
    """Return a registered source, or the report itself for numbers that it names."""
    if key == REPORT:
        return {"id": REPORT, "title": brief.docket.get("title") or "the report", "year": brief.date[:4]}
    return asdict(source(key))


def write(brief: Brief, folder: Path) -> Path:
    """Write ``brief.html``, ``brief.json``, ``record.json`` and ``tables/*.csv``; return the page's path.

    All or nothing, and only into a folder that is new, empty or an untouched briefing (see ``folder.put``).
    """
    return put(folder, contents(brief)) / "brief.html"


def contents(brief: Brief) -> dict[str, bytes]:
    """Return every file of a briefing by its name in the folder; equal cases give equal bytes.

    ``brief.json`` lists them all with their hashes; its own is that of the document without the list.
    """
    with apart(lambda: page(brief)) as paged:
        held = document(brief)
        others = {
            DOCUMENT: to_json(held),
            RECORD: to_json(brief.record),
            **{f"{TABLES}/{name}": text.encode("utf-8", "replace") for name, text in tables(brief).items()},
        }
        made = {"brief.html": paged().encode("utf-8", "replace"), **others}
    return {**made, DOCUMENT: to_json({**held, LISTED: hashes(made)})}


def composed(record: Document, name: str) -> dict[str, bytes]:
    """Return the files that a record gives; ``name`` says in the message whose record it is."""
    try:
        return contents(compose(record))
    except BROKEN as error:
        raise InputError(f"{name}: holds what no run record holds ({error!r})") from None
