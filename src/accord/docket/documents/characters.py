"""Characters: one form for each, nothing invisible, no piled-up marks, no endless repeats."""

from __future__ import annotations

import re
import unicodedata

from accord.docket.patterns import regex

MOST_MARKS = 3
"""Combining marks that a letter may carry; no script needs more."""
MOST_REPEATS = 12
"""Times that the same few words may follow each other; more are left out."""
_VARIED = 0.25
"""Share of different words in a text above which nothing can repeat for long."""
MOST_SIGNS = 40
"""Times that a sign may follow itself."""
_RUN = regex(rf"([^\w\s])\1{{{MOST_SIGNS},}}")
_PERIODS = range(1, 17)
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u2002\u2003\u3000", " "),
        **dict.fromkeys("\u2010\u2011\u2212", "-"),
        **dict.fromkeys("\u2028\u2029\u0085", "\n"),
        **dict.fromkeys("\ufe6a\uff05", "%"),
    }
)
_INVISIBLE = regex(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)


def normalised(raw: str) -> str:
    """Return text with one kind of line end, quote, space and hyphen, and without what nobody sees."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _RUN.sub(lambda m: m[0][:MOST_SIGNS], text)
    text = unicodedata.normalize("NFC", _without_piled_marks(text)).translate(_SAME)
    return re.sub(r"(?<=[^\s-]) ?--(?!-) ?", " \u2014 ", _INVISIBLE.sub("", text))


def _without_piled_marks(text: str) -> str:
    """Return text in which no letter carries more than ``MOST_MARKS`` combining marks."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if letter > "\u02ff" and unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)


def without_repeats(text: str) -> tuple[str, int]:
    """Return text whose runs of the same few words end after ``MOST_REPEATS``, and how many are left out."""
    if len(text) < 400:
        return text, 0
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    if len({text[a:b] for a, b in words}) > _VARIED * len(words):
        return text, 0
    out, dropped = text, 0
    for period in _PERIODS:
        out, words, more = _without_period(out, words, period)
        dropped += more
    return out, dropped


def _without_period(
    text: str, words: list[tuple[int, int]], period: int
) -> tuple[str, list[tuple[int, int]], int]:
    said = [text[a:b] for a, b in words]
    run, excess = 0, set()
    for i in range(period, len(said)):
        run = run + 1 if said[i] == said[i - period] else 0
        if run > MOST_REPEATS * period:
            excess.add(i)
    if not excess:
        return text, words, 0
    pieces, last = [], 0
    for i in sorted(excess):
        start, end = words[i]
        pieces.append(text[last:start])
        last = end
    kept = "".join([*pieces, text[last:]])
    return kept, [(m.start(), m.end()) for m in re.finditer(r"\S+", kept)], len(excess)


def printable(name: str, limit: int = 200) -> str:
    """Return a name fit for a terminal: no control or direction marks, no line ends, valid, not endless."""
    text = name.encode("utf-8", "replace").decode("utf-8")
    text = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return text if len(text) <= limit else f"{text[: limit - 1]}\u2026"
