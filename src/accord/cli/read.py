"""``accord read``: reports to dockets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from accord.cli.options import Date, Docs, Force, Json
from accord.cli.plain import Note
from accord.core.errors import InputError
from accord.docket.apart import Asked, prepare, read_reports
from accord.page.out import emit_json
from accord.page.progress import say


def read(
    documents: Docs,
    *,
    json_: Json = False,
    date: Date = None,
    explain: Annotated[bool, "Say for each item which rule made it."] = False,
    save: Annotated[Path | None, "Write the reading to a YAML file, doubts first, for correction."] = None,
    lexicon: Annotated[Path | None, "Folder of CSV files that extend the lexicons."] = None,
    force: Force = False,
    propose: Annotated[
        str | None, Note("Ask a model here for quotes, each proved by the text.", metavar="URL")
    ] = None,
    model: Annotated[str | None, "The model that --propose asks."] = None,
    replies: Annotated[Path | None, "Folder in which a model's replies are kept."] = None,
    propose_anywhere: Annotated[bool, "Let --propose send the report to another machine."] = False,
) -> None:
    """Read reports: who met, what was decided or threatened, which measures, what comes next."""
    if lexicon is not None and not lexicon.is_dir():
        raise InputError(f"--lexicon: {lexicon} is not a folder of CSV files")
    folder = str(lexicon.absolute()) if lexicon else None
    dockets = read_reports(documents, Asked(date, folder, force), say, prepare)
    if propose is not None:
        from accord.docket.propose import propose_all

        dockets = propose_all(dockets, propose, model, replies, propose_anywhere, folder, say)
    if save is not None:
        from accord.docket.saved import save as keep

        keep(save, dockets)
    if json_:
        made = [d.to_json(explain) for d in dockets]
        emit_json(made[0] if len(made) == 1 else made)
        return
    from accord.docket.show import as_text

    for docket in dockets:
        print(as_text(docket, explain))
