"""HTML, PDF and e-mail to text, run as a child process: a hostile file can cost no more than its limits.

``python -m accord.docket.documents.formats`` answers requests on its standard input: a line ``kind length``,
then that many bytes. The answer is a line of JSON for each document, as soon as it is found, or for each part
left out (``{"left": words}``), and a last line ``{"end": true}``.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from accord.docket.documents.extracted import Extracted, Left
from accord.docket.documents.html import html_document
from accord.docket.documents.mail import mail_documents
from accord.docket.documents.pdf import pdf_document

MEMORY = 420_000_000


def _html(data: bytes) -> Iterator[Extracted | Left]:
    yield html_document(data)


def _pdf(data: bytes) -> Iterator[Extracted | Left]:
    yield pdf_document(data)


KINDS: dict[str, Callable[[bytes], Iterator[Extracted | Left]]] = {
    "html": _html,
    "pdf": _pdf,
    "mail": mail_documents,
}


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(source: BinaryIO, out: BinaryIO) -> bool:
    """Answer one request; return whether there was one."""
    head = source.readline().split()
    if len(head) != 2:
        return False
    data = source.read(int(head[1]))
    try:
        for found in KINDS[head[0].decode()](data):
            out.write(found.line())
            out.flush()
    except Exception as error:
        out.write(Left(f"damaged beyond reading ({type(error).__name__})").line())
    out.write(b'{"end": true}\n')
    out.flush()
    return True


def main() -> None:
    """Answer requests until standard input ends."""
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(3000)
    _limit_memory()
    while answer(sys.stdin.buffer, sys.stdout.buffer):
        pass


if __name__ == "__main__":
    main()
