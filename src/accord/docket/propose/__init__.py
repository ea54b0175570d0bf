"""Quotes that a language model proposes, and what Accord can prove of them.

Off unless a user names a server. The model is asked for words of the report alone; which economy, number or
day they mean is decided here, and what cannot be proved from the text is dropped with its reason. A measure
that only the model saw bears the doubt ``proposed`` on each of its slots, so that nothing is computed on it
until a person takes the doubt away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from accord.core.errors import InputError
from accord.docket.items import Docket
from accord.docket.propose.ask import Server, ask_server, replies_folder
from accord.docket.propose.prove import Proved, with_proposals

__all__ = ["Proved", "Server", "ask_server", "propose_all", "with_proposals"]


def propose_all(
    dockets: Iterable[Docket],
    url: str,
    model: str | None,
    replies: Path | None,
    anywhere: bool,
    lexicon: str | None,
    say: Callable[[str], None],
) -> list[Docket]:
    """Add to each docket what a model proposes and its text proves; ``say`` hears what came of it.

    Opens a connection to ``url``. Raises InputError where no model is named or none answers.
    """
    if not model:
        raise InputError("--propose: needs --model, the name of the model to ask")
    server = Server(url, model, replies or replies_folder(), anywhere)
    found = []
    for docket in dockets:
        proved = with_proposals(docket, ask_server(server, docket.text), model, lexicon)
        for line in proved.docket.notes[len(docket.notes) :]:
            say(f"{docket.id}: {line}")
        found.append(proved.docket)
    return found
