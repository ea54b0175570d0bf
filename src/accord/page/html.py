"""A briefing as one HTML page: nothing is fetched, nothing runs, every text is escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from accord.core.provenance import Figure, source
from accord.page.blocks import Brief, Code, Day, Quote, Read, Size, Text
from accord.page.chart.svg import HATCH, el
from accord.page.map import outlines
from accord.page.words import NO_DATA, date_words, is_iso, show

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that no HTML text may hold; a document can, and they are shown as the replacement sign."""


def page(brief: Brief) -> str:
    """Return the whole page. Its policy allows the one inline style sheet by its hash and nothing else."""
    style = _file("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shared = el("svg", HATCH, outlines(), class_="defs", aria_hidden="true", focusable="false")
    text = _template().render(brief=brief, style=style, style_hash=digest, shared=shared)
    return UNPRINTABLE.sub("\ufffd", text)


def plain_words(text: Text) -> str:
    """Return a text as the page shows it, without marks: for titles, labels and CSV cells."""
    if isinstance(text, tuple):
        return "".join(plain_words(part) for part in text)
    match text:
        case Figure():
            words = show(text)
        case Size():
            words = show(text.figure, sign=False)
        case Quote():
            words = f"“{text.words}”"
        case Read():
            words = text.words
        case Day():
            words = date_words(text.iso)
        case Code():
            words = text.word
        case _:
            words = text
    return words


def _file(name: str) -> str:
    return files("accord.page").joinpath("template", name).read_text("utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["markup"] = Markup
    environment.globals.update(
        date_words=date_words,
        is_iso=is_iso,
        kind_of=_kind_of,
        no_data=NO_DATA,
        plain_words=plain_words,
        show=show,
        source=source,
    )
    return environment.from_string(_file("page.html.j2"))


def _kind_of(node: Any) -> str:
    return type(node).__name__.lower()
