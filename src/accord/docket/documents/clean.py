"""From raw text to the text that is read: one character set, one kind of quote, a paragraph a line.

Every span of a docket counts characters of the text this module returns.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from accord.core.errors import InputError

MAX_CHARACTERS = 120_000

_HEADER = re.compile(r"(TITLE|HEADLINE|SOURCE|URL|DATE|PUBLISHED|OUTLET|PUBLISHER)\s*:\s*(.*)", re.IGNORECASE)
_HEADER_KEY = {"headline": "title", "url": "source", "published": "date", "publisher": "outlet"}
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u3000\t", " "),
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        **dict.fromkeys("\u2028\u2029\u0085", "\n"),
        **dict.fromkeys("\ufe6a\uff05", "%"),
    }
)
_INVISIBLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_ENDS = re.compile(r"[.!?:;\"')\]]$")


@dataclass(frozen=True)
class Cleaned:
    """A report's text, the length of its title at the start (0 without one), and its header lines."""

    text: str
    title_length: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title, or an empty string."""
        return self.text[: self.title_length]


def clean(raw: str, title: str = "") -> Cleaned:
    """Return the readable text of ``raw``: header lines taken off, the title first, a paragraph a line."""
    if len(raw) > MAX_CHARACTERS:
        raise InputError(
            f"the text has {len(raw):,} characters, more than a report can have ({MAX_CHARACTERS:,})"
        )
    lines = _normalise(raw).split("\n")
    headers, lines = _take_headers(lines)
    title = " ".join(_normalise(title or headers.get("title", "")).split())
    body = "\n".join(p for p in _paragraphs(lines) if p.casefold() != title.casefold())
    text = f"{title}\n{body}" if title else body
    return Cleaned(text, len(title), headers)


def _normalise(raw: str) -> str:
    text = raw.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    return re.sub(r" ?-- ?", " \u2014 ", _INVISIBLE.sub("", text))


def _take_headers(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    headers: dict[str, str] = {}
    for number, line in enumerate(lines):
        match = _HEADER.match(line.strip())
        if match is None:
            if line.strip():
                return headers, lines[number:]
            continue
        key = match[1].casefold()
        headers.setdefault(_HEADER_KEY.get(key, key), match[2].strip())
    return headers, []


def _paragraphs(lines: list[str]) -> list[str]:
    """Join hard-wrapped lines (as in e-mail); leave lines that are paragraphs as they are."""
    block: list[str] = []
    paragraphs: list[str] = []
    for line in [*(" ".join(line.split()) for line in lines), ""]:
        if line:
            block.append(line)
        elif block:
            paragraphs += _unwrap(block)
            block = []
    return paragraphs


def _unwrap(block: list[str]) -> list[str]:
    width = max(map(len, block))
    if width > 100 or len(block) < 2:
        return block
    out = [block[0]]
    for before, line in pairwise(block):
        wrapped = len(before) > 0.6 * width and (not _ENDS.search(before) or len(before) > 0.75 * width)
        if wrapped:
            out[-1] += f" {line}"
        else:
            out.append(line)
    return out
