"""Documents to text and dockets, run in a child process: a hostile file can cost no more than its limits.

``python -m accord.docket.documents.formats`` answers requests on its standard input: a line of JSON
(``kind``, ``size``, ``seconds``, ``read``), then ``size`` bytes. It says an empty line when it has them; then a line of JSON
for each document, as soon as it is found or read, or for each part left out (``{"left": words}``), and a last
line ``{"end": true}``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from accord.core.errors import InputError, MissingExtraError
from accord.docket.documents.child import PATIENCE
from accord.docket.documents.extracted import Extracted, Left

if TYPE_CHECKING:
    from accord.core.codec import JsonValue

ROOM = 350_000_000
"""Bytes of memory that a child may take beside what it holds when it starts."""


def _text(data: bytes) -> Iterator[Extracted | Left]:
    yield Extracted(data.decode("utf-8"))


def _html(data: bytes) -> Iterator[Extracted | Left]:
    from accord.docket.documents.html import html_document

    yield html_document(data)


def _pdf(data: bytes) -> Iterator[Extracted | Left]:
    from accord.docket.documents.pdf import pdf_document

    yield pdf_document(data)


def _mail(data: bytes) -> Iterator[Extracted | Left]:
    from accord.docket.documents.mail import mail_documents

    return mail_documents(data)


KINDS: dict[str, Callable[[bytes], Iterator[Extracted | Left]]] = {
    "text": _text,
    "html": _html,
    "pdf": _pdf,
    "mail": _mail,
}


def _limit() -> None:
    """Let this process take no more memory than there is room for, and leave no dump of it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        held = 0
        with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:
            held = int(file.read().split()[5]) * resource.getpagesize()
        most = resource.getrlimit(resource.RLIMIT_DATA)[1]
        room = held + ROOM if most == resource.RLIM_INFINITY else min(held + ROOM, most)
        resource.setrlimit(resource.RLIMIT_DATA, (room, room))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(found: Extracted | Left, asked: Mapping[str, JsonValue] | None) -> bytes:
    """Return what was found as a line: as text, or read."""
    if asked is None or isinstance(found, Left):
        return found.line()
    from accord.docket.documents.characters import printable
    from accord.docket.read import read

    if not found.text.strip() and asked["kind"] != "text":
        return b""
    name = f"{asked['name']} {found.part}" if found.part else str(asked["name"])
    told: dict[str, object] = {"part": found.part, "notes": found.notes}
    try:
        docket = read(
            found.text,
            str(asked["date"]) if asked["date"] else None,
            name=name,
            title=printable(found.title, 500) or str(asked["title"]),
            metadata_date=date.fromisoformat(found.date) if found.date else None,
            lexicon=str(asked["lexicon"]) if asked["lexicon"] else None,
            force=bool(asked["force"]),
            notes=found.notes,
        )
        told["docket"] = docket.to_json(explain=True)
    except InputError as error:
        told["unread"] = str(error)
    except MemoryError:
        raise
    except Exception as error:
        told["unread"] = f"could not be read, by Accord's fault ({type(error).__name__})"
    return json.dumps(told).encode() + b"\n"


def answer(source: BinaryIO, out: BinaryIO) -> bool:
    """Answer one request; return whether there was one."""
    line = source.readline()
    if not line:
        return False
    request = json.loads(line)
    data = source.read(request["size"])
    _clock(request["seconds"])
    _tell(out, b"\n")
    try:
        for found in KINDS[request["kind"]](data):
            _tell(out, _answer(found, request["read"]))
    except MissingExtraError as error:
        _tell(out, Left(str(error)).line())
    except MemoryError:
        os._exit(1)  # what is left of this process would have no room for the next document
    except Exception as error:
        _tell(out, Left(f"damaged beyond reading ({type(error).__name__})").line())
    _clock(0.0)
    _tell(out, b'{"end": true}\n')
    return True


def _clock(seconds: float) -> None:
    """Have the system end this process after seconds of the processor, whatever it does; nought takes that back."""
    if hasattr(signal, "setitimer"):
        for timer, sign, after in (
            (signal.ITIMER_PROF, signal.SIGPROF, seconds),
            (signal.ITIMER_REAL, signal.SIGALRM, PATIENCE * seconds),
        ):
            signal.signal(sign, signal.SIG_DFL)
            signal.setitimer(timer, after)


def _tell(out: BinaryIO, line: bytes) -> None:
    out.write(line)
    out.flush()


def serve(source: BinaryIO, out: BinaryIO) -> None:
    """Answer requests until there are no more."""
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(3000)
    _limit()
    while answer(source, out):
        pass


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
