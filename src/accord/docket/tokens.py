"""Sentences, tokens and mentions: where each word of a lexicon stands in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import field
from itertools import islice

from accord.core.frozen import NamedTuple, dataclass
from accord.docket.patterns import regex
from accord.docket.rules import words
from accord.docket.vocabulary import TOKEN, Phrase, Vocabulary

_ABBREVIATED = words("abbreviations")
_STARTERS = words("sentence_starters")
LONGEST = 1_000
"""Characters a sentence may have; what runs on is cut at a space, so that no rule meets endless text."""
MOST = 400
"""Tokens of a sentence that are read."""
_BREAK = regex(r"[.!?][\"')\]]*(?=\s+[\"'(\[$\u20ac\u00a3]*[^\W_])|\n")


class Token(NamedTuple):
    """One word or mark with its place in the text."""

    start: int
    end: int
    text: str
    lower: str


class Actor(NamedTuple):
    """An economy that stands in a sentence, by name, adjective, capital, institution or person; tokens."""

    code: str
    first: int
    last: int
    kind: str
    is_place: bool
    person: str = ""


class Mention(NamedTuple):
    """A lexicon entry found in the text; ``first`` and ``last`` are token numbers, ``last`` exclusive."""

    start: int
    end: int
    kind: str
    value: str
    first: int
    last: int


@dataclass(frozen=False)
class Sentence:
    """A sentence with its tokens and mentions."""

    number: int
    start: int
    end: int
    paragraph: int
    is_title: bool
    text: str
    tokens: list[Token] = field(default_factory=list)
    names: list[Mention] = field(default_factory=list)
    things: list[Mention] = field(default_factory=list)

    def is_named(self, first: int, last: int) -> bool:
        """Whether a name stands on one of the tokens from ``first`` up to ``last``."""
        return any(m.first < last and first < m.last for m in self.names)

    def token_at(self, position: int) -> int:
        """Return the number of the token at, or the last one before, a character position of the text."""
        return max(bisect_right(self.tokens, position, key=lambda t: t.start) - 1, 0)

    def before(self, index: int, count: int = 1) -> str:
        """Return up to ``count`` lower-case tokens that stand before token ``index``, joined by spaces."""
        return " ".join(t.lower for t in self.tokens[max(index - count, 0) : index])

    def after(self, index: int, count: int = 1) -> str:
        """Return up to ``count`` lower-case tokens from token ``index`` on, joined by spaces."""
        return " ".join(t.lower for t in self.tokens[index : index + count])


def sentences(text: str, title_length: int, words: Vocabulary) -> list[Sentence]:
    """Split a cleaned text into sentences and find every lexicon entry in each."""
    found: list[Sentence] = []
    start, paragraph = 0, 0
    for match in _BREAK.finditer(text):
        new_line = match[0] == "\n"
        if not new_line and not _is_end(text, match):
            continue
        _append(found, text, start, match.start() if new_line else match.end(), paragraph, title_length)
        start = match.end()
        paragraph += new_line
    _append(found, text, start, len(text), paragraph, title_length)
    for sentence in found:
        sentence.tokens = [
            Token(sentence.start + m.start(), sentence.start + m.end(), m[0], m[0].casefold())
            for m in islice(TOKEN.finditer(sentence.text), MOST)
        ]
        sentence.names = find(sentence.tokens, words.names)
        sentence.things = find(sentence.tokens, words.things)
    return found


def _append(
    found: list[Sentence], text: str, start: int, end: int, paragraph: int, title_length: int
) -> None:
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = text.rfind(" ", start, start + LONGEST)
            stop = space if space > start else start + LONGEST
        piece = text[start:stop]
        first = start + len(piece) - len(piece.lstrip())
        if piece := piece.strip():
            in_title = first < title_length
            found.append(Sentence(len(found), first, first + len(piece), paragraph, in_title, piece))
        start = stop


_ITEM = regex(r"\s+\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+[A-Z]")
"""The letter of an item and its first word: "(ii) The duty"."""


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match[0][0] != "." or _ITEM.match(text, match.end()):
        return True
    head = re.search(r"(\S*)$", text[max(match.start() - 20, 0) : match.start()])
    word = (head[1] if head else "").lstrip("\"'([")
    following = re.match(r"\s+[\"'(\[$\u20ac\u00a3]*(\w+)", text[match.end() : match.end() + 40])
    next_word = following[1] if following else ""
    if not (next_word[:1].isupper() or next_word[:1].isdigit()):
        return False
    if re.search(r"(?:^|[^A-Za-z])(?:[A-Za-z]\.)+[A-Za-z]$", word):
        return next_word.casefold() in _STARTERS
    if len(word) == 1 and word.isupper():
        return False
    if word.casefold() in {"no", "nos", "art", "sec", "fig"}:
        return not next_word[:1].isdigit()
    return word.casefold() not in _ABBREVIATED


def find(tokens: list[Token], table: dict[str, tuple[Phrase, ...]]) -> list[Mention]:
    """Return the longest lexicon entries in a sequence of tokens, none overlapping another."""
    found: list[Mention] = []
    texts, lowers = [t.text for t in tokens], [t.lower for t in tokens]
    index = 0
    while index < len(tokens):
        known = table.get(lowers[index])
        phrase = known and next((p for p in known if _fits(p, texts if p.exact else lowers, index)), None)
        if not phrase:
            index += 1
            continue
        last = index + len(phrase.words)
        if phrase.kind != "other":
            found.append(
                Mention(tokens[index].start, tokens[last - 1].end, phrase.kind, phrase.value, index, last)
            )
        index = last
    return found


def _fits(phrase: Phrase, said: list[str], index: int) -> bool:
    wanted = phrase.words
    here = tuple(said[index : index + len(wanted)])
    return here == wanted or (phrase.exact and "-" in wanted and _dashed(here) == wanted)


def _dashed(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return words with every dash as a hyphen: "Asia\u2013Europe Corridor"."""
    return tuple("-" if w == "\u2013" else w for w in said)
