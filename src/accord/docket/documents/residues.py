"""Marks of other formats in a text: a head of keys, HTML tags, Markdown's emphasis, links and escapes."""

from __future__ import annotations

import re

from accord.docket.patterns import regex

_HEADER = regex(r"(TITLE|HEADLINE|SOURCE|URL|DATE|PUBLISHED|OUTLET|PUBLISHER)\s*:\s*(.*)", re.IGNORECASE)
_KEY = {
    "headline": "title", "url": "source", "published": "date", "publisher": "outlet", "source_url": "source",
    "published_time": "date",
}  # fmt: skip
_FRONT = regex(r"(?P<key>[a-z_]{3,30}):\s?(?P<value>.*)")
_COMMENT = regex(r"<!--.{0,2000}?-->", re.DOTALL)
_FOOTNOTE = regex(r"<sup\b[^<>]{0,200}>\s*\[?\d{1,3}\]?\s*</sup>|(?<=[\w.,;%)\"])\[\d{1,3}\](?!\()")
_TAG = regex(
    r"</?(?:span|em|strong|b|i|u|a|sup|sub|small|font|br|p"
    r"|div)\b(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_BROKEN = regex(r"(<(span|em|strong|b|i|u)\b[^<>]{0,400}>[^<>\n]{0,200})\n\s*(?=[^<>\n]{0,200}</\2>)")
_IMAGE = regex(r"!\[[^\]\n]{0,300}\]\([^()\s]{0,500}\)")
_LINK = regex(r"\[(?P<words>[^\[\]]{1,300})\]\((?:https?:|mailto:|/|#)[^()\s]{0,500}\)")
_STRONG = regex(r"(\*\*|__)(?=\S)([^\n]{1,400}?)(?<=\S)\1")
_EMPHASIS = regex(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])")
_STOP = regex(r"\*([.,;:])\*")
_ESCAPE = regex(r"\\(?=[\\()\[\].*_#\-+!<>|~`$&'\"])")


def without_residues(text: str) -> str:
    """Return text without HTML comments and inline tags, footnote marks, links' addresses and escapes."""
    if "<" in text or "[" in text:
        text = _FOOTNOTE.sub("", _COMMENT.sub("", text))
        text = _LINK.sub(lambda m: " ".join(m["words"].split()), _IMAGE.sub("", text))
        text = _BROKEN.sub(r"\1 ", text)
        text = _TAG.sub("", text)
    return _ESCAPE.sub("", text) if "\\" in text else text


def without_emphasis(text: str) -> str:
    """Return a line without Markdown's stars."""
    return (
        _STOP.sub(r"\1", _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text)))
        if "*" in text or "__" in text
        else text
    )


def take_headers(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the headers at the top ("TITLE: ...", or keys between ``---``), and the lines after."""
    front, lines = _front_matter(lines)
    for number, line in enumerate(lines):
        match = _HEADER.match(line.strip())
        if match is None:
            if line.strip():
                return front, lines[number:]
            continue
        key = match[1].casefold()
        front.setdefault(_KEY.get(key, key), match[2].strip())
    return front, []


def _front_matter(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the keys of a head between ``---`` lines; a value may go on in an indented line."""
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None or lines[first].strip() != "---":
        return {}, lines
    last = next((i for i in range(first + 1, min(first + 40, len(lines))) if lines[i].strip() == "---"), None)
    if last is None:
        return {}, lines
    found: dict[str, str] = {}
    key = ""
    for line in lines[first + 1 : last]:
        match = _FRONT.fullmatch(line)
        if match:
            key = _KEY.get(match["key"], match["key"])
            found.setdefault(key, match["value"].strip())
        elif key and line[:1] == " ":
            found[key] = f"{found[key]} {line.strip()}"
    return {k: _unquoted(v) for k, v in found.items() if k in ("title", "source", "date", "outlet")}, lines[
        last + 1 :
    ]


def _unquoted(value: str) -> str:
    text = value.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].replace("''", "'")
    return text
