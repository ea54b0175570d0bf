"""The docket: reports of economic diplomacy read into who met, what was decided and what comes next.

Every item rests on words of the report. ``to_scenario`` is loaded when first used, since it needs the
policy room's schema and reading does not.
"""

from __future__ import annotations

from typing import Any

from accord.docket.documents import Document, load_documents
from accord.docket.items import Docket
from accord.docket.read import read, read_document, read_documents

__all__ = ["Docket", "Document", "load_documents", "read", "read_document", "read_documents", "to_scenario"]


def __getattr__(name: str) -> Any:
    if name != "to_scenario":
        raise AttributeError(f"module 'accord.docket' has no attribute '{name}'")
    from accord.docket.scenario import to_scenario

    return to_scenario
