"""A reader of pages: which numbers are marked as figures, which tags there are, which text is free of marks."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser

from accord.docket import Docket, load_documents, read_documents
from accord.page.blocks import Brief
from accord.page.html import page

VOID = ("meta", "link", "br", "img", "input")


class Reader(HTMLParser):
    """Collects what a page shows: marked numbers, all tags, and the text outside marked numbers."""

    EXEMPT = ("data", "time", "code", "bdi", "title", "style", "script")
    EXEMPT_CLASSES = ("tick", "span", "when", "read", "source", "hint")

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[tuple[str, str | None, str]] = []
        self.free: list[str] = []
        self.stack: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        marks = [attrs for _, attrs in self.stack if "data-key" in attrs]
        if marks and self.stack[-1][0] != "title":
            self.marked.append((str(marks[-1]["data-key"]), marks[-1].get("value"), data))
        elif not any(
            tag in self.EXEMPT or set((attrs.get("class") or "").split()) & set(self.EXEMPT_CLASSES)
            for tag, attrs in self.stack
        ):
            self.free.append(data)


@lru_cache(maxsize=128)
def dockets(path: str) -> tuple[Docket, ...]:
    """Return the dockets of a file, which several tests ask for and one reads."""
    return tuple(read_documents(load_documents([path])))


def read(brief: Brief) -> Reader:
    """Return what a reader of the page sees."""
    reader = Reader()
    reader.feed(page(brief))
    return reader
