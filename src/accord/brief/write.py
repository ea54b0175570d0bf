"""Write a briefing into a folder: page, JSON document, tables and run record, all or nothing."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from accord.assess.tariff.case import REPORT
from accord.core.errors import InputError
from accord.core.provenance import source
from accord.page.blocks import Brief, figures, plain, plain_figure, sources_of
from accord.page.csv import tables
from accord.page.html import page

RECORD = "record.json"
OWN = {"brief.html", "brief.json", RECORD, "tables"}
"""What a briefing's folder holds. A folder with anything else in it is never replaced."""


def document(brief: Brief) -> dict[str, Any]:
    """Return the briefing as one JSON-ready document, with every number of the page under ``figures``."""
    known = figures(brief)
    return {
        "title": plain(brief.title),
        "date": brief.date,
        "docket": brief.docket,
        "scenarios": brief.scenarios,
        "figures": {key: plain_figure(figure) for key, figure in sorted(known.items())},
        "sections": [plain(section) for section in brief.sections],
        "sources": {key: _source(key, brief) for key in sorted(sources_of(brief))},
    }


def _source(key: str, brief: Brief) -> dict[str, Any]:
    """Return a registered source, or the report itself for numbers that it names."""
    if key == REPORT:
        return {"id": REPORT, "title": brief.docket.get("title") or "the report", "year": brief.date[:4]}
    return asdict(source(key))


def write(brief: Brief, folder: Path) -> Path:
    """Write ``brief.html``, ``brief.json``, ``record.json`` and ``tables/*.csv``; return the page's path.

    Everything is written beside the target first and moved there in one step, so that a reader finds the
    old briefing or the new one. A folder that holds anything but a briefing is refused.
    """
    target = folder.absolute()
    check_target(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        _fill(made, brief)
        made.chmod(0o755)
        _swap(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target / "brief.html"


def check_target(target: Path) -> None:
    """Raise InputError unless ``target`` is new, empty or an earlier briefing."""
    if not target.exists():
        return
    if not target.is_dir():
        raise InputError(f"{target.name}: is a file, and a briefing is written into a folder")
    others = sorted({entry.name for entry in target.iterdir()} - OWN)
    if others:
        raise InputError(
            f"{target.name}: holds '{others[0]}', which is not part of a briefing; name another folder"
        )


def _fill(folder: Path, brief: Brief) -> None:
    (folder / "tables").mkdir()
    for name, text in contents(brief).items():
        (folder / name).write_bytes(text.encode("utf-8", "replace"))


def contents(brief: Brief) -> dict[str, str]:
    """Return the text of every file of a briefing by its name in the folder; equal cases give equal texts."""
    return {
        "brief.html": page(brief),
        "brief.json": to_json(document(brief)),
        RECORD: to_json(brief.record),
        **{f"tables/{name}": text for name, text in tables(brief).items()},
    }


def to_json(data: Any) -> str:
    """Return JSON text with a line per item; NaN and infinity are refused."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _swap(made: Path, target: Path) -> None:
    """Move the new folder to its place; an earlier briefing there is moved aside and then removed."""
    if not target.exists():
        os.rename(made, target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    try:
        os.rename(target, aside / "briefing")
        os.rename(made, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
