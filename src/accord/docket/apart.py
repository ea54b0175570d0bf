"""Reports read in a process apart: a clock and a budget of memory for each, from its bytes to its docket.

What one document holds, or makes of the reader, ends there: in a docket, or in one sentence. ``docket.read``
reads a text in this process, with a clock that is looked at between sentences only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.docket.documents.child import Answer, Extractor, borrowed
from accord.docket.documents.load import NONE, Say, decode, forgiven, kind_within, left_out, refusal, sources
from accord.docket.items import Docket


@dataclass(frozen=True)
class Asked:
    """How a document is to be read; as ``docket.read`` takes it."""

    date: str | None = None
    lexicon: str | None = None
    force: bool = False
    title: str = ""


def read_reports(
    paths: Sequence[str | Path], asked: Asked, say: Say, meanwhile: Callable[[], object] | None = None
) -> list[Docket]:
    """Return the dockets of files, folders and ``-``; one of many that cannot be read is named and left out.

    ``meanwhile`` is done in this process while the first is read.
    """
    found: list[Docket] = []
    unread: list[InputError] = []
    for one in reports(paths, asked, say, meanwhile):
        unread.append(one) if isinstance(one, InputError) else found.append(one)
    if len(unread) == 1 and not found:
        raise unread[0]
    for error in unread:
        say(f"left out: {error}")
    if not found:
        raise InputError(f"none of the {len(unread)} documents could be read")
    return found


def reports(
    paths: Sequence[str | Path], asked: Asked, say: Say, meanwhile: Callable[[], object] | None = None
) -> Iterator[Docket | InputError]:
    """Return the docket of each document, or why it could not be read, as soon as it was.

    Raises InputError where a file that was named holds no text; such a file of a folder is named to ``say``.
    """
    empty = True
    with borrowed() as child:
        child.meanwhile = meanwhile
        for source in sources(paths, say):
            with forgiven(source, say):
                for one in read_bytes(source.name, source.data, asked, child, say):
                    empty = False
                    yield one
    if empty:
        raise InputError(NONE)


def prepare() -> None:
    """Load, while another process reads, what a docket is made and shown with."""
    from accord.docket.saved import ready
    from accord.docket.show import as_text  # noqa: F401

    ready()


def read_text(text: str, asked: Asked, name: str = "report") -> Docket:
    """Return the docket of a text; as ``docket.read``, but in a process apart."""
    with borrowed() as child:
        answers = _answers("text", text.encode("utf-8", "replace"), name, asked, child)
    (found,) = answers or [Answer(late=True)]
    if found.docket is None:
        raise InputError(found.unread or refusal("text", answers))
    return Docket.from_json(found.docket)


def read_bytes(
    name: str, data: bytes, asked: Asked, child: Extractor, say: Say | None = None
) -> list[Docket | InputError]:
    """Return the dockets of one document by what it holds; an e-mail may give several."""
    kind = kind_within(name, data)
    held = decode(name, data).encode("utf-8", "replace") if kind == "text" else data
    answers = _answers(kind, held, name, asked, child)
    found = [a for a in answers if a.docket is not None or a.unread]
    if not found:
        raise InputError(f"{name}: {refusal(kind, answers)}")
    left = tuple(left_out(answers))
    made: list[Docket | InputError] = []
    for number, answer in enumerate(found):
        full = f"{name} {answer.part}" if answer.part else name
        notes = (*answer.notes, *left * (not number))
        if say is not None:
            for note in notes:
                say(f"{full}: {note}")
        if answer.docket is None:
            made.append(InputError(f"{full}: {answer.unread}"))
            continue
        docket = Docket.from_json(answer.docket)
        made.append(docket if number else replace(docket, notes=(*left, *docket.notes)))
    return made


def _answers(kind: str, data: bytes, name: str, asked: Asked, child: Extractor) -> list[Answer]:
    return list(child.answers(kind, data, {"kind": kind, "name": name, **asdict(asked)}))
